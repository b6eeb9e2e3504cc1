// Tells by content what some bytes are, for the words "this is a private key, not a certificate".
// Looks at the outermost structure only: it decides what to say, never what to trust.
import type { LooksLike } from '../../../preload/contract/errors.ts';
import { context, type DerElement, DerError, hexOf, oidText, readDerAt, tag } from '../asn1/der.ts';

const shape = (elements: readonly DerElement[]): string =>
  elements.map((element) => element.tag.toString(16)).join(' ');

const oidAt = (elements: readonly DerElement[] | undefined, index: number): string => {
  const element = elements?.[index];
  return element?.tag === tag.oid ? oidText(element) : '';
};

/** The four structures that are a signed part, an algorithm and a signature. */
const signedKind = (signed: readonly DerElement[]): LooksLike => {
  if (signed[0]?.tag === context(0, true)) return 'certificate';
  // A request is version, subject, key and attributes; its key is a structure where a certificate has the issuer's dates.
  // (Some devices leave the attributes out when there are none.)
  if (/^2 30 30( a0|$)/.test(shape(signed))) return 'request';
  // A version-1 certificate begins with its serial number; a revocation list has a date after the issuer's name.
  if (/^2 30 30 30 30 30/.test(shape(signed))) return 'certificate';
  if (/^(2 )?30 30 1[78]/.test(shape(signed))) return 'crl';
  return 'unknown';
};

const derKind = (bytes: Uint8Array): LooksLike => {
  const outer = readDerAt(bytes, 0);
  if (outer.tag !== tag.sequence) return 'unknown';
  const parts = outer.children();
  const pattern = shape(parts);
  if (pattern === '30 30 3') return signedKind((parts[0] as DerElement).children());
  if (oidAt(parts, 0).startsWith('1.2.840.113549.1.7.')) return 'pkcs7';
  if (pattern === '30 3') return 'public-key';
  if (pattern === '30 4') return 'encrypted-private-key';
  // PKCS#12: version 3, then a ContentInfo. PKCS#8: version, algorithm, octets. PKCS#1 and DSA: a series of integers. SEC 1.
  if (/^2 30( 30)?$/.test(pattern) && oidAt((parts[1] as DerElement).children(), 0).startsWith('1.2.840.113549.1.7.'))
    return 'pfx';
  if (/^2 30 4/.test(pattern) || /^2( 2){5,8}( 30)?$/.test(pattern) || /^2 4( a0)?( a1)?$/.test(pattern))
    return 'private-key';
  if (pattern === '2 2') return 'public-key';
  return 'unknown';
};

/** Whether bytes that cannot be read to their end begin as a certificate of version 2 or 3 does. */
const beginsLikeCertificate = (bytes: Uint8Array): boolean => {
  const inside = (at: number): number => {
    const length = bytes[at + 1] ?? 0;
    return at + 2 + (length > 0x80 ? length & 0x7f : 0);
  };
  const version = inside(inside(0));
  return bytes[inside(0)] === tag.sequence && hexOf(bytes.subarray(version, version + 4)) === 'A0030201';
};

const startsWith = (bytes: Uint8Array, ...wanted: number[]): boolean => wanted.every((byte, i) => bytes[i] === byte);

/** What the bytes are by their content: DER structures, keystores, and a few kinds of text. */
export const looksLike = (bytes: Uint8Array): LooksLike => {
  if (bytes.length === 0) return 'nothing';
  if (startsWith(bytes, 0xfe, 0xed, 0xfe, 0xed)) return 'jks';
  try {
    if (bytes[0] === tag.sequence) return derKind(bytes);
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return beginsLikeCertificate(bytes) ? 'certificate' : 'unknown';
  }
  const text = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').trimStart();
  if (/^(<!doctype html|<html)/i.test(text)) return 'html';
  if (/^(ssh-|ecdsa-sha2-)/.test(text)) return 'ssh-key';
  return 'unknown';
};

const pemLabels: Readonly<Record<string, LooksLike>> = {
  CERTIFICATE: 'certificate',
  'X509 CERTIFICATE': 'certificate',
  'TRUSTED CERTIFICATE': 'certificate',
  'CERTIFICATE REQUEST': 'request',
  'NEW CERTIFICATE REQUEST': 'request',
  'X509 CRL': 'crl',
  'ENCRYPTED PRIVATE KEY': 'encrypted-private-key',
  'OPENSSH PRIVATE KEY': 'ssh-key',
  'PUBLIC KEY': 'public-key',
  'RSA PUBLIC KEY': 'public-key',
  PKCS7: 'pkcs7',
  'PKCS #7 SIGNED DATA': 'pkcs7',
  CMS: 'pkcs7',
  PKCS12: 'pfx',
  'DH PARAMETERS': 'parameters',
  'X9.42 DH PARAMETERS': 'parameters',
  'EC PARAMETERS': 'parameters',
  'DSA PARAMETERS': 'parameters',
};

/** What a PEM label (RFC 7468, and older ones) announces. */
export const labelKind = (label: string): LooksLike => {
  if (label.startsWith('PGP ')) return 'pgp';
  return pemLabels[label] ?? (label.endsWith('PRIVATE KEY') ? 'private-key' : 'unknown');
};
