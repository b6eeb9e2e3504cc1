// Root goes by names: it copies rights from one file to another, and renames. Where somebody else can put another file
// under such a name in between, root does it to a file of their choice. So root works only where nobody else can.
import { lstat, readlink } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';

/** As many as Linux follows (path_resolution(7)). */
const linkLimit = 40;
const [groupOrOthersWrite, sticky] = [0o022, 0o1000];

type Owned = { uid: number; mode: number };

/**
 * Can others than root say what stands in this folder under the name of `entry` (null: nothing does yet)? In a sticky
 * folder, as /tmp is, everybody may add names, and rename and delete only what is theirs. An access list that lets
 * somebody in shows in the group's bits, which are its mask; Apple's does not show.
 */
const isOpen = (folder: Owned, entry: Owned | null): boolean =>
  folder.uid !== 0 || ((folder.mode & groupOrOthersWrite) !== 0 && ((folder.mode & sticky) === 0 || entry?.uid !== 0));

const absentAsNull = (error: NodeJS.ErrnoException): null => {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
  throw error;
};

/**
 * The first folder on the way to `path` (absolute), links followed, in which others than root decide where the way goes
 * on; null where there is none. From the root downwards, so what was found to be root's stays so. What is not there yet
 * ends the way. Throws what the file system throws.
 */
export async function openToOthers(path: string): Promise<string | null> {
  const rest = path.split('/').filter((part) => part !== '');
  let at = '/';
  let links = 0;
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    if (part === '.') continue;
    if (part === '..') {
      at = dirname(at);
      continue;
    }
    const next = join(at, part);
    const [folder, entry] = await Promise.all([lstat(at), lstat(next).catch(absentAsNull)]);
    if (isOpen(folder, entry)) return at;
    if (!entry) return null;
    if (!entry.isSymbolicLink()) {
      at = next;
      continue;
    }
    if (++links > linkLimit) throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
    const target = await readlink(next);
    if (isAbsolute(target)) at = '/';
    rest.unshift(...target.split('/').filter((each) => each !== ''));
  }
  return null;
}

/**
 * The same for whoever is root; null for everybody else, who can be led to no file but their own. What cannot be looked
 * at is taken for open.
 */
export const openToOthersAsRoot = async (path: string): Promise<string | null> =>
  process.geteuid?.() === 0 ? openToOthers(path).catch(() => path) : null;
