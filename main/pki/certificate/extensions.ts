// Values of the certificate extensions that matter here (RFC 5280 section 4.2.1), from DER to plain data.
// Reads them; whether they are wise, allowed or complete is judged elsewhere.
import type { CertificateItem, SubjectAltNames } from '../../../preload/contract/item.ts';
import {
  booleanValue,
  context,
  type DerElement,
  DerError,
  expect,
  hexOf,
  oidText,
  smallInteger,
  tag,
} from '../asn1/der.ts';
import { extendedKeyUsages, extension, keyUsages } from '../asn1/oids.ts';
import { lenientText } from '../names/distinguished-name.ts';
import { ipOfOctets } from '../names/ip-address.ts';

/** Extension values by dotted identifier. */
export type Extensions = ReadonlyMap<string, DerElement>;

/** Reads the extensions' list. Throws DerError, also when one occurs twice (RFC 5280 section 4.2 forbids it). */
export const readExtensions = (list: DerElement): Extensions => {
  const found = new Map<string, DerElement>();
  for (const entry of expect(list, tag.sequence, 'the extensions').children()) {
    const parts = expect(entry, tag.sequence, 'an extension').children();
    const oid = oidText(expect(parts[0], tag.oid, 'the type of an extension'));
    if (found.has(oid)) throw new DerError(`extension ${oid} occurs twice`);
    found.set(oid, expect(parts.at(-1), tag.octetString, `the value of extension ${oid}`));
  }
  return found;
};

const generalNames = (names: readonly DerElement[]): SubjectAltNames => {
  const found: SubjectAltNames = { dns: [], ip: [], email: [], uri: [] };
  for (const name of names) {
    if (name.tag === context(1)) found.email.push(lenientText(name.content));
    else if (name.tag === context(2)) found.dns.push(lenientText(name.content));
    else if (name.tag === context(6)) found.uri.push(lenientText(name.content));
    else if (name.tag === context(7)) {
      const ip = ipOfOctets(name.content);
      if (ip === null) throw new DerError('an IP address in subjectAltName that has neither 4 nor 16 octets');
      found.ip.push(ip);
    }
  }
  return found;
};

const basicConstraints = (value: DerElement): { ca: boolean; pathLength?: number } => {
  const fields = expect(value, tag.sequence, 'basicConstraints').children();
  const ca = fields[0]?.tag === tag.boolean && booleanValue(fields[0]);
  const length = fields.find((field) => field.tag === tag.integer);
  return length === undefined ? { ca } : { ca, pathLength: smallInteger(length) };
};

const keyUsage = (value: DerElement): string[] => {
  const [, ...octets] = expect(value, tag.bitString, 'keyUsage').content;
  return keyUsages.filter((_, bit) => ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0);
};

const extendedKeyUsage = (value: DerElement): string[] =>
  expect(value, tag.sequence, 'extendedKeyUsage')
    .children()
    .map((purpose) => oidText(expect(purpose, tag.oid, 'a purpose')))
    .map((oid) => extendedKeyUsages[oid] ?? oid);

/** The URIs of all distribution points; names of directories are left out. */
const distributionPoints = (value: DerElement): string[] =>
  expect(value, tag.sequence, 'crlDistributionPoints')
    .children()
    .flatMap((point) => expect(point, tag.sequence, 'a distribution point').children())
    .filter((field) => field.tag === context(0, true))
    .flatMap((field) => field.children())
    .filter((name) => name.tag === context(0, true))
    .flatMap((fullName) => generalNames(fullName.children()).uri);

/** subjectKeyIdentifier as hex, where there is one. Throws DerError. */
export const subjectKeyIdentifier = (extensions: Extensions): string | undefined => {
  const value = extensions.get(extension.subjectKeyIdentifier)?.wrapped();
  return value && hexOf(expect(value, tag.octetString, 'subjectKeyIdentifier').content);
};

/** The key identifier of authorityKeyIdentifier as hex, where there is one. Throws DerError. */
export const authorityKeyIdentifier = (extensions: Extensions): string | undefined => {
  const value = extensions.get(extension.authorityKeyIdentifier)?.wrapped();
  const fields = value ? expect(value, tag.sequence, 'authorityKeyIdentifier').children() : [];
  const key = fields.find((field) => field.tag === context(0));
  return key && hexOf(key.content);
};

type ExtensionFields = Pick<
  CertificateItem,
  'subjectAltNames' | 'basicConstraints' | 'keyUsage' | 'extendedKeyUsage' | 'crlDistributionPoints'
>;

/** The fields of a certificate's or request's description that come from extensions. Throws DerError. */
export const extensionFields = (extensions: Extensions): ExtensionFields => {
  const fields: ExtensionFields = {};
  const read = (oid: string, take: (value: DerElement) => void): void => {
    const value = extensions.get(oid);
    if (value !== undefined) take(value.wrapped());
  };
  read(extension.subjectAltName, (value) => {
    fields.subjectAltNames = generalNames(expect(value, tag.sequence, 'subjectAltName').children());
  });
  read(extension.basicConstraints, (value) => {
    fields.basicConstraints = basicConstraints(value);
  });
  read(extension.keyUsage, (value) => {
    fields.keyUsage = keyUsage(value);
  });
  read(extension.extendedKeyUsage, (value) => {
    fields.extendedKeyUsage = extendedKeyUsage(value);
  });
  read(extension.crlDistributionPoints, (value) => {
    fields.crlDistributionPoints = distributionPoints(value);
  });
  return fields;
};
