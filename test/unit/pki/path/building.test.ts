// Finding the path: several issuers of one name, cross-signed CAs, loops, limits, and sets made to keep us busy.
import { describe, expect, it } from 'vitest';
import { ask, ca, codeOf, host, type Issuer, leafOf, subjects } from './chain.ts';
import * as make from './makers.ts';

const expired = { notAfter: '2030-02-01T00:00:00Z' };

/** The same CA (name and key), certified by another. */
const crossed = (of: Issuer, by: Issuer, changes = {}): Issuer =>
  ca(of.subject.slice(3), by, { key: of.key, ...changes });

const orders = <T>(items: readonly T[]): T[][] => [[...items], items.toReversed()];

describe('branches', () => {
  const old = ca('Old Root');
  const root = ca('New Root');
  const bridge = crossed(root, old);

  it('the shorter way to a root that is trusted, in whatever order things come', () => {
    const leaf = leafOf(root);
    for (const roots of orders([old.der, root.der])) {
      const verdict = ask({ leaf, roots, intermediates: [bridge.der] });
      expect(subjects(verdict)).toEqual(['CN=sensor', 'CN=New Root']);
    }
  });

  it('over a cross-certificate where only the other root is trusted', () => {
    const leaf = leafOf(root);
    const verdict = ask({ leaf, roots: [old.der], intermediates: [root.der, bridge.der] });
    expect(verdict.valid).toBe(true);
    expect(subjects(verdict)).toEqual(['CN=sensor', 'CN=New Root', 'CN=Old Root']);
  });

  it('past an expired cross-certificate, and past an expired root', () => {
    const leaf = leafOf(root);
    const gone = crossed(root, old, expired);
    expect(codeOf({ leaf, roots: [old.der, root.der], intermediates: [gone.der] })).toBe('valid');
    const oldExpired = ca('Old Root', undefined, expired);
    const sub = ca('Sub', root);
    expect(codeOf({ leaf: leafOf(sub), roots: [oldExpired.der, root.der], intermediates: [sub.der, bridge.der] })).toBe(
      'valid',
    );
    expect(codeOf({ leaf, roots: [old.der], intermediates: [gone.der] })).toBe('expired');
  });

  it('among twins of one CA: the sound one, wherever it stands', () => {
    const twins = [
      ca('Sub', root),
      ca('Sub', root, expired),
      ca('Sub', root, { more: [make.basicConstraints(false)] }),
      ca('Sub', root, { more: [make.extendedKeyUsage('client')] }),
      ca('Sub', root, { more: [make.nameConstraints([{ dns: 'example.com' }])] }),
      ca('Sub', root, { hash: 'sha1' }),
      ca('Sub', old, { more: [make.basicConstraints(true, 0)] }),
      ca('Sub', root, { key: make.key('not this one') }),
      ca('Sub', ca('Nobody')),
    ].map(({ der }) => der);
    const leaf = leafOf(ca('Sub', root));
    for (let at = 0; at < twins.length; at += 1) {
      const intermediates = [...twins.slice(at), ...twins.slice(0, at)];
      expect(codeOf({ leaf, roots: [root.der], intermediates, host })).toBe('valid');
    }
    expect(codeOf({ leaf, roots: [root.der], intermediates: twins.slice(1) })).not.toBe('valid');
  });

  it('back from a way that breaks a rule only at its end', () => {
    const narrow = ca('Narrow', undefined, { more: [make.nameConstraints([{ dns: 'example.com' }])] });
    const sub = ca('Sub', root);
    const viaNarrow = crossed(sub, narrow);
    for (const intermediates of orders([viaNarrow.der, sub.der]))
      expect(subjects(ask({ leaf: leafOf(sub), roots: [narrow.der, root.der], intermediates }))).toEqual([
        'CN=sensor',
        'CN=Sub',
        'CN=New Root',
      ]);
    expect(codeOf({ leaf: leafOf(sub), roots: [narrow.der], intermediates: [viaNarrow.der] })).toBe(
      'name-not-permitted',
    );
  });

  it('a rollover within one CA: the new key certified by the old one', () => {
    const first = ca('Rolling', undefined, { key: make.key('first key') });
    const second = ca('Rolling', first, { key: make.key('second key') });
    const verdict = ask({ leaf: leafOf(second), roots: [first.der], intermediates: [second.der] });
    expect(verdict.valid).toBe(true);
    expect(verdict.path).toHaveLength(3);
  });
});

describe('path length', () => {
  const limited = (limit: number) => ca('Limited', undefined, { more: [make.basicConstraints(true, limit)] });
  const below = (top: Issuer, count: number): Issuer[] => {
    const all = [top];
    for (let at = 1; at <= count; at += 1) all.push(ca(`Level ${at}`, all.at(-1)));
    return all;
  };
  it.each([
    [0, 0, 'valid'],
    [0, 1, 'path-too-long'],
    [1, 1, 'valid'],
    [1, 2, 'path-too-long'],
    [3, 3, 'valid'],
  ])('%i allowed, %i there: %s', (limit, count, expected) => {
    const all = below(limited(limit), count);
    const intermediates = all.slice(1).map(({ der }) => der);
    expect(codeOf({ leaf: leafOf(all.at(-1) as Issuer), roots: [all[0]?.der as Uint8Array], intermediates })).toBe(
      expected,
    );
  });

  it('does not count self-issued certificates, nor a CA in the place of the leaf', () => {
    const top = limited(0);
    const again = ca('Limited', top, { key: make.key('Limited, second key') });
    expect(codeOf({ leaf: leafOf(again), roots: [top.der], intermediates: [again.der] })).toBe('valid');
    const asLeaf = ca('Sub', top).der;
    expect(codeOf({ leaf: asLeaf, roots: [top.der], purpose: 'any' })).toBe('valid');
  });

  it('a lower CA may not widen it', () => {
    const top = limited(1);
    const sub = ca('Sub', top, { more: [make.basicConstraints(true, 5)] });
    const [second, third] = [ca('Second', sub), ca('Third', ca('Second', sub))];
    expect(codeOf({ leaf: leafOf(second), roots: [top.der], intermediates: [sub.der, second.der] })).toBe(
      'path-too-long',
    );
    expect(codeOf({ leaf: leafOf(third), roots: [top.der], intermediates: [sub.der, second.der, third.der] })).toBe(
      'path-too-long',
    );
  });
});

describe('depth', () => {
  const all: Issuer[] = [ca('Top')];
  for (let at = 1; at <= 12; at += 1) all.push(ca(`Deep ${at}`, all.at(-1)));
  const question = (count: number, maxDepth?: number) => ({
    leaf: leafOf(all[count] as Issuer),
    roots: [all[0]?.der as Uint8Array],
    intermediates: all.slice(1).map(({ der }) => der),
    ...(maxDepth === undefined ? {} : { maxDepth }),
  });
  it.each([
    [0, 0, 'valid'],
    [1, 0, 'too-deep'],
    [1, 1, 'valid'],
    [3, 2, 'too-deep'],
    [10, undefined, 'valid'],
    [11, undefined, 'too-deep'],
    [12, 12, 'valid'],
    [12, 1e9, 'valid'],
    [1, -1, 'too-deep'],
    [1, Number.NaN, 'too-deep'],
  ])('%i between, %s allowed: %s', (count, maxDepth, expected) => {
    expect(codeOf(question(count, maxDepth))).toBe(expected);
  });
});

describe('loops', () => {
  const root = ca('Root');
  it('two CAs that certify each other lead nowhere', () => {
    const [a, b] = [ca('A'), ca('B')];
    const intermediates = [crossed(a, b).der, crossed(b, a).der];
    for (const maxDepth of [10, 255])
      expect(codeOf({ leaf: leafOf(a), roots: [root.der], intermediates, maxDepth })).not.toBe('valid');
    // With one of them trusted, they do lead somewhere.
    expect(codeOf({ leaf: leafOf(a), roots: [b.der], intermediates })).toBe('valid');
  });

  it('nor two keys of one CA', () => {
    const [one, two] = [make.key('loop 1'), make.key('loop 2')];
    const first = ca('Loop', undefined, { key: one, signer: two });
    const second = ca('Loop', undefined, { key: two, signer: one });
    const question = { leaf: leafOf(first), intermediates: [first.der, second.der] };
    expect(codeOf({ ...question, roots: [root.der] })).not.toBe('valid');
  });

  it('a CA cross-signed in a ring with two others is still found as a root', () => {
    const [a, b, c] = [ca('A'), ca('B'), ca('C')];
    const ring = [crossed(a, b), crossed(a, c), crossed(b, a), crossed(b, c), crossed(c, a), crossed(c, b)];
    const a1 = ca('A1', a);
    for (const intermediates of orders([a1, ...ring].map(({ der }) => der)))
      expect(codeOf({ leaf: leafOf(a1), roots: [a.der], intermediates })).toBe('valid');
  });
});

describe('bounded work', () => {
  it('five hundred CAs of one name and key identifier: refused, or found, and soon', () => {
    const root = ca('Root');
    const claimed = make.subjectKeyId(make.key('Sub'));
    const decoys = Array.from({ length: 500 }, (_, at) =>
      // Few keys, many certificates: what counts is that each has to be tried.
      ca('Sub', root, { key: make.key(`decoy ${at % 20}`), more: [claimed], serial: 5000 + at }),
    ).map(({ der }) => der);
    const real = ca('Sub', root, { notBefore: '2029-01-01T00:00:00Z' });
    expect(codeOf({ leaf: leafOf(real), roots: [root.der], intermediates: [...decoys, real.der] })).toMatch(
      /^(too-much-work|valid)$/,
    );
    expect(codeOf({ leaf: leafOf(real), roots: [root.der], intermediates: decoys })).toBe('too-much-work');
    // An honest key identifier is tried first, however many others there are.
    const others = decoys.map((_, at) => ca('Sub', root, { key: make.key(`decoy ${at % 20}`), serial: 9000 + at }).der);
    expect(codeOf({ leaf: leafOf(real), roots: [root.der], intermediates: [...others, real.der] })).toBe('valid');
  });

  it('the same certificate a thousand times is one', () => {
    const root = ca('Root');
    const sub = ca('Sub', root);
    const wrong = ca('Sub', root, {
      key: make.key('not this one'),
      notBefore: '2030-02-01T00:00:00Z',
      without: ['2.5.29.14'],
    });
    const intermediates = [...Array<Uint8Array>(1000).fill(wrong.der), sub.der];
    const unhinted = leafOf(sub, { without: ['2.5.29.35'] });
    expect(codeOf({ leaf: unhinted, roots: [root.der], intermediates })).toBe('valid');
  });

  it('twelve CAs that have all certified each other', () => {
    const all = Array.from({ length: 12 }, (_, at) => ca(`Mesh ${at}`));
    const intermediates = all.flatMap((a) => all.filter((b) => a !== b).map((b) => crossed(a, b).der));
    const leaf = leafOf(all[0] as Issuer);
    expect(codeOf({ leaf, roots: [ca('Elsewhere').der], intermediates })).not.toBe('valid');
    expect(codeOf({ leaf, roots: [all[11]?.der as Uint8Array], intermediates })).toBe('valid');
    // Every path ends at the root, and none may: the names are not permitted.
    const narrow = ca('Mesh 11', undefined, { more: [make.nameConstraints([{ dns: 'example.com' }])] });
    expect(codeOf({ leaf, roots: [narrow.der], intermediates })).toMatch(/^(too-much-work|name-not-permitted)$/);
  });

  it('thousands of names against thousands of constraints', () => {
    const names = (count: number) => Array.from({ length: count }, (_, at) => ({ dns: `n${at}.contoso.com` }));
    const root = ca('Root', undefined, {
      more: [
        make.nameConstraints(
          names(2048),
          names(1).map(() => ({ dns: 'bad.example' })),
        ),
      ],
    });
    const many = leafOf(root, { more: [make.subjectAltName(names(2048))] });
    expect(codeOf({ leaf: many, roots: [root.der] })).toBe('too-much-work');
    const fewer = leafOf(root, { more: [make.subjectAltName(names(100))] });
    expect(codeOf({ leaf: fewer, roots: [root.der] })).toBe('valid');
  });
});
