// @ts-check
// Bundles the fuzzer's worker with the engine in it, the engine's modules with counters. What the product ships is
// built elsewhere and carries none of this.
import { join, relative, sep } from 'node:path';
import { build } from 'vite';
import { root } from '../../scripts/run.mjs';
import { countersName, Instrumenter } from './instrument.mjs';

/** Modules that count: the engine, and the faulty readers that prove the fuzzer. */
const counted = /^(main\/pki\/|test\/fuzz\/planted)/;

/**
 * A forged signature never verifies, so what lies behind a good one would never be reached by mutation. For readers
 * that ask for it, node:crypto's verdict is taken for good, in this one module and in this build alone.
 */
const signatures = 'main/pki/keys/signature.ts';
const lenient = '\0lenient-crypto';

/** @param {string} id */
const inTree = (id) => relative(root, id).split(sep).join('/');

/**
 * @param {string} outDir
 * @returns {Promise<{ worker: string, counters: number, words: string[] }>} the bundle, and what its code consists of
 */
export async function buildWorker(outDir) {
  const instrumenter = new Instrumenter();
  /** @type {import('vite').Plugin} */
  const plugin = {
    name: 'fuzz-coverage',
    enforce: 'post',
    resolveId: {
      order: 'pre',
      handler: (source, importer) =>
        source === 'node:crypto' && importer && inTree(importer) === signatures ? lenient : null,
    },
    load: (id) =>
      id === lenient
        ? `export * from 'node:crypto';
           import { verify as real } from 'node:crypto';
           export const verify = (...args) => real(...args) || globalThis.__fuzzAcceptSignatures === true;`
        : null,
    transform: (code, id) => (counted.test(inTree(id)) ? { code: instrumenter.instrument(code), map: null } : null),
  };
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    plugins: [plugin],
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'test/fuzz/worker.ts'),
      outDir,
      emptyOutDir: true,
      minify: false,
      target: 'node20',
      rolldownOptions: {
        output: {
          entryFileNames: 'worker.mjs',
          codeSplitting: false,
          // Before any module runs; far more than there will be, as the number is known only when all are built.
          banner: `globalThis.${countersName} = new Uint32Array(65536);`,
        },
      },
    },
  });
  return { worker: join(outDir, 'worker.mjs'), counters: instrumenter.counters, words: [...instrumenter.words] };
}
