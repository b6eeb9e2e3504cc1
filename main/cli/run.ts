// One run of the command line, from its words to its exit code: results to stdout, everything else to stderr, and with
// --json exactly one document on stdout whatever happens. It neither reads `process` nor ends it.
import { randomUUID } from 'node:crypto';
import { cli } from '../../assets/text/en/cli.ts';
import { version } from '../../package.json';
import { fail } from '../../preload/contract/result.ts';
import {
  type Call,
  type Command,
  type CommandWord,
  type ExitCode,
  type Io,
  type Outcome,
  type Output,
  wrongUse,
} from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { generalHelp, helpFor } from './help.ts';
import { columnsOf, hasColours, type Paint, paintFor, plain, printable } from './paint.ts';
import { parse, parseTime } from './parse.ts';
import { sayError } from './say.ts';

export type { Io } from './command.ts';

// Each is loaded when it is asked for: the practice sensor's certificate maker alone is larger than all the rest.
const commands: Record<CommandWord, () => Promise<Command>> = {
  inspect: async () => (await import('./inspect.ts')).inspect,
  thumbprint: async () => (await import('./thumbprint.ts')).thumbprint,
  convert: async () => (await import('./convert.ts')).convert,
  verify: async () => (await import('./verify.ts')).verify,
  check: async () => (await import('./check.ts')).check,
  kit: async () => (await import('./kit.ts')).kit,
  csr: async () => (await import('./csr.ts')).csr,
  probe: async () => (await import('./probe.ts')).probe,
  name: async () => (await import('./name.ts')).name,
  hosts: async () => (await import('./hosts.ts')).hosts,
  trust: async () => (await import('./trust.ts')).trust,
  onboard: async () => (await import('./onboard.ts')).onboard,
  explain: async () => (await import('./explain.ts')).explain,
};
const isCommand = (word: string): word is CommandWord => Object.hasOwn(commands, word);

/** @param argv the words behind the program's name; answers with the exit code */
export async function runCli(argv: readonly string[], io: Io): Promise<ExitCode> {
  const json = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : undefined).includes('--json');
  const asked = argv.filter((word, at) => !(word === '--json' && argv.slice(0, at).every((each) => each === '--json')));
  let outcome: Outcome | string;
  try {
    outcome = await answer(asked, io, json);
  } catch (bug) {
    const reference = randomUUID().slice(0, 8);
    const told = bug instanceof Error ? (bug.stack ?? bug.message) : String(bug);
    io.stderr.write(printable(`${reference} ${told}\n`, false));
    outcome = fail('internal', { reference });
  }
  if (typeof outcome !== 'string') return print(outcome, io, json);
  await put(io.stdout, json ? `${JSON.stringify({ ok: true, value: { text: outcome } })}\n` : outcome);
  return 0;
}

/** The outcome of a command, or a text that was asked for (help, version). */
async function answer(words: readonly string[], io: Io, json: boolean): Promise<Outcome | string> {
  const [word, ...rest] = words;
  if (word === undefined) return wrongUse(cli.wrong.nothing, cli.wrong.seeHelp(''));
  if (word === '--help' || word === '-h') return generalHelp(columnsOf(io.stdout));
  if (word === '--version') return `${version}\n`;
  if (!isCommand(word)) return wrongUse(cli.wrong.unknownCommand(word), cli.wrong.seeHelp(''));
  const command = await commands[word]();
  const hint = cli.wrong.seeHelp(word);
  if (rest.includes('--help') || rest.includes('-h')) return helpFor(command, columnsOf(io.stdout));
  const parsed = parse(rest, command.options, hint);
  if ('code' in parsed) return { error: parsed };
  const { args, values } = parsed;
  const at = typeof values.at === 'string' ? parseTime(values.at) : undefined;
  if (at === null) return wrongUse(cli.wrong.time(String(values.at)), hint);
  const call: Call = {
    args,
    flag: (option) => values[option] === true,
    text: (option) => (typeof values[option] === 'string' ? values[option] : undefined),
    list: (option) => (Array.isArray(values[option]) ? values[option] : []),
    now: () => at ?? new Date(),
    paint: paintFor(io.stdout, io.env),
    note: (line) => io.stderr.write(`${printable(line, hasColours(io.stderr, io.env))}\n`),
    json,
    io,
  };
  const outcome = await command.run(call);
  return io.signal.aborted && 'value' in outcome && outcome.exit !== 0 ? fail('cancelled', {}) : outcome;
}

/** Waits until it is written: on Windows a process that ends at once would cut its output off. */
const put = (output: Output, text: string): Promise<void> =>
  new Promise((written) => void output.write(text, () => written()));

async function print(outcome: Outcome, io: Io, json: boolean): Promise<ExitCode> {
  if ('error' in outcome) {
    const { error } = outcome;
    const usual = sayError(error, outcome.file);
    const said = { ...usual, hint: outcome.hint ?? usual.hint };
    if (json) await put(io.stdout, `${JSON.stringify({ ok: false, error: said })}\n`);
    else await put(io.stderr, errorLines(said, paintFor(io.stderr, io.env)));
    return exitCodeOf(error);
  }
  const text = json
    ? `${JSON.stringify({ ok: true, value: outcome.value })}\n`
    : outcome.lines.map((line) => `${printable(line, hasColours(io.stdout, io.env))}\n`).join('');
  await put(io.stdout, text);
  return outcome.exit;
}

function errorLines({ message, hint }: { message: string; hint: string }, paint: Paint): string {
  // A hint may be several lines (a choice of certificates); a message is one, whatever names stand in it.
  return `${paint.red(cli.error)} ${plain(message)}\n${hint === '' ? '' : `${printable(hint, false)}\n`}`;
}
