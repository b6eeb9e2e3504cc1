// Who has closed a file or a folder to us, where the system has refused to write there. Looks only.
import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { type Failure, fail } from '../../preload/contract/result.ts';
import { codeOf } from './error-code.ts';

/**
 * `not-writable` for the first of these paths (absolute) that this user may not write to; where one does not exist, for
 * the folder that it would be made in. Null where none is closed, and on Windows, where no mode and no owner tells it.
 */
export async function notWritable(paths: readonly string[]): Promise<Failure | null> {
  if (process.platform === 'win32') return null;
  for (const path of paths) {
    const found = await closedAt(path);
    if (found !== null) return fail('not-writable', { path: found, owner: await ownerOf(found) });
  }
  return null;
}

async function closedAt(path: string): Promise<string | null> {
  try {
    const isFolder = (await stat(path)).isDirectory();
    await access(path, isFolder ? constants.W_OK | constants.X_OK : constants.W_OK);
    return null;
  } catch (error) {
    const code = codeOf(error);
    const parent = dirname(path);
    // What lies in a folder that we may not enter cannot be asked about: then that folder is the one.
    if (parent !== path && (code === 'ENOENT' || (code === 'EACCES' && !(await isThere(path)))))
      return closedAt(parent);
    return code === 'EACCES' || code === 'EPERM' ? path : null;
  }
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

/** The account's name, or its number where the system's own list does not have it. */
async function ownerOf(path: string): Promise<string> {
  const uid = await stat(path).then(
    (stats) => stats.uid,
    () => null,
  );
  if (uid === null) return '';
  if (uid === process.getuid?.()) return userInfo().username;
  const list = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const name = list
    .split('\n')
    .map((line) => line.split(':'))
    .find(([, , number]) => number === String(uid))?.[0];
  return name ?? `uid ${uid}`;
}
