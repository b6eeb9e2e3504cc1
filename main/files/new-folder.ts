// A folder that was not there before, so that nothing in it is anybody else's.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';

/** Whoever has that many of one name will look for another place. */
const most = 99;

/**
 * Makes `parent/name`, or where that is taken `name-2`, `name-3` and so on, for its owner alone where the disk can do that.
 * @returns its path; `write-failed` with the system's code, `file-exists` where all names are taken
 */
export async function newFolder(parent: string, name: string): Promise<Result<string>> {
  for (let number = 1; number <= most; number += 1) {
    const path = join(parent, number === 1 ? name : `${name}-${number}`);
    try {
      await mkdir(path, { mode: 0o700 });
      return ok(path);
    } catch (error) {
      const detail = (error as NodeJS.ErrnoException).code ?? String(error);
      if (detail !== 'EEXIST') return fail('write-failed', { file: name, detail });
    }
  }
  return fail('file-exists', { file: name });
}
