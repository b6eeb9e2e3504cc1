// Replaces one small system file as a whole: afterwards it is exactly the old one or exactly the new one.
// Refuses to write over anything but the bytes that were previewed, and never loosens mode or owner.
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readFile, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { nameOfCopy } from './kept-copies.ts';
import { sizeLimit } from './limits.ts';

export type Replaced = {
  /** SHA-256, upper-case hex. */
  before: string;
  after: string;
  /** The copy of what was there before; null where nothing had to be written. */
  backup: string | null;
};

export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
const isRights = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(codeOf(error));

function readFailure(file: string, error: unknown): Failure {
  return isRights(error)
    ? fail('rights-missing', { target: file })
    : fail('file-unreadable', { file, detail: codeOf(error) });
}

function writeFailure(file: string, error: unknown): Failure {
  return isRights(error)
    ? fail('rights-missing', { target: file })
    : fail('write-failed', { file, detail: codeOf(error) });
}

type Current = { target: string; bytes: Buffer; mode: number; uid: number; gid: number };

/** The file that the path stands for (symbolic links followed), with what must stay as it is. */
async function readCurrent(path: string): Promise<Result<Current>> {
  let handle: FileHandle | undefined;
  try {
    const target = await realpath(path);
    handle = await open(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) return fail('file-unreadable', { file: path, detail: 'not a regular file' });
    if (stats.size > sizeLimit) return fail('file-too-large', { file: path, limit: sizeLimit });
    const { mode, uid, gid } = stats;
    return ok({ target, bytes: await handle.readFile(), mode: mode & 0o7777, uid, gid });
  } catch (error) {
    return readFailure(path, error);
  } finally {
    await handle?.close();
  }
}

/**
 * Whether replacing the file takes more rights than this process has. Opens at most, never writes. False where the
 * file is absent or unreadable for another reason: then trying says more than guessing.
 */
export async function needsRightsFor(path: string): Promise<boolean> {
  try {
    const target = await realpath(path);
    if (process.platform === 'win32') {
      // access() looks at attributes only; opening for writing asks the access control list.
      await open(target, 'r+').then((handle) => handle.close());
      return false;
    }
    await access(dirname(target), constants.W_OK | constants.X_OK);
    const user = process.geteuid?.();
    return user !== 0 && (await stat(target)).uid !== user;
  } catch (error) {
    return isRights(error);
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folder as a file, and needs no such flush.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  await handle.sync().finally(() => handle.close());
}

/** Writes a file that must not exist yet, down to the disk. `prepare` runs before the last flush. */
async function writeNew(file: string, bytes: Uint8Array, prepare?: (handle: FileHandle) => Promise<void>) {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await prepare?.(handle);
    await handle.sync();
  } catch (error) {
    await unlink(file).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

async function keepBackup(current: Current, sha256: string, backupDir: string, now: Date): Promise<Result<string>> {
  const unique = randomBytes(3).toString('hex');
  const file = join(backupDir, nameOfCopy(basename(current.target), { at: now, sha256, unique }));
  try {
    await mkdir(backupDir, { recursive: true, mode: 0o700 });
    await writeNew(file, current.bytes);
    await syncFolder(backupDir);
    return ok(file);
  } catch (error) {
    return writeFailure(file, error);
  }
}

async function writeBeside(current: Current, bytes: Uint8Array): Promise<string> {
  const name = `.${basename(current.target)}.certwright-${randomBytes(8).toString('hex')}`;
  const temporary = join(dirname(current.target), name);
  await writeNew(temporary, bytes, async (handle) => {
    if (process.platform === 'win32') return;
    const made = await handle.stat();
    if (made.uid !== current.uid || made.gid !== current.gid) await handle.chown(current.uid, current.gid);
    await handle.chmod(current.mode);
  });
  return temporary;
}

/**
 * Replaces `path` by `newBytes` if it still has the SHA-256 (hex, any case) that was previewed. The old bytes are
 * first copied into `backupDir` (made where absent), which nobody else can read. A symbolic link stays one and its
 * target is replaced.
 *
 * Failures: `hosts-changed` (another program wrote meanwhile), `rights-missing`, `file-unreadable`,
 * `file-too-large`, `write-failed`, `read-back-differs`.
 */
export async function replaceFile(
  path: string,
  expectedSha256: string,
  newBytes: Uint8Array,
  { backupDir, now }: { backupDir: string; now: Date },
): Promise<Result<Replaced>> {
  const current = await readCurrent(path);
  if (!current.ok) return current;
  const { target, bytes } = current.value;
  const before = sha256Hex(bytes);
  const after = sha256Hex(newBytes);
  if (before !== expectedSha256.toUpperCase()) return fail('hosts-changed', { file: path });
  if (before === after) return ok({ before, after, backup: null });

  const backup = await keepBackup(current.value, before, backupDir, now);
  if (!backup.ok) return backup;

  let temporary: string | undefined;
  try {
    temporary = await writeBeside(current.value, newBytes);
    // The last look before the point of no return: between it and the rename nothing waits.
    if (sha256Hex(await readFile(target)) !== before) return fail('hosts-changed', { file: path });
    await rename(temporary, target);
    temporary = undefined;
    await syncFolder(dirname(target));
    if (sha256Hex(await readFile(target)) !== after) return fail('read-back-differs', { file: path });
    return ok({ before, after, backup: backup.value });
  } catch (error) {
    return writeFailure(path, error);
  } finally {
    if (temporary) await unlink(temporary).catch(() => undefined);
  }
}
