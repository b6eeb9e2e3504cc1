// `convert FILE… --to FORMAT --out PATH`: from any format into another. What is written has been read back and compared.
import { cli } from '../../assets/text/en/cli.ts';
import type { Item } from '../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { convertTargets, keyEncodingSchema, pfxProfileSchema } from '../../preload/contract/tools.ts';
import { writeFile } from '../files/write-file.ts';
import { orderChain } from '../pki/certificate/roles.ts';
import { convertObjects, holdsExactly } from '../pki/files/convert.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { opensslCommand, type Sourced, sourced } from '../tools/openssl-command.ts';
import { choice, newPassphraseOf, passphraseOf } from './choice.ts';
import { type Call, type Command, type Outcome, wrongUse } from './command.ts';
import { readInput } from './files.ts';
import { readGiven } from './given.ts';
import { itemLines } from './item-text.ts';
import { plain } from './paint.ts';

type From = Sourced;

const onlyChoices = ['certs', 'key', 'leaf'] as const;
type Only = (typeof onlyChoices)[number];

/** Every object of the files. A problem in any of them ends it: a conversion that leaves something out is worse than none. */
async function gather(files: readonly string[], passphrase: string | undefined): Promise<Result<From[]>> {
  const found: From[] = [];
  for (const file of files) {
    const given = await readGiven(file, passphrase);
    if (!given.ok) return given;
    const { objects, problems } = given.read;
    if (problems[0]) return { ok: false, error: problems[0] };
    const locked = objects.find((each) => each.kind === 'privateKey' && !each.key);
    if (locked) return fail('passphrase-needed', { looksLike: 'encrypted-private-key' });
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

async function run(call: Call): Promise<Outcome> {
  const hint = cli.wrong.seeHelp('convert');
  if (call.args.length === 0) return wrongUse(cli.wrong.missingArgument('FILE'), hint);
  const to = choice(call, 'to', convertTargets);
  const only = choice(call, 'only', onlyChoices);
  const keyEncoding = choice(call, 'key-format', keyEncodingSchema.options);
  const pfxProfile = choice(call, 'pfx-profile', pfxProfileSchema.options);
  const passphrase = passphraseOf(call, 'passphrase-env');
  const outPassphrase = newPassphraseOf(call);
  if (!to.ok) return to.outcome;
  if (!only.ok) return only.outcome;
  if (!keyEncoding.ok) return keyEncoding.outcome;
  if (!pfxProfile.ok) return pfxProfile.outcome;
  if (!passphrase.ok) return passphrase.outcome;
  if (!outPassphrase.ok) return outPassphrase.outcome;
  const out = call.text('out');
  const target = to.value;
  if (target === undefined) return wrongUse(cli.wrong.missingOption('--to'), hint);
  if (out === undefined) return wrongUse(cli.wrong.missingOption('--out'), hint);

  const more = [call.text('key'), call.text('chain')].filter((file) => file !== undefined);
  const gathered = await gather([...call.args, ...more], passphrase.value);
  if (!gathered.ok) return gathered;
  const objects = select(arrange(gathered.value), only.value, target);
  const options = {
    to: target,
    keyEncoding: keyEncoding.value ?? 'pkcs8',
    pfxProfile: pfxProfile.value ?? 'modern',
    passphrase: outPassphrase.value ?? null,
  } as const;
  const made = convertObjects(objects, options);
  if (!made.ok) return made;
  const { bytes, secret } = made.value;
  const written = await writeFile(out, bytes, { overwrite: call.flag('force'), ownerOnly: secret });
  if (!written.ok) return written;
  const back = await readInput(out);
  if (!back.ok) return back;
  if (!holdsExactly(back.value, objects, options.passphrase)) return fail('read-back-differs', { file: out });

  if (secret && options.passphrase === null)
    call.note(call.paint.yellow(`${cli.warning} ${cli.convert.keyInClear(plain(out))}`));
  if (secret && !written.value.ownerOnly)
    call.note(call.paint.yellow(`${cli.warning} ${cli.convert.notPrivate(plain(out))}`));
  const openssl = opensslCommand(
    { ...options, objects, out, encrypted: options.passphrase !== null },
    process.platform,
  );
  const items: Item[] = objects.map(({ item }) => item);
  return {
    value: { written: [{ file: out, sha256: written.value.sha256, items }], openssl },
    exit: 0,
    lines: [
      cli.convert.written(call.paint.bold(plain(out))),
      ...items.flatMap((item, index) => ['', ...itemLines(item, call.now(), call.paint, index + 1)]),
      '',
      cli.convert.byHand,
      ...openssl.split('\n').map((line) => `  ${line}`),
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
