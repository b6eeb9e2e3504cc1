// The outer layers of a PKCS#12 file (RFC 7292 section 4): version, the content that the MAC is over, the parts of it.
// Reads BER as well as DER, because Java and NSS write indefinite lengths and strings in pieces. Opens nothing.
import { derOfBer, implicitOctets } from '../asn1/ber.ts';
import { context, type DerElement, DerError, expect, oidText, readDer, smallInteger, tag } from '../asn1/der.ts';
import { foreignName } from '../keys/encryption-oids.ts';
import type { Shape } from '../keys/unlock.ts';
import { Unsupported } from '../keys/work.ts';
import { contentType } from './oids.ts';

/** A part of the file: a safe in the clear, or an encrypted one. */
export type Part =
  | { kind: 'plain'; contents: Uint8Array }
  | { kind: 'encrypted'; identifier: DerElement; data: Uint8Array };

/** PKCS#7 ContentInfo: type and content. Throws DerError. */
const contentInfo = (element: DerElement | undefined) => {
  const [type, content] = expect(element, tag.sequence, 'the content').children();
  const oid = oidText(expect(type, tag.oid, 'the type of the content'));
  return { oid, content: content && expect(content, context(0, true), 'the content').children()[0] };
};

/** The octets that the MAC is over, and MacData where the file has it. Throws DerError and Unsupported. */
export const readPfx = (bytes: Uint8Array): { content: Uint8Array; macData: DerElement | undefined } => {
  const [version, authSafe, macData] = expect(readDer(derOfBer(bytes)), tag.sequence, 'the file').children();
  if (smallInteger(expect(version, tag.integer, 'the version')) !== 3) throw new DerError('a version that is not 3');
  const { oid, content } = contentInfo(authSafe);
  if (oid !== contentType.data) throw new Unsupported(foreignName(oid));
  return { content: expect(content, tag.octetString, 'the content').content, macData };
};

/** The parts of AuthenticatedSafe, not yet read: each may be malformed without harm to the others. Throws DerError. */
export const partsOf = (content: Uint8Array): DerElement[] =>
  expect(readDer(derOfBer(content)), tag.sequence, 'the list of safes').children();

/** Throws DerError and Unsupported. */
export const readPart = (element: DerElement): Part => {
  const { oid, content } = contentInfo(element);
  if (oid === contentType.data)
    return { kind: 'plain', contents: derOfBer(expect(content, tag.octetString, 'a safe').content) };
  if (oid !== contentType.encryptedData) throw new Unsupported(foreignName(oid));
  const [, info] = expect(content, tag.sequence, 'an encrypted safe').children();
  const [, identifier, data] = expect(info, tag.sequence, 'an encrypted safe').children();
  if (data === undefined || (data.tag | 0x20) !== context(0, true)) throw new DerError('an encrypted safe is empty');
  return {
    kind: 'encrypted',
    identifier: expect(identifier, tag.sequence, 'the encryption of a safe'),
    data: implicitOctets(data),
  };
};

/** The first octets of a SafeContents: two sequences, then the type of the first bag. */
const beginning = /^30(?:[0-7].|81..|82....|83......)30(?:[0-7].|81..|82....|83......)060b2a864886f70d010c0a01/i;

/** Whether octets are a series of bags, begin as one, or neither. */
export const safeShape: Shape = (plain) => {
  try {
    const bags = expect(readDer(derOfBer(plain)), tag.sequence, 'a safe').children();
    return bags.every((bag) => bag.tag === tag.sequence && bag.children()[0]?.tag === tag.oid) ? 'whole' : 'no';
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return beginning.test(Buffer.from(plain.subarray(0, 32)).toString('hex')) ? 'begins' : 'no';
  }
};
