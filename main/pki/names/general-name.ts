// GeneralName (RFC 5280 section 4.2.1.6): one alternative name, of any of its nine kinds, as plain data and as text.
// Reads what is written; which names are fit for a host, or lie in a subtree, is decided elsewhere.
import type { SubjectAltNames } from '../../../preload/contract/item.ts';
import { context, type DerElement, DerError, hexOf, oidText, onlyChild } from '../asn1/der.ts';
import { lenientText, nameText, readName, textOf } from './distinguished-name.ts';
import { cidrOfOctets, ipOfOctets } from './ip-address.ts';

export type GeneralName =
  | { kind: 'dns' | 'email' | 'uri'; value: string }
  /** Canonical text of the address. */
  | { kind: 'ip'; value: string }
  /** `element` is the Name, `value` its RFC 4514 text. */
  | { kind: 'dirName'; value: string; element: DerElement }
  /** otherName, registeredID, x400Address, ediPartyName: named with what there is to tell. */
  | { kind: 'other'; value: string };

/** OIDs of otherName values that people know. */
const otherNames: Readonly<Record<string, string>> = {
  '1.3.6.1.4.1.311.20.2.3': 'UPN',
  '1.3.6.1.5.5.7.8.9': 'SmtpUTF8Mailbox',
};

const otherName = (name: DerElement): string => {
  const [type, value, ...more] = name.children();
  if (type === undefined || value === undefined || more.length > 0)
    throw new DerError('an otherName is not a type and a value');
  const oid = oidText(type);
  const inner = value.tag === context(0, true) ? value.children()[0] : undefined;
  const text = inner && textOf(inner);
  return `otherName:${otherNames[oid] ?? oid}:${text ?? `#${hexOf((inner ?? value).encoding)}`}`;
};

/** The Name inside a directoryName: exactly one, so that none is passed over. Throws DerError. */
export const directoryName = (name: DerElement): DerElement => onlyChild(name, 'a directory name');

/** One GeneralName. Throws DerError. */
export const readGeneralName = (name: DerElement): GeneralName => {
  switch (name.tag) {
    case context(1):
      return { kind: 'email', value: lenientText(name.content) };
    case context(2):
      return { kind: 'dns', value: lenientText(name.content) };
    case context(6):
      return { kind: 'uri', value: lenientText(name.content) };
    case context(7): {
      const ip = ipOfOctets(name.content);
      if (ip === null) throw new DerError('an IP address that has neither 4 nor 16 octets');
      return { kind: 'ip', value: ip };
    }
    case context(4, true): {
      const element = directoryName(name);
      return { kind: 'dirName', value: nameText(readName(element)), element };
    }
    case context(0, true):
      return { kind: 'other', value: otherName(name) };
    case context(8):
      return { kind: 'other', value: `registeredID:${oidText(name)}` };
    case context(3, true):
      return { kind: 'other', value: `x400Address:#${hexOf(name.encoding)}` };
    case context(5, true):
      return { kind: 'other', value: `ediPartyName:#${hexOf(name.encoding)}` };
    default:
      throw new DerError('a general name of an unknown kind');
  }
};

const prefixes = { dns: 'DNS', email: 'email', uri: 'URI', ip: 'IP', dirName: 'dirName' } as const;

/** With its kind before it (`DNS:sensor7.contoso.com`), as OpenSSL's configuration files write it. */
export const generalNameText = (name: GeneralName): string =>
  name.kind === 'other' ? name.value : `${prefixes[name.kind]}:${name.value}`;

/** The base of a subtree of nameConstraints: as a name, but an IP address there has a mask behind it. */
export const subtreeText = (base: DerElement): string => {
  if (base.tag !== context(7)) return generalNameText(readGeneralName(base));
  const cidr = cidrOfOctets(base.content);
  if (cidr === null) throw new DerError('an IP subtree that has neither 8 nor 32 octets');
  return `IP:${cidr}`;
};

/** Sorted by kind; `other` is left out when there is none. */
export const generalNames = (names: readonly GeneralName[]): SubjectAltNames => {
  const found: SubjectAltNames = { dns: [], ip: [], email: [], uri: [] };
  const other: string[] = [];
  for (const name of names) {
    if (name.kind === 'other' || name.kind === 'dirName') other.push(generalNameText(name));
    else found[name.kind].push(name.value);
  }
  return other.length > 0 ? { ...found, other } : found;
};
