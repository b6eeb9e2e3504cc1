// The engine's thread itself: takes calls, answers them one at a time, stops where it was asked to.
import { parentPort } from 'node:worker_threads';
import { type EngineCall, openEngine } from './engine.ts';
import type { FromMain, FromThread } from './thread.ts';

const port = parentPort;
if (!port) throw new Error('this file is a thread of the app');
const engine = openEngine({ now: () => new Date(), platform: process.platform });
const controllers = new Map<number, AbortController>();
let last: Promise<void> = Promise.resolve();

/** Progress more often than this is only work for the window; in milliseconds. */
const pause = 50;

async function answer(id: number, call: EngineCall, argument: unknown): Promise<void> {
  const controller = controllers.get(id) ?? new AbortController();
  let told = 0;
  const progress = (done: number, total: number) => {
    const now = performance.now();
    if (now - told < pause && done < total) return;
    told = now;
    port?.postMessage({ id, progress: { done, total } } satisfies FromThread);
  };
  try {
    const run = { signal: controller.signal, progress };
    const work = engine[call] as (argument: unknown, run: unknown) => unknown;
    const result = (await work(argument, run)) as never;
    port?.postMessage({ id, answer: result } satisfies FromThread);
  } catch (error) {
    port?.postMessage({ id, bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  } finally {
    controllers.delete(id);
  }
}

port.on('message', (message: FromMain) => {
  if ('cancel' in message) {
    controllers.get(message.cancel)?.abort();
    return;
  }
  controllers.set(message.id, new AbortController());
  // In turn: a tray that two calls change at once would be nobody's.
  last = last.then(() => answer(message.id, message.call, message.argument));
});
