// Names: DER to RFC 4514 against openssl, and back from what people paste.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tag } from '../../../../main/pki/asn1/der.ts';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import { issueCertificate } from '../../../../main/pki/certificate/issue.ts';
import { type Attribute, nameText } from '../../../../main/pki/names/distinguished-name.ts';
import { parseNameText } from '../../../../main/pki/names/name-text.ts';
import { parseTrees, printTrees, type Tree } from '../../../fuzz/mutate-der.ts';
import { certificate, key, x509 } from '../openssl.ts';

const subjectOf = (der: Uint8Array): string => {
  const parsed = parseCertificate(der);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value.subject;
};

const opensslSubject = (der: Uint8Array): string =>
  x509(der, '-subject', '-nameopt', 'RFC2253,-esc_msb').replace(/^subject=/, '');

const named = (subject: string, mask = 'utf8only'): Uint8Array =>
  certificate({ key: key('p256'), subject, requestConfig: `string_mask=${mask}` });

/** A subject that the referee would not make itself. */
const issued = (subject: { type: string; value: string }[]): Uint8Array =>
  issueCertificate({
    subject,
    keyPem: readFileSync(key('rsa1024'), 'utf8'),
    notBefore: new Date('2026-01-01'),
    notAfter: new Date('2027-01-01'),
    serial: '01',
  });

describe('the subject as an RFC 4514 string', () => {
  it.each([
    ['reversed order', '/C=US/ST=WA/L=Redmond/O=Contoso/OU=OT/OU=Sensors/CN=sensor7'],
    ['special characters', '/O=Contoso, Inc. \\+ Sons; "A" <B> \\\\ C=D/CN=#1'],
    ['blanks at both ends', '/O=  Contoso  /CN= '],
    ['control characters', '/CN=a\tb\nc\x7fd'],
    ['other scripts', '/O=Müller & Söhne/OU=株式会社/CN=датчик 😀'],
    ['several values in one RDN', '/O=Contoso/CN=sensor+serialNumber=7+UID=x'],
    ['mail and domain components', '/DC=com/DC=contoso/CN=a/emailAddress=ot@contoso.com'],
    [
      'the other attributes',
      '/title=Dr/dnQualifier=q/initials=I/generationQualifier=III/pseudonym=p/description=d/postalCode=9',
    ],
  ])('agrees with openssl: %s', (_, subject) => {
    const der = named(subject);
    expect(subjectOf(der)).toBe(opensslSubject(der));
  });

  it.each([
    ['PrintableString', 'MASK:2', 'Contoso 1'],
    ['T61String, read as Latin-1', 'MASK:4', 'Müller'],
    ['BMPString', 'MASK:2048', 'Müller 株'],
    ['UTF8String', 'MASK:8192', 'Müller 株 😀'],
  ])('reads a %s', (_, mask, value) => {
    const der = named(`/CN=${value}`, mask);
    expect(subjectOf(der)).toBe(`CN=${value}`);
    expect(subjectOf(der)).toBe(opensslSubject(der));
  });

  it('writes attributes that it does not know as the hex of their DER', () => {
    const der = issued([
      { type: '1.2.3.4', value: 'abc' },
      { type: 'CN', value: 'a' },
    ]);
    expect(subjectOf(der)).toBe('CN=a,1.2.3.4=#0C03616263');
    expect(subjectOf(der)).toBe(opensslSubject(der));
  });

  it('names surname, given name and street as RFC 4519 does, where openssl has its own short names', () => {
    const der = named('/SN=Doe/GN=Jo/street=1 Way/CN=a');
    expect(opensslSubject(der)).toBe('CN=a,street=1 Way,GN=Jo,SN=Doe');
    expect(subjectOf(der)).toBe('CN=a,STREET=1 Way,givenName=Jo,SN=Doe');
  });

  it('keeps empty values', () => {
    const der = issued([
      { type: 'O', value: '' },
      { type: 'CN', value: 'a' },
    ]);
    expect(subjectOf(der)).toBe('CN=a,O=');
    expect(subjectOf(der)).toBe(opensslSubject(der));
  });

  it('passes over an RDN without attributes, as openssl does', () => {
    const der = certificate({ key: key('p256'), subject: '/CN=a' });
    const trees = parseTrees(der) as [Tree];
    const subject = trees[0].children?.[0]?.children?.findLast(({ children }) => children?.[0]?.tag === tag.set);
    subject?.children?.push({ tag: tag.set, children: [] });
    subject?.children?.unshift({ tag: tag.set, children: [] });
    const changed = printTrees(trees);
    expect(changed.length).toBeGreaterThan(der.length);
    expect(subjectOf(changed)).toBe(opensslSubject(changed));
  });

  it('is empty for an empty subject', () => {
    expect(subjectOf(certificate({ key: key('p256'), subject: '/' }))).toBe('');
  });
});

const attributes = fc.array(
  fc.record({
    type: fc.constantFrom('CN', 'O', 'OU', 'C', 'DC', 'UID', 'STREET', 'emailAddress', '1.2.3.4'),
    value: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('parseNameText', () => {
  it('gets back every name that nameText wrote', () => {
    fc.assert(
      fc.property(attributes, fc.boolean(), (given, oneRdn) => {
        const rdns: Attribute[][] = oneRdn ? [given] : given.map((each) => [each]);
        expect(parseNameText(nameText(rdns))).toEqual(given.toReversed());
      }),
    );
  });

  it.each(['\ufeff', '\u00a0', '\u2003', '\ufeff"a"'])('keeps what a value begins with: %j', (value) => {
    const given = [{ type: 'CN', value }];
    expect(parseNameText(nameText([given]))).toEqual(given);
  });

  it('gets back the longest identifiers', () => {
    const given = [{ type: `2${'.127'.repeat(64)}`, value: '#0500', encoded: true as const }];
    expect(parseNameText(nameText([given]))).toEqual(given);
  });

  it.each([
    ['RFC 4514', 'CN=sensor,OU=A\\+B,O=Contoso\\, Inc.'],
    ['RFC 4514 with hex', 'CN=sensor,OU=A\\2bB,O=Contoso\\2C Inc.'],
    ['Windows', 'CN=sensor, OU="A+B", O="Contoso, Inc."'],
    ['Windows, a line each', 'CN = sensor\nOU = A+B\nO = Contoso, Inc.'],
    ['openssl', 'CN = sensor, OU = A+B, O = "Contoso, Inc."'],
    ['openssl, slashes', '/CN=sensor/OU=A+B/O=Contoso, Inc.'],
    ['long names', 'commonName=sensor;organizationalUnitName=A+B;OID.2.5.4.10=Contoso, Inc.'],
  ])('reads the spelling of %s', (_, text) => {
    expect(parseNameText(text)).toEqual([
      { type: 'CN', value: 'sensor' },
      { type: 'OU', value: 'A+B' },
      { type: 'O', value: 'Contoso, Inc.' },
    ]);
  });

  it('knows the other spellings of types, doubled quotes, and values that are hex', () => {
    expect(parseNameText('E=a@b, S=WA, G=Jo, CN="say ""hi""", 1.2.3.4=#0c0161')).toEqual([
      { type: 'emailAddress', value: 'a@b' },
      { type: 'ST', value: 'WA' },
      { type: 'givenName', value: 'Jo' },
      { type: 'CN', value: 'say "hi"' },
      { type: '1.2.3.4', value: '#0C0161', encoded: true },
    ]);
  });

  it.each(['', '  ', 'sensor.contoso.com', 'a b=c', '=x', 'CN="open'])('does not take %j for a name', (text) => {
    const parsed = parseNameText(text);
    if (text.includes('open')) expect(parsed).toEqual([{ type: 'CN', value: '"open' }]);
    else expect(parsed).toBeNull();
  });

  it('never throws and stays quick on long rubbish', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => void parseNameText(text)));
    expect(parseNameText(`CN=${',a'.repeat(50_000)}`)?.[0]?.type).toBe('CN');
    expect(parseNameText(`${'CN=a,'.repeat(20_000)}CN=b`)).toHaveLength(20_001);
  });
});
