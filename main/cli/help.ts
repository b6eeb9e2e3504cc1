// Help, generated from the commands' own data: an option that is there is in the help, with its words.
import { type CommandText, cli } from '../../assets/text/en/cli.ts';
import { type Command, commandNames } from './command.ts';
import { table, wrap } from './paint.ts';
import { commonOptions } from './parse.ts';

/** The first column's width where it holds options; longer ones push their text to the next line. */
const optionWidth = 24;

function entries(rows: readonly (readonly [string, string])[], columns: number, first = optionWidth): string[] {
  return rows.flatMap(([left, right]) => {
    const [head = '', ...rest] = wrap(right, columns - first - 4);
    const indent = ' '.repeat(first + 4);
    const beside = left.length <= first ? [`  ${left.padEnd(first)}  ${head}`] : [`  ${left}`, indent + head];
    return [...beside, ...rest.map((line) => indent + line)];
  });
}

const section = (title: string, lines: readonly string[]): string[] => (lines.length > 0 ? ['', title, ...lines] : []);

export function generalHelp(columns: number): string {
  const rows = commandNames.map((word) => [word, cli.commands[word].summary] as const);
  return `${[
    cli.help.title,
    '',
    ...cli.help.usage,
    ...section(cli.help.commands, entries(rows, columns, 8)),
    ...section(
      cli.help.options,
      entries(
        [
          ['--help', cli.options.help],
          ['--version', cli.options.version],
        ],
        columns,
      ),
    ),
    ...section(
      cli.help.rules,
      cli.help.ruleLines.flatMap((rule) => wrap(rule, columns, '  ')),
    ),
    ...section(cli.help.exitCodes, table(cli.help.codes, '  ')),
  ].join('\n')}\n`;
}

export function helpFor(command: Command, columns: number): string {
  const text: CommandText = cli.commands[command.word];
  const own = command.options.map((option) => ({ ...option, words: text.options[option.name] }));
  const common = commonOptions.map((option) => ({ ...option, words: cli.options[option.name as 'json'] }));
  const rows = [...own, ...common].map(({ name, value, words }) => {
    if (words === undefined) throw new Error(`no words for --${name} of ${command.word}`);
    return [value ? `--${name} ${value}` : `--${name}`, words] as const;
  });
  return `${[
    text.summary,
    '',
    ...text.usage.map((line) => `  certwright ${line}`),
    ...text.about.flatMap((paragraph) => ['', ...wrap(paragraph, columns)]),
    ...section(cli.help.options, entries(rows, columns)),
    ...section(cli.help.exitCodes, entries(text.exits, columns, 2)),
    ...section(
      cli.help.examples,
      text.examples.map((line) => `  certwright ${line}`),
    ),
  ].join('\n')}\n`;
}
