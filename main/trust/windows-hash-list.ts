// Windows' list of untrusted certificates can hold a certificate's hash alone, in a signed list (CTL). Pure: bytes in,
// hashes out.
import { createHash } from 'node:crypto';
import { type DerElement, DerError, expect, hexOf, oidText, readDer, tag } from '../pki/asn1/der.ts';
import { signatureAlgorithms } from '../pki/asn1/oids.ts';

/**
 * The hashes in a CertificateTrustList ("CTL_INFO", Win32 API; its ASN.1 is in MS-CAESO), upper-case hex; none where it
 * cannot be read, since then it says nothing about a certificate of ours.
 */
export function hashesIn(list: Uint8Array): Set<string> {
  try {
    // The last SEQUENCE is the subjects; extensions behind it are tagged. A list without subjects ends with the
    // algorithm, which begins with its identifier.
    const fields = readDer(list).children();
    const subjects = fields.filter((field) => field.tag === tag.sequence).at(-1);
    return new Set(subjects ? subjects.children().flatMap(hashOf) : []);
  } catch (error) {
    if (error instanceof DerError) return new Set();
    throw error;
  }
}

const hashOf = (subject: DerElement): string[] => {
  if (subject.tag !== tag.sequence) return [];
  const [identifier] = subject.children();
  return identifier?.tag === tag.octetString ? [hexOf(identifier.content)] : [];
};

/**
 * Every hash by which such a list can mean a certificate, upper-case hex: of the whole, and of the signed part with the
 * signature's own hash (szOID_DISALLOWED_HASH, CERT_SIGNATURE_HASH_PROP_ID), which a change of the signature cannot evade.
 */
export function hashesOf(der: Uint8Array): string[] {
  const of = (algorithm: string, bytes: Uint8Array) => createHash(algorithm).update(bytes).digest('hex').toUpperCase();
  const whole = ['sha1', 'sha256'].map((algorithm) => of(algorithm, der));
  try {
    const [signed, algorithm] = readDer(der).children();
    const [oid] = expect(algorithm, tag.sequence, 'signatureAlgorithm').children();
    const hash = signatureAlgorithms[oidText(expect(oid, tag.oid, 'algorithm'))]?.hash;
    return signed && hash ? [...whole, of(hash, signed.encoding)] : whole;
  } catch (error) {
    if (error instanceof DerError) return whole;
    throw error;
  }
}
