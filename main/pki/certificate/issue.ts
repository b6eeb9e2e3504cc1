// Makes certificates, for the practice sensor, the Lab and tests: self-signed, or signed by an issuer that is given.
// Signs with RSA only; the subject's key may be of any kind. Not a CA: it keeps no serials and no database, checks no
// request, and issues whatever it is told to.
import { createHash, createPublicKey, sign } from 'node:crypto';
import forge from 'node-forge';
import { bitStringOctets, context, expect, readDer, sameBytes, tag } from '../asn1/der.ts';
import { encode } from '../asn1/der-write.ts';
import { attributeOidOf, extendedKeyUsages, extension, type KeyUsage } from '../asn1/oids.ts';
import { canonicalIp } from '../names/ip-address.ts';
import { readCertificateStructure } from './certificate-structure.ts';
import { subjectKeyIdentifier } from './extensions.ts';

type Issuer = { certificateDer: Uint8Array; keyPem: string };
/** Whose key it is: one whose private half is at hand (PEM, RSA, not encrypted), or another's SubjectPublicKeyInfo (DER). */
type Subject = { keyPem: string; issuer?: Issuer } | { spki: Uint8Array; issuer: Issuer };

/** Without an issuer the certificate signs itself. The issuer's key is RSA too: PEM, PKCS#8 or PKCS#1, not encrypted. */
export type CertificateOrder = Subject & {
  /** Attributes in the order of the certificate, types by any name that oids.ts knows (`CN`, `O`, `emailAddress`). */
  subject: readonly { type: string; value: string }[];
  notBefore: Date;
  notAfter: Date;
  /** Names as they shall stand in the certificate: ASCII, so international ones as punycode. */
  sans?: { dns?: readonly string[]; ip?: readonly string[]; email?: readonly string[]; uri?: readonly string[] };
  /** A CA, with its path length where it has one; without it the certificate says that it is none. */
  ca?: { pathLength?: number };
  keyUsage?: readonly KeyUsage[];
  /** Names of oids.ts (`serverAuth`) or dotted object identifiers. */
  extendedKeyUsage?: readonly string[];
  /** Where the revocation list is; one distribution point each. */
  crlDistributionPoints?: readonly string[];
  /** Hex digits of a positive number. */
  serial: string;
};

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

const nameAttributes = (subject: CertificateOrder['subject']): forge.pki.CertificateField[] =>
  subject.map(({ type, value }) => {
    const oid = attributeOidOf(type);
    if (oid === undefined) throw new TypeError(`unknown attribute type ${type}`);
    // The string types that RFC 5280 appendix A gives: countryName and serialNumber are PrintableString, mail and
    // domain components IA5String, all else UTF8String.
    const { PRINTABLESTRING, IA5STRING, UTF8 } = forge.asn1.Type;
    const printable = ['2.5.4.6', '2.5.4.5', '2.5.4.46'].includes(oid);
    const ia5 = ['1.2.840.113549.1.9.1', '0.9.2342.19200300.100.1.25'].includes(oid);
    return { type: oid, value, valueTagClass: printable ? PRINTABLESTRING : ia5 ? IA5STRING : UTF8 } as never;
  });

const alternativeNames = (sans: NonNullable<CertificateOrder['sans']>): object[] => {
  const text = (type: number) => (value: string) => {
    if (!/^[\x20-\x7e]+$/.test(value)) throw new TypeError('a name in subjectAltName is not ASCII');
    return { type, value };
  };
  const address = (value: string): object => {
    if (canonicalIp(value) === null) throw new TypeError(`not an IP address: ${value}`);
    return { type: 7, ip: value };
  };
  const { dns = [], ip = [], email = [], uri = [] } = sans;
  return [...dns.map(text(2)), ...ip.map(address), ...email.map(text(1)), ...uri.map(text(6))];
};

const purposeOids = new Map(Object.entries(extendedKeyUsages).map(([oid, name]) => [name, oid]));

/** forge wants its own name for a purpose that it knows, and the identifier of any other. */
const purpose = (name: string): string => {
  const oid = purposeOids.get(name) ?? name;
  return forge.pki.oids[oid] ?? oid;
};

const flags = (names: readonly string[]): Record<string, true> => Object.fromEntries(names.map((name) => [name, true]));

/** SHA-1 over the bits of the key, without the count of unused ones (RFC 5280 section 4.2.1.2, method 1). */
const keyIdentifier = (spki: Uint8Array): Uint8Array => {
  const [, bits] = expect(readDer(spki), tag.sequence, 'a public key').children();
  return createHash('sha1')
    .update(bitStringOctets(expect(bits, tag.bitString, 'the bits of a public key')))
    .digest();
};

const uri = context(6);
const fullName = context(0, true);
/** CRLDistributionPoints (RFC 5280 section 4.2.1.13): for each URL a point with a full name of one URI. */
const distributionPoints = (urls: readonly string[]): Uint8Array =>
  encode(
    tag.sequence,
    ...urls.map((url) => {
      if (!/^[\x21-\x7e]+$/.test(url)) throw new TypeError('a distribution point is not ASCII');
      return encode(tag.sequence, encode(fullName, encode(fullName, encode(uri, Buffer.from(url, 'latin1')))));
    }),
  );

const extensionsOf = (order: CertificateOrder, spki: Uint8Array, authorityKey: string | undefined): object[] => {
  const { ca, keyUsage, extendedKeyUsage, sans, crlDistributionPoints: points = [] } = order;
  const length = ca?.pathLength === undefined ? {} : { pathLenConstraint: ca.pathLength };
  const found: object[] = [{ name: 'basicConstraints', critical: true, cA: ca !== undefined, ...length }];
  if (keyUsage) found.push({ name: 'keyUsage', critical: true, ...flags(keyUsage) });
  if (extendedKeyUsage) found.push({ name: 'extKeyUsage', ...flags(extendedKeyUsage.map(purpose)) });
  if (sans) found.push({ name: 'subjectAltName', altNames: alternativeNames(sans) });
  if (points.length > 0) found.push({ id: extension.crlDistributionPoints, value: binary(distributionPoints(points)) });
  const identifier = encode(tag.octetString, keyIdentifier(spki));
  found.push({ id: extension.subjectKeyIdentifier, value: binary(identifier) });
  if (authorityKey) found.push({ name: 'authorityKeyIdentifier', keyIdentifier: authorityKey });
  return found;
};

/** The issuer's subject as forge must be given it to write it again unchanged: forge encodes UTF-8, but never decodes. */
const issuerAttributes = (parent: forge.pki.Certificate): forge.pki.CertificateField[] =>
  parent.subject.attributes.map((attribute) =>
    (attribute.valueTagClass as number | undefined) === forge.asn1.Type.UTF8
      ? { ...attribute, value: forge.util.decodeUtf8(String(attribute.value)) }
      : attribute,
  );

/** A DER INTEGER that is positive: a leading zero octet where the top bit is set. */
const positive = (serial: string): string => {
  if (!/^[0-9a-f]+$/i.test(serial)) throw new TypeError('a serial number is hex digits');
  const digits = serial.length % 2 === 0 ? serial : `0${serial}`;
  return /^[89a-f]/i.test(digits) ? `00${digits}` : digits;
};

const spkiOf = (order: CertificateOrder): Uint8Array =>
  'spki' in order ? order.spki : createPublicKey(order.keyPem).export({ type: 'spki', format: 'der' });

/** What stands in a certificate at the place of SubjectPublicKeyInfo, after version, serial, … and subject. */
const keyPlace = 6;
// forge's types do not know this option, without which it guesses at what a BIT STRING holds.
const asIs = { decodeBitStrings: false } as unknown as boolean;

/** The certificate as DER, for a key of any kind. forge knows only RSA keys, so the signer's holds the place for it. */
const signed = (certificate: forge.pki.Certificate, spki: Uint8Array, signerPem: string): Uint8Array => {
  const { asn1 } = forge;
  const key = forge.pki.privateKeyFromPem(signerPem) as forge.pki.rsa.PrivateKey;
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.sign(key, forge.md.sha256.create());
  const [content, algorithm] = forge.pki.certificateToAsn1(certificate).value as [forge.asn1.Asn1, forge.asn1.Asn1];
  (content.value as forge.asn1.Asn1[])[keyPlace] = asn1.fromDer(binary(spki), asIs);
  const der = (node: forge.asn1.Asn1) => Buffer.from(asn1.toDer(node).getBytes(), 'latin1');
  const bytes = der(content);
  const bits = encode(tag.bitString, Uint8Array.of(0), sign('sha256', bytes, signerPem));
  return encode(tag.sequence, bytes, der(algorithm), bits);
};

/**
 * Issues a version-3 certificate, signed with sha256WithRSAEncryption.
 * @returns the certificate, DER. Throws on an order that makes no sense: orders come from our own code.
 */
export const issueCertificate = (order: CertificateOrder): Uint8Array => {
  const spki = spkiOf(order);
  const certificate = forge.pki.createCertificate();
  certificate.serialNumber = positive(order.serial);
  certificate.validity.notBefore = order.notBefore;
  certificate.validity.notAfter = order.notAfter;
  certificate.setSubject(nameAttributes(order.subject));
  let authorityKey: string | undefined;
  if (order.issuer) {
    const { certificateDer } = order.issuer;
    const parent = forge.pki.certificateFromAsn1(forge.asn1.fromDer(binary(certificateDer)));
    certificate.setIssuer(issuerAttributes(parent));
    const identifier = subjectKeyIdentifier(readCertificateStructure(certificateDer).extensions);
    authorityKey = identifier && forge.util.hexToBytes(identifier);
  } else {
    certificate.setIssuer(certificate.subject.attributes);
  }
  certificate.setExtensions(extensionsOf(order, spki, authorityKey));
  const signer = 'spki' in order ? order.issuer : (order.issuer ?? order);
  const issued = signed(certificate, spki, signer.keyPem);
  const wanted = readCertificateStructure(order.issuer?.certificateDer ?? issued).subject;
  if (!sameBytes(readCertificateStructure(issued).issuer.encoding, wanted.encoding))
    throw new TypeError("the issuer's name cannot be written again as it is");
  return issued;
};
