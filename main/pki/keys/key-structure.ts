// The three structures that private keys come in: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 appendix A.1.2) and SEC 1
// (RFC 5915), plus OpenSSL's old one for DSA. Turns each into PKCS#8 and finds the public key. Proves nothing about
// the numbers: check-key.ts does.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import {
  bitStringOctets,
  context,
  type DerElement,
  DerError,
  expect,
  oidText,
  readDer,
  smallInteger,
  tag,
} from '../asn1/der.ts';
import {
  algorithmIdentifier,
  bitString,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
  unsignedValue,
} from '../asn1/der-values.ts';
import { curves, keyAlgorithms } from '../asn1/oids.ts';
import { curveById } from './curves.ts';
import { modPow } from './numbers.ts';
import type { Work } from './work.ts';

export const keyType = {
  rsa: '1.2.840.113549.1.1.1',
  rsaPss: '1.2.840.113549.1.1.10',
  ec: '1.2.840.10045.2.1',
  dsa: '1.2.840.10040.4.1',
} as const;

/** What the file says about a key before anything is computed. */
export type KeyStructure = {
  encoding: 'pkcs8' | 'pkcs1' | 'sec1' | undefined;
  pkcs8: Uint8Array;
  /** The dotted identifier of the algorithm, with its parameters as they stand in the PKCS#8. */
  type: string;
  parameters: DerElement | undefined;
  /** The octets of the PKCS#8's private key. */
  inner: Uint8Array;
  /** The public key of an RFC 5958 version 2. */
  publicKey: Uint8Array | undefined;
};

/** The nine numbers of an RSA key and further primes, in the order of RFC 8017. Throws DerError. */
export const rsaIntegers = (pkcs1: Uint8Array): { numbers: bigint[]; others: bigint[][] } => {
  const [version, ...fields] = expect(readDer(pkcs1), tag.sequence, 'an RSA key').children();
  const kind = smallInteger(expect(version, tag.integer, 'the version of the RSA key'));
  if (kind > 1) throw new DerError('an unknown version of RSA key');
  const number = (element: DerElement | undefined): bigint => {
    const value = unsignedValue(expect(element, tag.integer, 'a number of the RSA key').content);
    if (value === undefined) throw new DerError('a number of the RSA key that is negative or too long');
    return value;
  };
  const numbers = Array.from({ length: 8 }, (_, i) => number(fields[i]));
  const rest = fields.slice(8);
  if (kind === 0 && rest.length > 0) throw new DerError('something behind the RSA key');
  const list = rest[0] === undefined ? [] : expect(rest[0], tag.sequence, 'the further primes').children();
  if (list.length > 3) throw new DerError('more than five primes in an RSA key');
  const others = list.map((each) => expect(each, tag.sequence, 'a further prime').children().slice(0, 3).map(number));
  if (others.some((each) => each.length !== 3)) throw new DerError('a further prime is incomplete');
  return { numbers, others };
};

export type EcInner = { scalar: Uint8Array; parameters: DerElement | undefined; point: Uint8Array | undefined };

/** ECPrivateKey (RFC 5915 section 3). Throws DerError. */
export const ecInner = (sec1: Uint8Array): EcInner => {
  const [version, scalar, ...options] = expect(readDer(sec1), tag.sequence, 'an EC key').children();
  if (smallInteger(expect(version, tag.integer, 'the version of the EC key')) !== 1)
    throw new DerError('an unknown version of EC key');
  const point = options.find((each) => each.tag === context(1, true))?.children()[0];
  const octets = point && expect(point, tag.bitString, 'the public key').content;
  if (octets && (octets.length < 2 || octets[0] !== 0)) throw new DerError('a public key that is no point');
  return {
    scalar: expect(scalar, tag.octetString, 'the private number').content,
    parameters: options.find((each) => each.tag === context(0, true))?.children()[0],
    point: octets?.subarray(1),
  };
};

/** PrivateKeyInfo or OneAsymmetricKey. */
const readPkcs8 = (root: DerElement, parts: readonly DerElement[]): KeyStructure => {
  const [version, identifier, key, ...options] = parts;
  if (smallInteger(version as DerElement) > 1) throw new DerError('an unknown version of PKCS#8');
  const [oid, parameters] = expect(identifier, tag.sequence, 'the algorithm of the key').children();
  // Tag [1] is implicit: a BIT STRING's content (RFC 5958 section 2).
  const publicKey = options.find((each) => each.tag === context(1))?.content;
  if (publicKey && publicKey[0] !== 0) throw new DerError('a public key with unused bits');
  return {
    encoding: 'pkcs8',
    pkcs8: root.encoding,
    type: oidText(expect(oid, tag.oid, 'the algorithm of the key')),
    parameters,
    inner: expect(key, tag.octetString, 'the key').content,
    publicKey: publicKey?.subarray(1),
  };
};

/** `type` with its parameters around `inner`, as the PKCS#8 that OpenSSL would write. */
const wrapped = (
  encoding: KeyStructure['encoding'],
  type: string,
  parameters: Uint8Array,
  inner: Uint8Array,
): KeyStructure => {
  const pkcs8 = sequence(integer(0), algorithmIdentifier(type, parameters), octetString(inner));
  return { ...readKeyStructure(pkcs8), encoding };
};

const readSec1 = (root: DerElement): KeyStructure => {
  const { scalar, parameters, point } = ecInner(root.encoding);
  if (parameters === undefined) throw new DerError('an EC key that does not say its curve');
  // Inside PKCS#8 the curve stands in the algorithm, and OpenSSL does not repeat it.
  const inner = sequence(integer(1), octetString(scalar), ...(point === undefined ? [] : [encodePublicPoint(point)]));
  return wrapped('sec1', keyType.ec, parameters.encoding, inner);
};

/** The optional public key of an ECPrivateKey. */
export const encodePublicPoint = (point: Uint8Array): Uint8Array => {
  const bits = bitString(point);
  const header = bits.length < 0x80 ? [bits.length] : bits.length < 0x100 ? [0x81, bits.length] : undefined;
  if (header === undefined) return Uint8Array.from([0xa1, 0x82, bits.length >> 8, bits.length & 0xff, ...bits]);
  return Uint8Array.from([0xa1, ...header, ...bits]);
};

/** OpenSSL's own structure for DSA: zero, p, q, g, y, x. */
const readOldDsa = (parts: readonly DerElement[]): KeyStructure => {
  const [, p, q, g, , x] = parts.map(({ encoding }) => encoding) as [Uint8Array, ...Uint8Array[]];
  return wrapped(undefined, keyType.dsa, sequence(p as Uint8Array, q as Uint8Array, g as Uint8Array), x as Uint8Array);
};

/** A private key in the clear, whichever of the structures it has. Throws DerError. */
export const readKeyStructure = (der: Uint8Array): KeyStructure => {
  const root = expect(readDer(der), tag.sequence, 'a private key');
  const parts = root.children();
  const tags = parts.map((part) => part.tag);
  if (tags[0] === tag.integer && tags[1] === tag.sequence && tags[2] === tag.octetString) return readPkcs8(root, parts);
  if (tags[0] === tag.integer && tags[1] === tag.octetString) return readSec1(root);
  if (tags.length === 6 && tags.every((each) => each === tag.integer)) return readOldDsa(parts);
  if (tags.length >= 9 && tags.slice(0, 9).every((each) => each === tag.integer)) {
    rsaIntegers(root.encoding);
    return wrapped('pkcs1', keyType.rsa, nullValue(), root.encoding);
  }
  throw new DerError('it has not the structure of a private key');
};

const spkiOf = ({ type, parameters }: KeyStructure, key: Uint8Array): Uint8Array =>
  sequence(sequence(objectIdentifier(type), ...(parameters ? [parameters.encoding] : [])), bitString(key));

const tooMany = 'public keys that have to be computed';

const byRuntime = (pkcs8: Uint8Array, work: Work): Uint8Array | undefined => {
  work.spend(300, tooMany);
  try {
    const key = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
    return new Uint8Array(createPublicKey(key as never).export({ format: 'der', type: 'spki' }));
  } catch {
    return undefined;
  }
};

/** Units of work for a public key that has to be computed in BigInt: up to 20 milliseconds. */
const computing = 60_000;

const ecSpki = (structure: KeyStructure, work: Work): Uint8Array | undefined => {
  const { scalar, point } = ecInner(structure.inner);
  if (point !== undefined) return spkiOf(structure, point);
  // Curves spelled out in a file are not given to the runtime to compute with: they may be anything.
  if (structure.parameters?.tag !== tag.oid) return undefined;
  const known = byRuntime(structure.pkcs8, work);
  const curve = curveById(oidText(structure.parameters));
  if (known !== undefined || curve === undefined) return known;
  work.spend(computing, tooMany);
  const computed = curve.publicPoint(scalar);
  return computed && spkiOf(structure, computed);
};

/** y = g^x mod p; sizes beyond any real DSA key are not computed. */
const dsaSpki = (structure: KeyStructure, work: Work): Uint8Array | undefined => {
  const fields = structure.parameters?.tag === tag.sequence ? structure.parameters.children() : [];
  const [p, , g] = fields.map((field) => unsignedValue(field.content, 513));
  const x = unsignedValue(expect(readDer(structure.inner), tag.integer, 'the private number').content, 65);
  if (p === undefined || g === undefined || x === undefined || p < 2n) return undefined;
  work.spend(computing, tooMany);
  return spkiOf(structure, integer(modPow(g, x, p)));
};

/** Montgomery and Edwards curves (RFC 8410), of which the runtime knows some. */
const isModernCurve = (type: string): boolean => type.startsWith('1.3.101.11');

/**
 * The SubjectPublicKeyInfo that belongs to a key: from the file where it carries the public part, else computed.
 * Undefined where neither is possible in this runtime. Throws DerError when the key is malformed, and Unsupported when
 * computing is more work than is left.
 */
export const publicPart = (structure: KeyStructure, work: Work): Uint8Array | undefined => {
  const { type, inner, publicKey } = structure;
  if (type === keyType.rsa || type === keyType.rsaPss) {
    const [n, e] = rsaIntegers(inner).numbers as [bigint, bigint];
    return spkiOf(structure, sequence(integer(n), integer(e)));
  }
  if (type === keyType.ec) return ecSpki(structure, work);
  if (type === keyType.dsa) return dsaSpki(structure, work);
  if (publicKey !== undefined) return spkiOf(structure, publicKey);
  return isModernCurve(type) ? byRuntime(structure.pkcs8, work) : undefined;
};

/** The key octets of a SubjectPublicKeyInfo: an EC point, an RSAPublicKey. Throws DerError. */
export const spkiOctets = (spki: Uint8Array): Uint8Array =>
  bitStringOctets(expect(readDer(spki).children()[1], tag.bitString, 'the public key'));

/** Algorithm and curve by name, for keys of which no more is known. Throws DerError. */
export const describeKey = ({ type, parameters }: KeyStructure): { algorithm: string; curve?: string } => {
  const algorithm = keyAlgorithms[type] ?? type;
  if (algorithm !== 'EC' || parameters === undefined) return { algorithm };
  if (parameters.tag !== tag.oid) return { algorithm, curve: 'explicit' };
  const curve = oidText(parameters);
  return { algorithm, curve: curves[curve]?.name ?? curve };
};
