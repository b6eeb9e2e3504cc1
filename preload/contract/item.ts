// What the engine says about one object that it read. The shape is the one of the command line's `Item`.
// Names are RFC 4514 strings, hex is upper-case without separators, times are ISO 8601 UTC.
import { z } from 'zod';

const hex = z.string().regex(/^[0-9A-F]*$/);

export const publicKeySchema = z.strictObject({
  /** `RSA`, `RSA-PSS`, `EC`, `Ed25519`, `Ed448`, `DSA`, or the dotted OID where it has no common name. */
  algorithm: z.string(),
  bits: z.number().int().optional(),
  /** `P-256`, `P-384`, `P-521`, or another curve by name or OID. */
  curve: z.string().optional(),
  /** SHA-256 of the SubjectPublicKeyInfo (DER). */
  sha256: hex,
});
export type PublicKey = z.infer<typeof publicKeySchema>;

export const namesSchema = z.strictObject({
  dns: z.array(z.string()),
  /** Canonical text: dotted quad, or RFC 5952 for IPv6. */
  ip: z.array(z.string()),
  email: z.array(z.string()),
  uri: z.array(z.string()),
  /** Directory names (`dirName:CN=…`), `otherName:OID` with its text or hex, `registeredID:OID`; left out when none. */
  other: z.array(z.string()).optional(),
});
export type SubjectAltNames = z.infer<typeof namesSchema>;

/** An extension that has no field of its own in the item: its identifier (dotted) and the DER of its value. */
export const otherExtensionSchema = z.strictObject({ oid: z.string(), critical: z.boolean(), value: hex });

/** What certificates and requests say through extensions; a field is left out where its extension is. */
const extensionFields = {
  subjectAltNames: namesSchema.optional(),
  basicConstraints: z.strictObject({ ca: z.boolean(), pathLength: z.number().int().optional() }).optional(),
  keyUsage: z.array(z.string()).optional(),
  extendedKeyUsage: z.array(z.string()).optional(),
  crlDistributionPoints: z.array(z.string()).optional(),
  subjectKeyIdentifier: hex.optional(),
  /** The keyIdentifier of the extension, where it has one. */
  authorityKeyIdentifier: hex.optional(),
  /** Object identifiers, dotted. */
  certificatePolicies: z.array(z.string()).optional(),
  /** Subtrees as text: `DNS:.contoso.com`, `IP:10.0.0.0/8`, `email:…`, `URI:…`, `dirName:…`. */
  nameConstraints: z.strictObject({ permitted: z.array(z.string()), excluded: z.array(z.string()) }).optional(),
  authorityInfoAccess: z.strictObject({ ocsp: z.array(z.string()), caIssuers: z.array(z.string()) }).optional(),
  otherExtensions: z.array(otherExtensionSchema).optional(),
};

/** A name that a PKCS#12 file gives to a key or certificate. */
const friendlyName = z.string().optional();

export const certificateItemSchema = z.strictObject({
  kind: z.literal('certificate'),
  subject: z.string(),
  issuer: z.string(),
  commonName: z.string().optional(),
  serialNumber: hex,
  notBefore: z.string(),
  notAfter: z.string(),
  /** `sha256WithRSAEncryption` and so on, as OpenSSL names it, or the dotted OID. */
  signatureAlgorithm: z.string(),
  publicKey: publicKeySchema,
  ...extensionFields,
  /** Subject equals issuer and the signature verifies with the certificate's own key. */
  selfSigned: z.boolean(),
  fingerprints: z.strictObject({ sha1: hex, sha256: hex }),
  friendlyName,
});
export type CertificateItem = z.infer<typeof certificateItemSchema>;

export const requestItemSchema = z.strictObject({
  kind: z.literal('request'),
  subject: z.string(),
  commonName: z.string().optional(),
  publicKey: publicKeySchema,
  signatureAlgorithm: z.string(),
  /** Left out where this runtime cannot compute the signature. */
  signatureValid: z.boolean().optional(),
  ...extensionFields,
});
export type RequestItem = z.infer<typeof requestItemSchema>;

export const privateKeyItemSchema = z.strictObject({
  kind: z.literal('privateKey'),
  /** Left out while the key is locked. */
  publicKey: publicKeySchema.optional(),
  encrypted: z.boolean(),
  encoding: z.enum(['pkcs8', 'pkcs1', 'sec1']).optional(),
  friendlyName,
});
export type PrivateKeyItem = z.infer<typeof privateKeyItemSchema>;

export const publicKeyItemSchema = z.strictObject({ kind: z.literal('publicKey'), publicKey: publicKeySchema });
export type PublicKeyItem = z.infer<typeof publicKeyItemSchema>;

export const crlItemSchema = z.strictObject({
  kind: z.literal('crl'),
  issuer: z.string(),
  thisUpdate: z.string(),
  nextUpdate: z.string().optional(),
  revokedCount: z.number().int(),
  signatureAlgorithm: z.string(),
  /** It lists changes only, since the full list that it names (RFC 5280 section 5.2.4). */
  delta: z.boolean(),
  crlNumber: hex.optional(),
  authorityKeyIdentifier: hex.optional(),
  /** What the list is limited to (RFC 5280 section 5.2.5); left out where it covers all that the issuer issued. */
  scope: z
    .strictObject({
      distributionPoints: z.array(z.string()),
      only: z.enum(['user', 'ca', 'attribute']).optional(),
      indirect: z.boolean(),
      someReasons: z.boolean(),
    })
    .optional(),
});
export type CrlItem = z.infer<typeof crlItemSchema>;

export const itemSchema = z.discriminatedUnion('kind', [
  certificateItemSchema,
  requestItemSchema,
  privateKeyItemSchema,
  publicKeyItemSchema,
  crlItemSchema,
]);
export type Item = z.infer<typeof itemSchema>;

/** What a certificate is good for, which decides the store that it may go into. */
export const roleSchema = z.enum(['root-ca', 'intermediate-ca', 'self-signed-leaf', 'leaf']);
export type Role = z.infer<typeof roleSchema>;
