// One change of this machine at a time, whoever makes it: two instances of the app, of one user or of two. Between the
// last look at a file and its replacement another one of us would otherwise lose what it had just written.
import { isHeld, sweepLocks, withLock } from '../files/lock.ts';
import type { World } from './apply.ts';

// Whoever waits for the work waits for this as well, and well beyond it (`workTimeout`).
const patience = 45_000;
/** There is no place for a lock, so there is none for the change either, and the change itself says why. */
const noPlace = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'];

/** Beside the folder with the copies of the hosts file, which only those can write to who can change the machine. */
function lockOf(world: World): string | null {
  const folder = world.backupDir();
  return folder.ok ? `${folder.value}.lock` : null;
}

/**
 * Does `work` while nobody else of us changes this machine. Throws `EBUSY` where the lock cannot be had.
 * @param work is told whether it is alone: not where there is no place for the lock, so it must take nothing away then that
 * may be another's
 */
export async function oneAtATime<T>(world: World, work: (isAlone: boolean) => Promise<T>): Promise<T> {
  const lock = lockOf(world);
  if (lock === null) return work(false);
  let begun = false;
  try {
    return await withLock(
      lock,
      () => {
        begun = true;
        sweepLocks(lock);
        return work(true);
      },
      patience,
    );
  } catch (error) {
    if (begun || !noPlace.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return work(false);
  }
}

/**
 * Is one of us changing this machine at this moment? An elevated child may outlive whoever started it. Whatever it does
 * it does under the lock, and it looks for its caller only then: so where a caller is gone and this is false, nothing of
 * its request is still to come.
 */
export function isSomebodyActing(world: World): boolean {
  const lock = lockOf(world);
  return lock !== null && isHeld(lock);
}
