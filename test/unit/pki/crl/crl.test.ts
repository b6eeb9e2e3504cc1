// parseCrl against the real openssl, on lists made here and now, and on shapes that openssl does not make.
import { describe, expect, it } from 'vitest';
import { parseCrl } from '../../../../main/pki/crl/crl.ts';
import { type CrlItem, crlItemSchema } from '../../../../preload/contract/item.ts';
import { certificate, key, openssl, opensslText, path, read, write } from '../openssl.ts';
import * as make from '../path/makers.ts';

const item = (der: Uint8Array): CrlItem => {
  const parsed = parseCrl(der);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return crlItemSchema.parse(parsed.value);
};

/** A list made by `openssl ca`, from a database of revoked serial numbers. */
const byOpenssl = (keyFile: string, revoked: readonly string[], extensions: readonly string[] | null): Uint8Array => {
  const issuer = certificate({
    key: keyFile,
    subject: '/C=US/O=Contoso, Inc./CN=My CA',
    extensions: ['basicConstraints=critical,CA:TRUE', 'subjectKeyIdentifier=hash'],
  });
  write('ca.pem', openssl(['x509', '-inform', 'DER'], issuer));
  write('index.txt', revoked.map((line) => `R\t310101000000Z\t${line}\tunknown\t/CN=x\n`).join(''));
  write('crlnumber', '1F\n');
  write(
    'ca.cnf',
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${path('index.txt')}\ncrlnumber=${path('crlnumber')}\ndefault_md=sha256\n${
      extensions ? 'crl_extensions=e' : ''
    }\n[e]\n${(extensions ?? []).join('\n')}\n`,
  );
  const args = ['-config', 'ca.cnf', '-keyfile', keyFile, '-cert', 'ca.pem'];
  openssl(['ca', '-gencrl', ...args, '-crldays', '30', '-out', 'list.pem']);
  openssl(['crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.der']);
  return read('list.der');
};

const told = (der: Uint8Array) => {
  const text = opensslText(
    ['crl', '-inform', 'DER', '-noout', '-text', '-issuer', '-nameopt', 'RFC2253,-esc_msb'],
    der,
  );
  const find = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1]?.trim();
  const time = (label: string): string =>
    new Date(find(new RegExp(`${label}: (.*)`)) ?? '').toISOString().replace('.000Z', 'Z');
  return {
    issuer: find(/^issuer=(.*)/m),
    thisUpdate: time('Last Update'),
    nextUpdate: time('Next Update'),
    revokedCount: text.match(/Serial Number:/g)?.length ?? 0,
    signatureAlgorithm: find(/Signature Algorithm: (.*)/),
    crlNumber: find(/CRL Number:\s*\n?\s*(\w+)/),
  };
};

const some = [
  '300102000000Z\t1001',
  '300102000000Z,keyCompromise\t1002',
  '300102000000Z,holdInstruction,holdInstructionReject\t00FF01',
];

describe('against openssl', () => {
  it.each([
    ['RSA', 'rsa2048', some, ['authorityKeyIdentifier=keyid']],
    [
      'EC',
      'p384',
      some,
      [
        'authorityKeyIdentifier=keyid',
        'issuingDistributionPoint=critical,@idp\n[idp]\nfullname=URI:http://a/b.crl\nonlyuser=TRUE',
      ],
    ],
    ['none revoked', 'p256', [], ['authorityKeyIdentifier=keyid']],
    ['no extensions', 'p256', some, null],
  ] as const)('%s', (_, kind, revoked, extensions) => {
    const der = byOpenssl(key(kind), revoked, extensions);
    const { crlNumber, ...rest } = told(der);
    const own = item(der);
    expect(own).toMatchObject({ kind: 'crl', delta: false, ...rest });
    // openssl prints the number in decimal up to its size of a long.
    if (extensions) expect(own.crlNumber).toBe('1F');
    expect(crlNumber === undefined).toBe(own.crlNumber === undefined);
    expect(own.authorityKeyIdentifier === undefined).toBe(extensions === null);
    if (extensions?.some((line) => line.startsWith('issuing')))
      expect(own.scope).toEqual({
        distributionPoints: ['http://a/b.crl'],
        only: 'user',
        indirect: false,
        someReasons: false,
      });
    else expect(own.scope).toBeUndefined();
  });
});

const signer = make.key('Lists');
const list = (options: Partial<make.CrlOptions> = {}): Uint8Array =>
  make.crl({ issuer: 'CN=Lists', signer, ...options });

describe('what lists can say', () => {
  it('of version 1, without an end, with entries of many kinds', () => {
    const old = item(list({ version: 1, nextUpdate: null, revoked: [{ serial: 1 }, { serial: 2 }] }));
    expect(old).toEqual({
      kind: 'crl',
      issuer: 'CN=Lists',
      thisUpdate: '2030-05-01T00:00:00Z',
      revokedCount: 2,
      signatureAlgorithm: 'ecdsa-with-SHA256',
      delta: false,
    });
    const revoked = [
      { serial: 1, reason: 8 },
      { serial: 2, issuer: 'CN=Other' },
      { serial: Uint8Array.of(0xff), reason: 1 },
    ];
    expect(item(list({ revoked }))).toMatchObject({ revokedCount: 3, crlNumber: '01' });
  });

  it('a delta, an indirect list, a list for some reasons', () => {
    expect(item(list({ base: 1, number: 0x1ff }))).toMatchObject({ delta: true, crlNumber: '01FF' });
    expect(item(list({ extensions: [make.issuingPoint({ indirect: true, reasons: [1] })] })).scope).toEqual({
      distributionPoints: [],
      indirect: true,
      someReasons: true,
    });
    const names = [{ dir: 'CN=part/O=a' }, { uri: 'ldap:///x' }];
    const scope = item(list({ extensions: [make.issuingPoint({ names, only: 'ca' })] })).scope;
    expect(scope).toMatchObject({ distributionPoints: ['dirName:O=a,CN=part', 'ldap:///x'], only: 'ca' });
  });
});

describe('what is no list', () => {
  const whole = list({ revoked: [{ serial: 1 }] });
  it.each<[string, Uint8Array, string, string]>([
    ['a certificate', make.certificate({ subject: 'CN=a', key: signer }), 'not-readable', 'certificate'],
    ['nothing', new Uint8Array(), 'not-readable', 'nothing'],
    ['text', new TextEncoder().encode('no list'), 'not-readable', 'unknown'],
    ['something behind it', Buffer.concat([whole, Uint8Array.of(5, 0)]), 'damaged', 'crl'],
    [
      'a broken extension',
      list({ extensions: [{ ...make.issuingPoint({}), value: make.octets() }] }),
      'damaged',
      'crl',
    ],
    ['a broken entry', list({ revoked: [{ serial: new Uint8Array() }] }), 'damaged', 'crl'],
  ])('%s', (_, der, code, looksLike) => {
    const parsed = parseCrl(der);
    if (parsed.ok) throw new Error('it was read');
    expect(parsed.error).toMatchObject({ code, facts: { looksLike } });
  });

  it('cut off at any place', () => {
    for (let length = 0; length < whole.length; length += 7) expect(parseCrl(whole.subarray(0, length)).ok).toBe(false);
  });
});

describe('a list of many megabytes', () => {
  it('is read, and its entries are found', async () => {
    const { findEntries, summarizeEntries } = await import('../../../../main/pki/crl/entries.ts');
    // More entries than the reader makes elements: they are walked, not taken apart.
    const one = (serial: number): Uint8Array => {
      const entry = list({ version: 1, revoked: [{ serial: Uint8Array.of(0x40, serial >> 16, serial >> 8, serial) }] });
      const at = Buffer.from(entry).indexOf(Buffer.from([0x02, 0x04, 0x40])) - 2;
      return entry.subarray(at, at + 2 + (entry[at + 1] as number));
    };
    const template = one(0);
    const count = 200_000;
    const entries = new Uint8Array(template.length * count);
    for (let at = 0; at < count; at += 1) {
      entries.set(template, at * template.length);
      entries.set([at >> 16, at >> 8, at], at * template.length + 5);
    }
    expect(entries.length).toBeGreaterThan(4_000_000);
    expect(summarizeEntries(entries)).toEqual({ count, unknownCritical: false });
    const last = count - 1;
    const serial = Uint8Array.of(0x40, last >> 16, last >> 8, last);
    expect(findEntries(entries, serial, 'a', 'a')).toEqual([{ revocationDate: '2030-05-02T00:00:00Z', reason: 0 }]);
    expect(findEntries(entries, serial, 'a', 'b')).toEqual([]);
    expect(findEntries(entries, Uint8Array.of(1), 'a', 'a')).toEqual([]);
  });
});
