// One change of this machine at a time, whoever makes it: two instances of the app, of one user or of two. Between the
// last look at a file and its replacement another one of us would otherwise lose what it had just written.
import { sweepLocks, withLock } from '../files/lock.ts';
import type { World } from './apply.ts';

// Longer than the door waits for the work: the system's tools rebuild whole bundles.
const times = { staleAfter: 150_000, patience: 160_000 };
/** There is no place for a lock, so there is none for the change either, and the change itself says why. */
const noPlace = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR'];

/**
 * Does `work` while nobody else of us changes this machine. The lock stands beside the folder with the copies of the
 * hosts file, which only those can write to who can change the machine. Throws `EBUSY` where it cannot be had.
 */
export async function oneAtATime<T>(world: World, work: () => Promise<T>): Promise<T> {
  const folder = world.backupDir();
  if (!folder.ok) return work();
  let begun = false;
  try {
    return await withLock(
      `${folder.value}.lock`,
      () => {
        begun = true;
        sweepLocks(`${folder.value}.lock`);
        return work();
      },
      times,
    );
  } catch (error) {
    if (begun || !noPlace.includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    return work();
  }
}
