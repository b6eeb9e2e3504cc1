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

/** Where the content of the element at `at` begins, and where it would end. */
const extent = (bytes: Uint8Array, at: number): { inside: number; end: number } => {
  const first = bytes[at + 1] ?? 0;
  const count = first > 0x80 ? first & 0x7f : 0;
  let length = count === 0 ? first : 0;
  for (let i = 0; i < Math.min(count, 4); i += 1) length = length * 256 + (bytes[at + 2 + i] ?? 0);
  return { inside: at + 2 + count, end: at + 2 + count + length };
};

/** The tags of the elements inside, in hex with blanks between, as far as the bytes go. */
const outline = (bytes: Uint8Array, at: number): string => {
  const { inside, end } = extent(bytes, at);
  const tags: string[] = [];
  for (let next = inside; next < Math.min(end, bytes.length) && tags.length < 8; next = extent(bytes, next).end)
    tags.push((bytes[next] as number).toString(16));
  return tags.join(' ');
};

/** How bytes that cannot be read to their end begin. Only what is unmistakable even in pieces is named. */
const beginsLike = (bytes: Uint8Array): LooksLike => {
  const outer = outline(bytes, 0);
  const start = extent(bytes, 0).inside;
  if (outer.startsWith('30')) {
    const inner = outline(bytes, start);
    if (inner.startsWith('a0 2')) return 'certificate';
    if (/^2 30 30( a0|$)/.test(inner)) return 'request';
    if (/^(2 )?30 30 1[78]/.test(inner)) return 'crl';
    if (/^2 30 30 30 30/.test(inner)) return 'certificate';
    if (/^6( |$)/.test(inner) && / 3$/.test(outer)) return 'public-key';
    if (/^6( |$)/.test(inner) && / 4$/.test(outer)) return 'encrypted-private-key';
  }
  if (/^6 a0/.test(outer)) return 'pkcs7';
  if (hexOf(bytes.subarray(start, start + 3)) === '020103' && /^2 30/.test(outer)) return 'pfx';
  return /^2 (30 4|2 2|4)/.test(outer) ? 'private-key' : 'unknown';
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
    return beginsLike(bytes);
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
