// Certificate requests and files: the one request in a file of any encoding, and PEM (RFC 7468 section 7).
// Looks for requests only; whatever else is in the file is passed over, or named where there is no request at all.
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { tag } from '../asn1/der.ts';
import { labelKind, looksLike } from '../files/looks-like.ts';
import { decodeBase64, decodeText, pemBlocks } from '../files/pem-text.ts';
import { toPemBlock } from '../files/write.ts';

/** A request as PEM. */
export const requestPem = (der: Uint8Array): string => toPemBlock('CERTIFICATE REQUEST', der);

/**
 * The DER of the first request in a file: PEM (both labels, any text around it), bare Base64, or DER.
 * @param bytes no more of them than a file may have, which whoever reads the file sees to
 * @returns `not-readable` with what is there instead, `damaged` when the block of the request is cut off
 */
export const requestOfFile = (bytes: Uint8Array): Result<Uint8Array> => {
  const kind = looksLike(bytes);
  if (bytes[0] === tag.sequence && kind !== 'unknown')
    return kind === 'request' ? ok(bytes) : fail('not-readable', { looksLike: kind });
  const text = decodeText(bytes);
  const blocks = text === undefined ? [] : pemBlocks(text);
  const block = blocks.find(({ label }) => labelKind(label) === 'request');
  if (block?.bytes !== undefined) return ok(block.bytes);
  if (block !== undefined) return fail('damaged', { looksLike: 'request', detail: block.problem ?? 'unreadable' });
  const other = blocks[0];
  if (other !== undefined) return fail('not-readable', { looksLike: labelKind(other.label) });
  const decoded = text === undefined ? undefined : decodeBase64(text);
  if (decoded?.[0] !== tag.sequence) return fail('not-readable', { looksLike: kind });
  const inside = looksLike(decoded);
  return inside === 'request' || inside === 'unknown' ? ok(decoded) : fail('not-readable', { looksLike: inside });
};
