// Sound keys, and the same ones with one number changed: PKCS#8, DER.
import { readFileSync } from 'node:fs';
import { tag } from '../../../main/pki/asn1/der.ts';
import { algorithmIdentifier, integer, octetString, sequence } from '../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../main/pki/asn1/der-write.ts';
import { ecInner, keyType, readKeyStructure, rsaIntegers } from '../../../main/pki/keys/key-structure.ts';
import { keyFile } from './corpus.ts';
import { keyKinds } from './keys.ts';
import { derOf } from './run.ts';

const numbers = ['modulus', 'exponent', 'private exponent', 'p', 'q', 'd mod p-1', 'd mod q-1', 'coefficient'];

const rsa = (pkcs8: Uint8Array): [string, Uint8Array][] => {
  const { type, parameters, inner } = readKeyStructure(pkcs8);
  const found = rsaIntegers(inner).numbers;
  const algorithm = algorithmIdentifier(type, ...(parameters ? [parameters.encoding] : []));
  const written = (of: readonly bigint[]): Uint8Array =>
    sequence(integer(0), algorithm, octetString(sequence(integer(0), ...of.map((each) => integer(each)))));
  const changed = (at: number, to: (value: bigint) => bigint): Uint8Array =>
    written(found.map((value, index) => (index === at ? to(value) : value)));
  return [
    ...numbers.flatMap((name, at): [string, Uint8Array][] => [
      [`${name} plus 2`, changed(at, (value) => value + 2n)],
      [`${name} times 3`, changed(at, (value) => value * 3n)],
    ]),
    ['exponent 1', changed(1, () => 1n)],
    ['exponent even', changed(1, () => 65_536n)],
    [
      'p and q exchanged',
      written(found.map((value, at) => (at === 3 ? (found[4] as bigint) : at === 4 ? (found[3] as bigint) : value))),
    ],
    ['p equal to q', changed(3, () => found[4] as bigint)],
  ];
};

const ec = (pkcs8: Uint8Array): [string, Uint8Array][] => {
  const { parameters, inner } = readKeyStructure(pkcs8);
  const { scalar, point } = ecInner(inner);
  if (point === undefined || parameters === undefined) return [];
  const written = (number: Uint8Array, at: Uint8Array): Uint8Array => {
    const bits = encode(tag.bitString, Uint8Array.of(0), at);
    const key = sequence(integer(1), octetString(number), encode(0xa1, bits));
    return sequence(integer(0), algorithmIdentifier(keyType.ec, parameters.encoding), octetString(key));
  };
  const flipped = (bytes: Uint8Array, at: number): Uint8Array =>
    bytes.map((each, index) => (index === (at + bytes.length) % bytes.length ? each ^ 1 : each));
  return [
    ['written anew', written(scalar, point)],
    ['another private number', written(flipped(scalar, -1), point)],
    ['a point off the curve', written(scalar, flipped(point, -1))],
    ['another x', written(scalar, flipped(point, 5))],
    [
      'a private number of zero',
      written(
        scalar.map(() => 0),
        point,
      ),
    ],
    [
      'a private number too large',
      written(
        scalar.map(() => 0xff),
        point,
      ),
    ],
  ];
};

export const tampered = (): { id: string; pkcs8: Uint8Array }[] =>
  keyKinds.flatMap((kind) => {
    const pkcs8 = derOf(readFileSync(keyFile(kind), 'utf8'));
    const { type } = readKeyStructure(pkcs8);
    // The large ones take both sides long, and differ in nothing.
    const large = /^rsa[34]/.test(kind);
    const changed = large
      ? []
      : type === keyType.rsa || type === keyType.rsaPss
        ? rsa(pkcs8)
        : type === keyType.ec
          ? ec(pkcs8)
          : [];
    return [['as it is', pkcs8] as [string, Uint8Array], ...changed].map(([called, bytes]) => ({
      id: `${kind}, ${called}`,
      pkcs8: bytes,
    }));
  });
