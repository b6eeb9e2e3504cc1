// What the probe sees of real servers; `openssl s_client -showcerts` is the referee of what they send.
import { readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import { createSecureContext, createServer, type SecureContext, type TLSSocket, type TlsOptions } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Probe, type ProbeOptions, probe, probeBoth } from '../../../main/sensor/probe.ts';
import * as pki from '../pki/openssl.ts';
import {
  base64,
  deadPort,
  family,
  type Issued,
  listen,
  opensslServer,
  pem,
  sentAccordingToOpenssl,
  tcp,
} from './servers.ts';

type Family = ReturnType<typeof family>;
let rsa: Family;
let ec: Family;
let weak: Issued;
let big: Uint8Array[];

beforeAll(() => {
  rsa = family('rsa2048');
  ec = family('p256');
  const key = pki.key('rsa1024');
  weak = { key, der: pki.certificate({ key, subject: '/CN=weak', more: ['-sha1'] }) };
  // Three certificates of about 2 kB, to be sent ten times each: four records, and under the 100 kB that TLS libraries take.
  const names = Array.from({ length: 50 }, (_, i) => `DNS:a-rather-long-name-${i}.contoso.com`).join();
  big = [1, 2, 3].map((n) =>
    pki.certificate({ key: ec.leaf.key, subject: `/CN=big ${n}`, extensions: [`subjectAltName=${names}`] }),
  );
}, 60_000);

const keyOf = (issued: Issued) => readFileSync(issued.key, 'utf8');
const serve = (leaf: Issued, others: Uint8Array[], more: TlsOptions = {}) =>
  listen(
    createServer({ key: keyOf(leaf), cert: pem(leaf.der, ...others), ...more }, (socket) =>
      socket.on('error', () => {}),
    ),
  );
const files = (leaf: Issued) => ['-key', leaf.key, '-cert', pki.write(`${leaf.der.length}.pem`, pem(leaf.der))];

async function look(port: number, more: Partial<ProbeOptions> = {}): Promise<Probe> {
  const result = await probe({ host: '127.0.0.1', port }, { timeoutMs: 20_000, askClock: false, ...more });
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

describe('the chain', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)(
    'is the one that was sent, in its order, over %s',
    async (version) => {
      for (const { leaf, intermediate, root } of [rsa, ec]) {
        const orders = [
          [],
          [intermediate.der],
          [intermediate.der, root.der],
          [root.der, intermediate.der],
          [intermediate.der, intermediate.der, leaf.der],
          [rsa.root.der, intermediate.der, ec.root.der],
        ];
        for (const others of orders) {
          const port = await serve(leaf, others, { minVersion: version, maxVersion: version });
          const seen = await look(port);
          expect(base64(seen.chain)).toEqual(base64([leaf.der, ...others]));
          expect(base64(seen.chain)).toEqual(await sentAccordingToOpenssl(port));
          expect(seen).toMatchObject({ chainAsSent: true, protocol: version, oldTls: false });
        }
      }
    },
    60_000,
  );

  it.each(['TLSv1.2', 'TLSv1.3'] as const)('of thirty large certificates is read whole over %s', async (version) => {
    const others = Array.from({ length: 29 }, (_, i) => big[i % 3] as Uint8Array);
    const port = await serve({ der: big[0] as Uint8Array, key: ec.leaf.key }, others, {
      minVersion: version,
      maxVersion: version,
    });
    const seen = await look(port);
    expect(seen.chainAsSent).toBe(true);
    expect(base64(seen.chain)).toEqual(base64([big[0] as Uint8Array, ...others]));
    expect(base64(seen.chain)).toEqual(await sentAccordingToOpenssl(port));
  });

  it.each(['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256'])(
    'is read from small records of %s, also after a HelloRetryRequest',
    async (suite) => {
      const chain = pki.write('chain.pem', pem(rsa.root.der, rsa.intermediate.der));
      const port = await opensslServer(
        ...files(rsa.leaf),
        ...['-cert_chain', chain, '-tls1_3', '-ciphersuites', suite, '-max_send_frag', '512', '-groups', 'P-384'],
      );
      const seen = await look(port);
      expect(seen).toMatchObject({ chainAsSent: true, cipher: suite, protocol: 'TLSv1.3' });
      expect(base64(seen.chain)).toEqual(base64([rsa.leaf.der, rsa.root.der, rsa.intermediate.der]));
      expect(base64(seen.chain)).toEqual(await sentAccordingToOpenssl(port));
    },
  );

  it('is read from records of one byte; where that makes too many bytes to keep, the answer says so', async () => {
    const tls12 = { maxVersion: 'TLSv1.2' } as const;
    const small = await look(await inTinyRecords(await serve(ec.leaf, [ec.root.der, ec.intermediate.der], tls12)));
    expect(small.chainAsSent).toBe(true);
    expect(base64(small.chain)).toEqual(base64([ec.leaf.der, ec.root.der, ec.intermediate.der]));
    const others = Array.from({ length: 29 }, (_, i) => big[i % 3] as Uint8Array);
    const leaf = { der: big[0] as Uint8Array, key: ec.leaf.key };
    const large = await look(await inTinyRecords(await serve(leaf, others, tls12)));
    expect(large.chainAsSent).toBe(false);
    expect(base64(large.chain)).toEqual(base64([leaf.der, ...others]));
  });

  it('is sent again each time, and not mixed up among probes that run together', async () => {
    const ports = await Promise.all([
      serve(rsa.leaf, [rsa.intermediate.der]),
      serve(ec.leaf, [ec.root.der]),
      serve({ ...ec.leaf, der: big[0] as Uint8Array }, []),
    ]);
    const expected = [[rsa.leaf.der, rsa.intermediate.der], [ec.leaf.der, ec.root.der], [big[0] as Uint8Array]].map(
      base64,
    );
    const seen = await Promise.all(Array.from({ length: 30 }, (_, i) => look(ports[i % 3] as number)));
    seen.forEach((one, i) => {
      expect(base64(one.chain)).toEqual(expected[i % 3]);
      expect(one.chainAsSent).toBe(true);
    });
  });

  it('of a weak key and an old signature is shown all the same', async () => {
    for (const version of ['-tls1_2', '-tls1_3']) {
      const port = await opensslServer(...files(weak), version, '-cipher', 'ALL:@SECLEVEL=0');
      const seen = await look(port);
      expect(base64(seen.chain)).toEqual(base64([weak.der]));
      expect(seen.chainAsSent).toBe(true);
    }
  });
});

/** A relay that puts every byte of the server's clear handshake into a record of its own. */
const inTinyRecords = (port: number) =>
  tcp((client) => {
    const server = connect({ host: '127.0.0.1', port });
    server.on('error', () => client.destroy()).on('close', () => client.destroy());
    client.on('close', () => server.destroy()).pipe(server);
    let kept = Buffer.alloc(0);
    let encrypted = false;
    server.on('data', (chunk: Buffer) => {
      kept = Buffer.concat([kept, chunk]);
      for (;;) {
        const end = kept.length < 5 ? Number.POSITIVE_INFINITY : 5 + kept.readUInt16BE(3);
        if (kept.length < end) return;
        const [header, content] = [kept.subarray(0, 3), kept.subarray(5, end)];
        encrypted ||= header[0] === 20;
        if (encrypted) client.write(kept.subarray(0, end));
        else client.write(Buffer.concat([...content].map((byte) => Buffer.from([...header, 0, 1, byte]))));
        kept = kept.subarray(end);
      }
    });
  });

describe('old protocols', () => {
  it.each([
    ['-tls1', 'TLSv1'],
    ['-tls1_1', 'TLSv1.1'],
  ])('%s is flagged, with its chain', async (option, protocol) => {
    const port = await opensslServer(...files(rsa.leaf), option, '-cipher', 'ALL:@SECLEVEL=0');
    const seen = await look(port);
    expect(seen).toMatchObject({ protocol, oldTls: true, chainAsSent: true });
    expect(base64(seen.chain)).toEqual(base64([rsa.leaf.der]));
  });
});

describe('a server that wants a client certificate', () => {
  it.each([
    ['-tls1_2', '-verify'],
    ['-tls1_2', '-Verify'],
    ['-tls1_3', '-verify'],
    ['-tls1_3', '-Verify'],
  ])('is seen over %s with %s', async (version, verify) => {
    const chain = pki.write('wanting.pem', pem(ec.intermediate.der));
    const port = await opensslServer(...files(ec.leaf), '-cert_chain', chain, version, verify, '2');
    const seen = await look(port);
    expect(seen).toMatchObject({ chainAsSent: true, protocol: version === '-tls1_2' ? 'TLSv1.2' : 'TLSv1.3' });
    expect(seen.cipher).toMatch(version === '-tls1_2' ? /^TLS_ECDHE_ECDSA_WITH_/ : /^TLS_(AES|CHACHA20)_/);
    expect(base64(seen.chain)).toEqual(base64([ec.leaf.der, ec.intermediate.der]));
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

  it('is not tried twice where nobody listens', async () => {
    const port = await deadPort();
    const result = await probeBoth(target(port), 'sensor7', { timeoutMs: 20_000 });
    expect(result).toEqual({ ok: false, error: { code: 'refused', facts: target(port) } });
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
