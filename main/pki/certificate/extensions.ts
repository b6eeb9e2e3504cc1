// Values of the certificate extensions that matter here (RFC 5280 section 4.2), from DER to plain data.
// Reads them; whether they are wise, allowed or complete is judged elsewhere.
import type { CertificateItem } from '../../../preload/contract/item.ts';
import {
  booleanValue,
  context,
  type DerElement,
  DerError,
  expect,
  hexOf,
  oidText,
  onlyChild,
  optionalFields,
  smallInteger,
  tag,
} from '../asn1/der.ts';
import { extendedKeyUsages, extension, keyUsages } from '../asn1/oids.ts';
import {
  type GeneralName,
  generalNames,
  generalNameText,
  readGeneralName,
  subtreeText,
} from '../names/general-name.ts';

/** One extension: its value is the OCTET STRING, still closed (`wrapped()` opens it). */
export type Extension = { critical: boolean; value: DerElement };

/** Extensions by dotted identifier, in the order of the encoding. */
export type Extensions = ReadonlyMap<string, Extension>;

/** Reads the extensions' list. Throws DerError, also when one occurs twice (RFC 5280 section 4.2 forbids it). */
export const readExtensions = (list: DerElement): Extensions => {
  const found = new Map<string, Extension>();
  for (const entry of expect(list, tag.sequence, 'the extensions').children()) {
    const parts = expect(entry, tag.sequence, 'an extension').children();
    const oid = oidText(expect(parts[0], tag.oid, 'the type of an extension'));
    if (found.has(oid)) throw new DerError(`extension ${oid} occurs twice`);
    const flag = parts.length > 2 ? expect(parts[1], tag.boolean, `the critical flag of extension ${oid}`) : undefined;
    if (parts.length > 3) throw new DerError(`extension ${oid} has too many parts`);
    const value = expect(parts.at(-1), tag.octetString, `the value of extension ${oid}`);
    found.set(oid, { critical: flag !== undefined && booleanValue(flag), value });
  }
  return found;
};

/** Whether it is a CA, and how many CAs may follow it. */
export const readBasicConstraints = (value: DerElement): { ca: boolean; pathLength?: number } => {
  const parts = expect(value, tag.sequence, 'basicConstraints').children();
  const fields = optionalFields(parts, [tag.boolean, tag.integer], 'basicConstraints');
  const flag = fields.get(tag.boolean);
  const ca = flag !== undefined && booleanValue(flag);
  const length = fields.get(tag.integer);
  return length === undefined ? { ca } : { ca, pathLength: smallInteger(length) };
};

/**
 * The numbers of the bits that are set in a BIT STRING (its content octets, the count of unused bits first), up to the
 * 32nd: no list of flags has as many, and a file can hold a hundred million.
 */
export const setBits = (content: Uint8Array): number[] =>
  [...content.subarray(1, 5)].flatMap((octet, at) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (octet & (0x80 >> bit)) !== 0).map((bit) => at * 8 + bit),
  );

/** The usages by name, in the order of their bits. */
export const readKeyUsage = (value: DerElement): string[] =>
  setBits(expect(value, tag.bitString, 'keyUsage').content).flatMap((bit) => keyUsages[bit] ?? []);

/** Purposes as dotted identifiers. */
export const readExtendedKeyUsage = (value: DerElement): string[] =>
  expect(value, tag.sequence, 'extendedKeyUsage')
    .children()
    .map((purpose) => oidText(expect(purpose, tag.oid, 'a purpose')));

/** One DistributionPoint, its parts still as DER. */
export type DistributionPoint = {
  /** DistributionPointName: the element inside the `[0]`. */
  name?: DerElement;
  /** Bits of ReasonFlags by number (1 keyCompromise …); absent: all reasons. */
  reasons?: number[];
  /** GeneralNames, in their `[2]`. */
  crlIssuer?: DerElement;
};

/** The names in a DistributionPointName; none where it is relative to the issuer, which nobody uses. Throws DerError. */
export const fullNames = (name: DerElement | undefined): GeneralName[] => {
  if (name === undefined || name.tag === context(1, true)) return [];
  if (name.tag === context(0, true)) return name.children().map(readGeneralName);
  throw new DerError('a distribution point name of an unknown kind');
};

/** CRLDistributionPoints (RFC 5280 section 4.2.1.13), and FreshestCRL, which has the same form. Throws DerError. */
export const readDistributionPoints = (value: DerElement): DistributionPoint[] =>
  expect(value, tag.sequence, 'crlDistributionPoints')
    .children()
    .map((point) => {
      const parts = expect(point, tag.sequence, 'a distribution point').children();
      const fields = optionalFields(parts, [context(0, true), context(1), context(2, true)], 'a distribution point');
      const name = fields.get(context(0, true));
      const reasons = fields.get(context(1));
      const crlIssuer = fields.get(context(2, true));
      return {
        ...(name ? { name: onlyChild(name, 'the name of a distribution point') } : {}),
        ...(reasons ? { reasons: setBits(reasons.content) } : {}),
        ...(crlIssuer ? { crlIssuer } : {}),
      };
    });

/** subjectKeyIdentifier as hex, where there is one. Throws DerError. */
export const subjectKeyIdentifier = (extensions: Extensions): string | undefined => {
  const value = extensions.get(extension.subjectKeyIdentifier)?.value.wrapped();
  return value && hexOf(expect(value, tag.octetString, 'subjectKeyIdentifier').content);
};

/** The key identifier of authorityKeyIdentifier as hex, where there is one. Throws DerError. */
export const authorityKeyIdentifier = (extensions: Extensions): string | undefined => {
  const value = extensions.get(extension.authorityKeyIdentifier)?.value.wrapped();
  const fields = value ? expect(value, tag.sequence, 'authorityKeyIdentifier').children() : [];
  const key = fields.find((field) => field.tag === context(0));
  return key && hexOf(key.content);
};

/** The general names of subjectAltName, in their order; empty where there is none. Throws DerError. */
export const readSubjectAltName = (value: DerElement): GeneralName[] =>
  expect(value, tag.sequence, 'subjectAltName').children().map(readGeneralName);

/** AuthorityInfoAccess (RFC 5280 section 4.2.2.1): where to ask for the status and for the issuer. Throws DerError. */
export const readAuthorityInfoAccess = (value: DerElement): { ocsp: string[]; caIssuers: string[] } => {
  const found: { ocsp: string[]; caIssuers: string[] } = { ocsp: [], caIssuers: [] };
  for (const access of expect(value, tag.sequence, 'authorityInfoAccess').children()) {
    const [method, location] = expect(access, tag.sequence, 'an access description').children();
    const oid = oidText(expect(method, tag.oid, 'an access method'));
    const place = location && readGeneralName(location);
    if (place === undefined) throw new DerError('an access description without a location');
    if (oid === '1.3.6.1.5.5.7.48.1') found.ocsp.push(place.kind === 'uri' ? place.value : generalNameText(place));
    if (oid === '1.3.6.1.5.5.7.48.2') found.caIssuers.push(place.kind === 'uri' ? place.value : generalNameText(place));
  }
  return found;
};

const policies = (value: DerElement): string[] =>
  expect(value, tag.sequence, 'certificatePolicies')
    .children()
    .map((policy) => oidText(expect(expect(policy, tag.sequence, 'a policy').children()[0], tag.oid, 'a policy')));

export type Subtrees = { permitted: DerElement[]; excluded: DerElement[] };

/** NameConstraints (RFC 5280 section 4.2.1.10): the base of each subtree, a GeneralName. Throws DerError. */
export const readNameConstraints = (value: DerElement): Subtrees => {
  const parts = expect(value, tag.sequence, 'nameConstraints').children();
  const fields = optionalFields(parts, [context(0, true), context(1, true)], 'nameConstraints');
  const bases = (number: number): DerElement[] =>
    (fields.get(context(number, true))?.children() ?? []).map((subtree) => {
      const [base, ...range] = expect(subtree, tag.sequence, 'a subtree').children();
      // minimum is always 0 and maximum absent; DER leaves a default out, but some issuers write it.
      if (base === undefined || range.some((each) => each.tag !== context(0) || hexOf(each.content) !== '00'))
        throw new DerError('a subtree with a range');
      return base;
    });
  return { permitted: bases(0), excluded: bases(1) };
};

type ExtensionFields = Pick<
  CertificateItem,
  | 'subjectAltNames'
  | 'basicConstraints'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'crlDistributionPoints'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
  | 'certificatePolicies'
  | 'nameConstraints'
  | 'authorityInfoAccess'
  | 'otherExtensions'
>;

const isUri = (name: GeneralName): name is Extract<GeneralName, { kind: 'uri' }> => name.kind === 'uri';

const readers: Readonly<Record<string, (value: DerElement, extensions: Extensions) => ExtensionFields>> = {
  [extension.subjectAltName]: (value) => ({ subjectAltNames: generalNames(readSubjectAltName(value)) }),
  [extension.basicConstraints]: (value) => ({ basicConstraints: readBasicConstraints(value) }),
  [extension.keyUsage]: (value) => ({ keyUsage: readKeyUsage(value) }),
  [extension.extendedKeyUsage]: (value) => ({
    extendedKeyUsage: readExtendedKeyUsage(value).map((oid) => extendedKeyUsages[oid] ?? oid),
  }),
  [extension.crlDistributionPoints]: (value) => ({
    crlDistributionPoints: readDistributionPoints(value)
      .flatMap(({ name }) => fullNames(name))
      .filter(isUri)
      .map(({ value: uri }) => uri),
  }),
  [extension.subjectKeyIdentifier]: (_, extensions) => {
    const identifier = subjectKeyIdentifier(extensions);
    return identifier === undefined ? {} : { subjectKeyIdentifier: identifier };
  },
  [extension.authorityKeyIdentifier]: (_, extensions) => {
    const identifier = authorityKeyIdentifier(extensions);
    return identifier === undefined ? {} : { authorityKeyIdentifier: identifier };
  },
  [extension.certificatePolicies]: (value) => ({ certificatePolicies: policies(value) }),
  [extension.nameConstraints]: (value) => {
    const { permitted, excluded } = readNameConstraints(value);
    return { nameConstraints: { permitted: permitted.map(subtreeText), excluded: excluded.map(subtreeText) } };
  },
  [extension.authorityInfoAccess]: (value) => ({ authorityInfoAccess: readAuthorityInfoAccess(value) }),
};

/** The fields of a certificate's or request's description that come from extensions. Throws DerError. */
export const extensionFields = (extensions: Extensions): ExtensionFields => {
  const fields: ExtensionFields = {};
  const others: { oid: string; critical: boolean; value: string }[] = [];
  for (const [oid, { critical, value }] of extensions) {
    const read = readers[oid];
    if (read) Object.assign(fields, read(value.wrapped(), extensions));
    else others.push({ oid, critical, value: hexOf(value.content) });
  }
  if (others.length > 0) fields.otherExtensions = others;
  return fields;
};
