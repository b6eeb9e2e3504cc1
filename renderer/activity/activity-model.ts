// What the entries of the journal come to: how many are in force, which belong together, which stand first. Pure.
import type { Activity, ActivityEntry } from '../../preload/contract/activity.ts';

export interface Counts {
  readonly all: number;
  /** Done, not taken back, and found there. */
  readonly inForce: number;
  /** In the journal they are in force, but somebody removed what they made. */
  readonly gone: number;
  /** In force, but somebody changed something of it since. */
  readonly changed: number;
  /** In the journal they are in force, but the world could not be asked. */
  readonly unknown: number;
  readonly halfDone: number;
  /** Of those, how many could not be looked at: there is no way back before that. */
  readonly unclear: number;
  readonly undoable: number;
}

const isInForce = ({ state }: ActivityEntry): boolean => state === 'in-force';
/** How it ended could not be found out, as its target could not be read. */
export const isUnclear = (entry: ActivityEntry): boolean => isHalfDone(entry) && !entry.undoable;
const isHalfDone = ({ state }: ActivityEntry): boolean => state === 'half-done';

/** What is not over yet. */
export const isOpen = ({ state }: ActivityEntry): boolean =>
  state === 'in-force' || state === 'half-done' || state === 'running';

/** What somebody did to a change that is in force; it can be left as it is then. */
export const isTouched = (entry: ActivityEntry): boolean =>
  isInForce(entry) && (entry.now === 'gone' || entry.now === 'changed');

export function countsOf(entries: readonly ActivityEntry[]): Counts {
  const inForce = entries.filter(isInForce);
  const standing = (now: ActivityEntry['now']) => inForce.filter((entry) => entry.now === now).length;
  const [gone, unknown] = [standing('gone'), standing(null)];
  return {
    all: entries.length,
    inForce: inForce.length - gone - unknown,
    gone,
    changed: standing('changed'),
    unknown,
    halfDone: entries.filter(isHalfDone).length,
    unclear: entries.filter(isUnclear).length,
    undoable: entries.filter(({ undoable }) => undoable).length,
  };
}

export interface Group {
  readonly journey: ActivityEntry['journey'];
  /** Latest first. */
  readonly entries: readonly ActivityEntry[];
}

/** By journey, the one with the latest change first. */
export function groupsOf(entries: readonly ActivityEntry[]): Group[] {
  const groups = new Map<string, { journey: ActivityEntry['journey']; entries: ActivityEntry[] }>();
  for (const entry of entries) {
    const { id } = entry.journey;
    const group = groups.get(id);
    if (group) group.entries.push(entry);
    else groups.set(id, { journey: entry.journey, entries: [entry] });
  }
  return [...groups.values()];
}

/** What stands first with a warning, and what is shown below it. */
export function partsOf(entries: readonly ActivityEntry[], filter: 'open' | 'all') {
  const halfDone = entries.filter(isHalfDone);
  const rest = entries.filter((entry) => !isHalfDone(entry) && (filter === 'all' || isOpen(entry)));
  return { halfDone, groups: groupsOf(rest) };
}

export const undoableIds = (entries: readonly ActivityEntry[]): string[] =>
  entries.filter(({ undoable }) => undoable).map(({ id }) => id);

/** Can the app open it? The command line has no journey that could be opened, nor has what was done on this page. */
export const canBeOpened = ({ by }: ActivityEntry['journey']): boolean => by === 'trust' || by === 'deploy';

/** Entries that the last start found out about after a crash; those it does not know (any more) are left out. */
export const repairedOf = ({ entries, repaired }: Activity): ActivityEntry[] =>
  entries.filter(({ id }) => repaired.includes(id));

/** When a copy of the hosts file was put back after this change of it, and stands: the latest. Null where none was. */
export function putBackAfter({ change, at }: ActivityEntry, entries: readonly ActivityEntry[]): string | null {
  const later = entries.filter(
    (each) =>
      isInForce(each) &&
      each.change.kind === 'hosts-restored' &&
      each.change.target === change.target &&
      Date.parse(each.at) > Date.parse(at),
  );
  return later[0]?.at ?? null;
}

/** Entries that had been taken back, are in force again, and stand so still. */
export const cameBackOf = ({ entries, cameBack }: Activity): ActivityEntry[] =>
  entries.filter((entry) => cameBack.includes(entry.id) && isInForce(entry));

/** What came of it that these were left as they are. */
export function leftAmong(entries: readonly ActivityEntry[], ids: readonly string[]) {
  const left = entries.filter(({ id, state }) => state === 'left' && ids.includes(id));
  const dropped = left.filter(({ now }) => now === 'gone').length;
  return { undone: null, dropped, kept: left.length - dropped };
}

/** Those of these that somebody changed, so that taking them back could go over their work. */
export const touchedAmong = (entries: readonly ActivityEntry[], ids: readonly string[]): ActivityEntry[] =>
  entries.filter((entry) => isTouched(entry) && entry.now === 'changed' && ids.includes(entry.id));
