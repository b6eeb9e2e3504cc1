// Object identifiers and what people call them. Names of signature algorithms are those that OpenSSL prints; names of
// attributes are the descriptors of RFC 4514 section 3 and RFC 4519. An identifier that is not here stays dotted.

/** Attribute types of distinguished names. `emailAddress` (RFC 2985) and the X.520 extras have no RFC 4519 descriptor. */
export const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.13': 'description',
  '2.5.4.15': 'businessCategory',
  '2.5.4.17': 'postalCode',
  '2.5.4.18': 'postOfficeBox',
  '2.5.4.20': 'telephoneNumber',
  '2.5.4.41': 'name',
  '2.5.4.42': 'givenName',
  '2.5.4.43': 'initials',
  '2.5.4.44': 'generationQualifier',
  '2.5.4.45': 'x500UniqueIdentifier',
  '2.5.4.46': 'dnQualifier',
  '2.5.4.65': 'pseudonym',
  '2.5.4.97': 'organizationIdentifier',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
  '1.2.840.113549.1.9.2': 'unstructuredName',
};

/** Other spellings that tools use for the same attribute types, in lower case (Windows, OpenSSL, RFC 4519 long names). */
const attributeAliases: Readonly<Record<string, string>> = {
  commonname: 'CN',
  surname: 'SN',
  country: 'C',
  countryname: 'C',
  localityname: 'L',
  s: 'ST',
  sp: 'ST',
  stateorprovincename: 'ST',
  streetaddress: 'STREET',
  organizationname: 'O',
  organizationalunit: 'OU',
  organizationalunitname: 'OU',
  t: 'title',
  g: 'givenName',
  gn: 'givenName',
  i: 'initials',
  e: 'emailAddress',
  email: 'emailAddress',
  emailaddress: 'emailAddress',
  userid: 'UID',
  domaincomponent: 'DC',
};

const attributeNamesByLowerCase = new Map(Object.values(attributeNames).map((name) => [name.toLowerCase(), name]));
const attributeOids = new Map(Object.entries(attributeNames).map(([oid, name]) => [name, oid]));

/** Our name for an attribute type however a tool spells it (`S`, `OID.2.5.4.3`, `commonName`), or the text itself. */
export const attributeNameOf = (spelling: string): string => {
  const text = spelling.trim().replace(/^oid\./i, '');
  const lower = text.toLowerCase();
  return attributeNames[text] ?? attributeNamesByLowerCase.get(lower) ?? attributeAliases[lower] ?? text;
};

/** The object identifier of an attribute type given by any spelling, or undefined when it is not known. */
export const attributeOidOf = (spelling: string): string | undefined => {
  const name = attributeNameOf(spelling);
  return attributeOids.get(name) ?? (/^[0-2](\.\d+)+$/.test(name) ? name : undefined);
};

export type Hash =
  | 'md5'
  | 'sha1'
  | 'sha224'
  | 'sha256'
  | 'sha384'
  | 'sha512'
  | 'sha3-224'
  | 'sha3-256'
  | 'sha3-384'
  | 'sha3-512';

/** How a signature algorithm works; `pss` has its hash in the parameters, the EdDSA schemes need none named. */
export type SignatureScheme = {
  name: string;
  scheme: 'pkcs1' | 'ecdsa' | 'dsa' | 'pss' | 'ed25519' | 'ed448' | 'other';
  hash?: Hash;
};

export const signatureAlgorithms: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.113549.1.1.2': { name: 'md2WithRSAEncryption', scheme: 'other' },
  '1.2.840.113549.1.1.4': { name: 'md5WithRSAEncryption', scheme: 'pkcs1', hash: 'md5' },
  '1.2.840.113549.1.1.5': { name: 'sha1WithRSAEncryption', scheme: 'pkcs1', hash: 'sha1' },
  '1.3.14.3.2.29': { name: 'sha1WithRSA', scheme: 'pkcs1', hash: 'sha1' },
  '1.2.840.113549.1.1.10': { name: 'rsassaPss', scheme: 'pss' },
  '1.2.840.113549.1.1.11': { name: 'sha256WithRSAEncryption', scheme: 'pkcs1', hash: 'sha256' },
  '1.2.840.113549.1.1.12': { name: 'sha384WithRSAEncryption', scheme: 'pkcs1', hash: 'sha384' },
  '1.2.840.113549.1.1.13': { name: 'sha512WithRSAEncryption', scheme: 'pkcs1', hash: 'sha512' },
  '1.2.840.113549.1.1.14': { name: 'sha224WithRSAEncryption', scheme: 'pkcs1', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.13': { name: 'RSA-SHA3-224', scheme: 'pkcs1', hash: 'sha3-224' },
  '2.16.840.1.101.3.4.3.14': { name: 'RSA-SHA3-256', scheme: 'pkcs1', hash: 'sha3-256' },
  '2.16.840.1.101.3.4.3.15': { name: 'RSA-SHA3-384', scheme: 'pkcs1', hash: 'sha3-384' },
  '2.16.840.1.101.3.4.3.16': { name: 'RSA-SHA3-512', scheme: 'pkcs1', hash: 'sha3-512' },
  '1.2.840.10045.4.1': { name: 'ecdsa-with-SHA1', scheme: 'ecdsa', hash: 'sha1' },
  '1.2.840.10045.4.3.1': { name: 'ecdsa-with-SHA224', scheme: 'ecdsa', hash: 'sha224' },
  '1.2.840.10045.4.3.2': { name: 'ecdsa-with-SHA256', scheme: 'ecdsa', hash: 'sha256' },
  '1.2.840.10045.4.3.3': { name: 'ecdsa-with-SHA384', scheme: 'ecdsa', hash: 'sha384' },
  '1.2.840.10045.4.3.4': { name: 'ecdsa-with-SHA512', scheme: 'ecdsa', hash: 'sha512' },
  '2.16.840.1.101.3.4.3.9': { name: 'ecdsa_with_SHA3-224', scheme: 'ecdsa', hash: 'sha3-224' },
  '2.16.840.1.101.3.4.3.10': { name: 'ecdsa_with_SHA3-256', scheme: 'ecdsa', hash: 'sha3-256' },
  '2.16.840.1.101.3.4.3.11': { name: 'ecdsa_with_SHA3-384', scheme: 'ecdsa', hash: 'sha3-384' },
  '2.16.840.1.101.3.4.3.12': { name: 'ecdsa_with_SHA3-512', scheme: 'ecdsa', hash: 'sha3-512' },
  '1.2.840.10040.4.3': { name: 'dsaWithSHA1', scheme: 'dsa', hash: 'sha1' },
  '2.16.840.1.101.3.4.3.1': { name: 'dsa_with_SHA224', scheme: 'dsa', hash: 'sha224' },
  '2.16.840.1.101.3.4.3.2': { name: 'dsa_with_SHA256', scheme: 'dsa', hash: 'sha256' },
  '2.16.840.1.101.3.4.3.3': { name: 'dsa_with_SHA384', scheme: 'dsa', hash: 'sha384' },
  '2.16.840.1.101.3.4.3.4': { name: 'dsa_with_SHA512', scheme: 'dsa', hash: 'sha512' },
  '1.3.101.112': { name: 'ED25519', scheme: 'ed25519' },
  '1.3.101.113': { name: 'ED448', scheme: 'ed448' },
  '1.2.156.10197.1.501': { name: 'SM2-with-SM3', scheme: 'other' },
};

/** Hash functions as RSASSA-PSS parameters name them (RFC 4055, RFC 8702). */
export const hashes: Readonly<Record<string, Hash>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.4': 'sha224',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.7': 'sha3-224',
  '2.16.840.1.101.3.4.2.8': 'sha3-256',
  '2.16.840.1.101.3.4.2.9': 'sha3-384',
  '2.16.840.1.101.3.4.2.10': 'sha3-512',
};

export const keyAlgorithms: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.10': 'RSA-PSS',
  '1.2.840.10045.2.1': 'EC',
  '1.2.840.10040.4.1': 'DSA',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

/** Named curves with the size of their field in bits: NIST names where there is one, else those of SEC 2 and RFC 5639. */
export const curves: Readonly<Record<string, { name: string; bits: number }>> = {
  '1.2.840.10045.3.1.1': { name: 'P-192', bits: 192 },
  '1.3.132.0.33': { name: 'P-224', bits: 224 },
  '1.2.840.10045.3.1.7': { name: 'P-256', bits: 256 },
  '1.3.132.0.34': { name: 'P-384', bits: 384 },
  '1.3.132.0.35': { name: 'P-521', bits: 521 },
  '1.3.132.0.10': { name: 'secp256k1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.1': { name: 'brainpoolP160r1', bits: 160 },
  '1.3.36.3.3.2.8.1.1.3': { name: 'brainpoolP192r1', bits: 192 },
  '1.3.36.3.3.2.8.1.1.5': { name: 'brainpoolP224r1', bits: 224 },
  '1.3.36.3.3.2.8.1.1.7': { name: 'brainpoolP256r1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.9': { name: 'brainpoolP320r1', bits: 320 },
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', bits: 512 },
  '1.2.156.10197.1.301': { name: 'SM2', bits: 256 },
};

/** Purposes of RFC 5280 section 4.2.1.12; any other stays an object identifier. */
export const extendedKeyUsages: Readonly<Record<string, string>> = {
  '2.5.29.37.0': 'anyExtendedKeyUsage',
  '1.3.6.1.5.5.7.3.1': 'serverAuth',
  '1.3.6.1.5.5.7.3.2': 'clientAuth',
  '1.3.6.1.5.5.7.3.3': 'codeSigning',
  '1.3.6.1.5.5.7.3.4': 'emailProtection',
  '1.3.6.1.5.5.7.3.8': 'timeStamping',
  '1.3.6.1.5.5.7.3.9': 'OCSPSigning',
};

/** Key usages in the order of their bits (RFC 5280 section 4.2.1.3). */
export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** Extensions of certificates, requests and revocation lists (RFC 5280 sections 4.2 and 5.2). */
export const extension = {
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  crlNumber: '2.5.29.20',
  reasonCode: '2.5.29.21',
  deltaCrlIndicator: '2.5.29.27',
  issuingDistributionPoint: '2.5.29.28',
  certificateIssuer: '2.5.29.29',
  nameConstraints: '2.5.29.30',
  crlDistributionPoints: '2.5.29.31',
  certificatePolicies: '2.5.29.32',
  policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35',
  policyConstraints: '2.5.29.36',
  extendedKeyUsage: '2.5.29.37',
  freshestCrl: '2.5.29.46',
  inhibitAnyPolicy: '2.5.29.54',
  authorityInfoAccess: '1.3.6.1.5.5.7.1.1',
} as const;
