// Processes that outlive the one that started them: the elevated child, certutil, cp. Known by the world's folder in
// their command line or environment, which nobody else has.
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

function isAbout(pid: string, folder: string): boolean {
  try {
    const all = readFileSync(`/proc/${pid}/cmdline`, 'latin1') + readFileSync(`/proc/${pid}/environ`, 'latin1');
    return all.includes(folder);
  } catch {
    // It is gone, or another user's.
    return false;
  }
}

const orphans = (folder: string): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid && isAbout(name, folder))
    .map(Number);

function signal(pids: readonly number[], what: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
  for (const pid of pids) {
    try {
      process.kill(pid, what);
    } catch {
      // It has just ended.
    }
  }
}

/** Holds them where they are, so that the next start comes beside them. Answers with how many there are. */
export function stopOrphans(folder: string): number {
  const left = orphans(folder);
  signal(left, 'SIGSTOP');
  return left.length;
}

/** @param kill kill them as well, as a power cut would; else they are left to finish, and waited for */
export async function endOrphans(folder: string, kill: boolean): Promise<void> {
  for (const until = Date.now() + 30_000; ; ) {
    const left = orphans(folder);
    if (left.length === 0) return;
    if (Date.now() > until) throw new Error(`processes are left: ${left}`);
    signal(left, kill ? 'SIGKILL' : 'SIGCONT');
    // Only those are asked: to look at all processes of the machine costs more than the kill itself.
    while (left.some((pid) => isAbout(`${pid}`, folder)) && Date.now() < until) await sleep(3);
  }
}
