// Servers that want a client certificate and end the handshake without one: what they showed counts only as far as it is
// proven. Real servers by openssl, and somebody on the way who passes on, leaves out, and adds what helps him.
import { connect, createServer, type Socket } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Probe, probe } from '../../../main/sensor/probe.ts';
import { leafOfUnfinished } from '../../../main/sensor/tls-failure.ts';
import { HandshakeMessages } from '../../../main/sensor/tls-reader.ts';
import type { Result } from '../../../preload/contract/result.ts';
import * as pki from '../pki/openssl.ts';
import { base64, type Family, family, filesOf, listen, look, opensslServer, pem } from './servers.ts';

let rsa: Family;
let ec: Family;
beforeAll(() => {
  rsa = family('rsa2048');
  ec = family('p256');
}, 60_000);

const wanting = async (who: Family, ...more: string[]) => {
  const chain = pki.write('wanting.pem', pem(who.intermediate.der));
  return await opensslServer(...filesOf(who.leaf), '-cert_chain', chain, ...more);
};
const probed = (port: number): Promise<Result<Probe>> =>
  probe({ host: '127.0.0.1', port }, { timeoutMs: 20_000, askClock: false });

describe('a server that wants a client certificate', () => {
  it.each([
    ['-tls1_2', '-verify'],
    ['-tls1_3', '-verify'],
    ['-tls1_3', '-Verify'],
  ])('is seen with its chain where the handshake is completed: %s %s', async (version, verify) => {
    const seen = await look(await wanting(ec, version, verify, '2'));
    expect(seen).toMatchObject({ chainAsSent: true, protocol: version === '-tls1_2' ? 'TLSv1.2' : 'TLSv1.3' });
    expect(base64(seen.chain)).toEqual(base64([ec.leaf.der, ec.intermediate.der]));
  });

  it.each([
    ['rsa', 'ECDHE-RSA-AES128-GCM-SHA256', 'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256'],
    ['p256', 'ECDHE-ECDSA-AES128-GCM-SHA256', 'TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256'],
  ])(
    'shows its leaf alone where it ends a TLS 1.2 handshake that it signed: %s',
    async (kind, cipher, standardName) => {
      const who = kind === 'rsa' ? rsa : ec;
      const seen = await look(await wanting(who, '-tls1_2', '-Verify', '2', '-cipher', cipher));
      expect(seen).toMatchObject({ chainAsSent: false, protocol: 'TLSv1.2', cipher: standardName });
      expect(base64(seen.chain)).toEqual(base64([who.leaf.der]));
    },
  );

  it('is not seen with static RSA, which proves nothing before its Finished', async () => {
    const suite = ['-tls1_2', '-cipher', 'AES128-GCM-SHA256'];
    const failed = await probed(await wanting(rsa, ...suite, '-Verify', '2'));
    expect(failed).toMatchObject({ ok: false, error: { code: 'tls-failed', facts: { detail: 'handshake_failure' } } });
    // With the same suite and a client certificate that is only asked for, the handshake is completed.
    const seen = await look(await wanting(rsa, ...suite, '-verify', '2'));
    expect(seen).toMatchObject({ chainAsSent: true, cipher: 'TLS_RSA_WITH_AES_128_GCM_SHA256' });
    expect(base64(seen.chain)).toEqual(base64([rsa.leaf.der, rsa.intermediate.der]));
  });
});

type Message = { type: number; body: Buffer };
const u16 = (value: number) => Buffer.from([value >> 8, value & 255]);
const u24 = (value: number) => Buffer.from([value >> 16, ...u16(value & 0xffff)]);
const field24 = (bytes: Uint8Array) => Buffer.concat([u24(bytes.length), bytes]);
const wire = (...messages: Message[]) =>
  Buffer.concat(
    messages.map(({ type, body }) =>
      Buffer.concat([Buffer.from([22, 3, 3]), u16(body.length + 4), Buffer.from([type]), field24(body)]),
    ),
  );
const certificate = (...ders: Uint8Array[]): Message => ({
  type: 11,
  body: field24(Buffer.concat(ders.map((der) => field24(der)))),
});
const request: Message = { type: 13, body: Buffer.from([1, 1, 0, 2, 4, 1, 0, 0]) };
const done: Message = { type: 14, body: Buffer.alloc(0) };
const alert = Buffer.from([21, 3, 3, 0, 2, 2, 40]);
const serverHello = (suite: number): Message => ({
  type: 2,
  body: Buffer.concat([Buffer.from([3, 3]), Buffer.alloc(32, 7), Buffer.from([0]), u16(suite), Buffer.from([0])]),
});

/** A server that says the first when it was greeted, and the second when it was answered. */
const saying = (first: Buffer, second: Buffer): Promise<number> =>
  listen(
    createServer((socket) => {
      socket.once('data', () => {
        socket.write(first);
        socket.once('data', () => socket.end(second));
      });
    }),
  );

/** Somebody between us and the server at `port`, who changes its first flight, and says `second` when it is answered. */
const between = (port: number, change: (flight: Message[]) => Message[], second: () => Buffer): Promise<number> =>
  listen(
    createServer((client: Socket) => {
      const server = connect(port, '127.0.0.1');
      client.on('close', () => server.destroy());
      server.on('error', () => {});
      client.once('data', (hello) => server.write(hello));
      let received = Buffer.alloc(0);
      server.on('data', (chunk) => {
        received = Buffer.concat([received, chunk]);
        const flight = messagesIn(received);
        if (flight.at(-1)?.type !== 14) return;
        server.removeAllListeners('data');
        client.write(wire(...change(flight)));
        client.once('data', () => client.end(second()));
      });
    }),
  );

function messagesIn(received: Buffer): Message[] {
  const messages = new HandshakeMessages(received.length);
  for (let at = 0; at + 5 <= received.length; at += 5 + received.readUInt16BE(at + 3)) {
    messages.add(received.subarray(at + 5, at + 5 + received.readUInt16BE(at + 3)));
  }
  const found: Message[] = [];
  for (let next = messages.next(); next !== null; next = messages.next()) found.push(next);
  return found;
}

describe('somebody without the key', () => {
  const notSeen = { ok: false, error: { code: 'tls-failed' } };

  it('cannot show the leaf again with static RSA', async () => {
    const flight = wire(serverHello(0x009c), certificate(rsa.leaf.der, ec.root.der), request, done);
    expect(await probed(await saying(flight, alert))).toMatchObject(notSeen);
  });

  it('cannot show it with a signature of his own making, also when he does not wait for the answer', async () => {
    const point = Buffer.concat([Buffer.from([3, 0, 23, 65, 4]), Buffer.alloc(64, 1)]);
    const forged: Message = {
      type: 12,
      body: Buffer.concat([point, Buffer.from([4, 1]), u16(256), Buffer.alloc(256, 9)]),
    };
    const flight = wire(serverHello(0xc02f), certificate(rsa.leaf.der), forged, request, done);
    expect(await probed(await saying(flight, alert))).toMatchObject(notSeen);
    expect(await probed(await saying(Buffer.concat([flight, alert]), Buffer.alloc(0)))).toMatchObject(notSeen);
  });

  it('cannot replace the leaf once it was proven, nor add the proof once it was missing', async () => {
    const own = await opensslServer(...filesOf(rsa.leaf), '-tls1_2');
    const late = () => Buffer.concat([wire(certificate(ec.leaf.der)), alert]);
    const asking = (flight: Message[]) => [...flight.slice(0, -1), request, done];
    const seen = await look(await between(own, asking, late));
    expect(base64(seen.chain)).toEqual(base64([rsa.leaf.der]));

    const first = wire(serverHello(0x009c), certificate(rsa.leaf.der), request, done);
    const proof = Buffer.concat([wire({ type: 12, body: Buffer.alloc(300) }, done), alert]);
    expect(await probed(await saying(first, proof))).toMatchObject(notSeen);
  });

  it('can pass the server’s signature on, but not put other issuers behind its leaf', async () => {
    const genuine = await opensslServer(...filesOf(ec.leaf), '-tls1_2');
    const swap = (flight: Message[]) =>
      flight.flatMap((message) => {
        if (message.type === 11) return [certificate(ec.leaf.der, rsa.intermediate.der, rsa.root.der)];
        return message.type === 14 ? [request, done] : [message];
      });
    const seen = await look(await between(genuine, swap, () => alert));
    expect(seen.chainAsSent).toBe(false);
    expect(base64(seen.chain)).toEqual(base64([ec.leaf.der]));
  });
});

describe('an unfinished handshake', () => {
  const leaf = Uint8Array.of(1);
  const flight = {
    version: 0x0303,
    cipherSuite: 0xc02f,
    chain: { exact: true as const, certificates: [leaf, Uint8Array.of(2)] },
    certificateRequested: true,
    serverKeyExchange: true,
    helloDone: true,
    alert: { description: 40, recordVersion: 0x0303 },
  };
  const proven = (more: Partial<typeof flight>, answered = true) =>
    leafOfUnfinished({ flight: { ...flight, ...more }, answered, error: null, firstBytes: Buffer.alloc(0) });

  it('proves the leaf with every sign of it, and with none missing', () => {
    expect(proven({})).toBe(leaf);
    expect(proven({ version: 0x0301 })).toBe(leaf);
    expect(proven({ version: 0x0304 })).toBeNull();
    expect(proven({ certificateRequested: false })).toBeNull();
    expect(proven({ serverKeyExchange: false })).toBeNull();
    expect(proven({ helloDone: false })).toBeNull();
    expect(proven({}, false)).toBeNull();
  });
});
