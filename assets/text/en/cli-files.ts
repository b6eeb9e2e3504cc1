// The words of the commands that look into files: inspect, thumbprint, convert, verify.
import type { Item } from '../../../preload/contract/item.ts';
import type { Format } from '../../../preload/contract/tools.ts';
import { count } from './format.ts';

const formats: Record<Format, string> = {
  pem: 'PEM',
  der: 'DER',
  base64: 'Base64',
  pkcs7: 'PKCS#7',
  pkcs12: 'PKCS#12',
  jks: 'Java keystore',
  unknown: 'unknown format',
};

const kinds: Record<Item['kind'], readonly [string, string]> = {
  certificate: ['certificate', 'certificates'],
  request: ['request', 'requests'],
  privateKey: ['private key', 'private keys'],
  publicKey: ['public key', 'public keys'],
  crl: ['revocation list', 'revocation lists'],
};

const kindOrder = Object.keys(kinds) as Item['kind'][];

export const files = {
  /** `PEM, 2 certificates, 1 private key` */
  contents: (format: Format, found: readonly Item['kind'][]) =>
    [
      formats[format],
      ...kindOrder
        .map((kind) => [kind, found.filter((each) => each === kind).length] as const)
        .filter(([, n]) => n > 0)
        .map(([kind, n]) => count(n, ...kinds[kind])),
    ].join(', '),
  titles: {
    certificate: 'Certificate',
    request: 'Certificate request (CSR)',
    privateKey: 'Private key',
    publicKey: 'Public key',
    crl: 'Revocation list (CRL)',
  },
  labels: {
    friendlyName: 'Friendly name',
    keyUsage: 'Key usage',
    extendedKeyUsage: 'Purposes',
    subjectKeyIdentifier: 'Key id',
    authorityKeyIdentifier: 'Issuer’s key id',
    certificatePolicies: 'Policies',
    permitted: 'Allowed names',
    excluded: 'Forbidden names',
    ocsp: 'OCSP',
    caIssuers: 'Issuer at',
    crl: 'CRL at',
    other: 'Extension',
    spki: 'Key SHA-256',
    encoding: 'Encoding',
    state: 'State',
    thisUpdate: 'From',
    nextUpdate: 'Next due',
    revoked: 'Revoked',
    kind: 'Kind',
  },
  until: (time: string) => `until ${time}`,
  critical: 'critical',
  encodings: { pkcs8: 'PKCS#8', pkcs1: 'PKCS#1', sec1: 'SEC 1' },
  locked: 'locked with a passphrase',
  opened: 'encrypted in the file, opened with the passphrase',
  lockedInFile: 'locked with the passphrase',
  inClear: 'not encrypted in the file',
  signatureGood: 'good: whoever made the request has the key',
  signatureBad: 'BAD: the request was changed, or made with another key',
  notChecked: 'not checked: not known to this runtime',
  delta: 'changes only (delta CRL)',
  full: 'complete list',
  noNextUpdate: 'not said',
  entries: (n: number) => count(n, 'certificate', 'certificates'),
  limitedTo: 'limited in scope',
};
