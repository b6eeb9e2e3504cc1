// Verifies one signature over DER bytes, as certificates, requests and revocation lists carry them.
// Says `unsupported` where the runtime cannot compute it (BoringSSL lacks several algorithms), never guesses.
import { constants, verify } from 'node:crypto';
import { context, type DerElement, expect, oidText, smallInteger, tag } from '../asn1/der.ts';
import { type Hash, hashes, type SignatureScheme, signatureAlgorithms } from '../asn1/oids.ts';
import { importPublicKey } from './public-key.ts';

export type SignatureState = 'valid' | 'invalid' | 'unsupported';

type Algorithm = SignatureScheme & { parameters: DerElement | undefined };

/** Reads an AlgorithmIdentifier of a signature; an unknown one has its dotted identifier as name. Throws DerError. */
export const readSignatureAlgorithm = (identifier: DerElement | undefined): Algorithm => {
  const [oid, parameters] = expect(identifier, tag.sequence, 'the signature algorithm').children();
  const text = oidText(expect(oid, tag.oid, 'the signature algorithm'));
  return { ...(signatureAlgorithms[text] ?? { name: text, scheme: 'other' }), parameters };
};

type PssParameters = { hash: Hash; saltLength: number };

/** RSASSA-PSS-params (RFC 4055 section 3.1); undefined when MGF1 uses another hash, which node:crypto cannot say. */
const pssParameters = (parameters: DerElement | undefined): PssParameters | undefined => {
  let hash: Hash | undefined = 'sha1';
  let mask: Hash | undefined = 'sha1';
  let saltLength = 20;
  const hashOf = (identifier: DerElement | undefined): Hash | undefined =>
    hashes[oidText(expect(expect(identifier, tag.sequence, 'a hash').children()[0], tag.oid, 'a hash'))];
  for (const field of parameters === undefined ? [] : expect(parameters, tag.sequence, 'PSS parameters').children()) {
    const value = field.children()[0];
    if (field.tag === context(0, true)) hash = hashOf(value);
    else if (field.tag === context(1, true))
      mask = hashOf(expect(value, tag.sequence, 'a mask function').children()[1]);
    else if (field.tag === context(2, true)) saltLength = smallInteger(expect(value, tag.integer, 'a salt length'));
  }
  return hash !== undefined && hash === mask ? { hash, saltLength } : undefined;
};

/** The hash that a signature of this algorithm is made over, where one is named and known. Throws DerError. */
export const signatureHash = (algorithm: Algorithm): Hash | undefined =>
  algorithm.scheme === 'pss' ? pssParameters(algorithm.parameters)?.hash : algorithm.hash;

/** Which kinds of key a signature can have been made with. */
const keysOf: Record<Exclude<SignatureScheme['scheme'], 'other'>, readonly string[]> = {
  pkcs1: ['RSA'],
  pss: ['RSA', 'RSA-PSS'],
  ecdsa: ['EC'],
  dsa: ['DSA'],
  ed25519: ['Ed25519'],
  ed448: ['Ed448'],
};

/**
 * Whether `signature` over `data` was made with the key of `spki`. Throws DerError when a structure is malformed.
 * @param data the signed bytes (for a certificate: the DER of tbsCertificate)
 */
export const verifySignature = (
  algorithm: Algorithm,
  data: Uint8Array,
  signature: Uint8Array,
  spki: DerElement,
): SignatureState => {
  const { scheme, parameters } = algorithm;
  const pss = scheme === 'pss' ? pssParameters(parameters) : undefined;
  const hash = pss?.hash ?? algorithm.hash;
  const wantsHash = scheme !== 'ed25519' && scheme !== 'ed448';
  if (scheme === 'other' || (wantsHash && hash === undefined)) return 'unsupported';
  const { algorithm: keyAlgorithm, key } = importPublicKey(spki);
  if (!keysOf[scheme].includes(keyAlgorithm)) return 'invalid';
  if (typeof key === 'string') return key;
  const options =
    scheme === 'pss'
      ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss?.saltLength ?? 0 }
      : scheme === 'pkcs1'
        ? { key, padding: constants.RSA_PKCS1_PADDING }
        : key;
  try {
    return verify(hash ?? null, data, options, signature) ? 'valid' : 'invalid';
  } catch {
    // The hash or the curve is switched off in this runtime; a signature that is merely wrong does not throw.
    return 'unsupported';
  }
};
