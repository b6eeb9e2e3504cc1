// Which changes stand, and which later one has taken the place of an earlier one. Pure.
import { subjectOf } from '../privileged/operations.ts';
import type { Entry } from './journal.ts';

/** Done by us in whole or in part, not taken back, and there is a way back. */
export const isInForce = ({ state, inverse }: Entry): boolean =>
  (state === 'done' || state === 'undoing' || state === 'half') && inverse !== null;

/** Those among `chosen` whose subject a later change, in force and not chosen, has made its own. */
export function supersededBy(entries: readonly Entry[], chosen: readonly Entry[]): Set<Entry> {
  const ids = new Set(chosen.map(({ id }) => id));
  const position = new Map(entries.map(({ id }, index) => [id, index]));
  const last = new Map<string, number>();
  for (const [index, entry] of entries.entries()) {
    if (isInForce(entry) && !ids.has(entry.id)) last.set(subjectOf(entry.operation), index);
  }
  return new Set(chosen.filter((one) => (last.get(subjectOf(one.operation)) ?? -1) > (position.get(one.id) ?? 0)));
}

/**
 * The first of them about each subject: where several are taken back at once, its inverse is the last word, since it
 * tells how the thing was before them all.
 */
export function firstOfEach(entries: readonly Entry[], chosen: readonly Entry[]): Map<string, Entry> {
  const ids = new Set(chosen.map(({ id }) => id));
  const first = new Map<string, Entry>();
  for (const entry of entries) {
    const subject = subjectOf(entry.operation);
    if (ids.has(entry.id) && !first.has(subject)) first.set(subject, entry);
  }
  return first;
}

/**
 * What stands there again because the removal that had taken its place is taken back: it was called undone while that
 * removal stood, and would be nobody's now.
 */
export function backInForce(entries: readonly Entry[], removals: readonly Entry[]): Entry[] {
  return removals.flatMap((removal) => {
    const { kind } = removal.operation;
    if (kind !== 'trust-remove' && kind !== 'hosts-remove') return [];
    const subject = subjectOf(removal.operation);
    const earlier = entries.slice(
      0,
      entries.findIndex(({ id }) => id === removal.id),
    );
    const before = earlier.findLast(({ operation, state }) => {
      return subjectOf(operation) === subject && state !== 'failed' && state !== 'nothing';
    });
    return before?.state === 'undone' && before.changedAt >= removal.at ? [before] : [];
  });
}
