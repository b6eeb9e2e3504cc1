// The request on its way to the elevated child: a file that only this run could have made, read exactly once.
// The hash on the child's command line is what the person agreed to; a file that differs from it is not even parsed.
import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Operation, type Request, requestLimit, requestSchema } from './operations.ts';

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').toUpperCase();

/**
 * Makes a folder for one run inside `parent`, with an unguessable name and for this user alone.
 * @param parent absolute path of a real folder, not a link; throws otherwise
 */
export async function makeRunFolder(parent: string): Promise<{ folder: string; remove(): Promise<void> }> {
  if (!(await lstat(parent)).isDirectory()) throw new Error(`${parent} is not a folder`);
  // mkdtemp makes it with mode 0700; on Windows the user's own temporary folder is closed to other users.
  const folder = await mkdtemp(join(parent, 'certwright-'));
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}

export type Staged = { file: string; sha256: string; nonce: string };

/** Writes the request into a new file in `folder`; throws where something by that name is there already, link or not. */
export async function stageRequest(folder: string, operations: readonly Operation[]): Promise<Staged> {
  const nonce = randomBytes(16).toString('hex');
  const bytes = Buffer.from(JSON.stringify(requestSchema.parse({ version: 1, nonce, operations })));
  const file = join(folder, 'request.json');
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
  } finally {
    await handle.close();
  }
  return { file, sha256: digest(bytes), nonce };
}

export type Refusal = 'unreadable' | 'not-a-file' | 'linked' | 'size' | 'hash' | 'schema';

/**
 * Reads a staged request once: cheapest check first, and nothing is parsed before the hash is right.
 * @param sha256 upper-case hex, from the command line
 */
export async function readStaged(file: string, sha256: string): Promise<Request | Refusal> {
  // On Windows there is no O_NOFOLLOW; a link is harmless there too, as the hash decides.
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
  let handle: FileHandle;
  try {
    handle = await open(file, flags);
  } catch {
    return 'unreadable';
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile()) return 'not-a-file';
    if (stat.nlink !== 1) return 'linked';
    if (stat.size > requestLimit) return 'size';
    const bytes = Buffer.alloc(requestLimit + 1);
    const { bytesRead } = await readFully(handle, bytes);
    if (bytesRead > requestLimit) return 'size';
    const content = bytes.subarray(0, bytesRead);
    if (digest(content) !== sha256) return 'hash';
    return parseRequest(content.toString('utf8'));
  } catch {
    return 'unreadable';
  } finally {
    await handle.close();
  }
}

/** To the end of the file or of the buffer, whatever the file's size was said to be. */
async function readFully(handle: FileHandle, into: Buffer): Promise<{ bytesRead: number }> {
  let bytesRead = 0;
  for (;;) {
    const part = await handle.read(into, bytesRead, into.length - bytesRead, null);
    bytesRead += part.bytesRead;
    if (part.bytesRead === 0 || bytesRead === into.length) return { bytesRead };
  }
}

function parseRequest(text: string): Request | 'schema' {
  try {
    const parsed = requestSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : 'schema';
  } catch {
    return 'schema';
  }
}
