// A hosts file that a crash left without its name. Windows gives the old file another name before it gives the new one
// that of the hosts file, and whatever ends between the two leaves none: names of this machine then mean nothing.
import { lstat, readlink, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../files/error-code.ts';
import { syncFolder } from '../files/sync-folder.ts';
import { filesBeside } from './beside.ts';
import { type Swap, systemSwap } from './swap.ts';

/** The file that a path stands for, also where there is none (any more) behind its symbolic links. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    const link = codeOf(error) === 'ENOENT' ? await readlink(path).catch(() => null) : null;
    return link === null ? path : targetOf(resolve(dirname(path), link));
  }
}

/** False only where it is known that nothing has this name. */
export const isAnythingAt = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    (error) => codeOf(error) !== 'ENOENT',
  );

/**
 * The file that was the hosts file, by the name that it has now; null where the hosts file is there, or nothing of ours
 * lies beside its place. Of several, the one that was renamed last. On every system: where none of ours can have come
 * to lie there this way, somebody took the hosts file away, and what it was last is still better than nothing.
 * @param path absolute path of the hosts file
 */
export async function strandedFile(path: string): Promise<string | null> {
  const target = await targetOf(path);
  if (await isAnythingAt(target)) return null;
  const old = await filesBeside(target, 'old');
  return old.sort((one, other) => other.stats.ctimeMs - one.stats.ctimeMs)[0]?.file ?? null;
}

/**
 * Gives it its name back, and never takes the place of a file that is there. What was put back, by the name that it had;
 * null where nothing was. Only for whoever holds the lock for changes of this machine.
 */
export async function putBackStranded(path: string, swap: Pick<Swap, 'moveBack'> = systemSwap): Promise<string | null> {
  const old = await strandedFile(path);
  if (old === null) return null;
  const target = await targetOf(path);
  if (!(await swap.moveBack(old, target))) return null;
  await syncFolder(dirname(target)).catch(() => undefined);
  return old;
}
