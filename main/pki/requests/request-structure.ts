// The parts of a PKCS#10 certificate request (RFC 2986 section 4), each still as DER, and the list of extensions that it
// asks for. Layout only; a challenge password is noticed and never read.
import {
  bitStringOctets,
  context,
  type DerElement,
  DerError,
  expect,
  oidText,
  readDer,
  smallInteger,
  tag,
} from '../asn1/der.ts';
import { type Extensions, readExtensions } from '../certificate/extensions.ts';

export type RequestStructure = {
  /** certificationRequestInfo: the bytes that are signed. */
  signed: Uint8Array;
  /** 0 in every proper request: the number that the standard calls v1. */
  version: number;
  subject: DerElement;
  spki: DerElement;
  /** What the attribute extensionRequest asks for; empty where there is none. */
  extensions: Extensions;
  /** There is a challenge password. Its value stays where it is. */
  challengePassword: boolean;
  signatureAlgorithm: DerElement;
  signature: Uint8Array;
};

/** Attribute types: PKCS#9's (RFC 2985 section 5.4.2), and the one that older Windows writes for the same thing. */
const extensionRequests = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];
const challengePassword = '1.2.840.113549.1.9.7';

/** The values of each attribute by its dotted type. Throws DerError, also when a type occurs twice. */
const readAttributes = (list: DerElement | undefined): ReadonlyMap<string, DerElement> => {
  const found = new Map<string, DerElement>();
  for (const attribute of list?.children() ?? []) {
    const [type, values] = expect(attribute, tag.sequence, 'an attribute').children();
    const oid = oidText(expect(type, tag.oid, 'the type of an attribute'));
    if (found.has(oid)) throw new DerError(`attribute ${oid} occurs twice`);
    found.set(oid, expect(values, tag.set, `the values of attribute ${oid}`));
  }
  return found;
};

/** PKCS#9's list where there are both, as OpenSSL does it. */
const requestedExtensions = (attributes: ReadonlyMap<string, DerElement>): Extensions => {
  const type = extensionRequests.find((oid) => attributes.has(oid));
  const lists = type === undefined ? [] : (attributes.get(type)?.children() ?? []);
  if (lists.length > 1) throw new DerError('more than one list of extensions');
  return lists[0] === undefined ? new Map() : readExtensions(lists[0]);
};

/** Takes a DER request apart. Throws DerError when the bytes are anything else, or more than one request. */
export const readRequestStructure = (der: Uint8Array): RequestStructure => {
  const outer = expect(readDer(der), tag.sequence, 'a request').children();
  if (outer.length !== 3) throw new DerError('a request has three parts');
  const [info, algorithm, signature] = outer as [DerElement, DerElement, DerElement];
  const [version, subject, spki, ...optional] = expect(info, tag.sequence, 'the signed part').children();
  // The attributes are not optional in the standard, but some devices leave them out when there are none.
  const [attributes, ...more] = optional;
  if (more.length > 0) throw new DerError('the signed part has too many fields');
  const read = readAttributes(attributes && expect(attributes, context(0, true), 'the attributes'));
  return {
    signed: info.encoding,
    version: smallInteger(expect(version, tag.integer, 'the version')),
    subject: expect(subject, tag.sequence, 'the subject'),
    spki: expect(spki, tag.sequence, 'the public key'),
    extensions: requestedExtensions(read),
    challengePassword: read.has(challengePassword),
    signatureAlgorithm: expect(algorithm, tag.sequence, 'the signature algorithm'),
    signature: bitStringOctets(expect(signature, tag.bitString, 'the signature')),
  };
};
