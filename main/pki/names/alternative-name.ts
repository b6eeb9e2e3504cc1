// Alternative names as people type them (`sensor7.contoso.com`, `ip:192.0.2.7`), checked and made ready for a
// certificate: international names as punycode, addresses in canonical text; and their DER (RFC 5280 section 4.2.1.6).
// Says what is wrong with a name; which names are wise is not judged here.
import { domainToASCII } from 'node:url';
import type { ErrorFacts } from '../../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { context } from '../asn1/der.ts';
import { encode } from '../asn1/der-write.ts';
import { urlSyntax } from './host-names.ts';
import { canonicalIp, octetsOfIp } from './ip-address.ts';

export type AlternativeName = { kind: 'dns' | 'ip' | 'email' | 'uri'; value: string };

type Reason = ErrorFacts['san-invalid']['reason'];

/** Lower-case punycode, or undefined when the text cannot be part of a host name. A trailing dot stays. */
export const asciiHost = (text: string): string | undefined => {
  if (urlSyntax.test(text)) return undefined;
  // Names that only ASCII letters make up stay away from the URL parser, which reads `1.2` as an address.
  const ascii = /^[\x21-\x7e]*$/.test(text) && !/(^|\.)xn--/i.test(text) ? text : domainToASCII(text);
  return ascii === '' ? undefined : ascii.toLowerCase();
};

/** What is wrong with a host name in punycode without a trailing dot, or undefined. Underscores occur in the wild. */
const hostProblem = (name: string): Reason | undefined => {
  if (name.length > 253) return 'too-long';
  const labels = name.split('.');
  if (labels.some((label) => !/^[a-z0-9_-]*$/.test(label))) return 'characters';
  if (labels.some((label) => !/^(?!-).{1,63}(?<!-)$/.test(label))) return 'label';
  // What ends in a number is an address to a browser (WHATWG URL section 3.5), and never matches as a name.
  return /^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) as string) ? 'number' : undefined;
};

const readDns = (text: string): AlternativeName | Reason => {
  if (text.includes('*')) {
    const parent = /^\*\.[^*]*$/.test(text) ? readDns(text.slice(2)) : 'wildcard';
    // A wildcard stands for one whole label at the front, below a name that has a dot itself (RFC 9525 section 6.3).
    if (typeof parent === 'string') return parent;
    return parent.value.includes('.') ? { kind: 'dns', value: `*.${parent.value}` } : 'wildcard';
  }
  const name = asciiHost(text)?.replace(/\.$/, '');
  if (name === undefined) return 'characters';
  const problem = hostProblem(name);
  return problem ?? { kind: 'dns', value: name };
};

const readEmail = (text: string): AlternativeName | Reason => {
  const [, local, domain] = /^([!-?A-~]{1,64})@([^@]+)$/.exec(text) ?? [];
  const host = domain === undefined ? 'email' : readDns(domain);
  if (local === undefined || typeof host === 'string' || host.value.startsWith('*.')) return 'email';
  return { kind: 'email', value: `${local}@${host.value}` };
};

const readUri = (text: string): AlternativeName | Reason => {
  // RFC 3986: a scheme, no blanks, no control characters (at the end the URL parser would drop them without a word).
  // RFC 5280 wants it absolute, and ASCII: the URL parser writes the rest so.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not come in.
  if (!/^[a-z][a-z0-9+.-]*:[^\s\x00-\x1f\x7f]+$/i.test(text) || !URL.canParse(text)) return 'uri';
  return { kind: 'uri', value: /^[\x21-\x7e]+$/.test(text) ? text : new URL(text).href };
};

const readIp = (text: string): AlternativeName | Reason => {
  const value = canonicalIp(text);
  return value === null ? 'ip' : { kind: 'ip', value };
};

const readers = { dns: readDns, ip: readIp, email: readEmail, uri: readUri } as const;

/**
 * Reads one name of a known kind.
 * @returns `san-invalid` with the name as given and the reason
 */
export const readAlternativeName = (kind: AlternativeName['kind'], text: string): Result<AlternativeName> => {
  const name = text.trim();
  const read = name === '' ? 'empty' : readers[kind](name);
  return typeof read === 'string' ? fail('san-invalid', { name: text, reason: read }) : ok(read);
};

/**
 * Reads a name as a person types it: `dns:`, `ip:`, `email:` or `uri:` and the name; or, without any of them, an IP
 * address where it is one, and a host name otherwise.
 * @returns as readAlternativeName; `prefix` where a bare text is a mail address or a URI
 */
export const parseAlternativeName = (text: string): Result<AlternativeName> => {
  const name = text.trim();
  const [, prefix, rest] = /^(dns|ip|email|uri):(.*)$/is.exec(name) ?? [];
  if (prefix !== undefined) return readAlternativeName(prefix.toLowerCase() as AlternativeName['kind'], rest as string);
  if (canonicalIp(name) !== null) return readAlternativeName('ip', name);
  if (name.includes('@') || name.includes('://')) return fail('san-invalid', { name: text, reason: 'prefix' });
  return readAlternativeName('dns', name);
};

/** The name that a common name stands for, when it is a host name (no wildcard refused here) or an address. */
export const nameOfCommonName = (commonName: string): AlternativeName | undefined => {
  const read = readAlternativeName(canonicalIp(commonName.trim()) === null ? 'dns' : 'ip', commonName);
  return read.ok ? read.value : undefined;
};

const tags = { email: 1, dns: 2, uri: 6, ip: 7 } as const;

/** The DER of one GeneralName, as readAlternativeName made it. */
export const encodeAlternativeName = ({ kind, value }: AlternativeName): Uint8Array => {
  const octets = kind === 'ip' ? octetsOfIp(value) : Buffer.from(value, 'latin1');
  if (octets === null) throw new TypeError(`not an IP address: ${value}`);
  return encode(context(tags[kind]), octets);
};
