// Describes one revocation list as plain data. Reads what it says; whether it is genuine, fresh, and about a
// certificate at hand is decided where a path is verified.
import type { CrlItem } from '../../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { context, type DerElement, DerError, expect, hexOf, tag } from '../asn1/der.ts';
import { extension } from '../asn1/oids.ts';
import { readTime } from '../asn1/time.ts';
import { readCertificateStructure } from '../certificate/certificate-structure.ts';
import { authorityKeyIdentifier, type Extensions, fullNames } from '../certificate/extensions.ts';
import { looksLike } from '../files/looks-like.ts';
import { readSignatureAlgorithm, verifySignature } from '../keys/signature.ts';
import { nameText, readName } from '../names/distinguished-name.ts';
import { generalNameText } from '../names/general-name.ts';
import { nameKey } from '../names/name-key.ts';
import { readCrlStructure } from './crl-structure.ts';
import { namedIn, summarizeEntries } from './entries.ts';
import { readScope } from './scope.ts';

/** A CRLNumber as hex of whole octets, without leading zero octets. */
const numberText = (value: DerElement): string => {
  const bytes = expect(value, tag.integer, 'the number of the list').content;
  if (bytes.length === 0 || bytes.length > 64) throw new DerError('a number of unusable length');
  const first = bytes.findIndex((byte) => byte !== 0);
  return hexOf(bytes.subarray(first < 0 ? bytes.length - 1 : first));
};

const scopeOf = (extensions: Extensions): CrlItem['scope'] => {
  const value = extensions.get(extension.issuingDistributionPoint)?.value.wrapped();
  if (value === undefined) return undefined;
  const { only, reasons, indirect } = readScope(value, '');
  const point = value.children().find((field) => field.tag === context(0, true));
  return {
    distributionPoints: fullNames(point?.children()[0]).map((name) =>
      name.kind === 'uri' ? name.value : generalNameText(name),
    ),
    ...(only ? { only } : {}),
    indirect,
    someReasons: reasons !== undefined,
  };
};

const describe = (der: Uint8Array): CrlItem => {
  const parts = readCrlStructure(der);
  const number = parts.extensions.get(extension.crlNumber)?.value.wrapped();
  const authority = authorityKeyIdentifier(parts.extensions);
  const scope = scopeOf(parts.extensions);
  return {
    kind: 'crl',
    issuer: nameText(readName(parts.issuer)),
    thisUpdate: readTime(parts.thisUpdate),
    ...(parts.nextUpdate ? { nextUpdate: readTime(parts.nextUpdate) } : {}),
    revokedCount: summarizeEntries(parts.entries).count,
    signatureAlgorithm: readSignatureAlgorithm(parts.signatureAlgorithm).name,
    delta: parts.extensions.has(extension.deltaCrlIndicator),
    ...(number ? { crlNumber: numberText(number) } : {}),
    ...(authority === undefined ? {} : { authorityKeyIdentifier: authority }),
    ...(scope ? { scope } : {}),
  };
};

/**
 * Describes a DER revocation list: exactly one, nothing after it. Its signature is not verified here.
 * @returns `damaged` when it is a revocation list with a fault, `not-readable` (with what it looks like) when it is
 * something else.
 */
export const parseCrl = (der: Uint8Array): Result<CrlItem> => {
  try {
    return ok(describe(der));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const kind = looksLike(der);
    return kind === 'crl'
      ? fail('damaged', { looksLike: 'crl', detail: error.message })
      : fail('not-readable', { looksLike: kind });
  }
};

/**
 * Whether a revocation list carries a good signature by the key of a CA certificate (both DER). For sorting files:
 * whether the list may be used is for path/revocation.ts. False where this runtime cannot compute the signature.
 */
export const crlSignedBy = (crl: Uint8Array, ca: Uint8Array): boolean => {
  try {
    const { signatureAlgorithm, signed, signature } = readCrlStructure(crl);
    const { spki } = readCertificateStructure(ca);
    return verifySignature(readSignatureAlgorithm(signatureAlgorithm), signed, signature, spki) === 'valid';
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
};

/**
 * The certificates that a full revocation list (DER) names, on hold or revoked for good, by `entryKey`. For sorting
 * files, and only by lists that the certificate's own issuer signed: whether a list is fresh and meant for a certificate
 * is for path/revocation.ts. Empty for a delta list, which says nothing alone. Throws nothing.
 */
export const namedByCrl = (crl: Uint8Array): Set<string> => {
  try {
    const list = readCrlStructure(crl);
    if (list.extensions.has(extension.deltaCrlIndicator)) return new Set();
    return namedIn(list.entries, nameKey(list.issuer));
  } catch (error) {
    if (error instanceof DerError) return new Set();
    throw error;
  }
};
