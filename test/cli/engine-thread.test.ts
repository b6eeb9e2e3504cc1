// The engine's built thread, from outside: answers, progress, cancel, bugs, and its end.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, test } from 'vitest';
import { EngineThread } from '../../main/tools/thread.ts';
import { issue, workspace } from './kit.ts';

const { dir, write } = workspace();
const leaf = issue(dir, 'leaf', { subject: '/CN=sensor7' });
const file = pathToFileURL(join(import.meta.dirname, '../../out/main/engine-thread.mjs'));
const running: EngineThread[] = [];
const start = () => {
  const thread = new EngineThread(file);
  running.push(thread);
  return thread;
};
afterEach(async () => {
  for (const thread of running.splice(0)) await thread.stop();
});
const signal = () => new AbortController().signal;

test('answers over one tray, and tells how far it is', async () => {
  const thread = start();
  const seen: string[] = [];
  const run = { signal: signal(), progress: (done: number, total: number) => void seen.push(`${done}/${total}`) };
  const paths = [leaf.crt, write('copy.pem', leaf.pem)];
  expect(await thread.call('add', { paths }, run)).toMatchObject({ ok: true, value: { counts: { files: 2 } } });
  expect(seen.at(-1)).toBe('2/2');
  expect(await thread.call('remove', { file: 1 })).toMatchObject({ ok: true, value: { counts: { files: 1 } } });
});

test('a call that is cancelled is answered at once, and the next one is served', async () => {
  const thread = start();
  const controller = new AbortController();
  const paths = Array.from({ length: 20_000 }, () => leaf.crt);
  const adding = thread.call('add', { paths }, { signal: controller.signal, progress: () => controller.abort() });
  expect(await adding).toEqual({ ok: false, error: { code: 'cancelled', facts: {} } });
  const tray = await thread.call('tray', { show: 1 });
  expect(tray.ok && tray.value.counts.files).toBeLessThan(20_000);
  expect(await thread.call('tray', { show: 1 }, { signal: AbortSignal.abort(), progress: () => {} })).toMatchObject({
    ok: false,
  });
});

test('a bug in the engine is thrown here, and the thread goes on', async () => {
  const thread = start();
  await expect(thread.call('unlock', undefined as never)).rejects.toThrow();
  expect(await thread.call('tray', { show: 1 })).toMatchObject({ ok: true });
});

test('a new thread begins with an empty tray', async () => {
  const thread = start();
  await thread.call('add', { paths: [leaf.crt] }, { signal: signal(), progress: () => {} });
  await thread.stop();
  expect(await thread.call('tray', { show: 1 })).toMatchObject({ ok: true, value: { counts: { files: 0 } } });
});
