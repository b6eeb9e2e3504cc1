// Changes inputs: bytes, words that the code knows, lines and blocks of PEM, and DER by its structure.
// Which kinds are tried follows from what an input is, not from the reader it is for.
import { mutateDer, repeatElement } from './mutate-der.ts';
import type { Random } from './random.ts';

type Bytes = Uint8Array;

const joined = (...parts: Bytes[]): Bytes => new Uint8Array(Buffer.concat(parts));
const latin1 = (bytes: Bytes): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
const fromText = (text: string): Bytes => new Uint8Array(Buffer.from(text, 'latin1'));

/** The content octets of an object identifier; undefined when the text is not a dotted one. */
export const oidOctets = (text: string): Bytes | undefined => {
  if (!/^[012](\.\d{1,9}){2,}$/.test(text)) return undefined;
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const octets = [first * 40 + second, ...rest].flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      groups.unshift(0x80 | (left & 0x7f));
    return groups;
  });
  return Uint8Array.of(0x06, octets.length, ...octets);
};

/** What the code's text constants look like in a file: as they stand, and identifiers as DER. */
export const dictionaryOf = (words: readonly string[]): Bytes[] => [
  ...words.map((word) => new Uint8Array(Buffer.from(word))),
  ...words.flatMap((word) => oidOctets(word) ?? []),
  ...['0500', '0101ff', '020100', '3000', 'efbbbf', 'fffe', 'feff', '3080', '0000', 'a003020102'].map(
    (hex) => new Uint8Array(Buffer.from(hex, 'hex')),
  ),
];

type Mutator<T> = (bytes: Bytes, random: Random, donor: Bytes, dictionary: readonly Bytes[]) => T;

const interesting = [0, 1, 0x0a, 0x0d, 0x20, 0x2d, 0x2e, 0x30, 0x3a, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa0, 0xff];

const changed = (bytes: Bytes, random: Random, value: (old: number) => number): Bytes => {
  const copy = bytes.slice();
  const at = random.below(copy.length);
  if (copy.length > 0) copy[at] = value(copy[at] as number);
  return copy;
};

const byteMutators: readonly Mutator<Bytes>[] = [
  (bytes, random) => changed(bytes, random, () => random.word() & 0xff),
  (bytes, random) => changed(bytes, random, (old) => old ^ (1 << random.below(8))),
  (bytes, random) => changed(bytes, random, (old) => old + random.below(9) - 4),
  (bytes, random) => changed(bytes, random, () => random.pick(interesting)),
  (bytes, random) => {
    const at = random.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), random.bytes(1 + random.below(6)), bytes.subarray(at));
  },
  (bytes, random) => {
    const at = random.below(bytes.length);
    return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + random.below(8)));
  },
  (bytes, random) => {
    const at = random.below(bytes.length);
    const piece = bytes.subarray(at, at + 1 + random.below(32));
    const to = random.below(bytes.length + 1);
    return joined(bytes.subarray(0, to), piece, bytes.subarray(to));
  },
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  (bytes, random, donor) => {
    const from = random.below(donor.length);
    const piece = donor.subarray(from, from + 1 + random.below(64));
    const at = random.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), piece, bytes.subarray(at + (random.oneIn(2) ? piece.length : 0)));
  },
  (bytes, random, donor) =>
    joined(bytes.subarray(0, random.below(bytes.length + 1)), donor.subarray(random.below(donor.length))),
  (bytes, random, _, dictionary) => {
    const word = random.pick(dictionary);
    const at = random.below(bytes.length + 1);
    return joined(bytes.subarray(0, at), word, bytes.subarray(at + (random.oneIn(2) ? word.length : 0)));
  },
];

const pemBlock = /-----BEGIN ([^-\n]*)-----([^-]*)-----END [^-\n]*-----/g;
const labels = [
  'CERTIFICATE',
  'TRUSTED CERTIFICATE',
  'CERTIFICATE REQUEST',
  'X509 CRL',
  'PRIVATE KEY',
  'ENCRYPTED PRIVATE KEY',
  'RSA PRIVATE KEY',
  'EC PRIVATE KEY',
  'EC PARAMETERS',
  'PUBLIC KEY',
  'RSA PUBLIC KEY',
  'PKCS7',
  'CMS',
  'PKCS12',
  'A',
];
const lines = [
  'Proc-Type: 4,ENCRYPTED',
  'DEK-Info: DES-EDE3-CBC,0123456789ABCDEF',
  'DEK-Info: AES-256-CBC,00',
  'Bag Attributes',
  '    friendlyName: a',
  'subject=/CN=a',
  '',
  '====',
  '\ufeff',
  'A: b',
  '-----BEGIN A-----',
  '-----END A-----',
  '-----',
];

/** Each change of a text takes it as Latin-1, so that nothing is lost on the way. */
const textMutators: readonly Mutator<Bytes | undefined>[] = [
  (bytes, random, donor) => {
    const text = latin1(bytes);
    const blocks = [...text.matchAll(pemBlock)];
    if (blocks.length === 0) return undefined;
    const [whole, label = '', body = ''] = random.pick(blocks);
    const der = new Uint8Array(Buffer.from(body, 'base64'));
    const inner = mutateDer(der, random, donor) ?? der;
    const base64 = Buffer.from(inner)
      .toString('base64')
      .replace(/.{64}(?=.)/g, '$&\n');
    const kind = random.oneIn(6) ? random.pick(labels) : label;
    return fromText(text.replace(whole, () => `-----BEGIN ${kind}-----\n${base64}\n-----END ${kind}-----`));
  },
  (bytes, random) => {
    const rows = latin1(bytes).split('\n');
    const at = random.below(rows.length);
    const other = random.pick([...lines, rows[random.below(rows.length)] as string]);
    rows.splice(at, random.below(2), ...(random.oneIn(3) ? [] : [other]));
    return fromText(rows.join('\n'));
  },
  (bytes, random) => {
    const text = latin1(bytes);
    switch (random.below(5)) {
      case 0:
        return fromText(text.replace(/\r?\n/g, random.pick(['\r\n', '\r', '\n\n', ' '])));
      case 1:
        return fromText(text.replace(/^/gm, random.pick([' ', '\t', '> ', '\xa0'])));
      case 2:
        return new Uint8Array(Buffer.from(`\ufeff${text}`, random.pick(['utf16le', 'utf8'])));
      case 3:
        return new Uint8Array(Buffer.from(text, 'utf16le'));
      default:
        return new Uint8Array(Buffer.from(text, 'utf16le').swap16());
    }
  },
  (bytes) => fromText(Buffer.from(bytes).toString('base64')),
];

/** An input a few changes away from `bytes`. */
export const mutate = (
  bytes: Bytes,
  random: Random,
  donor: Bytes,
  dictionary: readonly Bytes[],
  limit: number,
): Bytes => {
  let result = bytes;
  for (let left = 1 + (random.oneIn(2) ? 0 : random.below(6)); left > 0; left -= 1) {
    const isText = result.includes(0x0a) || result[0] === 0x2d;
    const byShape = random.oneIn(3)
      ? undefined
      : (mutateDer(result, random, donor) ??
        (isText ? random.pick(textMutators)(result, random, donor, dictionary) : undefined));
    result = byShape ?? random.pick(byteMutators)(result, random, donor, dictionary);
  }
  return result.length > limit ? result.slice(0, limit) : result;
};

/** The input made long by saying a piece of it again and again: what takes quadratic time or room shows then. */
export const blowUp = (bytes: Bytes, random: Random, size: number): Bytes => {
  const der = random.oneIn(2) ? repeatElement(bytes, random, size) : undefined;
  if (der !== undefined) return der;
  const from = random.below(bytes.length);
  const piece = bytes.subarray(from, from + 1 + random.below(random.pick([2, 16, 200, bytes.length])));
  const middle = Buffer.alloc(Math.floor(size / Math.max(1, piece.length)) * piece.length, piece);
  return joined(bytes.subarray(0, from), middle, bytes.subarray(from));
};
