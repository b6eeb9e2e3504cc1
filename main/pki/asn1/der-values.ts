// The values that our writers put into DER: object identifiers, integers, octets. Built on der-write.ts; it checks
// nothing about what the values mean.
import { tag } from './der.ts';
import { encode } from './der-write.ts';

const base128 = (arc: number): number[] => {
  const octets = [arc & 0x7f];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift(0x80 | (rest & 0x7f));
  return octets;
};

/** OBJECT IDENTIFIER from its dotted text (arcs below 2^31, as all those that we write). */
export const objectIdentifier = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return encode(tag.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
};

/** Big-endian octets of a number that is not negative; at least one, and at least `length`. */
export const unsignedOctets = (value: bigint, length = 1): Uint8Array => {
  const hex = value.toString(16);
  const digits = Math.max(hex.length + (hex.length % 2), length * 2);
  return new Uint8Array(Buffer.from(hex.padStart(digits, '0'), 'hex'));
};

/** INTEGER that is not negative. */
export const integer = (value: bigint | number): Uint8Array => {
  const octets = unsignedOctets(BigInt(value));
  return encode(tag.integer, (octets[0] as number) >= 0x80 ? Uint8Array.of(0) : Uint8Array.of(), octets);
};

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => encode(tag.sequence, ...parts);
export const octetString = (...parts: readonly Uint8Array[]): Uint8Array => encode(tag.octetString, ...parts);
/** BIT STRING of whole octets. */
export const bitString = (octets: Uint8Array): Uint8Array => encode(tag.bitString, Uint8Array.of(0), octets);
export const nullValue = (): Uint8Array => Uint8Array.of(0x05, 0x00);

/** AlgorithmIdentifier (RFC 5280 section 4.1.1.2). */
export const algorithmIdentifier = (oid: string, ...parameters: readonly Uint8Array[]): Uint8Array =>
  sequence(objectIdentifier(oid), ...parameters);

/** The value of an INTEGER that is not negative and has at most `maxOctets` octets; undefined for any other. */
export const unsignedValue = (content: Uint8Array, maxOctets = 4096): bigint | undefined => {
  if (content.length === 0 || content.length > maxOctets || (content[0] as number) >= 0x80) return undefined;
  return BigInt(`0x${Buffer.from(content).toString('hex')}`);
};
