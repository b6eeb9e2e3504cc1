// PFX files as `openssl pkcs12 -export` makes them over the grid of its options: certificates byte by byte, the same
// key, the names, and the verdict on a wrong passphrase.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDer, tag } from '../../../../main/pki/asn1/der.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { type Pkcs12Content, readPkcs12 } from '../../../../main/pki/pkcs12/read-pkcs12.ts';
import { certificate, key, openssl, path, read, write } from '../openssl.ts';

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

const withoutMac = (bytes: Uint8Array): Uint8Array => {
  const [version, content] = readDer(bytes).children();
  return encode(tag.sequence, version?.encoding ?? bytes, content?.encoding ?? bytes);
};

const ciphers = [
  'PBE-SHA1-RC2-40',
  'PBE-SHA1-RC2-128',
  'PBE-SHA1-3DES',
  'PBE-SHA1-2DES',
  'PBE-SHA1-RC4-40',
  'PBE-SHA1-RC4-128',
  'AES-128-CBC',
  'AES-192-CBC',
  'AES-256-CBC',
  'DES-EDE3-CBC',
  'DES-CBC',
  'RC2-CBC',
];
const legacy = (cipher: string): string[] => (/RC2|RC4|^DES-CBC/.test(cipher) ? ['-legacy'] : []);

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
});
