// Makes RSA certificates, for the practice sensor and for tests: self-signed, or signed by an issuer that is given.
// Not a CA: it keeps no serials and no database, checks no request, and issues whatever it is told to.
import forge from 'node-forge';
import { sameBytes } from '../asn1/der.ts';
import { attributeOidOf, extendedKeyUsages, type KeyUsage } from '../asn1/oids.ts';
import { canonicalIp } from '../names/ip-address.ts';
import { readCertificateStructure } from './certificate-structure.ts';
import { subjectKeyIdentifier } from './extensions.ts';

export type CertificateOrder = {
  /** Attributes in the order of the certificate, types by any name that oids.ts knows (`CN`, `O`, `emailAddress`). */
  subject: readonly { type: string; value: string }[];
  /** The subject's RSA private key, PEM, PKCS#8 or PKCS#1, not encrypted. */
  keyPem: string;
  /** Without it the certificate signs itself. An RSA key here too. */
  issuer?: { certificateDer: Uint8Array; keyPem: string };
  notBefore: Date;
  notAfter: Date;
  /** Names as they shall stand in the certificate: ASCII, so international ones as punycode. */
  sans?: { dns?: readonly string[]; ip?: readonly string[]; email?: readonly string[]; uri?: readonly string[] };
  /** A CA, with its path length where it has one; without it the certificate says that it is none. */
  ca?: { pathLength?: number };
  keyUsage?: readonly KeyUsage[];
  /** Names of oids.ts (`serverAuth`) or dotted object identifiers. */
  extendedKeyUsage?: readonly string[];
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

const extensionsOf = (order: CertificateOrder, authorityKey: string | undefined): object[] => {
  const { ca, keyUsage, extendedKeyUsage, sans } = order;
  const length = ca?.pathLength === undefined ? {} : { pathLenConstraint: ca.pathLength };
  const found: object[] = [{ name: 'basicConstraints', critical: true, cA: ca !== undefined, ...length }];
  if (keyUsage) found.push({ name: 'keyUsage', critical: true, ...flags(keyUsage) });
  if (extendedKeyUsage) found.push({ name: 'extKeyUsage', ...flags(extendedKeyUsage.map(purpose)) });
  if (sans) found.push({ name: 'subjectAltName', altNames: alternativeNames(sans) });
  found.push({ name: 'subjectKeyIdentifier' });
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

/**
 * Issues a version-3 certificate, signed with sha256WithRSAEncryption.
 * @returns the certificate, DER. Throws on an order that makes no sense: orders come from our own code.
 */
export const issueCertificate = (order: CertificateOrder): Uint8Array => {
  const key = forge.pki.privateKeyFromPem(order.keyPem) as forge.pki.rsa.PrivateKey;
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.setRsaPublicKey(key.n, key.e);
  certificate.serialNumber = positive(order.serial);
  certificate.validity.notBefore = order.notBefore;
  certificate.validity.notAfter = order.notAfter;
  certificate.setSubject(nameAttributes(order.subject));
  let signingKey = key;
  let authorityKey: string | undefined;
  if (order.issuer) {
    const { certificateDer, keyPem } = order.issuer;
    signingKey = forge.pki.privateKeyFromPem(keyPem) as forge.pki.rsa.PrivateKey;
    const parent = forge.pki.certificateFromAsn1(forge.asn1.fromDer(binary(certificateDer)));
    certificate.setIssuer(issuerAttributes(parent));
    const identifier = subjectKeyIdentifier(readCertificateStructure(certificateDer).extensions);
    authorityKey = identifier && forge.util.hexToBytes(identifier);
  } else {
    certificate.setIssuer(certificate.subject.attributes);
  }
  certificate.setExtensions(extensionsOf(order, authorityKey));
  certificate.sign(signingKey, forge.md.sha256.create());
  const der = forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes();
  const issued = new Uint8Array(Buffer.from(der, 'latin1'));
  const wanted = readCertificateStructure(order.issuer?.certificateDer ?? issued).subject;
  if (!sameBytes(readCertificateStructure(issued).issuer.encoding, wanted.encoding))
    throw new TypeError("the issuer's name cannot be written again as it is");
  return issued;
};
