// What may stand in a hosts line: one exact name and one plain address.
// It never guesses: a wildcard, a blank or a zone index is refused, not trimmed away.
import { isIPv4, isIPv6 } from 'node:net';
import { domainToASCII } from 'node:url';
import { fail, ok, type Result } from '../../preload/contract/result.ts';

export type NameProblem =
  | 'empty'
  | 'blank'
  | 'control'
  | 'wildcard'
  | 'characters'
  | 'too-long'
  | 'label'
  | 'number'
  | 'localhost';

const label = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

function problemBeforeConversion(name: string): NameProblem | undefined {
  if (name === '') return 'empty';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return 'control';
  if (/\s/.test(name)) return 'blank';
  if (name.includes('*')) return 'wildcard';
  // Among ASCII only letters, digits, dot, hyphen and underscore; `%2E`, `#` and `:` would change the meaning.
  if (/[!-,/:-@[-^`{-~]/.test(name)) return 'characters';
  return undefined;
}

function problemOf(ascii: string): NameProblem | undefined {
  if (ascii.length > 253) return 'too-long';
  const labels = ascii.split('.');
  if (!labels.every((part) => label.test(part))) return 'label';
  // Browsers read a host whose last label is a number as an IPv4 address and never look it up (WHATWG URL, 3.5).
  if (/^(?:\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? '')) return 'number';
  // Browsers keep localhost on the loopback interface whatever the hosts file says (RFC 6761, 6.3).
  if (labels.at(-1) === 'localhost') return 'localhost';
  return undefined;
}

/**
 * The name as it is written into the hosts file: lower case, international labels as punycode (A-labels),
 * without the final dot. Refuses with `hosts-name-invalid`; `reason` is a `NameProblem`.
 */
export function hostsName(name: string): Result<string> {
  const refuse = (reason: NameProblem) => fail('hosts-name-invalid', { name, reason });
  const early = problemBeforeConversion(name);
  if (early) return refuse(early);
  const plain = name.endsWith('.') ? name.slice(0, -1) : name;
  const isAscii = /^[!-~]+$/.test(plain);
  const ascii = isAscii ? plain.toLowerCase() : domainToASCII(plain);
  if (ascii === '') return refuse(plain === '' ? 'empty' : 'characters');
  const problem = problemOf(ascii);
  return problem ? refuse(problem) : ok(ascii);
}

export type HostsAddress = { address: string; family: 4 | 6 };

/** The address in one spelling (IPv6 compressed and in lower case), or undefined where it is none. No zone, no brackets. */
export function readAddress(text: string): HostsAddress | undefined {
  if (isIPv4(text)) return { address: text, family: 4 };
  if (!isIPv6(text) || text.includes('%')) return undefined;
  return { address: new URL(`http://[${text}]`).hostname.slice(1, -1), family: 6 };
}

/** As `readAddress`, refusing with `hosts-not-address`. */
export function hostsAddress(text: string): Result<HostsAddress> {
  const address = readAddress(text);
  return address ? ok(address) : fail('hosts-not-address', { address: text });
}
