// Distinguished names: from DER to the string of RFC 4514, and from the strings that people paste back to attributes.
// Only reads: it compares text, it does not decide whether two DER names are the same name (the runtime does that).
import { type DerElement, DerError, expect, hexOf, oidText, tag } from '../asn1/der.ts';
import { attributeNames } from '../asn1/oids.ts';

/** One attribute of a name: plain text, or (`encoded`) `#` and the hex of the DER of a value that is not text. */
export type Attribute = { type: string; value: string; encoded?: true };

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf16 = new TextDecoder('utf-16be', { fatal: true, ignoreBOM: true });

const isAscii = (bytes: Uint8Array): boolean => {
  for (const byte of bytes) if (byte >= 0x80) return false;
  return true;
};

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

/** UTF-8 where it is valid, else Latin-1: for IA5String fields, where careless issuers put either. */
export const lenientText = (bytes: Uint8Array): string => {
  if (isAscii(bytes)) return latin1(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    return latin1(bytes);
  }
};

const utf32 = (bytes: Uint8Array): string => {
  if (bytes.length % 4 !== 0) throw new RangeError('not a whole number of characters');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let text = '';
  for (let i = 0; i < bytes.length; i += 4) text += String.fromCodePoint(view.getUint32(i));
  return text;
};

/** The text of a string element, or undefined when its type is not a string or its bytes are not valid for the type. */
export const textOf = (element: DerElement): string | undefined => {
  const bytes = element.content;
  try {
    switch (element.tag) {
      case tag.utf8String:
        return isAscii(bytes) ? latin1(bytes) : utf8.decode(bytes);
      // T.61 is in practice Latin-1 (OpenSSL and Windows read it so); the others are ASCII if issued with care.
      case tag.printableString:
      case tag.ia5String:
      case tag.visibleString:
      case tag.numericString:
      case tag.t61String:
        return latin1(bytes);
      case tag.bmpString:
        return utf16.decode(bytes);
      case tag.universalString:
        return utf32(bytes);
      default:
        return undefined;
    }
  } catch {
    return undefined;
  }
};

/** The attributes of a Name (RFC 5280 section 4.1.2.4) in the order of the encoding, one array per RDN. */
export const readName = (name: DerElement): Attribute[][] =>
  expect(name, tag.sequence, 'a name')
    .children()
    .map((rdn) =>
      expect(rdn, tag.set, 'a relative distinguished name')
        .children()
        .map((attribute) => {
          const [type, value, ...rest] = expect(attribute, tag.sequence, 'a name attribute').children();
          if (value === undefined || rest.length > 0) throw new DerError('a name attribute is not a type and a value');
          const oid = oidText(expect(type, tag.oid, 'an attribute type'));
          const known = attributeNames[oid];
          // RFC 4514 section 2.4: a type without a descriptor, or a value that is no string, is written as hex.
          const text = known === undefined ? undefined : textOf(value);
          if (text !== undefined) return { type: known ?? oid, value: text };
          return { type: known ?? oid, value: `#${hexOf(value.encoding)}`, encoded: true as const };
        }),
    );

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not appear raw.
const special = /[\x00-\x1f\x7f\\,+"<>;]|^[ #]| $/;
const backslash = 0x5c;
const isControl = (code: number): boolean => code < 0x20 || code === 0x7f;
const hexDigit = (value: number): number => '0123456789ABCDEF'.charCodeAt(value);
const escaped = new Set([...'\\,+"<>;'].map((character) => character.charCodeAt(0)));

/** RFC 4514 section 2.4. Into octets, as a name may be of any size: replacing 30 MB bit by bit takes a gigabyte. */
const escapeValue = (value: string): string => {
  if (!special.test(value)) return value;
  const wide = /[^\0-\xff]/.test(value);
  // Each character becomes three at most.
  const out = Buffer.allocUnsafe(value.length * (wide ? 6 : 3));
  let end = 0;
  const put = (code: number): void => {
    out[end++] = code & 0xff;
    if (wide) out[end++] = code >> 8;
  };
  const last = value.length - 1;
  for (let at = 0; at <= last; at += 1) {
    const code = value.charCodeAt(at);
    const atEdge = (code === 0x20 && (at === 0 || at === last)) || (code === 0x23 && at === 0);
    if (isControl(code) || atEdge || escaped.has(code)) put(backslash);
    if (isControl(code)) {
      put(hexDigit(code >> 4));
      put(hexDigit(code & 0xf));
    } else put(code);
  }
  return out.toString(wide ? 'utf16le' : 'latin1', 0, end);
};

/**
 * The string of RFC 4514: last RDN first. The order inside an RDN is free; it is reversed too, as OpenSSL does. An RDN
 * without attributes, which no certificate should have (RFC 5280 section 4.1.2.4), leaves no trace, as with OpenSSL.
 */
export const nameText = (rdns: readonly (readonly Attribute[])[]): string =>
  rdns
    .filter((rdn) => rdn.length > 0)
    .toReversed()
    .map((rdn) =>
      rdn
        .toReversed()
        .map(({ type, value, encoded }) => `${type}=${encoded ? value : escapeValue(value)}`)
        .join('+'),
    )
    .join(',');
