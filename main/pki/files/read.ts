// Reads whatever is in a file by its content, whatever its name says: PEM, DER, bare Base64, PKCS#7, PKCS#12, in any
// text encoding that Windows writes. One bad object never hides the good ones beside it. Judges nothing.
import type { AppError } from '../../../preload/contract/errors.ts';
import { fail } from '../../../preload/contract/result.ts';
import type { Format } from '../../../preload/contract/tools.ts';
import { tag } from '../asn1/der.ts';
import { definite, firstElement } from './elements.ts';
import { looksLike } from './looks-like.ts';
import { type FoundObject, Reading } from './objects.ts';
import { decodeBase64, decodeText, pemBlocks } from './pem-text.ts';

export type ReadFile = {
  format: Format;
  objects: FoundObject[];
  problems: AppError[];
  /** A passphrase would open more: something is locked and none was given, or it was the wrong one. */
  locked: boolean;
  /** Encrypted with what OpenSSL 3 reads only with its option `-legacy`. */
  legacy: boolean;
};

/** Larger files are refused unread, in bytes. */
export const fileLimit = 32 * 1024 * 1024;

/** More objects than this are not read from one file: no bundle of root certificates has as many. */
export const objectLimit = 1000;

/** DER objects one after the other, as some tools write chains; blank lines at the end do not count. */
const readBinary = (bytes: Uint8Array, reading: Reading): void => {
  let rest = bytes;
  do {
    const element = firstElement(rest);
    reading.object(element);
    rest = rest.subarray(element.length);
  } while (rest[0] === tag.sequence && !reading.full);
  const text = Buffer.from(rest.buffer, rest.byteOffset, rest.length).toString('latin1');
  if (!reading.full && !/^[\s\0]*$/.test(text)) {
    const kind = looksLike(bytes);
    reading.problems.push(fail('damaged', { looksLike: kind, detail: `${rest.length} bytes after the end` }).error);
  }
};

const binaryFormats: Partial<Record<string, Format>> = { pkcs7: 'pkcs7', pfx: 'pkcs12' };

/**
 * Reads all objects of a file. Nothing is thrown for any input; when nothing is found, `problems` says why.
 * @param bytes the file's content, at most `fileLimit` bytes
 * @param options `file`: its name for the facts of `file-too-large`, not looked at; `passphrase`: for everything in it
 * that is locked
 */
export const readObjects = (bytes: Uint8Array, options: { file?: string; passphrase?: string } = {}): ReadFile => {
  const reading = new Reading(objectLimit, options.passphrase);
  const result = (format: Format): ReadFile => ({ format, ...reading.result() });
  if (bytes.length > fileLimit) {
    reading.problems.push(fail('file-too-large', { file: options.file ?? '', limit: fileLimit }).error);
    return result('unknown');
  }
  const binary = definite(bytes);
  const kind = looksLike(binary);
  if (binary[0] === tag.sequence && kind !== 'unknown') {
    readBinary(binary, reading);
    return result(binaryFormats[kind] ?? 'der');
  }
  const text = decodeText(bytes);
  const blocks = text === undefined ? [] : pemBlocks(text, objectLimit + 1);
  if (blocks.length > 0) {
    for (const [index, block] of blocks.entries()) reading.block(block, index, blocks.length);
    // Parameters are passed over beside a key; with nothing beside them they are all there is.
    if (reading.isEmpty) reading.problems.push(fail('not-readable', { looksLike: 'parameters' }).error);
    return result('pem');
  }
  const decoded = text === undefined ? undefined : decodeBase64(text);
  if (decoded !== undefined && decoded[0] === tag.sequence) {
    readBinary(definite(decoded), reading);
    return result('base64');
  }
  reading.problems.push(fail('not-readable', { looksLike: kind }).error);
  return result(kind === 'jks' ? 'jks' : 'unknown');
};
