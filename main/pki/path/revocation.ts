// The status of the certificates of a path by revocation lists (RFC 5280 section 6.3.3). A list is believed only when
// it is whole, fresh, about the certificate, and signed by a key that the same trust anchor vouches for. Where lists
// leave the status open, that is said with its cause; nothing is fetched.
import {
  type RevocationReason,
  revocationReasonSchema,
  type StatusUnknown,
} from '../../../preload/contract/verdict-path.ts';
import { type Entry, findEntries } from '../crl/entries.ts';
import { allReasons, type Point, type Scope } from '../crl/scope.ts';
import { take } from './budget.ts';
import { type Context, findPath, type Path } from './build.ts';
import { entryThatHolds, type State } from './list-states.ts';
import { fault, localFault } from './local-faults.ts';
import { isMalformed, type PathCertificate } from './path-certificate.ts';
import type { Culprit } from './path-rules.ts';
import { completes, type ListFacts, type RevocationList, unusable } from './revocation-list.ts';
import { checkSignature } from './signature-check.ts';

export type Lists = {
  all: readonly RevocationList[];
  /** Signers whose own status is being looked up: a list cannot vouch for the key that it is signed with. */
  pending: Set<PathCertificate>;
};

export type Status = { is: 'good' } | { is: 'revoked'; entry: Entry } | { is: 'unknown'; cause: StatusUnknown };

/** Whether the trust anchor of the path vouches for a key that is not on the path itself, and it is not revoked. */
const isVouchedFor = (
  signer: PathCertificate,
  anchor: PathCertificate | undefined,
  lists: Lists,
  context: Context,
): boolean => {
  if (signer.anchor) return signer === anchor;
  if (lists.pending.has(signer) || localFault(signer, 'crl-signer', context.question)) return false;
  lists.pending.add(signer);
  const found = findPath(signer, {
    context,
    lenient: false,
    accept: (path) =>
      path.at(-1) !== anchor || statusOf(signer, path.slice(1), lists, context).is === 'revoked'
        ? {
            fault: fault('revocation-unknown', { cause: 'signer-unknown', issuer: signer.issuerText }),
            culprit: signer,
          }
        : undefined,
  });
  lists.pending.delete(signer);
  return 'path' in found;
};

/** Section 6.3.3 (f) and (g). @returns the certificate whose key signed a genuine list, or what is wrong */
const signerOf = (
  list: RevocationList,
  above: Path,
  lists: Lists,
  context: Context,
): PathCertificate | StatusUnknown => {
  const anchor = above.at(-1);
  const named = (context.bySubject.get(list.issuer) ?? []).filter((each) => !above.includes(each));
  const candidates = [...above.filter(({ subject }) => subject === list.issuer), ...named];
  let cause: StatusUnknown = candidates.length === 0 ? 'signer-unknown' : 'signature-invalid';
  for (const signer of candidates) {
    const state = checkSignature(list, signer, context);
    if (state === 'unsupported') cause = 'signature-unsupported';
    if (state !== 'valid') continue;
    const { facts } = signer;
    if (isMalformed(facts) || facts.keyUsage?.includes('cRLSign') === false) cause = 'may-not-sign';
    else if (above.includes(signer) || isVouchedFor(signer, anchor, lists, context)) return signer;
    else cause = 'signer-unknown';
  }
  return cause;
};

/** Section 6.3.3 (b): whether the list is about this certificate and comes from this distribution point. */
const isInScope = (scope: Scope | undefined, point: Point, certificate: PathCertificate): boolean => {
  if (scope === undefined) return true;
  const { facts } = certificate;
  const ca = !isMalformed(facts) && facts.basicConstraints?.ca === true;
  if (scope.only === 'attribute' || (scope.only === 'user' && ca) || (scope.only === 'ca' && !ca)) return false;
  return (
    scope.names === undefined || (point.names ?? point.crlIssuer ?? []).some((name) => scope.names?.includes(name))
  );
};

/** A list of another issuer counts only where the certificate names that issuer and the list says it is indirect. */
const isFrom = (list: RevocationList, scope: Scope | undefined, point: Point, certificate: PathCertificate): boolean =>
  point.crlIssuer === undefined
    ? list.issuer === certificate.issuer
    : scope?.indirect === true && point.crlIssuer.includes(`dn:${list.issuer}`);

export const removeFromCrl = 8;

/** What a list says of a certificate: its entry, that it was taken off again (deltas only), or nothing. */
const entryIn = (list: RevocationList, { parts, issuer }: PathCertificate): Entry | 'removed' | undefined => {
  const found = findEntries(list.parts.entries, parts.serialNumber.content, issuer, list.issuer);
  return found.find(({ reason }) => reason !== removeFromCrl) ?? (found.length > 0 ? 'removed' : undefined);
};

/** The usable deltas beside a full list, and what each says of the certificate. */
const changesTo = (full: RevocationList, asked: Asked): { facts: ListFacts; entry: Entry | 'removed' | undefined }[] =>
  asked.lists.all.flatMap((list) => {
    if (!list.delta || !take(asked.context.budget, 'comparisons') || !completes(list, full)) return [];
    const answer = ask(list, asked);
    return typeof answer === 'string' ? [] : [answer];
  });

/** What a genuine list says of the certificate, or why it is not used. */
type Answer = { facts: ListFacts; signer: PathCertificate; entry: Entry | 'removed' | undefined } | StatusUnknown;

type Asked = {
  certificate: PathCertificate;
  /** The certificates above it, to the anchor. */
  above: Path;
  lists: Lists;
  context: Context;
  answers: Map<RevocationList, Answer>;
};

const ask = (list: RevocationList, { certificate, above, lists, context, answers }: Asked): Answer => {
  const known = answers.get(list);
  if (known !== undefined) return known;
  const find = (): Answer => {
    const { facts } = list;
    if (facts === 'damaged') return 'damaged';
    const wrong = unusable(facts, context.question.at);
    if (wrong) return wrong;
    const signer = signerOf(list, above, lists, context);
    return typeof signer === 'string' ? signer : { facts, signer, entry: entryIn(list, certificate) };
  };
  const answer = find();
  answers.set(list, answer);
  return answer;
};

/** What a full list says by itself and with each delta: the changes count before it (section 6.3.3 (i) to (k)). */
const statesOf = (full: RevocationList, answer: Exclude<Answer, StatusUnknown>, asked: Asked): State[] => {
  const state = (facts: ListFacts, entry: Entry | 'removed' | undefined): State => ({
    full,
    facts,
    signer: answer.signer,
    entry: entry === 'removed' ? undefined : entry,
  });
  return [
    state(answer.facts, answer.entry),
    ...changesTo(full, asked).map(({ facts, entry }) => state(facts, entry ?? answer.entry)),
  ];
};

/** That a list is not about the certificate says less than what is wrong with one that may be. */
const saysLittle: ReadonlySet<StatusUnknown> = new Set(['no-list', 'base-missing', 'other-scope']);

/** What a distribution point and a list have in common. */
const reasonsOf = (scope: Scope | undefined, point: Point): number[] =>
  [...allReasons].filter((reason) => scope?.reasons?.has(reason) !== false && point.reasons?.has(reason) !== false);

/** @param above the certificates above, the issuer first and the trust anchor last */
export const statusOf = (certificate: PathCertificate, above: Path, lists: Lists, context: Context): Status => {
  const { facts } = certificate;
  const points = isMalformed(facts) ? [] : (facts.points ?? []);
  // Section 6.3.3, at the end: lists of the certificate's issuer that no distribution point names.
  const own: Point = { names: [`dn:${certificate.issuer}`] };
  const asked: Asked = { certificate, above, lists, context, answers: new Map() };
  const states = new Map<RevocationList, State[]>();
  const covered = new Set<number>();
  let cause: StatusUnknown = 'no-list';
  const because = (found: StatusUnknown): void => {
    if (saysLittle.has(cause) && (cause === 'no-list' || found !== 'base-missing')) cause = found;
  };
  // Every list is asked, also once all reasons are covered: a later one may be newer, or have the entry.
  for (const point of [...points, own])
    for (const list of lists.all) {
      const about = list.facts;
      const scope = about === 'damaged' ? undefined : about.scope;
      const names = (point.names?.length ?? 1) * (scope?.names?.length ?? 1) + (point.crlIssuer?.length ?? 0);
      if (!take(context.budget, 'comparisons', names)) return { is: 'unknown', cause };
      if (!isFrom(list, scope, point, certificate)) continue;
      if (list.delta && about !== 'damaged') because('base-missing');
      else if (!isInScope(scope, point, certificate)) because('other-scope');
      else {
        const answer = ask(list, asked);
        if (typeof answer === 'string') {
          because(answer);
          continue;
        }
        if (!states.has(list)) states.set(list, statesOf(list, answer, asked));
        for (const reason of reasonsOf(scope, point)) covered.add(reason);
      }
    }
  const entry = entryThatHolds([...states.values()].flat());
  if (entry) return { is: 'revoked', entry };
  if (covered.size === allReasons.size) return { is: 'good' };
  return { is: 'unknown', cause: covered.size > 0 ? 'some-reasons' : cause };
};

/** CRLReason by number; 7 is not used and 8 is no revocation. */
const reasonNames: Readonly<Record<number, RevocationReason>> = Object.fromEntries(
  revocationReasonSchema.options.map((name, at) => [at < 7 ? at : at + 2, name]),
);

/** An entry by name. */
export const entryFacts = ({ reason, revocationDate }: Entry): { reason: RevocationReason; revokedAt: string } => ({
  reason: reasonNames[reason] ?? 'unspecified',
  revokedAt: revocationDate,
});

/**
 * The certificates that are looked up, the highest first, each with those above it. A trust anchor is taken at the word
 * of who named it one, but a leaf that is one itself is also what is asked about. Above it stand all the certificates
 * whose key made its signature: those are its issuer, vouched for by the leaf. Itself, where it is self-signed.
 */
export const lookups = (path: Path, context: Context): { culprit: PathCertificate; above: Path }[] => {
  const [leaf] = path as [PathCertificate];
  if (path.length > 1)
    return path
      .slice(0, -1)
      .map((culprit, at) => ({ culprit, above: path.slice(at + 1) }))
      .toReversed();
  const issuers = context.bySubject.get(leaf.issuer) ?? [];
  return [{ culprit: leaf, above: issuers.filter((each) => checkSignature(leaf, each, context) === 'valid') }];
};

/**
 * The first fault that lists find in a path, from the anchor down: a certificate that is revoked, or whose status they
 * should tell and do not. The leaf's must be told; that of a CA, and of a leaf that is the anchor, only where there is
 * a list of its issuer.
 * @returns also the certificates that no list is about
 */
export const revocationFault = (
  path: Path,
  lists: Lists,
  context: Context,
): { fault?: Culprit; notCovered: PathCertificate[] } => {
  const notCovered: PathCertificate[] = [];
  let open: Culprit | undefined;
  for (const { culprit, above } of lookups(path, context)) {
    const status = statusOf(culprit, above, lists, context);
    if (status.is === 'revoked') {
      return { fault: { fault: fault('revoked', entryFacts(status.entry)), culprit }, notCovered };
    }
    // A list that could not be asked any more may be the one with the entry.
    if (context.budget.exceeded) return { fault: { fault: fault('too-much-work', {}), culprit }, notCovered };
    if (status.is === 'good') continue;
    if (status.cause === 'no-list' && (culprit.anchor || culprit !== path[0])) notCovered.push(culprit);
    else open ??= { fault: fault('revocation-unknown', { cause: status.cause, issuer: culprit.issuerText }), culprit };
  }
  return open ? { fault: open, notCovered } : { notCovered };
};
