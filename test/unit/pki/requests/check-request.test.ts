// The test of a request: every finding is provoked by a request that openssl (or our encoder) made.
import { describe, expect, it } from 'vitest';
import { requestFindingWords, sayRequestFinding } from '../../../../assets/text/en/request-check.ts';
import { readDer } from '../../../../main/pki/asn1/der.ts';
import { objectIdentifier } from '../../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { checkRequest, isBad } from '../../../../main/pki/requests/check-request.ts';
import {
  type RequestFinding,
  requestCheckSchema,
  requestFindingSchema,
  requestFindings,
} from '../../../../preload/contract/request-check.ts';
import { expectWords, factsExamples } from '../../assets/finding-words.ts';
import { key, openssl, write } from '../openssl.ts';
import { type Asked, good, opensslRequest, ordered, verifies } from './requests.ts';

const check = (der: Uint8Array) => requestCheckSchema.parse(good(checkRequest(der)));
const seen = new Set<string>();
const findingsOf = (der: Uint8Array): RequestFinding[] => {
  const { findings } = check(der);
  for (const { id } of findings) seen.add(id);
  return findings;
};
const idsOf = (der: Uint8Array): string[] => findingsOf(der).map(({ id }) => id);

const name = 'sensor7.contoso.com';
const proper: Asked = {
  subject: `/C=US/O=Contoso/CN=${name}`,
  extensions: [
    `subjectAltName=DNS:${name},IP:192.0.2.7`,
    'keyUsage=critical,digitalSignature,keyEncipherment',
    'extendedKeyUsage=serverAuth',
  ],
};
const goodIds = ['signature-good', 'key-good', 'common-name-good', 'san-good', 'common-name-in-san'];

/** The request with its key, and so with a signature that no longer fits, replaced. */
const withKey = (spki: Uint8Array): Uint8Array => {
  const [info, algorithm, signature] = readDer(opensslRequest({ key: key('rsa2048') })).children();
  const [version, subject, , attributes] = info?.children() ?? [];
  const parts = [version, subject].map((part) => part?.encoding as Uint8Array);
  const changed = encode(0x30, ...parts, spki, attributes?.encoding as Uint8Array);
  return encode(0x30, changed, algorithm?.encoding as Uint8Array, signature?.encoding as Uint8Array);
};
const rsaKey = (modulus: Uint8Array, exponent: Uint8Array): Uint8Array => {
  const identifier = encode(0x30, objectIdentifier('1.2.840.113549.1.1.1'), encode(0x05));
  const numbers = encode(0x30, encode(0x02, modulus), encode(0x02, exponent));
  return encode(0x30, identifier, encode(0x03, Uint8Array.of(0), numbers));
};
const modulus = (octets: number, last = 0xff): Uint8Array => {
  const number = new Uint8Array(octets + 1).fill(0xff);
  number[0] = 0;
  number[octets] = last;
  return number;
};

describe('checkRequest', () => {
  it.each([
    ['RSA', key('rsa2048')],
    ['P-256', key('p256')],
    ['P-384', key('p384')],
  ])('a proper request with %s: nothing but good findings', (_, file) => {
    const der = opensslRequest({ ...proper, key: file });
    expect(findingsOf(der).map(({ id, state }) => [id, state])).toEqual(goodIds.map((id) => [id, 'good']));
    expect(isBad(check(der))).toBe(false);
  });

  it('our own requests are proper', () => {
    expect(idsOf(ordered({ subject: [{ type: 'CN', value: 'bücher.example' }] }))).toEqual(goodIds);
  });

  it.each([
    ['no SAN', { subject: `/CN=${name}` }, 'san-missing', 'warn'],
    ['neither CN nor SAN', { subject: '/O=Contoso' }, 'names-missing', 'bad'],
    ['no CN', { subject: '/O=Contoso', extensions: [`subjectAltName=DNS:${name}`] }, 'common-name-missing', 'warn'],
    ['two CNs', { ...proper, subject: `/CN=${name}/CN=b` }, 'common-name-several', 'warn'],
    ['a CN that is no host', { ...proper, subject: '/CN=Sensor 7' }, 'common-name-not-host', 'warn'],
    ['a CN that the SAN lacks', { ...proper, subject: '/CN=sensor8.contoso.com' }, 'common-name-not-in-san', 'warn'],
    ['a country that is none', { ...proper, subject: `/C=U1/CN=${name}` }, 'country-invalid', 'bad'],
    ['a wildcard', { ...proper, extensions: ['subjectAltName=DNS:*.contoso.com'] }, 'san-wildcard', 'warn'],
    ['an address as a name', { extensions: ['subjectAltName=DNS:192.0.2.7'] }, 'san-address-as-name', 'warn'],
    ['a URL as a name', { extensions: ['subjectAltName=DNS:https://a.b/'] }, 'san-malformed', 'bad'],
    ['a blank in a name', { extensions: ['subjectAltName=DNS:a b'] }, 'san-malformed', 'bad'],
    ['a name in other letters', { extensions: ['subjectAltName=DNS:bücher.example'] }, 'san-malformed', 'bad'],
    ['a dot at the end', { extensions: ['subjectAltName=DNS:a.b.'] }, 'san-malformed', 'bad'],
    ['a mail address that is none', { extensions: ['subjectAltName=email:a@b c'] }, 'san-malformed', 'bad'],
    ['a CA', { ...proper, extensions: ['basicConstraints=critical,CA:TRUE'] }, 'asks-for-ca', 'warn'],
    ['a usage for certificates', { extensions: ['keyUsage=keyCertSign,digitalSignature'] }, 'asks-for-ca', 'warn'],
    ['no digitalSignature', { extensions: ['keyUsage=keyEncipherment'] }, 'key-usage-lacks-signature', 'warn'],
    ['a client only', { extensions: ['extendedKeyUsage=clientAuth'] }, 'purpose-lacks-server', 'warn'],
    ['SHA-1', { ...proper, key: key('rsa2048'), more: ['-sha1'] }, 'hash-weak', 'warn'],
    ['RSA 1024', { ...proper, key: key('rsa1024') }, 'key-small', 'bad'],
    ['Ed25519', { ...proper, key: key('ed25519') }, 'key-unusual', 'warn'],
    ['secp256k1', { ...proper, key: key('secp256k1') }, 'key-unusual', 'warn'],
    ['DSA', { ...proper, key: key('dsa') }, 'key-unusual', 'warn'],
  ] as [string, Asked, string, string][])('%s', (_, asked, id, state) => {
    expect(findingsOf(opensslRequest(asked))).toContainEqual(expect.objectContaining({ id, state }));
  });

  it('a value beyond its bound', () => {
    const config = write(
      'long.cnf',
      `[req]\nprompt=no\ndistinguished_name=dn\n[dn]\nO=${'x'.repeat(64)}\nCN=${name}\n`,
    );
    const der = new Uint8Array(openssl(['req', '-new', '-key', key('p256'), '-config', config, '-outform', 'DER']));
    // openssl refuses to write it; two octets of lengths are all that has to change for one more character.
    expect(idsOf(der)).not.toContain('attribute-too-long');
    const [info, algorithm, signature] = readDer(der).children();
    const [version, , spki, attributes] = (info?.children() ?? []).map(({ encoding }) => encoding);
    const organization = encode(0x30, objectIdentifier('2.5.4.10'), encode(0x0c, Buffer.from('ä'.repeat(65))));
    const subject = encode(0x30, encode(0x31, organization));
    const fields = [version, subject, spki, attributes].map((part) => part as Uint8Array);
    const parts = [algorithm, signature].map((part) => part?.encoding as Uint8Array);
    const long = encode(0x30, encode(0x30, ...fields), ...parts);
    expect(findingsOf(long)).toContainEqual({
      id: 'attribute-too-long',
      state: 'bad',
      facts: { attribute: 'O', length: 65, limit: 64 },
    });
  });

  it('a signature that does not fit is bad, as for openssl', () => {
    const der = opensslRequest({ ...proper, key: key('rsa2048') });
    der[der.length - 1] = (der.at(-1) as number) ^ 1;
    expect(verifies(der)).toBe(false);
    expect(idsOf(der)).toContain('signature-bad');
    expect(isBad(check(der))).toBe(true);
  });

  it.each([
    ['an even modulus', rsaKey(modulus(256, 0xfe), Uint8Array.of(1, 0, 1)), 'key-invalid'],
    ['the exponent 1', rsaKey(modulus(256), Uint8Array.of(1)), 'key-invalid'],
    ['an even exponent', rsaKey(modulus(256), Uint8Array.of(1, 0, 0)), 'key-invalid'],
    ['an exponent as long as the modulus', rsaKey(modulus(256), modulus(256)), 'key-'],
    ['the exponent 3', rsaKey(modulus(256), Uint8Array.of(3)), 'key-exponent-small'],
    ['8192 bits', rsaKey(modulus(1024), Uint8Array.of(1, 0, 1)), 'key-large'],
    ['no numbers at all', rsaKey(new Uint8Array([0]), new Uint8Array([0])), 'key-invalid'],
  ])('an RSA key with %s', (_, spki, id) => {
    expect(idsOf(withKey(spki)).join()).toContain(id);
  });

  it('a point that is not on its curve, a curve given by numbers, an unknown algorithm', () => {
    const spki = openssl(['pkey', '-in', key('p256'), '-pubout', '-outform', 'DER']);
    spki[spki.length - 1] = (spki.at(-1) as number) ^ 1;
    expect(idsOf(withKey(spki))).toContain('key-invalid');
    const explicit = ['ec', '-in', key('p256'), '-pubout', '-outform', 'DER', '-param_enc', 'explicit'];
    expect(idsOf(withKey(openssl(explicit)))).toContain('key-curve-unnamed');
    const unknown = encode(0x30, encode(0x30, objectIdentifier('1.2.3.4')), encode(0x03, Uint8Array.of(0, 1)));
    expect(idsOf(withKey(unknown))).toEqual(expect.arrayContaining(['key-unusual', 'key-not-checked']));
  });

  it('an algorithm that cannot be computed is not checked, and never good', () => {
    const [info, , signature] = readDer(opensslRequest(proper)).children();
    const identifier = encode(0x30, objectIdentifier('1.2.3.4'));
    const der = encode(0x30, info?.encoding as Uint8Array, identifier, signature?.encoding as Uint8Array);
    expect(findingsOf(der)[0]).toEqual({
      id: 'signature-not-checked',
      state: 'not-checked',
      facts: { algorithm: '1.2.3.4' },
    });
  });

  it('a challenge password, and a version that does not exist', () => {
    const config =
      '[req]\nprompt=no\ndistinguished_name=dn\nattributes=a\n[dn]\nCN=a\n[a]\nchallengePassword=hunter2\n';
    const secret = openssl([
      ...['req', '-new', '-key', key('p256'), '-config', write('challenge.cnf', config), '-outform', 'DER'],
    ]);
    expect(idsOf(secret)).toContain('challenge-password');
    expect(JSON.stringify(check(secret))).not.toContain('hunter2');
    const at = secret.indexOf(Buffer.from('020100', 'hex'));
    secret[at + 2] = 2;
    expect(findingsOf(secret)).toContainEqual({ id: 'version-wrong', state: 'warn', facts: { version: 2 } });
  });

  it('thousands of names make a handful of findings', () => {
    const dns = Array.from({ length: 5000 }, (_, index) => `s${index}.contoso.com`);
    const findings = findingsOf(ordered({ subject: [{ type: 'CN', value: 's4999.contoso.com' }], sans: { dns } }));
    expect(findings.length).toBeLessThan(10);
    expect(findings.find(({ id }) => id === 'san-good')?.facts).toMatchObject({ count: 5000 });
  });
});

describe('the findings', () => {
  it('have each been seen in a request of this file', () => {
    expect([...seen].sort()).toEqual(Object.keys(requestFindings).sort());
  });

  it.each(Object.keys(requestFindingWords))('%s has its words', (id) => {
    for (const facts of factsExamples(requestFindings, id)) {
      const finding = requestFindingSchema.parse({ id, state: requestFindings[id as 'key-good'].state, facts });
      expectWords(finding.state, sayRequestFinding(finding));
    }
  });

  it('are closed: a wrong state or fact is refused', () => {
    expect(requestFindingSchema.safeParse({ id: 'key-good', state: 'bad', facts: { key: 'a' } }).success).toBe(false);
    expect(requestFindingSchema.safeParse({ id: 'key-good', state: 'good', facts: {} }).success).toBe(false);
  });
});
