// What a command of the command line is: its options as data, so that parsing and help come from one place, and one
// function that does the work and says how it ended. Commands write nothing themselves; run.ts prints.
import type { AppError } from '../../preload/contract/errors.ts';
import type { Self } from '../privileged/elevation.ts';
import type { ChromiumJudge } from '../sensor/judge.ts';
import type { Paint } from './paint.ts';

export type Output = {
  write(text: string, written?: () => void): unknown;
  isTTY?: boolean | undefined;
  columns?: number | undefined;
};

/** The terminal, or what stands in for it. */
export type Io = {
  stdout: Output;
  stderr: Output;
  stdin: NodeJS.ReadableStream & { isTTY?: boolean | undefined };
  env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  /** Left out on plain Node, which has no Chromium: verdicts are then "not checked". */
  openJudge?: (() => ChromiumJudge) | undefined;
  /** How this program is started again, for the privileged child. */
  self: Self;
};

export type Option = {
  name: string;
  /** The placeholder of its value in the help; a switch has none. */
  value?: string;
  /** May be given several times. */
  many?: true;
};

/** A failure that the command line speaks of by itself, in words; all others come as the contract's codes. */
export type Problem = {
  code: 'wrong-use' | 'undecided' | 'wrong-fingerprint' | 'certificate-changed' | 'nothing-to-undo';
  message: string;
  hint: string;
};

/** 0 good, 1 bad, 2 wrong use or unreadable input, 3 rights are missing, 4 cancelled or timed out, 70 a bug. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 70;

export type Outcome =
  | {
      /** What `--json` prints as `value`. */
      value: object;
      exit: ExitCode;
      /** The same for people. */
      lines: readonly string[];
    }
  | {
      error: AppError | Problem;
      /** The file that it is about, where the error itself does not name it. */
      file?: string;
      /** Where this command has other advice than the usual one. */
      hint?: string;
    };

export type Call = {
  /** The words that are no options. */
  args: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  /** The moment of every validity decision: now, or `--at`. */
  now(): Date;
  /** Colours for the results; plain where stdout is no terminal. */
  paint: Paint;
  /** Something for a person that is not the result: a warning, what is going on. */
  note(line: string): void;
  /** True where stdout has to stay empty until the one JSON document. */
  json: boolean;
  io: Io;
};

export type Command = {
  word: CommandWord;
  options: readonly Option[];
  run(call: Call): Promise<Outcome>;
};

export const commandNames = [
  'inspect',
  'thumbprint',
  'convert',
  'verify',
  'check',
  'kit',
  'csr',
  'probe',
  'name',
  'hosts',
  'trust',
  'onboard',
  'explain',
] as const;
export type CommandWord = (typeof commandNames)[number];
/** The first words that make a start of this program a start of the command line, instead of the window. */
export const commandWords: ReadonlySet<string> = new Set<string>([...commandNames, '--help', '-h', '--version']);

export const wrongUse = (message: string, hint: string): Outcome => ({
  error: { code: 'wrong-use', message, hint },
});
