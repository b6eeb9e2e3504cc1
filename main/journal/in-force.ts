// Which changes stand, and which later one has taken the place of an earlier one. Pure.
import { type Operation, subjectOf } from '../privileged/operations.ts';
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
 * What takes a change back as things are now. Where the change before it, of the same thing, was taken back while this
 * one stood, and so without anything done, there is no way back to that one: the way goes to what was before both.
 */
export function inverseNow(entry: Entry, entries: readonly Entry[]): Operation | null {
  const subject = subjectOf(entry.operation);
  let at = entries.findIndex(({ id }) => id === entry.id);
  for (let now = entry; ; ) {
    const { at: begun } = now;
    const before = entries
      .slice(0, at)
      .findLastIndex((each) => subjectOf(each.operation) === subject && stoodAt(begun, each));
    const earlier = entries[before];
    if (earlier?.state !== 'undone') return now.inverse;
    now = earlier;
    at = before;
  }
}

const stoodAt = (begun: string, { state, changedAt }: Entry): boolean =>
  state !== 'failed' && state !== 'nothing' && !(state === 'undone' && changedAt < begun);

/** Which lines, as we write them, a change of ours that is in force has written. */
export function othersIn(entries: readonly Entry[]): (tag: string, name: string, address: string) => boolean {
  const keyOf = (tag: string, name: string, address: string) => `${tag} ${name.toLowerCase()} ${address.toLowerCase()}`;
  const written = new Set(
    entries.flatMap((entry) =>
      isInForce(entry) && entry.operation.kind === 'hosts-add'
        ? [keyOf(entry.operation.tag, entry.operation.name, entry.operation.address)]
        : [],
    ),
  );
  return (tag, name, address) => written.has(keyOf(tag, name, address));
}
