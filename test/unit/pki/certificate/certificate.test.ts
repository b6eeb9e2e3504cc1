// parseCertificate against the real openssl, field by field, on certificates made here and now.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import type { CertificateItem } from '../../../../preload/contract/item.ts';
import { certificateItemSchema } from '../../../../preload/contract/item.ts';
import { certificate, type KeyKind, key, openssl, path, write, x509 } from '../openssl.ts';

const item = (der: Uint8Array): CertificateItem => {
  const parsed = parseCertificate(der);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return certificateItemSchema.parse(parsed.value);
};

const after = (text: string, label: RegExp): string | undefined => label.exec(text)?.[1]?.trim();

const opensslTime = (text: string): string => new Date(text).toISOString().replace('.000Z', 'Z');

/** What openssl says, in our shape. */
const refereed = (der: Uint8Array) => {
  const told = x509(
    der,
    ...['-subject', '-issuer', '-nameopt', 'RFC2253,-esc_msb'],
    ...['-serial', '-dates', '-fingerprint', '-sha1', '-pubkey', '-text'],
  );
  const find = (label: RegExp): string => after(told, label) as string;
  const spki = Buffer.from(find(/-----BEGIN PUBLIC KEY-----([^-]+)/), 'base64');
  return {
    subject: find(/^subject=(.*)/m),
    issuer: find(/^issuer=(.*)/m),
    serialNumber: find(/^serial=(.*)/m),
    notBefore: opensslTime(find(/^notBefore=(.*)/m)),
    notAfter: opensslTime(find(/^notAfter=(.*)/m)),
    signatureAlgorithm: find(/Signature Algorithm: (.*)/),
    sha1: find(/^sha1 Fingerprint=(.*)/im).replaceAll(':', ''),
    sha256: x509(der, '-fingerprint', '-sha256').replace(/.*=|:/g, ''),
    bits: after(told, /Public-Key: \((\d+) bit/),
    spkiHash: createHash('sha256').update(spki).digest('hex').toUpperCase(),
  };
};

const kinds: [KeyKind, string, string | undefined][] = [
  ['rsa1024', 'RSA', undefined],
  ['rsa2048', 'RSA', undefined],
  ['rsapss', 'RSA-PSS', undefined],
  ['p256', 'EC', 'P-256'],
  ['p384', 'EC', 'P-384'],
  ['p521', 'EC', 'P-521'],
  ['secp256k1', 'EC', 'secp256k1'],
  ['ed25519', 'Ed25519', undefined],
  ['ed448', 'Ed448', undefined],
  ['dsa', 'DSA', undefined],
];

describe('against openssl', () => {
  it.each(kinds)('describes a self-signed certificate with a key of kind %s', (kind, algorithm, curve) => {
    const der = certificate({ key: key(kind), subject: '/C=US/O=Contoso/CN=sensor.contoso.com' });
    const told = refereed(der);
    const own = item(der);
    expect(own).toMatchObject({
      subject: told.subject,
      issuer: told.issuer,
      commonName: 'sensor.contoso.com',
      serialNumber: told.serialNumber,
      notBefore: told.notBefore,
      notAfter: told.notAfter,
      signatureAlgorithm: told.signatureAlgorithm,
      selfSigned: true,
      fingerprints: { sha1: told.sha1, sha256: told.sha256 },
    });
    expect(own.publicKey.algorithm).toBe(algorithm);
    expect(own.publicKey.curve).toBe(curve);
    expect(own.publicKey.sha256).toBe(told.spkiHash);
    if (algorithm !== 'Ed25519' && algorithm !== 'Ed448') expect(String(own.publicKey.bits)).toBe(told.bits);
    else expect(own.publicKey.bits).toBeUndefined();
  });

  it.each([
    ['sha1', 'sha1WithRSAEncryption'],
    ['sha384', 'sha384WithRSAEncryption'],
    ['sha512', 'sha512WithRSAEncryption'],
    ['md5', 'md5WithRSAEncryption'],
    ['sha3-256', 'RSA-SHA3-256'],
  ])('names an RSA signature with %s as openssl does', (hash, name) => {
    const der = certificate({ key: key('rsa1024'), subject: '/CN=a', more: [`-${hash}`] });
    expect(refereed(der).signatureAlgorithm).toBe(name);
    expect(item(der)).toMatchObject({ signatureAlgorithm: name, selfSigned: true });
  });

  it.each([
    ['sha1', '20'],
    ['sha256', '32'],
    ['sha512', '11'],
  ])('verifies its own RSASSA-PSS signature with %s and a salt of %s octets', (hash, salt) => {
    const more = ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', `rsa_pss_saltlen:${salt}`, `-${hash}`];
    const der = certificate({ key: key('rsa2048'), subject: '/CN=a', more });
    expect(item(der)).toMatchObject({ signatureAlgorithm: 'rsassaPss', selfSigned: true });
  });

  it('reads every extension that matters', () => {
    const der = certificate({
      key: key('p256'),
      subject: '/CN=a',
      extensions: [
        'basicConstraints=critical,CA:TRUE,pathlen:3',
        'keyUsage=critical,digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement,keyCertSign,cRLSign,encipherOnly,decipherOnly',
        'extendedKeyUsage=serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,OCSPSigning,anyExtendedKeyUsage,1.3.6.1.4.1.311.10.3.4',
        'subjectAltName=DNS:sensor.contoso.com,DNS:*.contoso.com,IP:192.0.2.7,IP:2001:db8::0:1,email:ot@contoso.com,URI:https://contoso.com/a,otherName:1.2.3.4;UTF8:x,RID:1.2.3',
        'crlDistributionPoints=URI:http://crl.contoso.com/a.crl,URI:ldap://dc/CN=x?certificateRevocationList',
      ],
    });
    expect(item(der)).toMatchObject({
      basicConstraints: { ca: true, pathLength: 3 },
      keyUsage: [
        'digitalSignature',
        'nonRepudiation',
        'keyEncipherment',
        'dataEncipherment',
        'keyAgreement',
        'keyCertSign',
        'cRLSign',
        'encipherOnly',
        'decipherOnly',
      ],
      extendedKeyUsage: [
        'serverAuth',
        'clientAuth',
        'codeSigning',
        'emailProtection',
        'timeStamping',
        'OCSPSigning',
        'anyExtendedKeyUsage',
        '1.3.6.1.4.1.311.10.3.4',
      ],
      subjectAltNames: {
        dns: ['sensor.contoso.com', '*.contoso.com'],
        ip: ['192.0.2.7', '2001:db8::1'],
        email: ['ot@contoso.com'],
        uri: ['https://contoso.com/a'],
      },
      crlDistributionPoints: ['http://crl.contoso.com/a.crl', 'ldap://dc/CN=x?certificateRevocationList'],
    });
  });

  it('leaves out what a version-1 certificate does not say', () => {
    const der = certificate({ key: key('p256'), subject: '/CN=v1' });
    expect(x509(der, '-text')).toContain('Version: 1');
    const own = item(der);
    for (const field of [
      'subjectAltNames',
      'basicConstraints',
      'keyUsage',
      'extendedKeyUsage',
      'crlDistributionPoints',
    ])
      expect(own).not.toHaveProperty(field);
  });

  it('tells CA:FALSE from nothing said, and reads a short keyUsage', () => {
    const extensions = ['basicConstraints=CA:FALSE', 'keyUsage=keyEncipherment'];
    const der = certificate({ key: key('p256'), subject: '/CN=a', extensions });
    expect(item(der)).toMatchObject({ basicConstraints: { ca: false }, keyUsage: ['keyEncipherment'] });
  });

  it.each([
    '0',
    '1',
    '127',
    '128',
    '255',
    '0x00FFEEDDCCBBAA99887766554433221100',
    '0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF',
  ])('prints the serial number %s as openssl does', (serial) => {
    const der = certificate({ key: key('p256'), subject: '/CN=a', more: ['-set_serial', serial] });
    expect(item(der).serialNumber).toBe(x509(der, '-serial').replace('serial=', ''));
  });

  it('reads dates of both encodings', () => {
    const times = ['19500101000000Z', '20491231235959Z', '20500101000000Z', '99991231235959Z'];
    for (const [from, until] of [times.slice(0, 2), times.slice(2)] as [string, string][]) {
      write('dates.csr', openssl(['req', '-new', '-key', key('p256'), '-subj', '/CN=a']));
      write(
        'dates.cnf',
        '[ca]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\npolicy=any\ndefault_md=sha256\nunique_subject=no\n[any]\ncommonName=supplied\n',
      );
      write('index.txt', '');
      write('serial', '01');
      const dates = ['-startdate', from, '-enddate', until];
      openssl([
        'ca',
        '-batch',
        '-config',
        'dates.cnf',
        '-name',
        'ca',
        '-selfsign',
        '-keyfile',
        key('p256'),
        ...dates,
        '-in',
        'dates.csr',
        '-out',
        'dates.pem',
        '-notext',
      ]);
      const der = new Uint8Array(openssl(['x509', '-in', path('dates.pem'), '-outform', 'DER']));
      const told = refereed(der);
      expect(item(der)).toMatchObject({ notBefore: told.notBefore, notAfter: told.notAfter });
      expect(told.notAfter.slice(0, 4)).toBe(until.slice(0, 4));
    }
  });
});

describe('odd certificates', () => {
  const withExtension = (...extensions: string[]) =>
    parseCertificate(certificate({ key: key('p256'), subject: '/CN=a', extensions }));
  const damaged = (detail: string) => ({
    ok: false,
    error: { code: 'damaged', facts: { looksLike: 'certificate', detail } },
  });

  it('may have explicit curve parameters', () => {
    const file = path('explicit.key');
    openssl(['ecparam', '-name', 'prime256v1', '-param_enc', 'explicit', '-genkey', '-noout', '-out', file]);
    const own = item(certificate({ key: file, subject: '/CN=a' }));
    expect(own).toMatchObject({ publicKey: { algorithm: 'EC', curve: 'explicit', bits: 256 }, selfSigned: true });
  });

  it('may have a negative serial number', () => {
    const der = certificate({ key: key('p256'), subject: '/CN=a', more: ['-set_serial', '-255'] });
    expect(x509(der, '-serial')).toBe('serial=-FF');
    expect(item(der).serialNumber).toBe('FF01');
  });

  it('may have a BOOLEAN that is neither 00 nor FF', () => {
    const der = certificate({ key: key('p256'), subject: '/CN=a', extensions: ['2.5.29.19=DER:30:03:01:01:01'] });
    expect(x509(der, '-text')).toContain('CA:TRUE');
    expect(item(der).basicConstraints).toEqual({ ca: true });
  });

  it('may have distribution points without URIs', () => {
    expect(withExtension('2.5.29.31=DER:30:06:30:04:81:02:01:06')).toMatchObject({
      value: { crlDistributionPoints: [] },
    });
  });

  it('may not have an IP address of 8 octets, an extension twice, or one that breaks off', () => {
    expect(withExtension('2.5.29.17=DER:30:0A:87:08:C0:00:02:00:FF:FF:FF:00')).toEqual(
      damaged('an IP address that has neither 4 nor 16 octets'),
    );
    const extensions = ['1.2.3.4=DER:05:00', '1.2.3.5=DER:05:00'];
    const twice = certificate({ key: key('p256'), subject: '/CN=a', extensions });
    twice[Buffer.from(twice).indexOf(Buffer.from('06032A0305', 'hex')) + 4] = 4;
    expect(parseCertificate(twice)).toEqual(damaged('extension 1.2.3.4 occurs twice'));
    expect(withExtension('2.5.29.15=DER:03:05:05:A0')).toEqual(damaged('an element that runs past the end'));
  });
});

describe('self-signed', () => {
  it('is a matter of the signature, not of the names', () => {
    const root = { der: certificate({ key: key('p256', 'root'), subject: '/CN=same' }), key: key('p256', 'root') };
    const child = certificate({ key: key('p256', 'child'), subject: '/CN=same', issuer: root });
    expect(item(child)).toMatchObject({ subject: 'CN=same', issuer: 'CN=same', selfSigned: false });
    expect(item(root.der).selfSigned).toBe(true);
  });

  it('does not survive a change of one bit of the signature', () => {
    const der = certificate({ key: key('rsa2048'), subject: '/CN=a' });
    const changed = der.slice();
    changed[changed.length - 1] = (changed.at(-1) as number) ^ 1;
    expect(item(changed).selfSigned).toBe(false);
  });
});
