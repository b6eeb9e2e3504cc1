// The words of a command line against a command's own options. It refuses what the command does not know: a typing
// mistake in an option must never be taken for a file, or silently do nothing.
import { parseArgs } from 'node:util';
import { cli } from '../../assets/text/en/cli.ts';
import type { Option, Problem } from './command.ts';

export type Parsed = { args: string[]; values: Record<string, string | boolean | string[] | undefined> };

/** Those that every command has. */
export const commonOptions: readonly Option[] = [{ name: 'json' }, { name: 'at', value: 'TIME' }, { name: 'help' }];

/** Exactly ISO 8601 with date, time and zone, or a date alone (its beginning in UTC). */
const isoTime = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

export function parseTime(text: string): Date | null {
  if (!isoTime.test(text)) return null;
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date;
}

const problem = (message: string, hint: string): Problem => ({ code: 'wrong-use', message, hint });

/** Who gives a passphrase as an argument is told how it is given instead. */
function meantFor(name: string, known: readonly Option[]): string | undefined {
  const asked = { '--password': '--passphrase', '--out-password': '--out-passphrase' }[name] ?? name;
  const meant = known.find((option) => `--${option.name}` === `${asked}-env`);
  return meant && cli.wrong.passphraseHint(`--${meant.name}`);
}

/** `hint`: what to look at, for every mistake in the words. */
export function parse(words: readonly string[], options: readonly Option[], hint: string): Parsed | Problem {
  const known = [...commonOptions, ...options];
  const config = Object.fromEntries(
    known.map(({ name, value, many }) => [
      name,
      { type: value ? ('string' as const) : ('boolean' as const), multiple: many === true },
    ]),
  );
  // Not strict: Node's own messages are sentences for programmers; the tokens tell what is wrong.
  const { positionals, tokens, values } = parseArgs({
    args: words.map((word) => (word === '-h' ? '--help' : word)),
    options: config,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const seen = new Set<string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const option = known.find(({ name }) => token.rawName === `--${name}`);
    if (!option) return problem(cli.wrong.unknownOption(token.rawName), meantFor(token.rawName, known) ?? hint);
    if (option.value && (token.value === undefined || token.value === ''))
      return problem(cli.wrong.missingValue(token.rawName, option.value), hint);
    // `--timeout --json`: the value was forgotten, and the next option would be lost.
    if (option.value && !token.inlineValue && token.value?.startsWith('-') && token.value.length > 1)
      return problem(cli.wrong.missingValue(token.rawName, option.value), hint);
    if (!option.value && token.value !== undefined) return problem(cli.wrong.unwantedValue(token.rawName), hint);
    if (!option.many && seen.has(option.name)) return problem(cli.wrong.twice(token.rawName), hint);
    seen.add(option.name);
  }
  return { args: positionals, values: values as Parsed['values'] };
}
