// Will this appliance take these files? The verdict and every finding, as facts; the words are in assets/text.
// `consoleMessage` is the appliance's own sentence, out of its profile.
import { z } from 'zod';
import { looksLikeSchema } from './errors.ts';
import { type PathFaultCode, pathFaultFacts, revocationReasonSchema, statusUnknownSchema } from './verdict-path.ts';

const text = z.string();

export const precheckVerdictSchema = z.enum(['accept', 'warn', 'reject']);
export type PrecheckVerdict = z.infer<typeof precheckVerdictSchema>;

/** not-checked is never good: it could not be found out here. */
export const precheckSeveritySchema = z.enum(['fail', 'warn', 'info', 'not-checked']);
export type PrecheckSeverity = z.infer<typeof precheckSeveritySchema>;

/** What a finding is about: one slot of the form, the passphrase beside it, or all together. */
export const precheckPartSchema = z.enum(['key', 'crt', 'chain', 'crl', 'passphrase', 'set']);
export type PrecheckPart = z.infer<typeof precheckPartSchema>;

/** What helps; the window has a button for it where there is a tool. */
export const remedySchema = z.enum([
  'make-kit', // the kit puts it right by itself: format, order, what is too much
  'new-passphrase', // the kit can lock the key with another one
  'retype-passphrase',
  'new-request', // only another certificate helps
  'add-key',
  'add-chain',
  'add-crl',
  'other-file',
  'validation-off',
  'open-crl-path', // network, proxy, the CRL server
  'clock',
  'none',
]);
export type Remedy = z.infer<typeof remedySchema>;

export const documentSchema = z.strictObject({
  title: text,
  /** ISO 8601 date, as far as it is known: `2023-01-17`, `2021`. */
  date: text,
  url: text.nullable(),
});

const count = z.number();
const names = z.array(text);
const none = z.strictObject({});
/** Subject (RFC 4514) of the certificate that is meant, and whether it is the leaf. */
const of = { subject: text, leaf: z.boolean() };

/** How a file is written where PEM is wanted. pem-odd: PEM that only tolerant programs read (UTF-16, indented lines). */
export const writtenAsSchema = z.enum(['der', 'base64', 'pkcs12', 'pkcs7', 'jks', 'unknown', 'pem-odd']);
export type WrittenAs = z.infer<typeof writtenAsSchema>;

/** Why a revocation list could not be fetched, as seen from this computer. */
export const crlProblemSchema = z.enum([
  'host-not-found',
  'refused',
  'unreachable',
  'timed-out',
  'connection-closed',
  'proxy-unreachable',
  'proxy-refused',
  'http-status',
  'not-http', // something else answers at that port
  'redirected-away', // to https, or in circles
  'too-large',
  'truncated', // the connection ended before the body did
  'not-a-crl',
  'scheme', // not http: not asked
  'not-a-url',
]);
export type CrlProblem = z.infer<typeof crlProblemSchema>;

const pathFaultCodeSchema = z.enum(Object.keys(pathFaultFacts) as [PathFaultCode, ...PathFaultCode[]]);

/** Why lists do not tell; too-much-work: they are arranged so that they could not be gone through. */
export const unknownCauseSchema = z.enum([...statusUnknownSchema.options, 'too-much-work', 'not-a-list']);
export type UnknownCause = z.infer<typeof unknownCauseSchema>;

/** Facts by code. The list is closed; each code has its words in assets/text. */
export const precheckFacts = {
  // the certificate
  'crt-missing': none,
  'crt-unreadable': z.strictObject({ detail: text }),
  'crt-no-certificate': z.strictObject({ found: looksLikeSchema }),
  /** `der`: DER would do as well as PEM. */
  'crt-format': z.strictObject({ format: writtenAsSchema, der: z.boolean() }),
  'crt-several': z.strictObject({ count }),
  'crt-holds-key': none,
  'crt-is-ca': none,
  'downloaded-from-sensor': none,
  'signature-algorithm': z.strictObject({ algorithm: text, allowed: names }),
  /** Not among those that the documents name, but may work. */
  'signature-algorithm-unlisted': z.strictObject({ algorithm: text, allowed: names }),
  'key-algorithm': z.strictObject({ algorithm: text, allowed: names }),
  'key-size': z.strictObject({ bits: count, minimum: count }),
  'key-size-unlisted': z.strictObject({ bits: count, listed: z.array(count) }),
  'key-size-slow': z.strictObject({ bits: count }),
  expired: z.strictObject({ ...of, notAfter: text, at: text }),
  'not-yet-valid': z.strictObject({ ...of, notBefore: text, at: text }),
  'expires-soon': z.strictObject({ ...of, notAfter: text, days: count }),
  'common-name-missing': none,
  'common-name-wildcard': z.strictObject({ name: text }),
  'common-name-not-host': z.strictObject({ name: text }),
  /** For devices, whose common name is their identity. */
  'common-name-not-id': z.strictObject({
    name: text,
    problem: z.enum(['characters', 'last', 'too-long']),
    allowed: text,
    maximum: count,
  }),
  'common-name-differs': z.strictObject({ name: text, wanted: text }),
  'common-name-shared': z.strictObject({ name: text, sensor: text }),
  'subject-lacks': z.strictObject({ attributes: names }),
  'country-invalid': z.strictObject({ value: text }),
  'attribute-too-long': z.strictObject({ attribute: text, length: count, limit: count }),
  'subject-order': z.strictObject({ order: names, wanted: names }),
  'san-missing': none,
  'san-lacks-host': z.strictObject({ host: text, names }),
  'san-lacks-common-name': z.strictObject({ name: text }),
  'san-lacks-address': z.strictObject({ names }),
  'san-wildcard': z.strictObject({ name: text }),
  'extended-key-usage': z.strictObject({ wanted: names, has: names }),
  'key-usage': z.strictObject({ wanted: names, has: names }),
  'self-signed': none,
  'valid-until-limit': z.strictObject({ notAfter: text, limit: text }),
  // the key
  'key-missing': none,
  'key-unreadable': z.strictObject({ detail: text }),
  'key-no-key': z.strictObject({ found: looksLikeSchema }),
  'key-several': z.strictObject({ count }),
  'key-not-pem': z.strictObject({ format: writtenAsSchema }),
  /** Locked by a method that is not known here, so that nothing about the key is known. */
  'key-encryption-unknown': z.strictObject({ algorithm: text }),
  'key-holds-certificate': none,
  'key-mismatch': none,
  'key-broken': z.strictObject({ check: text }),
  'key-match-not-checked': z.strictObject({ cause: z.enum(['locked', 'kind-unknown']) }),
  // the passphrase
  'passphrase-wrong': none,
  'passphrase-needed': none,
  'passphrase-unused': none,
  /** The characters themselves are not told: they are part of a secret. */
  'passphrase-characters': z.strictObject({ count, allowed: text }),
  'passphrase-short': z.strictObject({ minimum: count }),
  // the chain
  /** `lies`: the CAs' certificates are there, but in a file where the form does not want them. */
  'chain-missing': z.strictObject({ issuer: text, lies: z.enum(['nowhere', 'behind-leaf', 'file-of-its-own']) }),
  'chain-unreadable': z.strictObject({ detail: text }),
  'chain-no-certificate': z.strictObject({ found: looksLikeSchema }),
  'chain-not-pem': z.strictObject({ format: writtenAsSchema }),
  'chain-holds-key': none,
  'chain-holds-leaf': none,
  'chain-mismatch': z.strictObject({ issuer: text, holds: names }),
  'chain-order': z.strictObject({ is: names, should: names }),
  'chain-incomplete': z.strictObject({ missing: text }),
  'chain-extra': z.strictObject({ subjects: names }),
  'chain-not-ca': z.strictObject({ subject: text }),
  /** A rule of RFC 5280 that has no code of its own here; `detail` is its code in the path's own list. */
  'chain-invalid': z.strictObject({ subject: text, detail: pathFaultCodeSchema }),
  /** A signature on the way up that this program cannot compute. */
  'chain-not-checked': z.strictObject({ subject: text, algorithm: text }),
  // revocation
  'no-distribution-point': none,
  'distribution-point-unused': z.strictObject({ urls: names }),
  /** `another`: a list came from another distribution point, and one is enough. */
  'distribution-point-scheme': z.strictObject({ url: text, scheme: text, another: z.boolean() }),
  'distribution-point-port': z.strictObject({ url: text, port: count }),
  /** Seen from this computer; `proxy` (host:port) where it was asked through one. */
  'crl-unreachable': z.strictObject({
    url: text,
    proxy: text.nullable(),
    problem: crlProblemSchema,
    status: count.optional(),
    another: z.boolean(),
  }),
  'crl-reachable': z.strictObject({ url: text, proxy: text.nullable(), bytes: count }),
  /** No place that a CA of the chain names gave its list. */
  'issuer-crl-unreachable': z.strictObject({ subject: text, urls: names }),
  'crl-not-asked': z.strictObject({ urls: names }),
  /** Where lists of changes are (freshestCRL, RFC 5280 section 4.2.1.15); they are not fetched. */
  'delta-not-asked': z.strictObject({ urls: names }),
  /** A list that was given as a file. */
  'crl-unusable': z.strictObject({ list: text, cause: unknownCauseSchema }),
  /** A list that an address of the certificate serves; `another`: a list from another of them tells its status. */
  'crl-served-unusable': z.strictObject({ url: text, cause: unknownCauseSchema, another: z.boolean() }),
  /** The same at an address of a CA above it. */
  'issuer-crl-unusable': z.strictObject({ url: text, cause: unknownCauseSchema }),
  revoked: z.strictObject({ ...of, serialNumber: text, reason: revocationReasonSchema, revokedAt: text, list: text }),
  'not-revoked': z.strictObject({ list: text, nextUpdate: text.nullable() }),
  'revocation-unknown': z.strictObject({ cause: unknownCauseSchema }),
  // together
  bundle: z.strictObject({ files: names }),
  /** In one slot, of which the form takes one file. */
  'several-files': z.strictObject({ files: names }),
  'left-over': z.strictObject({ files: names }),
  'file-name': z.strictObject({ problem: z.enum(['extension', 'characters']), wanted: text }),
  'not-checked-here': z.strictObject({
    what: z.enum(['sensor-clock', 'sensor-network', 'other-sensors', 'sensor-served']),
  }),
} as const;

export type PrecheckCode = keyof typeof precheckFacts;
export type PrecheckFacts = { [C in PrecheckCode]: z.infer<(typeof precheckFacts)[C]> };

const common = {
  /** The rule of the profile that is broken or could not be judged. */
  rule: text,
  severity: precheckSeveritySchema,
  part: precheckPartSchema,
  /** The file's name without its folder; null where it is about no file. */
  file: text.nullable(),
  /** The appliance's own sentence for it, where one is documented. */
  consoleMessage: text.nullable(),
  /** Where none is documented and the finding fails: the appliance's general sentence, which is what it probably says. */
  consoleLikely: text.nullable(),
  /** Out of the profile: why the rule is there, what it is taken from, and where documents disagree. */
  why: text,
  documents: z.array(documentSchema),
  disagreement: text.nullable(),
  remedy: remedySchema,
};
type Common = z.infer<z.ZodObject<typeof common>>;

/** Typed by its code: `finding.facts` fits `finding.code`. */
export type PrecheckFinding = { [C in PrecheckCode]: Common & { code: C; facts: PrecheckFacts[C] } }[PrecheckCode];

const variants = Object.entries(precheckFacts).map(([code, facts]) =>
  z.strictObject({ ...common, code: z.literal(code), facts }),
);
export const precheckFindingSchema = z.discriminatedUnion(
  'code',
  variants as unknown as [(typeof variants)[number]],
) as unknown as z.ZodType<PrecheckFinding>;

export const precheckSchema = z.strictObject({
  verdict: precheckVerdictSchema,
  profile: z.strictObject({ id: text, name: text }),
  at: text,
  /** Was the appliance's own check of revocation and dates taken to be switched on? */
  validation: z.boolean(),
  /** Most serious first. */
  findings: z.array(precheckFindingSchema),
});
export type Precheck = z.infer<typeof precheckSchema>;

/** A profile as it is offered. `own`: the site dropped it in. */
export const profileSummarySchema = z.strictObject({
  id: text,
  name: text,
  kind: z.enum(['appliance', 'device']),
  /** Of the newest document that it is taken from. */
  asOf: text,
  /** Characters that the appliance takes in a passphrase; null: not documented. */
  alphabet: text.nullable(),
  own: z.boolean(),
});
export type ProfileSummary = z.infer<typeof profileSummarySchema>;

/** What is wrong with a profile that a site dropped in, and where: a line of the file, or a path such as `rules[3].test`. */
export const profileFaultSchema = z.strictObject({ file: text, where: text, problem: text });
export type ProfileFault = z.infer<typeof profileFaultSchema>;
