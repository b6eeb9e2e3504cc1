// The same request for other tools: certreq's INF, OpenSSL's configuration and command, the SAN attribute of AD CS.
// Texts only: nothing is run. No value can break out of its place; a name that a format cannot carry is left out and told.
import { requestTexts } from '../../../assets/text/en/request-texts.ts';
import { oneLine, powershell, sh } from '../../../assets/text/quote.ts';
import type { PublicKey } from '../../../preload/contract/item.ts';
import { attributeOidOf, extendedKeyUsages, keyUsages } from '../asn1/oids.ts';
import type { AlternativeName } from '../names/alternative-name.ts';
import type { Attribute } from '../names/distinguished-name.ts';
import type { PreparedOrder } from './create-request.ts';

export type TextKey = Pick<PublicKey, 'algorithm' | 'bits' | 'curve'>;

/** SHA-256, or what fits the curve (as createRequest has it); none for Ed25519, which has its own. */
const hashOf = ({ algorithm, curve }: TextKey): string | undefined =>
  algorithm === 'Ed25519' ? undefined : curve === 'P-384' ? 'sha384' : curve === 'P-521' ? 'sha512' : 'sha256';

// --- AD CS

const adcsKinds = { dns: 'dns', ip: 'ipaddress', email: 'email', uri: 'url' } as const;

/** Characters that mean nothing in a SAN: attribute, nor between double quotes in cmd.exe and PowerShell. */
const plainName = /^[A-Za-z0-9._:@/*+~=?,;()-]+$/;

type Named = { text: string; omitted: string[] };

/** `dns=a&ipaddress=b`, and the names that cannot be written so: `&` separates, and there is no escape for it. */
const adcsNames = (sans: readonly AlternativeName[]): { parts: string[]; omitted: string[] } => ({
  parts: sans.filter(({ value }) => plainName.test(value)).map(({ kind, value }) => `${adcsKinds[kind]}=${value}`),
  omitted: sans.filter(({ value }) => !plainName.test(value)).map(({ value }) => value),
});

/** The text for a SAN: request attribute of AD CS; empty without names. */
export const sanAttribute = ({ sans }: Pick<PreparedOrder, 'sans'>): Named => {
  const { parts, omitted } = adcsNames(sans);
  return { text: parts.length > 0 ? `SAN:${parts.join('&')}` : '', omitted };
};

/**
 * How the attribute goes to the CA along with a request that has no names: to a CA that takes any request, and to an
 * enterprise CA, which must be told the template. For cmd.exe and PowerShell alike. `\n` stands for itself: certreq
 * reads it as the end of an attribute.
 */
export const sanCommands = (attribute: string): { standalone: string; enterprise: string } => ({
  standalone: `certreq -submit -attrib "${attribute}" request.csr certificate.cer`,
  enterprise: `certreq -submit -attrib "CertificateTemplate:WebServer\\n${attribute}" request.csr certificate.cer`,
});

// --- certreq

/** Attribute names that CertStrToName knows; every other type goes by its identifier. */
const windowsNames: Readonly<Record<string, string>> = {
  ...{ CN: 'CN', O: 'O', OU: 'OU', L: 'L', ST: 'S', C: 'C', DC: 'DC', STREET: 'STREET', emailAddress: 'E' },
};
const windowsName = (type: string): string => windowsNames[type] ?? `OID.${attributeOidOf(type) ?? type}`;

/** Values that an X.500 string of Windows carries without quotes: letters and digits, with harmless signs between. */
const plainX500 = /^[\p{L}\p{N}](?:(?:[._:@()/-]| (?! ))*[\p{L}\p{N}])*$/u;

/** A value of an X.500 string as Windows reads it: between quotes, a quote doubled, unless nothing in it needs them. */
const x500Value = (value: string): string =>
  plainX500.test(value) ? value : `"${oneLine(value).replaceAll('"', '""')}"`;

/** Windows reverses the string when it encodes it, so it is written from the particular to the general. */
const x500Name = (subject: readonly Attribute[]): string =>
  subject
    .toReversed()
    .map(({ type, value }) => `${windowsName(type)}=${x500Value(value)}`)
    .join(',');

/** A quoted value in an INF file: quotes doubled, and percent signs, which otherwise name a string to put in. */
const infValue = (value: string): string => `"${oneLine(value).replaceAll('"', '""').replaceAll('%', '%%')}"`;

/** The bits as certreq takes them: the first octet of the BIT STRING, decipherOnly above it. */
const usageMask = (usages: readonly string[]): string => {
  const bits = keyUsages.map((usage, bit) => (usages.includes(usage) ? (bit < 8 ? 0x80 >> bit : 0x8000) : 0));
  return `0x${bits
    .reduce((sum, bit) => sum | bit, 0)
    .toString(16)
    .padStart(2, '0')}`;
};

const infKey = ({ algorithm, bits, curve }: TextKey): string[] | undefined => {
  if (algorithm === 'RSA') return ['KeyAlgorithm = RSA', `KeyLength = ${bits ?? 2048}`];
  const size = /^P-(256|384|521)$/.exec(curve ?? '')?.[1];
  return size === undefined ? undefined : [`KeyAlgorithm = ECDSA_P${size}`, `KeyLength = ${size}`];
};

/**
 * The INF file with which `certreq -new` makes a key of the same kind and a request that says the same.
 * @returns undefined for keys that certreq does not make (Ed25519). `omitted`: names that it cannot carry
 */
export const certreqInf = (order: PreparedOrder, key: TextKey): Named | undefined => {
  const keyLines = infKey(key);
  if (keyLines === undefined) return undefined;
  const { parts, omitted } = adcsNames(order.sans);
  const names = parts.map((part, index) => `_continue_ = ${infValue(index < parts.length - 1 ? `${part}&` : part)}`);
  const lines = [
    ...requestTexts.inf.map((line) => `; ${line}`),
    ...['', '[Version]', 'Signature = "$Windows NT$"', '', '[NewRequest]'],
    `Subject = ${infValue(x500Name(order.subject))}`,
    ...keyLines,
    `HashAlgorithm = ${(hashOf(key) ?? 'sha256').toUpperCase()}`,
    'ProviderName = "Microsoft Software Key Storage Provider"',
    ...['Exportable = TRUE', 'MachineKeySet = TRUE', 'SMIME = FALSE', 'RequestType = PKCS10'],
    ...(order.keyUsage.length > 0 ? [`KeyUsage = ${usageMask(order.keyUsage)}`] : []),
    ...(order.extendedKeyUsage.length > 0
      ? ['', '[EnhancedKeyUsageExtension]', ...order.extendedKeyUsage.map((oid) => `OID = ${oid}`)]
      : []),
    ...(names.length > 0 ? ['', '[Extensions]', '2.5.29.17 = "{text}"', ...names] : []),
  ];
  return { text: `${lines.join('\r\n')}\r\n`, omitted };
};

/** The file: certreq reads ASCII, and anything beyond it only as UTF-16 with a byte order mark. */
export const infBytes = (text: string): Uint8Array =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII begins with them
  new Uint8Array(/^[\x00-\x7f]*$/.test(text) ? Buffer.from(text, 'latin1') : Buffer.from(`\ufeff${text}`, 'utf16le'));

// --- OpenSSL

/** Where OpenSSL's short name is not ours. */
const opensslName = (type: string): string => (type === 'STREET' ? 'street' : type);

/** Between double quotes only a backslash and the quote mean something in an OpenSSL configuration file. */
const configValue = (value: string): string => `"${oneLine(value).replace(/[\\"]/g, '\\$&')}"`;

const purposeName = (oid: string): string => {
  const name = extendedKeyUsages[oid];
  return name === undefined || name === 'anyExtendedKeyUsage' ? oid : name;
};

const opensslKinds = { dns: 'DNS', ip: 'IP', email: 'email', uri: 'URI' } as const;

const extensionLines = ({ keyUsage, extendedKeyUsage }: PreparedOrder): string[] => [
  ...(keyUsage.length > 0 ? [`keyUsage=critical,${keyUsage.join(',')}`] : []),
  ...(extendedKeyUsage.length > 0 ? [`extendedKeyUsage=${extendedKeyUsage.map(purposeName).join(',')}`] : []),
];

export type CommandFiles = {
  /** The key: made by the command, or (`existing`) read by it. */
  key: string;
  existing: boolean;
  out: string;
  config: string;
  /** Environment variable with the passphrase of the key; without it the key is written as it is. */
  passphraseEnv?: string;
  shell: 'sh' | 'powershell';
};

const newKeyWords = ({ algorithm, bits, curve }: TextKey): string =>
  algorithm === 'RSA'
    ? `rsa:${bits ?? 2048}`
    : algorithm === 'EC'
      ? `ec -pkeyopt ec_paramgen_curve:${curve}`
      : algorithm.toLowerCase();

/** Names that OpenSSL reads on its command line as they are: no comma, quote, dollar or backslash in them. */
const inlineName = /^[A-Za-z0-9._:@/*+~=?&%()-]+$/;

/** The order as options, or undefined when a name needs the configuration file. */
const inlineOptions = (order: PreparedOrder, quote: (value: string) => string): string[] | undefined => {
  if (!order.sans.every(({ value }) => inlineName.test(value))) return undefined;
  const subject = order.subject
    .map(({ type, value }) => `/${opensslName(type)}=${oneLine(value).replace(/[\\/+]/g, '\\$&')}`)
    .join('');
  const names = order.sans.map(({ kind, value }) => `${opensslKinds[kind]}:${value}`);
  const extensions = [...extensionLines(order), ...(names.length > 0 ? [`subjectAltName=${names.join(',')}`] : [])];
  return ['-utf8', '-subj', quote(subject), ...extensions.flatMap((line) => ['-addext', quote(line)])];
};

/** One line for a terminal that makes the same request. Where a name needs it, by way of the configuration file. */
export const opensslCommand = (order: PreparedOrder, key: TextKey, files: CommandFiles): string => {
  const quote = (value: string) => (files.shell === 'sh' ? sh(oneLine(value)) : powershell(oneLine(value)));
  // A name that begins with a hyphen must not be taken for an option.
  const file = (name: string) => quote(name.replace(/^-/, './-'));
  const environment = files.passphraseEnv === undefined ? undefined : quote(`env:${files.passphraseEnv}`);
  const hash = hashOf(key);
  const keyOptions = files.existing
    ? ['-key', file(files.key), ...(environment ? ['-passin', environment] : [])]
    : [
        ...['-newkey', newKeyWords(key), ...(environment ? ['-passout', environment] : ['-nodes'])],
        ...['-keyout', file(files.key)],
      ];
  const what = inlineOptions(order, quote) ?? ['-config', file(files.config)];
  return ['openssl req -new', ...(hash ? [`-${hash}`] : []), ...keyOptions, ...what, '-out', file(files.out)].join(' ');
};

/** The configuration file for `openssl req -new -config`; it asks nothing. */
export const opensslConfig = (order: PreparedOrder, key: TextKey): string => {
  const numbers: Record<string, number> = {};
  const names = order.sans.map(({ kind, value }) => {
    const label = opensslKinds[kind];
    numbers[label] = (numbers[label] ?? 0) + 1;
    return `${label}.${numbers[label]} = ${configValue(value)}`;
  });
  const extensions = [...extensionLines(order), ...(names.length > 0 ? ['subjectAltName=@names'] : [])];
  const command = `openssl req -new -config request.cnf -newkey ${newKeyWords(key)} -nodes -keyout request.key -out request.csr`;
  const hash = hashOf(key);
  return `${[
    ...requestTexts.config(command).map((line) => `# ${line}`),
    ...['', '[req]', 'prompt = no', 'utf8 = yes', 'string_mask = utf8only'],
    ...(hash ? [`default_md = ${hash}`] : []),
    'distinguished_name = subject',
    ...(extensions.length > 0 ? ['req_extensions = extensions'] : []),
    ...['', '[subject]'],
    // Numbers in front keep attributes of one type apart; OpenSSL takes the order of the lines.
    ...order.subject.map(({ type, value }, index) => `${index + 1}.${opensslName(type)} = ${configValue(value)}`),
    ...(extensions.length > 0 ? ['', '[extensions]', ...extensions.map((line) => line.replace('=', ' = '))] : []),
    ...(names.length > 0 ? ['', '[names]', ...names] : []),
  ].join('\n')}\n`;
};
