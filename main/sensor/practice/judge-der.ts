// What node:crypto does not tell of a certificate: how it was signed, and where its revocation list is. Taken from the
// DER with node-forge, once the TLS library has accepted the certificate; our own reader (main/pki) is not asked.
import { randomBytes, type X509Certificate } from 'node:crypto';
import forge from 'node-forge';

const { asn1 } = forge;
const { Class, Type } = asn1;
type Node = forge.asn1.Asn1;

const childrenOf = (node: Node | undefined): Node[] => (Array.isArray(node?.value) ? node.value : []);
const oidOf = (node: Node | undefined) => (typeof node?.value === 'string' ? asn1.derToOid(node.value) : '');
// The types that come with forge do not know this option, without which it guesses what a BIT STRING holds.
const parseOptions = { decodeBitStrings: false } as unknown as boolean;
const parse = (bytes: string) => asn1.fromDer(bytes, parseOptions);
const binary = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const partsOf = ({ raw }: X509Certificate) => childrenOf(parse(binary(raw)));

/** Object identifier of the algorithm of the certificate's signature, dotted. */
export const signatureAlgorithmOf = (certificate: X509Certificate): string =>
  oidOf(childrenOf(partsOf(certificate)[1])[0]);

/** The URIs under cRLDistributionPoints (RFC 5280 section 4.2.1.13), in their order. Throws when it is malformed. */
export const distributionPointsOf = (certificate: X509Certificate): string[] => {
  const tagged = (nodes: Node[], tag: number) =>
    nodes.filter(({ tagClass, type }) => tagClass === Class.CONTEXT_SPECIFIC && (type as number) === tag);
  const extensions = childrenOf(tagged(childrenOf(partsOf(certificate)[0]), 3)[0]).flatMap(childrenOf);
  const found = extensions.find((each) => oidOf(childrenOf(each)[0]) === '2.5.29.31');
  const value = childrenOf(found).at(-1)?.value;
  if (typeof value !== 'string') return [];
  const names = childrenOf(parse(value))
    .flatMap((point) => tagged(childrenOf(point), 0))
    .flatMap((name) => tagged(childrenOf(name), 0))
    .flatMap(childrenOf);
  return tagged(names, 6).flatMap((uri) => (typeof uri.value === 'string' ? [uri.value] : []));
};

/**
 * A trust anchor with this certificate's name and key: that is all that a path needs of one (RFC 5280 section 6.1.1 d).
 * It is a self-issued certificate of version 1, PEM, whose signature is nothing, as no TLS library looks at it. Its serial
 * is a random one, so that it cannot stand on a list of the CA by chance.
 */
export const anchorLike = (certificate: X509Certificate): string => {
  const [version, , algorithm, , validity, subject] = childrenOf(partsOf(certificate)[0]);
  if (version?.tagClass !== Class.CONTEXT_SPECIFIC || !algorithm || !validity || !subject) {
    throw new TypeError('a certificate of version 1 issues nothing');
  }
  const serial = `\x40${binary(randomBytes(15))}`;
  const spki = parse(binary(certificate.publicKey.export({ type: 'spki', format: 'der' })));
  const sequence = (parts: Node[]) => asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, parts);
  const signed = sequence([
    asn1.create(Class.UNIVERSAL, Type.INTEGER, false, serial),
    algorithm,
    subject,
    validity,
    subject,
    spki,
  ]);
  const whole = sequence([signed, algorithm, asn1.create(Class.UNIVERSAL, Type.BITSTRING, false, '\0\0')]);
  const base64 = Buffer.from(asn1.toDer(whole).getBytes(), 'latin1').toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
};

/**
 * What to trust so that a path ends at its last certificate, PEM. One that signed itself and is the whole path may not be
 * allowed to sign others. BoringSSL takes no such root, so there its name and key stand in for it.
 */
export const anchorOf = (path: readonly X509Certificate[]): string => {
  const root = path.at(-1);
  return path.length === 1 && root ? `${root}${anchorLike(root)}` : String(root);
};
