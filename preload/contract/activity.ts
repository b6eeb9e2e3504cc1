// What Certwright changed on this computer, as both sides see it: the list of changes, taking them back, the kept copies
// of the hosts file, and what will be done before anyone is asked for rights. Facts only; assets/text makes the sentences.
import { z } from 'zod';
import { diffLineSchema } from './trust-journey.ts';

const time = z.string();
const sha256 = z.string().regex(/^[0-9A-F]{64}$/);

export const changeKindSchema = z.enum([
  'trust-added',
  'trust-removed',
  'hosts-line-added',
  'hosts-line-removed',
  'hosts-restored',
]);
export type ChangeKind = z.infer<typeof changeKindSchema>;

/** A change in words for people; `what` is the certificate's subject (RFC 4514), the hosts line, or the copy's time. */
export const describedChangeSchema = z.strictObject({
  kind: changeKindSchema,
  /** The store's or the file's name for people. */
  target: z.string(),
  what: z.string(),
  /** SHA-256 of the certificate, upper-case hex. */
  thumbprint: z.string().nullable(),
});
export type DescribedChange = z.infer<typeof describedChangeSchema>;

/**
 * in-force: done, and it can be taken back. taken-back: undone. failed: nothing was changed. half-done: stopped in the middle
 * (a crash, a power cut), and only more rights can finish it. running: under way now, in this or another window.
 * left: somebody changed it since, and the person let theirs stand.
 */
export const activityStateSchema = z.enum(['in-force', 'taken-back', 'failed', 'half-done', 'running', 'left']);
export type ActivityState = z.infer<typeof activityStateSchema>;

export const activityEntrySchema = z.strictObject({
  id: z.string(),
  /** When it was begun. */
  at: time,
  /** When the state was written. */
  changedAt: time,
  change: describedChangeSchema,
  state: activityStateSchema,
  /** What the world says now: as we left it, gone, changed by somebody; null: not checked. */
  now: z.enum(['as-left', 'gone', 'changed']).nullable(),
  /** SHA-256 of the hosts file before and after; null for certificates, and where an older version did not write it. */
  before: sha256.nullable(),
  after: sha256.nullable(),
  /** The journey that it belongs to. `by`: its kind; `forgotten` where the app no longer knows it. */
  journey: z.strictObject({
    id: z.string(),
    by: z.enum(['trust', 'deploy', 'command-line', 'activity', 'forgotten']),
    /** The sensor, as the journey's title has it; null where that is not known. */
    title: z.string().nullable(),
  }),
  undoable: z.boolean(),
  /** Will taking it back ask for rights? */
  needsRights: z.boolean(),
});
export type ActivityEntry = z.infer<typeof activityEntrySchema>;

export const activitySchema = z.strictObject({
  /** Latest first. */
  entries: z.array(activityEntrySchema),
  /** Ids of the changes that the app finished, or found out about, at this start, after a crash. */
  repaired: z.array(z.string()),
  /** Ids of changes that had been taken back and were found in force again since this start. */
  cameBack: z.array(z.string()),
  /** Bytes of a last record that a crash had torn, and that are kept. */
  torn: z.number().int(),
  /**
   * The hosts file had lost its name in a crash, in the middle of its replacement. `put-back`: it has it again since this
   * start. `missing`: still not, as that takes more rights; the next change of it does it. `stranded`: the absolute path
   * that it had, or has. Left out where nothing of this is so.
   */
  hostsFile: z
    .strictObject({ state: z.enum(['put-back', 'missing']), file: z.string(), stranded: z.string() })
    .optional(),
  /**
   * What carries our mark, though this journal does not know of it: written by the saved script, by another user's
   * Certwright or an administrator's, or the journal was lost. Left out where there is none, as far as could be read.
   */
  unrecorded: z
    .strictObject({
      /** Path of the hosts file. */
      file: z.string(),
      /** Bounded, in file order; `line` from 1. `more` are not shown. */
      lines: z.array(z.strictObject({ line: z.int().positive(), name: z.string(), text: z.string() })),
      more: z.int().nonnegative(),
      /** How many, in all stores that can be read. */
      certificates: z.int().nonnegative(),
    })
    .optional(),
});
export type Activity = z.infer<typeof activitySchema>;

export const undoneSchema = z.strictObject({
  activity: activitySchema,
  /** Ids of what was taken back now. */
  ids: z.array(z.string()),
  /** Ids of those that were let stand: what is there now does not carry our mark. */
  left: z.array(z.string()),
  /** Was the world read back, and is nothing of `ids` left? */
  verified: z.boolean(),
});
export type UndoneAnswer = z.infer<typeof undoneSchema>;

export const backupSchema = z.strictObject({
  sha256,
  at: time,
  /** File name, without its folder. */
  name: z.string(),
  bytes: z.number().int(),
  /** The hosts file has these bytes now. */
  isNow: z.boolean(),
  /** The change of ours that it was kept before; null where the journal knows none. */
  keptBefore: describedChangeSchema.nullable(),
});
export type Backup = z.infer<typeof backupSchema>;

export const backupsSchema = z.strictObject({
  /** The hosts file, and the folder with its copies, for people. */
  file: z.string(),
  folder: z.string(),
  /** SHA-256 of the hosts file now: a restore proves with it that it replaces what was seen. */
  now: sha256,
  /** Latest first. */
  backups: z.array(backupSchema),
});
export type Backups = z.infer<typeof backupsSchema>;

/** From the hosts file as it is now to the copy: what a restore would do. Bounded; `left` lines are not shown. */
export const backupDiffSchema = z.strictObject({
  now: sha256,
  sha256,
  diff: z.array(diffLineSchema),
  left: z.number().int(),
});
export type BackupDiff = z.infer<typeof backupDiffSchema>;

/** What a change did, or taking changes back would do, to the hosts file. Bounded; `left` lines are not shown. */
export const undoDiffSchema = z.strictObject({ diff: z.array(diffLineSchema), left: z.number().int() });
export type UndoDiff = z.infer<typeof undoDiffSchema>;

/** How the system will ask: `nobody` where no rights are needed, or this process has them; `none`: there is no way here. */
export const rightsWaySchema = z.enum(['uac', 'pkexec', 'sudo', 'osascript', 'nobody', 'none']);
export type RightsWay = z.infer<typeof rightsWaySchema>;

/** What is about to be done, before anyone is asked for rights. What is right already is left out. */
export const rightsPlanSchema = z.strictObject({
  changes: z.array(z.strictObject({ ...describedChangeSchema.shape, needsRights: z.boolean() })),
  way: rightsWaySchema,
  /**
   * Does and undoes the same by hand. PowerShell on Windows, sh elsewhere. Null where nothing is to be done, and where only
   * the app can do it: that there is no script keeps nobody from going on.
   */
  script: z
    .strictObject({
      language: z.enum(['powershell', 'sh']),
      /** The file name that it is offered under. */
      name: z.string(),
      text: z.string(),
    })
    .nullable(),
});
export type RightsPlan = z.infer<typeof rightsPlanSchema>;
export type ChangeScript = NonNullable<RightsPlan['script']>;
