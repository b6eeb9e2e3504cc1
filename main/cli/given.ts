// The files that a command was given, read and taken apart.
import type { AppError } from '../../preload/contract/errors.ts';
import { type ReadFile, readObjects } from '../pki/files/read.ts';
import { readInput } from './files.ts';

export type Given = { file: string } & ({ ok: true; read: ReadFile } | { ok: false; error: AppError });

/** One file's content by what it is. */
export async function readGiven(file: string, passphrase: string | undefined): Promise<Given> {
  const input = await readInput(file);
  if (!input.ok) return { file, ...input };
  return {
    file,
    ok: true,
    read: readObjects(input.value, { file, ...(passphrase === undefined ? {} : { passphrase }) }),
  };
}
