// createRequest, read back by the real openssl.
import { describe, expect, it } from 'vitest';
import { createRequest, type RequestOrder } from '../../../../main/pki/requests/create-request.ts';
import { parseRequest } from '../../../../main/pki/requests/request.ts';
import { key, openssl } from '../openssl.ts';
import { good, opensslNames, opensslSubject, ordered, ownKey, publicKeyOf, req, verifies } from './requests.ts';

const cn = (value: string) => [{ type: 'CN', value }];

describe('createRequest', () => {
  const order: RequestOrder = {
    subject: [
      { type: 'C', value: 'us' },
      { type: 'ST', value: 'Washington' },
      { type: 'L', value: 'Redmond' },
      { type: 'O', value: 'Contoso, Inc. "A" + Söhne' },
      { type: 'OU', value: 'OT #1; <b> = \\' },
      { type: 'CN', value: 'Sensor7.contoso.com' },
      { type: 'emailAddress', value: 'ot@contoso.com' },
    ],
    sans: {
      dns: ['sensor7', 'müller.example.'],
      ip: ['192.0.2.7', '[2001:DB8::0:7]'],
      email: ['ot@bücher.example'],
      uri: ['https://sensor7.contoso.com/a?b=c,d&e', 'https://bücher.example/ä'],
    },
    keyUsage: ['keyEncipherment', 'digitalSignature'],
    extendedKeyUsage: ['serverAuth', '1.3.6.1.4.1.311.10.3.4'],
  };

  it.each([
    ['rsa2048', 'sha256WithRSAEncryption'],
    ['p256', 'ecdsa-with-SHA256'],
    ['p384', 'ecdsa-with-SHA384'],
    ['p521', 'ecdsa-with-SHA512'],
    ['ed25519', 'ED25519'],
  ] as const)('with %s, verified by openssl, field by field', (kind, algorithm) => {
    const der = ordered(order, ownKey(kind));
    expect(verifies(der)).toBe(true);
    const text = req(der, '-text');
    for (const part of [
      'Version: 1 (0x0)',
      `Signature Algorithm: ${algorithm}`,
      'X509v3 Key Usage: critical\n                    Digital Signature, Key Encipherment',
      'TLS Web Server Authentication, Microsoft Encrypted File System',
    ])
      expect(text).toContain(part);
    expect(opensslSubject(der)).toBe(
      'emailAddress=ot@contoso.com,CN=Sensor7.contoso.com,OU=OT #1\\; \\<b\\> = \\\\,O=Contoso\\, Inc. \\"A\\" \\+ Söhne,L=Redmond,ST=Washington,C=US',
    );
    expect(opensslNames(der)).toEqual([
      'DNS:sensor7.contoso.com',
      'DNS:sensor7',
      'DNS:xn--mller-kva.example',
      'IP Address:192.0.2.7',
      'IP Address:2001:DB8:0:0:0:0:0:7',
      'email:ot@xn--bcher-kva.example',
      'URI:https://sensor7.contoso.com/a?b=c,d&e',
      'URI:https://xn--bcher-kva.example/%C3%A4',
    ]);
    const item = good(parseRequest(der));
    expect(item).toMatchObject({ signatureValid: true, signatureAlgorithm: algorithm, subject: opensslSubject(der) });
  });

  it('takes the string types of RFC 5280', () => {
    const subject = [...order.subject, { type: 'serialNumber', value: '7' }, { type: 'DC', value: 'Contoso' }];
    const types = openssl(['asn1parse', '-inform', 'DER'], ordered({ subject })).toString();
    const strings = [...types.matchAll(/prim: (\S+STRING)\s*:(US|Washington|ot@contoso.com|7|contoso)\n/g)];
    expect(strings.map(([, type, value]) => [type, value])).toEqual([
      ['PRINTABLESTRING', 'US'],
      ['UTF8STRING', 'Washington'],
      ['IA5STRING', 'ot@contoso.com'],
      ['PRINTABLESTRING', '7'],
      ['IA5STRING', 'contoso'],
    ]);
  });

  it.each([
    ['a host name', 'sensor7.contoso.com', ['DNS:sensor7.contoso.com']],
    ['a host name in other letters', 'bücher.example', ['DNS:xn--bcher-kva.example']],
    ['an address', '192.0.2.7', ['IP Address:192.0.2.7']],
    ['an IPv6 address', '2001:db8::7', ['IP Address:2001:DB8:0:0:0:0:0:7']],
    ['no host name', 'Sensor 7', []],
    ['nothing that a name ends with', 'release 1.2', []],
  ])('copies a common name that is %s', (_, name, names) => {
    expect(opensslNames(ordered({ subject: cn(name) }))).toEqual(names);
  });

  it('copies it once, whatever its case', () => {
    const der = ordered({ subject: cn('Sensor7.Contoso.com'), sans: { dns: ['a.b', 'SENSOR7.contoso.com.', 'a.b'] } });
    expect(opensslNames(der)).toEqual(['DNS:sensor7.contoso.com', 'DNS:a.b']);
  });

  it('asks for no extensions where there are none', () => {
    const der = ordered({ subject: [{ type: 'O', value: 'Contoso' }] });
    expect(verifies(der)).toBe(true);
    expect(openssl(['asn1parse', '-inform', 'DER'], der).toString()).toMatch(/l=\s+0 cons: cont \[ 0 \]/);
  });

  it('writes every key usage, the ninth bit too', () => {
    const der = ordered({ subject: cn('a'), keyUsage: ['decipherOnly', 'keyAgreement'] });
    expect(req(der, '-text')).toContain('Key Agreement, Decipher Only');
  });

  it('says that it cannot sign with other keys', () => {
    expect(createRequest({ subject: cn('a') }, { ...ownKey('p256'), spki: publicKeyOf(key('rsapss')) })).toEqual({
      ok: false,
      error: {
        code: 'algorithm-unsupported',
        facts: { looksLike: 'private-key', algorithm: 'RSA-PSS' },
      },
    });
  });

  it('throws when key and public key do not belong together, rather than hand out such a request', () => {
    expect(() => createRequest({ subject: cn('a') }, { ...ownKey('p256'), spki: publicKeyOf(key('p256')) })).toThrow(
      /ordered/,
    );
  });
});

describe('what cannot stand in a request is refused with its reason', () => {
  it.each([
    [[], '', 'nothing', 0],
    [cn(''), 'CN', 'empty', 64],
    [cn('  '), 'CN', 'empty', 64],
    [cn('ä'.repeat(65)), 'CN', 'too-long', 64],
    [[{ type: 'OU', value: 'x'.repeat(65) }], 'OU', 'too-long', 64],
    [[{ type: 'L', value: 'x'.repeat(129) }], 'L', 'too-long', 128],
    [[{ type: 'C', value: 'USA' }], 'C', 'country', 2],
    [[{ type: 'C', value: 'Ü1' }], 'C', 'country', 2],
    [[...cn('a'), { type: 'C', value: 'US' }, { type: 'C', value: 'DE' }], 'C', 'twice', 0],
    [cn('a\nb'), 'CN', 'characters', 64],
    [cn('a\u2028b'), 'CN', 'characters', 64],
    [cn('\ud800'), 'CN', 'characters', 64],
    [[{ type: 'serialNumber', value: 'Nº7' }], 'serialNumber', 'characters', 64],
    [[{ type: 'emailAddress', value: 'jürgen@contoso.com' }], 'emailAddress', 'characters', 255],
    [[{ type: 'frobnicate', value: 'x' }], 'frobnicate', 'unknown-attribute', 0],
    [[{ type: '1.2.3.4', value: 'x' }], '1.2.3.4', 'unknown-attribute', 0],
    [[{ type: 'x500UniqueIdentifier', value: 'x' }], 'x500UniqueIdentifier', 'unknown-attribute', 0],
    [[{ type: 'CN', value: '#0C0161', encoded: true as const }], 'CN', 'hex', 0],
  ])('subject %j', (subject, attribute, reason, limit) => {
    expect(createRequest({ subject }, ownKey('p256'))).toEqual({
      ok: false,
      error: { code: 'subject-invalid', facts: { attribute, reason, limit } },
    });
  });

  it('and values as long as the bound are taken', () => {
    const subject = [...cn('ä'.repeat(64)), { type: 'ST', value: '😀'.repeat(128) }];
    expect(opensslSubject(ordered({ subject }))).toBe(`ST=${'😀'.repeat(128)},CN=${'ä'.repeat(64)}`);
  });

  it.each([
    ['dns', '', 'empty'],
    ['dns', 'a b', 'characters'],
    ['dns', 'https://a.b', 'characters'],
    ['dns', 'a.b:443', 'characters'],
    ['dns', 'a..b', 'label'],
    ['dns', '-a.b', 'label'],
    ['dns', `${'a'.repeat(64)}.b`, 'label'],
    ['dns', 'ab.'.repeat(86), 'too-long'],
    ['dns', '192.0.2.7', 'number'],
    ['dns', '*.com', 'wildcard'],
    ['dns', 'a*.b.c', 'wildcard'],
    ['dns', '*.*.b.c', 'wildcard'],
    ['dns', 'xn--a.example\u0000', 'characters'],
    ['ip', '192.0.2.7/24', 'ip'],
    ['ip', '192.0.2.07', 'ip'],
    ['ip', 'fe80::1%eth0', 'ip'],
    ['email', 'ot', 'email'],
    ['email', 'a@b@c', 'email'],
    ['uri', 'contoso.com', 'uri'],
    ['uri', 'https://a b', 'uri'],
  ] as const)('%s name %j', (kind, name, reason) => {
    expect(createRequest({ subject: cn('Sensor 7'), sans: { [kind]: [name] } }, ownKey('p256'))).toEqual({
      ok: false,
      error: { code: 'san-invalid', facts: { name, reason } },
    });
  });
});
