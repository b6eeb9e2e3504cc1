// @ts-check
// `npm start`: from a fresh checkout to the running app. `npm run dev` is the same with live reload.
// On Linux without a display it takes the same journey in the terminal, against the practice sensor.
import { join } from 'node:path';
import { hasDisplay, root, run, runIfMain, runTool, Stop, say } from './run.mjs';
import { setup } from './setup.mjs';

/** @param {string[]} args what the app is to be told; --dev first is ours */
async function start(args) {
  const dev = args[0] === '--dev';
  const told = dev ? args.slice(1) : args;
  const window = hasDisplay();
  const runtime = await setup({ purpose: window ? 'app' : 'terminal' });

  if (!dev || !runtime) {
    say('building …');
    if ((await runTool('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])) !== 0) {
      throw new Stop('The build failed (the message is above), so there is nothing to start.');
    }
  }
  if (!runtime) {
    say('no display (neither DISPLAY nor WAYLAND_DISPLAY is set): practising in the terminal instead.');
    // Nobody is there to answer when input is not a terminal.
    const unattended = process.stdin.isTTY ? [] : ['--yes'];
    const { runInPrivateWorld } = await import('./private-world.mjs');
    const words = [process.execPath, join(root, 'out/main/cli.mjs'), 'onboard', '--practice', ...unattended, ...told];
    return runInPrivateWorld(words, process.env, { display: false });
  }

  const { launcherFlags, runtimeEnv, sandboxObstacle } = await import('./electron-runtime.mjs');
  const flags = launcherFlags();
  if (flags.length > 0) say(`starting with ${flags.join(' ')}, because ${sandboxObstacle()}.`);
  const env = { ...process.env, ...runtimeEnv(runtime) };
  if (!dev) return run(runtime.executable, [...flags, root, ...told], { env });
  const sandbox = flags.length > 0 ? ['--noSandbox'] : [];
  return runTool('electron-vite/bin/electron-vite.js', ['dev', '--watch', ...sandbox, '--', ...told], { env });
}

await runIfMain(import.meta.url, start);
