// Writes the files that people ask for: whole or not at all, never over another one unasked, a key for its owner alone,
// and read back before it is called done. It does not choose where.
import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { codeOf } from './error-code.ts';

export type WriteOptions = {
  /** What is there may be replaced: the person has said so. */
  overwrite?: boolean;
  /** It holds a private key. */
  ownerOnly?: boolean;
  /** What it takes the place of, where that has been moved away already: it will not be open to more people. */
  like?: Rights;
};

/** Who may do what with a file, as `stat` tells it. On Windows this says nothing: there a file has its folder's rights. */
export type Rights = { mode: number; gid: number };

export type WrittenFile = {
  /** The file's own name, without the way to it. */
  name: string;
  /** Of its bytes, upper-case hex. */
  sha256: string;
  /** False where the disk knows no owners (FAT on a USB stick), so that anyone who holds it can read the file. */
  ownerOnly: boolean;
};

/** Closes a new, still empty file to everybody but its owner; false where the disk does not do that. */
async function closeToOthers(handle: FileHandle, path: string): Promise<boolean> {
  if (process.platform === 'win32') return (await import('./windows-owner-only.ts')).closeToOthers(path);
  return ((await handle.stat()).mode & 0o077) === 0;
}

type Access = { ownerOnly: boolean; like: Rights | undefined };

/** The group's rights are for the group that had them; where the file cannot be given to it, they are for none. */
async function keepGroup(handle: FileHandle, { gid }: Rights): Promise<void> {
  const made = await handle.stat();
  if (process.platform === 'win32' || made.gid === gid) return;
  await handle.chown(made.uid, gid).catch(() => handle.chmod(made.mode & 0o707));
}

/** A file that was not there before, with all of the bytes; after a failure there is none. */
async function create(path: string, bytes: Uint8Array, { ownerOnly, like }: Access): Promise<boolean> {
  // Its owner can always read and write it: we have to read it back, and the owner could change the mode anyway.
  const mode = (ownerOnly ? 0o600 : 0o666) & ((like?.mode ?? 0o666) | 0o600);
  const handle = await open(path, 'wx', mode);
  try {
    if (like) await keepGroup(handle, like);
    const closed = ownerOnly && (await closeToOthers(handle, path));
    await handle.writeFile(bytes);
    await handle.sync();
    await handle.close();
    return closed;
  } catch (error) {
    await handle.close().catch(() => {});
    await unlink(path).catch(() => {});
    throw error;
  }
}

/** Beside the old file first, so that a full disk does not cost both. */
async function replace(path: string, bytes: Uint8Array, access: Access): Promise<boolean> {
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  const closed = await create(beside, bytes, access);
  try {
    await rename(beside, path);
    return closed;
  } catch (error) {
    await unlink(beside).catch(() => {});
    throw error;
  }
}

/**
 * Writes one file and reads it back.
 * @param path absolute, or relative to the working folder
 * @returns `file-exists` when something is there and `overwrite` was not given; `write-failed` with the system's code
 * (`EISDIR` for a folder, `ENOENT` where the folder it should go into is not there); `read-back-differs`
 */
export async function writeFile(
  path: string,
  bytes: Uint8Array,
  options: WriteOptions = {},
): Promise<Result<WrittenFile>> {
  const { overwrite = false, ownerOnly = false, like } = options;
  const name = basename(path);
  try {
    // Only an ordinary file can be replaced as a whole: never a folder, a pipe or a device.
    const there = await stat(path).catch(() => null);
    if (there?.isDirectory()) return fail('write-failed', { file: name, detail: 'EISDIR' });
    if (overwrite && there && !there.isFile())
      return fail('write-failed', { file: name, detail: 'not a regular file' });
    const closed =
      overwrite && there
        ? await replace(path, bytes, { ownerOnly, like: there })
        : await create(path, bytes, { ownerOnly, like });
    const back = await readFile(path);
    if (Buffer.compare(back, bytes) !== 0) return fail('read-back-differs', { file: name });
    return ok({ name, sha256: createHash('sha256').update(back).digest('hex').toUpperCase(), ownerOnly: closed });
  } catch (error) {
    const code = codeOf(error);
    return code === 'EEXIST' ? fail('file-exists', { file: name }) : fail('write-failed', { file: name, detail: code });
  }
}
