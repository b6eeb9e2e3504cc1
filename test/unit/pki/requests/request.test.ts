// parseRequest and requestOfFile against what openssl (and certtool, where it is) make and print.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDer } from '../../../../main/pki/asn1/der.ts';
import { objectIdentifier } from '../../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { parseRequest } from '../../../../main/pki/requests/request.ts';
import { requestOfFile, requestPem } from '../../../../main/pki/requests/request-file.ts';
import { type KeyKind, key, openssl, write } from '../openssl.ts';
import { good, opensslNames, opensslRequest, opensslSubject, ordered, req, verifies } from './requests.ts';

const parsed = (der: Uint8Array) => good(parseRequest(der));

/** The request with one octet changed, counted from the end. */
const spoiled = (der: Uint8Array, fromEnd: number): Uint8Array => {
  const copy = Uint8Array.from(der);
  copy[copy.length - fromEnd] = (copy[copy.length - fromEnd] as number) ^ 1;
  return copy;
};

/** The encodings of the elements inside. */
const parts = (der: Uint8Array): Uint8Array[] =>
  readDer(der)
    .children()
    .map(({ encoding }) => Uint8Array.from(encoding));

describe('parseRequest', () => {
  it.each([
    ['plain', '/C=US/ST=WA/L=Redmond/O=Contoso/OU=OT/CN=sensor7.contoso.com'],
    ['special characters', '/O=Contoso, Inc. \\+ Sons; "A" <B> \\\\ C=D/CN=#1'],
    ['other scripts', '/O=Müller & Söhne/OU=株式会社/CN=датчик 😀'],
    ['several values in one RDN', '/O=Contoso/CN=sensor+serialNumber=7'],
    ['as long as it may be', `/O=${'ä'.repeat(64)}/CN=${'x'.repeat(64)}`],
    ['nothing', '/'],
  ])('subject: %s', (_, subject) => {
    const der = opensslRequest({ subject });
    expect(parsed(der).subject).toBe(opensslSubject(der));
  });

  it('names, usages, and what has no field of its own', () => {
    const der = opensslRequest({
      subject: '/CN=sensor7.contoso.com',
      extensions: [
        'subjectAltName=DNS:sensor7.contoso.com,DNS:*.b.c,IP:192.0.2.7,IP:2001:db8::7,email:a@b.c,URI:urn:x,RID:1.2.3',
        'keyUsage=critical,digitalSignature,keyEncipherment',
        'extendedKeyUsage=serverAuth,1.2.3.4',
        'basicConstraints=critical,CA:FALSE',
        '1.3.6.1.5.5.7.1.24=DER:3003020105',
      ],
    });
    expect(parsed(der)).toMatchObject({
      kind: 'request',
      commonName: 'sensor7.contoso.com',
      signatureValid: true,
      signatureAlgorithm: 'ecdsa-with-SHA256',
      subjectAltNames: {
        dns: ['sensor7.contoso.com', '*.b.c'],
        ip: ['192.0.2.7', '2001:db8::7'],
        email: ['a@b.c'],
        uri: ['urn:x'],
        other: ['registeredID:1.2.3'],
      },
      keyUsage: ['digitalSignature', 'keyEncipherment'],
      extendedKeyUsage: ['serverAuth', '1.2.3.4'],
      basicConstraints: { ca: false },
      otherExtensions: [{ oid: '1.3.6.1.5.5.7.1.24', critical: false, value: '3003020105' }],
    });
    expect(opensslNames(der)).toHaveLength(7);
  });

  it.each([
    ['rsa2048', true, { algorithm: 'RSA', bits: 2048 }],
    ['p521', true, { algorithm: 'EC', bits: 521, curve: 'P-521' }],
    ['ed25519', true, { algorithm: 'Ed25519' }],
    ['ed448', undefined, { algorithm: 'Ed448' }],
    ['secp256k1', undefined, { algorithm: 'EC', bits: 256, curve: 'secp256k1' }],
    ['rsapss', true, { algorithm: 'RSA-PSS', bits: 2048 }],
    ['dsa', undefined, { algorithm: 'DSA', bits: 1024 }],
  ] as [KeyKind, true | undefined, object][])('%s', (kind, valid, publicKey) => {
    const item = parsed(opensslRequest({ key: key(kind) }));
    expect(item.publicKey).toMatchObject(publicKey);
    // Where not every runtime knows the kind: verified, or said to be unknown; never invalid.
    if (valid) expect(item.signatureValid).toBe(true);
    else expect(item.signatureValid).not.toBe(false);
  });

  it('RSA with PSS padding, SHA-1', () => {
    const pss = opensslRequest({ key: key('rsa2048'), more: ['-sigopt', 'rsa_padding_mode:pss'] });
    expect(parsed(pss)).toMatchObject({ signatureAlgorithm: 'rsassaPss', signatureValid: true });
    const old = parsed(opensslRequest({ key: key('rsa2048'), more: ['-sha1'] }));
    expect(old.signatureAlgorithm).toBe('sha1WithRSAEncryption');
    expect(old.signatureValid).not.toBe(false);
  });

  it('a signature that does not verify, as openssl says it too', () => {
    const der = spoiled(opensslRequest({ key: key('rsa2048') }), 1);
    expect(parsed(der).signatureValid).toBe(false);
    expect(verifies(der)).toBe(false);
  });

  it("Microsoft's attributes, and a challenge password that is never told", () => {
    const [info, algorithm, signature] = parts(opensslRequest({ extensions: ['subjectAltName=DNS:ms.contoso.com'] }));
    const [version, subject, spki, attributes] = parts(info as Uint8Array);
    const [, values] = parts(parts(attributes as Uint8Array)[0] as Uint8Array);
    const own = encode(0x30, objectIdentifier('1.3.6.1.4.1.311.2.1.14'), values as Uint8Array);
    const version10 = encode(0x31, encode(0x16, Buffer.from('10.0.17763.2')));
    const system = encode(0x30, objectIdentifier('1.3.6.1.4.1.311.13.2.3'), version10);
    const fields = [version, subject, spki].map((field) => field as Uint8Array);
    const changed = encode(0x30, ...fields, encode(0xa0, system, own));
    const windows = encode(0x30, changed, algorithm as Uint8Array, signature as Uint8Array);
    expect(parsed(windows).subjectAltNames?.dns).toEqual(['ms.contoso.com']);
    expect(opensslNames(windows)).toEqual(['DNS:ms.contoso.com']);
    const config =
      '[req]\nprompt=no\ndistinguished_name=dn\nattributes=a\n[dn]\nCN=a\n[a]\nchallengePassword=hunter2\n';
    const request = ['req', '-new', '-key', key('p256'), '-config', write('challenge.cnf', config), '-outform', 'DER'];
    const secret = new Uint8Array(openssl(request));
    expect(req(secret, '-text')).toContain('hunter2');
    expect(JSON.stringify(parsed(secret))).not.toContain('hunter2');
  });

  it('a request without attributes, as some devices write it', () => {
    const [info, algorithm, signature] = parts(ordered({ subject: [{ type: 'O', value: 'a' }] }));
    const fields = parts(info as Uint8Array).slice(0, 3);
    const der = encode(0x30, encode(0x30, ...fields), algorithm as Uint8Array, signature as Uint8Array);
    expect(parsed(der)).toMatchObject({ subject: 'O=a', signatureValid: false });
    expect(openssl(['req', '-inform', 'DER', '-noout', '-subject'], der).toString()).toContain('O = a');
  });
});

describe('what is no request, or a broken one', () => {
  it('is told apart', () => {
    const der = opensslRequest({});
    expect(parseRequest(der.subarray(0, der.length - 5))).toMatchObject({
      error: { code: 'damaged', facts: { looksLike: 'request' } },
    });
    expect(parseRequest(new Uint8Array())).toMatchObject({ error: { facts: { looksLike: 'nothing' } } });
    const certificate = openssl(['req', '-x509', '-key', key('p256'), '-subj', '/CN=a', '-outform', 'DER']);
    expect(parseRequest(new Uint8Array(certificate))).toMatchObject({
      error: { code: 'not-readable', facts: { looksLike: 'certificate' } },
    });
    const [info, algorithm, signature] = parts(der) as [Uint8Array, Uint8Array, Uint8Array];
    const [version, subject, spki] = parts(info) as [Uint8Array, Uint8Array, Uint8Array];
    const extra = opensslRequest({ extensions: ['subjectAltName=DNS:a'] });
    const list = parts(parts(parts(extra)[0] as Uint8Array)[3] as Uint8Array);
    expect(list).toHaveLength(1);
    for (const [last, detail] of [
      [encode(0xa0, ...list, ...list), /occurs twice/],
      [encode(0xa0, encode(0x30, encode(0x06, Uint8Array.of(42)))), /values of attribute/],
    ] as const) {
      const broken = encode(0x30, encode(0x30, version, subject, spki, last), algorithm, signature);
      expect(parseRequest(broken)).toMatchObject({ error: { code: 'damaged', facts: { looksLike: 'request' } } });
      expect(JSON.stringify(parseRequest(broken))).toMatch(detail);
    }
  });

  it('never throws, whatever octets are changed', () => {
    const der = ordered({
      subject: [{ type: 'CN', value: 'sensor7.contoso.com' }],
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['serverAuth'],
    });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(der.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (changes) => {
          const copy = Uint8Array.from(der);
          for (const [at, octet] of changes) copy[at] = octet;
          const read = parseRequest(copy);
          if (!read.ok) expect(['damaged', 'not-readable']).toContain(read.error.code);
        },
      ),
      { numRuns: 1000 },
    );
  });
});

describe('requestOfFile', () => {
  const der = opensslRequest({});
  const text = requestPem(der);
  const file = (content: string | Uint8Array) => requestOfFile(Buffer.from(content));

  it('writes PEM as openssl does', () => {
    expect(text).toBe(openssl(['req', '-inform', 'DER'], der).toString());
  });

  it.each([
    ['DER', der],
    ['PEM', text],
    [
      'PEM with the label of Windows and its line ends',
      text.replaceAll('CERTIFICATE', 'NEW CERTIFICATE').replaceAll('\n', '\r\n'),
    ],
    ['PEM in UTF-16 with a byte order mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['PEM after the text that openssl prints', `Certificate Request:\n    Data:\n${text}`],
    ['bare Base64', Buffer.from(der).toString('base64')],
  ])('finds it in %s', (_, content) => {
    expect(Buffer.from(good(file(content)))).toEqual(Buffer.from(der));
  });

  it('finds it behind a key', () => {
    const pem = openssl(['pkey', '-in', key('p256')]).toString();
    expect(Buffer.from(good(file(pem + text)))).toEqual(Buffer.from(der));
  });

  it.each([
    ['a key', () => openssl(['pkey', '-in', key('p256')]).toString(), 'not-readable', 'private-key'],
    ['a key in DER', () => openssl(['pkey', '-in', key('p256'), '-outform', 'DER']), 'not-readable', 'private-key'],
    ['prose', () => 'nothing here', 'not-readable', 'unknown'],
    ['nothing', () => '', 'not-readable', 'nothing'],
    ['a block without an end', () => text.slice(0, -40), 'damaged', 'request'],
  ])('says what %s is', (_, content, code, looksLike) => {
    expect(file(content())).toMatchObject({ ok: false, error: { code, facts: { looksLike } } });
  });
});
