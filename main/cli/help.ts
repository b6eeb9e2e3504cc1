// Help, generated from the commands' own data: an option that is there is in the help, with its words.
import { type CommandText, cliHelp } from '../../assets/text/en/cli-help.ts';
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
  const rows = commandNames.map((word) => [word, cliHelp.commandTexts[word].summary] as const);
  return `${[
    cliHelp.title,
    '',
    ...cliHelp.usage,
    ...section(cliHelp.commands, entries(rows, columns, 10)),
    ...section(
      cliHelp.options,
      entries(
        [
          ['--help', cliHelp.commonOptions.help],
          ['--version', cliHelp.commonOptions.version],
        ],
        columns,
      ),
    ),
    ...section(
      cliHelp.rules,
      cliHelp.ruleLines.flatMap((rule) => wrap(rule, columns, '  ')),
    ),
    ...section(cliHelp.exitCodes, table(cliHelp.codes, '  ')),
  ].join('\n')}\n`;
}

export function helpFor(command: Command, columns: number): string {
  const text: CommandText = cliHelp.commandTexts[command.word];
  const own = command.options.map((option) => ({ ...option, words: text.options[option.name] }));
  const common = commonOptions.map((option) => ({ ...option, words: cliHelp.commonOptions[option.name as 'json'] }));
  const rows = [...own, ...common].map(({ name, value, words }) => {
    if (words === undefined) throw new Error(`no words for --${name} of ${command.word}`);
    return [value ? `--${name} ${value}` : `--${name}`, words] as const;
  });
  return `${[
    text.summary,
    '',
    ...text.usage.map((line) => `  certwright ${line}`),
    ...text.about.flatMap((paragraph) => ['', ...wrap(paragraph, columns)]),
    ...section(cliHelp.options, entries(rows, columns)),
    // Whole lines, for copying.
    ...(rows.some(([option]) => option.includes('passphrase-env'))
      ? section(cliHelp.passphrases, table(cliHelp.passphraseLines, '  '))
      : []),
    ...section(cliHelp.exitCodes, entries(text.exits, columns, 2)),
    ...section(
      cliHelp.examples,
      text.examples.map((line) => `  certwright ${line}`),
    ),
  ].join('\n')}\n`;
}
