// The report of all changes for a change ticket: facts as plain data, without any secret, as JSON or for the page.
import type { Activity, ActivityEntry } from '../../preload/contract/activity.ts';

export type ActivityReport = {
  kind: 'certwright-changes';
  version: 1;
  /** ISO 8601 UTC. */
  madeAt: string;
  /** Oldest first, as a ticket is read. */
  changes: (Pick<ActivityEntry, 'id' | 'at' | 'changedAt' | 'state' | 'now' | 'before' | 'after'> &
    ActivityEntry['change'] & { sensor: string | null; madeBy: ActivityEntry['journey']['by'] })[];
};

export const activityReport = ({ entries }: Activity, now: Date): ActivityReport => ({
  kind: 'certwright-changes',
  version: 1,
  madeAt: now.toISOString(),
  changes: [...entries]
    .reverse()
    .map(({ id, at, changedAt, change, state, now: standing, before, after, journey }) => ({
      id,
      at,
      changedAt,
      ...change,
      state,
      now: standing,
      before,
      after,
      sensor: journey.title,
      madeBy: journey.by,
    })),
});
