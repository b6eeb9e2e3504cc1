import { expect, it } from 'vitest';
import { Tasks } from '../../../main/journeys/tasks.ts';

const untilAborted = (signal: AbortSignal) =>
  new Promise<string>((done) => signal.addEventListener('abort', () => done('aborted')));

it('cancels the one that is named and no other', async () => {
  const tasks = new Tasks();
  const one = tasks.run('one', untilAborted);
  let other: AbortSignal | undefined;
  const two = tasks.run('two', (signal) => {
    other = signal;
    return untilAborted(signal);
  });
  tasks.cancel('one');
  expect(await one).toBe('aborted');
  expect(other?.aborted).toBe(false);
  tasks.cancelAll();
  expect(await two).toBe('aborted');
});

it('lets a task that starts over end its former self', async () => {
  const tasks = new Tasks();
  const first = tasks.run('task', untilAborted);
  const second = tasks.run('task', async (signal) => signal.aborted);
  expect(await first).toBe('aborted');
  expect(await second).toBe(false);
  tasks.cancel('task');
});
