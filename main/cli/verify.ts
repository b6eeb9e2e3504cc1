// `verify --leaf F --roots F`: whether a certificate is good for its purpose, by the certificates and revocation lists
// in the files and by nothing else: no store of this computer, no network.
import { cli } from '../../assets/text/en/cli.ts';
import { explainPath, notCheckedText } from '../../assets/text/en/path.ts';
import { shortName } from '../../assets/text/facts.ts';
import { type PathFaultCode, type PathVerdict, purposeSchema } from '../../preload/contract/verdict-path.ts';
import { verifyPath } from '../pki/path/verify.ts';
import { bareHost } from './bare-host.ts';
import { choice, passphraseOf } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { plain } from './paint.ts';
import { gather, leafOf } from './verify-files.ts';

/** What cannot be judged at all, in contrast to what is judged bad. */
const unreadable: readonly PathFaultCode[] = ['leaf-unreadable', 'moment-invalid'];

function linesOf(verdict: PathVerdict, { paint }: Call): string[] {
  const { valid, reason, path, notChecked } = verdict;
  const words = cli.verify;
  const explained = reason && explainPath(reason);
  const head = explained ? paint.red(plain(explained.what)) : paint.green(words.valid);
  const chain = path.map(({ subject, sha256 }, depth) => {
    const mark = reason?.certificate === sha256 ? `  ${paint.red(words.culprit)}` : '';
    return `${'  '.repeat(depth + 1)}${plain(shortName(subject) || words.noName)}${mark}`;
  });
  return [
    head,
    ...(explained ? [plain(explained.why), plain(explained.todo)] : []),
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
  const passphrase = passphraseOf(call, 'passphrase-env');
  if (!passphrase.ok) return passphrase.outcome;
  const depth = call.text('max-depth');
  if (depth !== undefined && !/^\d{1,2}$/.test(depth)) return wrongUse(cli.wrong.number('--max-depth', depth), hint);

  const named = bareHost(call, 'host');
  if (!named.ok) return named.outcome;
  const host = named.value;

  const given = await leafOf(leafFile, passphrase.value);
  if (!given.ok) return given;
  const intermediates = await gather('intermediate', call.list('intermediates'), passphrase.value);
  if (!intermediates.ok) return intermediates;
  const roots = await gather('root', rootFiles, passphrase.value);
  if (!roots.ok) return roots;
  const crls = await gather('crl', call.list('crl'), passphrase.value);
  if (!crls.ok) return crls;
  const judged = verifyPath({
    leaf: given.value.leaf,
    intermediates: [...given.value.others, ...intermediates.value.ders],
    roots: roots.value.ders,
    crls: crls.value.ders,
    purpose: purpose.value ?? 'server',
    at: call.now(),
    ...(host === undefined ? {} : { host }),
    ...(depth === undefined ? {} : { maxDepth: Number(depth) }),
  });
  const notChecked = [...judged.notChecked, ...intermediates.value.leftOut, ...roots.value.leftOut];
  const verdict = { ...judged, notChecked };
  const { reason } = verdict;
  const explained = reason && explainPath(reason);
  const message = explained && `${explained.what} ${explained.why}`;
  return {
    value: {
      ...verdict,
      ...(reason ? { reason: { ...reason, message, hint: explained?.todo } } : {}),
      notChecked: notChecked.map((each) => ({ ...each, message: notCheckedText(each) })),
    },
    exit: verdict.valid ? 0 : reason && unreadable.includes(reason.code) ? 2 : 1,
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
    { name: 'passphrase-env', value: 'NAME' },
    { name: 'host', value: 'HOST' },
    { name: 'purpose', value: 'WHAT' },
    { name: 'max-depth', value: 'N' },
  ],
  run,
};
