// The files of one upload, each in the slot of the appliance's form that it is for. The renderer sees what is in them,
// never a path, a byte or a passphrase.
import { z } from 'zod';
import { errorSchema } from './errors.ts';
import { itemSchema } from './item.ts';
import { formatSchema } from './tools.ts';

/**
 * key, crt, chain: the form's own slots. crl: revocation lists, which are not uploaded but help to judge. bundle: holds
 * what belongs into several slots (a PFX, a PEM file with the key in it); the kit takes it apart. none: of no use here.
 */
export const slotSchema = z.enum(['key', 'crt', 'chain', 'crl', 'bundle', 'none']);
export type Slot = z.infer<typeof slotSchema>;

export const slotFileSchema = z.strictObject({
  /** Stays with the file while it is here. */
  id: z.number().int(),
  name: z.string(),
  slot: slotSchema,
  /** A person has said where it goes; else its content has. */
  placedByHand: z.boolean(),
  format: formatSchema,
  items: z.array(itemSchema),
  problems: z.array(errorSchema),
  /** A passphrase would open more of it. */
  locked: z.boolean(),
});
export type SlotFile = z.infer<typeof slotFileSchema>;

/**
 * none: not typed, and nothing is locked. needed: something is locked, and nothing was typed. right: it opened what was
 * locked. wrong: it did not. unused: typed, but nothing is locked.
 */
export const passphraseStateSchema = z.enum(['none', 'needed', 'right', 'wrong', 'unused']);
export type PassphraseState = z.infer<typeof passphraseStateSchema>;

export const slotsSchema = z.strictObject({ files: z.array(slotFileSchema), passphrase: passphraseStateSchema });
export type Slots = z.infer<typeof slotsSchema>;
