// A lock file for short pieces of work on one file by several processes of the same user.
// It is not held while waiting for a person, and it guards against nobody who means harm.
import { randomBytes } from 'node:crypto';
import { link, readFile, stat, unlink, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds after which a lock is left over from a crash, whoever has its process number now: work takes a few. */
const staleAfter = 15_000;
/** Milliseconds to wait for the lock; longer than `staleAfter`, so that a crash never locks anybody out. */
const patience = 30_000;

// Windows says EPERM or EBUSY of a file that is just being deleted or looked at by a virus scanner.
const momentary = process.platform === 'win32' ? ['EPERM', 'EBUSY'] : [];

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

/** Does a process with this number run? One of another user counts (EPERM). */
export function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** The owner's token and whether it is gone; null where there is no lock (any more). */
async function look(file: string): Promise<{ token: string; stale: boolean } | null> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    const [, pid = '', token = ''] = /^(\d+) ([0-9a-f]+)$/.exec(text) ?? [];
    const old = Math.abs(Date.now() - mtimeMs) > staleAfter;
    return { token, stale: old || (pid !== '' && !isRunning(Number(pid))) };
  } catch (error) {
    if (['ENOENT', ...momentary].includes(codeOf(error))) return null;
    throw error;
  }
}

/**
 * The lock appears with its content in one step, as a second name of a finished file: so nobody reads half of it, and
 * a crash leaves no lock without an owner.
 */
async function take(file: string, token: string): Promise<boolean> {
  const draft = `${file}.draft-${token}`;
  await writeFile(draft, `${process.pid} ${token}`, { flag: 'wx', mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (['EEXIST', ...momentary].includes(codeOf(error))) return false;
    throw error;
  } finally {
    await unlink(draft);
  }
}

async function acquire(file: string): Promise<string> {
  const token = randomBytes(8).toString('hex');
  for (const end = Date.now() + patience; Date.now() < end; await sleep(2 + Math.random() * 8)) {
    if (await take(file, token)) return token;
    const owner = await look(file);
    if (!owner?.stale) continue;
    // Only the holder of the lock named after the stale owner may remove it, and looks again first: so two that saw
    // the same stale lock never remove the fresh one of a third.
    await withLock(`${file}.${owner.token}`, async () => {
      const now = await look(file);
      if (now?.stale && now.token === owner.token) await unlink(file);
    });
  }
  throw Object.assign(new Error(`${file} is held by another process`), { code: 'EBUSY' });
}

/**
 * Does `work` while no other process holds `file` (a path of its own, beside what is guarded). Throws the file
 * system's errors, and `EBUSY` when the lock cannot be had in half a minute.
 */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const token = await acquire(file);
  try {
    return await work();
  } finally {
    if ((await look(file))?.token === token) await unlink(file);
  }
}
