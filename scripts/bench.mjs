// @ts-check
// `npm run bench`: builds and packs, then prints what starting, shipping, probing, the engine and a hosts line cost. Not a test: nothing fails
// here, because a busy machine would make it fail for no reason.
import { join } from 'node:path';
import { runInPrivateWorld } from './private-world.mjs';
import { root, run, runIfMain, runTool, Stop } from './run.mjs';
import { setup } from './setup.mjs';

await runIfMain(import.meta.url, async () => {
  const runtime = await setup({ purpose: 'test' });
  if (!runtime) throw new Stop('No Electron was found.');
  if ((await runTool('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])) !== 0) {
    throw new Stop('The build failed (the message is above), so there is nothing to measure.');
  }
  // Chatter of the packing goes to stderr, so that stdout holds the figures alone.
  const quiet = /** @type {const} */ (['ignore', process.stderr, process.stderr]);
  await run(process.execPath, [join(root, 'scripts/dist.mjs'), '--no-build'], { stdio: [...quiet] });

  const bench = (/** @type {string} */ file) => join(root, 'test/bench', file);
  let status = 0;
  status |= await runInPrivateWorld([process.execPath, bench('launch.mjs')]);
  status |= await run(process.execPath, [bench('sizes.mjs')]);
  status |= await run(process.execPath, [bench('handshakes.mjs')]);
  status |= await run(process.execPath, [bench('engine.mjs')]);
  status |= await run(process.execPath, [bench('hosts.mjs')]);
  status |= await runInPrivateWorld([process.execPath, bench('stall.mjs')]);
  return status;
});
