// Folders that people name or drop among files.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The files meant by what was named: a folder stands for the files right in it, in the order of their names. */
export async function filesOf(named: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const name of named) {
    const inside = await readdir(name, { withFileTypes: true }).catch(() => null);
    if (inside === null) files.push(name);
    // Ordinary files only: nobody meant the pipe, or the link to a device, that lies among them.
    else
      files.push(
        ...inside
          .filter((each) => each.isFile())
          .map((each) => join(name, each.name))
          .sort(),
      );
  }
  return files;
}
