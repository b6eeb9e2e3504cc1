// Names beside the hosts file that only we give: for the new file before it is put in place, and for the file that was
// replaced, until it is looked at.
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** A name beside the file that nobody else uses. */
export function nameBeside(target: string, kind: 'new' | 'old'): string {
  const name = `.${basename(target)}.certwright-${randomBytes(8).toString('hex')}`;
  return join(dirname(target), kind === 'new' ? name : `${name}.old`);
}

/** Regular files beside the target that have a name of ours; none where they cannot be listed. */
export async function filesBeside(target: string, kind: 'new' | 'old'): Promise<{ file: string; stats: Stats }[]> {
  const prefix = `.${basename(target)}.certwright-`;
  const ending = kind === 'new' ? /^[0-9a-f]{16}$/ : /^[0-9a-f]{16}\.old$/;
  const found: { file: string; stats: Stats }[] = [];
  for (const name of await readdir(dirname(target)).catch(() => [])) {
    if (!name.startsWith(prefix) || !ending.test(name.slice(prefix.length))) continue;
    const file = join(dirname(target), name);
    const stats = await lstat(file).catch(() => null);
    if (stats?.isFile()) found.push({ file, stats });
  }
  return found;
}
