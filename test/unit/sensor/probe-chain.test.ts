// The chain that the probe sees of real servers; `openssl s_client -showcerts` is the referee of what they send.
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import * as pki from '../pki/openssl.ts';
import {
  base64,
  type Family,
  family,
  filesOf,
  type Issued,
  look,
  opensslServer,
  pem,
  sentAccordingToOpenssl,
  serve,
  tcp,
} from './servers.ts';

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
        ...filesOf(rsa.leaf),
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
      const port = await opensslServer(...filesOf(weak), version, '-cipher', 'ALL:@SECLEVEL=0');
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
