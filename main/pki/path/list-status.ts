// What revocation lists say of a certificate and of the CAs above it, apart from whether the path is good otherwise: an
// expired certificate may be revoked too. By the rules of revocation.ts. Pure; throws nothing, whatever the bytes.
import type { RevocationReason, StatusUnknown } from '../../../preload/contract/verdict-path.ts';
import { DerError } from '../asn1/der.ts';
import { findEntries } from '../crl/entries.ts';
import { newBudget } from './budget.ts';
import type { Context, Path } from './build.ts';
import { PathCertificate } from './path-certificate.ts';
import { entryFacts, lookups, removeFromCrl, statusOf } from './revocation.ts';
import { RevocationList } from './revocation-list.ts';
import { checkSignature } from './signature-check.ts';

export type StatusQuestion = {
  /** DER, as are all the others. */
  leaf: Uint8Array;
  /** CAs, and who signs lists in their place, in any order. */
  issuers: readonly Uint8Array[];
  crls: readonly Uint8Array[];
  at: Date;
};

export type ListedStatus =
  | { is: 'good' }
  | { is: 'revoked'; reason: RevocationReason; revokedAt: string }
  | { is: 'unknown'; cause: StatusUnknown | 'too-much-work' };

export type CertificateStatus = { certificate: Uint8Array; leaf: boolean; status: ListedStatus };

const maxDepth = 16;
const maxIssuers = 1000;
const maxLists = 1000;

const read = <T>(ders: readonly Uint8Array[], limit: number, make: (der: Uint8Array) => T): T[] =>
  ders.slice(0, limit).flatMap((der) => {
    try {
      return [make(der)];
    } catch (error) {
      if (error instanceof DerError) return [];
      throw error;
    }
  });

const grouped = (all: readonly PathCertificate[]): Map<string, PathCertificate[]> => {
  const groups = new Map<string, PathCertificate[]>();
  for (const each of all) groups.set(each.subject, [...(groups.get(each.subject) ?? []), each]);
  return groups;
};

/** From the leaf as far up as signatures lead. The last issuer counts as trust anchor: who trusts it is not asked here. */
const situation = ({ leaf, issuers, at }: StatusQuestion): { path: Path; context: Context } | undefined => {
  const [head] = read([leaf], 1, (der) => new PathCertificate(der, false));
  if (head === undefined) return undefined;
  const others = read(issuers, maxIssuers, (der) => new PathCertificate(der, false));
  const distinct = [...new Map(others.map((each) => [each.sha256, each])).values()].filter(
    ({ sha256 }) => sha256 !== head.sha256,
  );
  const contextOf = (all: readonly PathCertificate[]): Context => ({
    question: { at: Math.floor(at.getTime() / 1000) * 1000, purpose: 'any' },
    maxDepth,
    bySubject: grouped(all),
    budget: newBudget(),
    known: new Map(),
    issuers: new Map(),
    caFaults: new Map(),
  });
  const context = contextOf([...distinct, head]);
  const path = [head];
  while (path.length <= maxDepth) {
    const top = path.at(-1) as PathCertificate;
    const named = context.bySubject.get(top.issuer) ?? [];
    const next = named.find((each) => !path.includes(each) && checkSignature(top, each, context) === 'valid');
    if (next === undefined) break;
    path.push(next);
  }
  const top = path.at(-1) as PathCertificate;
  if (top === head) return { path, context };
  const anchor = new PathCertificate(top.der, true);
  const all = [...distinct.filter((each) => each !== top), anchor, head];
  return { path: [...path.slice(0, -1), anchor], context: contextOf(all) };
};

/**
 * The status of the leaf and of each CA between it and the topmost issuer that is there. Whether the path is sound is
 * not looked at, nor is the topmost issuer: nobody vouches for it here.
 * @returns the leaf's first; empty where the leaf cannot be read
 */
export const statusesByLists = (question: StatusQuestion): CertificateStatus[] => {
  const found = situation(question);
  if (found === undefined) return [];
  const { path, context } = found;
  const lists = {
    all: read(question.crls, maxLists, (der) => new RevocationList(der)),
    pending: new Set<PathCertificate>(),
  };
  return lookups(path, context)
    .map(({ culprit, above }): CertificateStatus => {
      const status = statusOf(culprit, above, lists, context);
      return {
        certificate: culprit.der,
        leaf: culprit === path[0],
        status:
          status.is === 'revoked'
            ? { is: 'revoked', ...entryFacts(status.entry) }
            : context.budget.exceeded
              ? { is: 'unknown', cause: 'too-much-work' }
              : status,
      };
    })
    .toReversed();
};

/**
 * The entry for a certificate in a full list that its own issuer signed, however old the list is: a list that may not
 * be used any more to say "not revoked" has still said "revoked". Null where there is none, or no such signature.
 */
export const entryInGenuineList = (
  crl: Uint8Array,
  certificate: Uint8Array,
  issuers: readonly Uint8Array[],
): { reason: RevocationReason; revokedAt: string } | null => {
  const [list] = read([crl], 1, (der) => new RevocationList(der));
  const [child] = read([certificate], 1, (der) => new PathCertificate(der, false));
  if (list === undefined || child === undefined || list.delta || list.issuer !== child.issuer) return null;
  const entries = read([crl], 1, () =>
    findEntries(list.parts.entries, child.parts.serialNumber.content, child.issuer, list.issuer),
  ).flat();
  const entry = entries.find(({ reason }) => reason !== removeFromCrl);
  if (entry === undefined) return null;
  const context = { known: new Map(), budget: newBudget() };
  const genuine = read(issuers, maxIssuers, (der) => new PathCertificate(der, false)).some(
    (ca) =>
      ca.subject === child.issuer &&
      checkSignature(child, ca, context) === 'valid' &&
      checkSignature(list, ca, context) === 'valid',
  );
  return genuine ? entryFacts(entry) : null;
};
