// The parts of an X.509 certificate (RFC 5280 section 4.1), each still as DER: the layout and nothing else.
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
import { type Extensions, readExtensions } from './extensions.ts';

export type CertificateStructure = {
  /** 1, 2 or 3 (the encoding counts from 0, and leaves version 1 out). */
  version: number;
  /** tbsCertificate: the bytes that are signed. */
  signed: Uint8Array;
  serialNumber: DerElement;
  signatureAlgorithm: DerElement;
  issuer: DerElement;
  notBefore: DerElement;
  notAfter: DerElement;
  subject: DerElement;
  spki: DerElement;
  extensions: Extensions;
  signature: Uint8Array;
};

/** Takes a DER certificate apart. Throws DerError when the bytes are anything else, or more than one certificate. */
export const readCertificateStructure = (der: Uint8Array): CertificateStructure => {
  const outer = expect(readDer(der), tag.sequence, 'a certificate').children();
  if (outer.length !== 3) throw new DerError('a certificate has three parts');
  const [tbs, algorithm, signature] = outer as [DerElement, DerElement, DerElement];
  const fields = expect(tbs, tag.sequence, 'the signed part').children();
  const version = fields[0]?.tag === context(0, true) ? fields.shift()?.children()[0] : undefined;
  const [serialNumber, inner, issuer, validity, subject, spki, ...optional] = fields;
  const signatureAlgorithm = expect(algorithm, tag.sequence, 'the signature algorithm');
  // RFC 5280 section 4.1.1.2: named twice, once inside the signed part, and both must be the same.
  if (!sameBytes(expect(inner, tag.sequence, 'the inner signature algorithm').encoding, signatureAlgorithm.encoding))
    throw new DerError('the signature algorithm is given twice and differs');
  const dates = expect(validity, tag.sequence, 'the validity').children();
  if (dates.length !== 2) throw new DerError('the validity is not two dates');
  const list = optional.find((field) => field.tag === context(3, true))?.children()[0];
  return {
    version: version === undefined ? 1 : smallInteger(expect(version, tag.integer, 'the version')) + 1,
    signed: tbs.encoding,
    serialNumber: expect(serialNumber, tag.integer, 'the serial number'),
    signatureAlgorithm,
    issuer: expect(issuer, tag.sequence, 'the issuer'),
    notBefore: dates[0] as DerElement,
    notAfter: dates[1] as DerElement,
    subject: expect(subject, tag.sequence, 'the subject'),
    spki: expect(spki, tag.sequence, 'the public key'),
    extensions: list === undefined ? new Map() : readExtensions(list),
    signature: bitStringOctets(expect(signature, tag.bitString, 'the signature')),
  };
};
