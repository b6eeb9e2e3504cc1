// Several revocation lists that speak of one certificate: neither their order nor an old list among them decides.
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

const told = (crls: readonly Uint8Array[], intermediates: readonly Uint8Array[] = [sub.der]): string => {
  const { reason } = ask({ leaf, roots: [root.der], intermediates, crls });
  return reason?.code === 'revocation-unknown' ? reason.facts.cause : (reason?.code ?? 'valid');
};

/** Every order of the lists. */
const orders = <T>(all: readonly T[]): T[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((first, at) => orders(all.toSpliced(at, 1)).map((rest) => [first, ...rest]));

const day = (of: number): string => `2030-05-${String(of).padStart(2, '0')}T00:00:00Z`;
/** A list of a day of May, with the number of that day. */
const of = (on: number, options: Crl = {}): Crl => ({ number: on, thisUpdate: day(on), ...options });
const listed = { revoked: [{ serial }] };
const held = { revoked: [{ serial, reason: 6 }] };
const freed = { revoked: [{ serial, reason: 8 }] };
const point = (uri: string) => ({ extensions: [make.issuingPoint({ uri })] });
const unnumbered = { number: null };

const cases: [string, Crl[], string][] = [
  ['the newer one has it', [of(1), of(2, listed)], 'revoked'],
  ['the newer one has it on hold', [of(1), of(2, held)], 'revoked'],
  ['by dates alone', [of(1, unnumbered), of(2, { ...held, ...unnumbered })], 'revoked'],
  ['by numbers alone', [of(1), { ...of(1, held), number: 2 }], 'revoked'],
  ['the middle one has it', [of(1), of(2, listed), of(3)], 'revoked'],
  ['the newer one lifts a hold', [of(1, held), of(2)], 'valid'],
  ['a hold is lifted and laid on again', [of(1, held), of(2), of(3, held)], 'revoked'],
  ['by dates alone, lifted', [of(1, { ...held, ...unnumbered }), of(2, unnumbered)], 'valid'],
  ['by numbers alone, lifted', [of(1, held), { ...of(1), number: 2 }], 'valid'],
  ['a number on one of them only', [of(1, { ...held, ...unnumbered }), of(2)], 'valid'],
  ['number and date contradict each other', [{ ...of(1, held), number: 9 }, of(2)], 'revoked'],
  ['twins that contradict each other', [of(1, held), of(1)], 'revoked'],
  ['the newer one drops a revocation', [of(1, listed), of(2)], 'revoked'],
  ['the newer one drops it, after its end', [of(1, { ...listed, nextUpdate: day(20) }), of(2)], 'valid'],
  ['a newer one that is stale', [of(1), of(2, { ...listed, nextUpdate: day(20) })], 'valid'],
  ['a newer one for another place lifts no hold', [of(1, held), of(2, point('http://a'))], 'revoked'],
  ['a delta of the older one has it', [of(1), of(3), { ...of(4, listed), base: 1 }], 'revoked'],
  ['a delta lifts a hold, but not the next full list', [of(1), { ...of(2, freed), base: 1 }, of(3, held)], 'revoked'],
  ['a delta lifts the hold in both', [of(1, held), of(2, held), { ...of(3, freed), base: 1 }], 'valid'],
  ['two deltas, the newer has it', [of(1), { ...of(2), base: 1 }, { ...of(3, held), base: 1 }], 'revoked'],
  ['two deltas, the newer lifts it', [of(1), { ...of(2, held), base: 1 }, { ...of(3, freed), base: 1 }], 'valid'],
  ['two deltas, the older has it for good', [of(1), { ...of(2, listed), base: 1 }, { ...of(3), base: 1 }], 'revoked'],
];

describe('of one CA', () => {
  it.each(cases)('%s', (_, lists, expected) => {
    for (const order of orders(lists)) expect(told(order.map((each) => from(sub, each)))).toBe(expected);
  });

  it.each(cases)('%s: the same for a CA', (_, lists, expected) => {
    const ofCa = lists.map(({ revoked = [], ...each }) => ({
      ...each,
      revoked: revoked.map((entry) => ({ ...entry, serial: 77 })),
    }));
    for (const order of orders(ofCa))
      expect(told([from(sub), ...order.map((each) => from(root, each))])).toBe(expected);
  });

  it('by two keys under one name: the list of one lifts no hold in the other', () => {
    const renewed = ca('Sub', root, { key: make.key('next key of Sub') });
    const lists = [from(sub, of(1, held)), from(renewed, of(2))];
    for (const order of orders(lists)) expect(told(order, [sub.der, renewed.der])).toBe('revoked');
    const free = [from(sub, of(1)), from(renewed, of(2))];
    for (const order of orders(free)) expect(told(order, [sub.der, renewed.der])).toBe('valid');
  });
});

describe('many of them', () => {
  it('that cannot all be asked make nothing valid', () => {
    const junk = Array.from({ length: 300 }, (_, at) => from(sub, { number: at + 10, signer: make.key('stranger') }));
    expect(told([from(sub), ...junk, from(sub, of(2, listed))])).toBe('too-much-work');
    expect(told([from(sub), ...junk.slice(0, 100), from(sub, of(2, listed))])).toBe('revoked');
  });
});
