// Questions to a person at a terminal. Where there is none, there is no asker, and so nobody can be asked by mistake.
import { createInterface } from 'node:readline';
import type { Io } from '../command.ts';

export type Asker = {
  /** The answer without blanks around it; null where the input has ended or the command is being cancelled. */
  ask(question: string): Promise<string | null>;
  close(): void;
};

/** Null where standard input is no terminal. Questions go to standard error, so that results can be kept apart. */
export function openAsker({ stdin, stderr, signal }: Io): Asker | null {
  if (!stdin.isTTY) return null;
  const output = stderr as NodeJS.WritableStream;
  const lines: string[] = [];
  let waiting: ((line: string | null) => void) | null = null;
  let ended = false;
  const give = (line: string | null) => {
    const wake = waiting;
    waiting = null;
    wake?.(line);
  };
  const reader = createInterface({ input: stdin, output, terminal: true });
  // What was typed ahead is kept for the next question.
  reader.on('line', (line) => (waiting ? give(line) : lines.push(line)));
  reader.on('close', () => {
    ended = true;
    give(null);
  });
  // readline takes Ctrl-C for itself: it is passed on to whoever listens for it, as without readline.
  reader.on('SIGINT', () => process.emit('SIGINT'));
  const stop = () => give(null);
  signal.addEventListener('abort', stop);
  return {
    ask: async (question) => {
      if (signal.aborted || (ended && lines.length === 0)) return null;
      reader.setPrompt(question);
      reader.prompt();
      const line = lines.shift() ?? (await new Promise<string | null>((answer) => (waiting = answer)));
      return line === null ? null : line.trim();
    },
    close: () => {
      signal.removeEventListener('abort', stop);
      reader.close();
    },
  };
}
