// Writes an OBJECT IDENTIFIER (X.690 section 8.19) from its dotted text. The counterpart of oidText, and no more.
import { tag } from './der.ts';
import { encode } from './der-write.ts';

const arcOctets = (arc: bigint): number[] => {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(0x80 | Number(rest & 0x7fn));
  return octets;
};

/** The DER of an object identifier. Throws TypeError when the text is none: identifiers come from our own tables. */
export const encodeOid = (text: string): Uint8Array => {
  const arcs = /^[0-2](\.\d{1,40}){1,40}$/.test(text) ? text.split('.').map(BigInt) : [];
  const [root, second, ...rest] = arcs;
  if (root === undefined || second === undefined || (root < 2n && second > 39n))
    throw new TypeError(`not an object identifier: ${text}`);
  return encode(tag.oid, Uint8Array.from([root * 40n + second, ...rest].flatMap(arcOctets)));
};
