// Runs the referees, `openssl` and `certtool`: many commands in one shell, because starting them from here one by one
// costs more than what they do. Expects them to work; what may fail is asked for its exit status.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const environment = { ...process.env, OPENSSL_CONF: '/dev/null', LC_ALL: 'C.UTF-8', TZ: 'UTC' };
const maxBuffer = 512 * 1024 * 1024;

export type Answer = { status: number; out: string; err: string };

/** One command; its answer whatever the status. */
export const run = (folder: string, command: readonly string[], input?: Uint8Array | string): Answer => {
  const [program = '', ...args] = command;
  const ended = spawnSync(program, args, {
    cwd: folder,
    env: environment,
    maxBuffer,
    ...(input === undefined ? {} : { input }),
  });
  if (ended.error) throw ended.error;
  return { status: ended.status ?? -1, out: ended.stdout.toString('utf8'), err: ended.stderr.toString('utf8') };
};

/** One command that must succeed; its standard output. */
export const must = (folder: string, command: readonly string[], input?: Uint8Array | string): string => {
  const { status, out, err } = run(folder, command, input);
  if (status !== 0) throw new Error(`${command.join(' ')}: ${err}`);
  return out;
};

const quoted = (word: string): string => `'${word.replaceAll("'", `'\\''`)}'`;

/** Many commands, one after the other, each with its own status and output. */
export const runAll = (folder: string, commands: readonly (readonly string[])[]): Answer[] => {
  if (commands.length === 0) return [];
  const lines = commands.map(
    (command, at) => `${command.map(quoted).join(' ')} </dev/null >b${at}.out 2>b${at}.err; echo $?`,
  );
  writeFileSync(join(folder, 'batch.sh'), `${lines.join('\n')}\n`);
  const statuses = must(folder, ['sh', 'batch.sh']).trim().split('\n').map(Number);
  if (statuses.length !== commands.length) throw new Error('the shell stopped on its way');
  return statuses.map((status, at) => ({
    status,
    out: readFileSync(join(folder, `b${at}.out`), 'utf8'),
    err: readFileSync(join(folder, `b${at}.err`), 'utf8'),
  }));
};

/** Many commands that must all succeed. */
export const mustAll = (folder: string, commands: readonly (readonly string[])[]): string[] =>
  runAll(folder, commands).map(({ status, out, err }, at) => {
    if (status !== 0) throw new Error(`${commands[at]?.join(' ')}: ${err}`);
    return out;
  });

export const pemOf = (label: string, der: Uint8Array): string => {
  const lines = Buffer.from(der)
    .toString('base64')
    .match(/.{1,64}/g);
  return [`-----BEGIN ${label}-----`, ...(lines ?? []), `-----END ${label}-----`, ''].join('\n');
};

/** The DER of the first PEM block of a text. */
export const derOf = (pem: string): Uint8Array => {
  const body = /-----BEGIN [^-]+-----\n([^-]*)-----END/.exec(pem)?.[1];
  if (body === undefined) throw new Error(`no PEM: ${pem.slice(0, 200)}`);
  return new Uint8Array(Buffer.from(body, 'base64'));
};

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
export const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'base64'));
