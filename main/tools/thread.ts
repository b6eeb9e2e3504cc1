// The engine's thread, seen from main: reading ten thousand files or making a key never holds up the window. A thread of
// the same process, so keys stay in main's memory and cross no pipe.
import { Worker } from 'node:worker_threads';
import { type Failure, fail, type Result } from '../../preload/contract/result.ts';
import type { EngineCall, EngineCalls } from './engine.ts';
import type { Run } from './tray.ts';

export type FromMain = { id: number; call: EngineCall; argument: unknown } | { cancel: number };
export type FromThread =
  | { id: number; progress: { done: number; total: number } }
  | { id: number; answer: Result<unknown> }
  | { id: number; bug: string };

type Waiting = { answer(result: Result<unknown>): void; bug(error: Error): void; progress: Run['progress'] };

const writing: ReadonlySet<EngineCall> = new Set<EngineCall>(['writeConverted', 'writeRequest', 'slotsKit']);

export class EngineThread {
  readonly #file: URL;
  #worker: Worker | null = null;
  readonly #waiting = new Map<number, Waiting>();
  #next = 1;

  /** @param file the built thread, beside the built main file; it is started with the first call */
  constructor(file: URL) {
    this.#file = file;
  }

  /** A failure that is expected is returned; one that is a bug in the engine is thrown, as everywhere. */
  call<C extends EngineCall>(
    call: C,
    argument: Parameters<EngineCalls[C]>[0],
    run?: Run,
  ): Promise<Awaited<ReturnType<EngineCalls[C]>>> {
    type Answer = Awaited<ReturnType<EngineCalls[C]>>;
    if (run?.signal.aborted) return Promise.resolve(fail('cancelled', {}) as Failure as Answer);
    const id = this.#next++;
    const worker = this.#start();
    return new Promise<Answer>((resolve, reject) => {
      const cancel = () => {
        worker.postMessage({ cancel: id } satisfies FromMain);
        // Not every step can be stopped half-way, and nobody has to wait for it all the same; but what is being written
        // is told as it ends, for "cancelled" must not stand where a key has come to lie on the disk.
        if (!writing.has(call)) this.#settle(id)?.answer(fail('cancelled', {}));
      };
      run?.signal.addEventListener('abort', cancel, { once: true });
      const done = () => run?.signal.removeEventListener('abort', cancel);
      this.#waiting.set(id, {
        answer: (result) => {
          done();
          resolve(result as Answer);
        },
        bug: (error) => {
          done();
          reject(error);
        },
        progress: (n, total) => run?.progress(n, total),
      });
      worker.postMessage({ id, call, argument } satisfies FromMain);
    });
  }

  /** Ends the thread, and with it forgets the tray and every key on it. */
  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #settle(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    // What the thread logs would end in main's own output, past the log that leaves secrets out.
    const worker = new Worker(this.#file, { stdout: true, stderr: true });
    this.#worker = worker;
    worker.on('message', (message: FromThread) => {
      if ('progress' in message) this.#waiting.get(message.id)?.progress(message.progress.done, message.progress.total);
      else if ('bug' in message) this.#settle(message.id)?.bug(new Error(message.bug));
      else this.#settle(message.id)?.answer(message.answer);
    });
    const lost = (problem: unknown) => {
      if (this.#worker === worker) this.#worker = null;
      for (const id of [...this.#waiting.keys()])
        this.#settle(id)?.bug(problem instanceof Error ? problem : new Error(`the engine's thread ended: ${problem}`));
    };
    worker.on('error', lost);
    worker.on('exit', lost);
    return worker;
  }
}
