// The thread that fuzzes one reader. It shows every input to the thread that started it before it runs it, so that an
// input that hangs it or eats its memory is known all the same.
import { parentPort, workerData } from 'node:worker_threads';
import type { Reader } from './checks.ts';
import { Loop } from './loop.ts';
import { Random } from './random.ts';
import { readers } from './readers.ts';
import { Seeds } from './seeds.ts';

export type Job = {
  /** Any other name: the names of all are told. */
  reader: string;
  counters: number;
  words: string[];
  /** Two numbers (how many inputs so far, length of the last) and the last input. */
  shared: SharedArrayBuffer;
  seconds: number;
  /** Stops after so many executions, where given. */
  runs?: number;
  seed: number;
  guided: boolean;
  /** What earlier runs kept. */
  corpus: Uint8Array[];
  /** Only this one is run. */
  input?: Uint8Array;
};

const job = workerData as Job;
const say = (message: object): void => parentPort?.postMessage(message);
const head = new Int32Array(job.shared, 0, 2);
const body = new Uint8Array(job.shared, 8);

const show = (input: Uint8Array): void => {
  const length = Math.min(input.length, body.length);
  body.set(input.subarray(0, length));
  head[1] = length;
  Atomics.add(head, 0, 1);
};

const startingPoints = (reader: Reader): Uint8Array[] => {
  const seeds = new Seeds();
  try {
    return reader.seeds(seeds).map((seed) => (typeof seed === 'string' ? new Uint8Array(Buffer.from(seed)) : seed));
  } finally {
    seeds.close();
  }
};

const fuzz = async (reader: Reader): Promise<void> => {
  const counters = (Reflect.get(globalThis, '__fuzzCounters') as Uint32Array).subarray(0, job.counters);
  const loop = new Loop({
    run: reader.run,
    counters,
    words: job.words,
    random: new Random(job.seed),
    guided: job.guided,
    limit: 16_384,
    slowest: reader.slowest ?? 1000,
    longest: reader.longest ?? 4_500_000,
    before: show,
    kept: (input) => say({ type: 'kept', input }),
    found: (finding) => say({ type: 'finding', finding }),
  });
  const seeds = startingPoints(reader);
  const began = performance.now();
  let told = 0;
  const tell = (type: string): void => {
    const { executions, edges, corpusSize } = loop;
    say({ type, executions, edges, corpusSize, milliseconds: performance.now() - began });
  };
  for (const seed of seeds) await loop.seed(seed);
  for (const input of job.corpus) await loop.recall(input);
  const until = performance.now() + job.seconds * 1000;
  while (performance.now() < until && loop.executions < (job.runs ?? Number.POSITIVE_INFINITY)) {
    await loop.step();
    if (performance.now() - told > 1000) {
      told = performance.now();
      tell('progress');
    }
  }
  tell('done');
};

const reader = readers.find(({ name }) => name === job.reader);
if (reader === undefined) {
  const names = (faulty: boolean) =>
    readers.filter(({ planted = false }) => planted === faulty).map(({ name }) => name);
  say({ type: 'readers', names: names(false), planted: names(true) });
} else {
  Object.assign(globalThis, { __fuzzAcceptSignatures: reader.acceptSignatures === true });
  if (job.input) {
    show(job.input);
    const began = performance.now();
    await reader.run(job.input);
    say({ type: 'fine', milliseconds: performance.now() - began });
  } else await fuzz(reader);
}
