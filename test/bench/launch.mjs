// @ts-check
// From starting the program to a window that can be used, ours against a bare one. Both are started in turn in the same
// run, so that whatever the machine does meanwhile happens to both; what counts is the ratio of the medians.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { findRuntime, launcherFlags } from '../../scripts/electron-runtime.mjs';
import { root } from '../../scripts/run.mjs';
import { median } from './median.mjs';

const rounds = Number(process.env.CERTWRIGHT_BENCH_ROUNDS ?? 9);
const apps = {
  ours: { folder: root, ready: '[data-testid="home"]' },
  bare: { folder: join(root, 'test/bench/bare-app'), ready: 'button' },
};

/**
 * @param {string} executable
 * @param {{ folder: string, ready: string }} app
 * @param {string} home where the start finds its profile
 */
async function launch(executable, { folder, ready }, home) {
  const began = performance.now();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...launcherFlags(), `--user-data-dir=${join(home, 'profile')}`, folder],
    // Where the platform reads the profile's place from the environment, this keeps ours out of the user's.
    env: { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, '.config'), APPDATA: home },
  });
  try {
    const page = await app.firstWindow();
    await page.locator(ready).first().waitFor({ state: 'visible', timeout: 30_000 });
    return performance.now() - began;
  } finally {
    await app.close();
  }
}

const { executable, version } = await findRuntime();

/**
 * Starts both apps in turn and prints the ratio of the medians.
 * @param {string} title
 * @param {(name: string) => { home: string, done: () => void }} homeFor
 */
async function compare(title, homeFor) {
  /** @type {Record<keyof typeof apps, number[]>} */
  const times = { ours: [], bare: [] };
  // The first round only warms up the disk cache, or the profile.
  for (let round = 0; round <= rounds; round++) {
    for (const name of /** @type {(keyof typeof apps)[]} */ (Object.keys(apps))) {
      const { home, done } = homeFor(name);
      try {
        const time = await launch(executable, apps[name], home);
        if (round > 0) times[name].push(time);
      } finally {
        done();
      }
    }
  }
  const [ours, bare] = [median(times.ours), median(times.bare)];
  console.log(
    `${title}: ratio ${(ours / bare).toFixed(2)} (aim at most 1.15): ` +
      `${ours.toFixed(0)} ms against ${bare.toFixed(0)} ms for a bare window, medians of ${rounds}, Electron ${version}`,
  );
}

const freshHome = () => mkdtempSync(join(tmpdir(), 'certwright-bench-'));
/** @param {string} home */
const remove = (home) => rmSync(home, { recursive: true, force: true, maxRetries: 5 });

await compare('launch to usable window, first start', () => {
  const home = freshHome();
  return { home, done: () => remove(home) };
});

// As on every other day: Chromium has its caches, our scripts' compiled code among them.
const kept = { ours: freshHome(), bare: freshHome() };
await compare('launch to usable window, later starts', (name) => ({
  home: kept[/** @type {keyof typeof kept} */ (name)],
  done: () => {},
}));
for (const home of Object.values(kept)) remove(home);
