import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../../preload/contract/calls.ts';
import { fail, ok } from '../../../../preload/contract/result.ts';
import { idle, reduceTask, type TaskEvent, type TaskState } from '../../../../renderer/tools/task-state.ts';

type State = TaskState<string, number>;
const through = (state: State, ...events: TaskEvent<string, number>[]): State => events.reduce(reduceTask, state);
const start = (task: string, what = 'read'): TaskEvent<string, number> => ({ type: 'started', task, what });
const progress = (task: string): Progress => ({ task, stage: 'reading-files', done: 3, total: 9 });

describe('one piece of work', () => {
  test('keeps its answer, and the last good one when a later try fails', () => {
    const done = through(idle, start('a'), { type: 'answered', task: 'a', result: ok(7) });
    expect(done).toEqual({ running: null, failure: null, value: 7 });
    const failed = through(done, start('b', 'unlock'), { type: 'answered', task: 'b', result: fail('cancelled', {}) });
    expect(failed.value).toBe(7);
    expect(failed.failure).toEqual({ what: 'unlock', error: { code: 'cancelled', facts: {} } });
  });

  test('is not started while another runs, and a new one forgets the old failure', () => {
    const running = through(idle, start('a'));
    expect(reduceTask(running, start('b'))).toBe(running);
    const failed = through(running, { type: 'answered', task: 'a', result: fail('cancelled', {}) });
    expect(through(failed, start('b')).failure).toBeNull();
  });

  test('drops answers and progress of other work', () => {
    const running = through(idle, start('mine'));
    expect(reduceTask(running, { type: 'answered', task: 'other', result: ok(1) })).toBe(running);
    expect(reduceTask(running, { type: 'progress', progress: progress('other') })).toBe(running);
    const told = reduceTask(running, { type: 'progress', progress: progress('mine') });
    expect(told.running?.progress?.done).toBe(3);
  });

  test('a second look leaves the failure in sight, and never overtakes running work', () => {
    const failed = through(idle, start('a'), { type: 'answered', task: 'a', result: fail('cancelled', {}) });
    const looked = reduceTask(failed, { type: 'looked', value: 4 });
    expect(looked).toMatchObject({ value: 4, failure: { what: 'read' } });
    const running = through(looked, start('b'));
    expect(reduceTask(running, { type: 'looked', value: 5 })).toBe(running);
    expect(reduceTask(running, { type: 'reset' })).toBe(running);
    expect(reduceTask(looked, { type: 'reset' })).toEqual(idle);
  });
});
