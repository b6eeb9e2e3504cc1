// What a CA made of a request: what it kept, dropped, changed and added. `same` says that everything that was asked for
// stands in the certificate and no name that nobody asked for; what a CA always adds (dates, CRLs, its own key) is no change.
import { z } from 'zod';
import { type FactsOf, type FindingOf, finding, findingSchemaOf } from './finding.ts';
import { namesSchema, publicKeySchema } from './item.ts';

const text = z.string();
const none = z.strictObject({});
/** The first of them, and how many there are in all. */
const names = z.strictObject({ names: z.array(text), count: z.number() });
/** Empty where it was not there. */
const change = z.strictObject({ asked: z.array(text), issued: z.array(text) });

export const issuedFindings = {
  'same-key': finding('good', none),
  'other-key': finding('bad', none),
  'same-subject': finding('good', none),
  'subject-reordered': finding('good', none),
  'subject-dropped': finding('warn', names),
  'subject-changed': finding('warn', names),
  'subject-added': finding('warn', names),
  'common-name-lost': finding('bad', z.strictObject({ asked: text, issued: text })),
  'names-kept': finding('good', names),
  'names-all-lost': finding('bad', names),
  'names-lost': finding('bad', names),
  'names-added': finding('warn', names),
  'names-never-asked': finding('warn', none),
  'usage-changed': finding('warn', change),
  'purposes-changed': finding('warn', change),
  'server-purpose-lost': finding('bad', change),
  'became-ca': finding('bad', none),
  'ca-refused': finding('warn', none),
  'path-length-changed': finding('warn', none),
  'extensions-dropped': finding('warn', names),
  'already-over': finding('bad', z.strictObject({ notBefore: text, notAfter: text })),
  validity: finding('good', z.strictObject({ notBefore: text, notAfter: text, days: z.number() })),
} as const;

export type IssuedFindingId = keyof typeof issuedFindings;
export type IssuedFindingFacts<I extends IssuedFindingId> = FactsOf<typeof issuedFindings, I>;
export type IssuedFinding = FindingOf<typeof issuedFindings>;
export const issuedFindingSchema = findingSchemaOf(issuedFindings);

const list = z.array(text).optional();
const basic = z.strictObject({ ca: z.boolean(), pathLength: z.number().int().optional() }).optional();

export const issuedComparisonSchema = z.strictObject({
  verdict: z.enum(['same', 'changed', 'other-key']),
  key: z.strictObject({ same: z.boolean(), asked: publicKeySchema, issued: publicKeySchema }),
  subject: z.strictObject({
    asked: text,
    issued: text,
    /** Attribute by attribute, where it is not the same; the order alone is no change. */
    changes: z.array(
      z.strictObject({
        attribute: text,
        change: z.enum(['dropped', 'added', 'changed']),
        asked: text.optional(),
        issued: text.optional(),
      }),
    ),
  }),
  /** Every alternative name of either side. */
  names: z.array(
    z.strictObject({
      kind: z.enum(Object.keys(namesSchema.shape) as ['dns', 'ip', 'email', 'uri', 'other']),
      name: text,
      state: z.enum(['kept', 'dropped', 'added']),
    }),
  ),
  keyUsage: z.strictObject({ asked: list, issued: list }),
  extendedKeyUsage: z.strictObject({ asked: list, issued: list }),
  basicConstraints: z.strictObject({ asked: basic, issued: basic }),
  /** What was asked for through other extensions, and is not there: dotted identifiers. */
  extensionsDropped: z.array(text),
  /** Whole days between the two. */
  validity: z.strictObject({ notBefore: text, notAfter: text, days: z.number().int() }),
  findings: z.array(issuedFindingSchema),
});
export type IssuedComparison = z.infer<typeof issuedComparisonSchema>;
