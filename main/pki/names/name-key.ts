// Whether two distinguished names are the same name (RFC 5280 section 7.1): a key for each, to be compared as text.
// Type of string, case and blanks do not count. Liberal on purpose: the key finds a possible issuer, and only the
// issuer's signature decides.
import { type DerElement, DerError, expect, hexOf, oidText, tag } from '../asn1/der.ts';
import { textOf } from './distinguished-name.ts';

/** ASCII without blanks at its ends or twice in a row, the usual case, needs no Unicode tables. */
const plain = /^(?! )(?!.* {2})[\x20-\x7e]*(?<! )$/;

/** RFC 4518: compatibility forms and case are folded, outer blanks dropped, inner ones become one. */
const folded = (text: string): string =>
  plain.test(text) ? text.toLowerCase() : text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

const attributeKey = (attribute: DerElement): string => {
  const [type, value, ...rest] = expect(attribute, tag.sequence, 'a name attribute').children();
  if (rest.length > 0) throw new DerError('a name attribute is not a type and a value');
  const oid = oidText(expect(type, tag.oid, 'an attribute type'));
  const text = value && textOf(value);
  // JSON quotes the value, so that no value can pass for two attributes.
  if (text !== undefined) return `${oid}=${JSON.stringify(folded(text))}`;
  return `${oid}=#${value ? hexOf(value.encoding) : ''}`;
};

/** The key of one RelativeDistinguishedName (a SET); the order of its attributes does not count. Throws DerError. */
export const rdnKey = (rdn: DerElement): string => {
  const attributes = rdn.children().map(attributeKey);
  return attributes.length === 1 ? (attributes[0] as string) : attributes.sort().join('+');
};

/** The keys of a Name's relative names in their order, the outermost first. Throws DerError. */
export const rdnKeys = (name: DerElement): string[] =>
  expect(name, tag.sequence, 'a name')
    .children()
    .map((rdn) => rdnKey(expect(rdn, tag.set, 'a relative distinguished name')));

/** Two names are the same when their keys are; the empty name has the empty key. Throws DerError. */
export const nameKey = (name: DerElement): string => rdnKeys(name).join(',');
