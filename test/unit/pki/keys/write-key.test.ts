// Keys as they are written: openssl reads each form back as the same key, and so do we.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type NewKeyKind, newKey } from '../../../../main/pki/keys/new-key.ts';
import { type PrivateKey, readPrivateKey } from '../../../../main/pki/keys/private-key.ts';
import { type EncodedKey, encodeKey, type KeyEncoding } from '../../../../main/pki/keys/write-key.ts';
import { type KeyKind, key, openssl, opensslText, write } from '../openssl.ts';
import { pemOf } from './pem.ts';

const pkcs8Of = (file: string): Buffer => openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER']);
const keyOf = (bytes: Uint8Array): PrivateKey => {
  const found = readPrivateKey(bytes);
  if (!found.ok || !found.value.key) throw new Error(JSON.stringify(found));
  return found.value.key;
};
const encoded = (given: PrivateKey, encoding: KeyEncoding, passphrase?: string): EncodedKey => {
  const found = encodeKey(given, { encoding, ...(passphrase === undefined ? {} : { passphrase }) });
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
};
/** What openssl makes of a written key, as plain PKCS#8. */
const readBack = (pem: string, passphrase = 'none'): Buffer => {
  const password = write('pass', `${passphrase}\n`);
  const file = write('written.pem', pem);
  return openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-passin', `file:${password}`, '-outform', 'DER']);
};

const forms: [KeyKind, KeyEncoding][] = [
  ['rsa2048', 'pkcs8'],
  ['rsa2048', 'pkcs1'],
  ['p256', 'pkcs8'],
  ['p256', 'sec1'],
  ['p384', 'sec1'],
  ['p521', 'sec1'],
  ['secp256k1', 'sec1'],
  ['ed25519', 'pkcs8'],
  ['rsapss', 'pkcs8'],
  ['dsa', 'pkcs8'],
];

describe.each(forms)('a %s key as %s', (kind, encoding) => {
  const given = keyOf(pkcs8Of(key(kind)));

  it('is in the clear what openssl writes', () => {
    const { der, pem } = encoded(given, encoding);
    const form = encoding === 'pkcs8' ? [] : ['-traditional'];
    expect(`${opensslText(['pkey', '-in', key(kind), ...form])}\n`).toBe(pem);
    expect(pemOf(pem).der).toEqual(der);
    expect(keyOf(der as Uint8Array)).toEqual({ ...given, encoding });
  });

  it('is encrypted so that openssl opens it', () => {
    // PKCS#8 takes its 600,000 rounds each time.
    for (const passphrase of encoding === 'pkcs8' ? ['Schlüssel für 🔑'] : ['secret', 'Schlüssel für 🔑', ' ']) {
      const { der, pem } = encoded(given, encoding, passphrase);
      expect(readBack(pem, passphrase)).toEqual(pkcs8Of(key(kind)));
      const { label, headers, der: content } = pemOf(pem);
      expect(der).toEqual(encoding === 'pkcs8' ? content : undefined);
      const again = readPrivateKey(content, { passphrase, headers, label });
      expect(again).toMatchObject({
        ok: true,
        value: { item: { encrypted: true, encoding }, key: { spki: given.spki } },
      });
      if (kind !== 'p256') continue;
      const wrong = readPrivateKey(content, { passphrase: 'x', headers, label });
      expect(wrong).toMatchObject({ error: { code: 'passphrase-wrong' } });
    }
  });
});

describe('encodeKey', () => {
  it.each<[KeyKind, KeyEncoding, string]>([
    ['p256', 'pkcs1', 'EC'],
    ['ed25519', 'pkcs1', 'Ed25519'],
    ['rsapss', 'pkcs1', 'RSA-PSS'],
    ['dsa', 'pkcs1', 'DSA'],
    ['rsa2048', 'sec1', 'RSA'],
    ['ed25519', 'sec1', 'Ed25519'],
  ])('refuses %s as %s', (kind, encoding, algorithm) => {
    for (const passphrase of [undefined, 'secret']) {
      const options = { encoding, ...(passphrase === undefined ? {} : { passphrase }) };
      expect(encodeKey(keyOf(pkcs8Of(key(kind))), options)).toEqual({
        ok: false,
        error: { code: 'key-encoding-impossible', facts: { algorithm, encoding } },
      });
    }
  });

  it('says AES-256 and 600,000 rounds of PBKDF2 with HMAC-SHA-256', () => {
    const { der } = encoded(keyOf(pkcs8Of(key('p256'))), 'pkcs8', 'secret');
    const said = opensslText(['asn1parse', '-inform', 'DER'], der);
    expect(said).toMatch(/PBES2.*PBKDF2.*INTEGER +:0927C0.*hmacWithSHA256.*aes-256-cbc/s);
  });

  it('gives a SEC 1 key its public point, also where the PKCS#8 had none', () => {
    const bare = keyOf(openssl(['ec', '-in', key('p384'), '-no_public', '-outform', 'DER']));
    expect(encoded(bare, 'sec1').pem).toBe(`${opensslText(['ec', '-in', key('p384')])}\n`);
  });

  it('never uses a salt or IV twice', () => {
    const given = keyOf(pkcs8Of(key('p256')));
    expect(encoded(given, 'sec1', 'a').pem).not.toBe(encoded(given, 'sec1', 'a').pem);
  });

  it('is undone by readPrivateKey for any passphrase', () => {
    const given = keyOf(pkcs8Of(key('p256')));
    const property = fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (passphrase) => {
      const { headers, der } = pemOf(encoded(given, 'sec1', passphrase).pem);
      const again = readPrivateKey(der, { headers, passphrase });
      expect(again).toMatchObject({ ok: true, value: { key: { pkcs8: given.pkcs8, encoding: 'sec1' } } });
    });
    fc.assert(property);
  });
});

describe('newKey', () => {
  it.each<[NewKeyKind, object]>([
    ['rsa2048', { algorithm: 'RSA', bits: 2048 }],
    ['p256', { algorithm: 'EC', curve: 'P-256' }],
    ['p384', { algorithm: 'EC', curve: 'P-384' }],
    ['ed25519', { algorithm: 'Ed25519' }],
  ])('%s', (kind, facts) => {
    const made = newKey(kind);
    expect(openssl(['pkey', '-inform', 'DER', '-check', '-noout'], made.pkcs8).toString()).toContain('Key is valid');
    expect(new Uint8Array(openssl(['pkey', '-inform', 'DER', '-pubout', '-outform', 'DER'], made.pkcs8))).toEqual(
      made.spki,
    );
    expect(readPrivateKey(made.pkcs8)).toMatchObject({ value: { item: { publicKey: facts }, key: made } });
    expect(newKey(kind).pkcs8).not.toEqual(made.pkcs8);
  });
});
