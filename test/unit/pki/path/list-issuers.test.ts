// Lists by other keys and other issuers, lists of changes, and serial numbers of every shape.
import { describe, expect, it } from 'vitest';
import { ask, ca, type Issuer, leafOf } from './chain.ts';
import * as make from './makers.ts';

const root = ca('Root');
const sub = ca('Sub', root, { serial: 77 });
const serial = 4242;
const leaf = leafOf(sub, { serial });
const stranger = ca('Stranger');
const listed = { revoked: [{ serial }] };

type Crl = Partial<make.CrlOptions>;
const from = (issuer: Issuer, options: Crl = {}): Uint8Array =>
  make.crl({ issuer: issuer.subject, signer: issuer.key, ...options });
const scoped = (scope: make.ScopeOptions): Crl => ({ extensions: [make.issuingPoint(scope)] });

/** `valid`, the code, or the cause of `revocation-unknown`. */
const told = (crls: readonly Uint8Array[], question: Partial<Parameters<typeof ask>[0]> = {}): string => {
  const { reason } = ask({ leaf, roots: [root.der], intermediates: [sub.der], crls, ...question });
  return reason?.code === 'revocation-unknown' ? reason.facts.cause : (reason?.code ?? 'valid');
};

describe('another issuer of lists', () => {
  const other = ca('List Issuer', root);
  const indirect = (revoked: make.Revoked[], scope: make.ScopeOptions = { indirect: true }): Uint8Array =>
    from(other, { revoked, ...scoped(scope) });
  const pointing = leafOf(sub, { serial, more: [make.distributionPoints({ issuer: 'CN=List Issuer' })] });
  const question = { leaf: pointing, intermediates: [sub.der, other.der] };

  it('lists entries of several CAs, each with its issuer, which holds on until the next', () => {
    expect(told([indirect([{ serial, issuer: 'CN=Sub' }])], question)).toBe('revoked');
    expect(told([indirect([{ serial: 1, issuer: 'CN=Sub' }, { serial: 2 }, { serial }])], question)).toBe('revoked');
    expect(told([indirect([{ serial }])], question)).toBe('valid');
    expect(
      told(
        [
          indirect([
            { serial: 1, issuer: 'CN=Sub' },
            { serial, issuer: 'CN=Else' },
          ]),
        ],
        question,
      ),
    ).toBe('valid');
  });

  it('counts only where the list says that it is indirect, and the certificate names it', () => {
    expect(told([indirect([], { only: 'user' })], question)).toBe('no-list');
    expect(told([indirect([{ serial, issuer: 'CN=Sub' }])], { ...question, leaf })).toBe('no-list');
  });

  it('is what a relative name is relative to', () => {
    const points = make.distributionPoints({ relative: 'CN=part 1', issuer: 'CN=List Issuer' });
    const relative = { ...question, leaf: leafOf(sub, { serial, more: [points] }) };
    const list = (part: string) =>
      indirect([{ serial, issuer: 'CN=Sub' }], { indirect: true, names: [{ dir: `CN=List Issuer/CN=${part}` }] });
    expect(told([list('part 1')], relative)).toBe('revoked');
    expect(told([list('part 2')], relative)).toBe('other-scope');
  });

  it('must be vouched for by the same root', () => {
    const foreign = ca('List Issuer', stranger);
    const list = make.crl({ issuer: 'CN=List Issuer', signer: foreign.key, ...scoped({ indirect: true }) });
    const both = { leaf: pointing, intermediates: [sub.der, foreign.der], roots: [root.der, stranger.der] };
    expect(told([list], both)).toBe('signer-unknown');
    expect(told([list], { ...both, intermediates: [sub.der] })).toBe('signer-unknown');
  });
});

describe('a key of its own for lists', () => {
  const signer = ca('Sub', root, {
    key: make.key('lists of Sub'),
    serial: 99,
    more: [make.keyUsage('cRLSign'), make.basicConstraints(false)],
  });
  const list = make.crl({ issuer: 'CN=Sub', signer: signer.key, ...listed });
  const question = { intermediates: [sub.der, signer.der] };

  it('is found by the name of the CA', () => {
    expect(told([list], question)).toBe('revoked');
    expect(told([make.crl({ issuer: 'CN=Sub', signer: signer.key })], question)).toBe('valid');
    expect(told([list])).toBe('signature-invalid');
  });

  it('must itself be in date, in order, and not revoked', () => {
    const expired = ca('Sub', root, {
      key: signer.key,
      notAfter: '2030-02-01T00:00:00Z',
      more: [make.keyUsage('cRLSign')],
    });
    expect(told([list], { intermediates: [sub.der, expired.der] })).toBe('signer-unknown');
    const withdrawn = from(root, { revoked: [{ serial: 99 }] });
    expect(told([list, withdrawn], question)).toBe('signer-unknown');
    expect(told([list, from(root)], question)).toBe('revoked');
  });

  it('cannot vouch for itself', () => {
    const selfMade = ca('Sub', undefined, { key: make.key('self-made'), more: [make.keyUsage('cRLSign')] });
    const forged = make.crl({ issuer: 'CN=Sub', signer: selfMade.key });
    expect(told([forged], { intermediates: [sub.der, selfMade.der] })).toBe('signer-unknown');
  });

  it('may be one that the CA itself certified, whose status its own list tells', () => {
    const selfIssued = ca('Sub', sub, {
      key: make.key('self-issued'),
      more: [make.keyUsage('cRLSign'), make.basicConstraints(false)],
    });
    const byIt = make.crl({ issuer: 'CN=Sub', signer: selfIssued.key, ...listed });
    expect(told([byIt], { intermediates: [sub.der, selfIssued.der] })).toBe('revoked');
  });
});

describe('deltas', () => {
  const base = { number: 5 };
  const delta = (revoked: make.Revoked[], options: Crl = {}): Uint8Array =>
    from(sub, { base: 5, number: 7, thisUpdate: '2030-05-10T00:00:00Z', revoked, ...options });

  it.each<[string, Uint8Array[], string]>([
    ['a change since', [from(sub, base), delta([{ serial }])], 'revoked'],
    ['no change', [from(sub, base), delta([])], 'valid'],
    [
      'released from hold',
      [from(sub, { ...base, revoked: [{ serial, reason: 6 }] }), delta([{ serial, reason: 8 }])],
      'valid',
    ],
    ['on hold', [from(sub, { ...base, revoked: [{ serial, reason: 6 }] }), delta([])], 'revoked'],
    ['from another base', [from(sub, { number: 4 }), delta([{ serial }])], 'valid'],
    ['older than the full list', [from(sub, { number: 8 }), delta([{ serial }])], 'valid'],
    ['for another scope', [from(sub, base), delta([{ serial }], scoped({ only: 'user' }))], 'valid'],
    ['stale', [from(sub, base), delta([{ serial }], { nextUpdate: '2030-05-11T00:00:00Z' })], 'valid'],
    ['signed by another', [from(sub, base), delta([{ serial }], { signer: stranger.key })], 'valid'],
    [
      'the newest of two',
      [from(sub, base), delta([{ serial, reason: 6 }]), delta([{ serial, reason: 8 }], { number: 9 })],
      'valid',
    ],
    ['beside a stale full list', [from(sub, { ...base, nextUpdate: '2030-05-30T00:00:00Z' }), delta([])], 'stale'],
  ])('%s', (_, crls, expected) => {
    expect(told(crls)).toBe(expected);
    expect(told(crls.toReversed())).toBe(expected);
  });
});

describe('serial numbers', () => {
  it.each<[string, number | Uint8Array, number | Uint8Array, string]>([
    ['positive and negative are two numbers', Uint8Array.of(0xff), Uint8Array.of(0, 0xff), 'valid'],
    ['negative', Uint8Array.of(0xff), Uint8Array.of(0xff), 'revoked'],
    [
      'twenty octets',
      Uint8Array.from({ length: 20 }, () => 0x7f),
      Uint8Array.from({ length: 20 }, () => 0x7f),
      'revoked',
    ],
    ['the end of a longer one', 0x1234, 0x7f1234, 'valid'],
    ['the start of a longer one', 0x1234, 0x123456, 'valid'],
    ['zeros in front that should not be there', Uint8Array.of(0, 0, 5), 5, 'revoked'],
  ])('%s', (_, own, entry, expected) => {
    expect(told([from(sub, { revoked: [{ serial: entry }] })], { leaf: leafOf(sub, { serial: own }) })).toBe(expected);
  });
});
