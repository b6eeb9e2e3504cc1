// The new file, beside the one that it is to replace: the same owner, mode, access control list, extended attributes
// and security context, so that to put it in place loosens nothing. Also sees to what a crash left behind here.
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findTool, runTool } from '../trust/tool.ts';
import { filesBeside, nameBeside } from './beside.ts';
import { type Current, type Mark, markOf } from './current-file.ts';
import { hashOfKept, nameOfCopy } from './kept-copies.ts';

/**
 * Node can keep owner and mode alone. The rest is copied by the system's own cp, where it can: GNU's on Linux, Apple's on
 * a Mac. False where there is none that can (BusyBox), or it could not: then an access control list is lost.
 */
async function copyAttributes(from: string, to: string): Promise<boolean> {
  const flags = { linux: ['--attributes-only', '--preserve=all'], darwin: ['-p'] } as Record<string, string[]>;
  const wanted = flags[process.platform];
  const cp = await findTool('cp');
  return wanted !== undefined && cp !== undefined && (await runTool(cp, [...wanted, '--', from, to])).exit === 0;
}

/**
 * The group's bits of a file with an access control list are its mask. Without the list they would be the rights of the
 * owning group, so that one gets no more than everybody has.
 */
const withoutMask = (mode: number): number => mode & ~(0o070 & ~((mode & 0o007) << 3));

async function keepOwnerAndMode(handle: FileHandle, uid: number, gid: number, mode: number): Promise<void> {
  const made = await handle.stat();
  if (made.uid !== uid || made.gid !== gid) await handle.chown(uid, gid);
  // Writing and a change of owner clear the bits for set-user-ID; setting the same mode again keeps a mask as it is.
  if (((await handle.stat()).mode & 0o7777) !== mode) await handle.chmod(mode);
}

/** Writes all pieces with as few copies as the system allows. */
async function writeAll(handle: FileHandle, pieces: readonly Uint8Array[], length: number): Promise<void> {
  const { bytesWritten } = await handle.writev([...pieces.filter((piece) => piece.length > 0)], 0);
  if (bytesWritten === length) return;
  // A disk that is nearly full, or a system with a limit: the rest, by the way that goes on until all is written.
  let skip = bytesWritten;
  let at = bytesWritten;
  for (const piece of pieces) {
    const rest = piece.subarray(Math.min(skip, piece.length));
    skip -= piece.length - rest.length;
    for (let done = 0; done < rest.length; ) {
      const { bytesWritten: more } = await handle.write(rest, done, rest.length - done, at);
      done += more;
      at += more;
    }
  }
}

/** A file that we have written, and by what it is known again. */
export type Beside = { file: string; mark: Mark };

/**
 * Writes a new file like `current` down to the disk, beside it or beside `place`. Throws what the file system throws; then
 * it is gone.
 */
export async function writeBeside(
  current: Current,
  pieces: readonly Uint8Array[],
  place = current.target,
): Promise<Beside> {
  const temporary = nameBeside(place, 'new');
  const handle = await open(temporary, 'wx', 0o600);
  try {
    const isWhole = process.platform === 'win32' || (await copyAttributes(current.target, temporary));
    // Apple's cp copies what is in the file too.
    await handle.truncate(0);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (length > 0) await writeAll(handle, pieces, length);
    const { uid, gid, mode } = current;
    if (process.platform !== 'win32') await keepOwnerAndMode(handle, uid, gid, isWhole ? mode : withoutMask(mode));
    // The time was copied as well, and resolvers read the file again when it has changed.
    const now = new Date();
    await handle.utimes(now, now);
    await handle.sync();
    return { file: temporary, mark: markOf(await handle.stat({ bigint: true })) };
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/** What is younger may belong to another process that is at work. */
const leftOver = 5 * 60_000;

/**
 * Sees to replaced files that a crash left here before anybody looked at them. They may hold what another program wrote
 * at the last instant, so each becomes a kept copy, unless it is one already under another name. Only those whose owner is
 * the hosts file's.
 */
export async function keepLeftovers({ target, uid }: Current, backupDir: string, now: Date): Promise<void> {
  for (const { file, stats } of await filesBeside(target, 'old')) {
    if (stats.uid !== uid || Date.now() - stats.ctimeMs < leftOver) continue;
    if (stats.nlink > 1) await unlink(file).catch(() => undefined);
    else await keepAside(file, target, backupDir, now).catch(() => undefined);
  }
}

/** Makes a kept copy of a file by giving it another name; where it cannot, it stays where it is. */
export async function keepAside(file: string, target: string, backupDir: string, at: Date): Promise<void> {
  const sha256 = await hashOfKept(file);
  const name = nameOfCopy(basename(target), { at, sha256, unique: randomBytes(3).toString('hex') });
  await rename(file, join(backupDir, name));
}
