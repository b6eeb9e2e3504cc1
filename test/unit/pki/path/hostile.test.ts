// Bytes that somebody has turned: nothing throws, and nothing that was changed inside a signature becomes valid.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCrl } from '../../../../main/pki/crl/crl.ts';
import { crlItemSchema } from '../../../../preload/contract/item.ts';
import { ask, ca, host, leafOf } from './chain.ts';
import * as make from './makers.ts';

const root = ca('Root', undefined, {
  more: [make.nameConstraints([{ dns: 'contoso.com' }, { ip: [10, 0, 0, 0, 255, 0, 0, 0] }, { email: 'contoso.com' }])],
});
const sub = ca('Sub', root, {
  more: [
    make.policies('1.2.3.4'),
    make.policyMappings(['1.2.3.4', '1.2.3.5']),
    make.policyConstraints(3, 1),
    make.inhibitAnyPolicy(2),
  ],
});
const serial = 4242;
const leaf = leafOf(sub, {
  serial,
  more: [
    make.subjectAltName([
      { dns: host },
      { ip: [10, 1, 2, 3] },
      { email: 'a@contoso.com' },
      { uri: 'http://a' },
      { dir: 'CN=a' },
    ]),
    make.distributionPoints({ uri: 'http://a/b.crl' }, { relative: 'CN=x', reasons: [1, 2], issuer: 'CN=Sub' }),
    make.policies('1.2.3.5'),
  ],
});
const revoked = [{ serial: 1, reason: 1 }, { serial: 2, issuer: 'CN=Sub' }, { serial }];
const full = make.crl({
  issuer: 'CN=Sub',
  signer: sub.key,
  revoked,
  number: 5,
  extensions: [make.issuingPoint({ uri: 'http://a/b.crl', indirect: true })],
});
const delta = make.crl({
  issuer: 'CN=Sub',
  signer: sub.key,
  base: 5,
  number: 6,
  extensions: [make.issuingPoint({ uri: 'http://a/b.crl', indirect: true })],
});
const clean = make.crl({ issuer: 'CN=Sub', signer: sub.key, revoked: [{ serial: 1 }] });

const mutated = (originals: readonly Uint8Array[]) =>
  fc
    .tuple(
      fc.constantFrom(...originals),
      fc.array(
        fc.record({ at: fc.nat(), kind: fc.constantFrom('set', 'cut', 'double'), value: fc.nat({ max: 255 }) }),
        { minLength: 1, maxLength: 4 },
      ),
    )
    .map(([original, changes]) => {
      const bytes = [...original];
      for (const { at, kind, value } of changes) {
        const index = at % bytes.length;
        if (kind === 'set') bytes[index] = value;
        else if (kind === 'cut') bytes.splice(index, value % 8);
        else bytes.splice(index, 0, ...bytes.slice(index, index + (value % 8)));
      }
      return Uint8Array.from(bytes);
    });

describe('anything', () => {
  it('gets an answer of the contract', () => {
    const certificates = fc.oneof(
      mutated([leaf, sub.der, root.der]),
      fc.constantFrom(leaf, sub.der, root.der),
      fc.uint8Array({ maxLength: 60 }),
    );
    const lists = fc.oneof(mutated([full, delta, clean]), fc.constantFrom(full, delta, clean, leaf));
    const question = fc.record({
      leaf: certificates,
      intermediates: fc.array(certificates, { maxLength: 4 }),
      roots: fc.array(certificates, { maxLength: 3 }),
      crls: fc.array(lists, { maxLength: 3 }),
      host: fc.oneof(fc.constant(host), fc.string()),
      purpose: fc.constantFrom('server' as const, 'client' as const, 'any' as const),
      at: fc.oneof(fc.constant(make.now), fc.date({ noInvalidDate: false })),
      maxDepth: fc.oneof(fc.integer(), fc.double()),
    });
    fc.assert(
      fc.property(question, (each) => void ask(each)),
      { numRuns: 500 },
    );
  });

  it('never makes something valid that was changed after it was signed', () => {
    const flip = (original: Uint8Array) =>
      fc.tuple(fc.nat({ max: original.length - 1 }), fc.integer({ min: 1, max: 255 })).map(([at, bits]) => {
        const bytes = original.slice();
        bytes[at] = (bytes[at] as number) ^ bits;
        return bytes;
      });
    fc.assert(
      fc.property(flip(leaf), flip(sub.der), flip(clean), (badLeaf, badSub, badList) => {
        const chain = { roots: [root.der], intermediates: [sub.der] };
        expect(ask({ ...chain, leaf: badLeaf }).valid).toBe(false);
        expect(ask({ ...chain, leaf, intermediates: [badSub] }).valid).toBe(false);
        expect(ask({ ...chain, leaf, crls: [badList] }).valid).toBe(false);
      }),
      { numRuns: 200 },
    );
    // The same chain unchanged is valid: the property above can fail.
    expect(ask({ leaf, roots: [root.der], intermediates: [sub.der], crls: [clean] }).valid).toBe(true);
  });

  it('reads as a list, or is said to be none', () => {
    fc.assert(
      fc.property(
        fc.oneof({ weight: 5, arbitrary: mutated([full, delta, clean]) }, fc.uint8Array({ maxLength: 200 })),
        (bytes) => {
          const parsed = parseCrl(bytes);
          if (parsed.ok) crlItemSchema.parse(parsed.value);
          else expect(parsed.error.code).toMatch(/^(damaged|not-readable)$/);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
