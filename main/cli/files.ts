// Files that people name on the command line: read with a limit, and written only where nothing is yet.
import { createReadStream } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { fileLimit } from '../pki/files/read.ts';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** The content of a file or a pipe. `file-unreadable` with the system's code, `file-too-large`. */
export async function readInput(file: string): Promise<Result<Buffer>> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of createReadStream(file) as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > fileLimit) return fail('file-too-large', { file, limit: fileLimit });
      parts.push(part);
    }
    return ok(Buffer.concat(parts));
  } catch (error) {
    return fail('file-unreadable', { file, detail: codeOf(error) });
  }
}

/**
 * Writes a file and reads it back. What is there already stays, unless `force` is given: `file-exists`.
 * Also `write-failed`, `read-back-differs`.
 */
export async function writeOutput(file: string, bytes: Uint8Array, force = false): Promise<Result<{ name: string }>> {
  try {
    const handle = await open(file, force ? 'w' : 'wx');
    try {
      await handle.writeFile(bytes);
    } finally {
      await handle.close();
    }
    const back = await readFile(file);
    return Buffer.compare(back, bytes) === 0 ? ok({ name: basename(file) }) : fail('read-back-differs', { file });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return fail('file-exists', { file });
    return fail('write-failed', { file, detail: codeOf(error) });
  }
}
