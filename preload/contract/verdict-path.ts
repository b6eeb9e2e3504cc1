// What the engine says about a certification path: valid or not, why not, by which certificates, and what nobody has
// checked. The codes are a closed list; their words live in assets/text. Names are RFC 4514, hex is upper-case.
import { z } from 'zod';

const text = z.string();
const count = z.number();
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

export const purposeSchema = z.enum(['server', 'client', 'any']);
export type Purpose = z.infer<typeof purposeSchema>;

export const nameKindSchema = z.enum(['dns', 'ip', 'email', 'uri', 'directory', 'other']);
export type NameKind = z.infer<typeof nameKindSchema>;

/** CRLReason (RFC 5280 section 5.3.1). */
export const revocationReasonSchema = z.enum([
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
]);
export type RevocationReason = z.infer<typeof revocationReasonSchema>;

/** Why revocation lists that were given do not tell the status of a certificate. */
export const statusUnknownSchema = z.enum([
  'no-list',
  'stale',
  'not-yet-valid',
  'no-next-update',
  'signer-unknown',
  'signature-invalid',
  'signature-unsupported',
  'signature-weak',
  'may-not-sign',
  'other-scope',
  'some-reasons',
  'unknown-critical-extension',
  'base-missing',
  'damaged',
]);
export type StatusUnknown = z.infer<typeof statusUnknownSchema>;

export const pathFaultFacts = {
  // the question itself
  'moment-invalid': z.strictObject({}),
  'leaf-unreadable': z.strictObject({ detail: text }),
  'too-much-work': z.strictObject({}),
  // one certificate
  revoked: z.strictObject({ reason: revocationReasonSchema, revokedAt: text }),
  expired: z.strictObject({ notAfter: text, at: text }),
  'not-yet-valid': z.strictObject({ notBefore: text, at: text }),
  malformed: z.strictObject({ part: text, detail: text }),
  'unknown-critical-extension': z.strictObject({ oid: text }),
  /** The key is too small. `bits` is missing where the key does not tell. */
  'weak-key': z.strictObject({ algorithm: text, bits: count.optional(), minimum: count }),
  'key-unsupported': z.strictObject({ algorithm: text }),
  'weak-signature': z.strictObject({ algorithm: text }),
  'serial-number-too-long': z.strictObject({ octets: count }),
  'name-missing': z.strictObject({ which: z.enum(['issuer', 'subject']) }),
  /** Key usage: any one of `needs` would do. */
  'key-usage': z.strictObject({ needs: z.array(text), has: z.array(text) }),
  'wrong-purpose': z.strictObject({ wanted: z.enum(['server', 'client']), allowed: z.array(text) }),
  'host-mismatch': z.strictObject({ host: text, reason: z.enum(['no-san', 'not-listed']), names: z.array(text) }),
  'not-a-ca': z.strictObject({ reason: z.enum(['no-basic-constraints', 'not-marked', 'version-1']) }),
  // certificates together
  'self-signed-not-trusted': z.strictObject({}),
  'root-not-trusted': z.strictObject({ root: text }),
  'issuer-missing': z.strictObject({ issuer: text }),
  'signature-invalid': z.strictObject({ issuer: text }),
  'signature-unsupported': z.strictObject({ algorithm: text, issuer: text }),
  'path-too-long': z.strictObject({ limit: count }),
  'too-deep': z.strictObject({ limit: count }),
  /** `constrainedBy` is the SHA-256 of the CA certificate with the constraint. */
  'name-not-permitted': z.strictObject({ kind: nameKindSchema, name: text, constrainedBy: sha256 }),
  'name-excluded': z.strictObject({ kind: nameKindSchema, name: text, constrainedBy: sha256 }),
  'name-not-comparable': z.strictObject({ kind: nameKindSchema, name: text, constrainedBy: sha256 }),
  'policy-missing': z.strictObject({}),
  'revocation-unknown': z.strictObject({ cause: statusUnknownSchema, issuer: text }),
} as const;

export type PathFaultCode = keyof typeof pathFaultFacts;
export type PathFaultFacts = { [C in PathFaultCode]: z.infer<(typeof pathFaultFacts)[C]> };
export type PathFault = { [C in PathFaultCode]: { code: C; facts: PathFaultFacts[C] } }[PathFaultCode];

const reasons = Object.entries(pathFaultFacts).map(([code, facts]) =>
  z.strictObject({ code: z.literal(code), facts, certificate: sha256.optional(), subject: text.optional() }),
);
const reasonSchema = z.discriminatedUnion(
  'code',
  reasons as unknown as [(typeof reasons)[number]],
) as unknown as z.ZodType<PathFault & { certificate?: string | undefined; subject?: string | undefined }>;

const notCheckedSchema = z.discriminatedUnion('what', [
  /** No revocation lists were given. */
  z.strictObject({ what: z.literal('revocation') }),
  /** There was no list of the issuer of this certificate: a CA, or a leaf that is itself named a root. */
  z.strictObject({ what: z.literal('revocation-of'), subject: text, certificate: sha256 }),
  /** No host was given, so nothing is said about names. */
  z.strictObject({ what: z.literal('host') }),
  /** One of the inputs could not be read and was left out; `index` counts from 0 within its kind. */
  z.strictObject({
    what: z.literal('unreadable'),
    input: z.enum(['intermediate', 'root', 'crl']),
    index: z.number().int(),
    detail: text,
  }),
  /** A part of a file could not be read, so it was left out. `detail` is a sentence. */
  z.strictObject({
    what: z.literal('unreadable-part'),
    input: z.enum(['intermediate', 'root']),
    file: text,
    detail: text,
  }),
  /** More certificates or lists than are looked at. */
  z.strictObject({ what: z.literal('left-out'), input: z.enum(['intermediate', 'root', 'crl']), limit: count }),
]);
export type NotChecked = z.infer<typeof notCheckedSchema>;

export const pathVerdictSchema = z.strictObject({
  valid: z.boolean(),
  /** Exactly when the path is not valid. `certificate` and `subject` are those of the one that is at fault. */
  reason: reasonSchema.optional(),
  /** The leaf first, the trust anchor last; when not valid, the path that came closest. */
  path: z.array(z.strictObject({ subject: text, sha256 })),
  notChecked: z.array(notCheckedSchema),
});
export type PathVerdict = z.infer<typeof pathVerdictSchema>;
