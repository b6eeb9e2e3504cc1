// The pure halves of the pictures: time line, diff, fingerprint groups, what importing would do.
import { describe, expect, test } from 'vitest';
import { differing, groups, type Store } from '../../../assets/text/facts.ts';
import { startsAfterGap } from '../../../renderer/parts/diff.ts';
import { phaseOf, timeLine } from '../../../renderer/parts/validity.ts';
import { deeds, firstScope, holding, locationFor } from '../../../renderer/trust/import/import-model.ts';
import { intermediate, root } from '../../renderer/fixtures/certificates.ts';
import { caPlan, storesWith } from '../../renderer/fixtures/journeys.ts';

const at = Date.parse('2026-11-22T10:00:00Z');
const span = (notBefore: string, notAfter: string) => ({ notBefore, notAfter });

describe('validity', () => {
  test.each([
    ['2026-01-01T00:00:00Z', '2027-11-22T10:00:00Z', 'valid', 365 * 86_400],
    ['2026-01-01T00:00:00Z', '2026-11-23T10:00:00Z', 'soon', 86_400],
    ['2026-01-01T00:00:00Z', '2026-11-22T09:59:59Z', 'expired', 1],
    ['2026-11-22T11:00:00Z', '2027-01-01T00:00:00Z', 'future', 3_600],
  ])('%s to %s is %s', (from, to, phase, seconds) => {
    expect(phaseOf(span(from, to), at)).toEqual({ phase, seconds });
  });

  test('bars and today lie on one line, in order and inside of it', () => {
    const line = timeLine(
      [span('2025-11-22T10:00:00Z', '2027-11-22T10:00:00Z'), span('2019-01-01T00:00:00Z', '2039-01-01T00:00:00Z')],
      at,
    );
    const [leaf, ca] = line.bars;
    if (!leaf || !ca) throw new Error('two bars');
    expect(ca.start).toBeGreaterThan(0);
    expect(ca.start + ca.width).toBeLessThan(100);
    expect(leaf.start).toBeGreaterThan(ca.start);
    expect(line.now).toBeCloseTo(leaf.start + leaf.width / 2, 5);
  });

  test('a day among decades can still be seen', () => {
    const [day] = timeLine(
      [span('2026-11-22T00:00:00Z', '2026-11-23T00:00:00Z'), span('2000-01-01T00:00:00Z', '2050-01-01T00:00:00Z')],
      at,
    ).bars;
    expect(day?.width).toBeGreaterThan(0.5);
  });
});

test('a diff shows where lines are left out', () => {
  const lines = [
    { kind: 'same', line: 21, text: '' },
    { kind: 'remove', line: 22, text: 'old' },
    { kind: 'add', line: 22, text: 'new' },
    { kind: 'same', line: 40, text: '' },
  ] as const;
  expect(lines.map((_, index) => startsAfterGap(lines, index))).toEqual([true, false, false, true]);
  expect(startsAfterGap([{ kind: 'add', line: 1, text: '' }], 0)).toBe(false);
});

test('fingerprints are compared group by group', () => {
  expect(groups('AABBCCDDEE')).toEqual(['AABB', 'CCDD', 'EE']);
  expect([...differing('AABBCCDDEE', 'AABBCCDFEE')]).toEqual([1]);
  expect([...differing('AABBCCDD', 'AABB')]).toEqual([1]);
});

describe('what importing would do', () => {
  const shas = caPlan.map(({ sha256 }) => sha256);
  const view = (machine: string[] | null) => ({
    plan: caPlan,
    missing: null,
    wanted: '',
    stores: storesWith(machine, []),
    notes: [],
  });
  const first = (machine: string[] | null): Store => {
    const [store] = view(machine).stores;
    if (!store) throw new Error('a store');
    return store;
  };

  test('adds only what is not there', () => {
    const there = [root.item.fingerprints.sha256];
    expect(deeds(view(there), first(there)).map(({ name, adds }) => [name, adds])).toEqual([
      ['Contoso Root CA', false],
      ['Contoso Issuing CA 2', true],
    ]);
    expect(deeds(view(null), first(null)).every(({ adds }) => adds)).toBe(true);
  });

  test('a store that could not be read holds neither all nor nothing', () => {
    expect(holding(view(null), first(null))).toEqual({ kind: 'unreadable' });
    expect(holding(view([]), first([]))).toEqual({ kind: 'none' });
    expect(holding(view(shas), first(shas))).toEqual({ kind: 'all' });
    const half = [intermediate.item.fingerprints.sha256];
    expect(holding(view(half), first(half))).toEqual({ kind: 'some', found: 1 });
  });

  test('offers the last store again, else the first that Edge and Chrome read', () => {
    const [machine, user] = storesWith([], []);
    if (!machine || !user) throw new Error('two stores');
    const system: Store = { ...machine, readers: ['openssl'] };
    expect(firstScope([machine, user], null)).toBe('machine');
    expect(firstScope([machine, user], 'user')).toBe('user');
    expect(firstScope([system, user], null)).toBe('user');
    expect(firstScope([], null)).toBe('machine');
  });

  test('an intermediate goes into its own compartment, where there is one', () => {
    const places = { root: 'Roots', intermediate: 'Intermediates' };
    expect(locationFor(first([]), 'intermediate', places)).toBe('Local Machine › Intermediates');
    expect(locationFor({ ...first([]), location: 'NSS database' }, 'root', places)).toBe('NSS database');
  });
});
