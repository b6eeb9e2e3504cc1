// A kept copy comes back where the hosts file is gone. It is written beside, as a copy with the same owner, rights and
// marks, and gets the name only where nothing has it: what somebody else puts there meanwhile stays.
import { createHash, randomBytes } from 'node:crypto';
import { link, open, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { codeOf } from '../files/error-code.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { holds, readCurrent } from './current-file.ts';
import { diagnose, obstacleBefore } from './diagnose.ts';
import { findKept, type KeptBytes, nameOfCopy } from './kept-copies.ts';
import { writeBeside } from './write-beside.ts';

/** SHA-256 (upper-case hex) of no bytes. */
export const emptySha256 = createHash('sha256').digest('hex').toUpperCase();

type Where = { path: string; backupDir: string; now: Date };

/**
 * Puts the copy at `path` (absolute), where there is nothing. A hosts file that is not there means as much as an empty
 * one, so an empty copy is kept: with it the way back is that of every other change.
 *
 * Failures: `hosts-changed` (there is something now), `hosts-blocked`, `rights-missing`, `write-failed`,
 * `read-back-differs`.
 */
export async function putCopy({ file, bytes }: KeptBytes, where: Where): Promise<Result<void>> {
  const { path, backupDir } = where;
  const place = { path, target: path };
  const obstacle = await obstacleBefore(place, backupDir);
  if (obstacle) return fail('hosts-blocked', { file: path, ...obstacle });
  const like = await readCurrent(file);
  if (!like.ok) return like;
  let temporary: string | undefined;
  let empty: string | null = null;
  let isThere = false;
  try {
    temporary = (await writeBeside(like.value, [bytes], path)).file;
    empty = await keepEmpty(where, like.value.mode);
    await link(temporary, path);
    isThere = true;
    await syncFolder(dirname(path));
    return (await holds(path, [bytes])) ? ok(undefined) : fail('read-back-differs', { file: path });
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? fail('hosts-changed', { file: path }) : await diagnose(place, codeOf(error));
  } finally {
    if (temporary) await unlink(temporary).catch(() => undefined);
    if (empty && !isThere) await unlink(empty).catch(() => undefined);
  }
}

/** Absolute path of the copy; null where there is one already. */
async function keepEmpty({ path, backupDir, now }: Where, mode: number): Promise<string | null> {
  if (await findKept(backupDir, emptySha256)) return null;
  const unique = randomBytes(3).toString('hex');
  const file = join(backupDir, nameOfCopy(basename(path), { at: now, sha256: emptySha256, unique }));
  const handle = await open(file, 'wx', 0o600 | (mode & 0o044));
  await handle.sync().finally(() => handle.close());
  await syncFolder(backupDir);
  return file;
}
