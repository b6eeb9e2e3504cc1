// The deploy journey as both sides see it: from "this sensor needs a certificate" to the sensor serving it. What the
// steps found out (views) and what a person can ask of it (actions). Facts only; assets/text makes the sentences.
import { z } from 'zod';
import { errorSchema } from './errors.ts';
import { certificateItemSchema } from './item.ts';
import { precheckSchema } from './precheck.ts';
import { slotSchema, slotsSchema } from './slots.ts';
import { keyKindSchema, waitingRequestSchema } from './tools.ts';
import { changeViewSchema, clientSchema, stepStateSchema, storeScopeSchema, verdictSchema } from './trust-journey.ts';
import { kitPassphraseSchema, uploadKitSchema } from './upload-kit.ts';

const text = z.string();
const time = z.string();
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

export const deployStepIds = [
  'sensor', // which sensor, under which name, by which rules; what it serves now
  'request', // a new key and request, or "I have the files"
  'files', // key, CRT, PEM chain, passphrase, CRL
  'check', // will it take them
  'kit', // exactly what the form asks for, in a folder
  'upload', // the form, field by field
  'proof', // the sensor serves it
  'trust', // the old entry goes, the issuing root comes
  'done',
] as const;
export const deployStepSchema = z.enum(deployStepIds);
export type DeployStepId = z.infer<typeof deployStepSchema>;

/** Where the form is met: the wizard of the first sign-in (seeds 001 and 002), or System settings later. */
export const consoleScreenSchema = z.enum(['first-login', 'system-settings']);
export type ConsoleScreen = z.infer<typeof consoleScreenSchema>;

export const servedSchema = z.strictObject({ at: time, leaf: certificateItemSchema });
export const sensorViewSchema = z.strictObject({
  /** As typed. */
  address: text,
  host: text,
  port: z.number().int(),
  kind: z.enum(['name', 'ipv4', 'ipv6']),
  /** host:port of an HTTP proxy, if one is used. */
  proxy: text.nullable(),
  /** The name by which people will open it; null where it is opened by its address alone. */
  name: text.nullable(),
  profile: z.strictObject({ id: text, name: text }),
  validation: z.boolean(),
  screen: consoleScreenSchema,
  /** What it served when it was last asked; null: it was not reached, and `problem` says why. */
  now: servedSchema.nullable(),
  problem: errorSchema.nullable(),
});
export type SensorView = z.infer<typeof sensorViewSchema>;

export const deployRequestViewSchema = z.strictObject({
  /** null: not decided. */
  choice: z.enum(['new', 'have']).nullable(),
  /** The request of this journey, while its certificate is awaited. */
  waiting: waitingRequestSchema.nullable(),
  /** What the profile wants in a request for this sensor. */
  suggestion: z.strictObject({
    subject: z.array(z.strictObject({ type: text, value: text })),
    sans: z.array(text),
    keyKind: keyKindSchema,
    /** Those that the profile asks for; of others it refuses some, or does not name them. Empty: no profile. */
    keyKinds: z.array(keyKindSchema),
    /** Attributes of the subject without which the profile refuses the certificate: `C`, `O`, `OU`, `CN`. */
    required: z.array(text),
    /** Characters that the appliance takes in a passphrase; null: not documented. */
    alphabet: text.nullable(),
  }),
  /** The certificate came from the Lab: good for tests only. */
  lab: z.boolean(),
});
export type DeployRequestView = z.infer<typeof deployRequestViewSchema>;

export const deployCheckViewSchema = z.strictObject({
  precheck: precheckSchema,
  /** The leaf that was judged. */
  leaf: certificateItemSchema.nullable(),
  /** Files, passphrase or sensor have changed since. */
  stale: z.boolean(),
});
export type DeployCheckView = z.infer<typeof deployCheckViewSchema>;

export const deployKitViewSchema = z.strictObject({ at: time, kit: uploadKitSchema, stale: z.boolean() });
export type DeployKitView = z.infer<typeof deployKitViewSchema>;

/** The form's fields, in the order of the firmware's screen. `value` is what to enter or which file of the kit to choose. */
export const formFieldSchema = z.strictObject({
  field: z.enum(['option', 'name', 'passphrase', 'key', 'crt', 'chain', 'validation', 'save']),
  /** As the screen has it: `Private Key (KEY file)`. */
  label: text,
  optional: z.boolean(),
  /** null: leave it empty, or (passphrase) only the person knows it. */
  value: text.nullable(),
});
export type FormField = z.infer<typeof formFieldSchema>;
export const deployUploadViewSchema = z.strictObject({
  url: text,
  /** How to get to the screen: `System settings › Basic › SSL/TLS Certificate`. */
  way: z.array(text),
  fields: z.array(formFieldSchema),
  openedAt: time.nullable(),
  /** The same from the sensor's own command line, where its version has it. */
  commandLine: text.nullable(),
});
export type DeployUploadView = z.infer<typeof deployUploadViewSchema>;

export const deployProofViewSchema = z.strictObject({
  at: time,
  /** SHA-256 of the leaf in the kit. */
  expected: sha256,
  served: servedSchema.nullable(),
  /** new: fingerprint equal. old: still what it served before. other: neither. unreachable: `problem` says why. */
  state: z.enum(['new', 'old', 'other', 'unreachable']),
  problem: errorSchema.nullable(),
  /** Are the intermediates sent along? Names (RFC 4514) of those that are missing. */
  notSent: z.array(text),
  /**
   * What this computer's resolver says of the sensor's name; null where the sensor has none, or it was not asked yet.
   * Through a proxy it is the proxy that resolves: then there are no addresses, and the certificate tells where it leads.
   */
  name: z.strictObject({ name: text, addresses: z.array(text), leadsHere: z.boolean() }).nullable(),
  /** Chromium's verdict on the address and on the name (`tunnel` where it does not lead to the sensor); empty where the new certificate was not seen. */
  verdicts: z.array(verdictSchema),
});
export type DeployProofView = z.infer<typeof deployProofViewSchema>;

/** Entries of the stores that the change makes stale or necessary. */
export const trustEntrySchema = z.strictObject({
  sha256,
  subject: text,
  store: text,
  scope: storeScopeSchema,
  needsRights: z.boolean(),
  readers: z.array(clientSchema),
});
export const deployTrustViewSchema = z.strictObject({
  at: time,
  /** The certificate that the sensor served before, where a store of this computer still trusts it. */
  old: z.array(trustEntrySchema),
  /** The root of the new chain: null where the chain holds none. */
  root: z
    .strictObject({
      item: certificateItemSchema,
      /** Stores that hold it, and those that could take it. */
      present: z.array(trustEntrySchema),
      offers: z.array(trustEntrySchema),
    })
    .nullable(),
  /** The file under which the root was saved last, without its folder. */
  saved: z.strictObject({ name: text, at: time }).nullable(),
});
export type DeployTrustView = z.infer<typeof deployTrustViewSchema>;

export const deployDoneViewSchema = z.strictObject({
  changes: z.array(changeViewSchema),
  /** https URL that opens here without a warning: by name only where that leads to the sensor; null: none does. */
  url: text.nullable(),
  /** The new certificate was seen on the sensor. */
  served: z.boolean(),
  receipts: z.array(z.strictObject({ name: text, at: time })),
  /** The same by hand: commands for the ticket and for other PCs. */
  commands: z.array(text),
  undoneAt: time.nullable(),
  undoVerified: z.boolean().nullable(),
});
export type DeployDoneView = z.infer<typeof deployDoneViewSchema>;

export const deployJourneySchema = z.strictObject({
  id: text,
  kind: z.literal('deploy'),
  createdAt: time,
  updatedAt: time,
  practice: z.boolean(),
  current: deployStepSchema,
  steps: z.array(z.strictObject({ id: deployStepSchema, state: stepStateSchema })),
  sensor: sensorViewSchema.nullable(),
  request: deployRequestViewSchema.nullable(),
  files: slotsSchema,
  check: deployCheckViewSchema.nullable(),
  kit: deployKitViewSchema.nullable(),
  upload: deployUploadViewSchema.nullable(),
  proof: deployProofViewSchema.nullable(),
  trust: deployTrustViewSchema.nullable(),
  done: deployDoneViewSchema,
});
export type DeployJourney = z.infer<typeof deployJourneySchema>;

const short = z.string().max(2_000);
const file = z.number().int().min(0);
/** Everything that a person can ask of the deploy journey. Main opens the dialogs; no action carries a path. */
export const deployActionSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('deploy-sensor'),
    address: short,
    proxy: short.nullable(),
    name: short.nullable(),
    profile: z.string().max(100),
    validation: z.boolean(),
    screen: consoleScreenSchema,
  }),
  /** Asks the sensor again what it serves. */
  z.strictObject({ type: z.literal('deploy-look') }),
  /**
   * `new` where a request is attached already starts over: the request, its key and its certificate leave the journey
   * (chain and revocation lists stay), and the request stays among those that wait. `have` keeps everything.
   */
  z.strictObject({ type: z.literal('deploy-choose-way'), way: z.enum(['new', 'have']) }),
  /** Takes a request that was made (calls `tools.makeRequest`) as the one of this journey; its key file is added. */
  z.strictObject({ type: z.literal('deploy-attach-request'), waiting: z.string().max(40) }),
  /** The Lab signs the journey's request with a CA that is made for it and gone after it. Main asks for the folder. */
  z.strictObject({ type: z.literal('deploy-lab-sign') }),
  z.strictObject({ type: z.literal('deploy-add-files') }),
  z.strictObject({ type: z.literal('deploy-place-file'), file, slot: slotSchema }),
  z.strictObject({ type: z.literal('deploy-remove-file'), file }),
  z.strictObject({ type: z.literal('deploy-clear-files') }),
  /** Empty: forget it. It goes to main once and is kept in memory only. */
  z.strictObject({ type: z.literal('deploy-passphrase'), passphrase: z.string().max(1024) }),
  z.strictObject({ type: z.literal('deploy-validation'), validation: z.boolean() }),
  z.strictObject({ type: z.literal('deploy-check') }),
  z.strictObject({ type: z.literal('deploy-kit'), passphrase: kitPassphraseSchema }),
  z.strictObject({ type: z.literal('deploy-reveal-kit') }),
  z.strictObject({ type: z.literal('deploy-open-console') }),
  /**
   * Asks until the new certificate is served, or for a while; then Chromium. Who cancels keeps what the last look has
   * found. While it waits, the progress counts seconds and says what was `seen`.
   */
  z.strictObject({ type: z.literal('deploy-proof') }),
  z.strictObject({ type: z.literal('deploy-read-trust') }),
  // What is removed or trusted is named, so that nothing else can take its place meanwhile.
  z.strictObject({ type: z.literal('deploy-remove-old'), sha256, scope: storeScopeSchema }),
  z.strictObject({ type: z.literal('deploy-trust-root'), sha256, scope: storeScopeSchema }),
  /** The root of the kit's chain as a DER file, under the name that the commands use. `not-yet` where there is none. */
  z.strictObject({ type: z.literal('deploy-save-root') }),
  z.strictObject({ type: z.literal('deploy-receipt'), format: z.enum(['html', 'json']) }),
  z.strictObject({ type: z.literal('deploy-undo') }),
  z.strictObject({ type: z.literal('deploy-open-in-browser') }),
]);
export type DeployAction = z.infer<typeof deployActionSchema>;
