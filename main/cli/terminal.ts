// The real terminal of this process. Ctrl-C asks the command to stop and tidy up; the second one ends it at once.
import type { Self } from '../privileged/elevation.ts';
import type { ChromiumJudge } from '../sensor/judge.ts';
import type { Io } from './command.ts';

/** As after a first Ctrl-C that a command has heard (the exit code for "cancelled"). */
const cancelled = 4;
/**
 * Milliseconds in which a signal is still the same one: conf, under the store, sends each signal to the process a second
 * time, and a person presses twice.
 */
const samePress = 1000;

export function terminalIo({ self, openJudge }: { self: Self; openJudge?: () => ChromiumJudge }): Io {
  const stop = new AbortController();
  let first = Number.POSITIVE_INFINITY;
  const interrupt = () => {
    if (performance.now() - first > samePress) process.exit(cancelled);
    first = Math.min(first, performance.now());
    stop.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt).on('SIGHUP', interrupt);
  // Whoever reads us (head, less, a terminal that was closed) may go away: nothing more is to be said then, and it is no fault.
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
    });
  }
  const { stdin, stdout, stderr, env } = process;
  return { stdin, stdout, stderr, env, signal: stop.signal, self, openJudge };
}
