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
});
export type SubjectAltNames = z.infer<typeof namesSchema>;

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
  subjectAltNames: namesSchema.optional(),
  basicConstraints: z.strictObject({ ca: z.boolean(), pathLength: z.number().int().optional() }).optional(),
  keyUsage: z.array(z.string()).optional(),
  extendedKeyUsage: z.array(z.string()).optional(),
  crlDistributionPoints: z.array(z.string()).optional(),
  /** Subject equals issuer and the signature verifies with the certificate's own key. */
  selfSigned: z.boolean(),
  fingerprints: z.strictObject({ sha1: hex, sha256: hex }),
});
export type CertificateItem = z.infer<typeof certificateItemSchema>;

/** What a certificate is good for, which decides the store that it may go into. */
export const roleSchema = z.enum(['root-ca', 'intermediate-ca', 'self-signed-leaf', 'leaf']);
export type Role = z.infer<typeof roleSchema>;
