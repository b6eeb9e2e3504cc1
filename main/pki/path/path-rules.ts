// What is wrong with a path whose certificates are each in order: lengths, name constraints and policies, from the
// trust anchor down (RFC 5280 section 6.1). An anchor's own constraints count too, as OpenSSL and Chromium (for
// anchors that a person added) have it, though the RFC takes only its name and key.
import type { PathFault } from '../../../preload/contract/verdict-path.ts';
import { type Budget, take } from './budget.ts';
import { fault } from './local-faults.ts';
import { checkName } from './name-constraints.ts';
import { isMalformed, type PathCertificate } from './path-certificate.ts';
import { policiesHold } from './policies.ts';

export type Culprit = { fault: PathFault; culprit: PathCertificate };

/** Section 6.1.4 (k) to (m): CAs after one with a limit, the self-issued ones not counted, nor the leaf. */
const lengthFault = (path: readonly PathCertificate[]): Culprit | undefined => {
  let following = 0;
  for (const culprit of path.slice(1)) {
    const { facts } = culprit;
    const limit = isMalformed(facts) ? undefined : facts.basicConstraints?.pathLength;
    if (limit !== undefined && following > limit) return { fault: fault('path-too-long', { limit }), culprit };
    if (!culprit.selfIssued) following += 1;
  }
  return undefined;
};

/** The certificates that a CA's constraints hold for: all below it, but of the self-issued ones only the leaf. */
const constrained = (path: readonly PathCertificate[], ca: number): readonly PathCertificate[] =>
  path.slice(0, ca).filter((each, at) => at === 0 || !each.selfIssued);

const namesFault = (path: readonly PathCertificate[], budget: Budget): Culprit | undefined => {
  for (let at = path.length - 1; at > 0; at -= 1) {
    const ca = path[at] as PathCertificate;
    const constraints = isMalformed(ca.facts) ? undefined : ca.facts.nameConstraints;
    if (constraints === undefined) continue;
    const size = constraints.permitted.length + constraints.excluded.length;
    for (const culprit of constrained(path, at)) {
      const names = culprit.constrainedNames;
      if (!take(budget, 'comparisons', names.length * size)) return { fault: fault('too-much-work', {}), culprit };
      for (const name of names) {
        const found = checkName(name, constraints);
        if (found === undefined) continue;
        const facts = { kind: found.kind, name: name.text, constrainedBy: ca.sha256 };
        return { fault: fault(found.code, facts), culprit };
      }
    }
  }
  return undefined;
};

const policyFault = (path: readonly PathCertificate[]): Culprit | undefined => {
  const below = path.slice(0, -1).toReversed();
  const steps = below.flatMap(({ facts, selfIssued }) =>
    isMalformed(facts) ? [] : [{ fields: facts.policies, selfIssued }],
  );
  return policiesHold(steps) ? undefined : { fault: fault('policy-missing', {}), culprit: path[0] as PathCertificate };
};

/** The first rule that the path breaks, with the certificate that breaks it. @param path leaf first, anchor last */
export const pathFault = (path: readonly PathCertificate[], budget: Budget): Culprit | undefined =>
  lengthFault(path) ?? namesFault(path, budget) ?? policyFault(path);
