// @ts-check
// How long the main process is held up while the tools read ten thousand files, make an RSA-4096 key and write a PFX:
// the longest stall of its event loop, as Node's own histogram saw it. Against the same window left alone.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { findRuntime, launcherFlags } from '../../scripts/electron-runtime.mjs';
import { root } from '../../scripts/run.mjs';

const files = 10_000;
const home = mkdtempSync(join(tmpdir(), 'certwright-stall-'));
const folder = join(home, 'many');
mkdirSync(folder);
execFileSync(
  'openssl',
  [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    join(home, 'k'),
    '-out',
    join(home, 'c'),
    '-subj',
    '/CN=sensor7',
    '-addext',
    'subjectAltName=DNS:sensor7',
    '-days',
    '90',
  ],
  { stdio: 'ignore' },
);
const certificate = readFileSync(join(home, 'c'));
const paths = Array.from({ length: files }, (_, n) => join(folder, `${n}.cer`));
for (const path of paths) writeFileSync(path, certificate);

const { executable } = await findRuntime();
const app = await _electron.launch({
  executablePath: executable,
  args: [...launcherFlags(), `--user-data-dir=${join(home, 'profile')}`, root],
  env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), APPDATA: home },
});
try {
  const page = await app.firstWindow();
  await page.getByTestId('home').waitFor();
  await new Promise((done) => setTimeout(done, 1500));
  await app.evaluate(
    ({ dialog }, { chosen, place }) => {
      const answer = /** @type {any} */ (dialog);
      answer.showOpenDialog = async (/** @type {any} */ ...args) => {
        const { properties } = args.at(-1);
        return { canceled: false, filePaths: properties.includes('openDirectory') ? [place] : chosen };
      };
      answer.showSaveDialog = async () => ({ canceled: false, filePath: `${place}/x.pfx` });
    },
    { chosen: paths, place: home },
  );

  /**
   * @param {string} title
   * @param {() => Promise<unknown>} work
   */
  const measure = async (title, work) => {
    await app.evaluate(() => {
      const { monitorEventLoopDelay } = /** @type {any} */ (process).getBuiltinModule('node:perf_hooks');
      const histogram = monitorEventLoopDelay({ resolution: 5 });
      histogram.enable();
      /** @type {any} */ (globalThis).stall = histogram;
    });
    const began = performance.now();
    await work();
    const seconds = (performance.now() - began) / 1000;
    const { max, p99 } = await app.evaluate(() => {
      const histogram = /** @type {any} */ (globalThis).stall;
      histogram.disable();
      return { max: histogram.max / 1e6, p99: histogram.percentile(99) / 1e6 };
    });
    console.log(
      `main process, ${title}: longest stall ${max.toFixed(0)} ms, 99th percentile ${p99.toFixed(0)} ms, in ${seconds.toFixed(1)} s`,
    );
  };
  /** @param {string} channel @param {object} argument */
  const call = (channel, argument) =>
    page.evaluate(
      ([name, value]) => /** @type {any} */ (globalThis).certwright[/** @type {string} */ (name)](value),
      [channel, argument],
    );

  await measure('left alone', () => new Promise((done) => setTimeout(done, 3000)));
  await measure(`reading ${files} files (aim under 50 ms)`, () => call('tools.choose', { task: 'a' }));
  await measure('making an RSA-4096 key and a request (aim under 50 ms)', () =>
    call('tools.makeRequest', {
      task: 'b',
      order: {
        subject: [{ type: 'CN', value: 'sensor7.contoso.com' }],
        sans: [],
        key: { kind: 'rsa4096', passphrase: 'correct horse' },
      },
    }),
  );
  await measure('writing a PFX (aim under 50 ms)', () =>
    call('tools.convert', {
      task: 'c',
      order: { items: [{ file: 1, item: 0 }], to: 'pfx', keyEncoding: 'pkcs8', pfxProfile: 'modern', passphrase: 'x' },
    }),
  );
} finally {
  await app.close();
  rmSync(home, { recursive: true, force: true });
}
