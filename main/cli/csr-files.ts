// Writes what a command makes as one: all of the files, or none. What was replaced under --force is put back when a
// later file fails; a new key does not stay behind without its request.
import { mkdir, readFile, rmdir, stat, unlink } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { writeFile } from '../files/write-file.ts';

export type Output = { file: string; bytes: Uint8Array; what: string; ownerOnly?: boolean };
export type Written = { file: string; sha256: string; what: string; ownerOnly: boolean };

/** The first path that two of the files share; they are told apart by where they lead, not by how they are written. */
export function sharedPath(files: readonly string[]): string | undefined {
  const seen = new Set<string>();
  return files.find((file) => {
    const path = resolve(file);
    const twice = seen.has(path);
    seen.add(path);
    return twice;
  });
}

type Undo = () => Promise<unknown>;

/** How to bring back what is there now. */
async function undoOf({ file, ownerOnly = false }: Output, force: boolean): Promise<Undo> {
  const before = force ? await readFile(file).catch(() => null) : null;
  if (before === null) return () => unlink(file);
  return () => writeFile(file, before, { overwrite: true, ownerOnly });
}

/** Makes a folder where there is none; the answer takes it away again while it is empty. */
async function makeFolder(folder: string): Promise<Result<Undo>> {
  try {
    const first = await mkdir(folder, { recursive: true });
    return ok(async () => first !== undefined && rmdir(folder));
  } catch (error) {
    return fail('write-failed', { file: folder, detail: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

/** Nothing is begun when something is in the way already, so that no key is made and removed for nothing. */
async function inTheWay(outputs: readonly Output[]): Promise<string | undefined> {
  for (const { file } of outputs) {
    const there = await stat(file).catch(() => null);
    if (there) return file;
  }
  return undefined;
}

/**
 * Writes the files in their order, each read back.
 * @param folder is made first if it is given and not there
 * @returns the errors of writeFile for the first that could not be written, and then none of the new ones is left
 */
export async function writeAll(
  outputs: readonly Output[],
  { force, folder }: { force: boolean; folder?: string | undefined },
): Promise<Result<Written[]>> {
  const there = force ? undefined : await inTheWay(outputs);
  if (there !== undefined) return fail('file-exists', { file: there });
  const undo: Undo[] = [];
  const written: Written[] = [];
  const takeBack = async () => {
    for (const each of undo.reverse()) await each().catch(() => {});
  };
  if (folder !== undefined) {
    const made = await makeFolder(folder);
    if (!made.ok) return made;
    undo.push(made.value);
  }
  for (const output of outputs) {
    const { file, bytes, what, ownerOnly = false } = output;
    const back = await undoOf(output, force);
    const wrote = await writeFile(file, bytes, { overwrite: force, ownerOnly });
    if (!wrote.ok) {
      // A file that reads back differently is there; one that could not be made is not, and is not ours to remove.
      if (wrote.error.code === 'read-back-differs') undo.push(back);
      await takeBack();
      return wrote;
    }
    undo.push(back);
    written.push({ file, what, sha256: wrote.value.sha256, ownerOnly: wrote.value.ownerOnly });
  }
  return ok(written);
}
