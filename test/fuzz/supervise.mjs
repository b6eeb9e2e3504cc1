// @ts-check
// Runs the fuzzer's worker and watches it: an input that never ends, or eats the memory, ends the worker and not the
// run. Keeps the corpus and the findings in files.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { Stop } from '../../scripts/run.mjs';

/**
 * @typedef {{ worker: string, counters: number, words: string[] }} Bundle
 * @typedef {object} Wanted
 * @property {string} reader
 * @property {number} seconds
 * @property {number | undefined} [runs] stop after so many executions
 * @property {number} seed
 * @property {boolean} guided
 * @property {number} patience an input that runs this many seconds is stopped (after one second it is a finding already)
 * @property {number} memory megabytes that the worker may use for objects
 * @property {Uint8Array} [input] run this one only
 *
 * @typedef {{ executions: number, edges: number, corpusSize: number, milliseconds: number }} Progress
 * @typedef {{ kind: string, key: string, detail: string, input: Uint8Array }} Finding
 * @typedef {{ type: string, input: Uint8Array, finding: Finding, names: string[], planted: string[] } & Progress} Message
 */

const largest = 34 * 1024 * 1024;
/** After so many inputs that end the worker, the reader is left. */
const mostEnds = 2;

/** @param {Uint8Array} bytes */
const idOf = (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 16);

/** @param {string} folder @returns {Uint8Array[]} */
const filesIn = (folder) =>
  existsSync(folder) ? readdirSync(folder).map((name) => new Uint8Array(readFileSync(join(folder, name)))) : [];

/** @param {string} folder @param {string} name @param {Uint8Array | string} content */
const write = (folder, name, content) => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), content);
};

/**
 * What all the readers are called, and those that a run of all leaves out.
 * @param {Bundle} bundle @returns {Promise<{ names: string[], planted: string[] }>}
 */
export const readerNames = (bundle) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(bundle.worker, { workerData: { reader: '', shared: new SharedArrayBuffer(8) } });
    worker
      .on('message', (/** @type {Message} */ { names, planted }) => resolve({ names, planted }))
      .on('error', reject);
  });

/**
 * One worker, until it is done or has to be ended.
 * @param {Bundle} bundle @param {Wanted} wanted @param {Uint8Array[]} corpus @param {(message: Message) => void} hear
 * @returns {Promise<{ fault?: Finding | undefined, shown: number }>} why it was ended, how many inputs it had shown
 */
const runWorker = (bundle, wanted, corpus, hear) =>
  new Promise((resolve) => {
    const shared = new SharedArrayBuffer(8 + largest);
    const [head, body] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)];
    const { worker: file, counters, words } = bundle;
    const workerData = { ...wanted, counters, words, shared, corpus };
    const worker = new Worker(file, { workerData, resourceLimits: { maxOldGenerationSizeMb: wanted.memory } });
    /** @type {Finding | undefined} */
    let fault;
    const blame = (/** @type {string} */ kind, /** @type {string} */ key, /** @type {string} */ detail) => {
      fault ??= { kind, key, detail, input: body.slice(0, Atomics.load(head, 1)) };
    };
    // Time that this process computed: when the machine is busy, an ordinary input takes long by the clock.
    let last = 0;
    let since = process.cpuUsage();
    const watch = setInterval(() => {
      const now = Atomics.load(head, 0);
      if (now !== last || now === 0) [last, since] = [now, process.cpuUsage()];
      if (process.cpuUsage(since).user < wanted.patience * 1e6) return;
      blame('hang', 'hang', `still running after ${wanted.patience} s`);
      void worker.terminate();
    }, 500);
    worker.on('message', hear);
    worker.on('error', (error) => {
      const spent = /** @type {NodeJS.ErrnoException} */ (error).code === 'ERR_WORKER_OUT_OF_MEMORY';
      blame(spent ? 'memory' : 'ended', spent ? 'memory' : `ended: ${error.message}`, String(error.stack));
    });
    worker.on('exit', () => {
      clearInterval(watch);
      resolve({ fault, shown: Atomics.load(head, 0) });
    });
  });

/**
 * Fuzzes one reader; the findings are written to `out`/findings and returned.
 * @param {Bundle} bundle @param {Wanted} wanted @param {string} out @param {(line: string) => void} print
 */
export async function superviseReader(bundle, wanted, out, print) {
  const corpus = join(out, 'corpus', wanted.reader);
  /** @type {Map<string, Finding>} */
  const findings = new Map();
  /** @type {Progress} */
  let progress = { executions: 0, edges: 0, corpusSize: 0, milliseconds: 0 };
  let [earlier, spent, told, ends] = [0, 0, Date.now(), 0];
  const line = () => {
    const seconds = spent + progress.milliseconds / 1000;
    const executions = earlier + progress.executions;
    return `${wanted.reader}: ${executions} executions in ${seconds.toFixed(0)} s, ${Math.round(executions / Math.max(seconds, 0.001))} a second, ${progress.edges} of ${bundle.counters} edges, ${progress.corpusSize} in the corpus, ${findings.size} findings`;
  };
  const note = (/** @type {Finding} */ finding) => {
    if (findings.has(finding.key)) return;
    findings.set(finding.key, finding);
    const [folder, name] = [join(out, 'findings'), `${wanted.reader}-${idOf(Buffer.from(finding.key))}`];
    const again = `npm run fuzz -- --reader ${wanted.reader} --input ${join(folder, `${name}.bin`)}`;
    write(folder, `${name}.bin`, finding.input);
    write(folder, `${name}.txt`, `${finding.kind}: ${finding.detail}\n${again}\n`);
    print(`FOUND ${finding.kind} in ${wanted.reader}, ${finding.input.length} bytes: ${finding.detail}\n  ${again}`);
  };
  const hear = (/** @type {Message} */ message) => {
    if (message.type === 'kept') return write(corpus, idOf(message.input), message.input);
    if (message.type === 'finding') return note(message.finding);
    progress = message;
    if (message.type === 'progress' && Date.now() - told > 15_000) {
      told = Date.now();
      print(line());
    }
  };
  for (;;) {
    const seconds = Math.max(0, wanted.seconds - spent);
    const began = Date.now();
    const runs = wanted.runs === undefined ? undefined : Math.max(0, wanted.runs - earlier);
    const seed = wanted.seed + ends;
    const known = wanted.guided ? filesIn(corpus) : [];
    const { fault, shown } = await runWorker(bundle, { ...wanted, seconds, runs, seed }, known, hear);
    if (fault === undefined) break;
    // No input yet: its seeds could not be made, which is no fault of the reader.
    if (shown === 0) throw new Stop(`The fuzzer could not begin with ${wanted.reader}: ${fault.detail}`);
    note(fault);
    ends += 1;
    earlier += shown;
    spent += (Date.now() - began) / 1000;
    progress = { ...progress, executions: 0, milliseconds: 0 };
    if (ends === mostEnds) {
      print(`${wanted.reader}: left after ${ends} inputs that ended the worker`);
      break;
    }
  }
  print(line());
  return [...findings.values()];
}

/**
 * Runs one input; resolves with what is wrong with it.
 * @param {Bundle} bundle @param {string} reader @param {Uint8Array} input
 * @returns {Promise<{ fault: Finding | undefined, milliseconds: number }>}
 */
export const tryInput = async (bundle, reader, input) => {
  const wanted = { reader, input, seconds: 0, seed: 0, guided: false, patience: 10, memory: 512 };
  let milliseconds = 0;
  const hear = (/** @type {Message} */ message) => {
    milliseconds = message.milliseconds;
  };
  const { fault } = await runWorker(bundle, wanted, [], hear);
  return { fault, milliseconds };
};
