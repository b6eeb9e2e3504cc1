// The new file, beside the one that it is to replace: the same owner, mode, access control list, extended attributes
// and security context, so that to put it in place loosens nothing. Also sees to what a crash left behind here.
import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readFile, rename, unlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findTool, runTool } from '../trust/tool.ts';
import { filesBeside, nameBeside } from './beside.ts';
import { type Current, sha256Hex } from './current-file.ts';
import { nameOfCopy } from './kept-copies.ts';

/**
 * Node can keep owner and mode alone. The rest is copied by the system's own cp, where it can: GNU's on Linux, Apple's on
 * a Mac. Where there is none that can (BusyBox), an access control list is lost, and then the mode's group bits, which
 * were its mask, say what they say.
 */
async function copyAttributes(from: string, to: string): Promise<void> {
  const flags = { linux: ['--attributes-only', '--preserve=all'], darwin: ['-p'] } as Record<string, string[]>;
  const wanted = flags[process.platform];
  const cp = wanted && (await findTool('cp'));
  // Whatever comes of it, owner and mode are looked at afterwards.
  if (cp) await runTool(cp, [...wanted, '--', from, to]);
}

async function keepOwnerAndMode(handle: FileHandle, { mode, uid, gid }: Current): Promise<void> {
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

/** Writes the new file down to the disk and answers with its path. Throws what the file system throws; then it is gone. */
export async function writeBeside(current: Current, pieces: readonly Uint8Array[]): Promise<string> {
  const temporary = nameBeside(current.target, 'new');
  const handle = await open(temporary, 'wx', 0o600);
  try {
    if (process.platform !== 'win32') await copyAttributes(current.target, temporary);
    // Apple's cp copies what is in the file too.
    await handle.truncate(0);
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (length > 0) await writeAll(handle, pieces, length);
    if (process.platform !== 'win32') await keepOwnerAndMode(handle, current);
    // The time was copied as well, and resolvers read the file again when it has changed.
    const now = new Date();
    await handle.utimes(now, now);
    await handle.sync();
    return temporary;
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
 * at the last instant, so each becomes a kept copy, unless it is one already under another name.
 */
export async function keepLeftovers(target: string, backupDir: string, now: Date): Promise<void> {
  for (const { file, stats } of await filesBeside(target, 'old')) {
    if (Date.now() - stats.ctimeMs < leftOver) continue;
    if (stats.nlink > 1) await unlink(file).catch(() => undefined);
    else await keepAside(file, target, backupDir, now).catch(() => undefined);
  }
}

/** Makes a kept copy of a file by giving it another name; where it cannot, it stays where it is. */
export async function keepAside(file: string, target: string, backupDir: string, at: Date): Promise<void> {
  const sha256 = sha256Hex(await readFile(file));
  const name = nameOfCopy(basename(target), { at, sha256, unique: randomBytes(3).toString('hex') });
  await rename(file, join(backupDir, name));
}
