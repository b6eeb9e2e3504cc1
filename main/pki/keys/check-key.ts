// Tests a private key as `openssl rsa -check` and `openssl pkey -check` do: are its numbers consistent, does its public
// part belong to it, is it large enough, does it sign. What cannot be computed here is said to be not checked.
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import type { CheckState, KeyCheck } from '../../../preload/contract/key-check.ts';
import { oidText, readDer, sameBytes, tag } from '../asn1/der.ts';
import { algorithmIdentifier, integer, octetString, sequence } from '../asn1/der-values.ts';
import { curveById } from './curves.ts';
import { ecInner, type KeyStructure, keyType, publicPart, readKeyStructure, spkiOctets } from './key-structure.ts';
import type { PrivateKey } from './private-key.ts';
import { readPublicKey } from './public-key.ts';
import { checkRsa } from './rsa-check.ts';
import { Work } from './work.ts';

const state = (good: boolean): CheckState => (good ? 'good' : 'bad');

/** NIST SP 800-131A: the least that still counts. Edwards curves have one size each. */
const minimumBits: Readonly<Record<string, number>> = { RSA: 2048, 'RSA-PSS': 2048, DSA: 2048, EC: 224 };

const sizeCheck = (spki: Uint8Array): KeyCheck => {
  const { algorithm, bits, curve } = readPublicKey(readDer(spki));
  const minimum = minimumBits[algorithm];
  const facts = {
    algorithm,
    ...(bits === undefined ? {} : { bits }),
    ...(curve === undefined ? {} : { curve }),
    ...(minimum === undefined ? {} : { minimum }),
  };
  if (/^(Ed|X)(25519|448)$/.test(algorithm)) return { check: 'size', state: 'good', ...facts };
  if (bits === undefined || minimum === undefined) return { check: 'size', state: 'not-checked', ...facts };
  return { check: 'size', state: state(bits >= minimum), ...facts };
};

const ecChecks = (structure: KeyStructure, spki: Uint8Array): KeyCheck[] => {
  const { scalar } = ecInner(structure.inner);
  const point = spkiOctets(spki);
  const { parameters } = structure;
  const curve = parameters?.tag === tag.oid ? curveById(oidText(parameters)) : undefined;
  if (curve === undefined)
    return (['ec-private-number', 'ec-point-on-curve', 'pair'] as const).map((check) => ({
      check,
      state: 'not-checked',
    }));
  const computed = curve.publicPoint(scalar);
  return [
    { check: 'ec-private-number', state: state(curve.hasScalar(scalar)) },
    { check: 'ec-point-on-curve', state: state(curve.hasPoint(point)) },
    { check: 'pair', state: state(computed !== undefined && curve.samePoint(computed, point)) },
  ];
};

/** The public part computed from the private one alone, against the one that the key came with. */
const pairCheck = (structure: KeyStructure, spki: Uint8Array): KeyCheck => {
  const parameters = structure.parameters ? [structure.parameters.encoding] : [];
  const bare = sequence(integer(0), algorithmIdentifier(structure.type, ...parameters), octetString(structure.inner));
  const computed = publicPart(readKeyStructure(bare), new Work());
  return { check: 'pair', state: computed === undefined ? 'not-checked' : state(sameBytes(computed, spki)) };
};

const checksOf = (structure: KeyStructure, spki: Uint8Array): KeyCheck[] => {
  const { type, inner } = structure;
  if (type === keyType.rsa || type === keyType.rsaPss) return checkRsa(inner);
  return type === keyType.ec ? ecChecks(structure, spki) : [pairCheck(structure, spki)];
};

const der = (key: Uint8Array) => ({ key: Buffer.from(key), format: 'der' as const });

/** Both halves as objects of the runtime. An RSA-PSS key goes in as the RSA key inside: BoringSSL takes no other. */
const halves = (structure: KeyStructure, { pkcs8, spki }: PrivateKey): [KeyObject, KeyObject] =>
  structure.type === keyType.rsaPss
    ? [
        createPrivateKey({ ...der(structure.inner), type: 'pkcs1' }),
        createPublicKey({ ...der(spkiOctets(spki)), type: 'pkcs1' }),
      ]
    : [createPrivateKey({ ...der(pkcs8), type: 'pkcs8' }), createPublicKey({ ...der(spki), type: 'spki' })];

/** Sizes that both OpenSSL and BoringSSL sign with in a moment. */
const signable = (size: KeyCheck): boolean => {
  if (size.check !== 'size') return false;
  if (!/^RSA/.test(size.algorithm)) return /^(EC|Ed25519|Ed448|DSA)$/.test(size.algorithm);
  return size.bits !== undefined && size.bits >= 1024 && size.bits <= 8192;
};

const message = Buffer.from('a key that signs this fits the key that verifies it');

const signCheck = (structure: KeyStructure, key: PrivateKey, found: readonly KeyCheck[]): CheckState => {
  const [size] = found;
  // The runtimes differ in which inconsistent keys they still sign with, so that would prove nothing.
  const sound = found.every(({ check, state: each }) => check === 'size' || each !== 'bad');
  const exponent = found.find(({ check }) => check === 'rsa-exponent');
  // BoringSSL takes no exponent above 33 bits.
  const common = exponent?.check !== 'rsa-exponent' || BigInt(exponent.exponent) < 2n ** 33n;
  if (size === undefined || !sound || !common || !signable(size)) return 'not-checked';
  try {
    const [privateHalf, publicHalf] = halves(structure, key);
    const hash = /^ed/.test(privateHalf.asymmetricKeyType ?? '') ? null : 'sha256';
    return state(verify(hash, message, publicHalf, sign(hash, message, privateHalf)));
  } catch {
    return 'not-checked';
  }
};

/**
 * Tests a key. `not-checked` stands where this runtime lacks the curve or algorithm, where the numbers are too large to
 * be done within about a second, and for the signature of a key that is inconsistent already.
 * @param key as readPrivateKey or newKey gave it; throws DerError for other bytes
 */
export const checkKey = (key: PrivateKey): KeyCheck[] => {
  const structure = readKeyStructure(key.pkcs8);
  const found = [sizeCheck(key.spki), ...checksOf(structure, key.spki)];
  return [...found, { check: 'sign-verify', state: signCheck(structure, key, found) }];
};
