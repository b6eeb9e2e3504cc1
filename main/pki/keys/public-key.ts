// The SubjectPublicKeyInfo of a certificate, request or key file: which algorithm, how large, which curve, its hash.
// Does not check that the key is mathematically sound; whoever uses the key (node:crypto) does.
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import type { PublicKey } from '../../../preload/contract/item.ts';
import { bitStringOctets, type DerElement, DerError, expect, oidText, readDer, tag } from '../asn1/der.ts';
import { encode } from '../asn1/der-write.ts';
import { curves, keyAlgorithms } from '../asn1/oids.ts';

const integerBits = (element: DerElement | undefined): number => {
  const bytes = expect(element, tag.integer, 'a number of the key').content;
  const first = bytes.findIndex((byte) => byte !== 0);
  return first < 0 ? 0 : (bytes.length - first) * 8 - (Math.clz32(bytes[first] as number) - 24);
};

type Size = { bits?: number; curve?: string };

/** Curves are normally named; explicit parameters (RFC 3279 section 2.3.5) are said to be that, with the field's size. */
const curveSize = (parameters: DerElement | undefined): Size => {
  if (parameters?.tag === tag.oid) {
    const oid = oidText(parameters);
    const curve = curves[oid];
    return curve ? { bits: curve.bits, curve: curve.name } : { curve: oid };
  }
  if (parameters?.tag !== tag.sequence) return {};
  const field = expect(parameters.children()[1], tag.sequence, 'the field of the curve').children()[1];
  return { curve: 'explicit', ...(field?.tag === tag.integer ? { bits: integerBits(field) } : {}) };
};

const sizeOf = (algorithm: string, parameters: DerElement | undefined, key: Uint8Array): Size => {
  switch (algorithm) {
    case 'RSA':
    case 'RSA-PSS':
      return { bits: integerBits(expect(readDer(key), tag.sequence, 'an RSA key').children()[0]) };
    case 'EC':
      return curveSize(parameters);
    case 'DSA':
      // The parameters may be inherited from the issuer, then the size is not known from here.
      return parameters?.tag === tag.sequence ? { bits: integerBits(parameters.children()[0]) } : {};
    default:
      return {};
  }
};

/** Algorithm, parameters and key octets of a SubjectPublicKeyInfo. Throws DerError. */
const partsOf = (spki: DerElement) => {
  const [identifier, key, ...more] = expect(spki, tag.sequence, 'the public key').children();
  if (more.length > 0) throw new DerError('a public key with more parts than there are');
  const [oid, parameters] = expect(identifier, tag.sequence, 'the algorithm of the key').children();
  const type = oidText(expect(oid, tag.oid, 'the algorithm of the key'));
  const octets = bitStringOctets(expect(key, tag.bitString, 'the public key'));
  return { algorithm: keyAlgorithms[type] ?? type, parameters, octets };
};

/** Describes a SubjectPublicKeyInfo (RFC 5280 section 4.1.2.7). Throws DerError. */
export const readPublicKey = (spki: DerElement): PublicKey => {
  const { algorithm, parameters, octets } = partsOf(spki);
  return {
    algorithm,
    ...sizeOf(algorithm, parameters, octets),
    sha256: createHash('sha256').update(spki.encoding).digest('hex').toUpperCase(),
  };
};

/** Chromium's bounds: with them a signature takes a fraction of a millisecond to check, whatever the key. */
const maxModulusBits = 8192;
const maxExponentBits = 33;

/** Whether an RSA key is so large that a file full of its signatures would take minutes. */
const isCostly = (key: Uint8Array): boolean => {
  const [modulus, exponent] = expect(readDer(key), tag.sequence, 'an RSA key').children();
  return integerBits(modulus) > maxModulusBits || integerBits(exponent) > maxExponentBits;
};

/** Keys that OpenSSL and BoringSSL both know: when they refuse one of these, the key is at fault. */
const known = new Set(['RSA', 'RSA-PSS', 'Ed25519', 'P-256', 'P-384', 'P-521']);

/** The key for use by node:crypto, `invalid`, or `unsupported` where this runtime lacks the kind. Throws DerError. */
export const importPublicKey = (
  spki: DerElement,
): { algorithm: string; key: KeyObject | 'invalid' | 'unsupported' } => {
  const { algorithm, parameters, octets } = partsOf(spki);
  if (algorithm.startsWith('RSA') && isCostly(octets)) return { algorithm, key: 'unsupported' };
  try {
    // BoringSSL does not import keys marked as RSA-PSS; the key inside is an ordinary RSA key.
    const key =
      algorithm === 'RSA-PSS'
        ? createPublicKey({ key: Buffer.from(octets), format: 'der', type: 'pkcs1' })
        : createPublicKey({ key: Buffer.from(spki.encoding), format: 'der', type: 'spki' });
    return { algorithm, key };
  } catch {
    const kind = algorithm === 'EC' ? curveSize(parameters).curve : algorithm;
    return { algorithm, key: kind !== undefined && known.has(kind) ? 'invalid' : 'unsupported' };
  }
};

const rsaEncryption = Uint8Array.of(0x06, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1);

/**
 * The SubjectPublicKeyInfo of a public key file: itself, or made around the bare RSAPublicKey of PKCS#1 (RFC 8017
 * appendix A.1.1). Throws DerError.
 */
export const spkiOf = (der: Uint8Array): Uint8Array => {
  const parts = expect(readDer(der), tag.sequence, 'a public key').children();
  if (parts[0]?.tag !== tag.integer) return der;
  const identifier = encode(tag.sequence, rsaEncryption, Uint8Array.of(5, 0));
  return encode(tag.sequence, identifier, encode(tag.bitString, Uint8Array.of(0), der));
};
