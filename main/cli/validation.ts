// Whether the appliance validates, as far as the command line was told. Nothing said means judged as if it does not,
// which is no statement about the appliance: it validates until somebody switches that off.
import type { Precheck, PrecheckFinding } from '../../preload/contract/precheck.ts';
import type { Call } from './command.ts';

/** `refusals`: what a validating appliance would refuse besides, as far as that can be told without asking the network. */
export type Validation = { stated: true } | { stated: false; refusals: readonly PrecheckFinding[] };

/** @param validating judges the same files by an appliance that validates */
export function validationOf(call: Call, judged: Precheck, validating: () => Precheck): Validation {
  if (call.flag('crl-validation')) return { stated: true };
  const fails = ({ findings }: Precheck) => findings.filter(({ severity }) => severity === 'fail');
  const known = new Set(fails(judged).map(({ code }) => code));
  // What the command line has said to be open stays open.
  const open = new Set(judged.findings.filter(({ severity }) => severity === 'not-checked').map(({ code }) => code));
  return { stated: false, refusals: fails(validating()).filter(({ code }) => !known.has(code) && !open.has(code)) };
}
