// The reader of the server's flight on bytes made here, where every split, join and damage can be had. That it reads
// what real servers send is shown in probe-chain.test.ts.
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readServerFlight, sentClientKeyExchange, serverHandshakeSecret } from '../../../main/sensor/tls-transcript.ts';

const number = (value: number, size: number) => {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value, 0, size);
  return bytes;
};
const field = (size: number, ...parts: Uint8Array[]) => {
  const body = Buffer.concat(parts);
  return Buffer.concat([number(body.length, size), body]);
};
const message = (type: number, ...parts: Uint8Array[]) => Buffer.concat([number(type, 1), field(3, ...parts)]);
const record = (type: number, content: Uint8Array, version = 0x0303) =>
  Buffer.concat([number(type, 1), number(version, 2), field(2, content)]);

const serverHello = (suite: number, { version = 0x0303, tls13 = false } = {}) =>
  message(
    2,
    number(version, 2),
    randomBytes(32),
    field(1, randomBytes(32)),
    number(suite, 2),
    number(0, 1),
    field(
      2,
      number(0x0033, 2),
      field(2, randomBytes(4)),
      ...(tls13 ? [number(43, 2), field(2, number(0x0304, 2))] : []),
    ),
  );
const certificates = [randomBytes(900), randomBytes(1200), randomBytes(30)];
const certificate12 = message(11, field(3, ...certificates.map((der) => field(3, der))));
const certificate13 = message(
  11,
  field(1),
  field(3, ...certificates.flatMap((der) => [field(3, der), field(2, number(5, 2), field(2, randomBytes(7)))])),
);
const serverKeyExchange = message(12, randomBytes(300));
const helloDone = message(14);
const certificateRequest = message(13, randomBytes(20));
const extensions = message(8, field(2));

/** Seals records as a TLS 1.3 server does; written from RFC 8446 for this test, with Node's own HKDF-less HMAC. */
function sealer(secret: Buffer, hash = 'sha256', cipher: 'aes-128-gcm' | 'aes-256-gcm' = 'aes-128-gcm') {
  const derive = (label: string, length: number) =>
    createHmac(hash, secret)
      .update(Buffer.concat([number(length, 2), field(1, Buffer.from(`tls13 ${label}`)), field(1), number(1, 1)]))
      .digest()
      .subarray(0, length);
  const [key, iv] = [derive('key', cipher === 'aes-128-gcm' ? 16 : 32), derive('iv', 12)];
  let sequence = 0;
  return (content: Uint8Array, { type = 22, padding = 0 } = {}) => {
    const nonce = Buffer.from(iv);
    const count = number(sequence++, 6);
    for (let i = 0; i < 6; i++) nonce[6 + i] = (nonce[6 + i] ?? 0) ^ (count[i] ?? 0);
    const inner = Buffer.concat([content, number(type, 1), Buffer.alloc(padding)]);
    const header = Buffer.concat([number(23, 1), number(0x0303, 2), number(inner.length + 16, 2)]);
    const encrypt = createCipheriv(cipher, key, nonce).setAAD(header);
    return Buffer.concat([header, encrypt.update(inner), encrypt.final(), encrypt.getAuthTag()]);
  };
}

const exact = { exact: true, certificates: certificates.map((der) => Uint8Array.from(der)) };

describe('a TLS 1.2 flight', () => {
  const flight = Buffer.concat([serverHello(0xc02f), certificate12, serverKeyExchange, certificateRequest, helloDone]);

  it('is read from one record, and from records of any size', () => {
    for (const size of [flight.length, 1, 2, 3, 5, 100, 1001]) {
      const pieces = Array.from({ length: Math.ceil(flight.length / size) }, (_, i) =>
        record(22, flight.subarray(i * size, (i + 1) * size)),
      );
      const seen = readServerFlight(Buffer.concat(pieces), null);
      expect(seen).toEqual({
        version: 0x0303,
        cipherSuite: 0xc02f,
        chain: exact,
        certificateRequested: true,
        serverKeyExchange: true,
        helloDone: true,
        alert: null,
      });
    }
  });

  it('ends at ChangeCipherSpec: what is encrypted after it is not read as a message', () => {
    const after = record(22, message(11, field(3, field(3, randomBytes(9)))));
    const bytes = Buffer.concat([record(22, flight), record(20, number(1, 1)), after]);
    expect(readServerFlight(bytes, null).chain).toEqual(exact);
  });

  it('ends at ServerHelloDone for the client, so nothing behind it counts', () => {
    const begun = Buffer.concat([serverHello(0x009c), certificate12, helloDone]);
    const others = message(11, field(3, field(3, randomBytes(9))));
    const late = Buffer.concat([begun, others, serverKeyExchange, certificateRequest]);
    const failed = Buffer.concat([record(22, late), record(21, Buffer.from([2, 40]))]);
    expect(readServerFlight(failed, null)).toMatchObject({
      chain: exact,
      serverKeyExchange: false,
      certificateRequested: false,
      alert: { description: 40 },
    });
  });

  it('tells a fatal alert, and no warning', () => {
    const warned = Buffer.concat([record(21, Buffer.from([1, 112])), record(22, flight)]);
    expect(readServerFlight(warned, null)).toMatchObject({ alert: null, chain: exact });
    const failed = Buffer.concat([record(22, flight), record(21, Buffer.from([2, 40]), 0x0302)]);
    expect(readServerFlight(failed, null).alert).toEqual({ description: 40, recordVersion: 0x0302 });
  });

  it('reads an older ServerHello without extensions', () => {
    const hello = message(2, number(0x0301, 2), randomBytes(32), field(1), number(0x002f, 2), number(0, 1));
    expect(readServerFlight(record(22, Buffer.concat([hello, certificate12])), null)).toMatchObject({
      version: 0x0301,
      cipherSuite: 0x002f,
      chain: exact,
    });
  });

  it('has seen nothing when the certificates are cut short, and calls lengths that lie malformed', () => {
    const whole = record(22, Buffer.concat([serverHello(0xc02f), certificate12]));
    expect(readServerFlight(whole.subarray(0, -1), null).chain).toEqual({ exact: false, reason: 'not-seen' });
    const half = record(22, Buffer.concat([serverHello(0xc02f), certificate12.subarray(0, 500)]));
    expect(readServerFlight(half, null).chain).toEqual({ exact: false, reason: 'not-seen' });
    const lying = record(22, Buffer.concat([serverHello(0xc02f), message(11, number(999, 3), randomBytes(9))]));
    expect(readServerFlight(lying, null).chain).toEqual({ exact: false, reason: 'malformed' });
  });
});

describe('a TLS 1.3 flight', () => {
  const secret = randomBytes(32);
  const hello = record(22, serverHello(0x1301, { tls13: true }));
  const dummy = record(20, number(1, 1));
  const flight = Buffer.concat([extensions, certificateRequest, certificate13, message(15, randomBytes(64))]);

  it.each([
    ['AES-128-GCM', 0x1301, 'sha256', 'aes-128-gcm', 32],
    ['AES-256-GCM', 0x1302, 'sha384', 'aes-256-gcm', 48],
  ] as const)('is opened with %s', (_name, suite, hash, cipher, length) => {
    const own = randomBytes(length);
    const bytes = Buffer.concat([
      record(22, serverHello(suite, { tls13: true })),
      dummy,
      sealer(own, hash, cipher)(flight),
    ]);
    expect(readServerFlight(bytes, own)).toMatchObject({
      version: 0x0304,
      cipherSuite: suite,
      certificateRequested: true,
      chain: exact,
    });
  });

  it('is read from padded records of any size, also after a HelloRetryRequest', () => {
    for (const size of [flight.length, 1, 3, 250, 1000]) {
      const seal = sealer(secret);
      const pieces = Array.from({ length: Math.ceil(flight.length / size) }, (_, i) =>
        seal(flight.subarray(i * size, (i + 1) * size), { padding: i % 3 }),
      );
      const again = record(22, serverHello(0x1301, { tls13: true }));
      expect(readServerFlight(Buffer.concat([again, dummy, hello, ...pieces]), secret).chain).toEqual(exact);
    }
  });

  it('does not need what follows the certificates', () => {
    const seal = sealer(secret);
    const bytes = Buffer.concat([hello, seal(flight), record(23, randomBytes(50))]);
    expect(readServerFlight(bytes, secret).chain).toEqual(exact);
  });

  it('reads an alert within the flight', () => {
    const bytes = Buffer.concat([hello, sealer(secret)(Buffer.from([2, 80]), { type: 21 })]);
    expect(readServerFlight(bytes, secret).alert?.description).toBe(80);
  });

  it('says why it cannot tell', () => {
    const why = (bytes: Buffer, own: Buffer | null) => readServerFlight(bytes, own).chain;
    const sealed = sealer(secret)(flight);
    const damaged = Buffer.from(sealed);
    damaged[40] = (damaged[40] ?? 0) ^ 1;
    const ccm = record(22, serverHello(0x1304, { tls13: true }));
    const begun = record(22, Buffer.concat([serverHello(0x1301, { tls13: true }), extensions.subarray(0, 3)]));
    expect(why(Buffer.concat([hello, sealed]), null)).toEqual({ exact: false, reason: 'no-secret' });
    expect(why(Buffer.concat([hello, sealed]), randomBytes(32))).toEqual({ exact: false, reason: 'not-decryptable' });
    expect(why(Buffer.concat([hello, damaged]), secret)).toEqual({ exact: false, reason: 'not-decryptable' });
    expect(why(Buffer.concat([hello, record(23, randomBytes(4))]), secret)).toMatchObject({
      reason: 'not-decryptable',
    });
    expect(why(Buffer.concat([ccm, sealed]), secret)).toEqual({ exact: false, reason: 'cipher-unknown' });
    expect(why(Buffer.concat([begun, sealed]), secret)).toEqual({ exact: false, reason: 'malformed' });
    const blank = sealer(secret)(Buffer.alloc(0), { type: 0, padding: 9 });
    expect(why(Buffer.concat([hello, blank]), secret)).toEqual({ exact: false, reason: 'malformed' });
    expect(why(hello, secret)).toEqual({ exact: false, reason: 'not-seen' });
  });
});

describe('our side of the handshake', () => {
  const clientHello = record(22, message(1, randomBytes(200)), 0x0301);
  const changeCipherSpec = record(20, number(1, 1));
  const answer = Buffer.concat([message(11, field(3)), message(16, randomBytes(66))]);

  it('has answered once ClientKeyExchange is out, in records of any size', () => {
    for (const size of [answer.length, 1, 7]) {
      const pieces = Array.from({ length: Math.ceil(answer.length / size) }, (_, i) =>
        record(22, answer.subarray(i * size, (i + 1) * size)),
      );
      const sent = Buffer.concat([clientHello, ...pieces, changeCipherSpec, record(22, randomBytes(40))]);
      expect(sentClientKeyExchange(sent)).toBe(true);
      expect(sentClientKeyExchange(Buffer.concat([clientHello, ...pieces.slice(0, -1)]))).toBe(false);
    }
  });

  it('has not with a ClientHello, an alert, or a second ClientHello of TLS 1.3', () => {
    expect(sentClientKeyExchange(clientHello)).toBe(false);
    expect(sentClientKeyExchange(Buffer.concat([clientHello, record(21, Buffer.from([2, 51]))]))).toBe(false);
    const again = Buffer.concat([clientHello, changeCipherSpec, clientHello]);
    expect(sentClientKeyExchange(again)).toBe(false);
    expect(sentClientKeyExchange(Buffer.concat([again, record(22, answer)]))).toBe(false);
  });
});

describe('any bytes', () => {
  it('are answered, never with a throw, whatever is changed in them', () => {
    const secret = randomBytes(32);
    const good = [
      record(22, Buffer.concat([serverHello(0xc02f), certificate12, helloDone])),
      Buffer.concat([record(22, serverHello(0x1301, { tls13: true })), sealer(secret)(certificate13)]),
    ];
    const changed = fc
      .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 4 }), fc.nat(3000))
      .map(([bytes, changes, end]) => {
        const copy = Buffer.from(bytes.subarray(0, end));
        for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
        return copy;
      });
    const random = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(changed, random), (bytes) => {
        const { chain } = readServerFlight(bytes, secret);
        expect(sentClientKeyExchange(bytes)).toBeTypeOf('boolean');
        expect(chain.exact ? chain.certificates.length : chain.reason).toBeDefined();
      }),
      { numRuns: 1500 },
    );
  });
});

describe('the key log', () => {
  it('gives the one secret that is needed, and none of the others', () => {
    const line = (label: string) => Buffer.from(`${label} ${'ab'.repeat(32)} ${'cd'.repeat(32)}\n`);
    expect(serverHandshakeSecret(line('SERVER_HANDSHAKE_TRAFFIC_SECRET'))).toEqual(Buffer.alloc(32, 0xcd));
    expect(serverHandshakeSecret(line('SERVER_TRAFFIC_SECRET_0'))).toBeNull();
    expect(serverHandshakeSecret(line('CLIENT_HANDSHAKE_TRAFFIC_SECRET'))).toBeNull();
    expect(serverHandshakeSecret(line('CLIENT_RANDOM'))).toBeNull();
    expect(serverHandshakeSecret(Buffer.from('SERVER_HANDSHAKE_TRAFFIC_SECRET\n'))).toBeNull();
  });
});
