// Finds a way from a certificate up to a trust anchor: every issuer of the right name is tried, the likely ones first,
// with bounded work. Only signatures make a link; key identifiers are hints. Of several dead ends it keeps the one
// that tells people most.
import type { PathFault } from '../../../preload/contract/verdict-path.ts';
import { sameBytes } from '../asn1/der.ts';
import { type Budget, take } from './budget.ts';
import { fault, localFault, type Question } from './local-faults.ts';
import { isMalformed, type PathCertificate } from './path-certificate.ts';
import { type Culprit, pathFault } from './path-rules.ts';
import { checkSignature, type Known } from './signature-check.ts';

export type Context = {
  question: Question;
  /** How many certificates may stand between the first and the anchor. */
  maxDepth: number;
  /** Anchors and intermediates by the key of their subject. */
  bySubject: ReadonlyMap<string, readonly PathCertificate[]>;
  budget: Budget;
  known: Known;
  issuers: Map<PathCertificate, readonly PathCertificate[]>;
  /** What is wrong with each certificate as a CA; null where nothing is. */
  caFaults: Map<PathCertificate, PathFault | null>;
};

/** A dead end. `complete`: it did reach an anchor, and the fault is the only thing in the way. */
export type Failure = {
  fault: PathFault;
  culprit: PathCertificate;
  path: readonly PathCertificate[];
  complete: boolean;
};

export type Path = readonly PathCertificate[];

const caFault = (certificate: PathCertificate, { caFaults, question }: Context): PathFault | null => {
  const known = caFaults.get(certificate);
  if (known !== undefined) return known;
  const found = localFault(certificate, 'ca', question) ?? null;
  caFaults.set(certificate, found);
  return found;
};

/** Low is likely: an anchor ends the search, a key identifier that differs is a bad sign, a later start a renewal. */
const likelihood = (child: PathCertificate, issuer: PathCertificate, context: Context): number => {
  const { authority } = child.keyIdentifiers;
  const { own } = issuer.keyIdentifiers;
  const fits = authority === undefined || own === undefined ? 1 : authority === own ? 0 : 2;
  const sound = caFault(issuer, context) === null ? 0 : 1;
  return sound * 100 + fits * 10 + (issuer.anchor ? 0 : 1);
};

const startOf = ({ facts }: PathCertificate): number => (isMalformed(facts) ? 0 : facts.notBefore);

const issuersOf = (child: PathCertificate, context: Context): readonly PathCertificate[] => {
  const known = context.issuers.get(child);
  if (known) return known;
  const named = context.bySubject.get(child.issuer) ?? [];
  const found =
    named.length < 2
      ? named
      : named
          .map((issuer) => ({ issuer, rank: likelihood(child, issuer, context) }))
          .sort((a, b) => a.rank - b.rank || startOf(b.issuer) - startOf(a.issuer))
          .map(({ issuer }) => issuer);
  context.issuers.set(child, found);
  return found;
};

/** The same CA twice leads nowhere new. An anchor ends the path, so only the very same certificate would be a loop. */
const loops = (issuer: PathCertificate, path: Path): boolean =>
  path.some((each) =>
    issuer.anchor
      ? sameBytes(each.der, issuer.der)
      : each.subject === issuer.subject && sameBytes(each.parts.spki.encoding, issuer.parts.spki.encoding),
  );

/** What tells people most comes first: how far it got, then what can be acted upon. */
const usefulness: readonly PathFault['code'][] = [
  'revoked',
  'too-much-work',
  'signature-unsupported',
  'too-deep',
  'root-not-trusted',
  'self-signed-not-trusted',
  'issuer-missing',
  'signature-invalid',
];

const rank = ({ fault: { code } }: Failure): number => {
  const at = usefulness.indexOf(code);
  return at < 0 ? 1 : at;
};

/** Which of two dead ends to tell of. */
export const moreUseful = (a: Failure | undefined, b: Failure): Failure => {
  if (a === undefined) return b;
  if (a.complete !== b.complete) return a.complete ? a : b;
  if (!a.complete && a.path.length !== b.path.length) return a.path.length > b.path.length ? a : b;
  return rank(b) < rank(a) ? b : a;
};

/** Why nothing follows a certificate that no signature of a possible issuer fits. */
const deadEnd = (path: Path, context: Context, bad?: PathFault): PathFault => {
  const last = path.at(-1) as PathCertificate;
  const own = last.selfIssued ? checkSignature(last, last, context) : 'invalid';
  if (own === 'valid')
    return path.length === 1
      ? fault('self-signed-not-trusted', {})
      : fault('root-not-trusted', { root: last.subjectText });
  // Perhaps self-signed: names and key identifiers are no proof of it, so it is not said.
  if (own === 'unsupported' && !bad)
    return fault('signature-unsupported', { algorithm: algorithmOf(last), issuer: last.issuerText });
  return bad ?? fault('issuer-missing', { issuer: last.issuerText });
};

export type Search = {
  context: Context;
  /** Go through certificates with faults of their own, to learn whether those are all that is in the way. */
  lenient: boolean;
  /** More that a complete path must pass, such as revocation. */
  accept: (path: Path) => Culprit | undefined;
};

const brokenRule = (path: Path, { context, lenient, accept }: Search): Culprit | undefined => {
  if (lenient)
    for (const culprit of path.slice(1)) {
      const found = caFault(culprit, context);
      if (found) return { fault: found, culprit };
    }
  return pathFault(path, context.budget) ?? accept(path);
};

/**
 * Searches upwards from a certificate, which is not judged itself.
 * @returns the first path that passes everything, or the most useful of the failures
 */
export const findPath = (start: PathCertificate, search: Search): { path: Path } | { failure: Failure } => {
  const { context, lenient } = search;
  const { budget, maxDepth } = context;
  let best: Failure | undefined;
  const failed = (found: Culprit, path: Path, complete: boolean): undefined => {
    best = moreUseful(best, { ...found, path, complete });
  };

  const finish = (path: Path): Path | undefined => {
    if (!take(budget, 'paths')) return undefined;
    const broken = brokenRule(path, search);
    return broken ? failed(broken, path, true) : path;
  };

  const extend = (path: Path): Path | undefined => {
    const child = path.at(-1) as PathCertificate;
    if (child.anchor) return finish(path);
    let linked = false;
    let bad: PathFault | undefined;
    for (const issuer of issuersOf(child, context)) {
      if (loops(issuer, path)) continue;
      if (!take(budget, 'steps')) break;
      if (!lenient && caFault(issuer, context)) continue;
      const state = checkSignature(child, issuer, context);
      if (state === 'unsupported')
        bad = fault('signature-unsupported', { algorithm: algorithmOf(child), issuer: issuer.subjectText });
      if (state === 'invalid') bad ??= fault('signature-invalid', { issuer: issuer.subjectText });
      if (state !== 'valid') continue;
      linked = true;
      if (!issuer.anchor && path.length > maxDepth) {
        failed({ fault: fault('too-deep', { limit: maxDepth }), culprit: issuer }, path, false);
        continue;
      }
      const found = extend([...path, issuer]);
      if (found) return found;
    }
    return linked ? undefined : failed({ fault: deadEnd(path, context, bad), culprit: child }, path, false);
  };

  const path = extend([start]);
  if (path) return { path };
  const none: Failure = best ?? { fault: deadEnd([start], context), culprit: start, path: [start], complete: false };
  const tooMuch = budget.exceeded && none.fault.code !== 'too-much-work';
  return { failure: tooMuch ? { ...none, fault: fault('too-much-work', {}), culprit: start } : none };
};

const algorithmOf = ({ facts }: PathCertificate): string => (isMalformed(facts) ? '' : facts.algorithm);
