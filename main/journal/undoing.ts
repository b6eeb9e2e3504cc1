// Taking changes back, latest first, in one go. What somebody else has changed since is not overwritten unasked.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { targetName } from '../privileged/apply.ts';
import type { HostsOperation } from '../privileged/apply-hosts.ts';
import type { CarryOutOptions, Door } from '../privileged/door.ts';
import { type Operation, subjectOf } from '../privileged/operations.ts';
import type { Planned, Undone } from './changes.ts';
import { type HostsForecast, hostsForecast } from './hosts-forecast.ts';
import { inverseNow, isInForce, othersIn, supersededBy } from './in-force.ts';
import type { Entry, Finish, Journal } from './journal.ts';
import { carryOutAll, isHalfDone, isNowDone, mayStillAct, planChanges } from './making.ts';
import { type WayBack, wayBack, wayToRestore } from './way-back.ts';

export type UndoOptions = CarryOutOptions & {
  /** Take back what can be, though somebody has changed it since. What is theirs stays, and the change ends as `left`. */
  anyway?: boolean;
};

type Parts = { door: Door; journal: Journal };

/** Those of them that can be taken back, latest first. */
export const undoableAmong = (entries: readonly Entry[], isMeant: (entry: Entry) => boolean): Entry[] =>
  entries.filter((entry) => isMeant(entry) && isInForce(entry)).reverse();

/** How one change goes back: `superseded` and `theirs` take nothing away. */
type Step = { entry: Entry } & ({ way: 'go'; operation: Operation } | { way: 'superseded' | 'theirs' });
type WaysBack = { steps: Step[]; hosts: HostsForecast };

/** `undo-conflict` where somebody has changed the target since and it was not said to go on anyway. */
async function waysBack(
  undoable: readonly Entry[],
  anyway: boolean,
  { door, journal }: Parts,
): Promise<Result<WaysBack>> {
  // A later change of the same thing, not meant here, has taken its place: only that one may take it away.
  const superseded = supersededBy(journal.entries(), undoable);
  const hosts = hostsForecast(door.world);
  const isOther = othersIn(journal.entries());
  const steps: Step[] = [];
  for (const entry of undoable) {
    const inverse = inverseNow(entry, journal.entries()) as Operation;
    if (superseded.has(entry)) {
      steps.push({ entry, way: 'superseded' });
      continue;
    }
    // A certificate is in a store or it is not: nobody can have changed it.
    if (inverse.kind === 'trust-add' || inverse.kind === 'trust-remove') {
      steps.push({ entry, way: 'go', operation: inverse });
      continue;
    }
    const found = await wayFrom(hosts, inverse, isOther);
    if (!found.ok) return found;
    const back = found.value;
    if (back.way !== 'go' && !anyway) return fail('undo-conflict', { target: targetName(inverse, door.world) });
    if (back.way === 'theirs') {
      steps.push({ entry, way: 'theirs' });
      continue;
    }
    steps.push({ entry, way: 'go', operation: back.operation });
    await hosts.after(back.operation);
  }
  return ok({ steps, hosts });
}

/** From the file as it will be. A whole file is put back whatever is in this one. */
async function wayFrom(
  hosts: HostsForecast,
  inverse: HostsOperation,
  isOther: ReturnType<typeof othersIn>,
): Promise<Result<WayBack>> {
  const seen = await hosts.seen();
  if (!seen.ok) return seen;
  if (!seen.value) return ok({ way: 'go', operation: inverse });
  const { parsed, sha256 } = seen.value;
  if (inverse.kind === 'hosts-restore') return ok(wayToRestore(inverse, sha256));
  return parsed.ok ? ok(wayBack(inverse, { parsed: parsed.value, sha256 }, isOther)) : parsed;
}

/** See `Changes.planUndo`. */
export async function planUndoing(
  isMeant: (entry: Entry) => boolean,
  anyway: boolean,
  parts: Parts,
): Promise<Result<Planned[]>> {
  const fresh = await parts.journal.refresh();
  if (!fresh.ok) return fresh;
  const undoable = undoableAmong(parts.journal.entries(), isMeant);
  if (undoable.length === 0) return fail('nothing-to-undo', {});
  const ways = await waysBack(undoable, anyway, parts);
  if (!ways.ok) return ways;
  return planChanges(
    ways.value.steps.flatMap((step) => (step.way === 'go' ? [step.operation] : [])),
    parts,
  );
}

/** See `Changes.undo`. */
export async function undoChanges(
  isMeant: (entry: Entry) => boolean,
  { anyway = false, ...options }: UndoOptions,
  { door, journal }: Parts,
): Promise<Result<Undone>> {
  const fresh = await journal.refresh();
  if (!fresh.ok) return fresh;
  const undoable = undoableAmong(journal.entries(), isMeant);
  if (undoable.length === 0) return fail('nothing-to-undo', {});
  const planned = await waysBack(undoable, anyway, { door, journal });
  if (!planned.ok) return planned;
  const { steps, hosts } = planned.value;
  const begun = await journal.beginUndo(undoable.map(({ id }) => id));
  if (!begun.ok) return begun;
  const wanted = steps.flatMap((step) => (step.way === 'go' ? [step.operation] : []));
  const carried = await carryOutAll(door, wanted, options);
  const isOpen = mayStillAct(carried, door);
  // Where a whole file was put back among other changes of it, only the end of them all can be looked at.
  const asForetold = carried.ok && (await hosts.cameTrue());
  const outcomes: Finish[] = [];
  const lastWord = new Map(wanted.map((operation) => [subjectOf(operation), operation]));
  let isCovered = false;
  for (const step of steps) {
    const outcome = await outcomeOf(step, { door, carried: carried.ok, asForetold, lastWord, isCovered });
    isCovered ||= step.entry.operation.kind === 'hosts-restore' && outcome !== 'undone';
    const error = carried.ok || outcome === 'undone' ? {} : { error: carried.error };
    if (outcome === 'undone' || !isOpen) outcomes.push({ id: step.entry.id, outcome, ...error });
  }
  const finished = await journal.finish(outcomes);
  if (!carried.ok) return carried;
  if (!finished.ok) return finished;
  const ids = outcomes.flatMap(({ id, outcome }) => (outcome === 'undone' ? [id] : []));
  const left = outcomes.flatMap(({ id, outcome }) => (outcome === 'left' ? [id] : []));
  return ok({ ids, left, verified: ids.length + left.length === outcomes.length });
}

type Carried = {
  door: Door;
  carried: boolean;
  asForetold: boolean;
  /** By subject: where a thing was added and removed, both are taken back by what says how it was before. */
  lastWord: ReadonlyMap<string, Operation>;
  /** A whole file that was put back since is still there: what the file shows says nothing of the changes before. */
  isCovered: boolean;
};

async function outcomeOf(
  step: Step,
  { door, carried, asForetold, lastWord, isCovered }: Carried,
): Promise<Finish['outcome']> {
  const { state } = step.entry;
  if (step.way !== 'go') {
    if (step.way === 'superseded') return 'undone';
    return carried ? 'left' : state === 'half' ? 'half' : 'done';
  }
  if (asForetold && step.operation.kind.startsWith('hosts-')) return 'undone';
  if (isCovered && step.operation.kind.startsWith('hosts-')) return state === 'half' ? 'half' : 'done';
  if (await isNowDone(door, lastWord.get(subjectOf(step.operation)) ?? step.operation)) return 'undone';
  return state === 'half' || (await isHalfDone(door, step.operation)) ? 'half' : 'done';
}
