// The whole bridge, each call once: name, argument, answer. Types on both sides, the preload loop, the pipeline in
// main and the test doubles are derived from this object. Channel names are kept apart (channels.ts) so that the
// preload script need not carry zod.
import { z } from 'zod';
import { rightsPlanSchema } from './activity.ts';
import type { Channel } from './channels.ts';
import { deployActionSchema, deployJourneySchema, deployStepSchema } from './deploy-journey.ts';
import { errorSchema } from './errors.ts';
import { explanationSchema, knownMessageSchema } from './explanation.ts';
import { issuedComparisonSchema } from './issued-comparison.ts';
import { keyCheckSchema } from './key-check.ts';
import { machineCalls } from './machine-calls.ts';
import { precheckSchema, profileFaultSchema, profileSummarySchema } from './precheck.ts';
import { requestFindingSchema } from './request-check.ts';
import { sensorLookSchema } from './sensor-look.ts';
import { slotSchema, slotsSchema } from './slots.ts';
import {
  convertedSchema,
  convertOrderSchema,
  refSchema,
  requestMadeSchema,
  requestOrderSchema,
  requestTextsOrderSchema,
  requestTextsSchema,
  traySchema,
  verifyOrderSchema,
  waitingRequestSchema,
} from './tools.ts';
import { trustActionSchema, trustJourneySchema, trustStepSchema } from './trust-journey.ts';
import { pathVerdictSchema } from './verdict-path.ts';

const none = z.strictObject({});
const short = z.string().max(2_000);
const id = z.string().regex(/^[0-9a-f-]{8,36}$/);
/** Names a piece of long work so that it can be cancelled and its progress be told apart. Made by the renderer. */
const task = z.string().regex(/^[0-9a-z-]{1,40}$/);
/** Absolute paths, from the preload script alone (dropChannels). */
const paths = z.array(z.string().min(1).max(4096)).min(1).max(20_000);
const file = z.number().int().min(0);

export const practiceStateSchema = z.enum([
  'fresh',
  'cn-only',
  'expired',
  'not-yet-valid',
  'wrong-host',
  'rsa-1024',
  'private-ca',
  'private-ca-no-intermediate',
  'replaced',
]);
/** The states that can be chosen. */
export type PracticeState = z.infer<typeof practiceStateSchema>;

export const practiceSchema = z.strictObject({
  running: z.boolean(),
  /** `uploaded` cannot be chosen: it shows what was uploaded to it, until it is stopped or another state is chosen. */
  state: z.enum([...practiceStateSchema.options, 'uploaded']),
  /** host:port to type in step 1; empty while it is not running. */
  address: z.string(),
  name: z.string(),
  /** What the appliance would show on its own screen, for the compare step. */
  sha256: z.string(),
  /** SHA-256 of the root whose certificates can be saved to a file, as the PKI desk would tell it; null: no CA. */
  caSha256: z.string().nullable(),
});
export type Practice = z.infer<typeof practiceSchema>;

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  lastProxy: z.string().nullable(),
  lastScope: z.enum(['machine', 'user']).nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const journeySchema = z.discriminatedUnion('kind', [trustJourneySchema, deployJourneySchema]);
export type Journey = z.infer<typeof journeySchema>;
export type JourneyKind = Journey['kind'];
export const actionSchema = z.union([trustActionSchema, deployActionSchema]);
export type Action = z.infer<typeof actionSchema>;
/** The journey that an action belongs to. */
export type JourneyOf<K extends JourneyKind> = Extract<Journey, { kind: K }>;

const summary = {
  id: z.string(),
  title: z.string(),
  practice: z.boolean(),
  stepNumber: z.number().int(),
  stepCount: z.number().int(),
  finished: z.boolean(),
  updatedAt: z.string(),
  changes: z.number().int(),
};
export const journeySummarySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('trust'), current: trustStepSchema, ...summary }),
  z.strictObject({ kind: z.literal('deploy'), current: deployStepSchema, ...summary }),
]);
export type JourneySummary = z.infer<typeof journeySummarySchema>;

export const appInfoSchema = z.strictObject({
  version: z.string(),
  platform: z.enum(['win32', 'darwin', 'linux']),
  electron: z.string(),
  chromium: z.string(),
  language: z.string(),
  /** What went wrong at the start without keeping the app from working, as damaged settings that were set aside. */
  troubles: z.array(errorSchema),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

export const progressSchema = z.strictObject({
  task,
  stage: z.enum([
    'connect',
    'handshake',
    'clock',
    'waiting-for-rights',
    'writing',
    'reading-back',
    'asking-chromium',
    'resolving',
    'reading-files',
    'making-key',
    'testing',
    'fetching-crl',
    'waiting-for-sensor',
  ]),
  /** Of files, of questions; seconds for `waiting-for-sensor`. */
  done: z.number().int(),
  total: z.number().int(),
  /** What the sensor showed at the last look: no answer, the certificate from before, or neither that nor the new one. */
  seen: z.enum(['nothing', 'old', 'other']).optional(),
});
export type Progress = z.infer<typeof progressSchema>;

export const calls = {
  'app.info': { argument: none, answer: appInfoSchema },
  'settings.read': { argument: none, answer: settingsSchema },
  'settings.write': { argument: settingsSchema.partial(), answer: settingsSchema },
  'journeys.list': { argument: none, answer: z.array(journeySummarySchema) },
  'journeys.start': {
    argument: z.strictObject({
      kind: z.enum(['trust', 'deploy']),
      practice: z.boolean(),
      /** Address and proxy of a trust journey that begins where another journey knows the sensor already. */
      address: short.nullable().optional(),
      proxy: short.nullable().optional(),
    }),
    answer: journeySchema,
  },
  'journeys.open': { argument: z.strictObject({ id }), answer: journeySchema },
  'journeys.act': { argument: z.strictObject({ id, task, action: actionSchema }), answer: journeySchema },
  'journeys.forget': { argument: z.strictObject({ id }), answer: none },
  'practice.status': { argument: none, answer: practiceSchema },
  'practice.start': { argument: z.strictObject({ state: practiceStateSchema }), answer: practiceSchema },
  'practice.stop': { argument: none, answer: practiceSchema },
  /** Saves the practice CA's certificates to a file, as the PKI desk would hand them over. False: dialog was closed. */
  'practice.saveCa': { argument: none, answer: z.strictObject({ saved: z.boolean() }) },
  /** What is on the tray. There is one tray; it is emptied when the window goes. */
  'tools.tray': { argument: z.strictObject({ show: z.number().int().min(1).max(1000) }), answer: traySchema },
  /** Main's dialog; closing it changes nothing. The answer is the whole tray. */
  'tools.choose': { argument: z.strictObject({ task }), answer: traySchema },
  /** Paths come from the preload script, which has them from the files that were dropped (see preload/index.ts). */
  'tools.drop': {
    argument: z.strictObject({ task, paths }),
    answer: traySchema,
  },
  /** PEM or Base64 text off the clipboard, which main reads itself. */
  'tools.paste': { argument: z.strictObject({ task }), answer: traySchema },
  'tools.unlock': {
    argument: z.strictObject({ task, file: z.number().int(), passphrase: z.string().max(1024) }),
    answer: traySchema,
  },
  'tools.remove': { argument: z.strictObject({ file: z.number().int() }), answer: traySchema },
  'tools.clear': { argument: none, answer: traySchema },
  'tools.convert': { argument: z.strictObject({ task, order: convertOrderSchema }), answer: convertedSchema },
  'tools.makeRequest': { argument: z.strictObject({ task, order: requestOrderSchema }), answer: requestMadeSchema },
  /** The texts alone: for a key that is to be made elsewhere. Nothing is made or kept. */
  'tools.requestTexts': { argument: z.strictObject({ order: requestTextsOrderSchema }), answer: requestTextsSchema },
  /** Saves one of the texts that were last told to a file. False: the dialog was closed. */
  'tools.saveText': {
    argument: z.strictObject({ kind: z.enum(['inf', 'opensslConfig']) }),
    answer: z.strictObject({ saved: z.boolean() }),
  },
  'tools.waiting': { argument: none, answer: z.array(waitingRequestSchema) },
  /** The request package for a stick: a new folder where the person says. Null: the dialog was closed. */
  'tools.packWaiting': {
    argument: z.strictObject({ id }),
    answer: z.strictObject({ saved: z.strictObject({ folder: z.string(), files: z.array(z.string()) }).nullable() }),
  },
  'tools.forgetWaiting': {
    argument: z.strictObject({ id }),
    answer: z.array(waitingRequestSchema),
  },
  /**
   * Puts a waiting request on the tray, to be compared with the certificate that answers it, and its key file where it
   * is still in its place.
   */
  'tools.addWaiting': { argument: z.strictObject({ id }), answer: traySchema },
  /** Shows a file in its folder, in the system's own file manager: of a waiting request, or (null) the last one written. */
  'tools.reveal': { argument: z.strictObject({ waiting: id.nullable() }), answer: none },
  /** Of a private key or a request; null for what the object is not. */
  'tools.test': {
    argument: z.strictObject({ task, ref: refSchema }),
    answer: z.strictObject({
      key: z.array(keyCheckSchema).nullable(),
      request: z.array(requestFindingSchema).nullable(),
    }),
  },
  'tools.compare': {
    argument: z.strictObject({ request: refSchema, certificate: refSchema }),
    answer: issuedComparisonSchema,
  },
  'tools.verify': { argument: z.strictObject({ task, order: verifyOrderSchema }), answer: pathVerdictSchema },
  /** The built-in profiles and the site's own; `faults`: those of the site that cannot be used. */
  'profiles.list': {
    argument: none,
    answer: z.strictObject({ profiles: z.array(profileSummarySchema), faults: z.array(profileFaultSchema) }),
  },
  /** Shows the folder that a site drops its own profiles into; made where absent. */
  'profiles.openFolder': { argument: none, answer: none },
  'deploy.drop': { argument: z.strictObject({ id, task, paths }), answer: deployJourneySchema },
  /**
   * A passphrase that the profile's appliance takes. It is the one secret that main tells the page: the person has to
   * read it and type it into the appliance's form. The page keeps it in the input field alone; main forgets it at once.
   */
  'deploy.newPassphrase': {
    argument: z.strictObject({ profile: z.string().max(100) }),
    answer: z.strictObject({ passphrase: z.string() }),
  },
  /** Files in slots without a journey, for the troubleshooter. There is one such set; it goes with the window. */
  'slots.view': { argument: none, answer: slotsSchema },
  /** Main's dialog; closing it changes nothing. */
  'slots.choose': { argument: z.strictObject({ task }), answer: slotsSchema },
  'slots.drop': { argument: z.strictObject({ task, paths }), answer: slotsSchema },
  'slots.place': { argument: z.strictObject({ file, slot: slotSchema }), answer: slotsSchema },
  'slots.remove': { argument: z.strictObject({ file }), answer: slotsSchema },
  'slots.clear': { argument: none, answer: slotsSchema },
  /** Empty: forget it. */
  'slots.passphrase': { argument: z.strictObject({ passphrase: z.string().max(1024) }), answer: slotsSchema },
  'slots.check': {
    argument: z.strictObject({
      task,
      profile: z.string().max(100),
      host: short.nullable(),
      proxy: short.nullable(),
      validation: z.boolean(),
    }),
    answer: precheckSchema,
  },
  /** What a message means. The text is looked through and forgotten; of a long one, the beginning and the end. */
  'troubleshoot.explain': { argument: z.strictObject({ text: z.string().max(1_000_000) }), answer: explanationSchema },
  'troubleshoot.messages': { argument: none, answer: z.array(knownMessageSchema) },
  /** One look at a sensor; nothing of it is kept. */
  'troubleshoot.look': {
    argument: z.strictObject({ task, address: short, proxy: short.nullable() }),
    answer: sensorLookSchema,
  },
  /** What an action of a journey would change, before it is asked for. Changes nothing. */
  'journeys.plan': { argument: z.strictObject({ id, action: actionSchema }), answer: rightsPlanSchema },
  ...machineCalls,
  'tasks.cancel': { argument: z.strictObject({ task }), answer: none },
  /** As long as the script of many changes may be. */
  'clipboard.copy': { argument: z.strictObject({ text: z.string().max(200_000) }), answer: none },
} as const satisfies Record<Channel, { argument: z.ZodType; answer: z.ZodType }>;

export type Calls = typeof calls;
export type Argument<C extends Channel> = z.input<Calls[C]['argument']>;
export type Answer<C extends Channel> = z.output<Calls[C]['answer']>;
