// The bags inside a PKCS#12 safe (RFC 7292 section 4.2), nested safes included, with their friendly names and local
// key identifiers. Takes them apart and opens nothing. A bag that is malformed is reported and does not hide others.
import { context, type DerElement, DerError, expect, hexOf, oidText, readDer, tag } from '../asn1/der.ts';
import { textOf } from '../names/distinguished-name.ts';
import { attributeType, bagType } from './oids.ts';

/** What a file says about a bag: the name for people, and the identifier (hex) that links a key and its certificate. */
export type Pkcs12Entry = { friendlyName?: string; localKeyId?: string };

export type Bag = { type: string; value: DerElement; entry: Pkcs12Entry };

const attributesOf = (set: DerElement | undefined): Pkcs12Entry => {
  const entry: Pkcs12Entry = {};
  for (const attribute of set?.tag === tag.set ? set.children() : []) {
    const [type, values] = expect(attribute, tag.sequence, 'an attribute').children();
    const value = expect(values, tag.set, 'the values of an attribute').children()[0];
    if (value === undefined) continue;
    const oid = oidText(expect(type, tag.oid, 'the type of an attribute'));
    // Some writers end the name with a zero, as C does.
    const name = oid === attributeType.friendlyName ? textOf(value)?.replace(/\0+$/, '') : undefined;
    if (name) entry.friendlyName = name;
    if (oid === attributeType.localKeyId) entry.localKeyId = hexOf(value.content);
  }
  return entry;
};

/**
 * The bags of a SafeContents (DER) in the order of the file.
 * @param onProblem is told what is wrong with a bag that cannot be taken apart
 * Throws DerError when the whole is no series of bags.
 */
export const readBags = (contents: Uint8Array, onProblem: (detail: string) => void): Bag[] => {
  const bags: Bag[] = [];
  // How deep safes may nest is limited by der.ts.
  const visit = (list: DerElement): void => {
    for (const element of expect(list, tag.sequence, 'a safe').children()) {
      try {
        const [type, value, attributes] = expect(element, tag.sequence, 'a bag').children();
        const oid = oidText(expect(type, tag.oid, 'the type of a bag'));
        const inner = expect(value, context(0, true), 'the content of a bag').children()[0];
        if (inner === undefined) throw new DerError('a bag without content');
        if (oid === bagType.safeContents) visit(inner);
        else bags.push({ type: oid, value: inner, entry: attributesOf(attributes) });
      } catch (error) {
        if (!(error instanceof DerError)) throw error;
        onProblem(error.message);
      }
    }
  };
  visit(readDer(contents));
  return bags;
};

/** The octets of a certificate, list or secret bag's value, and the dotted identifier of their kind. Throws DerError. */
export const typedValue = (bag: Bag): { type: string; octets: Uint8Array } => {
  const [type, wrapped] = expect(bag.value, tag.sequence, 'the value of a bag').children();
  const value = expect(wrapped, context(0, true), 'the value of a bag').children()[0];
  const octets = expect(value, tag.octetString, 'the value of a bag').content;
  return { type: oidText(expect(type, tag.oid, 'the kind of a bag')), octets: new Uint8Array(octets) };
};
