// Containers such as PKCS#7 may use BER's indefinite lengths (Java and some CAs write them); the reader of this folder
// knows only definite ones. This rewrites the lengths and nothing else; strings in pieces stay in pieces.
import { DerError } from './der.ts';
import { encode } from './der-write.ts';

const maxDepth = 32;

type Piece = { bytes: Uint8Array; end: number };

const rewrite = (source: Uint8Array, start: number, depth: number): Piece => {
  if (depth > maxDepth) throw new DerError('nested too deeply');
  const tag = source[start];
  const first = source[start + 1];
  if (tag === undefined || first === undefined) throw new DerError('ends in the middle of an element');
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag number above 30');
  if (first !== 0x80) {
    // An element of definite length goes over as it is, so that not a byte of a certificate changes. (Should it hold
    // an indefinite one all the same, the strict reader refuses it later.)
    const count = first > 0x80 ? first & 0x7f : 0;
    if (count > 4) throw new DerError('a length of more than four octets');
    let length = count === 0 ? first : 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (source[start + 2 + i] ?? 0);
    const end = start + 2 + count + length;
    if (end > source.length) throw new DerError('an element that runs past the end');
    return { bytes: source.subarray(start, end), end };
  }
  if ((tag & 0x20) === 0) throw new DerError('a primitive element of indefinite length');
  const parts: Uint8Array[] = [];
  let at = start + 2;
  while (source[at] !== 0 || source[at + 1] !== 0) {
    const piece = rewrite(source, at, depth + 1);
    parts.push(piece.bytes);
    at = piece.end;
  }
  return { bytes: encode(tag, ...parts), end: at + 2 };
};

/** The same element with definite lengths wherever the outer elements had none. Throws DerError. */
export const definiteLengths = (bytes: Uint8Array): Uint8Array => {
  const { bytes: element, end } = rewrite(bytes, 0, 0);
  if (end !== bytes.length) throw new DerError('bytes after the end');
  return element;
};
