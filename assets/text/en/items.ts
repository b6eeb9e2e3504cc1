// The words for what is in a file: kinds of objects, and the names of all their fields. The technical term stands
// beside the plain one, since that is what other programs and the PKI desk use.
import type { CrlItem, Item } from '../../../preload/contract/item.ts';
import { count } from './format.ts';

const kinds: Record<Item['kind'], string> = {
  certificate: 'Certificate',
  request: 'Certificate request (CSR)',
  privateKey: 'Private key',
  publicKey: 'Public key',
  crl: 'Revocation list (CRL)',
};

type Only = NonNullable<NonNullable<CrlItem['scope']>['only']>;
const only: Record<Only, string> = {
  user: 'certificates of devices and people only',
  ca: 'certificates of CAs only',
  attribute: 'attribute certificates only',
};

export const items = {
  kinds,
  rootCa: 'Root CA certificate',
  ca: 'CA certificate',
  lockedKey: 'Private key, locked',
  roles: {
    'root-ca': 'Root CA',
    'intermediate-ca': 'Intermediate CA',
    'self-signed-leaf': 'Self-signed certificate',
    leaf: 'Certificate',
  },
  bits: (bits: number) => `${bits} bits`,
  yes: 'Yes',
  no: 'No',
  fields: {
    friendlyName: 'Name in the PFX file',
    otherNames: 'Other names (SAN)',
    pathLength: 'CAs allowed below it (path length)',
    ski: 'Key identifier (SKI)',
    aki: 'Issuer’s key identifier (AKI)',
    policies: 'Policies (OIDs)',
    permitted: 'May issue only for (name constraints)',
    excluded: 'May not issue for (name constraints)',
    ocsp: 'Status service (OCSP)',
    caIssuers: 'Issuer’s certificate (AIA)',
    other: (oid: string, critical: boolean) => `Extension ${oid}${critical ? ', critical' : ''}`,
    keySha256: 'SHA-256 of the public key (SPKI)',
    signatureValid: 'Signature of the request',
    locked: 'Locked with a passphrase',
    encoding: 'Form of the key',
    issuer: 'Issued by',
    thisUpdate: 'As of (this update)',
    nextUpdate: 'Next one due (next update)',
    revoked: 'Revoked certificates',
    crlNumber: 'Number of the list',
    delta: 'Changes only (delta CRL)',
    scope: 'Covers',
  },
  noNextUpdate: 'It does not say',
  signature: { good: 'Verifies', bad: 'Does not verify', unknown: 'Cannot be checked here' },
  encodings: { pkcs8: 'PKCS#8', pkcs1: 'PKCS#1 (RSA)', sec1: 'SEC1 (EC)' },
  keyStays: 'The key itself is never shown. This is what anyone may know about it.',
  revoked: (n: number) => (n === 0 ? 'None' : count(n, 'certificate', 'certificates')),
  all: 'All certificates of its issuer',
  only,
  indirect: 'other issuers too (indirect)',
  someReasons: 'some reasons only',
};
