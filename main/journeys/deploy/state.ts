// What a deploy journey remembers between sessions: facts with the time at which they were found, certificates as
// base64 DER, and where the person's files are. Never what is in those files, and never a passphrase.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  deployProofViewSchema,
  deployTrustViewSchema,
  sensorViewSchema,
} from '../../../preload/contract/deploy-journey.ts';
import { errorSchema } from '../../../preload/contract/errors.ts';
import { precheckSchema } from '../../../preload/contract/precheck.ts';
import { slotSchema, slotsSchema } from '../../../preload/contract/slots.ts';
import { uploadKitSchema } from '../../../preload/contract/upload-kit.ts';

const base64 = z.string();
const time = z.string();
const seenSchema = z.strictObject({ at: time, leaf: base64 });
export type Seen = z.infer<typeof seenSchema>;

export const deployStateSchema = z.strictObject({
  version: z.literal(1),
  id: z.string(),
  kind: z.literal('deploy'),
  createdAt: time,
  updatedAt: time,
  practice: z.boolean(),
  sensor: sensorViewSchema.omit({ now: true, problem: true }).nullable(),
  /** The leaf that the sensor showed when it was asked last; null: it could not be reached, and `problem` says why. */
  now: seenSchema.nullable(),
  problem: errorSchema.nullable(),
  /** The IP address that answered; null where none has, or only a proxy knows it. */
  remote: z.string().nullable(),
  /** The first leaf that was seen, before anything was changed. The proof and the trust step compare with it. */
  old: seenSchema.nullable(),
  choice: z.enum(['new', 'have']).nullable(),
  /** The request of this journey: its id among those that wait, and the SHA-256 of its SubjectPublicKeyInfo. */
  request: z.strictObject({ waiting: z.string(), keySha256: z.string() }).nullable(),
  /** SHA-256 of the certificate that the Lab has signed. */
  lab: z.string().nullable(),
  /** Absolute paths, and the slot that a person chose; null: the content says. */
  files: z.array(z.strictObject({ path: z.string(), slot: slotSchema.nullable() })),
  /** What was in them when they were read last. */
  slots: slotsSchema,
  /** SHA-256 over the content and slot of all files. */
  digest: z.string(),
  /** `basis`: what was judged (`basisOf`). `retyped`: another passphrase was typed since. */
  check: z
    .strictObject({ precheck: precheckSchema, leaf: base64.nullable(), basis: z.string(), retyped: z.boolean() })
    .nullable(),
  /** `path`: the folder, absolute. `chain`: the leaf first, then its issuers. */
  kit: z
    .strictObject({ at: time, kit: uploadKitSchema, path: z.string(), chain: z.array(base64), basis: z.string() })
    .nullable(),
  openedAt: time.nullable(),
  /** `chain`: as the sensor sent it. */
  proof: deployProofViewSchema
    .omit({ served: true })
    .extend({
      served: seenSchema.nullable(),
      chain: z.array(base64),
      // A proof that was kept before there was one.
      name: deployProofViewSchema.shape.name.default(null),
    })
    .nullable(),
  trust: deployTrustViewSchema.omit({ saved: true }).nullable(),
  /** Null also in a journey that was kept before this was remembered. */
  savedRoot: deployTrustViewSchema.shape.saved.default(null),
  receipts: z.array(z.strictObject({ name: z.string(), at: time })),
  undo: z.strictObject({ at: time, verified: z.boolean() }).nullable(),
});
export type DeployState = z.infer<typeof deployStateSchema>;

/** What the sensor, once it has the new certificate, says of it. Another kit voids all of it. */
export const notDeployed = { openedAt: null, proof: null, trust: null, savedRoot: null } satisfies Partial<DeployState>;

/** Of another sensor, nothing that was found out about the first one is true. The person's files stay. */
export const otherSensor = {
  now: null,
  problem: null,
  remote: null,
  old: null,
  check: null,
  kit: null,
  ...notDeployed,
} satisfies Partial<DeployState>;

/** A journey on which nothing has been done yet. `now` is ISO 8601. */
export function newDeployState(id: string, now: string, practice: boolean): DeployState {
  return {
    version: 1,
    id,
    kind: 'deploy',
    createdAt: now,
    updatedAt: now,
    practice,
    sensor: null,
    ...structuredClone(otherSensor),
    choice: null,
    request: null,
    lab: null,
    files: [],
    slots: { files: [], passphrase: 'none' },
    digest: '',
    receipts: [],
    undo: null,
  };
}

/** The name, or else the address, by which people will open the sensor. */
export const hostOf = ({ sensor }: DeployState): string | null => sensor && (sensor.name ?? sensor.host);

/** What a verdict about the files depends on. Another basis makes the verdict stale. */
export function basisOf(state: DeployState): string {
  const facts = [state.digest, hostOf(state), state.sensor?.profile.id, state.sensor?.validation];
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex').toUpperCase();
}
