// An AppImage mounts itself by FUSE, and that mount is the user's alone: root cannot start what lies in it. So the
// elevated child is started by the image's own file. The variables that name it are the user's; they are believed only
// where what they name could be changed by nobody but the user, who may start any program as root by the same prompt.
import { lstatSync, realpathSync, type Stats } from 'node:fs';
import { dirname, isAbsolute, relative, sep } from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/** True when `path` lies below `folder`; links are followed. */
function isBelow(folder: string, path: string): boolean {
  try {
    const way = relative(realpathSync(folder), realpathSync(path));
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
  } catch {
    return false;
  }
}

const isOwn = ({ uid }: Stats, user: number): boolean => uid === user || uid === 0;
/** S_IWGRP and S_IWOTH. */
const isOpen = ({ mode }: Stats): boolean => (mode & 0o022) !== 0;
/** Nobody else can put another name in its place; in a sticky folder (S_ISVTX), like /tmp, each has their own only. */
const isClosed = (stats: Stats, user: number): boolean =>
  isOwn(stats, user) && (!isOpen(stats) || (stats.mode & 0o1000) !== 0);

function foldersAbove(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersAbove(folder)];
}

/**
 * What to start instead of `executable` (absolute path): itself where it does not run from an AppImage; the image where
 * it does; null where the image cannot be told, or somebody else could have put another in its place.
 * @param user the user's id
 */
export function startableByRoot(executable: string, { APPDIR, APPIMAGE }: Variables, user: number): string | null {
  if (!APPDIR || !isAbsolute(APPDIR) || !isBelow(APPDIR, executable)) return executable;
  if (!APPIMAGE || !isAbsolute(APPIMAGE)) return null;
  try {
    const image = realpathSync(APPIMAGE);
    const stats = lstatSync(image);
    // Whoever may write it would be root at the next prompt.
    if (!stats.isFile() || !isOwn(stats, user) || isOpen(stats)) return null;
    return foldersAbove(image).every((folder) => isClosed(lstatSync(folder), user)) ? image : null;
  } catch {
    return null;
  }
}
