// Names as people type and paste them: a URL or host:port becomes its host, and what can be no name is told at once.
// Pure, and a courtesy only: main reads each name again with its own rules and has the last word.
import type { ErrorFacts } from '../../../preload/contract/errors.ts';
import { explainAddress } from '../../trust/address/explain.ts';

export type NameKind = 'dns' | 'ip' | 'email' | 'uri';
export type NameProblem = ErrorFacts['san-invalid']['reason'];

const prefixed = /^(dns|ip|email|uri):/i;
const ipv4 = /^\d{1,3}(\.\d{1,3}){3}$/;

/** What kind of name a text is most likely meant to be; main decides. */
export function kindOfName(name: string): NameKind {
  const prefix = prefixed.exec(name)?.[1]?.toLowerCase();
  if (prefix) return prefix as NameKind;
  if (ipv4.test(name) || (name.includes(':') && /^[0-9a-f:.]+$/i.test(name))) return 'ip';
  if (name.includes('://')) return 'uri';
  return name.includes('@') ? 'email' : 'dns';
}

/** The name without the word for its kind before it. */
export const bareName = (name: string): string => name.replace(prefixed, '');

const scheme = /^[a-z][a-z0-9+.-]*:\/\//i;
const withPort = /^(\[[0-9a-f:.]+\]|[^\s:/]+):\d{1,5}$/i;
const bracketed = /^\[[0-9a-f:.]+\]$/i;
/** `sensor7.contoso.com/login`; a network (`10.0.0.0/8`) is none, and must not become an address. */
const withPath = /^[^\s/]+\.[^\s/]+\//;
const network = /\/\d{1,3}$/;

/** The host of a pasted URL, `host:port`, or `host/path`; any other text as it is, without the blanks around it. */
export function cleanName(text: string): string {
  const typed = text.trim();
  const isLink = scheme.test(typed) || withPort.test(typed) || bracketed.test(typed);
  const isPath = withPath.test(typed) && !network.test(typed);
  if (prefixed.test(typed) || !(isLink || isPath)) return typed;
  return explainAddress(typed.replace(scheme, ''))?.host ?? typed;
}

function isAddress(text: string): boolean {
  if (ipv4.test(text)) return text.split('.').every((part) => Number(part) <= 255);
  return text.includes(':') && URL.canParse(`http://[${text}]/`);
}

function hostProblem(text: string): NameProblem | null {
  if (/[^\p{L}\p{M}\p{N}._*-]/u.test(text)) return 'characters';
  if (text.includes('*') && !/^\*(\.[^*.]+){2,}\.?$/.test(text)) return 'wildcard';
  const name = text.replace(/\.$/, '');
  if (name.length > 253) return 'too-long';
  const labels = name.split('.');
  if (labels.some((label) => label === '' || label.length > 63 || /^-|-$/.test(label))) return 'label';
  return /^(\d+|0x[0-9a-f]*)$/i.test(labels.at(-1) ?? '') ? 'number' : null;
}

/** Why a text cannot be a name in a certificate; null: as far as is seen here, it can. */
export function nameProblem(name: string): NameProblem | null {
  const text = bareName(name.trim());
  if (text === '') return 'empty';
  switch (kindOfName(name.trim())) {
    case 'dns':
      return hostProblem(text);
    case 'ip':
      return isAddress(text) ? null : 'ip';
    default:
      return prefixed.test(name.trim()) ? null : 'prefix';
  }
}

/** Several names at once, as they are pasted; a blank inside what can be no list of names is kept, and told. */
export function splitNames(typed: string): string[] {
  return typed
    .split(/[,;\r\n\t]+/)
    .flatMap((part) => {
      const words = part.trim().split(/\s+/);
      const areNames = words.every((word) => nameProblem(cleanName(word)) === null && /[.:]/.test(word));
      return areNames ? words : [part];
    })
    .map(cleanName)
    .filter((name) => name !== '');
}
