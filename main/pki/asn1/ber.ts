// Containers such as PKCS#7 may use BER's indefinite lengths (Java and some CAs write them); the reader of this folder
// knows only definite ones. This rewrites the lengths and nothing else; strings in pieces stay in pieces.
import { type DerElement, DerError, tag as tags } from './der.ts';
import { encode, encodeAll } from './der-write.ts';

const maxDepth = 32;
const maxElements = 100_000;

type Budget = { left: number };
type Piece = { bytes: Uint8Array; end: number };

const rewrite = (source: Uint8Array, start: number, depth: number, budget: Budget): Piece => {
  if (depth > maxDepth) throw new DerError('nested too deeply');
  budget.left -= 1;
  if (budget.left < 0) throw new DerError('too many elements');
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
    const piece = rewrite(source, at, depth + 1, budget);
    parts.push(piece.bytes);
    at = piece.end;
  }
  return { bytes: encodeAll(tag, parts), end: at + 2 };
};

/** The same element with definite lengths wherever the outer elements had none. Throws DerError. */
export const definiteLengths = (bytes: Uint8Array): Uint8Array => {
  const { bytes: element, end } = rewrite(bytes, 0, 0, { left: maxElements });
  if (end !== bytes.length) throw new DerError('bytes after the end');
  return element;
};

const constructed = 0x20;

/** Where an element of any BER length has its content, and where it ends; no end for an indefinite length. */
const berHeader = (source: Uint8Array, start: number, limit: number) => {
  const tag = source[start] as number;
  const first = source[start + 1];
  if (start + 2 > limit || first === undefined) throw new DerError('ends in the middle of an element');
  if ((tag & 0x1f) === 0x1f) throw new DerError('a tag number above 30');
  if (first < 0x80) return { tag, content: start + 2, end: start + 2 + first };
  if (first === 0x80) return { tag, content: start + 2, end: undefined };
  const content = start + 2 + (first & 0x7f);
  // Leading zeros are allowed in BER, so the number of octets says little; the value has to fit into the bytes.
  if (content > limit) throw new DerError('ends in the middle of a length');
  let length = 0;
  for (let at = start + 2; at < content && length <= limit; at += 1) length = length * 256 + (source[at] as number);
  return { tag, content, end: content + length };
};

const toDer = (source: Uint8Array, start: number, limit: number, depth: number, budget: Budget): Piece => {
  if (depth > maxDepth) throw new DerError('nested too deeply');
  budget.left -= 1;
  if (budget.left < 0) throw new DerError('too many elements');
  const { tag, content, end } = berHeader(source, start, limit);
  if (end !== undefined && end > limit) throw new DerError('an element that runs past the end');
  if ((tag & constructed) === 0) {
    if (end === undefined) throw new DerError('a primitive element of indefinite length');
    return { bytes: encode(tag, source.subarray(content, end)), end };
  }
  const parts: Uint8Array[] = [];
  let at = content;
  const stop = end ?? limit;
  while (end === undefined ? source[at] !== 0 || source[at + 1] !== 0 : at < stop) {
    const piece = toDer(source, at, stop, depth + 1, budget);
    parts.push(piece.bytes);
    at = piece.end;
  }
  const after = end ?? at + 2;
  if (after > limit) throw new DerError('ends in the middle of an element');
  if (tag !== (tags.octetString | constructed)) return { bytes: encodeAll(tag, parts), end: after };
  // The pieces are OCTET STRINGs that have become primitive on the way up (X.690 section 8.7.3.2).
  return { bytes: encodeAll(tags.octetString, parts.map(pieceContent)), end: after };
};

/** The content of a primitive OCTET STRING that was just written with a definite length. */
const pieceContent = (piece: Uint8Array): Uint8Array => {
  if (piece[0] !== tags.octetString) throw new DerError('an OCTET STRING with something else inside');
  const { content } = berHeader(piece, 0, piece.length);
  return piece.subarray(content);
};

/**
 * BER as DER, through and through: definite, minimal lengths on all levels, and OCTET STRINGs in one piece. What is
 * inside an OCTET STRING stays as it is. For containers only: of a certificate it could change what was signed.
 * Throws DerError.
 */
export const derOfBer = (bytes: Uint8Array): Uint8Array => {
  const { bytes: der, end } = toDer(bytes, 0, bytes.length, 0, { left: maxElements });
  if (end !== bytes.length) throw new DerError('bytes after the end');
  return der;
};

/** The octets of an implicitly tagged OCTET STRING, which derOfBer cannot know to be one: whole, or in pieces. */
export const implicitOctets = (element: DerElement): Uint8Array => {
  if ((element.tag & constructed) === 0) return element.content;
  return new Uint8Array(Buffer.concat(element.children().map(({ encoding }) => pieceContent(encoding))));
};
