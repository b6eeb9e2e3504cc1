// A lock file for short pieces of work on one file by several processes of the same user.
// It is not held while waiting for a person, and it guards against nobody who means harm.
import { randomBytes } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type LockTimes = {
  /** Milliseconds after which a lock is left over from a crash, whoever has its process number now. */
  staleAfter: number;
  /** Milliseconds to wait for the lock; longer than `staleAfter`, so that a crash never locks anybody out. */
  patience: number;
};

/** For work that takes some milliseconds. */
const usual: LockTimes = { staleAfter: 15_000, patience: 30_000 };

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
function look(file: string, staleAfter: number): { token: string; stale: boolean } | null {
  try {
    const [, pid = '', token = ''] = /^(\d+) ([0-9a-f]+)$/.exec(readFileSync(file, 'utf8')) ?? [];
    const old = Math.abs(Date.now() - statSync(file).mtimeMs) > staleAfter;
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
function take(file: string, token: string): boolean {
  const draft = `${file}.draft-${token}`;
  writeFileSync(draft, `${process.pid} ${token}`, { flag: 'wx', mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (['EEXIST', ...momentary].includes(codeOf(error))) return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

/** One try for the lock; a stale one is put out of the way of the next. */
function isTaken(file: string, token: string, { staleAfter }: LockTimes): boolean {
  if (take(file, token)) return true;
  const owner = look(file, staleAfter);
  if (!owner?.stale) return false;
  // Only the holder of the lock named after the stale owner may remove it, and looks again first: so two that saw the
  // same stale lock never remove the fresh one of a third.
  withLockSync(`${file}.${owner.token}`, () => {
    const now = look(file, staleAfter);
    if (now?.stale && now.token === owner.token) unlinkSync(file);
  });
  return false;
}

function release(file: string, token: string): void {
  if (look(file, Number.POSITIVE_INFINITY)?.token === token) unlinkSync(file);
}

const newToken = () => randomBytes(8).toString('hex');
const pause = () => 2 + Math.random() * 8;
const held = (file: string) => Object.assign(new Error(`${file} is held by another process`), { code: 'EBUSY' });

/**
 * Does `work` while no other process holds `file` (a path of its own, beside what is guarded). Throws the file
 * system's errors, and `EBUSY` when the lock cannot be had in time.
 */
export async function withLock<T>(file: string, work: () => Promise<T>, times: LockTimes = usual): Promise<T> {
  const token = newToken();
  for (const end = Date.now() + times.patience; !isTaken(file, token, times); await sleep(pause())) {
    if (Date.now() > end) throw held(file);
  }
  try {
    return await work();
  } finally {
    release(file, token);
  }
}

/** The same for work that does not wait, such as one write of a store. It stops this thread while another holds it. */
export function withLockSync<T>(file: string, work: () => T): T {
  const token = newToken();
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (const end = Date.now() + usual.patience; !isTaken(file, token, usual); Atomics.wait(clock, 0, 0, pause())) {
    if (Date.now() > end) throw held(file);
  }
  try {
    return work();
  } finally {
    release(file, token);
  }
}

/** Milliseconds after which nobody can be in the middle of taking a lock any more. */
const draftLife = 10 * 60_000;

/**
 * Deletes what crashes in the middle of taking the lock `file` left beside it: drafts, and locks for the removal of
 * locks. The lock itself stays. What cannot be deleted stays too.
 */
export function sweepLocks(file: string): void {
  const folder = dirname(file);
  const begin = basename(file);
  try {
    for (const name of readdirSync(folder)) {
      if (!name.startsWith(begin) || !/^(?:\.(?:draft-)?[0-9a-f]{16})+$/.test(name.slice(begin.length))) continue;
      const left = join(folder, name);
      if (Date.now() - statSync(left).mtimeMs > draftLife) unlinkSync(left);
    }
  } catch (error) {
    if (codeOf(error) === '') throw error;
  }
}
