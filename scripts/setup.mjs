// @ts-check
// Everything a fresh checkout needs before it can do something: the npm packages, the system's packages, an Electron.
// Each part looks first and does nothing when it is there, so that this can run before every command.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, root, run, runIfMain, Stop, say } from './run.mjs';
import { ensureSystemPackages } from './system-packages.mjs';

/**
 * @param {{ purpose: 'terminal' | 'app' | 'test' }} options a terminal needs no Electron
 * @returns {Promise<import('./electron-runtime.mjs').Runtime | null>}
 */
export async function setup({ purpose }) {
  checkNode();
  await ensureNodeModules();
  await ensureSystemPackages(purpose);
  if (purpose === 'terminal') return null;
  // Imported late: it needs node_modules.
  const { findRuntime } = await import('./electron-runtime.mjs');
  const runtime = await findRuntime();
  say(`Electron ${runtime.version}${runtime.origin === 'fallback' ? ' (the stand-in for development)' : ''}`);
  return runtime;
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Stop(
    `Node ${process.versions.node} is too old for the tools used here. Install Node 20.19 or newer, best 22.`,
  );
}

async function ensureNodeModules() {
  if (isInstalled()) return;
  say('installing the npm packages …');
  // No package used here needs an install script to work, so none gets to run. Warnings about engines are left out:
  // they come from packages that name Node 22 and work with 20.19.
  const client = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']);
  if ((await run(client.command, client.args)) !== 0) {
    throw new Stop('npm ci failed (its message is above). Correct that and run the command again.');
  }
}

/**
 * npm writes down in node_modules what it has put there, as the last thing it does. Comparing that with the lock file
 * notices a changed lock, a broken install and a missing folder alike, however the install was made.
 */
function isInstalled() {
  const record = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.keys(wanted).every((path) => {
    if (path === '') return true;
    // Packages for other platforms are in the lock file and rightly not here.
    if (!present[path]) return Boolean(wanted[path].optional || wanted[path].devOptional);
    return present[path].version === wanted[path].version && present[path].integrity === wanted[path].integrity;
  });
}

await runIfMain(import.meta.url, async () => {
  await setup({ purpose: 'test' });
  return 0;
});
