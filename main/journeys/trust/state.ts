// What a trust journey remembers between sessions: facts with the time at which they were found, certificates as
// base64 DER, no secret. Whether a step is done is not stored; it is worked out from these facts (steps.ts).
import { z } from 'zod';
import {
  addressViewSchema,
  compareViewSchema,
  downloadViewSchema,
  exportViewSchema,
  hostsViewSchema,
  nameViewSchema,
  storeViewSchema,
  verdictSchema,
} from '../../../preload/contract/trust-journey.ts';
import { trustNoteSchema } from '../../../preload/contract/trust-note.ts';

const base64 = z.string();

export const trustStateSchema = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  kind: z.literal('trust'),
  createdAt: z.string(),
  updatedAt: z.string(),
  practice: z.boolean(),
  address: addressViewSchema.nullable(),
  /** The chain as sent is kept as DER; what it says is parsed again when it is shown. */
  download: downloadViewSchema
    .omit({ chain: true, notes: true })
    .extend({ chain: z.array(base64), oldTls: z.boolean() })
    .nullable(),
  compare: compareViewSchema.omit({ sha256: true, sha1: true, subject: true, role: true }).nullable(),
  export: exportViewSchema,
  /** CA certificates that the admin added from files. */
  added: z.array(base64),
  stores: z.array(storeViewSchema.omit({ addedByUs: true })),
  /** Not in what an older version kept. */
  notes: z.array(trustNoteSchema).default([]),
  name: nameViewSchema.nullable(),
  hosts: hostsViewSchema.omit({ addedByUs: true }).nullable(),
  /** The first verdict of all, and the latest. */
  before: verdictSchema.nullable(),
  after: verdictSchema.nullable(),
  receipts: z.array(z.strictObject({ name: z.string(), at: z.string() })),
  undo: z.strictObject({ at: z.string(), verified: z.boolean() }).nullable(),
});
export type TrustState = z.infer<typeof trustStateSchema>;

/** A journey on which nothing has been done yet. `now` is ISO 8601. */
export function newTrustState(id: string, now: string, practice: boolean): TrustState {
  return {
    version: 1,
    id,
    kind: 'trust',
    createdAt: now,
    updatedAt: now,
    practice,
    ...emptyFrom('address'),
  };
}

type Found = Omit<TrustState, 'version' | 'id' | 'kind' | 'createdAt' | 'updatedAt' | 'practice'>;

const nothingFound: Found = {
  address: null,
  download: null,
  compare: null,
  export: { written: [] },
  added: [],
  stores: [],
  notes: [],
  name: null,
  hosts: null,
  before: null,
  after: null,
  receipts: [],
  undo: null,
};

/** The facts that fall when an earlier step is taken again: another address or another certificate voids the rest. */
export function emptyFrom(step: 'address'): Found;
export function emptyFrom(step: 'download'): Omit<Found, 'address'>;
export function emptyFrom(step: 'address' | 'download'): Partial<Found> {
  if (step === 'address') return structuredClone(nothingFound);
  const { address: _address, ...rest } = structuredClone(nothingFound);
  return rest;
}
