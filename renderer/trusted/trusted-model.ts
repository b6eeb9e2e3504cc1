// How the certificates stand on the page: what to remove first, then what is in use, then what nobody knows, and what
// is not there any more by itself. Pure.
import type { Counts } from '../../assets/text/en/trusted.ts';
import type { TrustNote } from '../../preload/contract/trust-note.ts';
import type { Trusted, TrustedView } from '../../preload/contract/trusted.ts';

export interface Groups {
  readonly removable: readonly Trusted[];
  readonly kept: readonly Trusted[];
  readonly undecided: readonly Trusted[];
  readonly gone: readonly Trusted[];
}

export function groupsOf({ certificates }: Pick<TrustedView, 'certificates'>): Groups {
  const here = certificates.filter(({ there }) => there !== false);
  return {
    removable: here.filter(({ need }) => need === 'replaced' || need === 'expired'),
    kept: here.filter(({ need }) => need === 'serves'),
    undecided: here.filter(({ need }) => need === 'unknown'),
    gone: certificates.filter(({ there }) => there === false),
  };
}

const different = (entries: readonly Trusted[]): number => new Set(entries.map(({ sha256 }) => sha256)).size;

/** A certificate that is in two stores is one certificate. */
export function countsOf({ removable, kept, undecided, gone }: Groups): Counts {
  return {
    there: different([...removable, ...kept, ...undecided]),
    notNeeded: different(removable),
    unknown: different(undecided),
    gone: different(gone),
  };
}

/** Notes about this computer as a whole. */
export const notesOfAll = (notes: readonly TrustNote[]): TrustNote[] => notes.filter((note) => !('sha256' in note));

export const notesOf = (notes: readonly TrustNote[], { sha256 }: Trusted): TrustNote[] =>
  notes.filter((note) => 'sha256' in note && note.sha256 === sha256);

/** Tells the entries apart: the same certificate may be in two stores, and in two places of one. */
export const keyOf = ({ store, place, sha256 }: Trusted): string => `${store} ${place} ${sha256}`;
