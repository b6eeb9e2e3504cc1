// verifyPath on one fault at a time: what is refused, by which code and which certificate, and what passes all the same.
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Purpose } from '../../../../preload/contract/verdict-path.ts';
import { ask, type Changes, ca, codeOf, host, leafOf } from './chain.ts';
import * as make from './makers.ts';

const root = ca('Root');
const sub = ca('Sub', root);
const leaf = leafOf(sub);
const hash = (der: Uint8Array): string => createHash('sha256').update(der).digest('hex').toUpperCase();

const through = (leafChanges: Changes = {}, subChanges: Changes = {}, rootChanges: Changes = {}) => {
  const top = ca('Root', undefined, rootChanges);
  const middle = ca('Sub', top, subChanges);
  return { leaf: leafOf(middle, leafChanges), intermediates: [middle.der], roots: [top.der], host };
};

describe('a path in order', () => {
  it('is valid, and told leaf first', () => {
    const verdict = ask({ leaf, intermediates: [sub.der], roots: [root.der], host });
    expect(verdict).toEqual({
      valid: true,
      path: [
        { subject: 'CN=sensor', sha256: hash(leaf) },
        { subject: 'CN=Sub', sha256: hash(sub.der) },
        { subject: 'CN=Root', sha256: hash(root.der) },
      ],
      notChecked: [{ what: 'revocation' }],
    });
  });

  it('says that names were not checked where there is no host', () => {
    expect(ask({ leaf, intermediates: [sub.der], roots: [root.der] }).notChecked).toContainEqual({ what: 'host' });
    const client = ask({ leaf, intermediates: [sub.der], roots: [root.der], purpose: 'any' });
    expect(client.notChecked).toEqual([{ what: 'revocation' }]);
  });

  it('leaves out what cannot be read, and says which', () => {
    const verdict = ask({
      leaf,
      intermediates: [Uint8Array.of(1), sub.der],
      roots: [root.der, leaf.slice(3)],
      crls: [],
    });
    expect(verdict.valid).toBe(true);
    expect(verdict.notChecked).toContainEqual(
      expect.objectContaining({ what: 'unreadable', input: 'intermediate', index: 0 }),
    );
    expect(verdict.notChecked).toContainEqual(expect.objectContaining({ what: 'unreadable', input: 'root', index: 1 }));
  });
});

const expired = { notAfter: '2030-02-01T00:00:00Z' };
const later = { notBefore: '2030-12-01T00:00:00Z' };
const unknown = { oid: '1.3.6.1.4.1.99999.1', critical: true, value: make.octets() };
const critical = (extension: make.Extension): make.Extension => ({ ...extension, critical: true });
const own = make.key('leaf');

/** Faults of the leaf, of the CA between, of the root; and the code. */
const faults: [string, string, Changes, Changes?, Changes?][] = [
  ['an expired leaf', 'expired', expired],
  ['an expired CA', 'expired', {}, expired],
  ['an expired root', 'expired', {}, {}, expired],
  ['a leaf of the future', 'not-yet-valid', later],
  ['a CA of the future', 'not-yet-valid', {}, later],
  ['a leaf for clients', 'wrong-purpose', { more: [make.extendedKeyUsage('client')] }],
  ['a CA for clients', 'wrong-purpose', {}, { more: [make.extendedKeyUsage('client', 'code')] }],
  ['a root for clients', 'wrong-purpose', {}, {}, { more: [make.extendedKeyUsage('client')] }],
  ['a leaf that may only sign certificates', 'key-usage', { more: [make.keyUsage('keyCertSign')] }],
  ['a key usage without any', 'malformed', { more: [make.keyUsage()] }],
  ['a CA that may not sign certificates', 'key-usage', {}, { more: [make.keyUsage('cRLSign')] }],
  ['a root that may not sign certificates', 'key-usage', {}, {}, { more: [make.keyUsage('digitalSignature')] }],
  ['a CA that says it is none', 'not-a-ca', {}, { more: [make.basicConstraints(false)] }],
  ['a CA that does not say it is one', 'not-a-ca', {}, { without: ['2.5.29.19'] }],
  ['a root that does not say it is one', 'not-a-ca', {}, {}, { without: ['2.5.29.19'] }],
  ['a CA of version 1', 'not-a-ca', {}, { version: 1, extensions: [] }],
  ['an unknown critical extension in the leaf', 'unknown-critical-extension', { more: [unknown] }],
  ['one in the CA', 'unknown-critical-extension', {}, { more: [unknown] }],
  ['one in the root', 'unknown-critical-extension', {}, {}, { more: [unknown] }],
  ['critical key identifiers', 'unknown-critical-extension', { more: [critical(make.subjectKeyId(own))] }],
  [
    'a critical issuer key identifier',
    'unknown-critical-extension',
    {},
    { more: [critical(make.authorityKeyId(make.key('Root')))] },
  ],
  ['a path length of 0 above a CA', 'path-too-long', {}, {}, { more: [make.basicConstraints(true, 0)] }],
  ['a SHA-1 signature on the leaf', 'weak-signature', { hash: 'sha1' }],
  ['a SHA-1 signature on the CA', 'weak-signature', {}, { hash: 'sha1' }],
  ['an RSA key of 1024 bits', 'weak-key', { key: make.key('small', 1024) }],
  ['no issuer', 'name-missing', { issuer: make.sequence() }],
  ['no subject, alternative names not critical', 'name-missing', { subject: make.sequence() }],
  ['a serial number of 21 octets', 'serial-number-too-long', { serial: Uint8Array.from({ length: 21 }, () => 0x7f) }],
  [
    'alternative names that are none',
    'malformed',
    { more: [{ oid: '2.5.29.17', value: new TextEncoder().encode(host) }] },
  ],
  ['an information access that is none', 'malformed', { more: [{ oid: '1.3.6.1.5.5.7.1.1', value: make.octets() }] }],
  ['name constraints in a leaf', 'malformed', { more: [make.nameConstraints([{ dns: 'contoso.com' }])] }],
  ['another host', 'host-mismatch', { more: [make.subjectAltName([{ dns: 'other.contoso.com' }])] }],
  ['a host in the common name alone', 'host-mismatch', { subject: `CN=${host}`, without: ['2.5.29.17'] }],
  ['a signature by another key', 'signature-invalid', { signer: make.key('stranger') }],
];

describe('one fault', () => {
  it.each(faults)('%s: %s', (_, code, leafChanges, subChanges, rootChanges) => {
    const question = through(leafChanges, subChanges, rootChanges);
    const verdict = ask(question);
    expect(verdict.reason?.code).toBe(code);
    const culprit = rootChanges ? question.roots[0] : subChanges ? question.intermediates[0] : question.leaf;
    const expected =
      code === 'path-too-long' || code === 'signature-invalid'
        ? verdict.reason?.certificate
        : hash(culprit as Uint8Array);
    expect(verdict.reason?.certificate).toBe(expected);
  });

  it('MD5, on RSA', () => {
    const top = ca('Rsa', undefined, { key: make.key('Rsa', 2048) });
    expect(codeOf({ leaf: leafOf(top, { hash: 'md5' }), roots: [top.der] })).toBe('weak-signature');
  });

  it('an extension twice, or another algorithm named inside, is no certificate', () => {
    const twice = make.certificate({
      subject: 'CN=a',
      key: own,
      extensions: [make.basicConstraints(true), make.basicConstraints(true)],
    });
    expect(codeOf({ leaf: twice, roots: [twice] })).toBe('leaf-unreadable');
  });
});

/** What some profile forbids, and what passes with browsers, OpenSSL and Windows all the same. */
const passing: [string, Changes, Changes?, Changes?][] = [
  ['no key identifiers at all', { without: ['2.5.29.14', '2.5.29.35'] }, { without: ['2.5.29.14', '2.5.29.35'] }],
  ['no usages on the leaf', { without: ['2.5.29.15', '2.5.29.37'] }],
  ['any purpose', { more: [make.extendedKeyUsage('any')] }, { more: [make.extendedKeyUsage('any')] }],
  ['more purposes', { more: [make.extendedKeyUsage('code', 'client', 'server')] }],
  ['critical alternative names beside a subject', { more: [make.subjectAltName([{ dns: host }], true)] }],
  [
    'critical alternative names and no subject',
    { subject: make.sequence(), more: [make.subjectAltName([{ dns: host }], true)] },
  ],
  ['a leaf that is a CA', { more: [make.basicConstraints(true)] }],
  ['a path length in a leaf that is none', { more: [make.basicConstraints(false, 0)] }],
  ['no basic constraints in the leaf', { without: ['2.5.29.19'] }],
  ['a serial number of zero', { serial: Uint8Array.of(0) }],
  ['a negative serial number', { serial: Uint8Array.of(0xff) }],
  [
    'a serial number of 20 octets and a zero',
    { serial: Uint8Array.from({ length: 21 }, (_, at) => (at === 0 ? 0 : 0xff)) },
  ],
  [
    'basic constraints that are not critical',
    {},
    { more: [make.basicConstraints(true, undefined, false)] },
    { more: [make.basicConstraints(true, undefined, false)] },
  ],
  [
    'a path length that just suffices',
    {},
    { more: [make.basicConstraints(true, 0)] },
    { more: [make.basicConstraints(true, 1)] },
  ],
  ['a root of version 1', {}, {}, { version: 1, extensions: [] }],
  ['a root signed over SHA-1', {}, {}, { hash: 'sha1' }],
  ['a root without usages', {}, {}, { without: ['2.5.29.15'] }],
  ['an unknown extension that is not critical', { more: [{ ...unknown, critical: false }] }],
];

describe('what passes', () => {
  it.each(passing)('%s', (_, leafChanges, subChanges, rootChanges) => {
    expect(codeOf(through(leafChanges, subChanges, rootChanges))).toBe('valid');
  });
});

describe('purposes', () => {
  const verdict = (purpose: Purpose, changes: Changes): string => codeOf({ ...through(changes), purpose });
  const client = { more: [make.extendedKeyUsage('client')] };
  it.each<[Purpose, Changes, string]>([
    ['client', client, 'valid'],
    ['client', {}, 'wrong-purpose'],
    ['any', client, 'valid'],
    ['any', { more: [make.extendedKeyUsage('code'), make.keyUsage('keyCertSign')] }, 'valid'],
    ['client', { more: [make.extendedKeyUsage('client'), make.keyUsage('keyEncipherment')] }, 'key-usage'],
    ['server', { more: [make.keyUsage('keyEncipherment')] }, 'valid'],
  ])('%s, %o: %s', (purpose, changes, expected) => {
    expect(verdict(purpose, changes)).toBe(expected);
  });
});

describe('the moment', () => {
  const ends = through({ notBefore: '2030-03-01T00:00:01Z', notAfter: '2030-04-01T00:00:00Z' });
  it.each([
    ['2030-03-01T00:00:01Z', 'valid'],
    ['2030-03-01T00:00:00.999Z', 'not-yet-valid'],
    ['2030-04-01T00:00:00Z', 'valid'],
    ['2030-04-01T00:00:00.999Z', 'valid'],
    ['2030-04-01T00:00:01Z', 'expired'],
    ['9999-12-31T23:59:59Z', 'expired'],
    ['+010000-01-01T00:00:00Z', 'moment-invalid'],
    ['no date', 'moment-invalid'],
  ])('%s: %s', (at, expected) => {
    expect(codeOf({ ...ends, at: new Date(at) })).toBe(expected);
  });
});

describe('hosts', () => {
  const names = [
    { dns: '*.contoso.com' },
    { dns: 'xn--bcher-kva.example' },
    { ip: [192, 0, 2, 7] },
    { ip: [0x20, 1, 0xd, 0xb8, ...Array<number>(11).fill(0), 7] },
  ];
  const question = through({ more: [make.subjectAltName(names)] });
  it.each([
    ['sensor.contoso.com', 'valid'],
    ['SENSOR.contoso.com.', 'valid'],
    ['a.b.contoso.com', 'host-mismatch'],
    ['contoso.com', 'host-mismatch'],
    ['bücher.example', 'valid'],
    ['192.0.2.7', 'valid'],
    ['192.0.2.8', 'host-mismatch'],
    ['2001:db8::7', 'valid'],
    ['[2001:DB8:0::7]', 'valid'],
    ['', 'host-mismatch'],
  ])('%s: %s', (typed, expected) => {
    expect(codeOf({ ...question, host: typed })).toBe(expected);
  });

  it('tells what names there are', () => {
    expect(ask({ ...question, host: 'a.example' }).reason?.facts).toEqual({
      host: 'a.example',
      reason: 'not-listed',
      names: ['*.contoso.com', 'xn--bcher-kva.example', '192.0.2.7', '2001:db8::7'],
    });
  });
});
