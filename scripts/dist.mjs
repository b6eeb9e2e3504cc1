// @ts-check
// `npm run dist`: builds, and makes the unpacked app for this platform in dist/. With --installers it makes the
// installers of electron-builder.yml; other arguments go to electron-builder. --no-build packs out/ as it is.
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { findRuntime } from './electron-runtime.mjs';
import { root, runIfMain, runTool, Stop, say } from './run.mjs';

/**
 * electron-builder fetches the real Electron by itself. Where that cannot be had, it gets a copy of the runtime in use,
 * without what is ours in there.
 * @param {import('./electron-runtime.mjs').Runtime} runtime
 * @param {string} target
 */
async function copyRuntime(runtime, target) {
  const leaveOut = new Set(['version', join('resources', 'app'), join('resources', 'default_app.asar')]);
  await cp(runtime.folder, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !leaveOut.has(relative(runtime.folder, source)),
  });
  say(`packing Electron ${runtime.version}, the stand-in for development: not for release.`);
  return [`-c.electronDist=${target}`, `-c.electronVersion=${runtime.version}`];
}

/** @param {string[]} args */
async function dist(args) {
  const own = ['--no-build', '--installers'];
  const passedOn = args.filter((arg) => !own.includes(arg));
  if (!args.includes('--no-build') && (await runTool('electron-vite/bin/electron-vite.js', ['build'])) !== 0) {
    throw new Stop('The build failed (the message is above), so there is nothing to pack.');
  }
  const runtime = await findRuntime();
  const work = await mkdtemp(join(root, 'out/.dist-'));
  try {
    const substitute = runtime.origin === 'npm' ? [] : await copyRuntime(runtime, join(work, 'electron'));
    const target = args.includes('--installers') ? [] : ['--dir'];
    return await runTool('electron-builder/cli.js', [...target, ...substitute, '--publish', 'never', ...passedOn]);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

await runIfMain(import.meta.url, dist);
