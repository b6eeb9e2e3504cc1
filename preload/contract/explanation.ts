// What an error message means, where it comes from, which checks tell more, and the one thing to do. The catalogue's
// facts are here; the sentences are in assets/text.
import { z } from 'zod';

const text = z.string();

export const messageSourceSchema = z.enum(['console', 'browser', 'windows', 'openssl', 'dps']);
export type MessageSource = z.infer<typeof messageSourceSchema>;

/** Checks that the app can run on the user's own files and sensor for a message. */
export const messageCheckSchema = z.enum([
  'precheck', // the files against the appliance's rules
  'passphrase', // does it open the key
  'chain', // leaf, intermediates, root
  'dates',
  'revocation', // lists from files, and their addresses from here
  'probe', // what the sensor serves, and its clock
  'name', // which names it can be opened by
  'trust', // what the stores of this computer hold
  'format', // what a file is by its content
  'pfx', // algorithms of a PFX
  'proof-of-possession',
]);
export type MessageCheck = z.infer<typeof messageCheckSchema>;

/** Where the one button leads. */
export const messageActionSchema = z.enum([
  'deploy', // the deploy journey: files, pre-check, kit
  'trust', // the trust journey
  'convert',
  'test',
  'request',
  'none',
]);
export type MessageAction = z.infer<typeof messageActionSchema>;

export const knownMessageSchema = z.strictObject({
  id: text,
  source: messageSourceSchema,
  /** As it is printed where it comes from. */
  message: text,
});
export type KnownMessage = z.infer<typeof knownMessageSchema>;

/** The text was so long that only its beginning and its end were looked at. */
const leftOut = z.boolean();

export const explanationSchema = z.discriminatedUnion('known', [
  z.strictObject({
    known: z.literal(true),
    leftOut,
    ...knownMessageSchema.shape,
    /** exact: after case, blanks and apostrophes. older: a wording of another version. part: found inside a longer text. */
    match: z.enum(['exact', 'older', 'part']),
    /** The other wording that the text has, as the catalogue writes it; null where the text has the message itself. */
    wording: text.nullable(),
    cause: text,
    recommendation: text,
    checks: z.array(messageCheckSchema),
    action: messageActionSchema,
    /** Other known messages in the same text (a log holds several); the one explained is the most specific. */
    also: z.array(knownMessageSchema).max(3),
  }),
  z.strictObject({ known: z.literal(false), leftOut, nearest: z.array(knownMessageSchema).max(3) }),
]);
export type Explanation = z.infer<typeof explanationSchema>;
