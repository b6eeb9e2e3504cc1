// @ts-check
// Starting other programs, for all the scripts here. Node's own modules only: some scripts run before `npm ci`.
// Nothing goes through a shell, so no path or argument is ever parsed a second time.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '');

/** @param {string} line */
export const say = (line) => process.stderr.write(`certwright: ${line}\n`);

/** A failure that the person at the terminal can act on: printed without a stack. */
export class Stop extends Error {}

/**
 * Runs a program with our terminal and resolves with its exit status (128 + signal number is not told apart: 1).
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', cwd: root, ...options });
    // Ctrl-C reaches the child too, as it shares our terminal: let it finish tidying up, then report its status.
    const wait = () => {};
    const pass = () => child.kill('SIGTERM');
    process.on('SIGINT', wait).on('SIGTERM', pass);
    const done = () => process.off('SIGINT', wait).off('SIGTERM', pass);
    child.on('error', (error) => {
      done();
      reject(new Stop(`${command} could not be started (${error.message}).`));
    });
    child.on('close', (status) => {
      done();
      resolve(status ?? 1);
    });
  });
}

/**
 * Runs a program without a word; null when it fails or is not there.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {string | null}
 */
export function ask(command, args, options = {}) {
  const result = spawnSync(command, args, { stdio: ['ignore', 'pipe', 'ignore'], ...options, encoding: 'utf8' });
  return result.status === 0 ? String(result.stdout ?? '') : null;
}

/**
 * A JavaScript tool of node_modules, started with this very Node: on Windows the .cmd wrappers would need a shell.
 * @param {string} file path under node_modules
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 */
export const runTool = (file, args, options) =>
  run(process.execPath, [join(root, 'node_modules', file), ...args], options);

/**
 * npm, the way it was started if it started us, else the one that came with this Node, else the one on PATH.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function npm(args) {
  const beside = process.platform === 'win32' ? 'node_modules' : '../lib/node_modules';
  const candidates = [process.env.npm_execpath ?? '', join(process.execPath, '..', beside, 'npm/bin/npm-cli.js')];
  // npm_execpath is yarn's or pnpm's when those ran the script.
  const script = candidates.find((file) => file.endsWith('npm-cli.js') && existsSync(file));
  return script ? { command: process.execPath, args: [script, ...args] } : { command: 'npm', args: [...args] };
}

/** @param {string} program */
export function onPath(program) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** On Linux a window needs one of the two; elsewhere there is always a desktop. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/**
 * Calls `main` when the file was started by itself and not imported; its number becomes the exit status.
 * @param {string} url import.meta.url of the caller
 * @param {(args: string[]) => number | Promise<number>} main
 */
export async function runIfMain(url, main) {
  if (!process.argv[1] || url !== pathToFileURL(process.argv[1]).href) return;
  try {
    process.exitCode = await main(process.argv.slice(2));
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
