// The certificates inside a PKCS#7 / CMS SignedData (RFC 2315, RFC 5652), such as Windows' .p7b.
// Looks at no signature in it: the container vouches for nothing, the certificates speak for themselves.
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { context, DerError, expect, oidText, readDer, tag } from '../asn1/der.ts';

const signedDataType = '1.2.840.113549.1.7.2';

/**
 * The certificates in the order of the file (DER each); the container itself with definite lengths (see ber.ts). Older kinds of certificate that CMS allows are left out.
 * @returns `damaged` when the structure is broken, `not-a-certificate` when it holds none
 */
export const pkcs7Certificates = (bytes: Uint8Array): Result<Uint8Array[]> => {
  try {
    const [type, content] = expect(readDer(bytes), tag.sequence, 'PKCS#7').children();
    if (oidText(expect(type, tag.oid, 'the type of the PKCS#7')) !== signedDataType)
      return fail('not-a-certificate', { looksLike: 'pkcs7' });
    const signedData = expect(content, context(0, true), 'the content').children()[0];
    const fields = expect(signedData, tag.sequence, 'the signed data').children();
    const set = fields.find((field) => field.tag === context(0, true));
    const certificates = (set?.children() ?? []).filter((each) => each.tag === tag.sequence);
    if (certificates.length === 0) return fail('not-a-certificate', { looksLike: 'pkcs7' });
    return ok(certificates.map((each) => each.encoding));
  } catch (error) {
    if (error instanceof DerError) return fail('damaged', { looksLike: 'certificate', detail: error.message });
    throw error;
  }
};
