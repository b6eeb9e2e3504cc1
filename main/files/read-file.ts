// Reads files that people name, drop, or have in a folder: never more than the limit, and never for ever.
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { fileLimit } from '../pki/files/read.ts';
import { codeOf } from './error-code.ts';

/**
 * The content of a file, at most `fileLimit` bytes.
 * @param options `name`: how the file is called in the facts of a failure, its own name if not given; `pipes`: also
 * reads what is no ordinary file (`<(command)` in a shell), for as long as that takes
 * @returns `file-unreadable` with the system's code, `file-too-large`
 */
export async function readFile(
  path: string,
  options: { name?: string; pipes?: boolean } = {},
): Promise<Result<Buffer>> {
  const { name = basename(path), pipes = false } = options;
  const tooLarge = () => fail('file-too-large', { file: name, limit: fileLimit });
  try {
    // Between two files a cancel comes through. The file itself is read at once: this runs in a thread of its own or
    // on the command line, and asking the thread pool five times for each of ten thousand files takes twice as long.
    await setImmediate();
    const known = statSync(path);
    if (known.isFile()) return known.size > fileLimit ? tooLarge() : ok(readFileSync(path));
    if (!pipes || known.isDirectory())
      return fail('file-unreadable', { file: name, detail: known.isDirectory() ? 'EISDIR' : 'not a regular file' });
    const parts: Buffer[] = [];
    let length = 0;
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) {
      length += part.length;
      if (length > fileLimit) return tooLarge();
      parts.push(part);
    }
    return ok(Buffer.concat(parts));
  } catch (error) {
    return fail('file-unreadable', { file: name, detail: codeOf(error) });
  }
}
