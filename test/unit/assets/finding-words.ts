// Examples of every finding of a table, made from the schema of its facts, and what holds for all words about findings.
import { expect } from 'vitest';
import type { FindingTable } from '../../../preload/contract/finding.ts';

type Shape = Record<string, { def: { type: string; entries?: Record<string, string> } }>;

const example: Record<string, unknown> = { string: 'sensor7', number: 443, array: ['sensor7', 'b'], boolean: true };

/** One set of facts for each value of an enum; plain text, numbers and lists otherwise. */
export const factsExamples = (table: FindingTable, id: string): Record<string, unknown>[] => {
  const shape = (table[id]?.facts.shape ?? {}) as unknown as Shape;
  return Object.entries(shape).reduce<Record<string, unknown>[]>(
    (sets, [key, { def }]) => {
      const values = def.type === 'enum' ? Object.values(def.entries ?? {}) : [example[def.type]];
      return sets.flatMap((set) => values.map((value) => ({ ...set, [key]: value })));
    },
    [{}],
  );
};

/** Whole sentences, nothing undefined; something to do wherever something is wrong. */
export const expectWords = (state: string, { text, todo }: { text: string; todo?: string }): void => {
  for (const sentence of [text, ...(todo === undefined ? [] : [todo])]) {
    expect(sentence).toMatch(/^[A-Z“I\d].{5,}[.)]$/s);
    expect(sentence).not.toMatch(/undefined|null|NaN|\[object/);
  }
  if (state === 'bad') expect(todo).toBeDefined();
};
