import { execFileSync } from 'node:child_process';
import { chownSync, readdirSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { certificateItemSchema } from '../../preload/contract/item.ts';
import { certwright, error, issue, type Shown, saidSchema, serve, value, workspace } from './kit.ts';

const { dir, home, file } = workspace();
const how = { home, cwd: dir };
const shape = z.strictObject({
  targets: z.array(
    z.strictObject({
      host: z.string(),
      port: z.number(),
      reachable: z.boolean(),
      tls: z.enum(['TLSv1.2', 'TLSv1.3']).optional(),
      cipher: z.string().optional(),
      chain: z.array(certificateItemSchema),
      chainAsSent: z.boolean().optional(),
      remoteAddress: z.string().nullable().optional(),
      serverTime: z.iso.datetime().nullable().optional(),
      clockSkewSeconds: z.number().optional(),
      files: z.array(z.string()).optional(),
      error: saidSchema.optional(),
    }),
  ),
});
const probe = (...args: string[]) => value(['probe', ...args], shape, how);

const ca = issue(dir, 'root', { ca: true });
const intermediate = issue(dir, 'intermediate', { ca: true, issuer: ca });
const leaf = issue(dir, 'leaf', { san: 'DNS:sensor7.contoso.com', issuer: intermediate });
const other = issue(dir, 'other', { san: 'DNS:other.contoso.com' });

/** A plain TCP server that answers with some text, or never. */
async function plainServer(answer: string | null): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (answer !== null) socket.end(answer);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

let sensor: Shown;
let closedPort: number;
beforeAll(async () => {
  sensor = await serve(leaf, [intermediate, ca, other]);
  const gone = await serve(other);
  closedPort = gone.port;
  await gone.close();
});

describe('a target that shows its certificates', () => {
  test('the chain in the order sent, TLS version, cipher and clock', async () => {
    const { code, value: said } = await probe(`127.0.0.1:${sensor.port}`);
    expect(code).toBe(0);
    const [target] = said.targets;
    expect(target).toMatchObject({
      host: '127.0.0.1',
      port: sensor.port,
      reachable: true,
      tls: 'TLSv1.3',
      chainAsSent: true,
      remoteAddress: '127.0.0.1',
    });
    expect(target?.chain.map(({ fingerprints }) => fingerprints.sha256)).toEqual(
      [leaf, intermediate, ca, other].map(({ sha256 }) => sha256),
    );
    expect(Math.abs(Date.parse(target?.serverTime ?? '') - Date.now())).toBeLessThan(600_000);
    expect(target?.error).toBeUndefined();
  });

  test('by a name that is asked for (SNI)', async () => {
    const { createSecureContext } = await import('node:tls');
    const byName = await serve(other, [], {
      SNICallback: (name, answer) =>
        answer(
          null,
          name === 'sensor7.contoso.com' ? createSecureContext({ key: leaf.keyPem, cert: leaf.pem }) : undefined,
        ),
    });
    const plain = await probe(`127.0.0.1:${byName.port}`);
    const named = await probe(`https://127.0.0.1:${byName.port}/login`, '--servername', 'sensor7.contoso.com');
    expect(plain.value.targets[0]?.chain[0]?.fingerprints.sha256).toBe(other.sha256);
    expect(named.value.targets[0]?.chain[0]?.fingerprints.sha256).toBe(leaf.sha256);
  });

  test('for people', async () => {
    const { code, stdout } = await certwright(['probe', `127.0.0.1:${sensor.port}`], how);
    expect(code).toBe(0);
    expect(stdout).toContain(`https://127.0.0.1:${sensor.port}`);
    expect(stdout).toContain('4 certificates, in the order sent');
  });
});

describe('several targets', () => {
  test('each has its own end, in the order given; a bad one gives 1', async () => {
    const http = await plainServer('HTTP/1.1 400 Bad Request\r\n\r\n');
    const targets = [closedPort, sensor.port, http].map((port) => `127.0.0.1:${port}`);
    const { code, value: said } = await probe(...targets, 'nowhere.invalid');
    expect(code).toBe(1);
    expect(said.targets.map(({ reachable, error: problem }) => [reachable, problem?.code])).toEqual([
      [false, 'refused'],
      [true, undefined],
      [true, 'not-tls'],
      [false, 'host-not-found'],
    ]);
  });

  test('a mistake in one address is wrong use, and nobody is asked', async () => {
    const { code, error: said } = await error(['probe', `127.0.0.1:${sensor.port}`, 'a b'], how);
    expect([code, said.code]).toEqual([2, 'address-invalid']);
  });
});

describe('time', () => {
  test('a server that never answers gives 4', async () => {
    const mute = await plainServer(null);
    const { code, value: said } = await probe(`127.0.0.1:${mute}`, '--timeout', '400');
    expect(code).toBe(4);
    expect(said.targets[0]).toMatchObject({ reachable: true, chain: [], error: { code: 'timed-out' } });
  });

  test.skipIf(process.platform === 'win32')('Ctrl-C gives 4', async () => {
    // The first byte that arrives there is the sign that the command is at work.
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const mute = createServer((socket) => {
      socket.on('error', () => {}).once('data', () => kill('SIGINT'));
    });
    await new Promise<void>((listening) => mute.listen(0, '127.0.0.1', listening));
    afterAll(() => void mute.close());
    const { port } = mute.address() as AddressInfo;
    const { code, stdout } = await certwright(['probe', `127.0.0.1:${port}`, '--json'], {
      ...how,
      started: (stop) => {
        kill = stop;
      },
    });
    expect(code).toBe(4);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });
});

describe('--out', () => {
  test('saves the leaf and the chain, which openssl reads, and never writes over them', async () => {
    const target = `127.0.0.1:${sensor.port}`;
    const first = await probe(target, '--out', 'saved');
    expect(first.code).toBe(0);
    const base = `127.0.0.1-${sensor.port}`;
    expect(readdirSync(file('saved')).sort()).toEqual([`${base}.cer`, `${base}.p7b`, `${base}.pem`]);
    const print = (...args: string[]) => execFileSync('openssl', args, { cwd: file('saved') }).toString();
    expect(
      print('x509', '-inform', 'DER', '-in', `${base}.cer`, '-noout', '-fingerprint', '-sha256').replaceAll(':', ''),
    ).toContain(leaf.sha256);
    expect(print('pkcs7', '-inform', 'DER', '-in', `${base}.p7b`, '-print_certs').match(/BEGIN/g)).toHaveLength(4);
    expect(readFileSync(file(`saved/${base}.pem`), 'utf8')).toBe(
      [leaf, intermediate, ca, other].map(({ pem }) => pem).join(''),
    );

    const before = readFileSync(file(`saved/${base}.cer`));
    sensor.show(other);
    const second = await probe(target, '--out', 'saved');
    expect(second.code).toBe(2);
    expect(second.value.targets[0]?.error?.code).toBe('file-exists');
    expect(readFileSync(file(`saved/${base}.cer`))).toEqual(before);
    const forced = await probe(target, '--out', 'saved', '--force');
    expect(forced.code).toBe(0);
    expect(readFileSync(file(`saved/${base}.cer`))).not.toEqual(before);
    sensor.show(leaf, [intermediate, ca, other]);
  });

  // Root may write everywhere, so another user tries.
  test.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('without rights in the folder, 3', async () => {
    const other = workspace();
    chownSync(other.home, 65534, 65534);
    const args = ['probe', `127.0.0.1:${sensor.port}`, '--out', file('closed')];
    const { code, value: said } = await value(args, shape, { home: other.home, uid: 65534 });
    expect([code, said.targets[0]?.error?.code]).toEqual([3, 'write-failed']);
  });
});
