// The one way to change this machine: look, write the intent, act through the privileged door, look again, write the
// outcome. What was changed this way can be taken back; what was there before, or is somebody else's, cannot.
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import type { ChangeView } from '../../preload/contract/trust-journey.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { roleOf } from '../pki/certificate/roles.ts';
import { targetName } from '../privileged/apply.ts';
import { type Foreseen, foreseeHosts } from '../privileged/apply-hosts.ts';
import type { CarryOutOptions, Door } from '../privileged/door.ts';
import {
  type Described,
  describe,
  inverseOf,
  type Operation,
  operationLimit,
  type Removed,
  subjectOf,
} from '../privileged/operations.ts';
import type { Entry, Finish, Intent, Journal } from './journal.ts';
import { undoConflict } from './undo-conflict.ts';

export type Undone = {
  /** Ids of the changes that are taken back now. */
  ids: string[];
  /** Read afresh at the end: is nothing of them left? */
  verified: boolean;
};

export type Planned = {
  operation: Operation;
  /** Null where it could not be taken back. */
  inverse: Operation | null;
  what: Described;
  needsRights: boolean;
};

export type Changes = {
  /**
   * Makes the world as the operations say, with one prompt for rights at most and none where it is right already.
   * `changed` tells for each whether we changed something. On a failure, what was done nevertheless is journalled as
   * done, and can be taken back.
   */
  make(
    journey: string,
    operations: readonly Operation[],
    options?: CarryOutOptions,
  ): Promise<Result<{ changed: boolean[] }>>;
  /**
   * Takes changes back, latest first, in one go. `nothing-to-undo`; `undo-conflict` where somebody has changed the
   * target since: then nothing is taken back.
   */
  undo(ids: readonly string[], options?: CarryOutOptions): Promise<Result<Undone>>;
  undoJourney(journey: string, options?: CarryOutOptions): Promise<Result<Undone>>;
  /** What a journey changed on this machine, oldest first, with what was taken back again. */
  forJourney(journey: string): ChangeView[];
  /** Every change that the journal knows, oldest first, as of the last refresh. */
  all(): Entry[];
  /** What an undo of these would carry out, in order; superseded ones are left out. */
  inverses(ids: readonly string[]): Operation[];
  /** What `make` would do. What is right already is left out; nothing is carried out. */
  plan(operations: readonly Operation[]): Promise<Result<Planned[]>>;
  /** Reads what another process has changed meanwhile, for `forJourney`. All that acts does so by itself. */
  refresh(): Promise<Result<void>>;
  /** At start: finds out from the world how the changes ended that a crash interrupted. Answers with them. */
  repair(): Promise<Result<Entry[]>>;
};

export function openChanges({ door, journal }: { door: Door; journal: Journal }): Changes {
  const undo = async (isMeant: (entry: Entry) => boolean, options: CarryOutOptions = {}): Promise<Result<Undone>> => {
    const fresh = await journal.refresh();
    if (!fresh.ok) return fresh;
    const undoable = journal
      .entries()
      .filter((entry) => isMeant(entry) && isInForce(entry))
      .reverse();
    if (undoable.length === 0) return fail('nothing-to-undo', {});
    const inverses = undoable.map(({ inverse }) => inverse as Operation);
    for (const inverse of inverses) {
      const conflict = await undoConflict(inverse, door.world);
      if (!conflict.ok) return conflict;
      if (conflict.value !== null) return fail('undo-conflict', { target: conflict.value });
    }
    const begun = await journal.beginUndo(undoable.map(({ id }) => id));
    if (!begun.ok) return begun;
    // A later change of the same thing, not meant here, has taken its place: only that one may take it away.
    const superseded = supersededBy(journal.entries(), undoable);
    const wanted = inverses.filter((_, index) => !superseded.has(undoable[index] as Entry));
    const carried = await carryOutAll(door, wanted, options);
    const outcomes: Finish[] = [];
    let verified = true;
    for (const [index, { id }] of undoable.entries()) {
      const back = superseded.has(undoable[index] as Entry) || (await isNowDone(door, inverses[index] as Operation));
      verified &&= back;
      outcomes.push(back ? { id, outcome: 'undone' } : { id, outcome: 'done', ...errorOf(carried) });
    }
    const finished = await journal.finish(outcomes);
    if (!carried.ok) return carried;
    if (!finished.ok) return finished;
    return ok({ ids: outcomes.filter(({ outcome }) => outcome === 'undone').map(({ id }) => id), verified });
  };

  return {
    make: async (journey, operations, options) => {
      const fresh = await journal.refresh();
      if (!fresh.ok) return fresh;
      const todo: Operation[] = [];
      const certificates: (Removed | null)[] = [];
      for (const operation of operations) {
        const right = await door.isDone(operation);
        if (!right.ok) return right;
        if (right.value) continue;
        const removed = await removedBy(operation, door);
        if (!removed.ok) return removed;
        todo.push(operation);
        certificates.push(removed.value);
      }
      if (todo.length === 0) return ok({ changed: operations.map(() => false) });
      const foreseen = await foreseeHosts(todo, door.world);
      if (!foreseen.ok) return foreseen;
      const intents = todo.map((operation, index): Intent => {
        const removed = certificates[index] ?? null;
        const { before, after, taken } = foreseen.value[index] as Foreseen;
        const what = { ...describe(operation, targetName(operation, door.world), removed), before, after };
        return { journey, operation, inverse: inverseOf(operation, removed, taken), what };
      });
      const ids = await journal.begin(intents);
      if (!ids.ok) return ids;
      const carried = await carryOutAll(door, todo, options);
      const outcomes: Finish[] = [];
      for (const [index, operation] of todo.entries()) {
        const id = ids.value[index] as string;
        if (carried.ok) outcomes.push({ id, outcome: carried.value.changed[index] ? 'done' : 'nothing' });
        else if (await isNowDone(door, operation)) outcomes.push({ id, outcome: 'done', ...errorOf(carried) });
        else outcomes.push({ id, outcome: 'failed', ...errorOf(carried) });
      }
      const finished = await journal.finish(outcomes);
      if (!carried.ok) return carried;
      if (!finished.ok) return finished;
      return ok({ changed: operations.map((operation) => carried.value.changed[todo.indexOf(operation)] ?? false) });
    },

    all: () => journal.entries(),
    inverses: (ids) => {
      const undoable = journal
        .entries()
        .filter((entry) => ids.includes(entry.id) && isInForce(entry))
        .reverse();
      const superseded = supersededBy(journal.entries(), undoable);
      return undoable.filter((entry) => !superseded.has(entry)).map(({ inverse }) => inverse as Operation);
    },
    plan: async (operations) => {
      const planned: Planned[] = [];
      for (const operation of operations) {
        const right = await door.isDone(operation);
        if (!right.ok) return right;
        if (right.value) continue;
        const removed = await removedBy(operation, door);
        if (!removed.ok) return removed;
        const needsRights = await door.needsRights(operation);
        if (!needsRights.ok) return needsRights;
        const what = describe(operation, targetName(operation, door.world), removed.value);
        planned.push({ operation, inverse: inverseOf(operation, removed.value), what, needsRights: needsRights.value });
      }
      return ok(planned);
    },

    undo: (ids, options) => undo(({ id }) => ids.includes(id), options),
    undoJourney: (journey, options) => undo((entry) => entry.journey === journey, options),
    refresh: () => journal.refresh(),

    forJourney: (journey) =>
      journal
        .forJourney(journey)
        .flatMap(({ id, at, state, what: { kind, target, what, thumbprint } }) =>
          kind !== 'hosts-line-removed' && kind !== 'hosts-restored' && ['done', 'undoing', 'undone'].includes(state)
            ? [{ id, at, kind, target, what, thumbprint, undone: state === 'undone' }]
            : [],
        ),

    repair: async () => {
      const fresh = await journal.refresh();
      if (!fresh.ok) return fresh;
      const left = journal.unfinished();
      const outcomes: Finish[] = [];
      for (const { id, state, operation, inverse } of left) {
        const wanted = state === 'undoing' ? inverse : operation;
        const reached = wanted ? await door.isDone(wanted) : ok(false);
        // Where it cannot be read now, the next start asks again.
        if (!reached.ok) continue;
        if (state === 'undoing') outcomes.push({ id, outcome: reached.value ? 'undone' : 'done' });
        else outcomes.push({ id, outcome: reached.value ? 'done' : 'failed' });
      }
      if (outcomes.length > 0) {
        const finished = await journal.finish(outcomes);
        if (!finished.ok) return finished;
      }
      const repaired = new Set(outcomes.map(({ id }) => id));
      return ok(journal.entries().filter(({ id }) => repaired.has(id)));
    },
  };
}

/** Where the journal cannot be had: nothing is changed, everything else goes on. Each change is answered with `failure`. */
export function noChanges(failure: Failure): Changes {
  const refuse = async () => failure;
  const none = () => [];
  const acting = { make: refuse, undo: refuse, undoJourney: refuse, repair: refuse, refresh: refuse, plan: refuse };
  return { ...acting, forJourney: none, all: none, inverses: none };
}

/** Done by us, not taken back, and there is a way back. */
const isInForce = ({ state, inverse }: Entry): boolean => (state === 'done' || state === 'undoing') && inverse !== null;

function supersededBy(entries: readonly Entry[], chosen: readonly Entry[]): Set<Entry> {
  const ids = new Set(chosen.map(({ id }) => id));
  const position = new Map(entries.map(({ id }, index) => [id, index]));
  const isLater = (other: Entry, one: Entry) => (position.get(other.id) ?? 0) > (position.get(one.id) ?? 0);
  const others = entries.filter((entry) => isInForce(entry) && !ids.has(entry.id));
  return new Set(
    chosen.filter((one) =>
      others.some((other) => subjectOf(other.operation) === subjectOf(one.operation) && isLater(other, one)),
    ),
  );
}

/** More than one request only where one cannot hold them all. */
async function carryOutAll(
  door: Door,
  operations: readonly Operation[],
  options: CarryOutOptions | undefined,
): Promise<Result<{ changed: boolean[] }>> {
  const changed: boolean[] = [];
  for (let at = 0; at < operations.length; at += operationLimit) {
    const part = await door.carryOut(operations.slice(at, at + operationLimit), options);
    if (!part.ok) return part;
    changed.push(...part.value.changed);
  }
  return ok({ changed });
}

const errorOf = (result: Result<unknown>): Pick<Finish, 'error'> => (result.ok ? {} : { error: result.error });

async function isNowDone(door: Door, operation: Operation): Promise<boolean> {
  const now = await door.isDone(operation);
  return now.ok && now.value;
}

/** The certificate that a removal will take out, so that it can be put back; null for every other operation. */
async function removedBy(operation: Operation, door: Door): Promise<Result<Removed | null>> {
  if (operation.kind !== 'trust-remove') return ok(null);
  const found = await door.world.storeOf(operation.store)?.find(operation.sha256);
  if (!found) return fail('store-missing', { store: operation.store, tool: '' });
  if (!found.ok) return found;
  if (!found.value) return ok(null);
  const item = parseCertificate(found.value.der);
  if (!item.ok) return ok(null);
  return ok({ der: Buffer.from(found.value.der).toString('base64'), role: roleOf(item.value) });
}
