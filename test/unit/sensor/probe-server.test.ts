// What else the probe tells of real servers: old protocols, the effect of the name, the clock.
import { createServer as createHttpsServer } from 'node:https';
import { createSecureContext, createServer, type SecureContext, type TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Probe, probe, probeBoth, sniEffect } from '../../../main/sensor/probe.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import {
  base64,
  type Family,
  family,
  filesOf,
  type Issued,
  keyOf,
  listen,
  look,
  opensslServer,
  pem,
  serve,
  tcp,
} from './servers.ts';

let rsa: Family;
let ec: Family;
beforeAll(() => {
  rsa = family('rsa2048');
  ec = family('p256');
}, 60_000);

describe('old protocols', () => {
  it.each([
    ['-tls1', 'TLSv1'],
    ['-tls1_1', 'TLSv1.1'],
  ])('%s is flagged, with its chain', async (option, protocol) => {
    const port = await opensslServer(...filesOf(rsa.leaf), option, '-cipher', 'ALL:@SECLEVEL=0');
    const seen = await look(port);
    expect(seen).toMatchObject({ protocol, oldTls: true, chainAsSent: true });
    expect(base64(seen.chain)).toEqual(base64([rsa.leaf.der]));
  });
});

describe('old ciphers', () => {
  const knows = (ciphers: string) => {
    try {
      return createSecureContext({ ciphers }) !== null;
    } catch {
      return false;
    }
  };

  // BoringSSL has none that the first try does not offer already.
  it.skipIf(!knows('CAMELLIA256-SHA'))('are reached by a second try, and do not make TLS 1.2 old', async () => {
    const port = await opensslServer(...filesOf(rsa.leaf), '-tls1_2', '-cipher', 'CAMELLIA256-SHA:@SECLEVEL=0');
    const seen = await look(port);
    expect(seen).toMatchObject({ protocol: 'TLSv1.2', oldTls: false, cipher: 'TLS_RSA_WITH_CAMELLIA_256_CBC_SHA' });
    expect(base64(seen.chain)).toEqual(base64([rsa.leaf.der]));
  });
});

describe('the name that is sent', () => {
  const context = (issued: Issued): SecureContext => createSecureContext({ key: keyOf(issued), cert: pem(issued.der) });
  const target = (port: number) => ({ host: '127.0.0.1', port });
  const both = async (port: number, name: string | null) => {
    const result = await probeBoth(target(port), name, { timeoutMs: 20_000, askClock: false });
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return {
      sni: result.value.sni,
      servername: result.value.probe.servername,
      leaf: base64(result.value.probe.chain)[0],
    };
  };
  const heard: string[] = [];
  const hear = (answer: (name: string) => Issued | null) => ({
    SNICallback: (name: string, done: (error: Error | null, context?: SecureContext) => void) => {
      heard.push(name);
      const issued = answer(name);
      if (issued) done(null, context(issued));
      else done(new Error('unknown name'));
    },
  });

  it('is the host by default, nothing for an IP address, and what the caller says', async () => {
    const port = await serve(
      rsa.leaf,
      [],
      hear(() => rsa.leaf),
    );
    heard.length = 0;
    expect((await look(port)).servername).toBeNull();
    expect((await look(port, { servername: '10.1.2.3' })).servername).toBeNull();
    expect((await look(port, { servername: '' })).servername).toBeNull();
    expect(heard).toEqual([]);
    expect((await look(port, { servername: 'sensor7' })).servername).toBe('sensor7');
    const local = await probe({ host: 'localhost', port }, { timeoutMs: 20_000, askClock: false });
    expect(local).toMatchObject({ ok: true, value: { servername: 'localhost', remoteAddress: '127.0.0.1' } });
    expect(heard).toEqual(['sensor7', 'localhost']);
  });

  it('makes no difference, or another leaf', async () => {
    const port = await serve(
      rsa.leaf,
      [],
      hear((name) => (name === 'other' ? ec.leaf : rsa.leaf)),
    );
    expect(await both(port, 'sensor7')).toMatchObject({ sni: 'same', servername: 'sensor7' });
    expect(await both(port, 'other')).toEqual({
      sni: 'different',
      servername: 'other',
      leaf: base64([ec.leaf.der])[0],
    });
    expect(await both(port, null)).toMatchObject({ sni: 'not-tried', servername: null });
  });

  it('is needed, or must not be there', async () => {
    const needed = await listen(
      createServer(
        hear(() => ec.leaf),
        (socket) => socket.on('error', () => {}),
      ),
    );
    expect(await both(needed, 'sensor7')).toMatchObject({ sni: 'only-with', servername: 'sensor7' });
    const unwanted = await serve(
      rsa.leaf,
      [],
      hear(() => null),
    );
    expect(await both(unwanted, 'sensor7')).toMatchObject({ sni: 'only-without', servername: null });
  });

  it('is not said to matter where the second look met nobody', async () => {
    const server = createServer({ key: keyOf(ec.leaf), cert: pem(ec.leaf.der) }, (socket) => {
      socket.on('error', () => {});
    });
    // Closed before the first look is over, so that nobody listens for the second.
    server.once('connection', () => server.close());
    const port = await listen(server);
    expect(await both(port, 'sensor7')).toMatchObject({ sni: 'not-tried', servername: 'sensor7' });
  });

  it('makes the difference that two looks tell', () => {
    const saw = (leaf: number): Result<Probe> => ok({ chain: [Uint8Array.of(leaf)] } as Probe);
    const at = target(443);
    const tls = fail('tls-failed', { ...at, detail: 'unrecognized_name' });
    const closed = fail('connection-closed', at);
    const old = fail('tls-too-old', { ...at, version: 'TLSv1' });
    const elsewhere = [
      fail('refused', at),
      fail('unreachable', at),
      fail('timed-out', { ...at, seconds: 15, stage: 'connect' }),
      fail('not-tls', { ...at, looksLike: 'http' }),
      fail('cancelled', {}),
    ];
    expect(sniEffect(saw(1), saw(1))).toBe('same');
    expect(sniEffect(saw(1), saw(2))).toBe('different');
    for (const failed of [tls, closed, old]) {
      expect(sniEffect(saw(1), failed)).toBe('only-with');
      expect(sniEffect(failed, saw(1))).toBe('only-without');
    }
    for (const failed of elsewhere) {
      expect(sniEffect(saw(1), failed)).toBe('not-tried');
      expect(sniEffect(failed, saw(1))).toBe('not-tried');
    }
    expect(sniEffect(tls, tls)).toBe('not-tried');
  });

  it('is not tried twice where it cannot matter', async () => {
    let connections = 0;
    const port = await tcp((socket) => {
      connections++;
      socket.end('SSH-2.0-x\r\n');
    });
    const result = await probeBoth(target(port), 'sensor7', { timeoutMs: 20_000 });
    expect(result).toMatchObject({ ok: false, error: { code: 'not-tls' } });
    expect(connections).toBe(1);
  });
});

describe('the clock', () => {
  const withDate = (date: string) =>
    listen(
      createHttpsServer({ key: keyOf(ec.leaf), cert: pem(ec.leaf.der) }, (request, response) => {
        asked.push(`${request.method} ${request.url} ${request.headers.host}`);
        response.setHeader('Date', date);
        response.end();
      }),
    );
  const asked: string[] = [];

  it('of the server is compared with ours', async () => {
    const port = await withDate(new Date(Date.now() + 3_600_000).toUTCString());
    asked.length = 0;
    const { clock } = await look(port, { askClock: true, servername: 'sensor7' });
    expect(asked).toEqual([`HEAD / sensor7:${port}`]);
    expect(clock?.server).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
    // A slow machine may need seconds for the answer; an hour is not missed for that.
    expect(clock?.skewSeconds).toBeGreaterThan(3500);
    expect(clock?.skewSeconds).toBeLessThan(3700);
  });

  it('is not asked when not wanted', async () => {
    const port = await withDate(new Date().toUTCString());
    asked.length = 0;
    expect((await look(port)).clock).toBeNull();
    expect(asked).toEqual([]);
  });

  it('is null where the server does not tell, hangs up, or talks without end', async () => {
    const answers: ((socket: TLSSocket) => void)[] = [
      (socket) => socket.end('HTTP/1.1 200 OK\r\n\r\n'),
      (socket) => socket.end('HTTP/1.1 200 OK\r\nDate: yesterday\r\n\r\n'),
      (socket) => socket.end('220 ready\r\nDate: Sun, 22 Nov 2026 06:00:00 GMT\r\n\r\n'),
      (socket) => socket.destroy(),
      (socket) =>
        socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(200_000)}\r\nDate: ${new Date().toUTCString()}\r\n\r\n`),
    ];
    for (const answer of answers) {
      const port = await listen(
        createServer({ key: keyOf(ec.leaf), cert: pem(ec.leaf.der) }, (socket) => {
          socket.on('error', () => {});
          socket.once('data', () => answer(socket));
        }),
      );
      const seen = await look(port, { askClock: true });
      expect(seen.clock).toBeNull();
      expect(base64(seen.chain)).toEqual(base64([ec.leaf.der]));
    }
  });

  it('is null, and the rest is kept, where the time ends while it is asked', async () => {
    const port = await serve(ec.leaf, []);
    const seen = await look(port, { askClock: true, timeoutMs: 1500 });
    expect(seen.clock).toBeNull();
    expect(base64(seen.chain)).toEqual(base64([ec.leaf.der]));
  });
});
