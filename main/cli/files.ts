// Files that people name on the command line, read with a limit.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { fileLimit } from '../pki/files/read.ts';

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/** The content of a file or a pipe. `file-unreadable` with the system's code, `file-too-large`. */
export async function readInput(file: string): Promise<Result<Buffer>> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    // An ordinary file at once: a stream costs several times as much, which ten thousand files would feel.
    const known = statSync(file);
    if (known.isFile()) {
      return known.size > fileLimit ? fail('file-too-large', { file, limit: fileLimit }) : ok(readFileSync(file));
    }
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
