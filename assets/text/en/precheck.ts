// The pre-check in words: for each finding what was found and what to do, where the rule is from, and the verdict in one
// sentence. Why a rule is there stands in the profile of the appliance.
import type { Precheck, PrecheckCode, PrecheckFacts, PrecheckFinding } from '../../../preload/contract/precheck.ts';
import { kitMends } from '../facts.ts';
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

/** Nobody gave a key, and nobody blames the files for it: the command line, asked about a certificate alone. */
const isKeyOpen = ({ code, severity }: PrecheckFinding): boolean =>
  code === 'key-missing' && severity === 'not-checked';
const notComplete = 'Not complete: no key was given, so nothing is known about it.';

/** What was not checked belongs to every verdict: it is never good. */
const open = (precheck: Precheck): string => {
  const some = precheck.findings.filter((each) => each.severity === 'not-checked' && !isKeyOpen(each)).length;
  return some === 0 ? '' : ` ${count(some, 'thing', 'things')} could not be checked here.`;
};

const sentences: Readonly<Record<Precheck['verdict'], (precheck: Precheck) => string>> = {
  accept: ({ profile }) => `These files are as the documents for “${profile.name}” want them.`,
  warn: (precheck) => {
    const warnings = number(precheck, 'warn');
    const said = warnings === 0 ? '' : `, with ${count(warnings, 'reservation', 'reservations')}`;
    return precheck.findings.some(isKeyOpen)
      ? `${notComplete} “${precheck.profile.name}” should take the other files${said}.`
      : `“${precheck.profile.name}” should take these files${said}.`;
  },
  reject: (precheck) => {
    const refused = kitMends(precheck)
      ? `“${precheck.profile.name}” will not take these files as they lie there. The upload kit puts right what is wrong.`
      : `“${precheck.profile.name}” will not take these files as they are: ${count(number(precheck, 'fail'), 'thing is', 'things are')} wrong.`;
    return precheck.findings.some(isKeyOpen) ? `${refused} ${notComplete}` : refused;
  },
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
  /** The documents with their dates; none where the rule names none. */
  sources: ({ documents }: Pick<PrecheckFinding, 'documents'>): string[] =>
    documents.map(({ title, date }) => `${title}, ${date}`),
  /** One plain sentence, and a second where something could not be checked. */
  verdict: (precheck: Precheck): string => `${sentences[precheck.verdict](precheck)}${open(precheck)}`,
};
