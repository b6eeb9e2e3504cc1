// A faulty upload and what the pre-check has to say about it. The files are made when the case runs, so that the list of
// cases can be looked at without making any.
import { expect, test } from 'vitest';
import { precheckWords } from '../../../../assets/text/en/precheck.ts';
import type { PrecheckInput } from '../../../../main/acceptance/input.ts';
import type { Profile } from '../../../../main/acceptance/profile-schema.ts';
import type { Precheck, PrecheckCode, PrecheckSeverity, Remedy } from '../../../../preload/contract/precheck.ts';
import { check } from '../sets.ts';

export type Case = {
  /** The rule of the profile that is broken. */
  rule: string;
  name: string;
  /** What is different from the good set. */
  changes: () => Partial<PrecheckInput>;
  code: PrecheckCode;
  severity: PrecheckSeverity;
  remedy: Remedy;
  /** The appliance's own sentence, word for word. */
  console?: string;
  /** Of the sentence about what is wrong, and of the recommendation. */
  says: RegExp;
  todo: RegExp;
  /** Where other findings would spoil it, the verdict is not that of this one alone. */
  verdict?: Precheck['verdict'];
  disagreement?: RegExp;
};

const verdictOf: Readonly<Record<PrecheckSeverity, Precheck['verdict']>> = {
  fail: 'reject',
  warn: 'warn',
  info: 'accept',
  'not-checked': 'accept',
};

export const runCases = (
  profile: Profile,
  cases: readonly Case[],
  good: () => Partial<PrecheckInput> = () => ({}),
): void => {
  test.each(cases)('$rule: $name', (each) => {
    const result = check({ ...good(), ...each.changes() }, profile);
    const found = result.findings.filter(({ rule, code }) => rule === each.rule && code === each.code);
    expect(found.map(({ rule }) => rule)).toEqual([each.rule]);
    const [finding] = found as [Precheck['findings'][number]];
    expect(finding.severity).toBe(each.severity);
    expect(finding.remedy).toBe(each.remedy);
    expect(finding.consoleMessage).toBe(each.console ?? null);
    expect(finding.why).toMatch(/^.{20,}\.$/s);
    expect(finding.documents.length).toBeGreaterThan(0);
    expect(precheckWords.message(finding)).toMatch(each.says);
    expect(precheckWords.recommendation(finding)).toMatch(each.todo);
    expect(precheckWords.sources(finding).join()).toMatch(/, \d{4}/);
    if (each.disagreement) expect(finding.disagreement).toMatch(each.disagreement);
    expect(result.verdict).toBe(each.verdict ?? verdictOf[each.severity]);
  });
};

/** The same faults by another profile: which rule speaks, with which code, and never with a sentence of another appliance. */
export const runShared = (profile: Profile, cases: readonly Case[], good: () => Partial<PrecheckInput>): void => {
  test.each(cases)('$rule, as for a sensor: $name', (each) => {
    const { findings } = check({ ...good(), ...each.changes() }, profile);
    const found = findings.filter(({ rule, code }) => rule === each.rule && code === each.code);
    expect(found.length).toBeGreaterThan(0);
    for (const { consoleMessage } of found) expect(consoleMessage).toBeNull();
  });
};
