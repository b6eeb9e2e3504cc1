// The files that a command was given, read and taken apart. Folders stand for the files in them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
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

/** The files meant by what was named: a folder stands for the files right in it, in the order of their names. */
export async function filesOf(named: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of named) {
    const inside = await readdir(name, { withFileTypes: true }).catch(() => null);
    if (inside === null) files.push(name);
    else
      files.push(
        ...inside
          .filter((each) => !each.isDirectory())
          .map((each) => join(name, each.name))
          .sort(),
      );
  }
  return files;
}
