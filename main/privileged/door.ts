// The one narrow door to administrator rights. Work that needs none is done in this process; all that needs some goes
// through one elevated child with one request. Nobody is asked for rights when the world is right already, and no
// word of the child is taken for it: the world is read back here.
import { setTimeout } from 'node:timers/promises';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { applyAll, isDone, isHalfDone, needsRights, targetName, type World } from './apply.ts';
import type { Elevate } from './elevated-run.ts';
import { type Operation, operationLimit, subjectOf, thumbprintOf } from './operations.ts';

export type Stage = 'waiting-for-rights' | 'writing' | 'reading-back';
export type CarryOutOptions = { signal?: AbortSignal; onStage?: (stage: Stage) => void };

export type Door = {
  readonly world: World;
  /**
   * Carries out operations; `changed` tells for each whether the world was not yet as wished. On a failure part of
   * them may have been done: ask `isDone`. `cancelled` and `elevation-cancelled` are outcomes, not faults.
   */
  carryOut(operations: readonly Operation[], options?: CarryOutOptions): Promise<Result<{ changed: boolean[] }>>;
  /** Does the world look as it should after the operation? Needs no rights. */
  isDone(operation: Operation): Promise<Result<boolean>>;
  /** Was it stopped in the middle, as by a crash? Needs no rights. */
  isHalfDone(operation: Operation): Promise<Result<boolean>>;
  /** Will a person be asked for rights? */
  needsRights(operation: Operation): Promise<Result<boolean>>;
};

/** @param elevate starts the elevated child and waits for it; null where this process has all the rights there are */
export function openDoor({ world, elevate }: { world: World; elevate: Elevate | null }): Door {
  return {
    world,
    isDone: (operation) => isDone(operation, world),
    isHalfDone: (operation) => isHalfDone(operation, world),
    needsRights: async (operation) => (elevate ? await needsRights(operation, world) : ok(false)),
    carryOut: async (operations, options = {}) => {
      if (operations.length === 0 || operations.length > operationLimit) throw new Error('1 to 16 operations at once');
      if (options.signal?.aborted) return fail('cancelled', {});
      const effective = withoutSuperseded(operations);
      const plan = await sort(effective, world, elevate !== null);
      if (!plan.ok) return plan;
      const { todo, mine, theirs } = plan.value;

      // First what a person may refuse: then nothing at all has been done.
      const refused = theirs.length > 0 && elevate ? await elevate(theirs, options) : null;
      let error = refused;
      if (!refused && mine.length > 0) {
        options.onStage?.('writing');
        const applied = await applyAll(mine, world);
        error = applied.error;
        // Another instance was faster with these: they are its own to take back.
        for (const [index, changed] of applied.changed.entries()) if (!changed) todo.delete(mine[index] as Operation);
      }
      if (todo.size > 0) options.onStage?.('reading-back');
      for (const operation of effective) {
        if (isReplacedBy(effective, operation)) {
          // Nobody can see by the end whether it was done on the way, so the error is believed.
          if (error && todo.has(operation)) return { ok: false, error };
          continue;
        }
        // What this process did itself it has read back itself.
        if (!error && mine.includes(operation)) continue;
        const now = await isDone(operation, world);
        if (!now.ok) return now;
        if (!now.value) return error ? { ok: false, error } : notDone(operation, world);
      }
      const again = await lookAgain([...todo], world, options.signal);
      if (!again.ok) return again;
      return ok({ changed: operations.map((operation) => todo.has(operation)) });
    },
  };
}

/**
 * Each operation says how its subject shall be, so only the last word on a subject counts. A whole hosts file that is put
 * back ends what was said of its lines: it replaces the file that they make, and no other one.
 */
function withoutSuperseded(operations: readonly Operation[]): Operation[] {
  let files = 0;
  const keys = operations.map((operation) => {
    if (operation.kind === 'hosts-restore') files += 1;
    return isHosts(operation) ? `${files} ${subjectOf(operation)}` : subjectOf(operation);
  });
  return operations.filter((_operation, index) => keys.lastIndexOf(keys[index] as string) === index);
}

const isHosts = ({ kind }: Operation): boolean => kind.startsWith('hosts-');

/**
 * A whole hosts file that is put back replaces what was done to it before, and is no longer that file when something is
 * done to it afterwards: then the later operations say how it shall be.
 */
function isReplacedBy(operations: readonly Operation[], operation: Operation): boolean {
  if (!isHosts(operation)) return false;
  const later = operations.slice(operations.indexOf(operation) + 1).filter(isHosts);
  return later.some(({ kind }) => kind === 'hosts-restore') || (operation.kind === 'hosts-restore' && later.length > 0);
}

type Plan = { todo: Set<Operation>; mine: Operation[]; theirs: Operation[] };

/** Leaves out what is right already, and parts what this process may do from what it may not. Order is kept in both. */
async function sort(operations: readonly Operation[], world: World, limited: boolean): Promise<Result<Plan>> {
  const plan: Plan = { todo: new Set(), mine: [], theirs: [] };
  let replaced = false;
  let touched = false;
  for (const operation of operations) {
    const right = await isDone(operation, world);
    if (!right.ok) return right;
    // Behind a whole file that will be put back, what is right now says nothing; nor does it of a whole file behind a line,
    // which makes another one of it.
    const isElse = isHosts(operation) && (replaced || (touched && operation.kind === 'hosts-restore'));
    if (right.value && !isElse) continue;
    replaced ||= operation.kind === 'hosts-restore';
    touched ||= isHosts(operation);
    const rights = limited ? await needsRights(operation, world) : ok(false);
    if (!rights.ok) return rights;
    plan.todo.add(operation);
    (rights.value ? plan.theirs : plan.mine).push(operation);
  }
  return ok(plan);
}

/**
 * The hosts file once more after a moment, in which security software may have taken a change back. Everything was done
 * and read back before: whoever does not want to wait for this may go.
 */
async function lookAgain(done: readonly Operation[], world: World, signal?: AbortSignal): Promise<Result<void>> {
  const ours = done.filter((operation) => isHosts(operation) && !isReplacedBy(done, operation));
  if (ours.length === 0) return ok(undefined);
  if (world.settle) await setTimeout(world.settle, undefined, { signal }).catch(() => undefined);
  await world.flushResolver?.();
  if (!world.settle) return ok(undefined);
  for (const operation of ours) {
    // After a restore any later edit makes another file of it; taken back it is where the file from before is there again.
    const isRestore = operation.kind === 'hosts-restore';
    const now = await isDone(isRestore ? { ...operation, after: operation.before } : operation, world);
    if (!now.ok) return now;
    if (now.value === isRestore) {
      return fail('hosts-blocked', { file: targetName(operation, world), by: 'security-software', detail: '' });
    }
  }
  return ok(undefined);
}

/** For work that was reported as done and is not. */
function notDone(operation: Operation, world: World): Failure {
  const target = targetName(operation, world);
  if (operation.kind === 'trust-add') return fail('not-trusted-yet', { sha256: thumbprintOf(operation) });
  if (operation.kind === 'trust-remove') return fail('still-there', { store: target, sha256: operation.sha256 });
  return fail('hosts-reverted', { file: target });
}
