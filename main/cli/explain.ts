// `explain TEXT`: what an error message means, where it comes from, what can be checked, and the one thing to do.
import { cli } from '../../assets/text/en/cli.ts';
import { troubleshoot as words } from '../../assets/text/en/troubleshoot.ts';
import type { Explanation, KnownMessage, MessageAction, MessageCheck } from '../../preload/contract/explanation.ts';
import { explainMessage } from '../troubleshoot/match.ts';
import { textLimit, wordsOf } from '../troubleshoot/tokens.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { columnsOf, plain, wrap } from './paint.ts';

/** Both ends of what comes in, in UTF-8, with more of each than the search looks at: what a log may hold between is dropped. */
async function inputOf(stream: NodeJS.ReadableStream): Promise<string> {
  // A character has at most four bytes.
  const most = 4 * textLimit;
  let [head, tail] = [Buffer.alloc(0), Buffer.alloc(0)];
  for await (const part of stream) {
    const chunk = Buffer.from(part);
    const free = most - head.length;
    head = Buffer.concat([head, chunk.subarray(0, free)]);
    tail = Buffer.concat([tail, chunk.subarray(free)]).subarray(-most);
  }
  return Buffer.concat([head, tail]).toString('utf8');
}

const named = ({ source, message }: KnownMessage) => ({ message, source });

/** What to type next: first what the one button of the window leads to, then the checks. */
const commandsOf = ({ action, checks }: { action: MessageAction; checks: readonly MessageCheck[] }): string[] => {
  const all = [cli.explain.actions[action], ...checks.map((check) => cli.explain.checks[check])];
  return [...new Set(all.filter((each) => each !== null))];
};

/** Field by field in the order in which it is read; `message` is null where it is not known. */
function jsonOf(explanation: Explanation): object {
  if (explanation.known) {
    const { id, source, message, match, cause, checks, recommendation, also } = explanation;
    const commands = commandsOf(explanation);
    return { known: true, id, source, match, message, cause, checks, recommendation, commands, also: also.map(named) };
  }
  const nearest = explanation.nearest.map(named);
  const { cause, recommendation } = words.unknown;
  return {
    known: false,
    message: null,
    cause,
    checks: [],
    recommendation: recommendation(nearest.length > 0),
    nearest,
  };
}

function linesOf(explanation: Explanation, { paint, io }: Call): string[] {
  const columns = columnsOf(io.stdout);
  const section = (title: string, texts: readonly string[]): string[] =>
    texts.length === 0 ? [] : ['', paint.bold(title), ...texts.flatMap((text) => wrap(plain(text), columns, '  '))];
  const others = (title: string, messages: readonly KnownMessage[]): string[] =>
    section(
      title,
      messages.map(({ source, message }) => `${message} (${words.sources[source]})`),
    );
  if (!explanation.known) {
    const { cause, recommendation } = words.unknown;
    const { nearest } = explanation;
    return [
      ...wrap(cause, columns),
      ...others(words.nearest, nearest),
      ...section(words.recommendation, [recommendation(nearest.length > 0)]),
    ];
  }
  const { message, source, match, wording, cause, recommendation, checks, also } = explanation;
  const commands = commandsOf(explanation);
  const found = match === 'part' ? words.match.part : '';
  const note = [words.sources[source], found, wording === null ? '' : words.wordingOf(message)].filter(Boolean);
  return [
    // What was pasted stands first, so that nobody wonders whose message is explained.
    ...wrap(plain(wording ?? message), columns).map(paint.bold),
    ...wrap(plain(note.join(' · ')), columns).map(paint.dim),
    ...section(words.cause, [cause]),
    ...section(words.recommendation, [recommendation]),
    ...section(
      words.page.checks,
      checks.map((check) => words.checks[check]),
    ),
    ...(commands.length === 0 ? [] : ['', paint.bold(cli.explain.commands), ...commands.map((each) => `  ${each}`)]),
    ...others(words.also, also),
  ];
}

async function run(call: Call): Promise<Outcome> {
  const { args, io } = call;
  const seeHelp = cli.wrong.seeHelp('explain');
  if (args.length === 0) return wrongUse(cli.wrong.missingArgument('TEXT'), seeHelp);
  // Without quotes the shell hands the message over word by word.
  const text = args.length === 1 && args[0] === '-' ? await inputOf(io.stdin) : args.join(' ');
  if (wordsOf(text).words.length === 0) return wrongUse(cli.wrong.missingArgument('TEXT'), seeHelp);
  const explanation = explainMessage(text);
  if (explanation.leftOut) call.note(words.leftOut);
  return { value: jsonOf(explanation), exit: explanation.known ? 0 : 1, lines: linesOf(explanation, call) };
}

export const explain: Command = { word: 'explain', options: [], run };
