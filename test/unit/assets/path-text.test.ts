// The words about paths: every code and every cause has some, whatever the facts, and none shows through unfilled.
import { describe, expect, it } from 'vitest';
import { explainPath, notCheckedText } from '../../../assets/text/en/path.ts';
import { type PathFault, type PathFaultCode, pathFaultFacts } from '../../../preload/contract/verdict-path.ts';

const broken = /undefined|null|NaN|\[object|Invalid Date|\$\{/;
const hash = 'A'.repeat(64);

type Def = { type: string; entries?: Record<string, string> };

/** Sets of facts for a code from its own schema: every value of an enumeration, and plain values for the rest. */
const examples = (code: PathFaultCode): PathFault[] => {
  const shape = pathFaultFacts[code].shape as Record<string, { def: Def & { innerType?: { def: Def } } }>;
  const values = ({ type, entries, innerType }: Def & { innerType?: { def: Def } }): unknown[] => {
    if (type === 'enum') return Object.values(entries ?? {});
    if (type === 'array') return [[], ['a', 'b']];
    if (type === 'number') return [1, 7];
    if (type === 'optional') return [undefined, ...values(innerType?.def ?? { type: 'string' })];
    return ['2030-01-01T00:00:00Z'];
  };
  const sets = Object.entries(shape).reduce<Record<string, unknown>[]>(
    (before, [key, { def }]) =>
      before.flatMap((set) => values(def).map((value) => (value === undefined ? set : { ...set, [key]: value }))),
    [{}],
  );
  return sets.map((facts) => {
    const filled = 'constrainedBy' in facts ? { ...facts, constrainedBy: hash } : facts;
    return { code, facts: pathFaultFacts[code].parse(filled) } as PathFault;
  });
};

describe('every reason has a what, a why and a what to do', () => {
  it.each(Object.keys(pathFaultFacts) as PathFaultCode[])('%s', (code) => {
    for (const fault of examples(code)) {
      const { what, why, todo } = explainPath(fault);
      for (const sentence of [what, why, todo]) {
        expect(sentence).toMatch(/^[A-Z“].{5,}[.?)]$/s);
        expect(sentence).not.toMatch(broken);
      }
    }
  });
});

it('names CAs as people know them', () => {
  const { what } = explainPath({ code: 'issuer-missing', facts: { issuer: 'CN=Contoso Issuing CA 2,O=Contoso' } });
  expect(what).toBe('The certificate of “Contoso Issuing CA 2” is missing.');
  expect(explainPath({ code: 'issuer-missing', facts: { issuer: '' } }).what).toContain('a CA without a name');
});

it('says what was not checked', () => {
  const all = [
    { what: 'revocation' },
    { what: 'revocation-of', subject: 'CN=Sub', certificate: hash },
    { what: 'host' },
    { what: 'unreadable', input: 'crl', index: 0, detail: 'an entry that breaks off' },
    { what: 'left-out', input: 'root', limit: 5 },
    { what: 'unreadable-part', input: 'root', file: 'roots.pem', detail: 'The certificate is damaged.' },
  ] as const;
  const texts = all.map(notCheckedText);
  for (const text of texts) expect(text).toMatch(/^[A-Z].{10,}\.$/);
  expect(texts.join(' ')).not.toMatch(broken);
  expect(texts[1]).toContain('“Sub”');
  expect(texts[3]).toContain('number 1 ');
});
