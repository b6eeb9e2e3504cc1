// Is a path inside a folder? Prefix tests on strings accept `root-evil` and other Windows drives; this one does not.
import { isAbsolute, relative, resolve, sep } from 'node:path';

/** True when `path` is `folder` itself or lies below it. Both are resolved first; links are not followed. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(resolve(folder), resolve(path));
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}
