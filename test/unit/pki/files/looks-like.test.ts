// What parseCertificate says about bytes that are no certificate, or a damaged one.
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import { certificate, key, openssl, write } from '../openssl.ts';

describe('what is no certificate', () => {
  it('is named by what it looks like', () => {
    const pkcs8 = openssl(['pkcs8', '-topk8', '-nocrypt', '-in', key('p256'), '-outform', 'DER']);
    const sec1 = openssl(['ec', '-in', key('p256'), '-outform', 'DER']);
    const pkcs1 = openssl(['rsa', '-in', key('rsa2048'), '-traditional', '-outform', 'DER']);
    const locked = openssl(['pkcs8', '-topk8', '-in', key('p256'), '-passout', 'pass:test', '-outform', 'DER']);
    const publicKey = openssl(['pkey', '-in', key('p256'), '-pubout', '-outform', 'DER']);
    const request = openssl(['req', '-new', '-key', key('p256'), '-subj', '/CN=a', '-outform', 'DER']);
    const pem = write(
      'c.pem',
      openssl(['x509', '-inform', 'DER'], certificate({ key: key('p256'), subject: '/CN=a' })),
    );
    const pfx = openssl(['pkcs12', '-export', '-in', pem, '-inkey', key('p256'), '-passout', 'pass:test']);
    const p7b = openssl(['crl2pkcs7', '-nocrl', '-certfile', pem, '-outform', 'DER']);
    write('crl.cnf', '[ca]\ndatabase=crl.txt\ndefault_md=sha256\ndefault_crl_days=1\n');
    write('crl.txt', '');
    const crl = openssl(
      ['crl', '-outform', 'DER'],
      openssl(['ca', '-gencrl', '-config', 'crl.cnf', '-name', 'ca', '-keyfile', key('p256'), '-cert', pem]),
    );
    const kinds = { pkcs8, sec1, pkcs1, locked, publicKey, request, pfx, p7b, crl };
    const seen = Object.entries(kinds).map(([name, bytes]) => {
      const parsed = parseCertificate(new Uint8Array(bytes));
      return [name, !parsed.ok && parsed.error.code === 'not-a-certificate' ? parsed.error.facts.looksLike : parsed];
    });
    expect(Object.fromEntries(seen)).toEqual({
      pkcs8: 'private-key',
      sec1: 'private-key',
      pkcs1: 'private-key',
      locked: 'encrypted-private-key',
      publicKey: 'public-key',
      request: 'request',
      pfx: 'pfx',
      p7b: 'pkcs7',
      crl: 'crl',
    });
  });

  it('is damaged when a certificate breaks off, goes on, or contradicts itself', () => {
    const der = certificate({ key: key('rsa2048'), subject: '/CN=a' });
    const longer = new Uint8Array([...der, 0]);
    const other = der.slice();
    // The last arc of the outer signature algorithm: sha256 becomes sha384, while the signed part still says sha256.
    const outer = Buffer.from(der).lastIndexOf(Buffer.from('06092A864886F70D01010B', 'hex'));
    other[outer + 10] = 0x0c;
    for (const bytes of [longer, other])
      expect(parseCertificate(bytes)).toMatchObject({ ok: false, error: { code: 'damaged' } });
    expect(parseCertificate(der.subarray(0, -1))).toMatchObject({ ok: false });
  });
});
