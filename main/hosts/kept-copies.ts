// The copies of the hosts file that are kept from before each change. Each is judged by the bytes that it has and never
// by its name: a name carries only part of the hash, and somebody may have written into the file since.
// Nothing here deletes or changes one.
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { sizeLimit } from './limits.ts';

export type Kept = {
  /** File name, without its folder. */
  name: string;
  /** When it was kept. */
  at: Date;
  /** Of what is in it now, upper-case hex. */
  sha256: string;
  /** Length in bytes. */
  bytes: number;
};

/** As in `hosts.20261122T100000123Z.0123456789ABCDEF.a1b2c3`: when, the beginning of the hash, and six random digits. */
const keptName = /^[^/\\]+\.(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.[0-9A-F]{16}\.[0-9a-f]{6}$/;
const pieceSize = 256 * 1024;

/** The name of a copy; `unique` is six hexadecimal digits. */
export function nameOfCopy(file: string, { at, sha256, unique }: { at: Date; sha256: string; unique: string }): string {
  const time = at.toISOString().replace(/[-:.]/g, '');
  return `${file}.${time}.${sha256.slice(0, 16)}.${unique}`;
}

function timeOf(name: string): Date | null {
  const [, year, month, day, hour, minute, second, ms] = keptName.exec(name) ?? [];
  if (year === undefined) return null;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** Opens a regular file of bearable size, links not followed; null for everything else and what cannot be read. */
async function openKept(file: string) {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  const handle = await open(file, flags).catch(() => null);
  if (!handle) return null;
  const stats = await handle.stat({ bigint: true });
  if (stats.isFile() && stats.size <= BigInt(sizeLimit)) return { handle, inode: `${stats.dev}:${stats.ino}` };
  await handle.close();
  return null;
}

type Opened = NonNullable<Awaited<ReturnType<typeof openKept>>>;

async function hashOf({ handle }: Opened): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256');
  const piece = Buffer.allocUnsafe(pieceSize);
  let bytes = 0;
  for (let read = -1; read !== 0; bytes += read) {
    read = (await handle.read(piece, 0, pieceSize, bytes)).bytesRead;
    hash.update(piece.subarray(0, read));
  }
  return { sha256: hash.digest('hex').toUpperCase(), bytes };
}

/** SHA-256 (upper-case hex) of a file that is to be kept. Throws where it is no regular file of bearable size. */
export async function hashOfKept(file: string): Promise<string> {
  const opened = await openKept(file);
  if (!opened) throw Object.assign(new Error('not to be kept'), { code: 'EINVAL' });
  return (await hashOf(opened).finally(() => opened.handle.close())).sha256;
}

const namesIn = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names.filter((name) => timeOf(name) !== null);
};

/**
 * The copies in `folder` (absolute path), latest first; those that cannot be read are left out. A file that a crash left
 * there under two names is told once. Throws where the folder is there and cannot be read.
 */
export async function listKept(folder: string): Promise<Kept[]> {
  const found = new Map<string, Kept>();
  for (const name of await namesIn(folder)) {
    const at = timeOf(name);
    const opened = at && (await openKept(join(folder, name)));
    if (!opened) continue;
    try {
      const kept = { name, at, ...(await hashOf(opened)) };
      const known = found.get(opened.inode);
      if (!known || known.at < at) found.set(opened.inode, kept);
    } finally {
      await opened.handle.close();
    }
  }
  return [...found.values()].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.name < b.name ? 1 : -1));
}

/** `file`: absolute path, for what is not in the bytes. */
export type KeptBytes = { file: string; bytes: Buffer };

/** The bytes of the copy with this SHA-256 (upper-case hex), or null where there is none. */
export const findKept = async (folder: string, sha256: string): Promise<Buffer | null> =>
  (await findCopy(folder, sha256))?.bytes ?? null;

/** The same with its file. Copies whose name fits are read first; all others too, since their bytes count. */
export async function findCopy(folder: string, sha256: string): Promise<KeptBytes | null> {
  const fits = (name: string) => (name.includes(`.${sha256.slice(0, 16)}.`) ? 0 : 1);
  for (const name of (await namesIn(folder)).sort((a, b) => fits(a) - fits(b))) {
    const file = join(folder, name);
    const opened = await openKept(file);
    if (!opened) continue;
    try {
      if ((await hashOf(opened)).sha256 !== sha256) continue;
      const { size } = await opened.handle.stat();
      const bytes = Buffer.alloc(size);
      const { bytesRead } = await opened.handle.read(bytes, 0, size, 0);
      // Read a second time, so hashed a second time: what is given away is what was hashed.
      if (bytesRead === size && createHash('sha256').update(bytes).digest('hex').toUpperCase() === sha256)
        return { file, bytes };
    } finally {
      await opened.handle.close();
    }
  }
  return null;
}
