// DER objects to files: PEM (RFC 7468) and the certs-only PKCS#7 that Windows calls .p7b (RFC 5652 section 5.1).
// Writes what it is given, in the order given, byte for byte; it does not check what it is.
import { context, tag } from '../asn1/der.ts';
import { encode } from '../asn1/der-write.ts';

const oid = (hex: string): Uint8Array => encode(tag.oid, Buffer.from(hex, 'hex'));
const signedData = oid('2A864886F70D010702');
const data = oid('2A864886F70D010701');

/** One block of PEM: lines of 64 characters, `\n` at each end, also at the last. */
export const toPemBlock = (label: string, der: Uint8Array): string => {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `${[`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join('\n')}\n`;
};

/** One certificate as PEM. */
export const toPem = (der: Uint8Array): string => toPemBlock('CERTIFICATE', der);

/** Certificates as PEM, one after the other in the order given. */
export const toPemChain = (ders: readonly Uint8Array[]): string => ders.map(toPem).join('');

/**
 * Certificates (and revocation lists) as a PKCS#7 SignedData without content and signatures, DER. They keep the order
 * given: strict DER would sort the set, but readers show them as they come, and OpenSSL does not sort either.
 */
export const toPkcs7 = (ders: readonly Uint8Array[], crls: readonly Uint8Array[] = []): Uint8Array => {
  const content = encode(
    tag.sequence,
    encode(tag.integer, Uint8Array.of(1)),
    encode(tag.set),
    encode(tag.sequence, data),
    encode(context(0, true), ...ders),
    ...(crls.length > 0 ? [encode(context(1, true), ...crls)] : []),
    encode(tag.set),
  );
  return encode(tag.sequence, signedData, encode(context(0, true), content));
};
