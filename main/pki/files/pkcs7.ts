// The certificates and revocation lists inside a PKCS#7 / CMS SignedData (RFC 2315, RFC 5652), such as Windows' .p7b.
// Looks at no signature in it: the container vouches for nothing, its contents speak for themselves.
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { context, DerError, expect, oidText, readDer, tag } from '../asn1/der.ts';

const signedDataType = '1.2.840.113549.1.7.2';

/** Content types of CMS begin so; other ones than signed data carry messages, not certificates. */
const messageTypes = '1.2.840.113549.1.7.';

/**
 * The certificates and revocation lists in the order of the file (DER each); the container itself with definite
 * lengths (see ber.ts). Older kinds of certificate that CMS allows are left out.
 * @returns `damaged` when the structure is broken, `not-readable` when it is a container that holds neither
 */
export const pkcs7Contents = (bytes: Uint8Array): Result<{ certificates: Uint8Array[]; crls: Uint8Array[] }> => {
  try {
    const [type, content] = expect(readDer(bytes), tag.sequence, 'PKCS#7').children();
    const oid = oidText(expect(type, tag.oid, 'the type of the PKCS#7'));
    if (oid !== signedDataType)
      return oid.startsWith(messageTypes)
        ? fail('not-readable', { looksLike: 'pkcs7' })
        : fail('algorithm-unsupported', { looksLike: 'pkcs7', algorithm: oid });
    const signedData = expect(content, context(0, true), 'the content').children()[0];
    const fields = expect(signedData, tag.sequence, 'the signed data').children();
    const set = (number: number): Uint8Array[] =>
      (fields.find((field) => field.tag === context(number, true))?.children() ?? [])
        .filter((each) => each.tag === tag.sequence)
        .map((each) => each.encoding);
    const found = { certificates: set(0), crls: set(1) };
    if (found.certificates.length + found.crls.length === 0) return fail('not-readable', { looksLike: 'pkcs7' });
    return ok(found);
  } catch (error) {
    if (error instanceof DerError) return fail('damaged', { looksLike: 'pkcs7', detail: error.message });
    throw error;
  }
};
