// What a person types or pastes as the address of a sensor or a proxy, read into host and port. Pure: it asks no
// resolver and opens nothing. It refuses what it would have to guess at, and never repeats credentials in an error.
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import type { ErrorFacts } from '../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';

export type AddressKind = 'name' | 'ipv4' | 'ipv6';

export type Address = {
  /** What was typed, without the blanks around it. */
  text: string;
  /** Lower case. A name in its ASCII form (punycode), IPv4 as dotted quad, IPv6 without brackets as URLs show it. */
  host: string;
  port: number;
  kind: AddressKind;
};

export type ProxyAddress = Address;

type AddressReason = ErrorFacts['address-invalid']['reason'];
type ProxyReason = ErrorFacts['proxy-invalid']['reason'];
type Host = { host: string; kind: AddressKind };
type Parts = { host: string; port: string | null; bracketed: boolean };

const HTTPS_PORT = 443;
const PROXY_PORT = 8080;
// A DNS name has at most 253 characters; the rest of a pasted URL may be long, but nobody types more than this.
const LONGEST_TEXT = 2048;
const LONGEST_NAME = 253;
const LONGEST_LABEL = 63;

// What mail programs, chats and documents put around an address.
const WRAPPING =
  /^[\s"'`<>“”„‘’‚«»\u200B-\u200F\u202A-\u202E\u2060\uFEFF]+|[\s"'`<>“”„‘’‚«»\u200B-\u200F\u202A-\u202E\u2060\uFEFF]+$/g;

/**
 * Reads the address of a sensor: a name (also international), IPv4, IPv6 (bare or in brackets), each with or without
 * a port, or a URL pasted from a browser. The port is 443 unless one is given, also after `http://`: the question is
 * always about TLS, and who pastes the address of the redirecting page still means the same sensor.
 *
 * Errors: `address-empty`, `address-invalid` with the reason, `port-invalid`.
 */
export function parseAddress(input: string): Result<Address> {
  const text = input.trim();
  const refuse = (reason: AddressReason) => fail('address-invalid', { address: presentable(text), reason });
  const typed = text.replace(WRAPPING, '');
  if (typed === '') return fail('address-empty', {});
  if (typed.length > LONGEST_TEXT) return refuse('too-long');
  const { scheme, authority } = splitUrl(typed);
  if (scheme !== null && scheme !== 'http' && scheme !== 'https') return refuse('scheme');
  if (authority.includes('@')) return refuse('credentials');
  const parts = splitAuthority(authority);
  if (parts === null) return refuse('ipv6');
  const host = readHost(parts);
  if (typeof host === 'string') return refuse(host);
  const port = parts.port === null ? HTTPS_PORT : readPort(parts.port);
  // A password with a slash in it ends the authority too early: what looks like a port is then its first half.
  if (port === null && typed.includes('@')) return refuse('credentials');
  if (port === null) return fail('port-invalid', { port: presentable(parts.port ?? '') });
  return ok({ text, ...host, port });
}

/**
 * Reads the address of an HTTP proxy: `host`, `host:port` or `http://host:port`, port 8080 unless given.
 *
 * Errors: `proxy-invalid`. Its reasons `scheme` (https and SOCKS proxies are another protocol), `credentials` (they
 * would be a secret in a settings store) and `path` (the address of a PAC file is not that of a proxy) are choices of
 * this program; the others are mistakes in the text.
 */
export function parseProxy(input: string): Result<ProxyAddress> {
  const text = input.trim();
  const refuse = (reason: ProxyReason) => fail('proxy-invalid', { proxy: presentable(text), reason });
  const typed = text.replace(WRAPPING, '');
  if (typed === '') return refuse('empty');
  if (typed.length > LONGEST_TEXT) return refuse('host');
  const { scheme, authority, rest } = splitUrl(typed);
  if (scheme !== null && scheme !== 'http') return refuse('scheme');
  if (authority.includes('@')) return refuse('credentials');
  if (rest !== '' && rest !== '/') return refuse('path');
  const parts = splitAuthority(authority);
  const host = parts === null ? 'ipv6' : readHost(parts);
  if (parts === null || typeof host === 'string') return refuse('host');
  const port = parts.port === null ? PROXY_PORT : readPort(parts.port);
  if (port === null) return refuse('port');
  return ok({ text, ...host, port });
}

/** The address as it stands in an https URL: IPv6 in brackets, the port only where it is not 443. */
export function formatAddress(address: { host: string; port: number }): string {
  return address.port === HTTPS_PORT ? bracketed(address.host) : formatAuthority(address);
}

/** Host and port, always both: IPv6 in brackets (RFC 3986 3.2.2). */
export function formatAuthority(address: { host: string; port: number }): string {
  return `${bracketed(address.host)}:${address.port}`;
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

function splitUrl(typed: string): { scheme: string | null; authority: string; rest: string } {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(typed);
  const after = scheme === null ? typed : typed.slice(scheme[0].length);
  const end = after.search(/[/?#]/);
  return {
    scheme: scheme?.[1]?.toLowerCase() ?? null,
    authority: end < 0 ? after : after.slice(0, end),
    rest: end < 0 ? '' : after.slice(end),
  };
}

/** Null when brackets are there but not as `[host]` or `[host]:port`. */
function splitAuthority(authority: string): Parts | null {
  if (authority.startsWith('[')) {
    const match = /^\[([^[\]]*)\](?::(.*))?$/s.exec(authority);
    return match === null ? null : { host: match[1] ?? '', port: match[2] ?? null, bracketed: true };
  }
  const colon = authority.indexOf(':');
  // Two colons without brackets are an IPv6 address, whose last group may look like a port: it is not one.
  if (colon < 0 || colon !== authority.lastIndexOf(':')) return { host: authority, port: null, bracketed: false };
  return { host: authority.slice(0, colon), port: authority.slice(colon + 1), bracketed: false };
}

function readHost({ host, bracketed: inBrackets }: Parts): Host | AddressReason {
  if (inBrackets || /^[0-9a-f:.]*:[0-9a-f:.]*(%.*)?$/i.test(host)) return readIPv6(host);
  if (host.includes('*')) return 'wildcard';
  // The WHATWG mapping would decode %41; a host name that needs decoding is a mistake.
  if (host.includes('%')) return 'characters';
  const folded = host
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.。]$/, '');
  return endsInNumber(folded) ? readIPv4(folded) : readName(folded);
}

function readIPv6(text: string): Host | AddressReason {
  // A zone id names a network card of this computer (RFC 4007). No certificate, hosts line or URL in a browser can
  // carry one, so an address that needs it cannot be used any further.
  if (/^[0-9a-f:.]+%/i.test(text)) return 'zone';
  if (!isIPv6(text)) return 'ipv6';
  return { host: new URL(`http://[${text}]/`).hostname.slice(1, -1), kind: 'ipv6' };
}

/** As browsers decide it (WHATWG URL, "ends in a number"): such a host is an IPv4 address or an error, never a name. */
function endsInNumber(host: string): boolean {
  return /(^|\.)(\d+|0x[0-9a-f]*)$/.test(host);
}

function readIPv4(host: string): Host | AddressReason {
  // Browsers read 1.2.3 as 1.2.0.3 and 010.0.0.1 as 8.0.0.1. Nobody who types them means that: only four decimal
  // numbers without leading zeros are an address.
  if (isIPv4(host)) return { host, kind: 'ipv4' };
  return host.includes('.') ? 'ipv4' : 'single-number';
}

function readName(folded: string): Host | AddressReason {
  const labels = folded.split(/[.。]/);
  if (labels.includes('')) return 'label';
  const host = domainToASCII(folded);
  // Underscores are not allowed in host names (RFC 952, RFC 1123), but Windows computers and appliances are named
  // with them, resolvers answer, and browsers open them.
  // The second mapping must change nothing: some punycode stands for what is itself no name.
  if (!/^[a-z0-9._-]+$/.test(host) || domainToASCII(host) !== host) return 'characters';
  for (const label of host.split('.')) {
    if (label === '' || label.length > LONGEST_LABEL || label.startsWith('-') || label.endsWith('-')) return 'label';
  }
  return host.length > LONGEST_NAME ? 'too-long' : { host, kind: 'name' };
}

function readPort(text: string): number | null {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : null;
}

/** For an error: at most a line, and nothing that stands before an `@`, since that may be a password. */
function presentable(text: string): string {
  const shown = text.replace(/^([a-z][a-z0-9+.-]*:\/\/)?.*@/is, '$1…@');
  return shown.length > 200 ? `${shown.slice(0, 200)}…` : shown;
}
