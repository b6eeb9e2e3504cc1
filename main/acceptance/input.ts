// What a pre-check judges: the files as they would be uploaded, and what is known of the world. All of it is data, so
// the judgement itself is pure: the clock, the fetched lists and the other sensors are arguments.
import type { CrlProblem } from '../../preload/contract/precheck.ts';

/** A file's content under its name without a folder. `joinedFrom`: the form has one slot for these several files. */
export type CheckedFile = { name: string; bytes: Uint8Array; joinedFrom?: string[] };

/** What came of asking a distribution point from this computer; `proxy` is host:port. */
export type FetchedCrl = {
  url: string;
  proxy: string | null;
  outcome: { ok: true; bytes: Uint8Array } | { ok: false; problem: CrlProblem; status?: number };
};

export type PrecheckInput = {
  key: CheckedFile | null;
  crt: CheckedFile | null;
  chain: CheckedFile | null;
  /** Files that hold what belongs into several slots; they are judged as the kit would take them apart. */
  bundles: readonly CheckedFile[];
  /** Revocation lists from files. */
  crls: readonly CheckedFile[];
  /** As it would be typed into the form; null: left empty. */
  passphrase: string | null;
  /** The name or address by which people will open the appliance; null: not known. */
  host: string | null;
  /** Is the appliance's own check of revocation and dates switched on? */
  validation: boolean;
  at: Date;
  /** Null: nobody has asked the distribution points. */
  fetched: readonly FetchedCrl[] | null;
  /** SHA-256 (upper-case hex) of the leaf that the sensor serves now; null: not known. */
  served: string | null;
  /** Common names that other sensors have; null: not known. */
  others: readonly { commonName: string; sensor: string }[] | null;
};
