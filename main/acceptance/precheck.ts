// Will this appliance take these files? Goes through the rules of a profile, one after the other, and gathers what
// breaks them. Pure: the same input gives the same answer. What cannot be found out here is said to be not checked.
import type {
  Precheck,
  PrecheckCode,
  PrecheckFinding,
  PrecheckSeverity,
  PrecheckVerdict,
} from '../../preload/contract/precheck.ts';
import { certificateChecks } from './checks/certificate.ts';
import { chainChecks } from './checks/chain.ts';
import type { Check, Checks, Found } from './checks/found.ts';
import { keyChecks } from './checks/key.ts';
import { nameChecks } from './checks/names.ts';
import { revocationChecks } from './checks/revocation.ts';
import { togetherChecks } from './checks/together.ts';
import { type Gathered, gather } from './gather.ts';
import type { PrecheckInput } from './input.ts';
import type { Profile, Rule } from './profile-schema.ts';
import { remedies } from './remedies.ts';
import type { TestKind } from './rule-tests.ts';

const checks: Checks<TestKind> = {
  ...certificateChecks,
  ...nameChecks,
  ...keyChecks,
  ...chainChecks,
  ...revocationChecks,
  ...togetherChecks,
};

/** Findings that say what could not be found out, whatever the rule would make of its being broken. */
const open: ReadonlySet<PrecheckCode> = new Set<PrecheckCode>([
  'key-match-not-checked',
  'chain-not-checked',
  'crl-not-asked',
  'delta-not-asked',
  'revocation-unknown',
  'not-checked-here',
]);
/** Findings that nothing is wrong with, told because somebody would look for them. */
const good: ReadonlySet<PrecheckCode> = new Set<PrecheckCode>(['crl-reachable', 'not-revoked']);

const severityOf = ({ severity }: Rule, { code }: Found): PrecheckSeverity =>
  open.has(code) ? 'not-checked' : good.has(code) ? 'info' : severity;

const ranks: readonly PrecheckSeverity[] = ['fail', 'warn', 'not-checked', 'info'];

/** Without these files nothing is sent, or one of several is, so that there is no answer. */
const unsent: ReadonlySet<PrecheckCode> = new Set<PrecheckCode>(['crt-missing', 'key-missing', 'several-files']);

const findingOf = (rule: Rule, each: Found, profile: Profile): PrecheckFinding => {
  const severity = severityOf(rule, each);
  const broken = severity === 'fail' || severity === 'warn';
  const documents = rule.documents.flatMap((id) => profile.documents.filter((document) => document.id === id));
  const { code, facts, part, file, remedy } = each;
  return {
    code,
    facts,
    rule: rule.id,
    severity,
    part,
    file,
    consoleMessage: (broken && profile.messages.find(({ id }) => id === rule.message)?.text) || null,
    consoleLikely:
      (severity === 'fail' &&
        rule.message === undefined &&
        !unsent.has(code) &&
        profile.messages.find(({ id }) => id === profile.generalMessage)?.text) ||
      null,
    why: rule.why,
    documents: documents.map(({ title, date, url }) => ({ title, date, url })),
    disagreement: rule.disagreement ?? null,
    remedy: remedy ?? remedies[code],
  } as PrecheckFinding;
};

const applies = ({ when }: Rule, { input }: Gathered): boolean =>
  when === undefined || (when === 'validation-on') === input.validation;

/** Of all findings together. What was not checked alone changes nothing. */
export const verdictOf = (findings: readonly PrecheckFinding[]): PrecheckVerdict => {
  const has = (severity: PrecheckSeverity): boolean => findings.some((each) => each.severity === severity);
  return has('fail') ? 'reject' : has('warn') ? 'warn' : 'accept';
};

/**
 * Judges one upload by one profile.
 *
 * One finding that fails is a reject, one that warns a warn; what was not checked alone changes neither, and stands
 * among the findings. A sentence of the appliance goes with findings that fail or warn only.
 */
export const precheck = (input: PrecheckInput, profile: Profile): Precheck => {
  const gathered = gather(input, profile);
  const findings = profile.rules
    .filter((rule) => applies(rule, gathered))
    .flatMap((rule) => {
      const check = checks[rule.test.kind] as Check<TestKind>;
      return check(rule.test, gathered, profile).map((each) => findingOf(rule, each, profile));
    })
    .sort((a, b) => ranks.indexOf(a.severity) - ranks.indexOf(b.severity));
  return {
    verdict: verdictOf(findings),
    profile: { id: profile.id, name: profile.name },
    at: input.at.toISOString(),
    validation: input.validation,
    findings,
  };
};
