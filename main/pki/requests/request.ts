// Describes one certificate request as plain data. Reads what it asks for and whether its own signature verifies; what
// is wise to ask for is judged in check-request.ts.
import type { RequestItem } from '../../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { DerError } from '../asn1/der.ts';
import { extensionFields } from '../certificate/extensions.ts';
import { looksLike } from '../files/looks-like.ts';
import { readPublicKey } from '../keys/public-key.ts';
import { readSignatureAlgorithm, verifySignature } from '../keys/signature.ts';
import { nameText, readName } from '../names/distinguished-name.ts';
import { type RequestStructure, readRequestStructure } from './request-structure.ts';

/** The contract's description of a request that has been taken apart. Throws DerError. */
export const describeRequest = (parts: RequestStructure): RequestItem => {
  const subject = readName(parts.subject);
  const commonName = subject.flat().find(({ type, encoded }) => type === 'CN' && !encoded)?.value;
  const algorithm = readSignatureAlgorithm(parts.signatureAlgorithm);
  const state = verifySignature(algorithm, parts.signed, parts.signature, parts.spki);
  return {
    kind: 'request',
    subject: nameText(subject),
    ...(commonName === undefined ? {} : { commonName }),
    publicKey: readPublicKey(parts.spki),
    signatureAlgorithm: algorithm.name,
    ...(state === 'unsupported' ? {} : { signatureValid: state === 'valid' }),
    ...extensionFields(parts.extensions),
  };
};

/**
 * Runs a reader over a DER request.
 * @returns what it returns; `damaged` when the bytes are a request with a fault, `not-readable` (with what they look
 * like) when they are something else.
 */
export const readingRequest = <T>(der: Uint8Array, read: (parts: RequestStructure) => T): Result<T> => {
  try {
    return ok(read(readRequestStructure(der)));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const kind = looksLike(der);
    return kind === 'request'
      ? fail('damaged', { looksLike: 'request', detail: error.message })
      : fail('not-readable', { looksLike: kind });
  }
};

/** Describes a DER request: exactly one, nothing after it. `signatureValid` is left out where it cannot be computed. */
export const parseRequest = (der: Uint8Array): Result<RequestItem> => readingRequest(der, describeRequest);
