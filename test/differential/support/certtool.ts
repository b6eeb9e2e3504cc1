// What GnuTLS' certtool says about certificates, and our own item in its words. It prints many in one process, and tells
// the thumbprints and the hash of the key itself.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyUsages } from '../../../main/pki/asn1/oids.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import type { Fields } from './openssl-text.ts';
import { pemOf, run } from './run.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const isoOf = (text: string): string => {
  const [, month = '', day = '', time, year = ''] = /^\w+ (\w+) (\d+) ([\d:]+) UTC (-?\d+)$/.exec(text) ?? [];
  if (time === undefined) return text;
  return `${year.padStart(4, '0')}-${String(months.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}T${time}Z`;
};

const algorithms: Readonly<Record<string, string>> = {
  RSA: 'RSA',
  'RSA-PSS': 'RSA-PSS',
  'EC/ECDSA': 'EC',
  DSA: 'DSA',
  'EdDSA (Ed25519)': 'Ed25519',
  'EdDSA (Ed448)': 'Ed448',
};

const curves: Readonly<Record<string, string>> = {
  SECP192R1: 'P-192',
  SECP224R1: 'P-224',
  SECP256R1: 'P-256',
  SECP384R1: 'P-384',
  SECP521R1: 'P-521',
};

/** Signature algorithms by our names. */
const signatures: Readonly<Record<string, string>> = {
  'RSA-MD5': 'md5WithRSAEncryption',
  'RSA-SHA1': 'sha1WithRSAEncryption',
  'RSA-SHA224': 'sha224WithRSAEncryption',
  'RSA-SHA256': 'sha256WithRSAEncryption',
  'RSA-SHA384': 'sha384WithRSAEncryption',
  'RSA-SHA512': 'sha512WithRSAEncryption',
  'RSA-SHA3-224': 'RSA-SHA3-224',
  'RSA-SHA3-256': 'RSA-SHA3-256',
  'RSA-SHA3-384': 'RSA-SHA3-384',
  'RSA-SHA3-512': 'RSA-SHA3-512',
  // With a hash that GnuTLS does not use it shows the identifier.
  '1.2.840.113549.1.1.10': 'rsassaPss',
  'RSA-PSS-SHA256': 'rsassaPss',
  'RSA-PSS-SHA384': 'rsassaPss',
  'RSA-PSS-SHA512': 'rsassaPss',
  'ECDSA-SHA1': 'ecdsa-with-SHA1',
  'ECDSA-SHA224': 'ecdsa-with-SHA224',
  'ECDSA-SHA256': 'ecdsa-with-SHA256',
  'ECDSA-SHA384': 'ecdsa-with-SHA384',
  'ECDSA-SHA512': 'ecdsa-with-SHA512',
  'ECDSA-SHA3-256': 'ecdsa_with_SHA3-256',
  'ECDSA-SHA3-512': 'ecdsa_with_SHA3-512',
  'DSA-SHA1': 'dsaWithSHA1',
  'DSA-SHA224': 'dsa_with_SHA224',
  'DSA-SHA256': 'dsa_with_SHA256',
  'DSA-SHA384': 'dsa_with_SHA384',
  'DSA-SHA512': 'dsa_with_SHA512',
  'EdDSA-Ed25519': 'ED25519',
  'EdDSA-Ed448': 'ED448',
};

const usageNames = [
  ...['Digital signature', 'Non repudiation', 'Key encipherment', 'Data encipherment', 'Key agreement'],
  ...['Certificate signing', 'CRL signing', 'Key encipher only', 'Key decipher only'],
];

const purposeNames: Readonly<Record<string, string>> = {
  serverAuth: 'TLS WWW Server',
  clientAuth: 'TLS WWW Client',
  codeSigning: 'Code signing',
  emailProtection: 'Email protection',
  timeStamping: 'Time stamping',
  OCSPSigning: 'OCSP signing',
  anyExtendedKeyUsage: 'Any purpose',
  '1.3.6.1.5.5.7.3.17': 'Ipsec IKE',
  '1.3.6.1.4.1.311.20.2.2': 'Smart Card Logon',
};

const blocksOf = (text: string): Map<string, string[]> => {
  const found = new Map<string, string[]>();
  let lines: string[] | undefined;
  for (const line of text.split('\n')) {
    const head = /^\t\t(\S.*) \((?:not )?critical\):$/.exec(line)?.[1];
    if (head !== undefined) {
      lines = [];
      found.set(head, lines);
    } else if (line.startsWith('\t\t\t')) lines?.push(line.trim());
    else lines = undefined;
  }
  return found;
};

const extensionsOf = (text: string): Fields => {
  const blocks = blocksOf(text);
  const fields: Fields = {};
  const list = (field: string, lines: string[] | undefined, pattern: RegExp): void => {
    if (lines) fields[field] = lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).join(' | ');
  };
  const names = blocks.get('Subject Alternative Name');
  // An international name is followed by how it reads.
  list('dns', names, /^DNSname: (.*?)(?: \(.*\))?$/);
  list('ip', names, /^IPAddress: (.*)$/);
  list('email', names, /^RFC822Name: (.*)$/);
  list('uri', names, /^URI: (.*)$/);
  list('directory names', names, /^directoryName: (.*)$/);
  list('user principal names', names, /^User Principal Name: (.*)$/);
  const basic = blocks.get('Basic Constraints');
  list('ca', basic, /^Certificate Authority \(CA\): (.*)$/);
  list('path length', basic, /^Path Length Constraint: (.*)$/);
  list('key usage', blocks.get('Key Usage'), /^(.*?)\.?$/);
  list('extended key usage', blocks.get('Key Purpose'), /^(.*?)\.?$/);
  list('crl points', blocks.get('CRL Distribution points'), /^URI: (.*)$/);
  list('subject key', blocks.get('Subject Key Identifier'), /^([0-9a-f]+)$/);
  list('authority key', blocks.get('Authority Key Identifier'), /^([0-9a-f]+)$/);
  if (fields['authority key'] === '') delete fields['authority key'];
  list('policies', blocks.get('Certificate Policies'), /^([\d.]+)(?: \(.*\))?$/);
  const access = blocks.get('Authority Information Access')?.join('\n');
  const places = (method: string): string =>
    [...(access ?? '').matchAll(new RegExp(`\\(${method}\\)\nAccess Location URI: (.*)`, 'g'))]
      .map(([, uri]) => uri)
      .join(' | ');
  if (access !== undefined) {
    fields.ocsp = places('id-ad-ocsp');
    fields.issuers = places('id-ad-caIssuers');
  }
  return fields;
};

const keyOf = (text: string): Fields => {
  const name = /^\tSubject Public Key Algorithm: (.*)$/m.exec(text)?.[1] ?? 'absent';
  const bits = /Algorithm Security Level: .* \((\d+) bits\)/.exec(text)?.[1];
  const curve = /^\t\tCurve:\t(.*)$/m.exec(text)?.[1];
  return {
    'key algorithm': algorithms[name] ?? name,
    ...(bits === undefined ? {} : { 'key bits': bits }),
    ...(curve === undefined || name.startsWith('EdDSA') ? {} : { 'key curve': curves[curve] ?? curve }),
  };
};

const fieldsOf = (text: string): Fields => {
  const of = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? 'absent';
  const signature = of(/^\tSignature Algorithm: (.*)$/m);
  const others = text.slice(text.indexOf('Other Information:'));
  const [sha1] = [...others.matchAll(/sha1:([0-9a-f]{40})/g)].map(([, hex]) => hex);
  const [sha256, keySha256] = [...others.matchAll(/sha256:([0-9a-f]{64})/g)].map(([, hex]) => hex);
  return {
    serial: of(/Serial Number \(hex\): (.*)/)
      .toUpperCase()
      .replace(/^(00)+(?=..)/, ''),
    'not before': isoOf(of(/Not Before: (.*)/)),
    'not after': isoOf(of(/Not After: (.*)/)),
    issuer: /^\tIssuer: (.*)$/m.exec(text)?.[1] ?? '',
    subject: /^\tSubject: (.*)$/m.exec(text)?.[1] ?? '',
    'signature algorithm': signatures[signature] ?? signature,
    ...keyOf(text),
    ...extensionsOf(text),
    sha1: sha1?.toUpperCase() ?? 'absent',
    sha256: sha256?.toUpperCase() ?? 'absent',
    'key sha256': keySha256?.toUpperCase() ?? 'absent',
  };
};

const head = 'X.509 Certificate Information:\n';

/** What certtool says about each; `unreadable` where it does not read one. */
export const certtoolCertificates = (folder: string, ders: readonly Uint8Array[]): Fields[] => {
  const pems = ders.map((der) => pemOf('CERTIFICATE', der));
  const ask = (part: readonly string[]): string[] => {
    writeFileSync(join(folder, 'part.pem'), part.join(''));
    const { status, out } = run(folder, ['certtool', '--certificate-info', '--infile', 'part.pem']);
    const texts = out.split(head).slice(1);
    if (status === 0 && texts.length === part.length) return texts;
    // One that it does not take spoils all of its part.
    if (part.length === 1) return [''];
    const middle = Math.ceil(part.length / 2);
    return [...ask(part.slice(0, middle)), ...ask(part.slice(middle))];
  };
  const texts: string[] = [];
  for (let from = 0; from < pems.length; from += 64) texts.push(...ask(pems.slice(from, from + 64)));
  return texts.map((text) => (text === '' ? { unreadable: 'yes' } : fieldsOf(text)));
};

const named = (kinds: CertificateItem['subjectAltNames'], prefix: string): string =>
  (kinds?.other ?? [])
    .filter((each) => each.startsWith(prefix))
    .map((each) => each.slice(prefix.length))
    .join(' | ');

const descriptors: readonly (readonly [RegExp, string])[] = [
  [/^STREET=/, 'street='],
  [/^SN=/, 'surName='],
  [/^emailAddress=/, 'EMAIL='],
];

const split = (text: string, separator: ',' | '+'): string[] =>
  text.match(separator === ',' ? /(?:[^\\,]|\\.)+/gs : /(?:[^\\+]|\\.)+/gs) ?? [];

/** GnuTLS keeps the order inside an RDN as it is encoded, writes hex in lower case, and has some names of its own. */
export const certtoolName = (name: string): string =>
  split(name, ',')
    .map((rdn) =>
      split(rdn, '+')
        .map((each) => descriptors.reduce((text, [from, to]) => text.replace(from, to), each))
        .map((each) => (/^[^=]+=#[0-9A-F]+$/.test(each) ? each.replace(/#.*/, (hex) => hex.toLowerCase()) : each))
        .toReversed()
        .join('+'),
    )
    .join(',');

/** Our item in the words of certtool. */
export const ourCertificateForCerttool = (item: CertificateItem): Fields => {
  const { subjectAltNames: names, basicConstraints: basic, publicKey: key } = item;
  return {
    serial: item.serialNumber,
    'not before': item.notBefore,
    'not after': item.notAfter,
    issuer: certtoolName(item.issuer),
    subject: certtoolName(item.subject),
    'signature algorithm': item.signatureAlgorithm,
    'key algorithm': key.algorithm,
    'key bits': String(key.bits ?? (key.algorithm === 'Ed448' ? 456 : 256)),
    ...(key.curve === undefined ? {} : { 'key curve': key.curve }),
    ...(names
      ? {
          dns: names.dns.join(' | '),
          ip: names.ip.join(' | '),
          email: names.email.join(' | '),
          uri: names.uri.join(' | '),
          'directory names': named(names, 'dirName:'),
          'user principal names': named(names, 'otherName:UPN:'),
        }
      : {}),
    ...(basic
      ? {
          ca: basic.ca ? 'TRUE' : 'FALSE',
          'path length': basic.pathLength === undefined ? '' : String(basic.pathLength),
        }
      : {}),
    ...(item.keyUsage
      ? { 'key usage': item.keyUsage.map((each) => usageNames[keyUsages.indexOf(each as 'cRLSign')]).join(' | ') }
      : {}),
    ...(item.extendedKeyUsage
      ? { 'extended key usage': item.extendedKeyUsage.map((each) => purposeNames[each] ?? each).join(' | ') }
      : {}),
    ...(item.crlDistributionPoints ? { 'crl points': item.crlDistributionPoints.join(' | ') } : {}),
    ...(item.subjectKeyIdentifier === undefined ? {} : { 'subject key': item.subjectKeyIdentifier.toLowerCase() }),
    ...(item.authorityKeyIdentifier === undefined
      ? {}
      : { 'authority key': item.authorityKeyIdentifier.toLowerCase() }),
    ...(item.certificatePolicies ? { policies: item.certificatePolicies.join(' | ') } : {}),
    ...(item.authorityInfoAccess
      ? {
          ocsp: item.authorityInfoAccess.ocsp.filter((each) => !/^(DNS|dirName|email|IP):/.test(each)).join(' | '),
          issuers: item.authorityInfoAccess.caIssuers
            .filter((each) => !/^(DNS|dirName|email|IP):/.test(each))
            .join(' | '),
        }
      : {}),
    sha1: item.fingerprints.sha1,
    sha256: item.fingerprints.sha256,
    'key sha256': key.sha256,
  };
};
