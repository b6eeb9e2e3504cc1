// Certificate policies (RFC 5280 section 6.1): when one is demanded, which hold, and what mappings make of them.
import { describe, expect, it } from 'vitest';
import { ca, codeOf, type Issuer, leafOf } from './chain.ts';
import * as make from './makers.ts';

const [gold, silver, other] = ['1.3.6.1.4.1.99999.2.1', '1.3.6.1.4.1.99999.2.2', '1.3.6.1.4.1.99999.2.3'];
const any = '2.5.29.32.0';
const root = ca('Root');

/** The extensions of the CAs from the top down, and of the leaf. */
const outcome = (cas: readonly (readonly make.Extension[])[], leaf: readonly make.Extension[]): string => {
  const all: Issuer[] = [root];
  for (const [at, more] of cas.entries()) all.push(ca(`Policy CA ${at}`, all.at(-1), { more }));
  return codeOf({
    leaf: leafOf(all.at(-1) as Issuer, { more: leaf }),
    roots: [root.der],
    intermediates: all.slice(1).map(({ der }) => der),
  });
};

const demand = make.policyConstraints(0);
const [p, c, m] = [make.policies, make.policyConstraints, make.policyMappings];

const table: [string, make.Extension[][], make.Extension[], string][] = [
  ['none anywhere, none demanded', [[]], [], 'valid'],
  ['none anywhere, one demanded', [[demand]], [], 'policy-missing'],
  ['the same', [[p(gold), demand]], [p(gold)], 'valid'],
  ['different', [[p(gold), demand]], [p(silver)], 'policy-missing'],
  ['different, none demanded', [[p(gold)]], [p(silver)], 'valid'],
  ['one in common', [[p(gold, silver), demand]], [p(silver, other)], 'valid'],
  ['lost on the way', [[p(gold), demand], [p(silver)]], [p(gold)], 'policy-missing'],
  ['any in a CA', [[p(any), demand]], [p(gold)], 'valid'],
  ['any in the leaf', [[p(gold), demand]], [p(any)], 'valid'],
  ['any that is inhibited', [[p(any), demand, make.inhibitAnyPolicy(0)], [p(any)]], [p(gold)], 'policy-missing'],
  ['any, inhibited one later', [[p(any), demand, make.inhibitAnyPolicy(1)], [p(any)]], [p(gold)], 'valid'],
  ['demanded after more certificates than there are', [[c(3)], []], [], 'valid'],
  ['demanded from the leaf on', [[c(2)], []], [], 'policy-missing'],
  ['demanded by the leaf itself', [[]], [demand], 'policy-missing'],
  ['mapped', [[p(gold), demand, m([gold, silver])]], [p(silver)], 'valid'],
  ['mapped away', [[p(gold), demand, m([gold, silver])]], [p(gold)], 'policy-missing'],
  ['mapped from any', [[p(any), demand, m([gold, silver])]], [p(silver)], 'valid'],
  [
    'mapping forbidden',
    [
      [p(gold), c(0, 0)],
      [p(gold), m([gold, silver])],
    ],
    [p(silver)],
    'policy-missing',
  ],
  [
    'mapping forbidden one later',
    [
      [p(gold), c(0, 1)],
      [p(gold), m([gold, silver])],
    ],
    [p(silver)],
    'valid',
  ],
  ['mapping to any', [[p(gold), m([gold, any])]], [p(gold)], 'malformed'],
  ['a policy twice', [[p(gold, gold)]], [p(gold)], 'malformed'],
  ['empty constraints', [[make.policyConstraints()]], [], 'malformed'],
];

describe('policies', () => {
  it.each(table)('%s', (_, cas, leaf, expected) => {
    expect(outcome(cas, leaf)).toBe(expected);
  });

  it('of self-issued CAs do not count down, and any holds through them', () => {
    const rolling = (more: make.Extension[], second: make.Extension[], leaf: make.Extension[]): string => {
      const first = ca('Rolling', root, { more });
      const next = ca('Rolling', first, { key: make.key('Rolling, second key'), more: second });
      const intermediates = [first.der, next.der];
      return codeOf({ leaf: leafOf(next, { more: leaf }), roots: [root.der], intermediates });
    };
    // Demanded after two certificates: the self-issued one is none of them.
    expect(rolling([c(2)], [], [])).toBe('valid');
    expect(rolling([c(1)], [], [])).toBe('policy-missing');
    expect(rolling([p(gold), demand, make.inhibitAnyPolicy(0)], [p(any)], [p(gold)])).toBe('valid');
    expect(rolling([p(gold), demand, make.inhibitAnyPolicy(0)], [p(gold)], [p(any)])).toBe('policy-missing');
  });

  it('stay cheap with many mappings in a row', () => {
    const many = Array.from({ length: 60 }, (_, at) => `1.3.6.1.4.1.99999.3.${at}`);
    const all = [p(...many), m(...many.flatMap((a) => many.map((b): [string, string] => [a, b])))];
    expect(outcome([[...all, demand], all, all, all], [p(many[7] as string)])).toBe('valid');
  });
});
