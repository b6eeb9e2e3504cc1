// IP addresses: canonical text for the 4 or 16 octets of a certificate and for what a person types.
// Refuses the shorthand of old C libraries (octal, hex, fewer than four parts) and zone identifiers.

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

const ipv4Octets = (text: string): number[] | null => (ipv4.test(text) ? text.split('.').map(Number) : null);

const groupsOf = (text: string): number[] | null => {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-f]{1,4}$/i.test(part)) {
      groups.push(Number.parseInt(part, 16));
      continue;
    }
    // RFC 4291 section 2.2: the last 32 bits may be written as an IPv4 address.
    const octets = index === parts.length - 1 ? ipv4Octets(part) : null;
    if (octets === null) return null;
    const [a, b, c, d] = octets as [number, number, number, number];
    groups.push(a * 256 + b, c * 256 + d);
  }
  return groups;
};

const ipv6Groups = (text: string): number[] | null => {
  if (text.length > 45) return null;
  const halves = text.split('::');
  if (halves.length > 2) return null;
  const head = groupsOf(halves[0] as string);
  const tail = halves.length === 2 ? groupsOf(halves[1] as string) : [];
  if (head === null || tail === null) return null;
  // An embedded IPv4 address is only ever the last part of the whole.
  if (halves.length === 2 && (halves[0] as string).includes('.')) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
};

/** RFC 5952: lower case, no leading zeros, the first longest run of two or more zero groups as `::`. */
const ipv6Text = (groups: readonly number[]): string => {
  if (groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff) {
    // Section 5: an IPv4-mapped address shows the IPv4 address.
    const [high, low] = groups.slice(6) as [number, number];
    return `::ffff:${high >> 8}.${high & 255}.${low >> 8}.${low & 255}`;
  }
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at += 1) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === 0) length += 1;
    if (length > best.length) best = { at, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.at < 0) return hex.join(':');
  return `${hex.slice(0, best.at).join(':')}::${hex.slice(best.at + best.length).join(':')}`;
};

/** Canonical text of the octets of an iPAddress entry, or null when there are not 4 or 16 of them. */
export const ipOfOctets = (octets: Uint8Array): string | null => {
  if (octets.length === 4) return octets.join('.');
  if (octets.length !== 16) return null;
  const groups = Array.from({ length: 8 }, (_, i) => (octets[2 * i] as number) * 256 + (octets[2 * i + 1] as number));
  return ipv6Text(groups);
};

/**
 * Canonical text of an address: dotted quad, or RFC 5952 for IPv6 (square brackets around it are allowed).
 * @returns null when the text is not an IP address.
 */
export const canonicalIp = (text: string): string | null => {
  if (ipv4Octets(text) !== null) return text;
  const groups = ipv6Groups(/^\[.*\]$/.test(text) ? text.slice(1, -1) : text);
  return groups === null ? null : ipv6Text(groups);
};

/** The 4 or 16 octets of an address given as for canonicalIp, or null. The counterpart of ipOfOctets. */
export const octetsOfIp = (text: string): Uint8Array | null => {
  const quad = ipv4Octets(text);
  if (quad !== null) return Uint8Array.from(quad);
  const groups = ipv6Groups(/^\[.*\]$/.test(text) ? text.slice(1, -1) : text);
  return groups === null ? null : Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 255]));
};

/** Length of the prefix that a mask says, or undefined when its ones are not all in front. */
const prefixLength = (mask: Uint8Array): number | undefined => {
  const bits = Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.replace(/0+$/, '').length : undefined;
};

/** An address and its mask (8 or 32 octets, RFC 5280 section 4.2.1.10) as `10.0.0.0/8`; odd masks are written out. */
export const cidrOfOctets = (octets: Uint8Array): string | null => {
  const half = octets.length / 2;
  const address = ipOfOctets(octets.subarray(0, half));
  const mask = octets.subarray(half);
  if ((octets.length !== 8 && octets.length !== 32) || address === null) return null;
  return `${address}/${prefixLength(mask) ?? ipOfOctets(mask)}`;
};
