// Which hosts a certificate is good for, by the rules of RFC 9525 as Chromium applies them: only subjectAltName
// counts, the common name never. Wildcards: Chromium also refuses whole registries such as `*.co.uk`, for which it
// carries the public suffix list; that list is not here, so its own verdict is the last word.
import { domainToASCII } from 'node:url';
import type { SubjectAltNames } from '../../../preload/contract/item.ts';
import { canonicalIp } from './ip-address.ts';

export { canonicalIp } from './ip-address.ts';

export type HostMatch = {
  matches: boolean;
  /** The subjectAltName entry that matched, as it stands in the certificate. */
  by?: string;
  reason: 'exact' | 'wildcard' | 'ip' | 'no-san' | 'not-listed';
};

const label = /^[a-z0-9_-]{1,63}$/;

// domainToASCII reads like a URL parser: it stops at `#` or `/`, drops line breaks, resolves `%41`. A name has none.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not come in.
export const urlSyntax = /[\x00-\x20\x7f"#%/:<>?@[\\\]^`{|}]/;

/** Lower-case punycode without the trailing dot, or null when it is no name for a host (RFC 1123, plus `_`). */
const asciiName = (text: string): string | null => {
  if (urlSyntax.test(text)) return null;
  const name = domainToASCII(text).replace(/\.$/, '').toLowerCase();
  if (name.length === 0 || name.length > 253 || !name.split('.').every((part) => label.test(part))) return null;
  return name;
};

/** A dNSName entry for comparison: lower case, no trailing dot. Presented names must already be punycode. */
const presented = (entry: string): string => entry.toLowerCase().replace(/\.$/, '');

/**
 * Whether the certificate's subjectAltName covers the host that a person typed.
 * @param host a name (international ones become punycode, a trailing dot is dropped) or an IP address (IPv6 with or
 * without brackets); no port
 */
export const matchHost = (names: SubjectAltNames | undefined, host: string): HostMatch => {
  if (names === undefined || (names.dns.length === 0 && names.ip.length === 0))
    return { matches: false, reason: 'no-san' };
  const no: HostMatch = { matches: false, reason: 'not-listed' };
  const text = host.trim();
  const name = asciiName(text);
  // domainToASCII also resolves the shorthands that browsers take for addresses (`127.1`).
  const ip = canonicalIp(text) ?? (name === null ? null : canonicalIp(name));
  if (ip !== null) {
    const by = names.ip.find((entry) => canonicalIp(entry) === ip);
    return by === undefined ? no : { matches: true, by, reason: 'ip' };
  }
  if (name === null) return no;
  const exact = names.dns.find((entry) => presented(entry) === name);
  if (exact !== undefined) return { matches: true, by: exact, reason: 'exact' };
  const dot = name.indexOf('.');
  // The part that the wildcard does not cover must itself have a dot: `*.local` or `*.com` covers nothing.
  const parent = name.slice(dot);
  if (dot < 1 || !parent.slice(1).includes('.')) return no;
  const wildcard = names.dns.find((entry) => presented(entry) === `*${parent}`);
  return wildcard === undefined ? no : { matches: true, by: wildcard, reason: 'wildcard' };
};

/**
 * The DNS names of the certificate that a line of the hosts file can carry: punycode, lower case, each once, in the
 * certificate's order. No wildcards (the hosts file knows none), no addresses written as names, no malformed names.
 */
export const mappableNames = (names: SubjectAltNames | undefined): string[] => {
  const usable = (names?.dns ?? []).map((entry) => {
    const name = asciiName(entry);
    if (name === null || canonicalIp(name) !== null) return null;
    return name.split('.').some((part) => part.startsWith('-') || part.endsWith('-')) ? null : name;
  });
  return [...new Set(usable.filter((name) => name !== null))];
};
