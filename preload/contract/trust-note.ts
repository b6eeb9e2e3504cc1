// What outside of our certificates decides what is trusted here: policies of the system and of the browsers.
import { z } from 'zod';

const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

/** Something outside our certificates that decides what is trusted here. */
export const trustNoteSchema = z.discriminatedUnion('kind', [
  /** Group policy lets no user root count (ProtectedRoots, flag 1). */
  z.strictObject({ kind: z.literal('user-roots-off') }),
  /** CAPlatformIntegrationEnabled is 0: this browser does not trust what is in the system's stores. */
  z.strictObject({ kind: z.literal('browser-ignores-store'), browser: z.enum(['chrome', 'edge']) }),
  /** The certificate is in the list of untrusted ones: nothing that trusts it counts. */
  z.strictObject({ kind: z.literal('disallowed'), sha256 }),
  /** The certificate comes (also) from group policy: removing it here leaves that one. */
  z.strictObject({ kind: z.literal('pushed'), sha256 }),
]);
export type TrustNote = z.infer<typeof trustNoteSchema>;
