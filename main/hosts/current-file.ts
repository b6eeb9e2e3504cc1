// The hosts file as it is at this moment, with what must stay as it is when it is replaced. Looks only.
import { createHash, type Hash } from 'node:crypto';
import { type BigIntStats, constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { codeOf } from '../files/error-code.ts';
import { sizeLimit } from './limits.ts';
import { holdersOf } from './windows-holders.ts';

export type Current = {
  /** As it was asked for. */
  path: string;
  /** The file that the path stands for, symbolic links followed. */
  target: string;
  bytes: Buffer;
  /** Permission bits, owner and group; on Windows they say little. */
  mode: number;
  uid: number;
  gid: number;
  mark: Mark;
};

/** By which a file is known again: another one in its place, or other contents of the same, have another mark. */
export type Mark = Pick<BigIntStats, 'dev' | 'ino' | 'size' | 'mtimeNs'>;

export const markOf = ({ dev, ino, size, mtimeNs }: BigIntStats): Mark => ({ dev, ino, size, mtimeNs });
export const isSameFile = (a: Mark, b: Mark): boolean => a.dev === b.dev && a.ino === b.ino;
export const isSameMark = (a: Mark, b: Mark): boolean =>
  isSameFile(a, b) && a.size === b.size && a.mtimeNs === b.mtimeNs;

export const isRights = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(codeOf(error));

/** `hosts-blocked` where another program holds the file and lets nobody read it, as Windows' programs can. */
export async function unreadable(file: string, error: unknown): Promise<Failure> {
  const code = codeOf(error);
  return code === 'EBUSY' ? lockedBy(file, file) : fail('file-unreadable', { file, detail: code });
}

/** Held by another program, and by which one where the system says so. `target` is the file behind all links. */
export async function lockedBy(file: string, target: string): Promise<Failure> {
  return fail('hosts-blocked', { file, by: 'lock', detail: (await holdersOf(target)).join(', ') });
}

const readFailure = async (file: string, error: unknown): Promise<Failure> =>
  isRights(error) ? fail('rights-missing', { target: file }) : unreadable(file, error);

/** `rights-missing`, `hosts-blocked`, `file-unreadable` (also where it is no regular file), `file-too-large`. */
export async function readCurrent(path: string): Promise<Result<Current>> {
  let handle: FileHandle | undefined;
  try {
    const target = await realpath(path);
    handle = await open(target, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat({ bigint: true });
    if (!stats.isFile()) return fail('file-unreadable', { file: path, detail: 'not a regular file' });
    if (stats.size > BigInt(sizeLimit)) return fail('file-too-large', { file: path, limit: sizeLimit });
    const [mode, uid, gid] = [Number(stats.mode) & 0o7777, Number(stats.uid), Number(stats.gid)];
    return ok({
      path,
      target,
      bytes: await readWhole(handle, Number(stats.size)),
      mode,
      uid,
      gid,
      mark: markOf(stats),
    });
  } catch (error) {
    return await readFailure(path, error);
  } finally {
    await handle?.close();
  }
}

/** Bytes by which a file may have grown when its memory is used again. */
const roomForLines = 64 * 1024;

/** The memory of a file that nobody needs any more, until the next one or until it is collected. */
let spare: WeakRef<ArrayBufferLike> | undefined;

/** New memory costs as much as reading the file into it, and old memory is not given back at once. */
function memoryFor(size: number): Buffer {
  const held = spare?.deref();
  spare = undefined;
  return held && held.byteLength >= size ? Buffer.from(held) : Buffer.allocUnsafeSlow(size + roomForLines);
}

/** `bytes`, and all parts of it, must not be looked at from here on. */
export function release({ bytes }: Current): void {
  spare = new WeakRef(bytes.buffer);
}

/** In one call where the file is as long as it was said to be: Node's own goes by half a megabyte. */
async function readWhole(handle: FileHandle, size: number): Promise<Buffer> {
  let bytes = memoryFor(size + 1);
  for (let held = 0; ; ) {
    const { bytesRead } = await handle.read(bytes, held, bytes.length - held, held);
    held += bytesRead;
    if (bytesRead === 0) return bytes.subarray(0, held);
    if (held > sizeLimit) throw Object.assign(new Error('it grows while it is read'), { code: 'EFBIG' });
    if (held === bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafeSlow(bytes.length)]);
  }
}

/** Upper-case hex. */
export const sha256Hex = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();

/** Bytes that are gone through before others get a turn. */
const pieceSize = 1024 * 1024;

async function update(hash: Hash, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += pieceSize) {
    hash.update(bytes.subarray(at, at + pieceSize));
    // The disk works meanwhile, and waits for its next order.
    if (at + pieceSize < bytes.length) await setImmediate();
  }
}

/** SHA-256 (upper-case hex) of the old bytes and of the new ones; what both begin with is gone through once. */
export async function hashBoth(old: Buffer, pieces: readonly Buffer[]): Promise<{ before: string; after: string }> {
  const [first] = pieces;
  const isShared = first !== undefined && first.buffer === old.buffer && first.byteOffset === old.byteOffset;
  const shared = isShared ? Math.min(first.length, old.length) : 0;
  const before = createHash('sha256');
  await update(before, old.subarray(0, shared));
  const after = before.copy();
  await update(before, old.subarray(shared));
  for (const [at, piece] of pieces.entries()) await update(after, at === 0 ? piece.subarray(shared) : piece);
  const hex = (hash: Hash) => hash.digest('hex').toUpperCase();
  return { before: hex(before), after: hex(after) };
}

/** Does the file hold exactly these bytes? Reads a piece at a time; throws what the file system throws. */
export async function holds(file: string, pieces: readonly Uint8Array[]): Promise<boolean> {
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const read = Buffer.allocUnsafe(pieceSize);
    for (const piece of pieces) {
      for (let at = 0; at < piece.length; ) {
        const { bytesRead } = await handle.read(read, 0, Math.min(read.length, piece.length - at));
        if (bytesRead === 0 || read.compare(piece, at, at + bytesRead, 0, bytesRead) !== 0) return false;
        at += bytesRead;
      }
    }
    return (await handle.read(read, 0, 1)).bytesRead === 0;
  } finally {
    await handle.close();
  }
}
