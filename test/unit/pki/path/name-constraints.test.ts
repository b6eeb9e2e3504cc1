// Name constraints (RFC 5280 section 4.2.1.10) as a table: what a CA permits or excludes, a name, and the outcome.
import { describe, expect, it } from 'vitest';
import { ask, type Changes, ca, codeOf, leafOf } from './chain.ts';
import * as make from './makers.ts';

const v6 = (...head: number[]): number[] => [...head, ...Array<number>(16 - head.length).fill(0)];
const net = (address: number[], bits: number): number[] => [
  ...address,
  ...address.map((_, at) => 256 - 2 ** (8 - Math.min(8, Math.max(0, bits - at * 8)))),
];

type Names = make.Named[];
const dns = (...of: string[]): Names => of.map((each) => ({ dns: each }));
const email = (...of: string[]): Names => of.map((each) => ({ email: each }));
const uri = (...of: string[]): Names => of.map((each) => ({ uri: each }));
const utf8 = (...of: string[]): Names => of.map((each) => ({ utf8: each }));
const dir = (...of: string[]): Names => of.map((each) => ({ dir: each }));

const outcome = (permitted: Names, excluded: Names, names: Names, changes: Changes = {}): string => {
  const root = ca('Root', undefined, { more: [make.nameConstraints(permitted, excluded)] });
  const leaf = leafOf(root, { ...changes, more: [make.subjectAltName(names)] });
  return codeOf({ leaf, roots: [root.der], purpose: 'any' });
};

const table: [string, Names, Names, Names, string][] = [
  ['a host itself', dns('contoso.com'), [], dns('contoso.com'), 'valid'],
  ['a host below', dns('contoso.com'), [], dns('a.b.contoso.com'), 'valid'],
  ['in capitals', dns('Contoso.COM'), [], dns('A.contoso.com'), 'valid'],
  ['with a dot at the end', dns('contoso.com'), [], dns('a.contoso.com.'), 'valid'],
  ['a host that merely ends so', dns('contoso.com'), [], dns('notcontoso.com'), 'name-not-permitted'],
  ['a host above', dns('a.contoso.com'), [], dns('contoso.com'), 'name-not-permitted'],
  ['one of two outside', dns('contoso.com'), [], dns('a.contoso.com', 'a.example'), 'name-not-permitted'],
  ['either of two ranges', dns('contoso.com', 'example'), [], dns('a.contoso.com', 'a.example'), 'valid'],
  ['all hosts', dns(''), [], dns('a.example'), 'valid'],
  ['no host at all', [], dns(''), dns('a.example'), 'name-excluded'],
  ['a dot in front: below', dns('.contoso.com'), [], dns('a.contoso.com'), 'valid'],
  ['a dot in front: not itself', dns('.contoso.com'), [], dns('contoso.com'), 'name-not-permitted'],
  ['excluded', [], dns('contoso.com'), dns('a.contoso.com'), 'name-excluded'],
  ['excluded elsewhere', [], dns('contoso.com'), dns('a.example'), 'valid'],
  [
    'excluded wins over permitted',
    dns('contoso.com'),
    dns('lab.contoso.com'),
    dns('a.lab.contoso.com'),
    'name-excluded',
  ],
  ['a wildcard inside', dns('contoso.com'), [], dns('*.contoso.com'), 'valid'],
  ['a wildcard that reaches further', dns('a.contoso.com'), [], dns('*.contoso.com'), 'name-not-permitted'],
  ['a wildcard over what is excluded', dns('contoso.com'), dns('a.contoso.com'), dns('*.contoso.com'), 'name-excluded'],
  ['a wildcard beside what is excluded', dns('contoso.com'), dns('a.contoso.com'), dns('*.b.contoso.com'), 'valid'],
  ['a name with an empty label', dns('contoso.com'), [], dns('.contoso.com'), 'name-not-comparable'],
  ['no name', [], dns('contoso.com'), dns(''), 'name-not-comparable'],
  ['another kind of name', [{ ip: net([192, 0, 2, 0], 24) }], [], dns('a.example'), 'valid'],

  ['an address', [{ ip: net([192, 0, 2, 0], 24) }], [], [{ ip: [192, 0, 2, 255] }], 'valid'],
  ['an address outside', [{ ip: net([192, 0, 2, 0], 24) }], [], [{ ip: [192, 0, 3, 1] }], 'name-not-permitted'],
  ['bits that are no octets', [{ ip: net([10, 64, 0, 0], 10) }], [], [{ ip: [10, 127, 1, 1] }], 'valid'],
  ['and beyond them', [{ ip: net([10, 64, 0, 0], 10) }], [], [{ ip: [10, 128, 1, 1] }], 'name-not-permitted'],
  ['a base with bits below its mask', [{ ip: net([10, 1, 2, 3], 8) }], [], [{ ip: [10, 9, 9, 9] }], 'valid'],
  ['an address excluded', [], [{ ip: net([192, 0, 2, 0], 24) }], [{ ip: [192, 0, 2, 9] }], 'name-excluded'],
  ['IPv6', [{ ip: net(v6(0x20, 1, 0xd, 0xb8), 32) }], [], [{ ip: v6(0x20, 1, 0xd, 0xb8, 9) }], 'valid'],
  [
    'IPv6 outside',
    [{ ip: net(v6(0x20, 1, 0xd, 0xb8), 32) }],
    [],
    [{ ip: v6(0x20, 1, 0xd, 0xb9) }],
    'name-not-permitted',
  ],
  ['IPv6 where only IPv4 is permitted', [{ ip: net([0, 0, 0, 0], 0) }], [], [{ ip: v6(0x20) }], 'name-not-permitted'],
  ['IPv4 where IPv6 is excluded', [], [{ ip: net(v6(0), 0) }], [{ ip: [192, 0, 2, 9] }], 'valid'],

  ['a mailbox', email('a@contoso.com'), [], email('a@Contoso.com'), 'valid'],
  ['another mailbox', email('a@contoso.com'), [], email('b@contoso.com'), 'name-not-permitted'],
  ['the case of a mailbox', email('a@contoso.com'), [], email('A@contoso.com'), 'name-not-permitted'],
  ['all of a host', email('contoso.com'), [], email('b@contoso.com'), 'valid'],
  ['but not below it', email('contoso.com'), [], email('b@mail.contoso.com'), 'name-not-permitted'],
  ['a domain', email('.contoso.com'), [], email('b@mail.contoso.com'), 'valid'],
  ['a domain, not its host', email('.contoso.com'), [], email('b@contoso.com'), 'name-not-permitted'],
  ['excluded mail', [], email('contoso.com'), email('b@contoso.com'), 'name-excluded'],
  ['no address', email('contoso.com'), [], email('contoso.com'), 'name-not-comparable'],
  ['two signs', [], email('example.com'), email('a@b@contoso.com'), 'name-not-comparable'],

  ['an international mailbox', email('contoso.com'), [], utf8('ä@Contoso.com'), 'valid'],
  ['one outside', email('contoso.com'), [], utf8('ä@example.com'), 'name-not-permitted'],
  ['one below the host', email('contoso.com'), [], utf8('ä@mail.contoso.com'), 'name-not-permitted'],
  ['one in a domain', email('.contoso.com'), [], utf8('ä@mail.contoso.com'), 'valid'],
  ['one excluded', [], email('contoso.com'), utf8('ä@contoso.com'), 'name-excluded'],
  ['one excluded elsewhere', [], email('contoso.com'), utf8('ä@example.com'), 'valid'],
  ['one where a mailbox is permitted', email('a@contoso.com'), [], utf8('ä@contoso.com'), 'name-not-permitted'],
  ['an international host', [], email('contoso.com'), utf8('a@äcontoso.com'), 'name-not-comparable'],
  ['an international mailbox without a sign', [], email('contoso.com'), utf8('contoso.com'), 'name-not-comparable'],
  ['one of another type', [], email('contoso.com'), [{ utf8: 'a@contoso.com', tag: 0x16 }], 'name-not-comparable'],
  ['one where such names are constrained', [], utf8('a@contoso.com'), utf8('ä@example.com'), 'name-not-comparable'],
  ['one beside other constraints', dns('contoso.com'), [], utf8('ä@example.com'), 'valid'],

  ['a URI', uri('www.contoso.com'), [], uri('https://www.contoso.com:8443/a?b#c'), 'valid'],
  ['a URI with a user', uri('www.contoso.com'), [], uri('ftp://u:p@WWW.contoso.com/'), 'valid'],
  [
    'a URI that hides its host',
    uri('www.contoso.com'),
    [],
    uri('http://www.contoso.com@evil.example/'),
    'name-not-permitted',
  ],
  ['a URI below the host', uri('contoso.com'), [], uri('http://a.contoso.com/'), 'name-not-permitted'],
  ['a URI in the domain', uri('.contoso.com'), [], uri('http://a.contoso.com/'), 'valid'],
  ['a URI excluded', [], uri('.contoso.com'), uri('http://a.contoso.com/'), 'name-excluded'],
  ['a URI of an address', uri('contoso.com'), [], uri('http://192.0.2.7/'), 'name-not-comparable'],
  ['a URI of an IPv6 address', [], uri('contoso.com'), uri('http://[::1]/'), 'name-not-comparable'],
  ['a URI without a host', [], uri('contoso.com'), uri('urn:a:b'), 'name-not-comparable'],

  ['a directory name, below', dir('O=Contoso'), [], dir('O=Contoso/CN=a'), 'name-not-permitted'],
  ['a kind that we do not compare', [{ rid: '1.2.3' }], [], [{ rid: '1.2.3' }], 'name-not-comparable'],
  ['one beside such a kind', [{ rid: '1.2.3' }], [], dns('a.example'), 'valid'],
];

describe('constraints', () => {
  it.each(table)('%s', (_, permitted, excluded, names, expected) => {
    expect(outcome(permitted, excluded, names)).toBe(expected);
  });
});

describe('directory names', () => {
  const plain = dns('a.example');
  it.each<[string, string, string]>([
    ['O=Contoso', 'O=Contoso/CN=a', 'valid'],
    ['O=Contoso', 'O=CONTOSO/OU=x/CN=a', 'valid'],
    ['O=Contoso', 'CN=a/O=Contoso', 'name-not-permitted'],
    ['O=Contoso/OU=x', 'O=Contoso', 'name-not-permitted'],
    ['O=Contoso', 'O=Contoso2', 'name-not-permitted'],
    ['', 'O=Anything', 'valid'],
  ])('%s permits the subject %s: %s', (base, subject, expected) => {
    expect(outcome(dir(base), [], plain, { subject })).toBe(expected);
  });

  it('hold for the subject and for alternative names alike', () => {
    expect(outcome([], dir('O=Contoso'), plain, { subject: 'O=Contoso/CN=a' })).toBe('name-excluded');
    expect(outcome(dir('O=Contoso'), [], dir('O=Other'), { subject: 'O=Contoso' })).toBe('name-not-permitted');
    expect(outcome(dir('O=Contoso'), [], dir('O=Contoso/CN=b'), { subject: 'O=Contoso' })).toBe('valid');
  });
});

describe('where names hide', () => {
  it('an address in the subject is one', () => {
    const subject = 'CN=a/emailAddress=a@contoso.com';
    expect(outcome(email('contoso.com'), [], dns('a'), { subject })).toBe('valid');
    expect(outcome(email('example.com'), [], dns('a'), { subject })).toBe('name-not-permitted');
    expect(outcome([], email('contoso.com'), dns('a'), { subject })).toBe('name-excluded');
  });

  it('a common name is none, as browsers have it', () => {
    expect(outcome(dns('contoso.com'), [], dns('a.contoso.com'), { subject: 'CN=www.example.com' })).toBe('valid');
  });

  it('the CA between must keep to them, a self-issued one need not, a self-issued leaf must', () => {
    const root = ca('Root', undefined, { more: [make.nameConstraints(dns('contoso.com'))] });
    const outside = { more: [make.subjectAltName(dns('a.example'))] };
    const sub = ca('Sub', root, outside);
    const inside = { more: [make.subjectAltName(dns('a.contoso.com'))] };
    const purpose = 'any' as const;
    const verdict = ask({ leaf: leafOf(sub, inside), roots: [root.der], intermediates: [sub.der], purpose });
    expect(verdict.reason).toMatchObject({
      code: 'name-not-permitted',
      facts: { kind: 'dns', name: 'a.example' },
      subject: 'CN=Sub',
    });
    const again = ca('Root', root, { ...outside, key: make.key('Root, again') });
    expect(codeOf({ leaf: leafOf(again, inside), roots: [root.der], intermediates: [again.der], purpose })).toBe(
      'valid',
    );
    const selfIssued = leafOf(root, { ...outside, subject: 'CN=Root' });
    expect(codeOf({ leaf: selfIssued, roots: [root.der], purpose })).toBe('name-not-permitted');
  });

  it('of two CAs each holds', () => {
    const root = ca('Root', undefined, { more: [make.nameConstraints(dns('contoso.com'))] });
    const sub = ca('Sub', root, { more: [make.nameConstraints([], dns('lab.contoso.com'))] });
    const code = (name: string): string =>
      codeOf({
        leaf: leafOf(sub, { more: [make.subjectAltName(dns(name))] }),
        roots: [root.der],
        intermediates: [sub.der],
      });
    expect(['a.contoso.com', 'a.lab.contoso.com', 'a.example'].map(code)).toEqual([
      'valid',
      'name-excluded',
      'name-not-permitted',
    ]);
  });
});

describe('constraints that are none', () => {
  const raw = (value: Uint8Array): make.Extension => ({ oid: '2.5.29.30', critical: true, value });
  it.each<[string, make.Extension]>([
    ['empty', raw(make.sequence())],
    ['an empty list', raw(make.sequence(Uint8Array.of(0xa0, 0)))],
    ['an address without a mask', make.nameConstraints([{ ip: [127, 0, 0, 1] }])],
    ['an IPv6 address without a mask', make.nameConstraints([{ ip: v6(0) }])],
    ['a mask with holes', make.nameConstraints([{ ip: [10, 0, 0, 0, 255, 0, 255, 0] }])],
    ['a wildcard', make.nameConstraints(dns('*.contoso.com'))],
    ['a mailbox with two signs', make.nameConstraints(email('a@b@c'))],
    ['a URI in place of a host', make.nameConstraints(uri('http://contoso.com'))],
  ])('%s', (_, extension) => {
    const root = ca('Root', undefined, { more: [extension] });
    const verdict = ask({ leaf: leafOf(root), roots: [root.der] });
    expect(verdict.reason).toMatchObject({ code: 'malformed', facts: { part: 'nameConstraints' }, subject: 'CN=Root' });
  });
});
