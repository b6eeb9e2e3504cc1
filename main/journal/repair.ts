// What a crash left: found out from the world how it ended, and finished or rolled back where that needs no rights. What
// needs rights is told, and waits for a person. It may be killed itself, at any point, and begin again.
import { ok, type Result } from '../../preload/contract/result.ts';
import { tidyBeside } from '../hosts/leftovers.ts';
import { strandedFile } from '../hosts/stranded.ts';
import { isSomebodyActing, oneAtATime } from '../privileged/act-lock.ts';
import type { Door } from '../privileged/door.ts';
import { type Operation, subjectOf } from '../privileged/operations.ts';
import { firstOfEach, inverseNow, supersededBy } from './in-force.ts';
import type { Entry, Finish, Journal } from './journal.ts';
import { isHalfDone, isNowDone } from './making.ts';
import { isOursThere, type Look, lookAt } from './standing.ts';

/** Milliseconds in which a tool, or an elevated child, may still finish what a process had begun that is gone. */
const lingering = 60 * 60 * 1000;

type Parts = { door: Door; journal: Journal };

type Options = {
  /** Is this very process in the middle of a change? */
  isActing(): boolean;
  /** Is told where the hosts file was gone and is back: by which name. */
  onPutBack(stranded: string): void;
};

/** See `Changes.repair`. */
export async function repairChanges({ door, journal }: Parts, options: Options): Promise<Result<Entry[]>> {
  const fresh = await journal.refresh();
  if (!fresh.ok) return fresh;
  const unfinished = journal.unfinished().filter((entry) => !(options.isActing() && entry.process === process.pid));
  // A child that has outlived its caller may be at it still: how it ends is seen by the next repair.
  if (isSomebodyActing(door.world)) return ok([]);
  const stranded = await tidy(door, unfinished.length > 0);
  if (stranded !== null) options.onPutBack(stranded);
  const outcomes: Finish[] = [];
  const undoing = unfinished.filter(({ state }) => state === 'undoing');
  const first = firstOfEach(journal.entries(), undoing);
  const superseded = supersededBy(journal.entries(), undoing);
  const ends = new Map<Entry, Outcome>();
  const endOf = async (entry: Entry): Promise<Outcome> => {
    if (entry.state !== 'undoing') return endOfMaking(entry, door);
    // A later change has taken its place, and nothing was to be done.
    if (superseded.has(entry)) return 'undone';
    // Taken back together with an earlier change of the same thing: that one said how it shall be.
    const before = first.get(subjectOf(entry.operation));
    return before && before !== entry
      ? (ends.get(before) ?? null)
      : endOfUndo(entry, inverseNow(entry, journal.entries()), door);
  };
  for (const entry of unfinished) ends.set(entry, await endOf(entry));
  // Where it cannot be read now, the next start asks again.
  for (const [{ id }, outcome] of ends) if (outcome) outcomes.push({ id, outcome });
  const settled = new Set(unfinished);
  const look = lookAt(door.world);
  for (const entry of journal.entries()) {
    if (settled.has(entry)) continue;
    const outcome = await outcomeSince(entry, journal.entries(), { door, look });
    if (outcome) outcomes.push({ id: entry.id, outcome });
  }
  if (outcomes.length > 0) {
    const finished = await journal.finish(outcomes);
    if (!finished.ok) return finished;
  }
  const repaired = new Set(outcomes.map(({ id }) => id));
  return ok(journal.entries().filter(({ id }) => repaired.has(id)));
}

/**
 * What lies about beside the hosts file, where this process may, and first of all that file where it lost its name.
 * Elsewhere the next change through the door does it. That it is missing is seen without a journal that knows of a change.
 */
async function tidy({ world }: Door, isAfterCrash: boolean): Promise<string | null> {
  const path = world.hostsFile();
  if (!path.ok || !(isAfterCrash || (await strandedFile(path.value)))) return null;
  if (await world.hostsNeedRights()) return null;
  return oneAtATime(world, async (isAlone) => (isAlone ? tidyBeside(path.value) : null)).catch(() => null);
}

type Outcome = Finish['outcome'] | null;

async function endOfMaking({ operation, inverse }: Entry, door: Door): Promise<Outcome> {
  const reached = await door.isDone(operation);
  if (!reached.ok) return null;
  const ours = await isOursThere(operation, lookAt(door.world));
  // By whom it is there now counts: somebody may have done the same since.
  if (ours ? ours.there && ours.marked !== false : reached.value) return 'done';
  if (!(await isHalfDone(door, operation))) return 'failed';
  // The person had said so.
  if (operation.kind === 'trust-remove') return (await isCarriedOut(operation, door)) ? 'done' : 'half';
  if (!inverse) return 'failed';
  return (await isCarriedOut(inverse, door)) ? 'failed' : 'half';
}

async function endOfUndo({ operation }: Entry, inverse: Operation | null, door: Door): Promise<Outcome> {
  if (!inverse) return 'done';
  const reached = await door.isDone(inverse);
  if (!reached.ok) return null;
  if (reached.value) return 'undone';
  // The person had said so. A file as a whole is put back only while they look on.
  if (inverse.kind !== 'hosts-restore' && (await isCarriedOut(inverse, door))) return 'undone';
  // The change may have been half done itself.
  return (await isHalfDone(door, inverse)) || (await isHalfDone(door, operation)) ? 'half' : 'done';
}

/** Carries out what needs no rights. */
async function isCarriedOut(operation: Operation, door: Door): Promise<boolean> {
  const rights = await door.needsRights(operation);
  if (!rights.ok || rights.value) return false;
  await door.carryOut([operation]);
  return isNowDone(door, operation);
}

/**
 * What became of a change since we looked; null: nothing. A tool that outlived its process has finished it, the next
 * rebuild of a store has ended a half-done one, or somebody has put a whole older file back. Our mark tells whose it is;
 * where there is none, as of what was taken out, it is ours within the hour, if nothing else was done there meanwhile.
 */
async function outcomeSince(
  entry: Entry,
  entries: readonly Entry[],
  { door, look }: { door: Door; look: Look },
): Promise<Outcome> {
  const { operation, inverse, state, error, changedAt } = entry;
  const isLost = state === 'failed' && (error === null || error.code === 'child-failed');
  const wasGivenUp = isLost || state === 'half' || (state === 'undone' && operation.kind === 'hosts-add');
  if (!wasGivenUp || inverse === null) return null;
  const owners = entries.filter((other) => other !== entry && isSameSubject(other, entry) && isOwner(other));
  const owner = owners.at(-1);
  if (owner && entries.indexOf(owner) > entries.indexOf(entry)) return null;
  if (state === 'half' && (await isNowDone(door, inverse))) return 'undone';
  // An earlier change had put it there, or taken it out, already.
  if (state === 'failed' && owner?.operation.kind === operation.kind) return null;
  const isRecent = Math.abs(Date.now() - Date.parse(changedAt)) < lingering;
  const ours = await isOursThere(operation, look);
  if (ours) return ours.there && (ours.marked ?? isRecent) ? 'done' : null;
  const isTouched = entries.some((other) => isSameTarget(other, entry) && other.changedAt > changedAt);
  const mayBeOurs = state === 'half' || (isLost && isRecent && !isTouched);
  return mayBeOurs && (await isNowDone(door, operation)) ? 'done' : null;
}

const isSameSubject = (one: Entry, other: Entry): boolean => subjectOf(one.operation) === subjectOf(other.operation);

const isOwner = ({ state }: Entry): boolean => ['begun', 'undoing', 'done', 'half'].includes(state);

/** Any change of the hosts file may be a change of each of its lines. */
const isSameTarget = (one: Entry, other: Entry): boolean =>
  'store' in one.operation || 'store' in other.operation ? isSameSubject(one, other) : true;
