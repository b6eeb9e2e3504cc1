// PFX files off the beaten track: several keys, nested safes, revocation lists, secrets, BER, damage, methods
// that are not known, and work without end.
import { createHmac, pbkdf2Sync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDer, tag } from '../../../../main/pki/asn1/der.ts';
import {
  algorithmIdentifier,
  integer,
  nullValue,
  octetString,
  sequence,
} from '../../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { type PrivateKey, readPrivateKey } from '../../../../main/pki/keys/private-key.ts';
import { type Pkcs12Content, readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { writePkcs12 } from '../../../../main/pki/pkcs12/write-pkcs12.ts';
import { privateKeyItemSchema } from '../../../../preload/contract/item.ts';
import { certificate, key, openssl, opensslText, path, read, write } from '../openssl.ts';
import * as build from './build.ts';

const pkcs8Of = (file: string): Uint8Array =>
  new Uint8Array(openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER']));
const keyOf = (file: string): PrivateKey => {
  const found = readPrivateKey(pkcs8Of(file));
  if (!found.ok || !found.value.key) throw new Error(JSON.stringify(found));
  return found.value.key;
};
const [one, two] = [key('p256', 'one'), key('p384', 'two')];
const first = certificate({ key: one, subject: '/CN=first', extensions: ['basicConstraints=CA:TRUE'] });
const second = certificate({ key: two, subject: '/CN=second' });

const opened = (bytes: Uint8Array, passphrase?: string): Pkcs12Content => {
  const found = readPkcs12(bytes, passphrase);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
};
const codeOf = (bytes: Uint8Array, passphrase?: string): string => {
  const found = readPkcs12(bytes, passphrase);
  return found.ok ? 'ok' : found.error.code;
};
const written = (passphrase = 'secret'): Uint8Array =>
  writePkcs12({ certificates: [first, second], key: keyOf(one) }, { passphrase, profile: 'compatible' });

write('first.pem', openssl(['x509', '-inform', 'DER'], first));

describe('a file with', () => {
  it('several keys and certificates', () => {
    const bytes = build.pfx(
      build.safe(build.certificateBag(first, 'first'), build.certificateBag(second)),
      build.safe(build.keyBag(pkcs8Of(one), 'first'), build.keyBag(pkcs8Of(two))),
    );
    const { certificates, keys, problems } = opened(bytes);
    expect(certificates).toEqual([{ der: first, friendlyName: 'first' }, { der: second }]);
    expect(keys.map((each) => [each.friendlyName, each.key])).toEqual([
      ['first', keyOf(one)],
      [undefined, keyOf(two)],
    ]);
    expect(keys.map(({ item }) => privateKeyItemSchema.parse(item).encrypted)).toEqual([false, false]);
    expect(problems).toEqual([]);
  });

  it('a safe in a safe, as openssl reads it too', () => {
    const nested = build.nestedBag(build.nestedBag(build.certificateBag(first)), build.keyBag(pkcs8Of(one)));
    const bytes = build.pfx(build.safe(nested, build.certificateBag(second)));
    expect(opened(bytes)).toMatchObject({
      certificates: [{ der: first }, { der: second }],
      keys: [{ key: keyOf(one) }],
    });
    const text = opensslText(['pkcs12', '-in', write('nested.p12', bytes), '-passin', 'pass:', '-noenc']);
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    let deep = build.certificateBag(first);
    for (let level = 0; level < 10; level += 1) deep = build.nestedBag(deep);
    expect(codeOf(build.pfx(build.safe(deep)))).toBe('damaged');
    const beside = build.pfx(build.safe(deep), build.safe(build.certificateBag(second)));
    expect(opened(beside).certificates).toEqual([{ der: second }]);
  });

  it('revocation lists and secrets', () => {
    const crl = new Uint8Array([0x30, 0x00]);
    const bytes = build.pfx(build.safe(build.crlBag(crl), build.secretBag('1.2.3.4', Buffer.from('x'), 'password')));
    expect(opened(bytes)).toMatchObject({ crls: [crl], secrets: [{ type: '1.2.3.4', friendlyName: 'password' }] });
  });

  it('a bad bag among good ones', () => {
    const bad = [
      build.bag('1.2.840.113549.1.12.10.1.3', Uint8Array.of(0x05, 0x00)),
      build.bag('1.2.840.113549.1.12.10.1.1', sequence(integer(0))),
      build.bag('1.2.3', Uint8Array.of(0x05, 0x00)),
      Uint8Array.of(0x05, 0x00),
    ];
    const content = opened(build.pfx(build.safe(...bad, build.certificateBag(first)), Uint8Array.of(0x05, 0x00)));
    expect(content.certificates).toEqual([{ der: first }]);
    expect(content.problems.map(({ code }) => code).sort()).toEqual([...Array(4).fill('damaged'), 'not-readable']);
    expect(new Set(content.problems.map((each) => JSON.stringify(each))).size).toBe(5);
  });

  it('nothing', () => {
    expect(opened(build.pfx())).toMatchObject({ certificates: [], keys: [], mac: null, problems: [] });
  });

  it('BER: indefinite lengths and strings in pieces, as openssl reads it too', () => {
    const noneInside = build.ber(readDer(written()), () => false);
    const inside = build.ber(
      readDer(build.withoutMac(written())),
      (octets) => octets[0] === tag.sequence && octets[1] === 0x82,
    );
    for (const bytes of [noneInside, inside]) {
      expect(bytes[1]).toBe(0x80);
      const content = opened(bytes, 'secret');
      expect(content).toMatchObject({ certificates: [{ der: first }, { der: second }], keys: [{ key: keyOf(one) }] });
      expect(content.problems).toEqual([]);
    }
    expect(opened(noneInside, 'secret').mac?.state).toBe('verified');
    const text = opensslText(['pkcs12', '-in', write('ber.p12', noneInside), '-passin', 'pass:secret', '-noenc']);
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    const endless = Uint8Array.from(Array.from({ length: 5000 }, () => [0x30, 0x80]).flat());
    expect(codeOf(endless)).toBe('damaged');
  });
});

const replaced = (bytes: Uint8Array, from: string, to: string): Uint8Array => {
  const hex = Buffer.from(bytes).toString('hex');
  if (!hex.includes(from)) throw new Error(`${from} is not in the file`);
  return Uint8Array.from(Buffer.from(hex.replace(from, to), 'hex'));
};

describe('trouble has its own name:', () => {
  it('damage, when the passphrase is right and the seal is not', () => {
    const bytes = written();
    const [, , mac] = readDer(bytes).children();
    const at = bytes.length - (mac?.encoding.length ?? 0) + 30;
    for (const index of [at, bytes.length - (mac?.encoding.length ?? 0) - 40]) {
      const changed = Uint8Array.from(bytes);
      changed[index] = (changed[index] as number) ^ 1;
      expect(codeOf(changed, 'secret')).toBe('damaged');
      expect(codeOf(changed, 'other')).toBe('passphrase-wrong');
    }
    for (const length of [0, 1, 10, 100, bytes.length - 1])
      expect(codeOf(bytes.subarray(0, length), 'secret')).toBe('damaged');
  });

  it('damage without a seal, when the end of an encrypted part is changed', () => {
    const [certificates = first, keys = first] = build.safesOf(written());
    const last = (part: Uint8Array): Uint8Array =>
      Uint8Array.from(part, (octet, i) => (i === part.length - 1 ? octet ^ 1 : octet));
    const content = opened(build.pfx(last(certificates), keys), 'secret');
    expect(content).toMatchObject({ certificates: [], keys: [{ key: keyOf(one) }], problems: [{ code: 'damaged' }] });
    expect(codeOf(build.pfx(last(certificates), keys), 'other')).toBe('passphrase-wrong');
  });

  it('a method that is not known here, beside parts that are read', () => {
    const password = ['-passout', 'pass:secret', '-out', 'camellia.p12'];
    const source = ['-in', path('first.pem'), '-inkey', one];
    openssl(['pkcs12', '-export', ...source, '-keypbe', 'CAMELLIA-128-CBC', ...password]);
    const content = opened(read('camellia.p12'), 'secret');
    expect(content).toMatchObject({ certificates: [{ der: first }], mac: { state: 'verified' } });
    expect(content.keys).toMatchObject([{ item: { encrypted: true } }]);
    expect(content.problems).toEqual([
      { code: 'algorithm-unsupported', facts: { looksLike: 'pfx', algorithm: 'Camellia-128' } },
    ]);
    openssl([
      'pkcs12',
      '-export',
      ...source,
      '-keypbe',
      'CAMELLIA-128-CBC',
      '-certpbe',
      'CAMELLIA-128-CBC',
      ...password,
    ]);
    expect(codeOf(read('camellia.p12'), 'secret')).toBe('algorithm-unsupported');
    // The seal proves that the passphrase is wrong, whatever the parts are encrypted with.
    expect(codeOf(read('camellia.p12'), 'other')).toBe('passphrase-wrong');
  });

  it('a seal that is not known here is not checked, and said so', () => {
    openssl([
      ...['pkcs12', '-export', '-in', path('first.pem'), '-inkey', one, '-macalg', 'sm3'],
      ...['-passout', 'pass:secret', '-out', 'sm3.p12'],
    ]);
    const content = opened(read('sm3.p12'), 'secret');
    expect(content).toMatchObject({ certificates: [{ der: first }], keys: [{ key: keyOf(one) }] });
    expect(content.mac).toEqual({ algorithm: 'a MAC with SM3', state: 'not-checked' });
    expect(content.problems).toMatchObject([{ code: 'algorithm-unsupported' }]);
    expect(codeOf(read('sm3.p12'), 'other')).toBe('passphrase-wrong');
  });

  it('a signature or a recipient’s certificate in place of a passphrase', () => {
    const signed = sequence(integer(3), build.contentInfo(sequence(), '1.2.840.113549.1.7.2'));
    expect(readPkcs12(signed, 'a')).toMatchObject({
      error: { code: 'algorithm-unsupported', facts: { algorithm: 'a digital signature in place of a passphrase' } },
    });
    const enveloped = build.pfx(
      build.contentInfo(sequence(), '1.2.840.113549.1.7.3'),
      build.safe(build.certificateBag(first)),
    );
    expect(opened(enveloped)).toMatchObject({
      certificates: [{ der: first }],
      problems: [{ code: 'algorithm-unsupported' }],
    });
  });

  it('too much work, in a part or in the seal', () => {
    // 2048 rounds are 02020800; first those of the certificates.
    const part = replaced(build.withoutMac(written()), '02020800', '02027fff');
    expect(opened(part, 'secret').keys[0]?.key, 'still affordable, but no longer the key').toBeDefined();
    const bytes = written();
    const seal = Uint8Array.from(bytes);
    seal.set([0x02, 0x02, 0x7f, 0xff], bytes.length - 4);
    expect(codeOf(seal, 'secret')).toBe('damaged');
    const mac = readDer(bytes).children()[2]?.children() ?? [];
    const heavy = sequence(
      ...readDer(bytes)
        .children()
        .slice(0, 2)
        .map(({ encoding }) => encoding),
      sequence(...mac.slice(0, 2).map(({ encoding }) => encoding), integer(2n ** 31n - 1n)),
    );
    expect(opened(heavy, 'secret')).toMatchObject({
      certificates: [{ der: first }, { der: second }],
      mac: { algorithm: 'HMAC-SHA-1', iterations: 2147483647, state: 'not-checked' },
      problems: [
        {
          code: 'algorithm-unsupported',
          facts: { algorithm: 'a MAC with SHA-1 and 2,147,483,647 rounds, which is too much work' },
        },
      ],
    });
  });

  it('too much work, in many parts together', () => {
    const parameters = (rounds: number) => sequence(octetString(new Uint8Array(8)), integer(rounds));
    const shrouded = (rounds: number): Uint8Array =>
      build.bag(
        '1.2.840.113549.1.12.10.1.2',
        sequence(algorithmIdentifier('1.2.840.113549.1.12.1.3', parameters(rounds)), octetString(new Uint8Array(16))),
      );
    // Three derivations each: the first part may be tried, and leaves too little for the second.
    const found = opened(
      build.pfx(build.safe(build.certificateBag(first), shrouded(1_001_000), shrouded(1_001_000))),
      'secret',
    );
    expect(found.problems.map(({ code }) => code)).toEqual(['passphrase-wrong', 'algorithm-unsupported']);
    expect(found.keys).toHaveLength(2);
  });

  it('too much work, in keys whose public half has to be computed', () => {
    const { pkcs8, spki } = keyOf(key('dsa'));
    const found = opened(build.pfx(build.safe(...Array.from({ length: 200 }, () => build.keyBag(pkcs8)))));
    expect(found.keys.length).toBeLessThan(200);
    expect(found.keys[0]?.key?.spki).toEqual(spki);
    expect(found.problems).toMatchObject([{ code: 'algorithm-unsupported' }]);
  });

  it('too many bags', () => {
    const bags = Array.from({ length: 10_001 }, () => build.crlBag(new Uint8Array()));
    const { crls, problems } = opened(build.pfx(build.safe(...bags)));
    expect(crls).toHaveLength(10_000);
    expect(problems).toEqual([{ code: 'too-many-objects', facts: { limit: 10_000 } }]);
  });
});

describe('PBMAC1', () => {
  const hashes = { sha1: 7, sha256: 9, sha512: 11 } as const;
  type Hash = keyof typeof hashes;
  const identifier = (hash: Hash) => algorithmIdentifier(`1.2.840.113549.2.${hashes[hash]}`, nullValue());

  /** Sealed as RFC 9579 section 4 says; salt and rounds outside the parameters are there to mislead. */
  const sealed = (passphrase: string, prf: Hash, mac: Hash, keyLength?: number): Uint8Array => {
    const bytes = build.pfx(build.safe(build.certificateBag(first)));
    const content = readDer(bytes).children()[1]?.children()[1]?.children()[0]?.content as Uint8Array;
    const salt = Buffer.from('saltsalt');
    const length = keyLength ?? 20;
    const derived = pbkdf2Sync(Buffer.from(passphrase, 'utf8'), salt, 1234, length, prf);
    const digest = new Uint8Array(createHmac(mac, derived).update(content).digest());
    const lengths = keyLength === undefined ? [] : [integer(keyLength)];
    const pbkdf2 = algorithmIdentifier(
      '1.2.840.113549.1.5.12',
      sequence(octetString(salt), integer(1234), ...lengths, identifier(prf)),
    );
    const pbmac1 = algorithmIdentifier('1.2.840.113549.1.5.14', sequence(pbkdf2, identifier(mac)));
    const data = sequence(sequence(pbmac1, octetString(digest)), octetString(Buffer.from('NOT USED')), integer(1));
    return sequence(
      ...readDer(bytes)
        .children()
        .map(({ encoding }) => encoding),
      data,
    );
  };

  it.each<[Hash, Hash, number]>([
    ['sha256', 'sha256', 32],
    ['sha512', 'sha256', 32],
    ['sha512', 'sha512', 64],
    ['sha1', 'sha256', 20],
  ])('with %s for the key and %s for the seal', (prf, mac, length) => {
    for (const passphrase of ['1234', 'äöü 🔑', '']) {
      const content = opened(sealed(passphrase, prf, mac, length), passphrase);
      expect(content).toMatchObject({ certificates: [{ der: first }], problems: [] });
      expect(content.mac).toMatchObject({
        state: 'verified',
        iterations: 1234,
        algorithm: expect.stringMatching(/^PBMAC1/),
      });
      expect(codeOf(sealed(passphrase, prf, mac, length), 'other')).toBe('passphrase-wrong');
    }
  });

  it('without the length of the key is damaged', () => {
    expect(codeOf(sealed('1234', 'sha256', 'sha256'), '1234')).toBe('damaged');
  });
});

describe('whatever the bytes', () => {
  const originals = [
    written(),
    build.withoutMac(written()),
    build.pfx(build.safe(build.certificateBag(first, 'a'), build.nestedBag(build.keyBag(pkcs8Of(one))))),
    build.ber(readDer(build.withoutMac(written())), (octets) => octets[0] === tag.sequence && octets[1] === 0x82),
  ];
  const change = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom('set', 'cut', 'double'),
    value: fc.nat({ max: 255 }),
  });
  const mutated = (sources: readonly Uint8Array[]) =>
    fc
      .tuple(fc.constantFrom(...sources), fc.array(change, { minLength: 1, maxLength: 4 }))
      .map(([original, changes]) => {
        const bytes = [...original];
        for (const { at, kind, value } of changes) {
          // Half of the changes hit the headers at the front, where it hurts most.
          const index = (value % 2 === 0 ? at % 60 : at) % bytes.length;
          if (kind === 'set') bytes[index] = value;
          else if (kind === 'cut') bytes.splice(index, value % 8);
          else bytes.splice(index, 0, ...bytes.slice(index, index + (value % 8)));
        }
        return Uint8Array.from(bytes);
      });

  it('readPkcs12 answers', () => {
    const bytes = fc.oneof(mutated(originals), fc.uint8Array({ maxLength: 200 }));
    fc.assert(
      fc.property(bytes, fc.constantFrom(undefined, 'secret', 'other'), (file, passphrase) => {
        const found = readPkcs12(file, passphrase);
        for (const each of found.ok ? found.value.keys : []) privateKeyItemSchema.parse(each.item);
        // No change may let a wrong passphrase look like a right one.
        if (found.ok && passphrase === 'other') expect(found.value.mac?.state).not.toBe('verified');
      }),
      { numRuns: 400 },
    );
  });

  it('readPrivateKey answers', () => {
    const text = ['pkcs8', '-topk8', '-outform', 'DER', '-in', one];
    const keys = [
      pkcs8Of(one),
      pkcs8Of(key('ed25519')),
      pkcs8Of(key('dsa')),
      new Uint8Array(openssl(['ec', '-in', one, '-outform', 'DER'])),
      new Uint8Array(openssl(['pkey', '-in', key('rsa1024'), '-traditional', '-outform', 'DER'])),
      new Uint8Array(openssl([...text, '-passout', 'pass:secret'])),
      new Uint8Array(openssl([...text, '-passout', 'pass:secret', '-v1', 'PBE-SHA1-3DES'])),
      new Uint8Array(openssl([...text, '-passout', 'pass:secret', '-scrypt', '-scrypt_N', '16'])),
    ];
    const headers = { 'Proc-Type': '4,ENCRYPTED', 'DEK-Info': `AES-128-CBC,${'0'.repeat(32)}` };
    fc.assert(
      fc.property(mutated(keys), fc.constantFrom(undefined, 'secret'), fc.boolean(), (bytes, passphrase, old) => {
        const options = { ...(passphrase === undefined ? {} : { passphrase }), ...(old ? { headers } : {}) };
        const found = readPrivateKey(bytes, options);
        if (found.ok) privateKeyItemSchema.parse(found.value.item);
      }),
      { numRuns: 800 },
    );
  });

  it('a certificate is not changed on the way, even when it is BER itself', () => {
    const strange = encode(0x30, Uint8Array.of(0x30, 0x80, 0x00, 0x00));
    expect(opened(build.pfx(build.safe(build.certificateBag(strange)))).certificates).toEqual([{ der: strange }]);
  });
});
