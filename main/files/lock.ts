// A lock file for short pieces of work on one file by several processes of the same user.
// It is not held while waiting for a person, and it guards against nobody who means harm.
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, readdirSync, readFileSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from './error-code.ts';

/** Milliseconds to wait for a lock: for work that takes some milliseconds. */
const usual = 30_000;

/**
 * Milliseconds after which a lock whose owner's number is in use belongs to nobody, where it cannot be told that another
 * process has the number now. An owner that stands still (a debugger, a sleeping machine, a hung disk) keeps its lock.
 */
const reuse = 60 * 60 * 1000;

// Windows says EPERM or EBUSY of a file that is just being deleted or looked at by a virus scanner.
const momentary = process.platform === 'win32' ? ['EPERM', 'EBUSY'] : [];

/** What Linux tells of a process (proc(5), stat): its state, and when it began, in ticks since boot; null elsewhere. */
function told(process_: number | string): { state: string; began: string } | null {
  if (process.platform !== 'linux') return null;
  try {
    const stat = readFileSync(`/proc/${process_}/stat`, 'latin1');
    // The name before them may have blanks and brackets of its own. Of what follows, the 1st and the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', began: fields[19] ?? '' };
  } catch {
    // It is gone, or hidden from us.
    return null;
  }
}

/** Does a process with this number run? One of another user counts (EPERM), one that has only not been buried does not. */
export function isRunning(process_: number): boolean {
  try {
    process.kill(process_, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
  return told(process_)?.state !== 'Z';
}

/** Does the owner of a lock live? `since`: when it was taken, in milliseconds. */
function isAlive(pid: string, began: string, since: number): boolean {
  if (pid !== '' && !isRunning(Number(pid))) return false;
  const now = began === '' ? undefined : told(pid)?.began;
  if (now) return now === began;
  const isOfThisBoot = since > Date.now() - uptime() * 1000;
  return isOfThisBoot && Math.abs(Date.now() - since) < reuse;
}

/** The owner's token and whether it is gone; null where there is no lock (any more). */
function look(file: string): { token: string; stale: boolean } | null {
  try {
    const [, pid = '', token = '', began = ''] =
      /^(\d+) ([0-9a-f]+)(?: (\d+))?$/.exec(readFileSync(file, 'utf8')) ?? [];
    return { token, stale: !isAlive(pid, began, statSync(file).mtimeMs) };
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
  writeFileSync(draft, `${process.pid} ${token} ${told('self')?.began ?? ''}`.trimEnd(), { flag: 'wx', mode: 0o600 });
  try {
    // Whoever may not take a lock of the administrator's still sees whether it is held.
    chmodSync(draft, 0o644);
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
function isTaken(file: string, token: string): boolean {
  if (take(file, token)) return true;
  const owner = look(file);
  if (!owner?.stale) return false;
  // Only the holder of the lock named after the stale owner may remove it, and looks again first: so two that saw the
  // same stale lock never remove the fresh one of a third.
  withLockSync(`${file}.${owner.token}`, () => {
    const now = look(file);
    if (now?.stale && now.token === owner.token) unlinkSync(file);
  });
  return false;
}

/** Is it held by somebody who lives? Not where it cannot be read. */
export function isHeld(file: string): boolean {
  try {
    return look(file)?.stale === false;
  } catch {
    return false;
  }
}

function release(file: string, token: string): void {
  if (look(file)?.token === token) unlinkSync(file);
}

const newToken = () => randomBytes(8).toString('hex');
const pause = () => 2 + Math.random() * 8;
const held = (file: string) => Object.assign(new Error(`${file} is held by another process`), { code: 'EBUSY' });

/**
 * Does `work` while no other process holds `file` (a path of its own, beside what is guarded). Throws the file
 * system's errors, and `EBUSY` when the lock cannot be had in time.
 * @param patience milliseconds
 */
export async function withLock<T>(file: string, work: () => Promise<T>, patience = usual): Promise<T> {
  const token = newToken();
  for (const end = Date.now() + patience; !isTaken(file, token); await sleep(pause())) {
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
  for (const end = Date.now() + usual; !isTaken(file, token); Atomics.wait(clock, 0, 0, pause())) {
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
