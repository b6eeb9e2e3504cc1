// Name constraints (RFC 5280 section 4.2.1.10): in which name spaces the certificates below a CA must stay.
// The common name is a name of no kind here, as it is none for browsers. Names that cannot be compared with a
// constraint of their kind are refused, never let through.
import type { NameKind } from '../../../preload/contract/verdict-path.ts';
import { context, type DerElement, DerError, oidText, tag } from '../asn1/der.ts';
import { readNameConstraints } from '../certificate/extensions.ts';
import { lenientText, textOf } from '../names/distinguished-name.ts';
import { directoryName, generalNameText, readGeneralName } from '../names/general-name.ts';
import { canonicalIp } from '../names/ip-address.ts';
import { rdnKeys } from '../names/name-key.ts';

/** A name of a certificate, taken apart for comparison. `value` is undefined where it has no form that compares. */
export type ConstrainedName =
  | { kind: 'dns' | 'email' | 'uri'; text: string; value: string | undefined }
  | { kind: 'ip'; text: string; value: Uint8Array }
  | { kind: 'directory'; text: string; value: readonly string[] }
  | { kind: 'other'; text: string; form: number };

type Base =
  | { kind: 'dns' | 'email' | 'uri'; value: string }
  | { kind: 'ip'; address: Uint8Array; mask: Uint8Array }
  | { kind: 'directory'; value: readonly string[] }
  | { kind: 'other'; form: number };

export type NameConstraints = { permitted: readonly Base[]; excluded: readonly Base[] };

/** Scheme, user and port are not looked at (section 4.2.1.10 compares the host part only). */
const uriHost = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/?#]*@)?(\[[^\]]*\]|[^:/?#]*)/i;

const hostOf = (uri: string): string | undefined => {
  const host = uriHost.exec(uri)?.[1]?.replace(/\.$/, '').toLowerCase();
  return host === undefined || host === '' || canonicalIp(host) !== null ? undefined : host;
};

/** The host in lower case; the part before the `@` keeps its case (RFC 5321 section 2.4). */
const mailbox = (text: string): string | undefined => {
  const parts = text.split('@');
  return parts.length === 2 && parts.every((part) => part !== '')
    ? `${parts[0]}@${(parts[1] as string).toLowerCase()}`
    : undefined;
};

const dnsValue = (text: string): string => text.toLowerCase().replace(/\.$/, '');

/** Labels with something in them; what is in them does not matter here. */
const dnsName = /^[\x21-\x2d\x2f-\x7e]+(\.[\x21-\x2d\x2f-\x7e]+)*\.?$/;

const hostText = /^[\x21-\x7e]*$/;

/**
 * SmtpUTF8Mailbox: constraints on rfc822Name hold for this otherName too (RFC 9598 section 6). Its host is compared as
 * it must be written, in ASCII; another host, or a value of another type, has no form that compares.
 */
const utf8Mailbox = (otherName: DerElement): ConstrainedName[] => {
  const [type, value] = otherName.children();
  if (type === undefined || oidText(type) !== '1.3.6.1.5.5.7.8.9') return [];
  const inner = value?.tag === context(0, true) ? value.children() : [];
  const [only] = inner;
  const text = inner.length === 1 && only?.tag === tag.utf8String ? textOf(only) : undefined;
  const mail = text === undefined ? undefined : mailbox(text);
  const comparable = mail !== undefined && hostText.test(mail.slice(mail.indexOf('@')));
  return [{ kind: 'email', text: text ?? '', value: comparable ? mail : undefined }];
};

/** One entry of a subjectAltName, as the kinds of name that constraints can be about. Throws DerError. */
export const constrainedNames = (element: DerElement): ConstrainedName[] => {
  const name = readGeneralName(element);
  switch (name.kind) {
    case 'dns':
      return [{ kind: 'dns', text: name.value, value: dnsName.test(name.value) ? dnsValue(name.value) : undefined }];
    case 'email':
      return [{ kind: 'email', text: name.value, value: mailbox(name.value) }];
    case 'uri':
      return [{ kind: 'uri', text: name.value, value: hostOf(name.value) }];
    case 'ip':
      return [{ kind: 'ip', text: name.value, value: element.content }];
    case 'dirName':
      return [{ kind: 'directory', text: name.value, value: rdnKeys(name.element) }];
    case 'other': {
      const other = { kind: 'other' as const, text: generalNameText(name), form: element.tag & 0x1f };
      return element.tag === context(0, true) ? [other, ...utf8Mailbox(element)] : [other];
    }
  }
};

const emailAddress = '2a864886f70d010901';

/** The mail addresses in a subject: constraints on addresses hold for them too. Throws DerError. */
export const subjectEmails = (subject: DerElement): ConstrainedName[] =>
  subject.children().flatMap((rdn) =>
    rdn.children().flatMap((attribute) => {
      const [type, value] = attribute.children();
      if (type?.tag !== tag.oid || value === undefined) return [];
      if (Buffer.from(type.content).toString('hex') !== emailAddress) return [];
      const text = textOf(value) ?? '';
      return [{ kind: 'email' as const, text, value: mailbox(text) }];
    }),
  );

const isPrefixMask = (mask: Uint8Array): boolean =>
  /^1*0*$/.test(Array.from(mask, (octet) => octet.toString(2).padStart(8, '0')).join(''));

const ipBase = (octets: Uint8Array): Base => {
  if (octets.length !== 8 && octets.length !== 32) throw new DerError('an IP range that is not an address and a mask');
  const [address, mask] = [octets.subarray(0, octets.length / 2), octets.subarray(octets.length / 2)];
  // The section wants the style of CIDR; a mask with holes is a mistake that could let through too much.
  if (!isPrefixMask(mask)) throw new DerError('an IP range whose mask has holes');
  return { kind: 'ip', address, mask };
};

const readBase = (element: DerElement): Base => {
  const text = lenientText(element.content).toLowerCase();
  switch (element.tag) {
    case context(1): {
      const exact = text.includes('@') ? mailbox(lenientText(element.content)) : text;
      if (exact === undefined) throw new DerError('a mail constraint that is no address, host or domain');
      return { kind: 'email', value: exact };
    }
    case context(2):
      if (!hostText.test(text) || text.includes('*')) throw new DerError('a DNS constraint that is no name');
      return { kind: 'dns', value: dnsValue(text) };
    case context(6):
      if (!hostText.test(text) || /[*/:@]/.test(text)) throw new DerError('a URI constraint that is no host or domain');
      return { kind: 'uri', value: text.replace(/\.$/, '') };
    case context(7):
      return ipBase(element.content);
    case context(4, true):
      return { kind: 'directory', value: rdnKeys(directoryName(element)) };
    default:
      return { kind: 'other', form: element.tag & 0x1f };
  }
};

/** Reads nameConstraints for use. Throws DerError. */
export const readConstraints = (value: DerElement): NameConstraints => {
  const { permitted, excluded } = readNameConstraints(value);
  // Neither the sequence nor one of its lists may be empty.
  if (value.children().some((list) => list.content.length === 0) || permitted.length + excluded.length === 0)
    throw new DerError('empty constraints');
  return { permitted: permitted.map(readBase), excluded: excluded.map(readBase) };
};

const under = (name: string, base: string): boolean =>
  base === '' || name === base || name.endsWith(base.startsWith('.') ? base : `.${base}`);

/** Hosts of addresses and URIs: a constraint with a dot in front means the domain below it, else exactly that host. */
const hostWithin = (host: string, base: string): boolean =>
  base === '' || (base.startsWith('.') ? host.endsWith(base) : host === base);

const sameKind = (name: ConstrainedName, base: Base): boolean =>
  name.kind === base.kind && (name.kind !== 'other' || name.form === (base as { form?: number }).form);

const within = (name: ConstrainedName, base: Base): boolean => {
  if (name.kind === 'dns' && base.kind === 'dns') return name.value !== undefined && under(name.value, base.value);
  if (name.kind === 'uri' && base.kind === 'uri') return name.value !== undefined && hostWithin(name.value, base.value);
  if (name.kind === 'email' && base.kind === 'email') {
    if (name.value === undefined) return false;
    return base.value.includes('@')
      ? name.value === base.value
      : hostWithin(name.value.slice(name.value.indexOf('@') + 1), base.value);
  }
  if (name.kind === 'ip' && base.kind === 'ip')
    return (
      name.value.length === base.mask.length &&
      base.mask.every((octet, at) => (((name.value[at] as number) ^ (base.address[at] as number)) & octet) === 0)
    );
  if (name.kind === 'directory' && base.kind === 'directory')
    return base.value.length <= name.value.length && base.value.every((rdn, at) => rdn === name.value[at]);
  return false;
};

/** `*.contoso.com` also stands for what is excluded below it: `a.contoso.com` (RFC 9525 meets RFC 5280). */
const wildcardReaches = (name: ConstrainedName, base: Base): boolean =>
  name.kind === 'dns' &&
  base.kind === 'dns' &&
  name.value?.startsWith('*.') === true &&
  base.value.endsWith(name.value.slice(1));

/** No form to compare: a URI without a host, an address without `@`, an empty label, a kind of name not understood. */
const incomparable = (name: ConstrainedName): boolean => name.kind === 'other' || name.value === undefined;

export type NameFault = { code: 'name-not-permitted' | 'name-excluded' | 'name-not-comparable'; kind: NameKind };

/** Whether one name of a certificate lies in the space that one CA above it allows. */
export const checkName = (name: ConstrainedName, { permitted, excluded }: NameConstraints): NameFault | undefined => {
  const { kind } = name;
  const mine = permitted.filter((base) => sameKind(name, base));
  const banned = excluded.filter((base) => sameKind(name, base));
  if (mine.length + banned.length === 0) return undefined;
  if (incomparable(name)) return { code: 'name-not-comparable', kind };
  if (banned.some((base) => within(name, base) || wildcardReaches(name, base))) return { code: 'name-excluded', kind };
  if (mine.length > 0 && !mine.some((base) => within(name, base))) return { code: 'name-not-permitted', kind };
  return undefined;
};
