// `verify --leaf F --roots F`: whether a certificate is good for its purpose, by the certificates and revocation lists
// in the files and by nothing else: no store of this computer, no network.
import { cli } from '../../assets/text/en/cli.ts';
import { explainPath, notCheckedText } from '../../assets/text/en/path.ts';
import { shortName } from '../../assets/text/facts.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type PathVerdict, purposeSchema } from '../../preload/contract/verdict-path.ts';
import { orderChain } from '../pki/certificate/roles.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { verifyPath } from '../pki/path/verify.ts';
import { choice } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { readGiven } from './given.ts';
import { plain } from './paint.ts';

type Kind = 'certificate' | 'crl';

/** The DER of all certificates, or all revocation lists, in the files. A file without one is a mistake of the words. */
async function gather(kind: Kind, files: readonly string[]): Promise<Result<Uint8Array[]>> {
  const found: Uint8Array[] = [];
  for (const file of files) {
    const given = await readGiven(file, undefined);
    if (!given.ok) return given;
    const { objects, problems } = given.read;
    const wanted = objects.filter((each): each is Extract<FoundObject, { kind: Kind }> => each.kind === kind);
    const [first] = objects;
    if (wanted.length === 0) {
      if (problems[0]) return { ok: false, error: problems[0] };
      return fail('not-in-file', { file, wanted: kind, found: first?.kind ?? 'nothing' });
    }
    found.push(...wanted.map(({ der }) => der));
  }
  return ok(found);
}

function linesOf(verdict: PathVerdict, { paint }: Call): string[] {
  const { valid, reason, path, notChecked } = verdict;
  const words = cli.verify;
  const explained = reason && explainPath(reason);
  const head = explained ? paint.red(explained.what) : paint.green(words.valid);
  const chain = path.map(({ subject, sha256 }, depth) => {
    const mark = reason?.certificate === sha256 ? `  ${paint.red(words.culprit)}` : '';
    return `${'  '.repeat(depth + 1)}${plain(shortName(subject) || words.noName)}${mark}`;
  });
  return [
    head,
    ...(explained ? [explained.why, explained.todo] : []),
    ...(chain.length > 0 ? ['', valid ? words.path : words.closest, ...chain] : []),
    ...(notChecked.length > 0 ? ['', ...notChecked.map((each) => paint.yellow(plain(notCheckedText(each))))] : []),
  ];
}

async function run(call: Call): Promise<Outcome> {
  const hint = cli.wrong.seeHelp('verify');
  const [extra] = call.args;
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), hint);
  const leafFile = call.text('leaf');
  const rootFiles = call.list('roots');
  if (leafFile === undefined) return wrongUse(cli.wrong.missingOption('--leaf'), hint);
  if (rootFiles.length === 0) return wrongUse(cli.wrong.missingOption('--roots'), hint);
  const purpose = choice(call, 'purpose', purposeSchema.options);
  if (!purpose.ok) return purpose.outcome;
  const depth = call.text('max-depth');
  if (depth !== undefined && !/^\d{1,2}$/.test(depth)) return wrongUse(cli.wrong.number('--max-depth', depth), hint);

  const given = await gather('certificate', [leafFile]);
  const intermediates = await gather('certificate', call.list('intermediates'));
  const roots = await gather('certificate', rootFiles);
  const crls = await gather('crl', call.list('crl'));
  for (const each of [given, intermediates, roots, crls]) if (!each.ok) return each;
  const value = (result: Result<Uint8Array[]>) => (result as { value: Uint8Array[] }).value;
  // A file with a whole chain may begin with any certificate of it; what is not the leaf helps to build the path.
  const leafFirst = orderChain(value(given)).ordered;
  const leaf = leafFirst[0] ?? (value(given)[0] as Uint8Array);
  const host = call.text('host');
  const verdict = verifyPath({
    leaf,
    intermediates: [...value(given).filter((der) => der !== leaf), ...value(intermediates)],
    roots: value(roots),
    crls: value(crls),
    purpose: purpose.value ?? 'server',
    at: call.now(),
    ...(host === undefined ? {} : { host }),
    ...(depth === undefined ? {} : { maxDepth: Number(depth) }),
  });
  const { reason } = verdict;
  const explained = reason && explainPath(reason);
  const message = explained && `${explained.what} ${explained.why}`;
  return {
    value: {
      ...verdict,
      ...(reason ? { reason: { ...reason, message, hint: explained?.todo } } : {}),
      notChecked: verdict.notChecked.map((each) => ({ ...each, message: notCheckedText(each) })),
    },
    exit: verdict.valid ? 0 : 1,
    lines: linesOf(verdict, call),
  };
}

export const verify: Command = {
  word: 'verify',
  options: [
    { name: 'leaf', value: 'FILE' },
    { name: 'intermediates', value: 'FILE', many: true },
    { name: 'roots', value: 'FILE', many: true },
    { name: 'crl', value: 'FILE', many: true },
    { name: 'host', value: 'HOST' },
    { name: 'purpose', value: 'WHAT' },
    { name: 'max-depth', value: 'N' },
  ],
  run,
};
