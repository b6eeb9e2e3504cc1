// From the bytes of a text file to the blocks of PEM in it (RFC 7468), tolerant of what editors, mail and copying do:
// byte order marks, UTF-16, other line ends, indentation, text between the blocks. Does not look into the blocks.

import { visibleText } from './pasted-text.ts';

/** A block: its decoded content, or what is wrong with it; `headers` as old encrypted keys have them (RFC 1421). */
export type PemBlock = {
  label: string;
  headers: Readonly<Record<string, string>>;
  bytes?: Uint8Array;
  problem?: string;
};

const startsWith = (bytes: Uint8Array, ...wanted: number[]): boolean => wanted.every((byte, i) => bytes[i] === byte);

const utf16Text = (bytes: Uint8Array, littleEndian: boolean): string =>
  new TextDecoder(littleEndian ? 'utf-16le' : 'utf-16be').decode(bytes);

/**
 * The text of a file. UTF-16 is known by its byte order mark or by the zero bytes beside ASCII; all else is read as
 * UTF-8: PEM is ASCII, and what becomes of the text around it does not matter. Undefined when it is not text.
 */
export const decodeText = (bytes: Uint8Array): string | undefined => {
  if (startsWith(bytes, 0xff, 0xfe)) return utf16Text(bytes.subarray(2), true);
  if (startsWith(bytes, 0xfe, 0xff)) return utf16Text(bytes.subarray(2), false);
  const zeros = [0, 0];
  for (const [i, byte] of bytes.subarray(0, 64).entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const quarter = Math.min(bytes.length, 64) / 4;
  if ((zeros[1] as number) > quarter && zeros[0] === 0) return utf16Text(bytes, true);
  if ((zeros[0] as number) > quarter && zeros[1] === 0) return utf16Text(bytes, false);
  if ((zeros[0] as number) + (zeros[1] as number) > 0) return undefined;
  return new TextDecoder('utf-8').decode(bytes);
};

const sign = 1;
const padding = 2;
const blank = 3;

const kindOf = (character: string): number => {
  if (/[A-Za-z0-9+/]/.test(character)) return sign;
  if (character === '=') return padding;
  return visibleText(character) === '' ? blank : 0;
};

/** Which characters below this one are signs of Base64, padding, or blanks, visible or hidden. Above is one more blank. */
const tableSize = 0x3001;
let madeKinds: Uint8Array | undefined;
/** Made when it is first asked for: it takes some milliseconds, and most starts need none. */
const kindsTable = (): Uint8Array => {
  madeKinds ??= Uint8Array.from({ length: tableSize }, (_, code) => kindOf(String.fromCharCode(code)));
  return madeKinds;
};
const byteOrderMark = 0xfeff;

/**
 * Strict Base64 (RFC 4648 section 4, padding may be missing) with visible or hidden blanks anywhere; undefined if not.
 * One pass that ends at the first foreign character: any file that is no PEM is tried here, up to 32 MB of it.
 */
export const decodeBase64 = (text: string): Uint8Array | undefined => {
  const kinds = kindsTable();
  const packed = Buffer.allocUnsafe(text.length);
  let signs = 0;
  let paddings = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const kind = code < tableSize ? kinds[code] : code === byteOrderMark ? blank : 0;
    if (kind === sign && paddings === 0) packed[signs++] = code;
    else if (kind === padding && paddings < 2) paddings += 1;
    else if (kind !== blank) return undefined;
  }
  if (signs === 0 || signs % 4 === 1) return undefined;
  return new Uint8Array(Buffer.from(packed.toString('latin1', 0, signs), 'base64'));
};

const headerLine = /^[^\S\r\n]*([A-Za-z][A-Za-z0-9-]{0,63}):[^\S\r\n]*([^\r\n]{0,1000})(?:\r\n?|\n|$)/;

/** Header lines (`Proc-Type: 4,ENCRYPTED`), which old private keys and mail have before the first Base64 line. */
const splitHeaders = (body: string): { headers: Record<string, string>; base64: string } => {
  const headers: Record<string, string> = {};
  let rest = body.replace(/^\s+/, '');
  // A body has two header lines at most; the bound keeps rubbish cheap.
  for (let count = 0; count < 16; count += 1) {
    const found = headerLine.exec(rest);
    if (found === null) break;
    headers[found[1] as string] = (found[2] as string).trim();
    rest = rest.slice(found[0].length).replace(/^\s+/, '');
  }
  return { headers, base64: rest };
};

const begin = '-----BEGIN ';
const rule = '-----';

/**
 * The blocks in the order of the text, at most `limit` of them. A block without its END line, or with bad Base64,
 * carries a problem.
 */
export const pemBlocks = (text: string, limit = 10_000): PemBlock[] => {
  const blocks: PemBlock[] = [];
  let at = text.indexOf(begin);
  while (at >= 0 && blocks.length < limit) {
    const labelStart = at + begin.length;
    const labelEnd = text.indexOf(rule, labelStart);
    const label = labelEnd < 0 ? '' : text.slice(labelStart, labelEnd);
    // A label is one short line of capitals; anything else is prose that happens to contain the words.
    if (!/^[A-Z0-9][A-Z0-9 #.]{0,63}$/.test(label)) {
      at = text.indexOf(begin, labelStart);
      continue;
    }
    const bodyStart = labelEnd + rule.length;
    const next = text.indexOf(begin, bodyStart);
    const section = text.slice(bodyStart, next < 0 ? text.length : next);
    const end = section.indexOf(`-----END ${label}-----`);
    if (end < 0) blocks.push({ label, headers: {}, problem: 'it has no END line' });
    else {
      const { headers, base64 } = splitHeaders(section.slice(0, end));
      const bytes = decodeBase64(base64);
      blocks.push(bytes === undefined ? { label, headers, problem: 'it is not Base64' } : { label, headers, bytes });
    }
    at = next;
  }
  return blocks;
};
