// The findings of a pre-check in the order in which people want them: what refuses first, then what may go wrong, then
// what could not be checked, then what is in order. Pure.
import type { DeployStepId } from '../../../preload/contract/deploy-journey.ts';
import type { PrecheckFinding, PrecheckSeverity, Remedy } from '../../../preload/contract/precheck.ts';

const order: readonly PrecheckSeverity[] = ['fail', 'warn', 'not-checked', 'info'];

export interface Group {
  readonly severity: PrecheckSeverity;
  readonly findings: readonly PrecheckFinding[];
}

/** Without the empty ones. Main's order is kept inside each. */
export const groupsOf = (findings: readonly PrecheckFinding[]): Group[] =>
  order
    .map((severity) => ({ severity, findings: findings.filter((each) => each.severity === severity) }))
    .filter((group) => group.findings.length > 0);

/** Where the button of a remedy leads; null: it is no step. */
export const stepOf: Readonly<Record<Remedy, DeployStepId | null>> = {
  'make-kit': 'kit',
  'new-passphrase': 'kit',
  'retype-passphrase': 'files',
  'new-request': 'request',
  'add-key': 'files',
  'add-chain': 'files',
  'add-crl': 'files',
  'other-file': 'files',
  'validation-off': null,
  'open-crl-path': null,
  clock: null,
  none: null,
};
