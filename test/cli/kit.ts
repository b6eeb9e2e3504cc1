// Runs the built command line as its users do, in a home folder of its own, and makes the certificates and servers that
// it is tried on.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect } from 'vitest';
import { z } from 'zod';

const root = resolve(import.meta.dirname, '../..');
/** Another build can be tried by naming its file. */
export const cliFile = process.env.CERTWRIGHT_CLI ?? join(root, 'out/main/cli.mjs');
if (!existsSync(cliFile)) throw new Error(`${cliFile} is not there: build first`);

/** A folder that is gone after the tests of the file, with a home in it. */
export function workspace(): {
  dir: string;
  home: string;
  file(name: string): string;
  write(name: string, content: string | Uint8Array): string;
} {
  const dir = mkdtempSync(join(tmpdir(), 'certwright-cli-'));
  const home = join(dir, 'home');
  mkdirSync(home);
  // Also for the test that runs as another user.
  chmodSync(dir, 0o755);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  const file = (name: string) => join(dir, name);
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(file(name), content);
    return file(name);
  };
  return { dir, home, file, write };
}

export type Ended = { code: number | null; stdout: string; stderr: string };
export type How = {
  home: string;
  cwd?: string;
  /** A command that the command line is given to, with its arguments. */
  inside?: readonly string[];
  uid?: number;
  env?: Record<string, string>;
  /** Gets the means to signal the running command. */
  started?: (kill: (signal: NodeJS.Signals) => void) => void;
};

/** Standard input is never a terminal here, and always empty. */
export function certwright(args: readonly string[], how: How): Promise<Ended> {
  const [command = '', ...words] = [...(how.inside ?? []), process.execPath, cliFile, ...args];
  return start(command, words, how);
}

export function start(
  command: string,
  words: readonly string[],
  { home, cwd, uid, env, started }: How,
): Promise<Ended> {
  const { PATH = '', SystemRoot = '' } = process.env;
  const child = spawn(command, words, {
    cwd: cwd ?? home,
    env: {
      PATH,
      SystemRoot,
      HOME: home,
      XDG_CONFIG_HOME: join(home, '.config'),
      APPDATA: home,
      USERPROFILE: home,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  let stdout = '';
  let stderr = '';
  started?.((signal) => child.kill(signal));
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  return new Promise((done, reject) => {
    child.on('error', reject).on('close', (code) => done({ code, stdout, stderr }));
  });
}

const good = z.strictObject({ ok: z.literal(true), value: z.unknown() });
export const saidSchema = z.strictObject({ code: z.string(), message: z.string().min(1), hint: z.string() });
const bad = z.strictObject({ ok: z.literal(false), error: saidSchema });

/** With --json: exactly one document, of the value's shape. */
export async function value<T>(
  args: readonly string[],
  shape: z.ZodType<T>,
  how: How,
): Promise<{ code: number | null; value: T }> {
  const { code, stdout, stderr } = await certwright([...args, '--json'], how);
  const document = good.safeParse(JSON.parse(stdout));
  expect(document.error, `${stdout}\n${stderr}`).toBeUndefined();
  return { code, value: shape.parse(document.data?.value) };
}

export async function error(
  args: readonly string[],
  how: How,
): Promise<{ code: number | null; error: z.infer<typeof saidSchema> }> {
  const { code, stdout } = await certwright([...args, '--json'], how);
  return { code, error: bad.parse(JSON.parse(stdout)).error };
}

export const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

// --- certificates

export type Pair = { crt: string; key: string; pem: string; keyPem: string; sha256: string };
type Order = { subject?: string; san?: string; days?: number; ca?: boolean; issuer?: Pair; digest?: string };

/** Made by openssl, P-256. `san` as openssl writes it; a CA may sign others. */
export function issue(
  dir: string,
  name: string,
  { subject = `/CN=${name}`, san, days = 60, ca = false, issuer, digest = 'sha256' }: Order = {},
): Pair {
  const [crt, key] = [join(dir, `${name}.crt`), join(dir, `${name}.key`)];
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', key];
  const basic = `basicConstraints=critical,CA:${ca ? 'TRUE' : 'FALSE'}`;
  const usage = ca ? ['-addext', 'keyUsage=critical,keyCertSign,cRLSign'] : [];
  const names = san ? ['-addext', `subjectAltName=${san}`] : [];
  const signed = issuer ? ['-CA', issuer.crt, '-CAkey', issuer.key] : [];
  const args = [
    'req',
    '-x509',
    `-${digest}`,
    ...curve,
    ...signed,
    '-subj',
    subject,
    '-days',
    String(days),
    '-addext',
    basic,
    ...usage,
    ...names,
    '-out',
    crt,
  ];
  execFileSync('openssl', args, { stdio: 'ignore' });
  const print = execFileSync('openssl', ['x509', '-in', crt, '-noout', '-fingerprint', '-sha256']).toString();
  const hex = (print.split('=')[1] ?? '').trim().replaceAll(':', '');
  return { crt, key, pem: readFileSync(crt, 'utf8'), keyPem: readFileSync(key, 'utf8'), sha256: hex };
}

// --- servers

export type Shown = { port: number; close(): Promise<void>; show(pair: Pair, chain?: readonly Pair[]): void };

/** An HTTPS server on loopback that shows a certificate and its chain. */
export async function serve(pair: Pair, chain: readonly Pair[] = [], options: ServerOptions = {}): Promise<Shown> {
  const material = (leaf: Pair, rest: readonly Pair[]) => ({
    key: leaf.keyPem,
    cert: [leaf, ...rest].map(({ pem }) => pem).join(''),
  });
  const server = createServer({ ...options, ...material(pair, chain) }, (_request, response) => response.end('ok'));
  server.on('tlsClientError', () => {});
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const close = () =>
    new Promise<void>((closed) => {
      server.closeAllConnections();
      server.close(() => closed());
    });
  afterAll(close);
  const { port } = server.address() as AddressInfo;
  return { port, close, show: (leaf, rest = []) => server.setSecureContext(material(leaf, rest)) };
}
