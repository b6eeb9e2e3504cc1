// Reads files that people name, drop, or have in a folder: never more than the limit, and never for ever. A pipe is read
// until it ends or the work is cancelled; a device that has no end is stopped at the limit.
import { createReadStream } from 'node:fs';
import { readFile as readWhole, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { fileLimit } from '../pki/files/read.ts';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * The content of a file, at most `fileLimit` bytes.
 * @param name how the file is called in the facts of a failure; its own name if not given
 * @returns `file-unreadable` with the system's code, `file-too-large`, `cancelled`
 */
export async function readFile(path: string, signal?: AbortSignal, name = basename(path)): Promise<Result<Buffer>> {
  const tooLarge = () => fail('file-too-large', { file: name, limit: fileLimit });
  try {
    const known = await stat(path);
    // An ordinary file at once: a stream costs several times as much, which ten thousand files would feel.
    if (known.isFile()) return known.size > fileLimit ? tooLarge() : ok(await readWhole(path));
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of createReadStream(path, signal ? { signal } : {}) as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > fileLimit) return tooLarge();
      parts.push(part);
    }
    return ok(Buffer.concat(parts));
  } catch (error) {
    if (signal?.aborted) return fail('cancelled', {});
    return fail('file-unreadable', { file: name, detail: codeOf(error) });
  }
}
