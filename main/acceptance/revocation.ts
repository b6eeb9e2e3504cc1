// What revocation lists and distribution points say about an upload. So far only whether the leaf names any.
import type { PrecheckCode, PrecheckFacts } from '../../preload/contract/precheck.ts';
import type { Certificate } from './chain-walk.ts';
import type { FetchedCrl } from './input.ts';

export type RevocationQuestion = {
  leaf: Certificate;
  /** The leaf's issuer first. */
  issuers: readonly Certificate[];
  /** DER, out of files. */
  lists: readonly { file: string; der: Uint8Array }[];
  fetched: readonly FetchedCrl[] | null;
  at: Date;
  validation: boolean;
};

export type RevocationFound = {
  [C in PrecheckCode]: { code: C; facts: PrecheckFacts[C]; file?: string | null };
}[PrecheckCode];

export const checkRevocation = ({ leaf, validation }: RevocationQuestion): RevocationFound[] => {
  const urls = leaf.item.crlDistributionPoints ?? [];
  if (urls.length === 0) return validation ? [{ code: 'no-distribution-point', facts: {} }] : [];
  return validation ? [] : [{ code: 'distribution-point-unused', facts: { urls } }];
};
