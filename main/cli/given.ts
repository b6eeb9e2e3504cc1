// The files that a command was given, read and taken apart. What cannot be read is told, never left out in silence.
import type { AppError } from '../../preload/contract/errors.ts';
import type { Failure, Ok } from '../../preload/contract/result.ts';
import { type ReadFile, readObjects } from '../pki/files/read.ts';
import { readInput } from './files.ts';

/** A failure that says which file it is about. */
export type FileResult<T> = Ok<T> | (Failure & { file: string });

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
