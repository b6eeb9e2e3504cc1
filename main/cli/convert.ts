// `convert FILE… --to FORMAT --out PATH`: from any format into another. What is written has been read back and compared.
import { cli } from '../../assets/text/en/cli.ts';
import type { ConvertReason } from '../../preload/contract/errors.ts';
import { type Failure, fail, ok } from '../../preload/contract/result.ts';
import {
  type ConvertTarget,
  convertTargets,
  keyEncodingSchema,
  pfxProfileSchema,
} from '../../preload/contract/tools.ts';
import { filesOf } from '../files/folders.ts';
import { orderChain } from '../pki/certificate/roles.ts';
import { type ConvertOptions, convertObjects } from '../pki/files/convert.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { opensslCommand, type Sourced, sourced } from '../tools/openssl-command.ts';
import { writeConverted } from '../tools/write-converted.ts';
import { choice, newPassphraseOf, passphraseOf } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { type FileResult, readGiven } from './given.ts';
import { summaryRow } from './item-text.ts';
import { plain, table } from './paint.ts';

type From = Sourced;

const onlyChoices = ['certs', 'key', 'leaf'] as const;
type Only = (typeof onlyChoices)[number];

/** Every object of the files. A problem in any of them ends it: a conversion that leaves something out is worse than none. */
async function gather(files: readonly string[], passphrase: string | undefined): Promise<FileResult<From[]>> {
  const found: From[] = [];
  for (const file of await filesOf(files)) {
    const given = await readGiven(file, passphrase);
    if (!given.ok) return given;
    const { objects, problems } = given.read;
    if (problems[0]) return { ok: false, error: problems[0], file };
    const locked = objects.find((each) => each.kind === 'privateKey' && !each.key);
    if (locked) return { ...fail('passphrase-needed', { looksLike: 'encrypted-private-key' }), file };
    found.push(...sourced(file, given.read));
  }
  return ok(found);
}

const bytesOf = (object: FoundObject): string =>
  Buffer.from(object.kind === 'privateKey' ? (object.key?.pkcs8 ?? []) : object.der).toString('base64');

/** Each once, certificates leaf first, then keys, requests and the rest. */
function arrange(objects: readonly From[]): From[] {
  const distinct = [...new Map(objects.map((each) => [`${each.kind} ${bytesOf(each)}`, each])).values()];
  const certificates = distinct.filter((each) => each.kind === 'certificate');
  const key = distinct.find((each) => each.kind === 'privateKey');
  const own = certificates.find(({ item }) => item.publicKey.sha256 === key?.item.publicKey?.sha256);
  const { ordered, unrelated } = orderChain(certificates.map(({ der }) => der));
  const inOrder = [...ordered, ...unrelated].flatMap((der) => certificates.find((each) => each.der === der) ?? []);
  const leafFirst = own ? [own, ...inOrder.filter((each) => each !== own)] : inOrder;
  return [...leafFirst, ...distinct.filter((each) => each.kind !== 'certificate')];
}

/** What goes out: what was asked for with --only, else what the format is for. */
function select(objects: readonly From[], only: Only | undefined, to: string): From[] {
  const of = (...kinds: FoundObject['kind'][]) => objects.filter(({ kind }) => kinds.includes(kind));
  if (only === 'certs') return of('certificate');
  if (only === 'key') return of('privateKey');
  if (only === 'leaf') return of('certificate').slice(0, 1);
  if (to === 'crt') return of('certificate');
  if (to === 'p7b') return of('certificate', 'crl');
  if (to === 'key') return of('privateKey');
  return to === 'pfx' ? of('certificate', 'privateKey') : [...objects];
}

/** What is missing when nothing is left to write. */
const missing = (only: Only | undefined, to: ConvertTarget): ConvertReason => {
  if (only === 'key' || (only === undefined && to === 'key')) return 'no-key';
  return only !== undefined || to === 'crt' || to === 'p7b' ? 'no-certificate' : 'nothing';
};

/** The formats, and the name that Windows has for DER. */
const formats = [...convertTargets, 'cer'] as const;

type Words = {
  to: ConvertTarget;
  out: string;
  only: Only | undefined;
  keyEncoding: ConvertOptions['keyEncoding'];
  pfxProfile: ConvertOptions['pfxProfile'];
  passphrase: string | undefined;
  outPassphrase: string | null;
};

function readWords(call: Call): { ok: true; value: Words } | { ok: false; outcome: Outcome } {
  const hint = cli.wrong.seeHelp('convert');
  const wrong = (message: string) => ({ ok: false as const, outcome: wrongUse(message, hint) });
  if (call.args.length === 0) return wrong(cli.wrong.missingArgument('FILE'));
  const to = choice(call, 'to', formats, (given) => cli.wrong.format(given, formats));
  const only = choice(call, 'only', onlyChoices);
  const keyEncoding = choice(call, 'key-format', keyEncodingSchema.options);
  const pfxProfile = choice(call, 'pfx-profile', pfxProfileSchema.options);
  const passphrase = passphraseOf(call, 'passphrase-env');
  const outPassphrase = newPassphraseOf(call);
  if (!to.ok) return to;
  if (!only.ok) return only;
  if (!keyEncoding.ok) return keyEncoding;
  if (!pfxProfile.ok) return pfxProfile;
  if (!passphrase.ok) return passphrase;
  if (!outPassphrase.ok) return outPassphrase;
  const out = call.text('out');
  if (to.value === undefined) return wrong(cli.wrong.missingOption('--to'));
  if (out === undefined) return wrong(cli.wrong.missingOption('--out'));
  return {
    ok: true,
    value: {
      to: to.value === 'cer' ? 'der' : to.value,
      out,
      only: only.value,
      keyEncoding: keyEncoding.value ?? 'pkcs8',
      pfxProfile: pfxProfile.value ?? 'modern',
      passphrase: passphrase.value,
      outPassphrase: outPassphrase.value ?? null,
    },
  };
}

/** What a person should know about the new file. */
function warn(call: Call, { to, out, outPassphrase }: Words, made: { secret: boolean; ownerOnly: boolean }): void {
  const careful = (text: string) => call.note(call.paint.yellow(`${cli.warning} ${text}`));
  if (made.secret && outPassphrase === null) careful(cli.convert.keyInClear(plain(out)));
  if (made.secret && !made.ownerOnly) careful(cli.convert.notPrivate(plain(out)));
  if (to === 'pfx' && !made.secret) careful(cli.convert.pfxWithoutKey(plain(out)));
}

async function run(call: Call): Promise<Outcome> {
  const read = readWords(call);
  if (!read.ok) return read.outcome;
  const words = read.value;
  const { to, out, only, keyEncoding, pfxProfile, outPassphrase } = words;
  const files = [...call.args, ...[call.text('key'), call.text('chain')].filter((file) => file !== undefined)];
  const gathered = await gather(files, words.passphrase);
  if (!gathered.ok) return gathered;
  // With several files no single one is to blame, and none for what is not in them.
  const inFault = to !== 'pfx' || outPassphrase !== null;
  const [file = ''] = files;
  const blame = (failure: Failure): Outcome => (files.length === 1 && inFault ? { ...failure, file } : failure);

  const objects = select(arrange(gathered.value), only, to);
  if (objects.length === 0) return blame(fail('convert-impossible', { to, reason: missing(only, to) }));
  const made = convertObjects(objects, { to, keyEncoding, pfxProfile, passphrase: outPassphrase });
  if (!made.ok) return blame(made);
  const toWrite = { ...made.value, objects, passphrase: outPassphrase };
  const written = await writeConverted(out, toWrite, { overwrite: call.flag('force') });
  if (!written.ok) return written;

  const { items, sha256, ownerOnly } = written.value;
  warn(call, words, { secret: made.value.secret, ownerOnly });
  const openssl = opensslCommand(
    { to, keyEncoding, pfxProfile, objects, out, encrypted: outPassphrase !== null },
    process.platform,
  );
  return {
    value: { written: [{ file: out, sha256, items }], openssl },
    exit: 0,
    lines: [
      cli.convert.written(call.paint.bold(plain(out))),
      ...table(
        items.map((item) => summaryRow(item, call.now(), call.paint)),
        '  ',
      ),
      '',
      cli.convert.byHand,
      ...openssl.split('\n').map((line) => `  ${plain(line)}`),
    ],
  };
}

export const convert: Command = {
  word: 'convert',
  options: [
    { name: 'to', value: 'FORMAT' },
    { name: 'out', value: 'PATH' },
    { name: 'key', value: 'FILE' },
    { name: 'chain', value: 'FILE' },
    { name: 'only', value: 'WHAT' },
    { name: 'pfx-profile', value: 'PROFILE' },
    { name: 'key-format', value: 'FORMAT' },
    { name: 'passphrase-env', value: 'NAME' },
    { name: 'out-passphrase-env', value: 'NAME' },
    { name: 'force' },
  ],
  run,
};
