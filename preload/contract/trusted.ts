// The certificates that Certwright put into this computer's stores, as both sides see them: since when, for which sensor,
// whether they are still there and still needed; and what decides beside the stores (Firefox, Windows' policies).
import { z } from 'zod';
import { certificateItemSchema, roleSchema } from './item.ts';
import { clientSchema } from './trust-journey.ts';
import { trustNoteSchema } from './trust-note.ts';

const time = z.string();
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

export const storeIdSchema = z.enum([
  'windows-machine',
  'windows-user',
  'nss-user',
  'linux-system',
  'macos-system',
  'macos-login',
]);

/**
 * Why a certificate is or is not needed any more. `serves`: the sensor showed it, or one issued by it, when it was looked
 * at last. `replaced`: the sensor shows another certificate that this one has nothing to do with. `expired`: nothing is
 * trusted through it any more. `unknown`: the sensor is not known, or was not seen since.
 */
export const needSchema = z.enum(['serves', 'replaced', 'expired', 'unknown']);
export type Need = z.infer<typeof needSchema>;

export const trustedSchema = z.strictObject({
  sha256,
  item: certificateItemSchema,
  role: roleSchema,
  store: storeIdSchema,
  /** The store's name for people. */
  location: z.string(),
  scope: z.enum(['machine', 'user']),
  place: z.enum(['root', 'intermediate']),
  readers: z.array(clientSchema),
  /** From the journal; null where only our mark in the store tells that it is ours. */
  addedAt: time.nullable(),
  /** The sensor for which it was added, where that is known. */
  sensor: z.string().nullable(),
  /** Its journey, where the app can open it: null for the command line's, and for one that was forgotten. */
  journey: z.string().nullable(),
  /** Read from the store now; null: it could not be read. */
  there: z.boolean().nullable(),
  need: needSchema,
  /** Other sensors that showed it, or one issued by it, when they were looked at last. */
  others: z.array(z.string()).optional(),
  /** When the sensor was seen last; null: never since. */
  seenAt: time.nullable(),
  /** When it was asked last and did not answer; null where it has been seen since, or was not asked. */
  silentAt: time.nullable(),
  needsRights: z.boolean(),
});
export type Trusted = z.infer<typeof trustedSchema>;

/** A Firefox profile of this user, or the policy for all of them. */
export const firefoxSchema = z.strictObject({
  /** Was a Firefox, or a profile of one, found at all? */
  found: z.boolean(),
  /**
   * Does it use the certificates of the system's store? `yes-by-default`: not set, and this version and system do so.
   * `not-here`: on Linux it reads the system's store only through a module of p11-kit, which is not in use; the certificate
   * has to be added to it.
   */
  uses: z.enum(['yes', 'yes-by-default', 'no', 'not-here', 'unknown']),
  /** Where that was read: policy, the profile's own setting, or nothing. */
  from: z.enum(['policy', 'profile', 'default', 'nothing']),
  /** Is it locked, so that the person cannot change it in Firefox? */
  locked: z.boolean(),
});
export type Firefox = z.infer<typeof firefoxSchema>;

export const trustedViewSchema = z.strictObject({
  readAt: time,
  /** Latest first; those that are not there any more after those that are. */
  certificates: z.array(trustedSchema),
  /** The journal could not be read: what carries no mark of ours may be missing from the list. */
  journalUnread: z.boolean(),
  /** Stores that could not be read, by name. */
  unread: z.array(z.string()),
  firefox: firefoxSchema,
  notes: z.array(trustNoteSchema),
  /** Only after a look at the sensors: how many were asked, and how many of them answered. */
  looked: z.strictObject({ asked: z.int().nonnegative(), answered: z.int().nonnegative() }).optional(),
});
export type TrustedView = z.infer<typeof trustedViewSchema>;
