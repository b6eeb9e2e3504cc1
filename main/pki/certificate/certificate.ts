// Describes one X.509 certificate as plain data. Reads what the certificate says; it judges nothing but one thing,
// whether the certificate is signed with its own key.
import type { CertificateItem } from '../../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { type DerElement, DerError, hexOf, sameBytes } from '../asn1/der.ts';
import { readTime } from '../asn1/time.ts';
import { looksLike } from '../files/looks-like.ts';
import { readPublicKey } from '../keys/public-key.ts';
import { readSignatureAlgorithm, verifySignature } from '../keys/signature.ts';
import { nameText, readName } from '../names/distinguished-name.ts';
import { type CertificateStructure, readCertificateStructure } from './certificate-structure.ts';
import { authorityKeyIdentifier, extensionFields, subjectKeyIdentifier } from './extensions.ts';
import { thumbprints } from './fingerprint.ts';

/** Whole octets without leading zero octets, as OpenSSL prints it. A negative number keeps its two's complement. */
const serialText = (integer: DerElement): string => {
  const bytes = integer.content;
  if (bytes.length === 0) throw new DerError('an empty serial number');
  const first = bytes.findIndex((byte) => byte !== 0);
  return hexOf(bytes.subarray(first < 0 ? bytes.length - 1 : first));
};

/**
 * Subject equals issuer and the signature verifies with the certificate's own key. Where the runtime cannot compute
 * the signature, the key identifiers decide: they must not differ (RFC 5280 section 4.2.1.1 lets a self-signed
 * certificate leave out the authority's).
 */
const isSelfSigned = (parts: CertificateStructure): boolean => {
  if (!sameBytes(parts.subject.encoding, parts.issuer.encoding)) return false;
  const algorithm = readSignatureAlgorithm(parts.signatureAlgorithm);
  const state = verifySignature(algorithm, parts.signed, parts.signature, parts.spki);
  if (state !== 'unsupported') return state === 'valid';
  const authority = authorityKeyIdentifier(parts.extensions);
  return authority === undefined || authority === subjectKeyIdentifier(parts.extensions);
};

const describe = (der: Uint8Array): CertificateItem => {
  const parts = readCertificateStructure(der);
  const subject = readName(parts.subject);
  // The first common name, as browsers take it.
  const commonName = subject.flat().find(({ type, encoded }) => type === 'CN' && !encoded)?.value;
  return {
    kind: 'certificate',
    subject: nameText(subject),
    issuer: nameText(readName(parts.issuer)),
    ...(commonName === undefined ? {} : { commonName }),
    serialNumber: serialText(parts.serialNumber),
    notBefore: readTime(parts.notBefore),
    notAfter: readTime(parts.notAfter),
    signatureAlgorithm: readSignatureAlgorithm(parts.signatureAlgorithm).name,
    publicKey: readPublicKey(parts.spki),
    ...extensionFields(parts.extensions),
    selfSigned: isSelfSigned(parts),
    fingerprints: thumbprints(der),
  };
};

/**
 * Describes a DER certificate: exactly one, nothing after it.
 * @returns `damaged` when it is a certificate with a fault, `not-a-certificate` (with what it looks like)
 * when it is something else.
 */
export const parseCertificate = (der: Uint8Array): Result<CertificateItem> => {
  try {
    return ok(describe(der));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    const kind = looksLike(der);
    return kind === 'certificate'
      ? fail('damaged', { looksLike: 'certificate', detail: error.message })
      : fail('not-a-certificate', { looksLike: kind });
  }
};
