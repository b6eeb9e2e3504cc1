// A conversion on its way to the disk: written, read back and compared, and described by what is there now. Both the
// window and the command line write this way. It does not choose where, and asks nobody.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Item } from '../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type WrittenFile, writeFile } from '../files/write-file.ts';
import { type ConvertOutput, holdsExactly } from '../pki/files/convert.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { readObjects } from '../pki/files/read.ts';

export type ToWrite = ConvertOutput & { objects: readonly FoundObject[]; passphrase: string | null };

/**
 * @param path absolute, or relative to the working folder
 * @returns the objects as they are in the new file (locked or not, in its encoding), in its order; the errors of
 * writeFile, and `read-back-differs` also where the bytes are right and the objects are not
 */
export async function writeConverted(
  path: string,
  { bytes, secret, objects, passphrase }: ToWrite,
  { overwrite }: { overwrite: boolean },
): Promise<Result<WrittenFile & { items: Item[] }>> {
  const written = await writeFile(path, bytes, { overwrite, ownerOnly: secret });
  if (!written.ok) return written;
  const back = await readFile(path).catch(() => new Uint8Array());
  if (!holdsExactly(back, objects, passphrase)) return fail('read-back-differs', { file: basename(path) });
  const read = readObjects(back, passphrase === null ? {} : { passphrase });
  return ok({ ...written.value, items: read.objects.map(({ item }) => item) });
}
