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
