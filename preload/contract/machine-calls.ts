// The calls about what was changed on this computer: Activity, the copies of the hosts file, the trusted certificates. Part
// of calls.ts, which is the whole bridge.
import { z } from 'zod';
import {
  activitySchema,
  backupDiffSchema,
  backupsSchema,
  rightsPlanSchema,
  undoDiffSchema,
  undoneSchema,
} from './activity.ts';
import { storeIdSchema, trustedViewSchema } from './trusted.ts';

const none = z.strictObject({});
/** As in calls.ts. */
const task = z.string().regex(/^[0-9a-z-]{1,40}$/);
const hash = z.string().regex(/^[0-9A-F]{64}$/);
const changeId = z.string().regex(/^[0-9a-f-]{8,36}$/);
const changeIds = z.array(changeId).min(1).max(10_000);
/** Certificates of the list, each in one store. */
const certificates = z
  .array(z.strictObject({ store: storeIdSchema, sha256: hash }))
  .min(1)
  .max(1_000);

export const machineCalls = {
  /** Every change of this computer that the journal knows, with what the world says of it now. */
  'activity.list': { argument: none, answer: activitySchema },
  /** What `activity.undo` would do, with its failures. */
  'activity.plan': { argument: z.strictObject({ ids: changeIds, anyway: z.boolean() }), answer: rightsPlanSchema },
  /** What `activity.undo` would do to the hosts file `anyway`: what somebody wrote since, and would lose, is in it. */
  'activity.diff': { argument: z.strictObject({ ids: changeIds }), answer: undoDiffSchema },
  /** What this change made of the hosts file. `backup-missing` where a copy of it from before or after is not kept. */
  'activity.made': { argument: z.strictObject({ id: changeId }), answer: undoDiffSchema },
  /**
   * Takes changes back, latest first. `undo-conflict` where somebody changed the same since: then nothing is done, until it
   * is asked for again with `anyway`.
   */
  'activity.undo': {
    argument: z.strictObject({ task, ids: changeIds, anyway: z.boolean() }),
    answer: undoneSchema,
  },
  /** Lets stand what somebody made of these changes: they are no longer ours to take back. Changes nothing outside. */
  'activity.leave': { argument: z.strictObject({ ids: changeIds }), answer: activitySchema },
  /** For the change ticket: no secrets. `journey`: only its changes. Answers with the file's name; null: closed. */
  'activity.export': {
    argument: z.strictObject({ format: z.enum(['html', 'json']), journey: z.string().max(100).nullable() }),
    answer: z.strictObject({ saved: z.string().nullable() }),
  },
  /** The kept copies of the hosts file. Nothing here ever deletes one. */
  'backups.list': { argument: none, answer: backupsSchema },
  'backups.diff': { argument: z.strictObject({ sha256: hash }), answer: backupDiffSchema },
  'backups.plan': { argument: z.strictObject({ sha256: hash, before: hash }), answer: rightsPlanSchema },
  /** Puts a copy in the hosts file's place; `before` is the hash of the file that was seen. A change like any other. */
  'backups.restore': { argument: z.strictObject({ task, sha256: hash, before: hash }), answer: backupsSchema },
  'trusted.list': { argument: none, answer: trustedViewSchema },
  /** Looks at the sensors again, so that it is known what is still needed. */
  'trusted.look': { argument: z.strictObject({ task }), answer: trustedViewSchema },
  'trusted.plan': { argument: z.strictObject({ certificates }), answer: rightsPlanSchema },
  'trusted.remove': { argument: z.strictObject({ task, certificates }), answer: trustedViewSchema },
  /** Takes one that is not there any more off the list. Changes nothing outside. */
  'trusted.leave': { argument: z.strictObject({ store: storeIdSchema, sha256: hash }), answer: trustedViewSchema },
  /** Saves the script of the plan that was asked for last. The name of the file; null: the dialog was closed. */
  'rights.saveScript': { argument: none, answer: z.strictObject({ saved: z.string().nullable() }) },
} as const;
