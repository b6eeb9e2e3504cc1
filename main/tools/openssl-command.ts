// The same conversion by hand: openssl's commands for a change ticket. Each step says exactly what was done; where openssl
// has no way, a comment says so. openssl asks for passphrases itself, so none is ever in the text.

import { byHand } from '../../assets/text/en/by-hand.ts';
import { oneLine, powershell, sh } from '../../assets/text/quote.ts';
import type { ConvertTarget } from '../../preload/contract/tools.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import type { ReadFile } from '../pki/files/read.ts';

type Kind = FoundObject['kind'];

/** Where an object came from: its file, all that is in that file, and its place there, counted from 0. */
export type Origin = {
  name: string;
  format: ReadFile['format'];
  legacy: boolean;
  kinds: readonly Kind[];
  index: number;
};
export type Sourced = FoundObject & { from: Origin };

/** The objects of a file with their origin. */
export const sourced = (name: string, { format, legacy, objects }: ReadFile): Sourced[] => {
  const kinds = objects.map(({ kind }) => kind);
  return objects.map((object, index) => ({ ...object, from: { name, format, legacy, kinds, index } }));
};

export type Order = {
  objects: readonly Sourced[];
  to: ConvertTarget;
  out: string;
  keyEncoding: 'pkcs8' | 'pkcs1' | 'sec1';
  pfxProfile: 'modern' | 'compatible';
  /** The output has a passphrase. */
  encrypted: boolean;
};

/** The command of openssl for one object of a kind. */
const tools = {
  certificate: 'x509',
  request: 'req',
  crl: 'crl',
  publicKey: 'pkey -pubin',
  privateKey: 'pkey',
} as const;

const pfxOptions = {
  modern: '-keypbe AES-256-CBC -certpbe AES-256-CBC -macalg sha256',
  compatible: '-keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1',
};

/** Keys by openssl: `pkey` writes PKCS#8 as PEM, and `-traditional` PKCS#1 or SEC 1; as DER it needs to be told. */
const keyCommand = (from: string, out: string, form: 'PEM' | 'DER', { keyEncoding, encrypted }: Order): string => {
  const der = form === 'DER' ? ' -outform DER' : '';
  const pkcs8 = keyEncoding === 'pkcs8' || (form === 'DER' && encrypted);
  if (pkcs8 && encrypted)
    return `openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -in ${from}${der} -out ${out}`;
  if (pkcs8)
    return form === 'DER'
      ? `openssl pkcs8 -topk8 -nocrypt -in ${from}${der} -out ${out}`
      : `openssl pkey -in ${from} -out ${out}`;
  return `openssl pkey -in ${from} -traditional${encrypted ? ' -aes256' : ''}${der} -out ${out}`;
};

class Script {
  readonly lines: string[] = [];
  readonly #secret: string[] = [];
  readonly #made = new Set<string>();
  readonly #windows: boolean;

  constructor(platform: NodeJS.Platform) {
    this.#windows = platform === 'win32';
  }

  quote(name: string): string {
    // A name that begins with a hyphen must not be taken for an option.
    const plain = oneLine(name).replace(/^-/, './-');
    return this.#windows ? powershell(plain) : sh(plain);
  }

  say(comment: string): void {
    this.lines.push(`# ${oneLine(comment)}`);
  }

  /** A file on the way, made once. `secret`: there is a key in the clear in it, so it goes at the end. */
  step(name: string, command: (out: string) => string, secret = false): string {
    if (!this.#made.has(name)) {
      this.#made.add(name);
      this.lines.push(command(this.quote(name)));
      if (secret) this.#secret.push(name);
    }
    return name;
  }

  join(files: readonly string[], out: string): void {
    const names = files.map((file) => this.quote(file));
    this.lines.push(
      this.#windows
        ? `Get-Content ${names.join(', ')} | Set-Content -Encoding ascii ${this.quote(out)}`
        : `cat ${names.join(' ')} > ${this.quote(out)}`,
    );
  }

  text(): string {
    const remove = this.#windows ? 'Remove-Item' : 'rm';
    return [...this.lines, ...this.#secret.map((name) => `${remove} ${this.quote(name)}`)].join('\n');
  }
}

const sameFile = (objects: readonly Sourced[]): Sourced[][] => {
  const groups = new Map<string, Sourced[]>();
  for (const object of objects)
    groups.set(`${object.from.name} ${object.kind}`, [
      ...(groups.get(`${object.from.name} ${object.kind}`) ?? []),
      object,
    ]);
  return [...groups.values()];
};

/** How a container or a binary file becomes PEM with nothing but the objects of that kind in it. */
const unpack = (script: Script, { name, format, legacy, kinds }: Origin, kind: Kind): string => {
  const from = script.quote(name);
  const key = kind === 'privateKey';
  if (format === 'pkcs12') {
    const what = key ? '-nocerts -nodes' : '-nokeys';
    const command = `openssl pkcs12${legacy ? ' -legacy' : ''} -in ${from} ${what}`;
    return script.step(`${name}.${key ? 'key' : 'certs'}.pem`, (out) => `${command} -out ${out}`, key);
  }
  if (format === 'pkcs7')
    return script.step(`${name}.certs.pem`, (out) => `openssl pkcs7 -inform DER -in ${from} -print_certs -out ${out}`);
  if (format === 'base64')
    return script.step(
      `${name}.pem`,
      (out) => `openssl base64 -d -A -in ${from} | openssl ${tools[kind]} -inform DER -out ${out}`,
      key,
    );
  if (format === 'der')
    return script.step(`${name}.pem`, (out) => `openssl ${tools[kind]} -inform DER -in ${from} -out ${out}`, key);
  if (kinds.every((each) => each === kind)) return name;
  // Out of a file with other things in it (a key, say), the certificates alone.
  if (kind === 'certificate')
    return script.step(
      `${name}.certs.pem`,
      (out) => `openssl crl2pkcs7 -nocrl -certfile ${from} | openssl pkcs7 -print_certs -out ${out}`,
    );
  return script.step(
    `${name}.${kind === 'privateKey' ? 'key' : kind}.pem`,
    (out) => `openssl ${tools[kind]} -in ${from} -out ${out}`,
    key,
  );
};

/** One PEM file with exactly these objects of one kind out of one file. */
const exactly = (script: Script, group: readonly Sourced[]): string => {
  const [first] = group as [Sourced];
  const { from, kind } = first;
  const places = from.kinds.flatMap((each, at) => (each === kind ? [at] : []));
  const inOrder = group.every(({ from: { index } }, n) => index === places[n]);
  if (inOrder && group.length === places.length) return unpack(script, from, kind);
  // openssl takes the first object of a kind; any other has to be cut out by hand.
  if (group.length === 1 && from.index === places[0] && kind !== 'privateKey') {
    const pem = unpack(script, from, kind);
    return script.step(
      `${from.name}.first.pem`,
      (out) => `openssl ${tools[kind]} -in ${script.quote(pem)} -out ${out}`,
    );
  }
  const numbers = group.map(({ from: { index } }) => places.indexOf(index) + 1);
  script.say(byHand.cutOut(from.name, numbers, `${from.name}.part.pem`));
  return `${from.name}.part.pem`;
};

const parts = (script: Script, objects: readonly Sourced[]): string[] =>
  sameFile(objects).map((group) => exactly(script, group));

const pfx = (script: Script, { objects, pfxProfile, out }: Order): void => {
  const options = `${pfxOptions[pfxProfile]} -out ${script.quote(out)}`;
  const [origin] = new Set(objects.map(({ from }) => from.name)).size === 1 ? objects.map(({ from }) => from) : [];
  if (origin?.format === 'pkcs12' && origin.kinds.length === objects.length) {
    const legacy = origin.legacy ? ' -legacy' : '';
    const command = `openssl pkcs12${legacy} -in ${script.quote(origin.name)} -nodes`;
    const all = script.step(`${origin.name}.all.pem`, (to) => `${command} -out ${to}`, true);
    script.lines.push(`openssl pkcs12 -export -in ${script.quote(all)} ${options}`);
    return;
  }
  const [leaf, ...chain] = parts(
    script,
    objects.filter(({ kind }) => kind === 'certificate'),
  );
  const [key] = parts(
    script,
    objects.filter(({ kind }) => kind === 'privateKey'),
  );
  const files = [
    key ? `-inkey ${script.quote(key)}` : '-nokeys',
    `-in ${script.quote(leaf ?? '')}`,
    ...chain.map((file) => `-certfile ${script.quote(file)}`),
  ];
  script.lines.push(`openssl pkcs12 -export ${files.join(' ')} ${options}`);
};

const p7b = (script: Script, { objects, out }: Order): void => {
  const crls = objects.filter(({ kind }) => kind === 'crl');
  const files = parts(
    script,
    objects.filter(({ kind }) => kind === 'certificate'),
  );
  const [crl] = parts(script, crls.slice(0, 1));
  if (crls.length > 1) script.say(byHand.oneCrl);
  const from = crl ? `-in ${script.quote(crl)}` : '-nocrl';
  const certificates = files.map((file) => `-certfile ${script.quote(file)}`).join(' ');
  script.lines.push(`openssl crl2pkcs7 ${from} ${certificates} -outform DER -out ${script.quote(out)}`);
};

/** Text with everything in it: key by key in its form, then all of it in one file. */
const pem = (script: Script, order: Order): void => {
  const { objects, out } = order;
  const files = sameFile(objects).map((group) => {
    const file = exactly(script, group);
    if (group[0]?.kind !== 'privateKey') return file;
    const only = objects.length === group.length;
    const made = only ? out : `${file}.new.pem`;
    return script.step(made, (to) => keyCommand(script.quote(file), to, 'PEM', order), !only && !order.encrypted);
  });
  const [only] = files;
  if (files.length > 1) script.join(files, out);
  else if (only !== undefined && only !== out) {
    const [first] = objects as [Sourced];
    const one =
      objects.length === 1
        ? `openssl ${tools[first.kind]} -in ${script.quote(only)} -out ${script.quote(out)}`
        : undefined;
    if (one) script.lines.push(one);
    else script.join([only], out);
  }
};

const der = (script: Script, order: Order): void => {
  const [object] = order.objects;
  if (!object) return;
  const [from, out] = [script.quote(exactly(script, [object])), script.quote(order.out)];
  script.lines.push(
    object.kind === 'privateKey'
      ? keyCommand(from, out, 'DER', order)
      : `openssl ${tools[object.kind]} -in ${from} -outform DER -out ${out}`,
  );
};

/** Commands in order, one a line. `platform` decides how names are quoted and files joined. */
export function opensslCommand(order: Order, platform: NodeJS.Platform): string {
  const script = new Script(platform);
  if (order.to === 'pfx') pfx(script, order);
  else if (order.to === 'p7b') p7b(script, order);
  else if (order.to === 'der') der(script, order);
  else pem(script, order);
  return script.text();
}
