// The real terminal of this process. Ctrl-C asks the command to stop and tidy up; the second one ends it at once.

import type { Self } from '../privileged/elevation.ts';
import type { ChromiumJudge } from '../sensor/judge.ts';
import type { Io } from './command.ts';

/** As after a first Ctrl-C that a command has heard (the exit code for "cancelled"). */
const cancelled = 4;

export function terminalIo({ self, openJudge }: { self: Self; openJudge?: () => ChromiumJudge }): Io {
  const stop = new AbortController();
  const interrupt = () => {
    if (stop.signal.aborted) process.exit(cancelled);
    stop.abort();
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  // Whoever reads us (head, less) may go away: nothing more is to be said then, and it is no fault.
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  const { stdin, stdout, stderr, env } = process;
  return { stdin, stdout, stderr, env, signal: stop.signal, self, openJudge };
}
