// A signed list's content as Windows has it (CertificateTrustList), for hashes that are to be untrusted.

import { context, tag } from '../../../main/pki/asn1/der.ts';
import { algorithmIdentifier, objectIdentifier, octetString, sequence } from '../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../main/pki/asn1/der-write.ts';

export const hashList = (...hashes: string[]): Uint8Array =>
  sequence(
    sequence(objectIdentifier('1.3.6.1.4.1.311.10.3.30')), // szOID_DISALLOWED_LIST
    octetString(Buffer.from('DisallowedCert_AutoUpdate_1', 'utf16le')),
    encode(tag.integer, Uint8Array.of(1)),
    encode(tag.utcTime, Buffer.from('261126100000Z')),
    algorithmIdentifier('1.3.6.1.4.1.311.10.11.15'), // szOID_DISALLOWED_HASH
    ...(hashes.length > 0
      ? [sequence(...hashes.map((hash) => sequence(octetString(Buffer.from(hash, 'hex')), encode(tag.set))))]
      : []),
  );

/** The same as PKCS#7, for tests only: by nobody. Windows looks at the signature only when it uses such a list. */
export const signedHashList = (...hashes: string[]): Uint8Array => {
  const explicit = (content: Uint8Array) => encode(context(0, true), content);
  const noneOf = encode(tag.set);
  const list = sequence(objectIdentifier('1.3.6.1.4.1.311.10.1'), explicit(hashList(...hashes))); // szOID_CTL
  const signed = sequence(encode(tag.integer, Uint8Array.of(1)), noneOf, list, noneOf);
  return sequence(objectIdentifier('1.2.840.113549.1.7.2'), explicit(signed));
};
