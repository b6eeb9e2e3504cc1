// The outermost element of some bytes, when it is not yet known whether they are DER at all. Throws nothing.
import { definiteLengths } from '../asn1/ber.ts';
import { DerError, readDerAt, tag } from '../asn1/der.ts';

/** The first element alone, without what stands behind it; the bytes themselves where there is none. */
export const firstElement = (bytes: Uint8Array): Uint8Array => {
  try {
    return readDerAt(bytes, 0).encoding;
  } catch (error) {
    if (error instanceof DerError) return bytes;
    throw error;
  }
};

/** PKCS#7 and PKCS#12 may come with indefinite lengths; everything else is left as it is. */
export const definite = (bytes: Uint8Array): Uint8Array => {
  try {
    return bytes[0] === tag.sequence && bytes[1] === 0x80 ? definiteLengths(bytes) : bytes;
  } catch (error) {
    if (error instanceof DerError) return bytes;
    throw error;
  }
};
