// The parts of an X.509 certificate (RFC 5280 section 4.1), each still as DER: the layout and nothing else. It is strict
// about what may stand where, so that no part is passed over that another program would obey.
import {
  bitStringOctets,
  context,
  type DerElement,
  DerError,
  expect,
  onlyChild,
  optionalFields,
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

/** Version 1 is the default, which DER leaves out; where it is written all the same, it hides nothing, and OpenSSL reads it. */
const readVersion = (field: DerElement | undefined): number => {
  if (field === undefined) return 1;
  const version = smallInteger(expect(onlyChild(field, 'the version'), tag.integer, 'the version')) + 1;
  if (version > 3) throw new DerError(`a certificate of version ${version}`);
  return version;
};

const [issuerId, subjectId, extensionsField] = [context(1), context(2), context(3, true)];

/**
 * What may follow the public key: unique identifiers from version 2 on, extensions in version 3 (RFC 5280 sections
 * 4.1.2.8 and 4.1.2.9). OpenSSL obeys extensions in older versions too and BoringSSL refuses them: with two meanings
 * about, such a certificate counts as damaged.
 */
const readExtensionsField = (fields: readonly DerElement[], version: number): Extensions => {
  const found = optionalFields(fields, [issuerId, subjectId, extensionsField], 'a certificate');
  if (version < 2 && (found.has(issuerId) || found.has(subjectId)))
    throw new DerError('a unique identifier in a certificate of version 1');
  const list = found.get(extensionsField);
  if (list === undefined) return new Map();
  if (version < 3) throw new DerError(`extensions in a certificate of version ${version}`);
  return readExtensions(onlyChild(list, 'the list of extensions'));
};

/** Takes a DER certificate apart. Throws DerError when the bytes are anything else, or more than one certificate. */
export const readCertificateStructure = (der: Uint8Array): CertificateStructure => {
  const outer = expect(readDer(der), tag.sequence, 'a certificate').children();
  if (outer.length !== 3) throw new DerError('a certificate has three parts');
  const [tbs, algorithm, signature] = outer as [DerElement, DerElement, DerElement];
  const fields = expect(tbs, tag.sequence, 'the signed part').children();
  const version = readVersion(fields[0]?.tag === context(0, true) ? fields.shift() : undefined);
  const [serialNumber, inner, issuer, validity, subject, spki, ...optional] = fields;
  const signatureAlgorithm = expect(algorithm, tag.sequence, 'the signature algorithm');
  // RFC 5280 section 4.1.1.2: named twice, once inside the signed part, and both must be the same.
  if (!sameBytes(expect(inner, tag.sequence, 'the inner signature algorithm').encoding, signatureAlgorithm.encoding))
    throw new DerError('the signature algorithm is given twice and differs');
  const dates = expect(validity, tag.sequence, 'the validity').children();
  if (dates.length !== 2) throw new DerError('the validity is not two dates');
  return {
    version,
    signed: tbs.encoding,
    serialNumber: expect(serialNumber, tag.integer, 'the serial number'),
    signatureAlgorithm,
    issuer: expect(issuer, tag.sequence, 'the issuer'),
    notBefore: dates[0] as DerElement,
    notAfter: dates[1] as DerElement,
    subject: expect(subject, tag.sequence, 'the subject'),
    spki: expect(spki, tag.sequence, 'the public key'),
    extensions: readExtensionsField(optional, version),
    signature: bitStringOctets(expect(signature, tag.bitString, 'the signature')),
  };
};
