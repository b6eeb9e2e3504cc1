// The package in which a request leaves a site without a network: its manifest, and what can be wrong with a package.
// The manifest proves that nothing was damaged on the way. Against someone who changes it on purpose only the
// fingerprint helps, told over another way.
import { z } from 'zod';
import { type FactsOf, type FindingOf, finding, findingSchemaOf } from './finding.ts';
import { namesSchema, publicKeySchema, requestItemSchema } from './item.ts';

const text = z.string();
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

/** What the certificate shall be like, as wishes for the CA desk; all of it may be left out. */
export const wantedProfileSchema = z.strictObject({
  /** The profile's or template's name. */
  name: text.optional(),
  /** `RSA 2048`, `P-256`. */
  key: text.optional(),
  keyUsage: z.array(text).optional(),
  extendedKeyUsage: z.array(text).optional(),
  subjectAltNames: namesSchema.optional(),
  validityDays: z.number().int().positive().optional(),
});
export type WantedProfile = z.infer<typeof wantedProfileSchema>;

export const requestManifestSchema = z.strictObject({
  product: z.literal('Certwright'),
  kind: z.literal('request-package'),
  version: z.literal(1),
  createdAt: text,
  request: z.strictObject({
    file: z.literal('request.csr'),
    /** Of the DER: the fingerprint that people compare. */
    sha256,
    subject: text,
    commonName: text.optional(),
    subjectAltNames: namesSchema.optional(),
    /** Its `sha256` is that of the SubjectPublicKeyInfo, by which the certificate is recognized. */
    publicKey: publicKeySchema,
    signatureAlgorithm: text,
  }),
  wanted: wantedProfileSchema,
  /** The text for a SAN: attribute; empty without names. */
  sanAttribute: text,
  note: text.optional(),
  /** The SHA-256 of each other file of the package, by name. */
  files: z.record(text, sha256),
});
export type RequestManifest = z.infer<typeof requestManifestSchema>;

const file = z.strictObject({ file: text });
const none = z.strictObject({});

export const packageFindings = {
  'package-whole': finding('good', z.strictObject({ files: z.number() })),
  'manifest-missing': finding('bad', none),
  'manifest-unreadable': finding('bad', z.strictObject({ detail: text })),
  'file-missing': finding('bad', file),
  'file-changed': finding('bad', file),
  'file-unexpected': finding('warn', file),
  'request-unreadable': finding('bad', none),
  'request-signature-bad': finding('bad', none),
  /** The manifest tells something else about the request than the request itself. */
  'manifest-contradicts': finding(
    'bad',
    z.strictObject({ field: z.enum(['fingerprint', 'key', 'subject', 'names', 'algorithm']) }),
  ),
} as const;

export type PackageFindingId = keyof typeof packageFindings;
export type PackageFindingFacts<I extends PackageFindingId> = FactsOf<typeof packageFindings, I>;
export type PackageFinding = FindingOf<typeof packageFindings>;
export const packageFindingSchema = findingSchemaOf(packageFindings);

export const packageReportSchema = z.strictObject({
  findings: z.array(packageFindingSchema),
  manifest: requestManifestSchema.optional(),
  request: requestItemSchema.optional(),
});
export type PackageReport = z.infer<typeof packageReportSchema>;
