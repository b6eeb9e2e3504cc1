// Writes DER elements with definite, minimal lengths (X.690 section 10.1). The counterpart of der.ts, and no more.

const header = (tag: number, length: number): Uint8Array => {
  if (length < 0x80) return Uint8Array.of(tag, length);
  const octets = Buffer.alloc(4);
  octets.writeUInt32BE(length);
  const significant = octets.subarray(octets.findIndex((byte) => byte !== 0));
  return Uint8Array.of(tag, 0x80 | significant.length, ...significant);
};

/** One element: its identifier octet, and the encodings (or content octets) it consists of. */
export const encode = (tag: number, ...parts: readonly Uint8Array[]): Uint8Array => encodeAll(tag, parts);

/** The same with the parts in a list: from a file there can be more of them than a call may have arguments. */
export const encodeAll = (tag: number, parts: readonly Uint8Array[]): Uint8Array => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return new Uint8Array(Buffer.concat([header(tag, length), ...parts]));
};
