// What several genuine revocation lists say of one certificate, weighed together: which state of affairs is newer, and
// whether an entry still holds. Which lists are genuine and about the certificate is judged in revocation.ts.
import { sameBytes } from '../asn1/der.ts';
import type { Entry } from '../crl/entries.ts';
import type { PathCertificate } from './path-certificate.ts';
import { type ListFacts, type RevocationList, sameScope } from './revocation-list.ts';

/** A certificate by a full list, or by a full list with the changes of a delta, whose number and date then count. */
export type State = {
  full: RevocationList;
  /** Of the full list or, where it is used, of the delta. */
  facts: ListFacts;
  /** Of the full list: a CA may keep a list for each of its keys, under one name. */
  signer: PathCertificate;
  /** Undefined where the certificate is not listed, or not any more. */
  entry: Entry | undefined;
};

const sameSeries = (a: State, b: State): boolean =>
  sameScope(a.full, b.full) && sameBytes(a.signer.parts.spki.encoding, b.signer.parts.spki.encoding);

/**
 * Newer by number and by date. Where the two contradict each other (a CA that began to count again), neither state is
 * newer, so that neither undoes what the other says. Lists without number are told apart by their dates.
 */
const isNewer = (a: ListFacts, b: ListFacts): boolean => {
  const later = a.thisUpdate - b.thisUpdate;
  if (a.number === undefined || b.number === undefined) return later > 0;
  return later >= 0 && a.number >= b.number && (later > 0 || a.number > b.number);
};

const certificateHold = 6;

/**
 * The entry that holds, whatever the order of the states. A newer list of the same series can lift a hold and nothing
 * else: a revocation for any other reason is for good (RFC 5280 sections 3.3 and 5.3.1), so a list without it proves
 * nothing while the one with it is in force.
 */
export const entryThatHolds = (states: readonly State[]): Entry | undefined => {
  const listed = states.flatMap(({ entry }) => (entry ? [entry] : []));
  const final = listed.find(({ reason }) => reason !== certificateHold);
  if (final || listed.length === 0) return final;
  const free = states.filter(({ entry }) => entry === undefined);
  return states.find(
    (held) => held.entry && !free.some((state) => isNewer(state.facts, held.facts) && sameSeries(state, held)),
  )?.entry;
};
