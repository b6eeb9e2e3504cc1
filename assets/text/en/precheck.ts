// The pre-check in words: for each finding what was found and what to do, where the rule is from, and the verdict in one
// sentence. Why a rule is there stands in the profile of the appliance.
import type { Precheck, PrecheckCode, PrecheckFacts, PrecheckFinding } from '../../../preload/contract/precheck.ts';
import { count } from './format.ts';
import type { GuideStep } from './guide.ts';
import { certificateWords, type FindingText, type FindingWords } from './precheck-certificate.ts';
import { fileWords } from './precheck-files.ts';
import { revocationWords } from './precheck-revocation.ts';

export const findingWords: FindingWords<PrecheckCode> = { ...certificateWords, ...fileWords, ...revocationWords };

type Said = Pick<PrecheckFinding, 'code' | 'facts'>;

const said = ({ code, facts }: Said): FindingText => {
  // Each function takes the facts of its own code, which the type of the table cannot say for a union.
  const words = findingWords[code] as (of: PrecheckFacts[PrecheckCode]) => FindingText;
  return words(facts);
};

/** What to do about it, in whole sentences. */
const advice = (finding: Said): string => said(finding).todo;

/** How to find out for oneself what could not be seen from here; empty where there is nothing to try. */
const recipe = (finding: Said): readonly GuideStep[] => said(finding).recipe ?? [];

const number = ({ findings }: Precheck, severity: PrecheckFinding['severity']): number =>
  findings.filter((each) => each.severity === severity).length;

/** What was not checked belongs to every verdict: it is never good. */
const open = (precheck: Precheck): string => {
  const some = number(precheck, 'not-checked');
  return some === 0 ? '' : ` ${count(some, 'thing', 'things')} could not be checked here.`;
};

const sentences: Readonly<Record<Precheck['verdict'], (precheck: Precheck) => string>> = {
  accept: ({ profile }) => `These files are as the documents for “${profile.name}” want them.`,
  warn: (precheck) =>
    `“${precheck.profile.name}” should take these files, with ${count(number(precheck, 'warn'), 'reservation', 'reservations')}.`,
  reject: (precheck) =>
    `“${precheck.profile.name}” will not take these files as they are: ${count(number(precheck, 'fail'), 'thing is', 'things are')} wrong.`,
};

export const precheckWords = {
  /** What was found, in whole sentences. */
  message: (finding: Said): string => said(finding).what,
  advice,
  recipe,
  /** Both in one, a line each: for where nothing can be folded away. */
  recommendation: (finding: Said): string =>
    [
      advice(finding),
      ...recipe(finding).flatMap(({ text, command }) => (command === undefined ? [text] : [text, command])),
    ].join('\n'),
  /** The documents with their dates, in one line; empty where the rule names none. */
  source: ({ documents }: Pick<PrecheckFinding, 'documents'>): string =>
    documents.map(({ title, date }) => `${title}, ${date}`).join('; '),
  /** One plain sentence, and a second where something could not be checked. */
  verdict: (precheck: Precheck): string => `${sentences[precheck.verdict](precheck)}${open(precheck)}`,
};
