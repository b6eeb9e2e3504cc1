// The words of the pre-check: every code has some, whatever the facts, and none shows through unfilled.
import { execFileSync } from 'node:child_process';
import { describe, expect, it, test } from 'vitest';
import { findingWords } from '../../../assets/text/en/precheck.ts';
import { kitMends } from '../../../assets/text/facts.ts';
import { precheckTextFor } from '../../../assets/text/precheck.ts';
import { type PrecheckCode, type PrecheckFinding, precheckFacts } from '../../../preload/contract/precheck.ts';

const text = precheckTextFor('en-US');
const broken = /undefined|null|NaN|\[object|Invalid Date|\$\{/;

type Def = { type: string; entries?: Record<string, string>; innerType?: { def: Def }; element?: { def: Def } };

const values = ({ type, entries, innerType, element }: Def): unknown[] => {
  if (type === 'enum') return Object.values(entries ?? {});
  if (type === 'array') {
    const items = element ? values(element.def) : ['a'];
    return [[], items.slice(0, 1), [...items, ...items].slice(0, 2)];
  }
  if (type === 'number') return [1, 7];
  if (type === 'boolean') return [true, false];
  if (type === 'optional') return [undefined, ...values(innerType?.def ?? { type: 'string' })];
  if (type === 'nullable') return [null, ...values(innerType?.def ?? { type: 'string' })];
  return ['2030-01-01T00:00:00Z'];
};

/** Every combination of the values that the facts of a code can have: each of an enumeration, a few of the others. */
const examples = (code: PrecheckCode): PrecheckFinding[] => {
  const shape = precheckFacts[code].shape as unknown as Record<string, { def: Def }>;
  const sets = Object.entries(shape).reduce<Record<string, unknown>[]>(
    (before, [name, { def }]) =>
      before.flatMap((set) => values(def).map((value) => (value === undefined ? set : { ...set, [name]: value }))),
    [{}],
  );
  return sets.map((facts) => ({ code, facts: precheckFacts[code].parse(facts), remedy: 'none' }) as PrecheckFinding);
};

describe('every code says what was found and what to do', () => {
  it.each(Object.keys(precheckFacts) as PrecheckCode[])('%s', (code) => {
    for (const finding of examples(code))
      for (const sentence of [text.message(finding), text.recommendation(finding)]) {
        expect(sentence).toMatch(/^[A-Z“\d].{9,}[.)]$/s);
        expect(sentence).not.toMatch(broken);
      }
  });
});

test('no code has words that no finding has', () => {
  expect(Object.keys(findingWords).sort()).toEqual(Object.keys(precheckFacts).sort());
});

test('sources are one line, document and date', () => {
  const documents = [
    { title: 'One', date: '2023-01-17', url: null },
    { title: 'Two', date: '2021', url: null },
  ];
  expect(text.sources({ documents })).toEqual(['One, 2023-01-17', 'Two, 2021']);
});

test('the kit mends what is refused only where it mends all of it', () => {
  const finding = (severity: string, remedy: string) => ({ severity, remedy }) as PrecheckFinding;
  const mends = (...findings: PrecheckFinding[]) => kitMends({ findings });
  expect(mends(finding('fail', 'make-kit'), finding('fail', 'new-passphrase'), finding('warn', 'none'))).toBe(true);
  expect(mends(finding('fail', 'make-kit'), finding('fail', 'new-request'))).toBe(false);
  expect(mends(finding('warn', 'make-kit'))).toBe(false);
});

test('the recipe for a list quotes its address for each shell, and names its own port', () => {
  const url = "http://pki.contoso.com:8080/a'b&c;$(id).crl";
  const finding = {
    code: 'crl-unreachable',
    facts: { url, proxy: null, problem: 'refused', another: false },
    remedy: 'open-crl-path',
  } as const;
  const [shell, windows] = text.recipe(finding).map(({ command }) => command ?? '');
  const said = execFileSync('/bin/sh', ['-c', `curl() { printf '%s\\n' "$@"; }; ${shell}`], { encoding: 'utf8' });
  expect(said.trim().split('\n').at(-1)).toBe(url);
  expect(windows).toContain("certutil -URL 'http://pki.contoso.com:8080/a''b&c;$(id).crl'");
  expect(windows).toContain('-Port 8080');
  // The advice stands alone; in a terminal both come one after the other.
  expect(text.advice(finding)).not.toContain('curl');
  expect(text.recommendation(finding)).toContain(shell);
});
