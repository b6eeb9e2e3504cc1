// @ts-check
// `npm test`: sets everything up, then runs every check and test, and closes with one line that counts the tests.
// `node scripts/test.mjs unit e2e` runs only the named stages. A stage that fails does not keep later ones from
// running, unless they would have nothing to run on.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, run, runIfMain, runTool, Stop, say } from './run.mjs';
import { setup } from './setup.mjs';

const results = join(root, 'out/test-results');
const vitest = join(root, 'node_modules/vitest/vitest.mjs');

/**
 * @typedef {object} Stage
 * @property {string} title
 * @property {string} [needs] a stage whose failure leaves this one without anything to test
 * @property {string} [project] the Vitest project, whose tests are counted
 * @property {boolean} [twice] it runs in both Nodes: there is a second report, `<name>-electron.json`
 * @property {(context: Context) => Promise<number>} go
 *
 * @typedef {object} Context
 * @property {import('./electron-runtime.mjs').Runtime} runtime
 * @property {NodeJS.ProcessEnv} env
 * @property {string[]} vitestArgs what vitest is to be told, for the stage at hand
 */

/** @param {Context} context */
const inPlainNode = ({ env, vitestArgs }) => run(process.execPath, [vitest, ...vitestArgs], { env });

/** @param {Context} context */
const inElectronNode = ({ runtime, env, vitestArgs }) =>
  run(runtime.executable, [vitest, ...vitestArgs, '--pool=forks'], { env: { ...env, ELECTRON_RUN_AS_NODE: '1' } });

/**
 * What openssl and certtool make and say is gathered once, in plain Node, and judged in both.
 * @param {Context} context
 */
async function inBothNodes(context) {
  const corpus = mkdtempSync(join(tmpdir(), 'certwright-corpus-'));
  const env = { ...context.env, CERTWRIGHT_CORPUS: corpus };
  // Vitest would leave one processor free, and most of the work here is done by the tools.
  const args = [...context.vitestArgs, '--maxWorkers=2'];
  try {
    const status = await inPlainNode({ ...context, env, vitestArgs: args });
    const vitestArgs = args.map((arg) => arg.replace(/\.json$/, '-electron.json'));
    return (await inElectronNode({ ...context, env, vitestArgs })) || status;
  } finally {
    rmSync(corpus, { recursive: true, force: true });
  }
}

/** @param {Context} context */
async function inPrivateWorld({ env, vitestArgs }) {
  const { runInPrivateWorld } = await import('./private-world.mjs');
  return runInPrivateWorld([process.execPath, vitest, ...vitestArgs], env);
}

/**
 * Where Wine or the Windows Node cannot be had, the tests say that nothing was checked, and are skipped.
 * @param {Context} context
 */
async function inWine(context) {
  const { ensureSystemPackages } = await import('./system-packages.mjs');
  if (process.platform === 'linux' && process.arch === 'x64') await ensureSystemPackages('wine');
  return inPlainNode(context);
}

/** @type {Record<string, Stage>} */
const stages = {
  typecheck: { title: 'Types', go: () => runTool('typescript/bin/tsc', ['--build']) },
  lint: { title: 'Lint and format', go: () => runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']) },
  build: { title: 'Build', go: () => runTool('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn']) },
  unit: {
    title: "Unit tests, in Electron's own Node",
    project: 'unit',
    // Its crypto is BoringSSL: what passes in plain Node can fail in the app.
    go: inElectronNode,
  },
  differential: {
    title: 'Against openssl and certtool, in both Nodes',
    project: 'differential',
    twice: true,
    go: inBothNodes,
  },
  cli: { title: 'Command line, in plain Node', project: 'cli', needs: 'build', go: inPlainNode },
  kill: { title: 'Killed in the middle of changes', project: 'kill', go: inPlainNode },
  wine: { title: "Windows' own code, in Windows' Node under Wine", project: 'wine', go: inWine },
  // It builds the renderer itself; the private world gives it a display.
  pages: { title: 'Each page in each state', project: 'pages', go: inPrivateWorld },
  e2e: { title: 'The real app, end to end', project: 'e2e', needs: 'build', go: inPrivateWorld },
  dist: {
    title: 'Package, unpacked',
    needs: 'build',
    go: ({ env }) => run(process.execPath, [join(root, 'scripts/dist.mjs'), '--no-build'], { env }),
  },
  packaged: {
    title: 'The packaged app, end to end',
    project: 'packaged',
    needs: 'dist',
    go: async (context) => {
      const { makeTestCopy, packagedEnv } = await import('./packaged-test-copy.mjs');
      await makeTestCopy();
      return inPrivateWorld({ ...context, env: { ...context.env, ...packagedEnv() } });
    },
  },
};

/**
 * @param {string} name
 * @param {Stage} stage
 * @param {Omit<Context, 'vitestArgs'>} context
 */
async function runStage(name, stage, context) {
  process.stdout.write(`\n=== ${stage.title} (${name})\n`);
  const began = Date.now();
  const report = join(results, `${name}.json`);
  const reportPaths = stage.twice ? [report, report.replace(/\.json$/, '-electron.json')] : [report];
  for (const path of reportPaths) rmSync(path, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${relative(root, report)}`];
  const vitestArgs = ['run', '--project', stage.project ?? '', ...reporters];
  let status = 1;
  try {
    status = await stage.go({ ...context, vitestArgs });
  } catch (error) {
    // The message is enough for what a person can act on; anything else is a bug here and wants its stack.
    say(error instanceof Stop ? error.message : String(error instanceof Error ? error.stack : error));
  }
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const path of stage.project ? reportPaths : []) {
    const { passed, failed, skipped } = count(path);
    counts.passed += passed;
    counts.failed += failed;
    counts.skipped += skipped;
  }
  // A check that is not a test, or a run that died before it could count, must not vanish from the sum.
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return { ...counts, ok: status === 0 && counts.failed === 0, seconds: Math.round((Date.now() - began) / 1000) };
}

/** @param {string} report */
function count(report) {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(
    readFileSync(report, 'utf8'),
  );
  // A file that could not be loaded holds no test at all, so Vitest counts none as failed.
  const unloaded = testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + unloaded, skipped: numPendingTests + numTodoTests };
}

/** @param {string[]} names */
async function main(names) {
  const unknown = names.find((name) => !stages[name]);
  if (unknown) throw new Stop(`There is no stage ${unknown}. Stages: ${Object.keys(stages).join(', ')}.`);
  const chosen = Object.entries(stages).filter(([name]) => names.length === 0 || names.includes(name));

  const runtime = await setup({ purpose: 'test' });
  if (!runtime) throw new Stop('No Electron was found.');
  const { runtimeEnv } = await import('./electron-runtime.mjs');
  mkdirSync(results, { recursive: true });
  const env = { ...process.env, ...runtimeEnv(runtime) };

  /** @type {Map<string, { ok: boolean, line: string }>} */
  const outcomes = new Map();
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, stage] of chosen) {
    const missing = stage.needs && outcomes.get(stage.needs)?.ok === false ? stage.needs : null;
    if (missing) {
      outcomes.set(name, { ok: false, line: `not run, because ${missing} failed` });
      total.failed += 1;
      continue;
    }
    const { ok, seconds, passed, failed, skipped } = await runStage(name, stage, { runtime, env });
    total.passed += passed;
    total.failed += failed;
    total.skipped += skipped;
    const counts = stage.project ? `, ${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}` : '';
    outcomes.set(name, { ok, line: `${ok ? 'ok' : 'FAILED'} in ${seconds} s${counts}` });
  }

  process.stdout.write('\n=== Summary\n');
  for (const [name, { line }] of outcomes) process.stdout.write(`${name.padEnd(10)} ${line}\n`);
  const skipped = total.skipped ? `, ${total.skipped} skipped` : '';
  process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`);
  return total.failed === 0 && [...outcomes.values()].every(({ ok }) => ok) ? 0 : 1;
}

await runIfMain(import.meta.url, main);
