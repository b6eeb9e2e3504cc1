// `csr --subject …`: a key and a request, with the same request as texts for other tools. Everything is made and checked
// in memory first; the files come last, the key before all others.
import { join } from 'node:path';
import { cli } from '../../assets/text/en/cli.ts';
import type { PublicKey } from '../../preload/contract/item.ts';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { keyKindSchema } from '../../preload/contract/tools.ts';
import { type Output, sharedPath, type Written, writeAll } from '../files/write-all.ts';
import { readDer } from '../pki/asn1/der.ts';
import { groupHex } from '../pki/certificate/fingerprint.ts';
import { newKey } from '../pki/keys/new-key.ts';
import type { PrivateKey } from '../pki/keys/private-key.ts';
import { readPublicKey } from '../pki/keys/public-key.ts';
import { encodeKey } from '../pki/keys/write-key.ts';
import { parseAlternativeName } from '../pki/names/alternative-name.ts';
import { checkRequest } from '../pki/requests/check-request.ts';
import {
  createRequest,
  keyUsageFor,
  type PreparedOrder,
  prepareOrder,
  type RequestOrder,
} from '../pki/requests/create-request.ts';
import { requestPem } from '../pki/requests/request-file.ts';
import { requestPackage, sha256Of } from '../pki/requests/request-package.ts';
import * as texts from '../pki/requests/request-texts.ts';
import { parseSubject } from '../pki/requests/subject-order.ts';
import { choice, newPassphraseOf, passphraseOf } from './choice.ts';
import { type Call, type Outcome, wrongUse } from './command.ts';
import { findingsSaid, requestFindingLines } from './csr-text.ts';
import { type FileResult, readGiven } from './given.ts';
import { itemLines } from './item-text.ts';
import { plain, table } from './paint.ts';

const hint = cli.wrong.seeHelp('csr');
const words = cli.csr;

/** What the words say, before anything is made. */
type Wanted = {
  order: Omit<RequestOrder, 'keyUsage'>;
  keyOut: string | undefined;
  key: string | undefined;
  out: string;
  kind: (typeof keyKindSchema.options)[number];
  passphrase: string | undefined;
  outPassphrase: string | undefined;
};
type Read<T> = { ok: true; value: T } | { ok: false; outcome: Outcome };

const refuse = (outcome: Outcome) => ({ ok: false as const, outcome });
const wrong = (message: string) => refuse(wrongUse(message, hint));

const purposes = { server: 'serverAuth', client: 'clientAuth' } as const;

/** The order, checked as far as it can be without a key. */
function readOrder(call: Call): Read<Wanted['order']> {
  const subject = parseSubject(call.text('subject') ?? '');
  if (!subject.ok) return refuse(subject);
  const sans = { dns: [] as string[], ip: [] as string[], email: [] as string[], uri: [] as string[] };
  for (const text of call.list('san')) {
    const name = parseAlternativeName(text);
    if (!name.ok) return refuse(name);
    sans[name.value.kind].push(name.value.value);
  }
  const asked = call.list('purpose');
  const unknown = asked.find((each) => !Object.hasOwn(purposes, each));
  if (unknown !== undefined) return wrong(cli.wrong.oneOf('--purpose', unknown, Object.keys(purposes)));
  const extendedKeyUsage = (asked.length > 0 ? asked : ['server']).map((each) => purposes[each as 'server']);
  const order = { subject: subject.value, sans, extendedKeyUsage };
  const prepared = prepareOrder(order);
  return prepared.ok ? { ok: true, value: order } : refuse(prepared);
}

function readWords(call: Call): Read<Wanted> {
  const [keyOut, key, out] = [call.text('key-out'), call.text('key'), call.text('out')];
  if (call.text('subject') === undefined) return wrong(cli.wrong.missingOption('--subject'));
  if (out === undefined) return wrong(cli.wrong.missingOption('--out'));
  if ((keyOut === undefined) === (key === undefined)) return wrong(words.keyOrNew);
  for (const [option, other, there] of [
    ['key-type', '--key-out', keyOut],
    ['out-passphrase-env', '--key-out', keyOut],
    ['passphrase-env', '--key', key],
    ['note', '--package', call.text('package')],
  ] as const)
    if (call.text(option) !== undefined && there === undefined) return wrong(words.onlyWith(`--${option}`, other));
  const kind = choice(call, 'key-type', keyKindSchema.options);
  if (!kind.ok) return kind;
  const passphrase = passphraseOf(call, 'passphrase-env');
  const outPassphrase = newPassphraseOf(call);
  if (!passphrase.ok) return passphrase;
  if (!outPassphrase.ok) return outPassphrase;
  const order = readOrder(call);
  if (!order.ok) return order;
  const more = { kind: kind.value ?? 'rsa2048', passphrase: passphrase.value, outPassphrase: outPassphrase.value };
  return { ok: true, value: { order: order.value, keyOut, key, out, ...more } } as const;
}

/** The private key in a file; a file with several keys is not guessed at. */
async function keyOfFile(file: string, passphrase: string | undefined): Promise<FileResult<PrivateKey>> {
  const given = await readGiven(file, passphrase);
  if (!given.ok) return given;
  const { objects, problems } = given.read;
  const found = objects.find((each) => each.kind === 'privateKey');
  if (found?.kind === 'privateKey' && found.key) return ok(found.key);
  if (found?.kind === 'privateKey' && passphrase === undefined)
    return { ...fail('passphrase-needed', { looksLike: 'encrypted-private-key' }), file };
  if (problems[0]) return { ok: false, error: problems[0], file };
  return { ...fail('not-in-file', { file, wanted: 'privateKey', found: objects[0]?.kind ?? 'nothing' }), file };
}

/** A key, and what is written of it: nothing where it is there already. */
async function keyFor(wanted: Wanted): Promise<FileResult<{ key: PrivateKey; pem?: string }> | Failure> {
  if (wanted.key !== undefined) {
    const key = await keyOfFile(wanted.key, wanted.passphrase);
    return key.ok ? ok({ key: key.value }) : key;
  }
  const key = newKey(wanted.kind);
  const locked = wanted.outPassphrase === undefined ? {} : { passphrase: wanted.outPassphrase };
  const encoded = encodeKey(key, { encoding: 'pkcs8', ...locked });
  return encoded.ok ? ok({ key, pem: encoded.value.pem }) : encoded;
}

/** The same request for other tools. */
function textsOf(call: Call, { keyOut, key, out }: Wanted, order: PreparedOrder, publicKey: PublicKey) {
  const inf = texts.certreqInf(order, publicKey);
  const attribute = texts.sanAttribute(order);
  const passphraseEnv = call.text(key === undefined ? 'out-passphrase-env' : 'passphrase-env');
  const openssl = texts.opensslCommand(order, publicKey, {
    key: keyOut ?? key ?? '',
    existing: key !== undefined,
    out,
    config: call.text('openssl-config') ?? 'request.cnf',
    ...(passphraseEnv === undefined ? {} : { passphraseEnv }),
    shell: process.platform === 'win32' ? 'powershell' : 'sh',
  });
  return {
    ...(inf ? { inf: inf.text } : {}),
    opensslConfig: texts.opensslConfig(order, publicKey),
    sanAttribute: attribute.text,
    openssl,
    omitted: [...new Set([...(inf?.omitted ?? []), ...attribute.omitted])],
  };
}

type Texts = ReturnType<typeof textsOf>;

/** The files in the order in which they are written. */
function outputsOf(
  call: Call,
  { keyOut, out }: Wanted,
  { pem, der, made }: { pem: string | undefined; der: Uint8Array; made: Texts },
): Result<Output[]> {
  const folder = call.text('package');
  const note = call.text('note');
  const packed =
    folder === undefined
      ? ok([])
      : requestPackage({ requestDer: der, createdAt: call.now(), ...(note === undefined ? {} : { note }) });
  if (!packed.ok) return packed;
  const [inf, config] = [call.text('inf'), call.text('openssl-config')];
  return ok([
    ...(keyOut !== undefined && pem !== undefined
      ? [{ file: keyOut, bytes: Buffer.from(pem, 'latin1'), what: words.written.key, ownerOnly: true }]
      : []),
    { file: out, bytes: Buffer.from(requestPem(der), 'latin1'), what: words.written.request },
    ...(inf !== undefined && made.inf !== undefined
      ? [{ file: inf, bytes: texts.infBytes(made.inf), what: words.written.inf }]
      : []),
    ...(config === undefined
      ? []
      : [{ file: config, bytes: Buffer.from(made.opensslConfig), what: words.written.config }]),
    ...packed.value.map(({ name, bytes }) => ({ file: join(folder ?? '', name), bytes, what: words.written.package })),
  ]);
}

/** What a person should know beside the result. */
function warn(call: Call, wanted: Wanted, written: readonly Written[], omitted: readonly string[]): void {
  const { keyOut, outPassphrase } = wanted;
  const careful = (text: string) => call.note(call.paint.yellow(`${cli.warning} ${text}`));
  if (keyOut !== undefined && outPassphrase === undefined) careful(words.keyInClear(plain(keyOut)));
  const open = written.find(({ file, ownerOnly }) => file === keyOut && !ownerOnly);
  if (open) careful(words.notPrivate(plain(open.file)));
  if (omitted.length > 0) careful(words.omitted(omitted.map(plain)));
}

export async function makeRequest(call: Call): Promise<Outcome> {
  const [extra] = call.args;
  if (extra !== undefined) return wrongUse(cli.wrong.tooMany(extra), hint);
  const read = readWords(call);
  if (!read.ok) return read.outcome;
  const wanted = read.value;
  const named = [wanted.keyOut, wanted.key, wanted.out, call.text('inf'), call.text('openssl-config')];
  const shared = sharedPath(named.filter((file) => file !== undefined));
  if (shared !== undefined) return wrongUse(words.sameFile(plain(shared)), hint);

  const made = await keyFor(wanted);
  if (!made.ok) return made;
  const publicKey = readPublicKey(readDer(made.value.key.spki));
  const order = { ...wanted.order, keyUsage: keyUsageFor(publicKey) };
  const prepared = prepareOrder(order);
  if (!prepared.ok) return prepared;
  const der = createRequest(order, made.value.key);
  if (!der.ok) return der;
  const checked = checkRequest(der.value);
  if (!checked.ok) return checked;

  const other = textsOf(call, wanted, prepared.value, publicKey);
  if (call.text('inf') !== undefined && other.inf === undefined) return wrongUse(words.noInf, hint);
  const outputs = outputsOf(call, wanted, { pem: made.value.pem, der: der.value, made: other });
  if (!outputs.ok) return outputs;
  const twice = sharedPath([
    ...outputs.value.map(({ file }) => file),
    ...(wanted.key === undefined ? [] : [wanted.key]),
  ]);
  if (twice !== undefined) return wrongUse(words.sameFile(plain(twice)), hint);
  const wrote = await writeAll(outputs.value, { force: call.flag('force'), folder: call.text('package') });
  if (!wrote.ok) return wrote;
  const { written, left } = wrote.value;

  const requestSha256 = sha256Of(der.value);
  const { omitted, ...told } = other;
  const { request, findings } = checked.value;
  warn(call, wanted, written, omitted);
  for (const file of left) call.note(call.paint.yellow(`${cli.warning} ${words.left(plain(file))}`));
  const notes = findings.filter(({ state }) => state !== 'good');
  return {
    value: {
      request,
      requestSha256,
      written: written.map(({ file, sha256 }) => ({ file, sha256 })),
      findings: findingsSaid(findings),
      ...told,
      omitted,
    },
    exit: 0,
    lines: [
      ...table(written.map(({ what, file }) => [what, call.paint.bold(plain(file))])),
      '',
      ...itemLines(request, call.now(), call.paint, 1),
      ...['', words.fingerprint, `  ${groupHex(requestSha256)}`],
      ...(notes.length > 0 ? ['', ...requestFindingLines(notes, call.paint)] : []),
      ...['', words.openssl, `  ${plain(told.openssl)}`],
      ...(told.sanAttribute === '' ? [] : ['', words.adcs, `  ${plain(told.sanAttribute)}`]),
      ...(told.inf === undefined || call.text('inf') !== undefined ? [] : ['', words.windows]),
    ],
  };
}
