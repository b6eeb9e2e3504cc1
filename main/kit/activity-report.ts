// The report of what was changed on this computer, for the change ticket. Public facts only: no key, no passphrase, and
// no folder of a person's.
import type { Activity, ActivityEntry } from '../../preload/contract/activity.ts';

export type ReportedTime = {
  /** ISO 8601 in UTC. */
  utc: string;
  /** The same moment by this computer's clock, with its distance from UTC: `2026-11-22 09:00:00 +01:00`. */
  local: string;
};

export type ReportedChange = {
  id: string;
  begunAt: ReportedTime;
  change: ActivityEntry['change'];
  state: ActivityEntry['state'];
  stateSince: ReportedTime;
  /** What was found when the report was made; null: not checked. */
  now: ActivityEntry['now'];
  /** host:port; null where it is not known. */
  sensor: string | null;
  journey: ActivityEntry['journey'];
  /** SHA-256 of the hosts file, and the copy that was kept of it before; null for certificates and where unknown. */
  hosts: { before: string | null; after: string | null; copy: string | null } | null;
};

export type ActivityReport = {
  product: 'Certwright';
  kind: 'activity-report';
  version: 1;
  madeAt: ReportedTime;
  computer: string;
  /** Name of the account that the app ran under when this was made: it is this account's record. */
  account: string;
  /** Where the copies of the hosts file are kept; null where that is not known. */
  copies: string | null;
  /** Only its changes are told of; null: all. */
  journey: ActivityEntry['journey'] | null;
  /** Oldest first. */
  changes: ReportedChange[];
  /** Ids of changes whose end was found out after a crash. */
  repaired: string[];
  /** Bytes of a last record that a crash had torn. */
  torn: number;
};

type Around = {
  now: Date;
  /** Id of the journey whose changes alone are told of; null: all. */
  journey: string | null;
  computer: string;
  account: string;
  copiesFolder: string | null;
  /** Names of kept copies by their SHA-256. */
  copies: ReadonlyMap<string, string>;
  /** Sensors (host:port) by the id of the change. */
  sensors: ReadonlyMap<string, string | null>;
};

export function activityReport({ entries, repaired, torn }: Activity, around: Around): ActivityReport {
  const told = entries.filter(({ journey }) => around.journey === null || journey.id === around.journey);
  return {
    product: 'Certwright',
    kind: 'activity-report',
    version: 1,
    madeAt: timeOf(around.now.toISOString()),
    computer: around.computer,
    account: around.account,
    copies: around.copiesFolder,
    journey: around.journey === null ? null : (told[0]?.journey ?? null),
    changes: told.toReversed().map((entry) => reported(entry, around)),
    repaired: repaired.filter((id) => told.some((entry) => entry.id === id)),
    torn,
  };
}

function reported(entry: ActivityEntry, { copies, sensors }: Around): ReportedChange {
  const { id, at, change, state, changedAt, now, journey, before, after } = entry;
  const isOfHosts = change.kind !== 'trust-added' && change.kind !== 'trust-removed';
  return {
    id,
    begunAt: timeOf(at),
    change,
    state,
    stateSince: timeOf(changedAt),
    now,
    sensor: sensors.get(id) ?? null,
    journey,
    hosts: isOfHosts ? { before, after, copy: (before && copies.get(before)) ?? null } : null,
  };
}

const two = (value: number): string => String(value).padStart(2, '0');

/** @param utc ISO 8601 */
export function timeOf(utc: string): ReportedTime {
  const at = new Date(utc);
  const east = -at.getTimezoneOffset();
  const offset = `${east < 0 ? '-' : '+'}${two(Math.floor(Math.abs(east) / 60))}:${two(Math.abs(east) % 60)}`;
  const local = new Date(at.getTime() + east * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  return { utc, local: `${local} ${offset}` };
}
