// Keeps the hosts file as it is before a change. Where the file system allows it, the copy is the old file itself under a
// second name: a program that still has it open, and writes at the last instant, then writes into what is kept.
import { randomBytes } from 'node:crypto';
import { chmod, link, mkdir, open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { codeOf } from '../files/error-code.ts';
import { syncFolder } from '../files/sync-folder.ts';
import type { Current } from './current-file.ts';
import { nameOfCopy } from './kept-copies.ts';

export type KeptCopy = {
  /** Absolute path. */
  file: string;
  /** It is the old file itself, and not another one with the same bytes. */
  isSame: boolean;
};

/** Everybody may read the copies where everybody may read the hosts file, and nobody else may: never more than that. */
function modesFor({ mode }: Current): { folder: number; file: number } {
  return mode & 0o004 ? { folder: 0o755, file: 0o600 | (mode & 0o044) } : { folder: 0o700, file: 0o600 };
}

/** One that is there stays as open, or as closed, as somebody has made it. */
async function makeFolder(folder: string, mode: number): Promise<void> {
  const made = await mkdir(folder, { recursive: true, mode });
  // Also where the mask for new files is stricter.
  if (made !== undefined && process.platform !== 'win32') await chmod(folder, mode);
}

/** Why there can be no second name: another file system, a file that is not ours (protected_hardlinks), or none at all. */
const noLink = ['EXDEV', 'EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'UNKNOWN', 'EISDIR'];

/** Throws what the file system throws. The folder (absolute path) is made where it is not there. */
export async function keepCopy(current: Current, sha256: string, backupDir: string, at: Date): Promise<KeptCopy> {
  const unique = randomBytes(3).toString('hex');
  const file = join(backupDir, nameOfCopy(basename(current.target), { at, sha256, unique }));
  const modes = modesFor(current);
  await makeFolder(backupDir, modes.folder);
  try {
    await link(current.target, file);
    await syncFolder(backupDir);
    return { file, isSame: true };
  } catch (error) {
    if (!noLink.includes(codeOf(error))) throw error;
  }
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(current.bytes);
    if (process.platform !== 'win32') await handle.chmod(modes.file);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(backupDir);
  return { file, isSame: false };
}
