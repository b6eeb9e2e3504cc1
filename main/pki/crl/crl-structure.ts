// The parts of a certificate revocation list (RFC 5280 section 5.1), each still as DER: the layout and nothing else.
// The list of entries stays closed: a list of many megabytes is read as quickly as one with a single entry.
import {
  bitStringOctets,
  context,
  type DerElement,
  DerError,
  expect,
  readDer,
  sameBytes,
  smallInteger,
  tag,
} from '../asn1/der.ts';
import { type Extensions, readExtensions } from '../certificate/extensions.ts';

export type CrlStructure = {
  /** tbsCertList: the bytes that are signed. */
  signed: Uint8Array;
  version: number;
  signatureAlgorithm: DerElement;
  issuer: DerElement;
  thisUpdate: DerElement;
  nextUpdate?: DerElement;
  /** What is inside revokedCertificates: entry after entry (see entries.ts); empty where there is none. */
  entries: Uint8Array;
  extensions: Extensions;
  signature: Uint8Array;
};

const isTime = (element: DerElement | undefined): element is DerElement =>
  element?.tag === tag.utcTime || element?.tag === tag.generalizedTime;

/** Takes a DER revocation list apart. Throws DerError when the bytes are anything else. */
export const readCrlStructure = (der: Uint8Array): CrlStructure => {
  const outer = expect(readDer(der), tag.sequence, 'a revocation list').children();
  if (outer.length !== 3) throw new DerError('a revocation list has three parts');
  const [tbs, algorithm, signature] = outer as [DerElement, DerElement, DerElement];
  const fields = expect(tbs, tag.sequence, 'the signed part').children();
  const version = fields[0]?.tag === tag.integer ? smallInteger(fields.shift() as DerElement) + 1 : 1;
  if (version > 2) throw new DerError(`a revocation list of version ${version}`);
  const inner = expect(fields.shift(), tag.sequence, 'the inner signature algorithm');
  const signatureAlgorithm = expect(algorithm, tag.sequence, 'the signature algorithm');
  // RFC 5280 section 5.1.1.2: named twice, and both must be the same.
  if (!sameBytes(inner.encoding, signatureAlgorithm.encoding))
    throw new DerError('the signature algorithm is given twice and differs');
  const issuer = expect(fields.shift(), tag.sequence, 'the issuer');
  const thisUpdate = fields.shift();
  if (!isTime(thisUpdate)) throw new DerError('thisUpdate is missing');
  const nextUpdate = isTime(fields[0]) ? fields.shift() : undefined;
  const entries = fields[0]?.tag === tag.sequence ? fields.shift()?.content : undefined;
  const list = fields[0]?.tag === context(0, true) ? fields.shift()?.children() : undefined;
  if (fields.length > 0) throw new DerError('a revocation list with more parts than there are');
  if (list && (version < 2 || list.length !== 1)) throw new DerError('extensions where none may be');
  return {
    signed: tbs.encoding,
    version,
    signatureAlgorithm,
    issuer,
    thisUpdate,
    ...(nextUpdate ? { nextUpdate } : {}),
    entries: entries ?? new Uint8Array(),
    extensions: list ? readExtensions(list[0] as DerElement) : new Map(),
    signature: bitStringOctets(expect(signature, tag.bitString, 'the signature')),
  };
};
