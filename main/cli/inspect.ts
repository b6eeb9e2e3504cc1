// `inspect FILE…`: what is in the files, by content. A file that cannot be read never hides the others.
import { cli } from '../../assets/text/en/cli.ts';
import type { Item } from '../../preload/contract/item.ts';
import type { Format } from '../../preload/contract/tools.ts';
import { filesOf } from '../files/folders.ts';
import { passphraseOf } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { type Given, readGiven } from './given.ts';
import { itemLines } from './item-text.ts';
import { plain } from './paint.ts';
import { type Said, sayError } from './say.ts';

type Inspected = { file: string; format: Format; items: Item[]; error?: Said };

function inspected(given: Given): Inspected {
  const { file } = given;
  if (!given.ok) return { file, format: 'unknown', items: [], error: sayError(given.error) };
  const { format, objects, problems } = given.read;
  const [problem, ...more] = problems.map((each) => sayError(each));
  // One error an entry: the first, and in its message the others.
  const message = [problem?.message, ...more.map((each) => each.message)].join(' ');
  return {
    file,
    format,
    items: objects.map(({ item }) => item),
    ...(problem ? { error: { ...problem, message } } : {}),
  };
}

function linesOf({ file, format, items, error }: Inspected, { now, paint }: Call): string[] {
  const kinds = items.map(({ kind }) => kind);
  const head = paint.bold(plain(file)) + (format === 'unknown' ? '' : `  ${cli.files.contents(format, kinds)}`);
  const shown = items.flatMap((item, index) => ['', ...itemLines(item, now(), paint, index + 1)]);
  const problem = error ? ['', `  ${paint.red(cli.error)} ${plain(error.message)}`, `  ${plain(error.hint)}`] : [];
  return [head, ...shown, ...problem, ''];
}

async function run(call: Call): Promise<Outcome> {
  if (call.args.length === 0) return wrongUse(cli.wrong.missingArgument('FILE'), cli.wrong.seeHelp('inspect'));
  const passphrase = passphraseOf(call, 'passphrase-env');
  if (!passphrase.ok) return passphrase.outcome;
  const files: Inspected[] = [];
  for (const file of await filesOf(call.args)) {
    if (call.io.signal.aborted) break;
    files.push(inspected(await readGiven(file, passphrase.value)));
  }
  return {
    value: { files },
    exit: files.some(({ error }) => error) ? 2 : 0,
    lines: call.json ? [] : files.flatMap((file) => linesOf(file, call)),
  };
}

export const inspect: Command = { word: 'inspect', options: [{ name: 'passphrase-env', value: 'NAME' }], run };
