import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { toPem, toPemChain, toPkcs7 } from '../../../../main/pki/files/write.ts';
import { certificate, key, openssl, opensslText, path, read, write } from '../openssl.ts';

const made = ['leaf', 'intermediate', 'root'].map((name) =>
  certificate({ key: key('rsa2048'), subject: `/CN=${name}` }),
);

describe('PEM', () => {
  it('is byte for byte what openssl writes', () => {
    for (const der of made) expect(toPem(der)).toBe(openssl(['x509', '-inform', 'DER'], der).toString());
  });

  it('carries a view into a larger buffer correctly', () => {
    const larger = new Uint8Array([1, 2, 3, ...(made[0] as Uint8Array), 4]);
    expect(new X509Certificate(toPem(larger.subarray(3, -1))).subject).toBe('CN=leaf');
  });

  it('keeps the order of a chain', () => {
    expect(toPemChain(made)).toBe(made.map(toPem).join(''));
  });
});

describe('PKCS#7', () => {
  it('is read by openssl, with the certificates unchanged and in order', () => {
    write('chain.p7b', toPkcs7(made));
    const printed = opensslText(['pkcs7', '-inform', 'DER', '-in', path('chain.p7b'), '-print_certs']);
    expect([...printed.matchAll(/^subject=(.*)$/gm)].map(([, subject]) => subject)).toEqual([
      'CN = leaf',
      'CN = intermediate',
      'CN = root',
    ]);
    const blocks = printed.match(/-----BEGIN[\s\S]*?-----END CERTIFICATE-----\n?/g) ?? [];
    expect(blocks.map((block) => new Uint8Array(new X509Certificate(block).raw))).toEqual(made);
  });

  it('is byte for byte what openssl writes', () => {
    write('all.pem', toPemChain(made));
    openssl(['crl2pkcs7', '-nocrl', '-certfile', 'all.pem', '-outform', 'DER', '-out', 'referee.p7b']);
    expect(toPkcs7(made)).toEqual(read('referee.p7b'));
  });

  it('holds one certificate, and many more than one length octet can say', () => {
    for (const ders of [made.slice(0, 1), new Array(100).fill(made[0]) as Uint8Array[]]) {
      write('n.p7b', toPkcs7(ders));
      const printed = opensslText(['pkcs7', '-inform', 'DER', '-in', path('n.p7b'), '-print_certs']);
      expect(printed.match(/BEGIN/g)).toHaveLength(ders.length);
    }
  });
});
