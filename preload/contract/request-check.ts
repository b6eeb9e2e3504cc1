// What the test of a certificate request can find, in the order of the guide: signature, key, subject, names, the rest.
import { z } from 'zod';
import { type FactsOf, type FindingOf, finding, findingSchemaOf } from './finding.ts';
import { requestItemSchema } from './item.ts';

const text = z.string();
const none = z.strictObject({});
const algorithm = z.strictObject({ algorithm: text });
/** `RSA 2048`, `P-256`, `Ed25519`. */
const key = z.strictObject({ key: text });
const name = z.strictObject({ name: text });
/** The first of them, and how many there are in all. */
const names = z.strictObject({ names: z.array(text), count: z.number() });

export const requestFindings = {
  'signature-good': finding('good', algorithm),
  'signature-bad': finding('bad', algorithm),
  'signature-not-checked': finding('not-checked', algorithm),
  'hash-weak': finding('warn', algorithm),
  'version-wrong': finding('warn', z.strictObject({ version: z.number() })),
  'key-good': finding('good', key),
  'key-small': finding('bad', z.strictObject({ key: text, least: z.number() })),
  'key-large': finding('warn', key),
  'key-exponent-small': finding('warn', z.strictObject({ exponent: z.number() })),
  'key-invalid': finding('bad', key),
  'key-unusual': finding('warn', key),
  'key-curve-unnamed': finding('bad', none),
  'key-not-checked': finding('not-checked', key),
  'names-missing': finding('bad', none),
  'common-name-good': finding('good', name),
  'common-name-missing': finding('warn', none),
  'common-name-several': finding('warn', names),
  'common-name-not-host': finding('warn', name),
  'attribute-too-long': finding('bad', z.strictObject({ attribute: text, length: z.number(), limit: z.number() })),
  'country-invalid': finding('bad', z.strictObject({ value: text })),
  'san-good': finding('good', names),
  'san-missing': finding('warn', none),
  'common-name-in-san': finding('good', name),
  'common-name-not-in-san': finding('warn', name),
  'san-malformed': finding('bad', names),
  'san-address-as-name': finding('warn', names),
  'san-wildcard': finding('warn', names),
  'asks-for-ca': finding('warn', none),
  'key-usage-lacks-signature': finding('warn', none),
  'purpose-lacks-server': finding('warn', z.strictObject({ purposes: z.array(text) })),
  'challenge-password': finding('warn', none),
} as const;

export type RequestFindingId = keyof typeof requestFindings;
export type RequestFindingFacts<I extends RequestFindingId> = FactsOf<typeof requestFindings, I>;
export type RequestFinding = FindingOf<typeof requestFindings>;
export const requestFindingSchema = findingSchemaOf(requestFindings);

export const requestCheckSchema = z.strictObject({
  request: requestItemSchema,
  findings: z.array(requestFindingSchema),
});
export type RequestCheck = z.infer<typeof requestCheckSchema>;
