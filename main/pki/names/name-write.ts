// Distinguished names from attributes to DER (RFC 5280 section 4.1.2.4), one attribute in each RDN, in the order given.
// Refuses what a CA would refuse later: unknown types, empty values, values beyond X.520's bounds.
import type { ErrorFacts } from '../../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { tag } from '../asn1/der.ts';
import { objectIdentifier } from '../asn1/der-values.ts';
import { encode } from '../asn1/der-write.ts';
import { attributeNameOf, attributeOidOf } from '../asn1/oids.ts';
import { asciiHost } from './alternative-name.ts';
import type { Attribute } from './distinguished-name.ts';

/** Most characters of a value: RFC 5280 appendix A.1 (upper bounds), X.520 annex C, RFC 1034 for a domain component. */
const upperBounds: Readonly<Record<string, number>> = {
  CN: 64,
  O: 64,
  OU: 64,
  L: 128,
  ST: 128,
  STREET: 128,
  serialNumber: 64,
  title: 64,
  pseudonym: 128,
  businessCategory: 128,
  description: 1024,
  postalCode: 40,
  postOfficeBox: 40,
  telephoneNumber: 32,
  UID: 256,
  DC: 63,
  emailAddress: 255,
  unstructuredName: 255,
  organizationIdentifier: 256,
};
/** ub-name of RFC 5280, for the attributes that are kinds of names. */
const otherBound = 32_768;

/** Most characters that a value of this type may have. */
export const upperBound = (type: string): number => upperBounds[type] ?? otherBound;

/** Types whose values RFC 5280 appendix A.1 wants as PrintableString, and as IA5String; all others are UTF8String. */
const printable = new Set(['C', 'serialNumber', 'dnQualifier', 'telephoneNumber']);
const ia5 = new Set(['emailAddress', 'DC']);

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const unusable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffd]|\p{Surrogate}/u;

type Reason = ErrorFacts['subject-invalid']['reason'];

/** What is wrong with a value, or undefined. */
const valueProblem = (type: string, value: string): Reason | undefined => {
  if (value.trim() === '') return 'empty';
  if (unusable.test(value)) return 'characters';
  if (type === 'C') return /^[A-Z]{2}$/.test(value) ? undefined : 'country';
  if (printable.has(type) && !/^[A-Za-z0-9 '()+,\-./:=?]*$/.test(value)) return 'characters';
  if (ia5.has(type) && !/^[\x20-\x7e]*$/.test(value)) return 'characters';
  return [...value].length > upperBound(type) ? 'too-long' : undefined;
};

/** A country in capitals (ISO 3166); the domain of a mail address, and a domain component, as punycode. */
const prepared = (type: string, value: string): string => {
  if (type === 'C') return value.trim().toUpperCase();
  if (type === 'DC') return asciiHost(value) ?? value;
  const [, local = '', domain = ''] =
    (type === 'emailAddress' && /^([^@]+)@([^@]*[^\x20-\x7e][^@]*)$/.exec(value)) || [];
  return domain === '' ? value : `${local}@${asciiHost(domain) ?? domain}`;
};

/**
 * Makes the attributes of a subject ready to be written: types under our own names, values as they will stand there.
 * @param attributes in the order of the encoding, types by any name that oids.ts knows
 * @returns `subject-invalid` for the first attribute that cannot be written; `limit` is the length that is allowed
 */
export const prepareName = (attributes: readonly Attribute[]): Result<Attribute[]> => {
  const invalid = (attribute: string, reason: Reason, limit = 0) =>
    fail('subject-invalid', { attribute, reason, limit });
  if (attributes.length === 0) return invalid('', 'nothing');
  const ready: Attribute[] = [];
  for (const { type: spelling, value: given, encoded } of attributes) {
    const type = attributeNameOf(spelling);
    // A type that has no name here would be written, but shown as hex; x500UniqueIdentifier is a string of bits.
    if (attributeOidOf(type) === undefined || /^\d/.test(type) || type === 'x500UniqueIdentifier')
      return invalid(spelling, 'unknown-attribute');
    if (encoded) return invalid(type, 'hex');
    const value = prepared(type, given);
    const problem = valueProblem(type, value);
    if (problem !== undefined) return invalid(type, problem, type === 'C' ? 2 : upperBound(type));
    if (type === 'C' && ready.some((each) => each.type === 'C')) return invalid(type, 'twice');
    ready.push({ type, value });
  }
  return ok(ready);
};

const stringTag = (type: string): number =>
  printable.has(type) ? tag.printableString : ia5.has(type) ? tag.ia5String : tag.utf8String;

/** The DER of a Name. Takes what prepareName made; throws TypeError on anything else. */
export const encodeName = (attributes: readonly Attribute[]): Uint8Array =>
  encode(
    tag.sequence,
    ...attributes.map(({ type, value }) => {
      const oid = attributeOidOf(type);
      if (oid === undefined) throw new TypeError(`unknown attribute type ${type}`);
      return encode(
        tag.set,
        encode(tag.sequence, objectIdentifier(oid), encode(stringTag(type), Buffer.from(value, 'utf8'))),
      );
    }),
  );
