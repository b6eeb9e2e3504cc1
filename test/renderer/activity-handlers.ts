// Activity and the kept copies in the double: what is taken back leaves the list, unless the scenario wants otherwise.
import type { Activity, Backups } from '../../preload/contract/activity.ts';
import type { Progress } from '../../preload/contract/calls.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import type { Handlers } from './double.ts';
import { activityOf, backupsOf, copies, largeDiff, sameLines, smallDiff } from './fixtures/activity.ts';
import { freePlan } from './fixtures/rights.ts';
import type { Scenario } from './fixtures/scenario.ts';
import type { Pending } from './tool-handlers.ts';

const isError = (given: object): given is AppError => 'code' in given;
const refused = (error: AppError) => ({ ok: false as const, error });

export function activityHandlers(scenario: Scenario, pending: Pending, tell: (progress: Progress) => void): Handlers {
  const { activity: given, activityFails: fails, backups: kept } = scenario;
  let activity: Activity = given === undefined || isError(given) ? activityOf([]) : given;
  let backups: Backups = kept === undefined || isError(kept) ? copies : kept;
  const never = (task: string, stage: Progress['stage']): Promise<Result<never>> =>
    new Promise((resolve) => {
      pending.set(task, resolve);
      setTimeout(() => tell({ task, stage, done: 0, total: 1 }), 50);
    });
  const become = (ids: readonly string[], state: 'taken-back' | 'left') => {
    activity = {
      ...activity,
      entries: activity.entries.map((entry) =>
        ids.includes(entry.id) && entry.undoable
          ? { ...entry, state, now: state === 'left' ? entry.now : null, undoable: false }
          : entry,
      ),
    };
  };
  const planned = () => {
    const answer = scenario.plan ?? freePlan;
    return isError(answer) ? refused(answer) : ok(answer);
  };
  const meantBy = (ids: readonly string[]) =>
    activity.entries.filter(({ id, undoable }) => undoable && ids.includes(id));
  const conflictAmong = (ids: readonly string[], anyway: boolean) => {
    const changed = anyway ? undefined : meantBy(ids).find(({ now }) => now === 'changed');
    return changed && refused({ code: 'undo-conflict', facts: { target: changed.change.target } });
  };
  return {
    'activity.list': () => (given !== undefined && isError(given) ? refused(given) : ok(activity)),
    'activity.plan': ({ ids, anyway }) => conflictAmong(ids, anyway) ?? planned(),
    'activity.made': () => ok({ diff: smallDiff.diff, left: 0 }),
    'activity.diff': () =>
      fails?.diff ? refused(fails.diff) : ok({ diff: smallDiff.diff.filter(({ kind }) => kind !== 'add'), left: 0 }),
    'activity.undo': ({ task, ids, anyway }) => {
      const wish = fails?.undo;
      if (wish === 'never') return never(task, 'waiting-for-rights');
      if (wish) return refused(wish);
      const conflict = conflictAmong(ids, anyway);
      if (conflict) return conflict;
      const meant = meantBy(ids);
      become(ids, 'taken-back');
      return ok({ activity, ids: meant.map(({ id }) => id), left: [], verified: fails?.verify !== true });
    },
    'activity.leave': ({ ids }) => {
      become(ids, 'left');
      return ok(activity);
    },
    'activity.export': () => {
      const wish = fails?.export;
      if (wish === 'closed') return ok({ saved: null });
      return wish ? refused(wish) : ok({ saved: 'certwright-changes-2026-11-22.html' });
    },
    'backups.list': () => (kept !== undefined && isError(kept) ? refused(kept) : ok(backups)),
    'backups.diff': ({ sha256 }) => {
      if (fails?.diff) return refused(fails.diff);
      const known = [scenario.sameLines ? sameLines : smallDiff, largeDiff].find((each) => each.sha256 === sha256);
      if (!known) throw new Error('the scenario has no diff of this copy');
      return ok({ ...known, now: backups.now });
    },
    'backups.plan': planned,
    'backups.restore': ({ task, sha256, before }) => {
      const wish = fails?.restore;
      if (wish === 'never') return never(task, 'writing');
      if (wish) return refused(wish);
      if (before !== backups.now) return refused({ code: 'hosts-changed', facts: { file: backups.file } });
      backups = backupsOf(backups.backups.map((each) => ({ ...each, isNow: each.sha256 === sha256 })));
      return ok(backups);
    },
  };
}
