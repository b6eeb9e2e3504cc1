// Builds PFX files that no tool at hand makes: safes in the clear with bags of any kind, and BER in place of DER.
import { type DerElement, readDer, tag } from '../../../../main/pki/asn1/der.ts';
import { integer, objectIdentifier, octetString, sequence } from '../../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { attributeType, bagType, contentType, valueType } from '../../../../main/pki/pkcs12/oids.ts';

const explicit = (content: Uint8Array): Uint8Array => encode(0xa0, content);

export const contentInfo = (content: Uint8Array, type: string = contentType.data): Uint8Array =>
  sequence(objectIdentifier(type), explicit(content));

export const bag = (type: string, value: Uint8Array, friendlyName?: string): Uint8Array => {
  const text = encode(tag.bmpString, Buffer.from(friendlyName ?? '', 'utf16le').swap16());
  const attribute = sequence(objectIdentifier(attributeType.friendlyName), encode(tag.set, text));
  const attributes = friendlyName === undefined ? [] : [encode(tag.set, attribute)];
  return sequence(objectIdentifier(type), explicit(value), ...attributes);
};

const typed = (type: string, octets: Uint8Array): Uint8Array =>
  sequence(objectIdentifier(type), explicit(octetString(octets)));

export const certificateBag = (der: Uint8Array, name?: string): Uint8Array =>
  bag(bagType.certificate, typed(valueType.x509Certificate, der), name);
export const crlBag = (der: Uint8Array): Uint8Array => bag(bagType.crl, typed(valueType.x509Crl, der));
export const secretBag = (type: string, octets: Uint8Array, name?: string): Uint8Array =>
  bag(bagType.secret, typed(type, octets), name);
export const keyBag = (pkcs8: Uint8Array, name?: string): Uint8Array => bag(bagType.key, pkcs8, name);
export const nestedBag = (...bags: Uint8Array[]): Uint8Array => bag(bagType.safeContents, sequence(...bags));

export const safe = (...bags: Uint8Array[]): Uint8Array => contentInfo(octetString(sequence(...bags)));

/** A file without a seal. */
export const pfx = (...safes: Uint8Array[]): Uint8Array =>
  sequence(integer(3), contentInfo(octetString(sequence(...safes))));

/** The parts of AuthenticatedSafe in a file. */
export const safesOf = (bytes: Uint8Array): Uint8Array[] => {
  const content = readDer(bytes).children()[1]?.children()[1]?.children()[0]?.wrapped();
  return content?.children().map(({ encoding }) => encoding) ?? [];
};

export const withoutMac = (bytes: Uint8Array): Uint8Array => pfx(...safesOf(bytes));

const indefinite = (identifier: number, content: Uint8Array): Uint8Array =>
  Uint8Array.of(identifier, 0x80, ...content, 0, 0);

const primitive = (bytes: Uint8Array): Uint8Array => {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 100) pieces.push(octetString(bytes.subarray(at, at + 100)));
  return indefinite(0x24, Buffer.concat(pieces));
};

/**
 * The same element in BER: indefinite lengths, OCTET STRINGs in pieces of a hundred. `inside` says which OCTET STRINGs
 * hold an element that becomes BER too.
 */
export const ber = (element: DerElement, inside: (octets: Uint8Array) => boolean): Uint8Array => {
  if (element.tag === tag.octetString) {
    const { content } = element;
    return primitive(inside(content) ? ber(readDer(content), inside) : content);
  }
  if ((element.tag & 0x20) === 0) return element.encoding;
  return indefinite(element.tag, Buffer.concat(element.children().map((child) => ber(child, inside))));
};
