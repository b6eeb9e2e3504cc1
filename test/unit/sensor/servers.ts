// Servers on loopback for the tests of the probe: raw TCP, Node's TLS, and `openssl s_server` where Node is too modern.
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { type Probe, type ProbeOptions, probe } from '../../../main/sensor/probe.ts';
import * as pki from '../pki/openssl.ts';

const run = promisify(execFile);
const environment = { ...process.env, OPENSSL_CONF: '/dev/null' };

export const pem = (...ders: Uint8Array[]): string =>
  ders
    .map((der) => `-----BEGIN CERTIFICATE-----\n${Buffer.from(der).toString('base64')}\n-----END CERTIFICATE-----\n`)
    .join('');

/** Listens on a free port of loopback until the test is finished, and then cuts every connection. */
export async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((ready) => server.listen(0, host, ready));
  onTestFinished(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A server that does with each connection what `serve` says, and nothing else. */
export const tcp = (serve: (socket: Socket) => void, host?: string): Promise<number> =>
  listen(createServer(serve), host);

/** A port of loopback on which nobody listens. */
export async function deadPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** `openssl s_server` with these arguments; answers requests with a page. */
export async function opensslServer(...args: string[]): Promise<number> {
  const server = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', '-www', ...args], { env: environment });
  onTestFinished(() => {
    server.kill();
  });
  let said = '';
  return await new Promise((port, failed) => {
    const read = (chunk: Buffer) => {
      said += chunk.toString();
      const accepts = /^ACCEPT \S*?:(\d+)$/m.exec(said);
      if (accepts) port(Number(accepts[1]));
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.once('close', () => failed(new Error(`openssl s_server: ${said}`)));
  });
}

/** The certificates (base64 of DER) in the order in which `openssl s_client` was sent them. */
export async function sentAccordingToOpenssl(port: number, ...args: string[]): Promise<string[]> {
  const talk = run('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-showcerts', ...args], {
    env: environment,
    timeout: 20_000,
    maxBuffer: 4 << 20,
  });
  talk.child.stdin?.end();
  const { stdout } = await talk;
  // The chain comes first; the leaf is printed once more below it.
  const [chain = ''] = stdout.split('Server certificate');
  return [...chain.matchAll(/-----BEGIN CERTIFICATE-----([^-]+)-----END/g)].map(([, text]) =>
    (text ?? '').replace(/\s/g, ''),
  );
}

export const base64 = (ders: Uint8Array[]): string[] => ders.map((der) => Buffer.from(der).toString('base64'));

export type Issued = { der: Uint8Array; key: string };
export type Family = { root: Issued; intermediate: Issued; leaf: Issued };

/** Root, intermediate and leaf of a private CA, each with a key of the kind. */
export function family(kind: pki.KeyKind): Family {
  const issue = (name: string, issuer: Issued | null, extensions: string[]): Issued => {
    const key = pki.key(kind, `${kind}-${name}`);
    return {
      key,
      der: pki.certificate({ key, subject: `/CN=${kind} ${name}`, extensions, ...(issuer ? { issuer } : {}) }),
    };
  };
  const ca = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
  const root = issue('root', null, ca);
  const intermediate = issue('intermediate', root, ca);
  const leaf = issue('leaf', intermediate, ['subjectAltName=DNS:sensor7.contoso.com,IP:127.0.0.1']);
  return { root, intermediate, leaf };
}

export const keyOf = (issued: Issued): string => readFileSync(issued.key, 'utf8');

/** Node's own TLS server, which sends the leaf and then the others, in this order. */
export const serve = (leaf: Issued, others: Uint8Array[], more: TlsOptions = {}): Promise<number> =>
  listen(
    createTlsServer({ key: keyOf(leaf), cert: pem(leaf.der, ...others), ...more }, (socket) =>
      socket.on('error', () => {}),
    ),
  );

let written = 0;

/** The arguments that make `openssl s_server` use this key and certificate. */
export const filesOf = (leaf: Issued): string[] => {
  const file = pki.write(`server-${written++}.pem`, pem(leaf.der));
  return ['-key', leaf.key, '-cert', file];
};

/** What the probe sees on this port of loopback; throws when it sees nothing. */
export async function look(port: number, more: Partial<ProbeOptions> = {}): Promise<Probe> {
  const result = await probe({ host: '127.0.0.1', port }, { timeoutMs: 20_000, askClock: false, ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
