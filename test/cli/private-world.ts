// The command line where it may really change the machine: in a private mount namespace with a hosts file and a home of
// its own, which scripts/private-world.mjs makes. Where that cannot be made, the tests that need it are left out.
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { cliFile, type Ended, start } from './kit.ts';

const root = resolve(import.meta.dirname, '../..');
const script = resolve(root, 'scripts/private-world.mjs');
// No window is opened here, so that no virtual display is needed.
const env = { DISPLAY: ':0' };

/** Can such a world be made here? Asked by making one. */
export const canBePrivate = ((): boolean => {
  if (process.platform !== 'linux') return false;
  const asked = spawnSync(process.execPath, [script, process.execPath, '-p', 'process.env.CERTWRIGHT_PRIVATE_WORLD'], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return asked.stdout.trim() === '1';
})();

/** Is there a way to make a terminal in it? */
export const hasTerminal = canBePrivate && spawnSync('script', ['--version']).status === 0;

export type World = {
  runs: Ended[];
  /** /etc/hosts, and at the end what NSS lists in the user's database. */
  hostsBefore: string;
  hostsAfter: string;
  database: string;
};

const inside = `
const { spawnSync } = require('node:child_process');
const { readFileSync } = require('node:fs');
if (process.env.CERTWRIGHT_PRIVATE_WORLD !== '1') throw new Error('not a private world');
const [commands, prepare] = process.argv.slice(1);
eval(prepare);
const hostsBefore = readFileSync('/etc/hosts', 'utf8');
const runs = JSON.parse(commands).map(([file, ...args]) => {
  const run = spawnSync(file, args, { encoding: 'utf8', input: '', cwd: process.env.HOME });
  return { code: run.status, stdout: run.stdout, stderr: run.stderr };
});
const listed = spawnSync('certutil', ['-L', '-d', 'sql:' + process.env.HOME + '/.pki/nssdb'], { encoding: 'utf8' });
const hostsAfter = readFileSync('/etc/hosts', 'utf8');
console.log(JSON.stringify({ runs, hostsBefore, hostsAfter, database: listed.status === 0 ? listed.stdout : '' }));
`;

/**
 * Runs the command line with each of the argument lists, one after the other in one world; standard input is empty.
 * `prepare` is JavaScript for that world, run before.
 */
export async function inPrivateWorld(runs: readonly (readonly string[])[], home: string, prepare = ''): Promise<World> {
  const commands = runs.map((args) => [process.execPath, cliFile, ...args]);
  const words = [script, process.execPath, '-e', inside, JSON.stringify(commands), prepare];
  const { stdout, stderr } = await start(process.execPath, words, { home, env });
  try {
    return JSON.parse(stdout);
  } catch {
    throw new Error(`no answer from the private world: ${stdout}${stderr}`);
  }
}

// A terminal made by script(1). The words of the command line have no blanks in them here.
const onTerminal = `cd "$HOME" && exec script --quiet --return --command '"$NODE" "$CLI" $ARGS' /dev/null`;

/** Runs the command line at a terminal of its own, in a private world, and gives one answer to each prompt. */
export function atTerminal(
  args: readonly string[],
  answers: readonly string[],
  home: string,
): Promise<{ code: number | null; output: string }> {
  const words = { NODE: process.execPath, CLI: cliFile, ARGS: args.join(' '), TERM: 'xterm' };
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [script, 'sh', '-c', onTerminal], {
    env: { PATH, HOME: home, ...env, ...words },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const left = [...answers];
  let output = '';
  let answered = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the terminal's own sequences are taken out
    output = (output + text).replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
    if (!output.slice(answered).endsWith('> ') || left.length === 0) return;
    answered = output.length;
    const answer = left.shift() ?? '';
    child.stdin.write(answer === '\u0003' ? answer : `${answer}\r`);
  });
  return new Promise((done, reject) => {
    child.on('error', reject).on('close', (code) => done({ code, output }));
  });
}
