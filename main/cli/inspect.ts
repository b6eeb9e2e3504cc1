// `inspect FILE…`: what is in the files, by content. A file that cannot be read never hides the others.
import { cli } from '../../assets/text/en/cli.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import type { CertificateItem } from '../../preload/contract/item.ts';
import { type ReadObjects, readObjects } from '../pki/files/read.ts';
import { certificateLines } from './certificate-text.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { readInput } from './files.ts';
import { plain } from './paint.ts';
import { type Said, sayError } from './say.ts';

type Format = ReadObjects['format'] | 'pkcs12' | 'jks';
type Inspected = { file: string; format: Format; items: CertificateItem[]; error?: Said };

/** Keystores are not opened, but they are told by their content. */
function formatOf({ format, problems }: ReadObjects): Format {
  const kinds = problems.map((problem) => (problem.code === 'not-a-certificate' ? problem.facts.looksLike : ''));
  if (format !== 'unknown') return format;
  return kinds.includes('pfx') ? 'pkcs12' : kinds.includes('jks') ? 'jks' : 'unknown';
}

async function inspectFile(file: string): Promise<Inspected> {
  const read = await readInput(file);
  if (!read.ok) return { file, format: 'unknown', items: [], error: sayError(read.error) };
  const found = readObjects(read.value, file);
  const items = found.certificates.map(({ item }) => item);
  const [problem] = found.problems;
  const error = problem ? { error: notRead(problem, items.length > 0) } : {};
  return { file, format: formatOf(found), items, ...error };
}

/** What is there but not read. Beside certificates, "there is no certificate in this" would be untrue. */
function notRead(problem: AppError, besideOthers: boolean): Said {
  const said = sayError(problem);
  if (problem.code !== 'not-a-certificate') return said;
  const { looksLike } = problem.facts;
  return {
    ...said,
    ...(besideOthers ? { message: cli.inspect.alsoThere(looksLike) } : {}),
    ...(cli.inspect.later.has(looksLike) ? { hint: cli.inspect.notInThisVersion } : {}),
  };
}

function linesOf({ file, format, items, error }: Inspected, { now, paint }: Call): string[] {
  const what = format === 'unknown' ? '' : `  ${cli.inspect.contents(format, items.length)}`;
  const head = paint.bold(plain(file)) + what;
  const shown = items.flatMap((item, index) => ['', ...certificateLines(item, now(), paint, index + 1)]);
  const problem = error ? ['', `  ${paint.red(cli.error)} ${error.message}`, `  ${error.hint}`] : [];
  return [head, ...shown, ...problem, ''];
}

async function run(call: Call): Promise<Outcome> {
  if (call.args.length === 0) return wrongUse(cli.wrong.missingArgument('FILE'), cli.wrong.seeHelp('inspect'));
  const files: Inspected[] = [];
  for (const file of call.args) files.push(await inspectFile(file));
  return {
    value: { files },
    exit: files.some(({ error }) => error) ? 2 : 0,
    lines: files.flatMap((file) => linesOf(file, call)),
  };
}

export const inspect: Command = { word: 'inspect', options: [], run };
