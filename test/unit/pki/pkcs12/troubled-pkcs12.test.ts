// Damage, methods that are not known, and work without end: each has its own name, and hides nothing that is readable.
import { describe, expect, it } from 'vitest';
import { readDer } from '../../../../main/pki/asn1/der.ts';
import { algorithmIdentifier, integer, octetString, sequence } from '../../../../main/pki/asn1/der-values.ts';
import { readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { key, openssl, path, read, write } from '../openssl.ts';
import * as build from './build.ts';
import { codeOf, first, keyOf, one, opened, second, written } from './fixtures.ts';

write('first.pem', openssl(['x509', '-inform', 'DER'], first));

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
