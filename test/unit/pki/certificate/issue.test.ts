// issueCertificate, read back by the real openssl.
import { generateKeyPairSync, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CertificateOrder, issueCertificate } from '../../../../main/pki/certificate/issue.ts';
import { toPem } from '../../../../main/pki/files/write.ts';
import { certificate, key, openssl, opensslText, path, write, x509 } from '../openssl.ts';

const newKey = (bits: number): string =>
  generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

const base = {
  keyPem: newKey(2048),
  notBefore: new Date('2026-11-01T00:00:00Z'),
  notAfter: new Date('2027-11-01T12:30:59Z'),
  serial: 'C0FFEE',
} satisfies Partial<CertificateOrder>;

describe('issueCertificate', () => {
  it('signs itself, with all that was ordered', () => {
    const der = issueCertificate({
      ...base,
      subject: [
        { type: 'C', value: 'US' },
        { type: 'O', value: 'Müller & Söhne' },
        { type: 'CN', value: 'sensor.contoso.com' },
        { type: 'emailAddress', value: 'ot@contoso.com' },
      ],
      sans: {
        dns: ['sensor.contoso.com', '*.contoso.com'],
        ip: ['192.0.2.7', '2001:db8::7'],
        email: ['a@b.c'],
        uri: ['urn:x'],
      },
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['serverAuth', 'clientAuth', '1.3.6.1.5.5.7.3.9', '1.3.6.1.4.1.311.10.3.4'],
    });
    expect(x509(der, '-subject', '-nameopt', 'RFC2253,-esc_msb')).toBe(
      'subject=emailAddress=ot@contoso.com,CN=sensor.contoso.com,O=Müller & Söhne,C=US',
    );
    const text = x509(der, '-text', '-dates', '-serial');
    for (const part of [
      ...['Version: 3', 'serial=C0FFEE', 'notBefore=Nov  1 00:00:00 2026 GMT', 'notAfter=Nov  1 12:30:59 2027 GMT'],
      ...['Signature Algorithm: sha256WithRSAEncryption', 'X509v3 Basic Constraints: critical', 'CA:FALSE'],
      ...['X509v3 Key Usage: critical\n                Digital Signature, Key Encipherment\n'],
      ...[
        'TLS Web Server Authentication, TLS Web Client Authentication, OCSP Signing, Microsoft Encrypted File System',
      ],
      ...[
        'DNS:sensor.contoso.com, DNS:*.contoso.com, IP Address:192.0.2.7, IP Address:2001:DB8:0:0:0:0:0:7, email:a@b.c, URI:urn:x',
      ],
    ])
      expect(text).toContain(part);
    const file = write('self.pem', toPem(der));
    expect(opensslText(['verify', '-attime', '1795000000', '-CAfile', file, file])).toBe(`${file}: OK`);
  });

  it('makes a chain that openssl verifies', () => {
    const rootKey = newKey(2048);
    const subCaKey = newKey(2048);
    const caUsage = ['keyCertSign', 'cRLSign'] as const;
    const root = issueCertificate({
      ...base,
      subject: [{ type: 'O', value: 'Wurzel Ä' }],
      keyPem: rootKey,
      ca: {},
      keyUsage: caUsage,
    });
    const subCa = issueCertificate({
      ...base,
      subject: [{ type: 'CN', value: 'Issuing' }],
      keyPem: subCaKey,
      issuer: { certificateDer: root, keyPem: rootKey },
      ca: { pathLength: 0 },
      keyUsage: caUsage,
    });
    const leaf = issueCertificate({
      ...base,
      subject: [{ type: 'CN', value: 'leaf' }],
      issuer: { certificateDer: subCa, keyPem: subCaKey },
      sans: { dns: ['leaf.example'] },
    });
    const files = Object.entries({ root, subCa, leaf }).map(([name, der]) => write(`${name}.pem`, toPem(der)));
    expect(x509(subCa, '-text')).toContain('CA:TRUE, pathlen:0');
    expect(
      opensslText(
        ['verify', '-x509_strict', '-attime', '1795000000', '-verify_hostname', 'leaf.example'].concat([
          '-CAfile',
          path('root.pem'),
          '-untrusted',
          path('subCa.pem'),
          path('leaf.pem'),
        ]),
      ),
    ).toBe(`${files[2]}: OK`);
  });

  it.each(['rsa2048', 'p256', 'p521', 'ed25519'] as const)(
    'certifies the key of another, %s, of which it has the public half',
    (kind) => {
      const caKey = newKey(2048);
      const ca = { ca: {}, keyUsage: ['keyCertSign'] } as const;
      const root = issueCertificate({ ...base, ...ca, subject: [{ type: 'CN', value: 'Root' }], keyPem: caKey });
      const { keyPem: _, ...times } = base;
      const spki = new Uint8Array(openssl(['pkey', '-in', key(kind), '-pubout', '-outform', 'DER']));
      const issuer = { certificateDer: root, keyPem: caKey };
      const urls = ['http://crl.example/a.crl', 'http://crl2.example/a.crl?x=1'];
      const order = { ...times, subject: [{ type: 'CN', value: 'leaf' }], spki, issuer, crlDistributionPoints: urls };
      const der = issueCertificate(order);
      expect(new Uint8Array(new X509Certificate(der).publicKey.export({ type: 'spki', format: 'der' }))).toEqual(spki);
      const [file, anchor] = [write('foreign.pem', toPem(der)), write('foreign-root.pem', toPem(root))];
      expect(opensslText(['verify', '-x509_strict', '-attime', '1795000000', '-CAfile', anchor, file])).toBe(
        `${file}: OK`,
      );
      const text = x509(der, '-text');
      for (const url of urls) expect(text).toContain(`Full Name:\n                  URI:${url}`);
      // openssl computes the identifier by the same method when it issues.
      const made = certificate({ key: key(kind), subject: '/CN=a', extensions: ['subjectKeyIdentifier=hash'] });
      const identifier = (of: Uint8Array) => /Subject Key Identifier: \n\s+([0-9A-F:]+)/.exec(x509(of, '-text'))?.[1];
      expect(identifier(der)).toBe(identifier(made));
      expect(identifier(der)).toMatch(/^([0-9A-F]{2}:){19}/);
    },
  );

  it('throws rather than write an issuer name that differs', () => {
    const issuerKey = key('rsa2048');
    const root = certificate({ key: issuerKey, subject: '/CN=a+O=b' });
    const issuer = { certificateDer: root, keyPem: readFileSync(issuerKey, 'utf8') };
    expect(() => issueCertificate({ ...base, subject: [{ type: 'CN', value: 'x' }], issuer })).toThrow(TypeError);
  });

  it('makes RSA-1024 for practice, dates beyond 2049, and a serial whose top bit is set', () => {
    const der = issueCertificate({
      ...base,
      keyPem: newKey(1024),
      subject: [{ type: 'CN', value: 'weak' }],
      notAfter: new Date('2055-01-01T00:00:00Z'),
      serial: 'FF01',
    });
    const text = x509(der, '-text', '-serial', '-enddate');
    for (const part of ['Public-Key: (1024 bit)', 'serial=FF01', 'Jan  1 00:00:00 2055 GMT'])
      expect(text).toContain(part);
    const own = new X509Certificate(der);
    expect(own.verify(own.publicKey)).toBe(true);
  });

  it.each([
    ['an unknown attribute', { subject: [{ type: 'nonsense', value: 'a' }] }],
    ['a name that is not ASCII', { sans: { dns: ['müller.de'] } }],
    ['no IP address', { sans: { ip: ['sensor'] } }],
    ['a serial that is no number', { serial: '-1' }],
  ])('throws on %s', (_, change) => {
    expect(() => issueCertificate({ ...base, subject: [{ type: 'CN', value: 'a' }], ...change })).toThrow(TypeError);
  });
});
