// Does replacing the hosts file take more rights than this process has? Opens at most, never writes.
import { constants } from 'node:fs';
import { access, open, realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isRights } from './current-file.ts';
import { obstacleTo } from './diagnose.ts';
import { strandedFile } from './stranded.ts';

/**
 * Whether a person has to be asked for rights. False where the file is absent or unreadable for another reason: then
 * trying says more than guessing. False also where no rights would help, as with an immutable file: nobody is asked in
 * vain, and trying says what is in the way.
 */
export async function needsRightsFor(path: string): Promise<boolean> {
  try {
    // Where a crash left it under another name, that file is to be renamed first.
    const target = (await strandedFile(path)) ?? (await realpath(path));
    const needed = await lacksRights(target);
    return needed && (await obstacleTo(target)) === null;
  } catch (error) {
    return isRights(error);
  }
}

async function lacksRights(target: string): Promise<boolean> {
  try {
    if (process.platform === 'win32') {
      // access() looks at attributes only; opening for writing asks the access control list.
      await open(target, 'r+').then((handle) => handle.close());
      return false;
    }
    await access(dirname(target), constants.W_OK | constants.X_OK);
    const user = process.geteuid?.();
    return user !== 0 && (await stat(target)).uid !== user;
  } catch (error) {
    return isRights(error);
  }
}
