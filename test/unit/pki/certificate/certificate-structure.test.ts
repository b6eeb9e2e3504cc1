// The layout of a certificate: nothing may stand where nothing belongs, for another program might obey it.
import { describe, expect, it } from 'vitest';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { parseCertificate } from '../../../../main/pki/certificate/certificate.ts';
import { codeOf } from '../path/chain.ts';
import * as make from '../path/makers.ts';

const key = make.key('any');
const sequence = make.sequence;
const unknown = { oid: '1.3.6.1.4.1.99999.1', critical: true, value: make.octets() };
const list = (...extensions: make.Extension[]): Uint8Array => make.extensionList(extensions);
const names = make.subjectAltName([{ dns: 'sensor.contoso.com' }]);
const version = (number: number): Uint8Array => encode(0xa0, make.integer(number));
const extensions = (...inside: Uint8Array[]): Uint8Array => encode(0xa3, ...inside);
const [issuerId, subjectId] = [encode(0x81, Uint8Array.of(0, 1)), encode(0x82, Uint8Array.of(0, 2))];

/** Self-signed, with any parts before the serial number, after the public key, and inside the public key. */
const certificate = (before: Uint8Array[], after: Uint8Array[], spki = key.spki): Uint8Array =>
  make.signed(
    (algorithm) =>
      sequence(
        ...before,
        make.integer(1),
        algorithm,
        make.name('CN=a'),
        sequence(make.time('2030-01-01T00:00:00Z'), make.time('2031-01-01T00:00:00Z')),
        make.name('CN=a'),
        spki,
        ...after,
      ),
    key,
    'sha256',
  );

const v3 = version(2);
const sound = extensions(list(names));

const good: [string, Uint8Array[], Uint8Array[]][] = [
  ['version 1', [], []],
  ['version 1, written out', [version(0)], []],
  ['version 2', [version(1)], []],
  ['version 2 with unique identifiers', [version(1)], [issuerId, subjectId]],
  ['version 3', [v3], [sound]],
  ['version 3 with unique identifiers', [v3], [issuerId, subjectId, sound]],
  ['version 3 with one unique identifier', [v3], [subjectId, sound]],
  ['version 3 without extensions', [v3], []],
];

const bad: [string, Uint8Array[], Uint8Array[]][] = [
  ['a version beyond 3', [version(8)], [sound]],
  ['a version below 1', [encode(0xa0, encode(0x02, Uint8Array.of(0xff)))], [sound]],
  ['two versions in one field', [encode(0xa0, make.integer(2), make.integer(2))], [sound]],
  ['a version field without version', [encode(0xa0)], [sound]],
  ['two version fields', [v3, v3], [sound]],
  ['a second list of extensions', [v3], [sound, extensions(list(unknown))]],
  ['a second list in the field', [v3], [extensions(list(names), list(unknown))]],
  ['an extensions field without list', [v3], [extensions()]],
  ['extensions in version 1', [], [sound]],
  ['extensions in version 1, written out', [version(0)], [sound]],
  ['extensions in version 2', [version(1)], [sound]],
  ['unique identifiers in version 1', [], [issuerId]],
  ['unique identifiers out of order', [v3], [subjectId, issuerId, sound]],
  ['a unique identifier twice', [v3], [issuerId, issuerId, sound]],
  ['a unique identifier after the extensions', [v3], [sound, subjectId]],
  ['a field that does not exist', [v3], [encode(0xa4, list(unknown)), sound]],
  ['extensions without their tag', [v3], [list(unknown), sound]],
  ['extensions with a tag of another form', [v3], [encode(0x83, list(unknown)), sound]],
  ['something after all', [v3], [sound, make.integer(1)]],
];

const told = (der: Uint8Array): string => {
  const parsed = parseCertificate(der);
  return parsed.ok ? 'read' : parsed.error.code;
};
const trusted = (der: Uint8Array): string => codeOf({ leaf: der, roots: [der], purpose: 'any' });

describe('the layout', () => {
  it.each(good)('is right: %s', (_, before, after) => {
    expect(told(certificate(before, after))).toBe('read');
    expect(trusted(certificate(before, after))).toBe('valid');
  });

  it.each(bad)('is refused: %s', (_, before, after) => {
    expect(told(certificate(before, after))).toBe('damaged');
    expect(trusted(certificate(before, after))).toBe('leaf-unreadable');
  });

  it('has a public key of two parts', () => {
    const parts = [key.spki.subarray(2), make.integer(1)];
    expect(trusted(certificate([v3], [sound], sequence(parts[0] as Uint8Array)))).toBe('valid');
    expect(told(certificate([v3], [sound], sequence(...parts)))).toBe('damaged');
    expect(trusted(certificate([v3], [sound], sequence(...parts)))).toBe('malformed');
  });
});

describe('a part that does not belong into', () => {
  const yes = make.boolean(true);
  const field = (number: number, ...inside: Uint8Array[]): Uint8Array => encode(0xa0 | number, ...inside);
  const subtree = sequence(encode(0x82, make.ascii('contoso.com')));
  const uri = field(0, field(0, encode(0x86, make.ascii('http://a'))));
  const value = (oid: string, ...parts: Uint8Array[]): make.Extension => ({ oid, value: sequence(...parts) });
  const ca = value('2.5.29.19', yes);
  const directory = (...of: string[]): Uint8Array => field(4, ...of.map((each) => make.name(each)));
  const other = (...parts: Uint8Array[]): Uint8Array => field(0, make.oid('1.2.3.4'), field(0, yes), ...parts);
  const mapping = (...of: string[]): Uint8Array => sequence(...of.map((each) => make.oid(each)));

  it.each<[string, make.Extension[], make.Extension[]]>([
    ['basicConstraints', [value('2.5.29.19', yes, make.integer(0))], [value('2.5.29.19', yes, make.integer(0), yes)]],
    ['basicConstraints, before', [value('2.5.29.19', yes)], [value('2.5.29.19', make.integer(0), yes)]],
    ['basicConstraints, twice', [value('2.5.29.19')], [value('2.5.29.19', yes, yes)]],
    ['basicConstraints, of another kind', [value('2.5.29.19', yes)], [value('2.5.29.19', yes, make.octets())]],
    [
      'nameConstraints',
      [ca, value('2.5.29.30', field(0, subtree), field(1, subtree))],
      [ca, value('2.5.29.30', field(0, subtree), field(1, subtree), field(1, subtree))],
    ],
    ['nameConstraints, out of order', [ca], [ca, value('2.5.29.30', field(1, subtree), field(0, subtree))]],
    ['a distribution point', [value('2.5.29.31', sequence(uri))], [value('2.5.29.31', sequence(uri, field(4)))]],
    ['a distribution point, twice', [value('2.5.29.31', sequence(uri))], [value('2.5.29.31', sequence(uri, uri))]],
    ['a directory name', [ca], [ca, value('2.5.29.30', field(1, sequence(directory('CN=b', 'CN=a'))))]],
    [
      'a mapping',
      [value('2.5.29.33', mapping('1.2.3', '1.2.4'))],
      [value('2.5.29.33', mapping('1.2.3', '1.2.4', '1.2'))],
    ],
    [
      'policyConstraints',
      [value('2.5.29.36', encode(0x80, Uint8Array.of(5)))],
      [value('2.5.29.36', encode(0x80, Uint8Array.of(5)), encode(0x80, Uint8Array.of(0)))],
    ],
  ])('%s', (_, right, wrong) => {
    expect(trusted(certificate([v3], [extensions(list(names, ...right))]))).toBe('valid');
    expect(trusted(certificate([v3], [extensions(list(names, ...wrong))]))).toBe('malformed');
  });

  it.each([
    ['a directory name in subjectAltName', directory('CN=a'), directory('CN=a', 'CN=b')],
    ['an otherName', other(), other(yes)],
  ])('%s', (_, right, wrong) => {
    const named = (name: Uint8Array) => certificate([v3], [extensions(list(value('2.5.29.17', name)))]);
    expect(trusted(named(right))).toBe('valid');
    expect(trusted(named(wrong))).toBe('malformed');
  });

  it('a name makes the certificate unreadable', () => {
    const attribute = sequence(make.oid('2.5.4.3'), encode(0x0c, make.ascii('a')), encode(0x0c, make.ascii('b')));
    const leaf = make.certificate({ subject: sequence(encode(0x31, attribute)), key });
    expect(trusted(leaf)).toBe('leaf-unreadable');
  });

  it('issuingDistributionPoint makes the list unusable', () => {
    const leaf = certificate([v3], [extensions(list(names))]);
    const crl = (...parts: Uint8Array[]): Uint8Array => {
      const scope = { oid: '2.5.29.28', critical: true, value: sequence(...parts) };
      return make.crl({ issuer: 'CN=a', signer: key, extensions: [scope] });
    };
    const onlyUser = encode(0x81, Uint8Array.of(0xff));
    const ask = (list: Uint8Array): string => codeOf({ leaf, roots: [leaf], purpose: 'any', crls: [list] });
    expect(ask(crl(onlyUser))).toBe('valid');
    expect(ask(crl(onlyUser, onlyUser))).toBe('revocation-unknown');
    expect(ask(crl(onlyUser, encode(0x86, Uint8Array.of(0xff))))).toBe('revocation-unknown');
  });
});
