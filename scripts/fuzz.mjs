// @ts-check
// `npm run fuzz`: throws changed and broken input at each reader of the engine, guided by what code it reaches, for ten
// minutes each. Ends with 1 when something was found; the inputs lie in out/fuzz/findings then.
//   --reader NAME   only this one (may be repeated)     --seconds N   for each reader, 600 unless given
//   --input FILE    runs this one input, as a finding says      --fresh       forgets what earlier runs learned
//   --seed N        repeats the random choices          --runs N      stops after so many executions
//   --blind         without guidance, to compare        --out DIR     instead of out/fuzz
//   --patience N    seconds after which an input that still runs is stopped, 10 unless given
//   --memory N      megabytes of objects that a reader may have at once, 512 unless given
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildWorker } from '../test/fuzz/build.mjs';
import { readerNames, superviseReader, tryInput } from '../test/fuzz/supervise.mjs';
import { root, runIfMain, Stop } from './run.mjs';

/** @param {string} line */
const print = (line) => process.stdout.write(`${line}\n`);

/** @param {string | undefined} text @param {string} option */
const whole = (text, option) => {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new Stop(`--${option} needs a whole number.`);
  return Number(text);
};

/** @param {string[]} args */
const optionsOf = (args) => {
  const text = /** @type {const} */ ({ type: 'string' });
  const flag = /** @type {const} */ ({ type: 'boolean', default: false });
  const many = /** @type {const} */ ({ type: 'string', multiple: true });
  const texts = { seconds: text, runs: text, seed: text, patience: text, memory: text, out: text, input: text };
  const options = { ...texts, reader: many, blind: flag, fresh: flag };
  try {
    return parseArgs({ args, options }).values;
  } catch (error) {
    throw new Stop(error instanceof Error ? error.message : String(error));
  }
};

await runIfMain(import.meta.url, async (args) => {
  const options = optionsOf(args);
  const out = resolve(options.out ?? join(root, 'out/fuzz'));
  if (options.fresh) rmSync(join(out, 'corpus'), { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  // A folder of its own, so that two runs do not take each other's worker away.
  const folder = mkdtempSync(join(out, 'build-'));
  try {
    const bundle = await buildWorker(folder);
    const { names, planted } = await readerNames(bundle);
    const readers = options.reader ?? names;
    const unknown = readers.find((name) => ![...names, ...planted].includes(name));
    if (unknown !== undefined) throw new Stop(`There is no reader ${unknown}. Readers: ${names.join(', ')}.`);
    if (options.input !== undefined) {
      const [reader, ...more] = options.reader ?? [];
      if (reader === undefined || more.length > 0) throw new Stop('--input needs one --reader.');
      const { fault, milliseconds } = await tryInput(bundle, reader, new Uint8Array(readFileSync(options.input)));
      if (fault) print(`${fault.kind === 'ended' ? 'thrown' : fault.kind}: ${fault.detail}`);
      else print(`Nothing is wrong with it; it took ${Math.round(milliseconds)} ms.`);
      return fault ? 1 : 0;
    }
    const seconds = whole(options.seconds, 'seconds') ?? 600;
    const seed = whole(options.seed, 'seed') ?? Date.now() % 1_000_000_000;
    const patience = whole(options.patience, 'patience') ?? 10;
    const memory = whole(options.memory, 'memory') ?? 512;
    const runs = whole(options.runs, 'runs');
    print(`Seed ${seed}; ${bundle.counters} edges in the engine.`);
    let found = 0;
    for (const reader of readers) {
      const wanted = { reader, seconds, runs, seed, patience, memory, guided: !options.blind };
      found += (await superviseReader(bundle, wanted, out, print)).length;
    }
    print(found === 0 ? 'Nothing was found.' : `${found} findings, in ${join(out, 'findings')}.`);
    return found === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
