// Writes files that belong together as one: all of them, or none. What is replaced is only moved aside until all is
// done, and comes back as it was when a file fails; a new key does not stay behind without its request.
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rmdir, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { csr } from '../../assets/text/en/cli-csr.ts';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { type Rights, writeFile } from './write-file.ts';

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
type Aside = { path: string; rights: Rights };

/** Moves what is there out of the way, whole and with its rights, so that it can come back as it was. */
async function moveAside(file: string): Promise<Result<Aside | null>> {
  const there = await stat(file).catch(() => null);
  if (there === null) return ok(null);
  if (!there.isFile())
    return fail('write-failed', { file, detail: there.isDirectory() ? 'EISDIR' : 'not a regular file' });
  const path = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.old`);
  try {
    await rename(file, path);
    return ok({ path, rights: there });
  } catch (error) {
    return fail('write-failed', { file, detail: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

/** Makes a folder, with those it lies in, where there is none; the answer takes away what was made and is empty. */
async function makeFolder(folder: string): Promise<Result<Undo>> {
  const missing: string[] = [];
  for (let each = resolve(folder); (await stat(each).catch(() => null)) === null; each = dirname(each))
    missing.push(each);
  try {
    await mkdir(folder, { recursive: true });
    return ok(async () => {
      for (const made of missing) await rmdir(made);
    });
  } catch (error) {
    return fail('write-failed', { file: folder, detail: (error as NodeJS.ErrnoException).code ?? String(error) });
  }
}

export type WrittenAll = {
  written: Written[];
  /** Files that were replaced and could not be removed, under the names that they have now. */
  left: string[];
  /** Removes the new files, and the folder if it was made; only where nothing was replaced. */
  takeBack(): Promise<void>;
};

/** Nothing is begun when something is in the way already, so that no key is made and removed for nothing. */
async function inTheWay(outputs: readonly Output[]): Promise<string | undefined> {
  for (const { file } of outputs) {
    const there = await stat(file).catch(() => null);
    if (there) return file;
  }
  return undefined;
}

class NotBack extends Error {}

/** Over whatever has been written in its place. */
const comeBack = (aside: string, file: string): Promise<void> =>
  rename(aside, file).catch((error) => {
    throw new NotBack(aside, { cause: error });
  });

/** Undoes what was done, the last first. If an old file cannot come back, that is worse than what went wrong before. */
async function takeBack(undo: readonly Undo[], failure: Failure): Promise<Failure> {
  let worst = failure;
  for (const each of [...undo].reverse())
    await each().catch((error: unknown) => {
      if (error instanceof NotBack)
        worst = fail('write-failed', { file: error.message, detail: csr.notBack(error.message) });
    });
  return worst;
}

/**
 * Writes the files in their order, each read back.
 * @param folder is made first if it is given and not there
 * @returns the errors of writeFile for the first that could not be written, and then none of the new ones is left
 */
export async function writeAll(
  outputs: readonly Output[],
  { force, folder }: { force: boolean; folder?: string | undefined },
): Promise<Result<WrittenAll>> {
  const there = force ? undefined : await inTheWay(outputs);
  if (there !== undefined) return fail('file-exists', { file: there });
  const undo: Undo[] = [];
  const asides: string[] = [];
  const written: Written[] = [];
  if (folder !== undefined) {
    const made = await makeFolder(folder);
    if (!made.ok) return made;
    undo.push(made.value);
  }
  for (const { file, bytes, what, ownerOnly = false } of outputs) {
    const aside = force ? await moveAside(file) : ok(null);
    if (!aside.ok) return takeBack(undo, aside);
    const { path, rights } = aside.value ?? {};
    if (path !== undefined) {
      asides.push(path);
      undo.push(() => comeBack(path, file));
    }
    const wrote = await writeFile(file, bytes, { ownerOnly, ...(rights ? { like: rights } : {}) });
    // A file that reads back differently is there; one that could not be made is not, and is not ours to remove.
    if (path === undefined && (wrote.ok || wrote.error.code === 'read-back-differs')) undo.push(() => unlink(file));
    if (!wrote.ok) return takeBack(undo, wrote);
    written.push({ file, what, sha256: wrote.value.sha256, ownerOnly: wrote.value.ownerOnly });
  }
  const left: string[] = [];
  for (const aside of asides) await unlink(aside).catch(() => left.push(aside));
  const remove = async () => {
    if (asides.length === 0) for (const each of [...undo].reverse()) await each().catch(() => {});
  };
  return ok({ written, left, takeBack: remove });
}
