// From a leaf up through the certificates of a chain file: which signed which, in what order, and where it breaks off.
// Names find a possible issuer, its signature decides. Dates, purposes and limits are judged elsewhere.
import type { CertificateItem } from '../../preload/contract/item.ts';
import { DerError } from '../pki/asn1/der.ts';
import { type CertificateStructure, readCertificateStructure } from '../pki/certificate/certificate-structure.ts';
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../pki/certificate/extensions.ts';
import { readSignatureAlgorithm, verifySignature } from '../pki/keys/signature.ts';
import { nameKey } from '../pki/names/name-key.ts';

export type Certificate = { der: Uint8Array; item: CertificateItem };

export type Walk = {
  /** The leaf's issuer first. */
  issuers: readonly Certificate[];
  /**
   * self-signed: it ends there. missing: no certificate has the name of the issuer that is wanted next. other-key: one
   * has, but did not make the signature.
   */
  end: 'self-signed' | 'missing' | 'other-key';
  /** The issuer that is wanted next (RFC 4514); null where it ends in a self-signed certificate. */
  wanted: string | null;
  /** Certificates whose signature cannot be computed in this runtime; names and key identifiers fit. */
  unproven: readonly Certificate[];
};

/** A chain file holds a handful; what is beyond is not looked at, so that hostile input stays cheap. */
export const maxChain = 64;

type Link = 'valid' | 'unsupported' | 'no';

type Node = { certificate: Certificate; parts: CertificateStructure; subject: string; issuer: string };

/** Throws DerError for a name that cannot be read. */
const nodeOf = (certificate: Certificate): Node => {
  const parts = readCertificateStructure(certificate.der);
  return { certificate, parts, subject: nameKey(parts.subject), issuer: nameKey(parts.issuer) };
};

const linkOf = (issuer: Node, child: Node): Link => {
  try {
    const algorithm = readSignatureAlgorithm(child.parts.signatureAlgorithm);
    const state = verifySignature(algorithm, child.parts.signed, child.parts.signature, issuer.parts.spki);
    if (state !== 'unsupported') return state === 'valid' ? 'valid' : 'no';
    const [named, own] = [
      authorityKeyIdentifier(child.parts.extensions),
      subjectKeyIdentifier(issuer.parts.extensions),
    ];
    return named === undefined || own === undefined || named === own ? 'unsupported' : 'no';
  } catch (error) {
    if (error instanceof DerError) return 'no';
    throw error;
  }
};

/** Walks from a leaf upwards. @param pool the certificates of the chain, in any order; only the first `maxChain` count */
export const walkChain = (leaf: Certificate, pool: readonly Certificate[]): Walk => {
  const nodes = pool.slice(0, maxChain).map(nodeOf);
  const issuers: Certificate[] = [];
  const unproven: Certificate[] = [];
  let current = nodeOf(leaf);
  const seen = new Set([leaf.item.fingerprints.sha256]);
  while (!current.certificate.item.selfSigned) {
    const child = current;
    const named = nodes.filter(
      (each) => each.subject === child.issuer && !seen.has(each.certificate.item.fingerprints.sha256),
    );
    const links = named.map((issuer) => ({ issuer, link: linkOf(issuer, child) }));
    const found =
      links.find(({ link }) => link === 'valid') ?? links.find(({ link }) => link === 'unsupported') ?? undefined;
    if (found === undefined)
      return {
        issuers,
        end: named.length > 0 ? 'other-key' : 'missing',
        wanted: child.certificate.item.issuer,
        unproven,
      };
    if (found.link === 'unsupported') unproven.push(child.certificate);
    issuers.push(found.issuer.certificate);
    seen.add(found.issuer.certificate.item.fingerprints.sha256);
    current = found.issuer;
  }
  return { issuers, end: 'self-signed', wanted: null, unproven };
};
