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
  wrongUse,
} from './command.ts';
import { exitCodeOf } from './exit-code.ts';
import { generalHelp, helpFor } from './help.ts';
import { hosts } from './hosts.ts';
import { inspect } from './inspect.ts';
import { name } from './name.ts';
import { onboard } from './onboard.ts';
import { columnsOf, type Paint, paintFor } from './paint.ts';
import { parse, parseTime } from './parse.ts';
import { probe } from './probe.ts';
import { sayError } from './say.ts';
import { trust } from './trust.ts';

export type { Io } from './command.ts';

const commands: Record<CommandWord, Command> = { inspect, probe, name, hosts, trust, onboard };
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
    io.stderr.write(`${reference} ${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`);
    outcome = fail('internal', { reference });
  }
  if (typeof outcome !== 'string') return print(outcome, io, json);
  io.stdout.write(json ? `${JSON.stringify({ ok: true, value: { text: outcome } })}\n` : outcome);
  return 0;
}

/** The outcome of a command, or a text that was asked for (help, version). */
async function answer(words: readonly string[], io: Io, json: boolean): Promise<Outcome | string> {
  const [word, ...rest] = words;
  if (word === undefined) return wrongUse(cli.wrong.nothing, cli.wrong.seeHelp(''));
  if (word === '--help' || word === '-h') return generalHelp(columnsOf(io.stdout));
  if (word === '--version') return `${version}\n`;
  if (!isCommand(word)) return wrongUse(cli.wrong.unknownCommand(word), cli.wrong.seeHelp(''));
  const command = commands[word];
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
    note: (line) => io.stderr.write(`${line}\n`),
    json,
    io,
  };
  const outcome = await command.run(call);
  return io.signal.aborted && 'value' in outcome && outcome.exit !== 0 ? fail('cancelled', {}) : outcome;
}

function print(outcome: Outcome, io: Io, json: boolean): ExitCode {
  if ('error' in outcome) {
    const { error } = outcome;
    const said = sayError(error);
    if (json) io.stdout.write(`${JSON.stringify({ ok: false, error: said })}\n`);
    else io.stderr.write(errorLines(said, paintFor(io.stderr, io.env)));
    return exitCodeOf(error.code);
  }
  if (json) io.stdout.write(`${JSON.stringify({ ok: true, value: outcome.value })}\n`);
  else io.stdout.write(outcome.lines.map((line) => `${line}\n`).join(''));
  return outcome.exit;
}

function errorLines({ message, hint }: { message: string; hint: string }, paint: Paint): string {
  return `${paint.red(cli.error)} ${message}\n${hint === '' ? '' : `${hint}\n`}`;
}
