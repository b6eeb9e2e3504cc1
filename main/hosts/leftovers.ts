// What a crash in the middle of a replacement left beside the hosts file: seldom that file itself (stranded.ts), and
// else files that are no copies of anything that is missed.
import { lstat, readdir, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { putBackStranded } from './stranded.ts';

/** What the replacement is written into before it takes the file's place: see `writeBeside` in replace.ts. */
const temporaryName = (file: string): RegExp =>
  new RegExp(`^\\.${basename(file).replace(/[^A-Za-z0-9]/g, '\\$&')}\\.certwright-[0-9a-f]{16}$`);

/**
 * Deletes them. Only for whoever holds the lock for changes of this machine: else one of them may be in use.
 * @param path absolute path of the hosts file
 * @returns how many there were; what cannot be deleted stays
 */
export async function sweepLeftovers(path: string): Promise<number> {
  let swept = 0;
  try {
    const target = await realpath(path);
    const folder = dirname(target);
    const pattern = temporaryName(target);
    for (const name of await readdir(folder)) {
      if (!pattern.test(name)) continue;
      const file = join(folder, name);
      if (!(await lstat(file)).isFile()) continue;
      await unlink(file);
      swept += 1;
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
  return swept;
}

/**
 * Puts the hosts file back where it is gone, and deletes what is not needed. Only for whoever holds the lock for changes.
 * @returns the name that the hosts file had meanwhile, where it was put back; else null
 */
export async function tidyBeside(path: string): Promise<string | null> {
  const stranded = await putBackStranded(path);
  await sweepLeftovers(path);
  return stranded;
}
