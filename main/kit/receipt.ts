// The receipt of a journey: what was changed, on whose word, and how the verdict changed. It carries public facts
// only: no key, no passphrase, no folder of the person's.
import type { ChangeView, TrustJourney, Verdict } from '../../preload/contract/trust-journey.ts';

export type Receipt = {
  product: 'Certwright';
  kind: 'trust-receipt';
  version: 1;
  journey: string;
  practice: boolean;
  madeAt: string;
  sensor: { address: string; port: number; proxy: string | null } | null;
  certificate: {
    subject: string;
    issuer: string;
    notBefore: string;
    notAfter: string;
    sha1: string;
    sha256: string;
    seenAt: string;
    chain: { subject: string; sha256: string }[];
    chainAsSent: boolean;
  } | null;
  /** How the certificate was told to be the right one. */
  comparedBy: NonNullable<TrustJourney['compare']>['decision'];
  /** A fingerprint that was entered and did not match, in case the risk was accepted after it. */
  mismatch: { hex: string; algorithm: 'sha1' | 'sha256' } | null;
  changedFrom: { sha256: string; seenAt: string } | null;
  outcome: string | null;
  useName: string | null;
  verdictBefore: Verdict | null;
  verdictAfter: Verdict | null;
  changes: ChangeView[];
  undoneAt: string | null;
  undoVerified: boolean | null;
  commands: string[];
};

/** Builds the receipt from the journey's view. `now` is when it is made. */
export function receiptOf(journey: TrustJourney, now: Date): Receipt {
  const { address, download, compare, name, done } = journey;
  const leaf = download?.chain[0]?.item;
  return {
    product: 'Certwright',
    kind: 'trust-receipt',
    version: 1,
    journey: journey.id,
    practice: journey.practice,
    madeAt: now.toISOString(),
    sensor: address && { address: address.host, port: address.port, proxy: address.proxy },
    certificate:
      download && leaf
        ? {
            subject: leaf.subject,
            issuer: leaf.issuer,
            notBefore: leaf.notBefore,
            notAfter: leaf.notAfter,
            sha1: leaf.fingerprints.sha1,
            sha256: leaf.fingerprints.sha256,
            seenAt: download.at,
            chain: download.chain.map(({ item }) => ({ subject: item.subject, sha256: item.fingerprints.sha256 })),
            chainAsSent: download.chainAsSent,
          }
        : null,
    comparedBy: compare?.decision ?? null,
    mismatch: compare?.mismatch ? { hex: compare.mismatch.hex, algorithm: compare.mismatch.algorithm } : null,
    changedFrom: compare?.changedFrom ?? null,
    outcome: name?.outcome ?? null,
    useName: name?.useName ?? null,
    verdictBefore: done.before,
    verdictAfter: done.after,
    changes: done.changes,
    undoneAt: done.undoneAt,
    undoVerified: done.undoVerified,
    commands: done.commands,
  };
}
