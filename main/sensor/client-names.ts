// Would a client accept this certificate under this name? One answer for each kind of client, by its own rule.
// About the name only: it says nothing about trust, dates or keys. Node is really asked; the others are rules.
import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import { domainToASCII } from 'node:url';
import type { CertificateItem } from '../../preload/contract/item.ts';
import { canonicalIp, matchHost } from '../pki/names/host-names.ts';
import { parseNameText } from '../pki/names/name-text.ts';

export const nameClients = ['chromium', 'firefox', 'schannel', 'openssl', 'node'] as const;
export type NameClient = (typeof nameClients)[number];

export type NameReason =
  | 'listed' // in the subjectAltName as it was typed
  | 'wildcard' // covered by a wildcard of the subjectAltName
  | 'common-name' // in the CN, which this client reads because the subjectAltName has no dNSName
  | 'common-name-ignored' // in the CN, which this client never reads
  | 'common-name-outranked' // in the CN, which this client does not read beside a dNSName
  | 'not-listed'
  | 'no-names' // there is no name in the certificate that this client reads
  | 'no-addresses' // there is no address in the certificate that this client reads
  | 'unreadable'; // this client cannot read the certificate

export type NameVerdict = {
  matches: boolean;
  /** The entry that matched, as it stands in the certificate. */
  by?: string;
  why: NameReason;
  basis: 'rule' | 'observed';
};

type Names = {
  dns: readonly string[];
  ip: readonly string[];
  /** All common names of the subject; the value of a repeated attribute counts for some clients. */
  common: readonly string[];
  /** Lower-case punycode, or the address in its one spelling. */
  host: string;
  isAddress: boolean;
};

type Rule = (names: Names) => Omit<NameVerdict, 'basis'>;

const sameName = (entry: string, host: string): boolean => entry.toLowerCase().replace(/\.$/, '') === host;

/** `*.` in place of one whole label, with at least two labels after it. */
const coveredBy = (entry: string, host: string): boolean => {
  const parent = host.slice(host.indexOf('.'));
  return host.includes('.') && parent.slice(1).includes('.') && sameName(entry, `*${parent}`);
};

/**
 * OpenSSL's default (X509_check_host(3), "Flags"): one star in the first of at least three labels, which may also
 * have a fixed beginning or end there, as in `w*.example.com`; neither the star's label nor, unless the star is all
 * of it, the host's may be punycode.
 */
const coveredByStar = (entry: string, host: string): boolean => {
  const [, head = '', tail = '', parent = ''] = /^([a-z0-9-]*)\*([a-z0-9-]*)((?:\.[a-z0-9-]+){2,})$/i.exec(entry) ?? [];
  if (parent === '' || (head !== '' && tail !== '')) return false;
  const bare = head === '' && tail === '';
  if (!bare && (/^xn--/i.test(head) || /^xn--/i.test(host))) return false;
  const dot = host.indexOf('.');
  const first = host.slice(0, dot);
  const [start, end] = [head.toLowerCase(), tail.toLowerCase()];
  if (dot < 1 || host.slice(dot) !== parent.toLowerCase() || first.length < head.length + tail.length + (bare ? 1 : 0))
    return false;
  return first.startsWith(start) && first.endsWith(end) && /^[a-z0-9-]*$/.test(first);
};

const byAddress = ({ ip, host }: Names): string | undefined => ip.find((entry) => canonicalIp(entry) === host);
const inCommonName = ({ common, host, isAddress }: Names): string | undefined =>
  common.find((entry) => (isAddress ? canonicalIp(entry) === host : sameName(entry, host) || coveredBy(entry, host)));

/** Why a client that goes by the SAN says no. `read`: the entries that it would have taken for such a host. */
function refusal(names: Names, read: readonly string[], commonName: NameReason): ReturnType<Rule> {
  if (inCommonName(names) !== undefined) return { matches: false, why: commonName };
  if (read.length > 0) return { matches: false, why: 'not-listed' };
  return { matches: false, why: names.isAddress ? 'no-addresses' : 'no-names' };
}

/**
 * Chromium: only the SAN, since version 58 (net/cert/x509_certificate.cc, VerifyHostname); addresses only as iPAddress.
 * Firefox: the same since version 101 took the last use of the CN out (mozilla::pkix, pkixnames.cpp; release notes).
 */
const browserRule: Rule = (names) => {
  const { dns, ip, host, isAddress } = names;
  const { matches, by, reason } = matchHost({ dns: [...dns], ip: [...ip], email: [], uri: [] }, host);
  if (!matches) return refusal(names, isAddress ? ip : dns, 'common-name-ignored');
  return { matches, ...(by === undefined ? {} : { by }), why: reason === 'wildcard' ? 'wildcard' : 'listed' };
};

/**
 * Windows: "the DNS name or common name" (HTTPSPolicyCallbackData, wincrypt.h), the CN only where the SAN has no
 * dNSName, as RFC 2818 section 3.1 has it. An address counts as iPAddress since Windows 10; before that, and still,
 * as plain text in the place of a name (GlobalSign, "Securing a Public IP Address").
 */
const schannelRule: Rule = (names) => {
  const { dns, host, isAddress } = names;
  const listed = (isAddress ? byAddress(names) : undefined) ?? dns.find((entry) => sameName(entry, host));
  if (listed !== undefined) return { matches: true, by: listed, why: 'listed' };
  const wildcard = isAddress ? undefined : dns.find((entry) => coveredBy(entry, host));
  if (wildcard !== undefined) return { matches: true, by: wildcard, why: 'wildcard' };
  const common = inCommonName(names);
  if (dns.length === 0 && common !== undefined) return { matches: true, by: common, why: 'common-name' };
  return refusal(names, isAddress ? [...dns, ...names.ip] : dns, 'common-name-outranked');
};

/**
 * OpenSSL: X509_check_host reads every CN where the SAN has no dNSName, and X509_check_ip only iPAddress entries
 * (X509_check_host(3)). Programs call the one or the other by what was typed, as `openssl s_client` does not by itself.
 */
const opensslRule: Rule = (names) => {
  const { dns, ip, common, host, isAddress } = names;
  if (isAddress) {
    const by = byAddress(names);
    return by === undefined ? refusal(names, ip, 'common-name-ignored') : { matches: true, by, why: 'listed' };
  }
  const read = dns.length > 0 ? dns : common;
  const exact = read.find((entry) => entry.toLowerCase() === host);
  const by = exact ?? read.find((entry) => coveredByStar(entry, host));
  if (by === undefined) return refusal(names, read, 'common-name-outranked');
  if (read === common) return { matches: true, by, why: 'common-name' };
  return { matches: true, by, why: exact === undefined ? 'wildcard' : 'listed' };
};

/** Node is asked for its own opinion (tls.checkServerIdentity); the entry is the first that it takes by itself. */
function askNode(der: Uint8Array, names: Names): NameVerdict {
  const basis = 'observed';
  const { dns, ip, common, host, isAddress } = names;
  let certificate: ReturnType<X509Certificate['toLegacyObject']>;
  try {
    certificate = new X509Certificate(der).toLegacyObject();
  } catch {
    return { matches: false, why: 'unreadable', basis };
  }
  const accepts = (asked: object): boolean => checkServerIdentity(host, asked as typeof certificate) === undefined;
  if (!accepts(certificate)) {
    const refused = refusal(names, isAddress ? ip : dns.length > 0 ? dns : common, 'common-name-ignored');
    const outranked = !isAddress && dns.length > 0 && refused.why === 'common-name-ignored';
    return { ...refused, ...(outranked ? { why: 'common-name-outranked' } : {}), basis };
  }
  const listed = (isAddress ? ip : dns).find((entry) =>
    accepts({ subject: {}, subjectaltname: `${isAddress ? 'IP Address' : 'DNS'}:${entry}` }),
  );
  if (listed === undefined) {
    const by = common.find((entry) => accepts({ subject: { CN: entry } }));
    return { matches: true, ...(by === undefined ? {} : { by }), why: 'common-name', basis };
  }
  return { matches: true, by: listed, why: listed.includes('*') ? 'wildcard' : 'listed', basis };
}

const rules: Record<Exclude<NameClient, 'node'>, Rule> = {
  chromium: browserRule,
  firefox: browserRule,
  schannel: schannelRule,
  openssl: opensslRule,
};

/**
 * The verdict of each client about a certificate under a name.
 * @param der the certificate, DER
 * @param item the same certificate, parsed
 * @param host what would stand in the URL: a name (international ones are turned to punycode) or an IP address (IPv6
 * with or without brackets); no port
 */
export function clientNames(der: Uint8Array, item: CertificateItem, host: string): Record<NameClient, NameVerdict> {
  const text = host.trim().replace(/^\[(.*)\]$/, '$1');
  const address = isIP(text) ? canonicalIp(text) : null;
  const names: Names = {
    dns: item.subjectAltNames?.dns ?? [],
    ip: item.subjectAltNames?.ip ?? [],
    common: (parseNameText(item.subject) ?? []).filter(({ type }) => type === 'CN').map(({ value }) => value),
    host: address ?? domainToASCII(text).toLowerCase().replace(/\.$/, ''),
    isAddress: address !== null,
  };
  const ruled = Object.entries(rules).map(([client, rule]) => [client, { ...rule(names), basis: 'rule' }]);
  return { ...Object.fromEntries(ruled), node: askNode(der, names) };
}
