// Revocation by lists: which list tells the status of which certificate, and what is said where none does.
import { describe, expect, it } from 'vitest';
import { ask, ca, type Issuer, leafOf } from './chain.ts';
import * as make from './makers.ts';

const root = ca('Root');
const sub = ca('Sub', root, { serial: 77 });
const serial = 4242;
const leaf = leafOf(sub, { serial });

type Crl = Partial<make.CrlOptions>;
const from = (issuer: Issuer, options: Crl = {}): Uint8Array =>
  make.crl({ issuer: issuer.subject, signer: issuer.key, ...options });
const listed = { revoked: [{ serial }] };

/** `valid`, the code, or `revocation-unknown` with its cause. */
const told = (crls: readonly Uint8Array[], question: Partial<Parameters<typeof ask>[0]> = {}): string => {
  const { reason } = ask({ leaf, roots: [root.der], intermediates: [sub.der], crls, ...question });
  if (reason?.code === 'revocation-unknown') return reason.facts.cause;
  return reason?.code ?? 'valid';
};

describe('the plain case', () => {
  it('not listed is good; what no list is about is named', () => {
    const verdict = ask({
      leaf,
      roots: [root.der],
      intermediates: [sub.der],
      crls: [from(sub)],
      host: 'sensor.contoso.com',
    });
    expect(verdict).toMatchObject({ valid: true, notChecked: [{ what: 'revocation-of', subject: 'CN=Sub' }] });
    const both = ask({
      leaf,
      roots: [root.der],
      intermediates: [sub.der],
      crls: [from(sub), from(root)],
      host: 'sensor.contoso.com',
    });
    expect(both).toMatchObject({ valid: true, notChecked: [] });
  });

  it('listed is revoked, with when and why', () => {
    const revoked = [{ serial: 1 }, { serial, reason: 1, date: '2030-05-20T08:00:00Z' }, { serial: 9 }];
    const verdict = ask({ leaf, roots: [root.der], intermediates: [sub.der], crls: [from(sub, { revoked })] });
    expect(verdict.reason).toMatchObject({
      code: 'revoked',
      facts: { reason: 'keyCompromise', revokedAt: '2030-05-20T08:00:00Z' },
      subject: 'CN=sensor',
    });
  });

  it('a revoked CA counts, and is the one that is named', () => {
    const crls = [from(root, { revoked: [{ serial: 77, reason: 2 }] }), from(sub)];
    const verdict = ask({ leaf, roots: [root.der], intermediates: [sub.der], crls });
    expect(verdict.reason).toMatchObject({ code: 'revoked', facts: { reason: 'cACompromise' }, subject: 'CN=Sub' });
  });

  it('an expired certificate that is also revoked is called revoked', () => {
    const old = leafOf(sub, { serial, notAfter: '2030-05-03T00:00:00Z' });
    expect(told([from(sub, listed)], { leaf: old })).toBe('revoked');
    expect(told([from(sub)], { leaf: old })).toBe('expired');
  });

  it.each([
    [0, 'unspecified'],
    [3, 'affiliationChanged'],
    [4, 'superseded'],
    [5, 'cessationOfOperation'],
    [6, 'certificateHold'],
    [9, 'privilegeWithdrawn'],
    [10, 'aACompromise'],
    [7, 'unspecified'],
  ])('reason %i is %s', (number, reason) => {
    const crls = [from(sub, { revoked: [{ serial, reason: number }] })];
    expect(ask({ leaf, roots: [root.der], intermediates: [sub.der], crls }).reason?.facts).toMatchObject({ reason });
  });
});

const scoped = (scope: make.ScopeOptions): Crl => ({ extensions: [make.issuingPoint(scope)] });
const stranger = ca('Stranger');
const noSign = ca('Sub', root, { more: [make.keyUsage('keyCertSign')] });
const unknownExtension = { oid: '1.3.6.1.4.1.99999.1', critical: true, value: make.octets() };

const causes: [string, Uint8Array[], string][] = [
  ['of another CA', [from(root)], 'no-list'],
  ['of a CA that nobody knows', [from(stranger)], 'no-list'],
  ['stale', [from(sub, { nextUpdate: '2030-05-30T00:00:00Z' })], 'stale'],
  ['of the future', [from(sub, { thisUpdate: '2030-06-20T00:00:00Z' })], 'not-yet-valid'],
  ['without an end', [from(sub, { nextUpdate: null })], 'no-next-update'],
  ['signed by another', [from(sub, { signer: stranger.key })], 'signature-invalid'],
  ['signed over SHA-1', [from(sub, { hash: 'sha1' })], 'signature-weak'],
  ['with an unknown critical extension', [from(sub, { extensions: [unknownExtension] })], 'unknown-critical-extension'],
  [
    'with a critical number',
    [from(sub, { number: null, extensions: [{ oid: '2.5.29.20', critical: true, value: make.integer(1) }] })],
    'unknown-critical-extension',
  ],
  [
    'with an unknown critical extension in an entry',
    [from(sub, { revoked: [{ serial: 1, extensions: [unknownExtension] }] })],
    'unknown-critical-extension',
  ],
  ['for CAs', [from(sub, scoped({ only: 'ca' }))], 'other-scope'],
  ['for attribute certificates', [from(sub, scoped({ only: 'attribute' }))], 'other-scope'],
  ['for users', [from(sub, scoped({ only: 'user' }))], 'valid'],
  [
    'for a distribution point that the certificate does not name',
    [from(sub, scoped({ uri: 'http://a/1.crl' }))],
    'other-scope',
  ],
  ['for one that has the name of the issuer', [from(sub, scoped({ names: [{ dir: 'CN=Sub' }] }))], 'valid'],
  ['for some reasons', [from(sub, scoped({ reasons: [1, 2] }))], 'some-reasons'],
  [
    'for all reasons in two halves',
    [from(sub, scoped({ reasons: [1, 2, 3, 4] })), from(sub, scoped({ reasons: [5, 6, 7, 8] }))],
    'valid',
  ],
  ['of changes only', [from(sub, { base: 1, number: 2 })], 'base-missing'],
  [
    'for two kinds at once',
    [
      from(sub, {
        extensions: [
          { ...make.issuingPoint({}), value: make.sequence(Uint8Array.of(0x81, 1, 255), Uint8Array.of(0x82, 1, 255)) },
        ],
      }),
    ],
    'damaged',
  ],
  ['of version 1', [from(sub, { version: 1 })], 'valid'],
  ['without a number', [from(sub, { number: null })], 'valid'],
  ['stale, but a fresh one is there', [from(sub, { nextUpdate: '2030-05-30T00:00:00Z' }), from(sub)], 'valid'],
  [
    'with an unknown extension that is not critical',
    [from(sub, { extensions: [{ ...unknownExtension, critical: false }] })],
    'valid',
  ],
];

describe('a list', () => {
  it.each(causes)('%s', (_, crls, expected) => {
    expect(told(crls)).toBe(expected);
  });

  it('that cannot be read is left out and named', () => {
    const verdict = ask({
      leaf,
      roots: [root.der],
      intermediates: [sub.der],
      crls: [Uint8Array.of(0x30, 0), from(sub)],
    });
    expect(verdict.valid).toBe(true);
    expect(verdict.notChecked).toContainEqual(expect.objectContaining({ what: 'unreadable', input: 'crl', index: 0 }));
    expect(told([Uint8Array.of(0x30, 0)])).toBe('no-list');
  });

  it('signed by a CA that may not sign lists', () => {
    expect(told([from(sub)], { leaf: leafOf(noSign), intermediates: [noSign.der] })).toBe('may-not-sign');
  });

  it('of a CA above that cannot be used is no good either', () => {
    expect(told([from(sub), from(root, { nextUpdate: '2030-05-30T00:00:00Z' })])).toBe('stale');
    expect(told([from(sub), from(root, scoped({ only: 'user' }))])).toBe('other-scope');
    expect(told([from(sub), from(root, scoped({ only: 'ca' }))])).toBe('valid');
  });

  it('with the same serial number of another CA says nothing', () => {
    expect(told([from(sub), from(root, listed)])).toBe('valid');
  });
});

describe('distribution points', () => {
  const uri = 'http://pki.contoso.com/sub.crl';
  const pointing = (...points: make.PointOptions[]): Uint8Array =>
    leafOf(sub, { serial, more: [make.distributionPoints(...points)] });

  it.each<[string, make.PointOptions[], make.ScopeOptions, string]>([
    ['the same place', [{ uri }], { uri }, 'revoked'],
    [
      'one of several',
      [{ names: [{ uri: 'ldap:///a' }, { uri }] }],
      { names: [{ uri }, { uri: 'http://b' }] },
      'revoked',
    ],
    ['the second point', [{ uri: 'http://a' }, { uri }], { uri }, 'revoked'],
    ['another place', [{ uri: 'http://other' }], { uri }, 'other-scope'],
    ['relative names', [{ relative: 'CN=part 1' }], { relative: 'CN=part 1' }, 'revoked'],
    [
      'a relative name against a full one',
      [{ relative: 'CN=part 1' }],
      { names: [{ dir: 'CN=Sub/CN=part 1' }] },
      'revoked',
    ],
    ['another relative name', [{ relative: 'CN=part 2' }], { relative: 'CN=part 1' }, 'other-scope'],
  ])('%s', (_, points, scope, expected) => {
    expect(told([from(sub, { ...listed, ...scoped(scope) })], { leaf: pointing(...points) })).toBe(expected);
  });

  it('a list without a place is for all places', () => {
    expect(told([from(sub, listed)], { leaf: pointing({ uri }) })).toBe('revoked');
    expect(told([from(sub)], { leaf: pointing({ uri }) })).toBe('valid');
  });

  it('a list of the issuer that no point names counts too', () => {
    const named = from(sub, { ...listed, ...scoped({ names: [{ dir: 'CN=Sub' }] }) });
    expect(told([named], { leaf: pointing({ uri }) })).toBe('revoked');
  });

  it('for some reasons each', () => {
    const both = pointing({ uri: 'http://a', reasons: [1, 2] }, { uri: 'http://b', reasons: [3, 4, 5, 6, 7, 8] });
    const [a, b] = [scoped({ uri: 'http://a' }), scoped({ uri: 'http://b' })];
    expect(told([from(sub, a)], { leaf: both })).toBe('some-reasons');
    expect(told([from(sub, a), from(sub, b)], { leaf: both })).toBe('valid');
    expect(told([from(sub, a), from(sub, { ...b, ...listed })], { leaf: both })).toBe('revoked');
  });
});
