// The upload kit: a folder with exactly the files that the appliance's form asks for. It counts as ready only after it
// was read back from the disk and passed the pre-check once more.
import { z } from 'zod';
import { precheckSchema } from './precheck.ts';

export const kitFileSchema = z.strictObject({
  /** Without its folder. */
  name: z.string(),
  what: z.enum(['key', 'crt', 'chain', 'checklist', 'manifest']),
  /** Of the bytes on the disk, upper-case hex. */
  sha256: z.string().regex(/^[0-9A-F]{64}$/),
});
export type KitFile = z.infer<typeof kitFileSchema>;

/** What happens to the key's passphrase on its way into the kit. */
export const kitPassphraseSchema = z.discriminatedUnion('kind', [
  /** As it is: locked with the passphrase that opened it, or in the clear. */
  z.strictObject({ kind: z.literal('keep') }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('new'), passphrase: z.string().min(1).max(1024) }),
]);
export type KitPassphrase = z.infer<typeof kitPassphraseSchema>;

export const uploadKitSchema = z.strictObject({
  /** The folder's own name, without the way to it. */
  folder: z.string(),
  files: z.array(kitFileSchema),
  /** The key in the kit is locked with a passphrase. */
  locked: z.boolean(),
  /** The disk cannot keep the key for its owner alone (FAT on a USB stick). */
  openToOthers: z.boolean(),
  /** SHA-256 and SHA-1 of the leaf (DER): what the browser shows once the appliance serves it. */
  leaf: z.strictObject({ sha256: z.string(), sha1: z.string() }),
  /** Of the files as they lie on the disk. */
  check: precheckSchema,
});
export type UploadKit = z.infer<typeof uploadKitSchema>;
