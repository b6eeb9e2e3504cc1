// Replaces the hosts file as a whole: afterwards it is exactly the old one or exactly the new one. Refuses to write over
// anything but the bytes that were seen, never loosens anything, and loses nothing that another program wrote: what was
// replaced is kept, and is put back where it turns out that somebody wrote into it at the last instant.
import { lstatSync, statSync } from 'node:fs';
import { link, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { codeOf } from '../files/error-code.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { nameBeside } from './beside.ts';
import { type Current, hashBoth, holds, isSameFile, isSameMark, markOf } from './current-file.ts';
import { diagnose, obstacleBefore } from './diagnose.ts';
import { type KeptCopy, keepCopy } from './keep-copy.ts';
import { isAnythingAt } from './stranded.ts';
import { type Swap, systemSwap } from './swap.ts';
import { keepAside, keepLeftovers, writeBeside } from './write-beside.ts';

export { sha256Hex } from './current-file.ts';

export type Replaced = {
  /** SHA-256, upper-case hex. */
  before: string;
  after: string;
  /** The copy of what was there before; null where nothing had to be written. */
  backup: string | null;
};

export type ReplaceOptions = {
  /** Absolute path of the folder for the copies, made where it is not there. */
  backupDir: string;
  now: Date;
  /** How the new file takes the old one's place; the system's own way where it is not given. */
  swap?: Swap;
};

/**
 * Replaces the file by the pieces if `isSeen` says so of its SHA-256 (upper-case hex). A symbolic link stays one and its
 * target is replaced. The old file is kept in `backupDir`, readable for whoever may read the hosts file.
 *
 * On a system with hard links, a program that writes into the old file while it is replaced is noticed, and its bytes are
 * in the hosts file again before this answers; what it writes later lands in the kept copy. A program that puts another
 * file in its place is noticed up to the last system call before ours: for the microseconds between the two there is no
 * help outside of Windows, where the system itself hands out what was replaced.
 *
 * Failures: `hosts-changed` (another program wrote meanwhile), `hosts-blocked`, `rights-missing`, `write-failed`,
 * `read-back-differs`.
 */
export async function replaceCurrent(
  current: Current,
  pieces: readonly Buffer[],
  isSeen: (sha256: string) => boolean,
  { backupDir, now, swap = systemSwap }: ReplaceOptions,
): Promise<Result<Replaced>> {
  const { path, target } = current;
  const changed = fail('hosts-changed', { file: path });
  const obstacle = await obstacleBefore(current, backupDir);
  if (obstacle) return fail('hosts-blocked', { file: path, ...obstacle });
  // The disk and the hash take about as long, so they go side by side.
  const writing = writeBeside(current, pieces).catch((error: unknown) => ({ error }));
  const { before, after } = await hashBoth(current.bytes, pieces);
  const written = await writing;

  let kept: KeptCopy | undefined;
  let temporary = 'error' in written ? undefined : written.file;
  let old: string | null = null;
  let isReplaced = false;
  try {
    if (!isSeen(before)) return changed;
    if (before === after) return ok({ before, after, backup: null });
    if ('error' in written) return await diagnose(current, codeOf(written.error));
    const { file: next, mark: mine } = written;
    kept = await keepCopy(current, before, backupDir, now);
    await keepLeftovers(current, backupDir, now);
    if (swap.handsOutOld) old = nameBeside(target, 'old');
    else old = kept.isSame ? kept.file : await secondName(target);
    // Nobody will tell afterwards what was there, so it is looked at to the last byte before.
    if (!old && !(await holds(target, [current.bytes]))) return changed;
    // The last look. Between it and the swap nothing waits.
    if (!isSameFile(markOf(lstatSync(next, { bigint: true })), mine)) return changed;
    if (!isSameMark(markOf(statSync(target, { bigint: true })), current.mark)) return changed;
    const code = await swap.replace(next, target, old ?? '');
    if (code !== 0) {
      // Windows may have stopped between its two renames.
      if (old && !(await isAnythingAt(target))) await swap.moveBack(old, target);
      return await diagnose(current, code);
    }
    isReplaced = true;
    temporary = undefined;

    const [isOldWhole, isNewWhole] = await Promise.all([
      old === null || holds(old, [current.bytes]),
      holds(target, pieces),
    ]);
    if (old && !isOldWhole) {
      const isBack = await putBack({ target, old, mine, pieces, backupDir, now, swap });
      // It is the hosts file again, or it is kept: the second name must not stay.
      if (isBack && kept.isSame) await unlink(kept.file).catch(() => undefined);
      old = null;
      await syncFolder(dirname(target));
      return changed;
    }
    await syncFolder(dirname(target));
    return isNewWhole ? ok({ before, after, backup: kept.file }) : fail('read-back-differs', { file: path });
  } catch (error) {
    return await diagnose(current, codeOf(error));
  } finally {
    if (temporary) await unlink(temporary).catch(() => undefined);
    // Nothing was replaced, so there is nothing to keep. The copy goes only while the file itself is still there.
    if (kept && !isReplaced && (await isThere(current))) await unlink(kept.file).catch(() => undefined);
    // Where there is no hosts file, that one is it.
    if (kept && old && old !== kept.file && (await isAnythingAt(target)))
      await dropOld(old, { current, backupDir, now });
  }
}

/** A second name for the file, by which it can be looked at after it was replaced; null where it can have none. */
async function secondName(target: string): Promise<string | null> {
  const name = nameBeside(target, 'old');
  return link(target, name).then(
    () => name,
    () => null,
  );
}

/** Is the file that was read still the one at its place? Then all that was done so far can be undone. */
const isThere = ({ target, mark }: Current): Promise<boolean> =>
  stat(target, { bigint: true }).then(
    (stats) => isSameFile(markOf(stats), mark),
    () => false,
  );

/** The file that was replaced is not needed beside the copy any more; other people's bytes in it are kept all the same. */
async function dropOld(
  old: string,
  { current, backupDir, now }: { current: Current; backupDir: string; now: Date },
): Promise<void> {
  try {
    // With another name left, nothing is lost with this one.
    if ((await stat(old)).nlink > 1 || (await holds(old, [current.bytes]))) await unlink(old);
    else await keepAside(old, current.target, backupDir, now);
  } catch {
    // It stays beside the hosts file, and the next replacement sees to it.
  }
}

type PutBack = {
  target: string;
  old: string;
  mine: ReturnType<typeof markOf>;
  pieces: readonly Buffer[];
  backupDir: string;
  now: Date;
  swap: Swap;
};

/**
 * Puts the old file back, with what somebody wrote into it while it was replaced. False where it is not, because another
 * program has put its own file there since: that one is the latest word, and the old file becomes a kept copy. What
 * somebody wrote into our new file in its short life is kept too.
 */
async function putBack({ target, old, mine, pieces, backupDir, now, swap }: PutBack): Promise<boolean> {
  const aside = nameBeside(target, 'old');
  if (!swap.handsOutOld) await link(target, aside).catch(() => undefined);
  // Nothing waits between this look and the swap either.
  const there = statSync(target, { bigint: true, throwIfNoEntry: false });
  const isBack =
    there !== undefined &&
    isSameFile(markOf(there), mine) &&
    ((await swap.replace(old, target, aside)) === 0 ||
      (!(await isAnythingAt(target)) && (await swap.moveBack(old, target))));
  if (!isBack && dirname(old) === dirname(target)) await keepAside(old, target, backupDir, now).catch(() => undefined);
  try {
    // Where it has another name, that is the hosts file of another program.
    if ((await stat(aside)).nlink > 1 || (await holds(aside, pieces))) await unlink(aside);
    else await keepAside(aside, target, backupDir, now);
  } catch {
    // There is none, or it stays beside the hosts file and the next replacement sees to it.
  }
  return isBack;
}
