// What a certificate is good for, and which certificate signed which. Checks names and signatures on every link, but
// no dates, purposes or name constraints: this orders certificates, it does not validate a path (RFC 5280 section 6).
import { X509Certificate } from 'node:crypto';
import type { CertificateItem, Role } from '../../../preload/contract/item.ts';
import { DerError } from '../asn1/der.ts';
import { readSignatureAlgorithm, verifySignature } from '../keys/signature.ts';
import { type CertificateStructure, readCertificateStructure } from './certificate-structure.ts';
import { thumbprints } from './fingerprint.ts';

/**
 * The role that decides the store. Only basicConstraints makes a CA (RFC 5280 section 4.2.1.9); a version-1 root
 * therefore counts as a self-signed leaf here, and planTrust knows it by the certificates that it signed.
 */
export const roleOf = (item: CertificateItem): Role => {
  if (item.basicConstraints?.ca) return item.selfSigned ? 'root-ca' : 'intermediate-ca';
  return item.selfSigned ? 'self-signed-leaf' : 'leaf';
};

/** A certificate made ready for repeated checks of who issued it. */
export type Linkable = { der: Uint8Array; parts: CertificateStructure; native: X509Certificate };

/** Reads a certificate for `issued`; undefined when the runtime or we cannot read it. */
export const linkable = (der: Uint8Array): Linkable | undefined => {
  let native: X509Certificate;
  try {
    native = new X509Certificate(der);
  } catch {
    return undefined;
  }
  try {
    return { der, native, parts: readCertificateStructure(der) };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
};

/** As isIssuerOf, for certificates that are checked more than once. */
export const issued = (issuer: Linkable, child: Linkable): boolean => {
  if (!child.native.checkIssued(issuer.native)) return false;
  const { signatureAlgorithm, signed, signature } = child.parts;
  try {
    const algorithm = readSignatureAlgorithm(signatureAlgorithm);
    return verifySignature(algorithm, signed, signature, issuer.parts.spki) === 'valid';
  } catch (error) {
    if (error instanceof DerError) return false;
    throw error;
  }
};

/**
 * Whether the first certificate issued the second: names (and key identifiers and keyCertSign, where present) fit by
 * the runtime's rules, and the signature verifies. False when the runtime cannot compute the signature.
 */
export const isIssuerOf = (issuerDer: Uint8Array, childDer: Uint8Array): boolean => {
  const issuer = linkable(issuerDer);
  const child = linkable(childDer);
  return issuer !== undefined && child !== undefined && issued(issuer, child);
};

/** More certificates than any chain needs; what is beyond is left unrelated, so that hostile input stays cheap. */
const maxCertificates = 64;

/**
 * Puts certificates in the order leaf, its issuer, and so on. The leaf is the first one that issued none of the others.
 * @returns the chain, and the certificates (without duplicates) that are not part of it, in the order given
 */
export const orderChain = (ders: readonly Uint8Array[]): { ordered: Uint8Array[]; unrelated: Uint8Array[] } => {
  const distinct = [...new Map(ders.map((der) => [thumbprints(der).sha256, der])).values()];
  const pool = distinct.slice(0, maxCertificates).flatMap((der) => linkable(der) ?? []);
  const isIssuer = (issuer: Linkable): boolean => pool.some((child) => child !== issuer && issued(issuer, child));
  const ordered: Linkable[] = [];
  let next = pool.find((each) => !isIssuer(each)) ?? pool[0];
  while (next !== undefined) {
    const current: Linkable = next;
    ordered.push(current);
    next = pool.find((each) => !ordered.includes(each) && issued(each, current));
  }
  const chain = ordered.map(({ der }) => der);
  return { ordered: chain, unrelated: distinct.filter((der) => !chain.includes(der)) };
};
