// Folders that people name or drop among files.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The files meant by what was named: a folder stands for the files right in it, in the order of their names. */
export async function filesOf(named: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of named) {
    const inside = await readdir(name, { withFileTypes: true }).catch(() => null);
    if (inside === null) files.push(name);
    // Not only ordinary files: what a link or a pipe in the folder leads to is read as if it had been named.
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
