// Reads distinguished names as tools print and people paste them: RFC 4514, Windows (quotes, one attribute a line),
// OpenSSL (blanks around signs, or slashes). Tolerant on purpose, so never a basis for a decision about trust.

import { attributeNameOf } from '../asn1/oids.ts';
import type { Attribute } from './distinguished-name.ts';

// The blanks before a value are plain ones: any other, such as one that does not break, can be how the value begins.
// A type may be an identifier of 64 octets, as der.ts reads them: up to 260 characters.
const attributeStart = /\s*((?:oid\.)?(?:[a-z][a-z0-9-]{0,63}|\d[\d.]{0,299}))[^\S\n]*=[ \t\r]*/iy;

/** The attribute type that starts at `at` (after optional blanks), with the offset of its value. */
const typeAt = (text: string, at: number): { type: string; next: number } | undefined => {
  attributeStart.lastIndex = at;
  const found = attributeStart.exec(text);
  return found ? { type: attributeNameOf(found[1] as string), next: attributeStart.lastIndex } : undefined;
};

type Value = { value: string; next: number };

/** `"Contoso, Inc."`, where `""` (Windows) and `\"` (RFC 1779) stand for one quote. */
const quotedValue = (text: string, start: number): Value | undefined => {
  let value = '';
  for (let at = start; at < text.length; at += 1) {
    const c = text[at] as string;
    if (c === '\\' && at + 1 < text.length) value += text[++at];
    else if (c !== '"') value += c;
    else if (text[at + 1] === '"') value += text[++at];
    else return { value, next: at + 1 };
  }
  return undefined;
};

/** An unquoted value: up to the next separator that is followed by another attribute, or the end. */
const plainValue = (text: string, start: number, separators: string): Value => {
  let octets: number[] = [];
  let value = '';
  // Blanks at the end do not belong to the value unless they are escaped.
  let kept = 0;
  const flush = (): void => {
    if (octets.length === 0) return;
    value += Buffer.from(octets).toString('utf8');
    octets = [];
    kept = value.length;
  };
  let at = start;
  for (; at < text.length; at += 1) {
    const c = text[at] as string;
    const hex = c === '\\' ? text.slice(at + 1, at + 3) : '';
    if (/^[0-9a-f]{2}$/i.test(hex)) {
      octets.push(Number.parseInt(hex, 16));
      at += 2;
      continue;
    }
    flush();
    if (c === '\\' && at + 1 < text.length) {
      value += text[++at];
      kept = value.length;
    } else if (separators.includes(c) && (typeAt(text, at + 1) !== undefined || text.slice(at + 1).trim() === '')) {
      break;
    } else {
      value += c;
      if (c !== ' ' && c !== '\n') kept = value.length;
    }
  }
  flush();
  return { value: value.slice(0, kept), next: at };
};

/**
 * The attributes of a distinguished name in the order of the text, types under our own names (`E=` becomes
 * `emailAddress`). A value of the form `#hex` is marked as `encoded`.
 * @returns null when the text is not a series of `type=value`.
 */
export const parseNameText = (text: string): Attribute[] | null => {
  const slashes = text.startsWith('/');
  const separators = slashes ? '/' : ',;+\n';
  const attributes: Attribute[] = [];
  let at = slashes ? 1 : 0;
  while (text.slice(at).trim() !== '') {
    const head = typeAt(text, at);
    if (head === undefined) return null;
    const quoted = text[head.next] === '"' ? quotedValue(text, head.next + 1) : undefined;
    const { value, next } = quoted ?? plainValue(text, head.next, separators);
    const encoded = quoted === undefined && /^#([0-9a-f]{2})+$/i.test(value) && text[head.next] === '#';
    attributes.push(encoded ? { type: head.type, value: value.toUpperCase(), encoded } : { type: head.type, value });
    const rest = text.slice(next);
    const separator = /^\s*/.exec(rest) as RegExpExecArray;
    const after = next + separator[0].length;
    if (after >= text.length) break;
    if (separators.includes(text[after] as string)) at = after + 1;
    else if (separator[0].includes('\n')) at = after;
    else return null;
  }
  return attributes.length > 0 ? attributes : null;
};
