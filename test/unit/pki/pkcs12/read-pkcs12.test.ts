// PFX files as `openssl pkcs12 -export` makes them over the grid of its options: certificates byte by byte, the same
// key, the names, and the verdict on a wrong passphrase.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Pkcs12Content, readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { certificate, type KeyKind, key, openssl, path, read, write } from '../openssl.ts';
import { withoutMac } from './build.ts';

const rsaKey = key('rsa2048');
const ca = certificate({ key: key('p384'), subject: '/CN=CA', extensions: ['basicConstraints=critical,CA:TRUE'] });
const issued = (file: string, name: string) =>
  certificate({ key: file, subject: `/CN=${name}`, issuer: { der: ca, key: key('p384') }, extensions: [] });
const leaf = issued(rsaKey, 'leaf');
write('leaf.pem', openssl(['x509', '-inform', 'DER'], leaf));
write('ca.pem', openssl(['x509', '-inform', 'DER'], ca));

const spkiOf = (file: string): Buffer => openssl(['pkey', '-in', file, '-pubout', '-outform', 'DER']);
const pkcs8Of = (file: string): Buffer => openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER']);

let count = 0;
/** A file made by `openssl pkcs12 -export`. */
const exported = (args: readonly string[], passphrase: string, keyFile = rsaKey, crt = 'leaf.pem'): Uint8Array => {
  count += 1;
  const out = `${count}.p12`;
  const password = write(`${count}.pass`, `${passphrase}\n`);
  openssl([
    ...['pkcs12', '-export', '-in', path(crt), '-inkey', keyFile, '-passout', `file:${password}`, '-out', out],
    ...args,
  ]);
  return read(out);
};

const opened = (bytes: Uint8Array, passphrase?: string): Pkcs12Content => {
  const found = readPkcs12(bytes, passphrase);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
};
const codeOf = (bytes: Uint8Array, passphrase?: string): string => {
  const found = readPkcs12(bytes, passphrase);
  return found.ok ? 'ok' : found.error.code;
};

const ciphers = [
  'PBE-SHA1-RC2-40',
  'PBE-SHA1-RC2-128',
  'PBE-SHA1-3DES',
  'PBE-SHA1-2DES',
  'AES-128-CBC',
  'AES-192-CBC',
  'AES-256-CBC',
  'DES-EDE3-CBC',
  'DES-CBC',
  'RC2-CBC',
];
const legacy = (cipher: string): string[] => (/RC2|^DES-CBC/.test(cipher) ? ['-legacy'] : []);

describe('readPkcs12', () => {
  it.each(ciphers)('reads %s for keys and certificates', (cipher) => {
    const bytes = exported(['-keypbe', cipher, '-certpbe', cipher, ...legacy(cipher)], 'secret');
    const content = opened(bytes, 'secret');
    expect(content.problems).toEqual([]);
    expect(content.certificates.map(({ der }) => Buffer.from(der))).toEqual([Buffer.from(leaf)]);
    expect(content.keys).toHaveLength(1);
    expect(Buffer.from(content.keys[0]?.key?.pkcs8 ?? [])).toEqual(pkcs8Of(rsaKey));
    expect(Buffer.from(content.keys[0]?.key?.spki ?? [])).toEqual(spkiOf(rsaKey));
    expect(content.keys[0]?.localKeyId).toBe(createHash('sha1').update(leaf).digest('hex').toUpperCase());
    expect(content.certificates[0]?.localKeyId).toBe(content.keys[0]?.localKeyId);
    expect(content.mac?.state).toBe('verified');
    expect(codeOf(bytes, 'Secret')).toBe('passphrase-wrong');
    expect(codeOf(bytes, '')).toBe('passphrase-wrong');
    expect(codeOf(bytes)).toBe('passphrase-needed');
    // Without a seal, only the content tells. (OpenSSL's own -nomac leaves the certificates in the clear.)
    const bare = withoutMac(bytes);
    expect(opened(bare, 'secret')).toMatchObject({ mac: null, problems: [], certificates: [{ der: leaf }] });
    expect(codeOf(bare, 'Secret')).toBe('passphrase-wrong');
    expect(codeOf(bare)).toBe('passphrase-needed');
  });

  it.each(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'])('checks a seal with %s', (hash) => {
    for (const rounds of [1, 5000]) {
      const bytes = exported(['-macalg', hash, '-iter', String(rounds), '-maciter'], 'secret');
      const { mac, certificates } = opened(bytes, 'secret');
      expect(mac).toMatchObject({ state: 'verified', iterations: rounds });
      expect(mac?.algorithm.replace(/[^a-z0-9]/gi, '').toLowerCase()).toBe(`hmac${hash}`);
      expect(certificates).toHaveLength(1);
      expect(codeOf(bytes, 'other')).toBe('passphrase-wrong');
    }
  });

  it('reads names and a chain', () => {
    const args = ['-certfile', path('ca.pem'), '-name', 'Sensor 7, Köln', '-caname', 'Our CA'];
    const { certificates, keys } = opened(exported(args, 'secret'), 'secret');
    expect(certificates.map(({ der, friendlyName }) => [Buffer.from(der), friendlyName])).toEqual([
      [Buffer.from(leaf), 'Sensor 7, Köln'],
      [Buffer.from(ca), 'Our CA'],
    ]);
    expect(keys[0]).toMatchObject({ friendlyName: 'Sensor 7, Köln', item: { friendlyName: 'Sensor 7, Köln' } });
  });

  it.each(['', 'secret', 'äöüß', 'пароль', '密码', '🔑 key', ' ', 'e\u0301'])('opens with %j', (passphrase) => {
    for (const args of [[], ['-legacy'], ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', 'AES-128-CBC', '-macalg', 'sha1']]) {
      const bytes = exported(args, passphrase);
      expect(opened(bytes, passphrase).problems).toEqual([]);
      expect(opened(bytes, passphrase).keys[0]?.key).toBeDefined();
      expect(codeOf(bytes, `${passphrase}x`)).toBe('passphrase-wrong');
      expect(codeOf(bytes)).toBe(passphrase === '' ? 'ok' : 'passphrase-needed');
    }
  });

  it('opens with a passphrase that a Mac has taken apart', () => {
    for (const args of [[], ['-legacy']])
      expect(opened(exported(args, '\u00fcber'), 'u\u0308ber')).toMatchObject({ problems: [], keys: [{ key: {} }] });
  });

  it('reads what is in the clear without the passphrase, and says that the rest needs it', () => {
    const bytes = exported(['-certpbe', 'NONE'], 'secret');
    expect(opened(bytes)).toMatchObject({
      certificates: [{ der: leaf }],
      keys: [{ item: { kind: 'privateKey', encrypted: true } }],
      mac: { state: 'not-checked' },
      problems: [{ code: 'passphrase-needed' }],
    });
    expect(opened(bytes).keys[0]?.key).toBeUndefined();
    expect(opened(bytes, 'secret')).toMatchObject({ problems: [], mac: { state: 'verified' } });
    expect(codeOf(bytes, 'other')).toBe('passphrase-wrong');
    const open = exported(['-certpbe', 'NONE', '-keypbe', 'NONE'], 'secret');
    expect(opened(open)).toMatchObject({ keys: [{ item: { encrypted: false } }], problems: [], encryption: [] });
    expect(opened(open).keys[0]?.key?.pkcs8).toEqual(new Uint8Array(pkcs8Of(rsaKey)));
  });

  it.each<KeyKind>(['p256', 'p521', 'ed25519', 'rsapss', 'secp256k1'])('reads a %s key', (kind) => {
    write(`${kind}.pem`, openssl(['x509', '-inform', 'DER'], issued(key(kind), kind)));
    const { keys } = opened(exported([], 'secret', key(kind), `${kind}.pem`), 'secret');
    expect(Buffer.from(keys[0]?.key?.pkcs8 ?? [])).toEqual(pkcs8Of(key(kind)));
    expect(Buffer.from(keys[0]?.key?.spki ?? [])).toEqual(spkiOf(key(kind)));
  });
});
