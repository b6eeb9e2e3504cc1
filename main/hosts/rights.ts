// Does replacing the hosts file take more rights than this process has? Opens at most, never writes.
import { constants } from 'node:fs';
import { access, open, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from '../files/error-code.ts';
import { isRights } from './current-file.ts';
import { obstacleTo } from './diagnose.ts';
import { openToOthers } from './open-to-others.ts';
import { strandedFile } from './stranded.ts';

/**
 * Whether a person has to be asked for rights; where the file is absent, to put one there. False where it is unreadable
 * for another reason: then trying says more than guessing. False also where no rights would help, as with an immutable file: nobody is asked in
 * vain, and trying says what is in the way.
 */
export async function needsRightsFor(path: string): Promise<boolean> {
  try {
    // Where a crash left it under another name, that file is to be renamed first.
    const target = (await strandedFile(path)) ?? (await realpath(path).catch((error) => ifAbsent(error, path)));
    const needed = await lacksRights(target);
    return needed && (await obstacleTo(target)) === null && !(await isClosedToRoot(path));
  } catch (error) {
    return isRights(error);
  }
}

function ifAbsent<T>(error: unknown, value: T): T {
  if (codeOf(error) !== 'ENOENT') throw error;
  return value;
}

/** Root does not act in folders of others. */
const isClosedToRoot = async (path: string): Promise<boolean> =>
  process.platform !== 'win32' && (await openToOthers(path)) !== null;

async function lacksRights(target: string): Promise<boolean> {
  try {
    if (process.platform === 'win32') {
      // access() looks at attributes only; opening for writing asks the access control list, of a folder too.
      const handle = await open(target, 'r+').catch((error) => ifAbsent(error, open(dirname(target), 'r+')));
      await handle.close();
      return false;
    }
    await access(dirname(target), constants.W_OK | constants.X_OK);
    const user = process.geteuid?.();
    return user !== 0 && (await stat(target)).uid !== user;
  } catch (error) {
    return isRights(error);
  }
}
