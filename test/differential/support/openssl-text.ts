// Reads what `openssl … -text` prints about certificates and revocation lists into fields, and writes our own item as the
// same fields: both sides end up as short strings that must be equal.
import { isIPv6 } from 'node:net';
import { extendedKeyUsages, keyUsages } from '../../../main/pki/asn1/oids.ts';
import type { CertificateItem, PublicKey } from '../../../preload/contract/item.ts';

export type Fields = Record<string, string>;
type Oids = ReadonlyMap<string, string>;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `Nov 26 00:23:30 2026 GMT`, as openssl prints a moment, in ISO 8601. */
export const isoOf = (text: string): string => {
  const [, month = '', day = '', time, year = ''] =
    /^(\w{3}) +(\d+) (\d\d:\d\d:\d\d)(?:\.\d+)? (\d+) GMT$/.exec(text) ?? [];
  if (time === undefined) return text;
  const number = String(months.indexOf(month) + 1).padStart(2, '0');
  return `${year.padStart(4, '0')}-${number}-${day.padStart(2, '0')}T${time}Z`;
};

/** Two's complement in as few octets as can be, then without leading zero octets. */
const serialHex = (value: bigint): string => {
  let octets = 1;
  while (value >= 1n << BigInt(8 * octets - 1) || value < -(1n << BigInt(8 * octets - 1))) octets += 1;
  const hex = BigInt.asUintN(8 * octets, value)
    .toString(16)
    .toUpperCase()
    .padStart(octets * 2, '0');
  return hex.replace(/^(00)+(?=..)/, '');
};

/** A number as `Serial Number:` shows it: `-5 (-0x5)`, `09:d7:…`, ` (Negative)05:…`. */
export const serialOf = (text: string): string => {
  const decimal = /^(-?\d+) \(/.exec(text.trim())?.[1];
  if (decimal !== undefined) return serialHex(BigInt(decimal));
  const [, negative, octets = ''] = /^(\(Negative\) ?)?([0-9a-f:\s]+)$/.exec(text.trim()) ?? [];
  const value = BigInt(`0x${octets.replace(/[:\s]/g, '') || '0'}`);
  return serialHex(negative ? -value : value);
};

const keyNames: Readonly<Record<string, string>> = {
  rsaEncryption: 'RSA',
  rsassaPss: 'RSA-PSS',
  'id-ecPublicKey': 'EC',
  dsaEncryption: 'DSA',
  ED25519: 'Ed25519',
  ED448: 'Ed448',
};

const curveNames: Readonly<Record<string, string>> = { prime192v1: 'P-192', secp224r1: 'P-224', prime256v1: 'P-256' };

export const keyFields = (text: string): Fields => {
  const algorithm = /Public Key Algorithm: (.*)/.exec(text)?.[1] ?? 'unknown';
  const bits = /Public-Key: \((\d+) bit/.exec(text)?.[1];
  const named = /ASN1 OID: (.*)/.exec(text)?.[1];
  const curve = named === undefined ? undefined : (/NIST CURVE: (.*)/.exec(text)?.[1] ?? curveNames[named] ?? named);
  return {
    'key algorithm': keyNames[algorithm] ?? algorithm,
    ...(bits === undefined ? {} : { 'key bits': bits }),
    ...(curve === undefined ? {} : { 'key curve': curve }),
    ...(/Field Type: /.test(text) ? { 'key curve': 'explicit' } : {}),
  };
};

export const ourKeyFields = ({ algorithm, bits, curve }: PublicKey): Fields => ({
  'key algorithm': algorithm,
  ...(bits === undefined ? {} : { 'key bits': String(bits) }),
  ...(curve === undefined ? {} : { 'key curve': curve }),
});

const usageNames = [
  ...['Digital Signature', 'Non Repudiation', 'Key Encipherment', 'Data Encipherment', 'Key Agreement'],
  ...['Certificate Sign', 'CRL Sign', 'Encipher Only', 'Decipher Only'],
];

/** Each extension that is printed, by its name, with the lines below it. */
export const blocksOf = (text: string, indent: number): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  const head = new RegExp(`^ {${indent}}(\\S.*?): ?(?:critical)?$`);
  let lines: string[] | undefined;
  for (const line of text.split('\n')) {
    const name = head.exec(line)?.[1];
    if (name !== undefined) {
      lines = [];
      found.set(name, lines);
    } else if (line.startsWith(' '.repeat(indent + 1))) lines?.push(line.trim());
    // openssl leaves a line empty inside of a list of points.
    else if (line !== '') lines = undefined;
  }
  return found;
};

const expanded = (given: string): string => {
  const address = given.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...octets) => {
    const [a = 0, b = 0, c = 0, d = 0] = octets.slice(0, 4).map(Number);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [left = '', right] = address.split('::');
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const known = [...groups(left), ...groups(right ?? '')];
  const zeros = Array.from({ length: 8 - known.length }, () => '0');
  return [...groups(left), ...zeros, ...groups(right ?? '')].map((each) => each.toUpperCase()).join(':');
};

export const opensslIp = (address: string): string => (isIPv6(address) ? expanded(address) : address);

const mask = (address: string, prefix: number): string => {
  const bits = '1'.repeat(prefix).padEnd(isIPv6(address) ? 128 : 32, '0');
  return isIPv6(address)
    ? (bits.match(/.{16}/g) ?? []).map((each) => Number.parseInt(each, 2).toString(16).toUpperCase()).join(':')
    : (bits.match(/.{8}/g) ?? []).map((each) => Number.parseInt(each, 2)).join('.');
};

/** `IP:10.0.0.0/8` as openssl prints a subtree: with the mask spelt out. */
const subtree = (text: string): string => {
  const [, address, prefix] = /^IP:(.*)\/(\d+)$/.exec(text) ?? [];
  if (address === undefined) return text.replace(/^dirName:.*$/s, 'DirName');
  return `IP:${opensslIp(address)}/${mask(address, Number(prefix))}`;
};

/** RFC 4514 names two attributes otherwise than openssl. */
export const opensslName = (name: string): string =>
  name.replace(/(^|[,+])STREET=/g, '$1street=').replace(/(^|[,+])givenName=/g, '$1GN=');

const one = (blocks: Map<string, string[]>, name: string): string | undefined => blocks.get(name)?.join(' ');

/** The fields that come from extensions. */
export const extensionFieldsOf = (blocks: Map<string, string[]>, oids: Oids): Fields => {
  const fields: Fields = {};
  const set = (field: string, value: string | undefined): void => {
    if (value !== undefined) fields[field] = value;
  };
  const oid = (name: string): string => oids.get(name) ?? name;
  const names = one(blocks, 'X509v3 Subject Alternative Name')?.split(', ');
  const of = (kind: string): string | undefined =>
    names
      ?.filter((each) => each.startsWith(`${kind}:`))
      .map((each) => each.slice(kind.length + 1))
      .join(' | ');
  set('dns', of('DNS'));
  set('ip', of('IP Address'));
  set('email', of('email'));
  set('uri', of('URI'));
  set('other names', names && String(names.filter((each) => /^(DirName|othername|Registered ID)/.test(each)).length));
  const constraints = one(blocks, 'X509v3 Basic Constraints');
  set('basic constraints', constraints);
  set('key usage', one(blocks, 'X509v3 Key Usage'));
  set('extended key usage', one(blocks, 'X509v3 Extended Key Usage')?.split(', ').map(oid).join(', '));
  const points = blocks.get('X509v3 CRL Distribution Points');
  set(
    'crl points',
    points
      ?.flatMap((line) => (line.startsWith('URI:') ? line.slice(4).replace(/ {10,}(?:Reasons|CRL Issuer):$/, '') : []))
      .join(' | '),
  );
  set('subject key', one(blocks, 'X509v3 Subject Key Identifier')?.replaceAll(':', ''));
  const authority = blocks.get('X509v3 Authority Key Identifier')?.find((line) => /^(keyid:)?[0-9A-F:]+$/.test(line));
  set('authority key', authority?.replace('keyid:', '').replaceAll(':', ''));
  const policies = blocks.get('X509v3 Certificate Policies')?.flatMap((line) => /^Policy: (.*)$/.exec(line)?.[1] ?? []);
  set('policies', policies?.map(oid).join(', '));
  const constrained = blocks.get('X509v3 Name Constraints');
  if (constrained) {
    const excluded = constrained.indexOf('Excluded:');
    const end = excluded < 0 ? constrained.length : excluded;
    const plain = (lines: string[]) => lines.map((line) => line.replace(/^DirName:.*$/, 'DirName')).join(' | ');
    fields['names permitted'] = plain(constrained.slice(constrained[0] === 'Permitted:' ? 1 : end, end));
    fields['names excluded'] = plain(constrained.slice(end + 1));
  }
  const access = blocks.get('Authority Information Access');
  const places = (method: string) =>
    access
      ?.filter((line) => line.startsWith(method))
      .map((line) => line.slice(method.length).replace(/^URI:/, ''))
      .join(' | ');
  set('ocsp', places('OCSP - '));
  set('issuers', places('CA Issuers - '));
  return fields;
};

const purposeOids = new Map(Object.entries(extendedKeyUsages).map(([oid, name]) => [name, oid]));

type Extended = Pick<
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
>;

/** Our fields in the words of openssl. */
export const ourExtensionFields = (item: Extended): Fields => {
  const { subjectAltNames: names, basicConstraints: basic, nameConstraints: constraints } = item;
  const path = basic?.pathLength === undefined ? '' : `, pathlen:${basic.pathLength}`;
  return {
    ...(names
      ? {
          dns: names.dns.join(' | '),
          ip: names.ip.map(opensslIp).join(' | '),
          email: names.email.join(' | '),
          uri: names.uri.join(' | '),
          'other names': String(names.other?.length ?? 0),
        }
      : {}),
    ...(basic ? { 'basic constraints': `CA:${basic.ca ? 'TRUE' : 'FALSE'}${path}` } : {}),
    ...(item.keyUsage
      ? { 'key usage': item.keyUsage.map((each) => usageNames[keyUsages.indexOf(each as 'cRLSign')]).join(', ') }
      : {}),
    ...(item.extendedKeyUsage
      ? { 'extended key usage': item.extendedKeyUsage.map((each) => purposeOids.get(each) ?? each).join(', ') }
      : {}),
    ...(item.crlDistributionPoints ? { 'crl points': item.crlDistributionPoints.join(' | ') } : {}),
    ...(item.subjectKeyIdentifier === undefined ? {} : { 'subject key': item.subjectKeyIdentifier }),
    ...(item.authorityKeyIdentifier === undefined ? {} : { 'authority key': item.authorityKeyIdentifier }),
    ...(item.certificatePolicies ? { policies: item.certificatePolicies.join(', ') } : {}),
    ...(constraints
      ? {
          'names permitted': constraints.permitted.map(subtree).join(' | '),
          'names excluded': constraints.excluded.map(subtree).join(' | '),
        }
      : {}),
    ...(item.authorityInfoAccess
      ? {
          ocsp: item.authorityInfoAccess.ocsp.join(' | '),
          issuers: item.authorityInfoAccess.caIssuers.join(' | '),
        }
      : {}),
  };
};
