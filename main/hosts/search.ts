// Lines of a hosts file by what is in them, without cutting the whole file into lines or holding it twice: a million
// lines are looked through in some milliseconds. Bytes in, places out; it changes nothing.
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { unreadable } from './current-file.ts';
import { sizeLimit } from './limits.ts';

/** A line by its place in the file, in bytes; `end` is behind its line ending. */
export type Span = { start: number; end: number };

const feed = 10;
/** Bytes that are searched at once: as text, small enough to be thrown away cheaply. */
const windowSize = 64 * 1024;
/** Bytes that are read at once; more only where a line is longer. */
const pieceSize = 1024 * 1024;

/** The line around an offset, with its line ending. */
export function lineAt(bytes: Buffer, offset: number): Span {
  const start = offset === 0 ? 0 : bytes.lastIndexOf(feed, offset - 1) + 1;
  const end = bytes.indexOf(feed, offset);
  return { start, end: end === -1 ? bytes.length : end + 1 };
}

/** How many line feeds there are from `start` to `end`. */
export function countLineFeeds(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === feed) count++;
  return count;
}

/** The lines that contain `needle` (ASCII without line ends, not empty; any case), in file order, each once. */
export function* linesWith(bytes: Buffer, needle: string): Generator<Span> {
  const wanted = needle.toLowerCase();
  for (let from = 0; from < bytes.length; ) {
    const end = Math.min(bytes.length, from + windowSize + wanted.length);
    // In latin1 a character is a byte, and lower case has as many of them.
    const text = bytes.toString('latin1', from, end).toLowerCase();
    let next = from;
    for (let at = text.indexOf(wanted); at !== -1 && next < end; at = text.indexOf(wanted, next - from)) {
      const span = lineAt(bytes, from + at);
      yield span;
      next = span.end;
    }
    from = end === bytes.length ? end : Math.max(next, from + windowSize);
  }
}

/**
 * Of a file (absolute path), only the lines that contain `needle`, as a file that means the same for that name: they
 * stand in their order, and the first line is first only where it was so before. Holds a piece of the file at a time.
 * `file-unreadable`, `hosts-blocked` and `file-too-large`.
 */
export async function readLinesWith(path: string, needle: string): Promise<Result<Buffer>> {
  const found: Buffer[] = [];
  let handle: Awaited<ReturnType<typeof open>> | undefined;
  try {
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await handle.stat();
    if (!stats.isFile()) return fail('file-unreadable', { file: path, detail: 'not a regular file' });
    if (stats.size > sizeLimit) return fail('file-too-large', { file: path, limit: sizeLimit });
    let piece = Buffer.allocUnsafe(Math.min(pieceSize, stats.size + 1));
    let held = 0;
    let isFirst = true;
    for (let total = 0; ; ) {
      const { bytesRead } = await handle.read(piece, held, piece.length - held, total);
      total += bytesRead;
      held += bytesRead;
      if (total > sizeLimit) return fail('file-too-large', { file: path, limit: sizeLimit });
      // Only whole lines are looked at; what stands behind the last line feed waits for its rest.
      const whole = bytesRead === 0 ? held : piece.subarray(0, held).lastIndexOf(feed) + 1;
      for (const { start, end } of linesWith(piece.subarray(0, whole), needle)) {
        if (found.length === 0 && !(isFirst && start === 0)) found.push(Buffer.from('\n'));
        found.push(Buffer.from(piece.subarray(start, end)));
      }
      if (whole > 0) isFirst = false;
      if (bytesRead === 0) return ok(Buffer.concat(found));
      piece.copyWithin(0, whole, held);
      held -= whole;
      if (held === piece.length) piece = Buffer.concat([piece], piece.length * 2);
    }
  } catch (error) {
    return await unreadable(path, error);
  } finally {
    await handle?.close();
  }
}
