// What a crash in the middle of a replacement left beside the hosts file: seldom that file itself (stranded.ts), and
// else new files that were never put in place, of which nothing is missed. (Replaced ones: `keepLeftovers`.)
import { realpath, unlink } from 'node:fs/promises';
import { filesBeside } from './beside.ts';
import { putBackStranded } from './stranded.ts';

/**
 * Puts the hosts file back where it is gone, and deletes what is not needed; what cannot be deleted stays. Only for
 * whoever holds the lock for changes of this machine: else one of them may be in use.
 * @param path absolute path of the hosts file
 * @returns the name that the hosts file had meanwhile, where it was put back; else null
 */
export async function tidyBeside(path: string): Promise<string | null> {
  const stranded = await putBackStranded(path);
  const target = await realpath(path).catch(() => path);
  for (const { file } of await filesBeside(target, 'new')) await unlink(file).catch(() => undefined);
  return stranded;
}
