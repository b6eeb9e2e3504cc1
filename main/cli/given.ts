// The files that a command was given, read and taken apart. Folders stand for the files in them.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import { type ReadFile, readObjects } from '../pki/files/read.ts';
import { type Call, type Outcome, wrongUse } from './command.ts';
import { readInput } from './files.ts';

/** A passphrase out of the environment, by the option that names the variable; undefined where none was asked for. */
export function passphraseOf(call: Call, option: string): Result<string | undefined> | Outcome {
  const name = call.text(option);
  if (name === undefined) return ok(undefined);
  const value = call.io.env[name];
  return value === undefined ? wrongUse(cli.wrong.variable(name), cli.wrong.variableHint) : ok(value);
}

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
