// The one way to change this machine: look, write the intent, act through the privileged door, look again, write the
// outcome. What was changed this way can be taken back; what was there before, or is somebody else's, cannot.
import { type Failure, fail, type Result } from '../../preload/contract/result.ts';
import type { ChangeView } from '../../preload/contract/trust-journey.ts';
import { strandedFile } from '../hosts/stranded.ts';
import type { CarryOutOptions, Door } from '../privileged/door.ts';
import type { Described, Operation } from '../privileged/operations.ts';
import { isInForce } from './in-force.ts';
import type { Entry, Journal } from './journal.ts';
import { type MakeOptions, makeChanges, planChanges } from './making.ts';
import { repairChanges } from './repair.ts';
import { lookAt, standingsOf } from './standing.ts';
import { planUndoing, type UndoOptions, undoChanges } from './undoing.ts';

export type Undone = {
  /** Ids of the changes that are taken back now. */
  ids: string[];
  /** Ids of those that were let stand, as what is there now is somebody else's. Only where it was asked for `anyway`. */
  left: string[];
  /** Read afresh at the end: is nothing of `ids` left? What was `left` is not asked about. */
  verified: boolean;
};

export type Planned = {
  operation: Operation;
  /** Null where there is no way back. */
  inverse: Operation | null;
  what: Described;
  needsRights: boolean;
};

export type Stranded = { state: 'put-back' | 'missing'; file: string; stranded: string };

export type Changes = {
  /**
   * Makes the world as the operations say, with one prompt for rights at most and none where it is right already.
   * `changed` tells for each whether we changed something. On a failure, what was done nevertheless is journalled as
   * done, and can be taken back.
   */
  make(
    journey: string,
    operations: readonly Operation[],
    options?: MakeOptions,
  ): Promise<Result<{ changed: boolean[] }>>;
  /** What `make` would do, in order. What is right already is left out; nothing is carried out. */
  plan(operations: readonly Operation[]): Promise<Result<Planned[]>>;
  /**
   * Takes changes back, latest first, in one go. `nothing-to-undo`; `undo-conflict` where somebody has changed the
   * target since: then nothing is taken back, unless it is asked for `anyway`.
   */
  undo(ids: readonly string[], options?: UndoOptions): Promise<Result<Undone>>;
  undoJourney(journey: string, options?: CarryOutOptions): Promise<Result<Undone>>;
  /** What `undo` would do, in order, with its failures. What is right already is left out; nothing is carried out. */
  planUndo(ids: readonly string[], options?: Pick<UndoOptions, 'anyway'>): Promise<Result<Planned[]>>;
  /**
   * Lets stand what somebody made of changes: they are not ours to take back any more. Those that are as we left them
   * stay as they are; `nothing-to-undo` where there are no others.
   */
  leave(ids: readonly string[]): Promise<Result<void>>;
  /** What a journey changed on this machine, oldest first, with what was taken back again. */
  forJourney(journey: string): ChangeView[];
  /** Every change that the journal knows, oldest first, as of the last `refresh`. */
  all(): Entry[];
  /** Reads what another process has changed meanwhile, for what only shows. All that acts does so by itself. */
  refresh(): Promise<Result<void>>;
  /**
   * Finds out from the world how the changes ended that a crash interrupted, finishes or rolls back what needs no rights,
   * and answers with them. What needs rights becomes `half`.
   */
  repair(): Promise<Result<Entry[]>>;
  /**
   * Whether the hosts file was found without its name: `put-back` by a repair of this process, or `missing` still, as only
   * more rights can rename it. `stranded` is the name that it had, or has. Null where nothing of this is so.
   */
  strandedHosts(): Promise<Stranded | null>;
};

export function openChanges({ door, journal }: { door: Door; journal: Journal }): Changes {
  // What this process is doing just now is not what a crash has left.
  let acting = 0;
  let putBack: string | null = null;
  const act = async <T>(work: () => Promise<T>): Promise<T> => {
    acting += 1;
    return work().finally(() => {
      acting -= 1;
    });
  };
  const parts = { door, journal };
  const repair = () =>
    repairChanges(parts, {
      isActing: () => acting > 0,
      onPutBack: (stranded) => {
        putBack = stranded;
      },
    });
  // What a child of this process was left alone with may have come true since, and is taken back like the rest.
  const undo = async (isMeant: (entry: Entry) => boolean, options: UndoOptions): Promise<Result<Undone>> => {
    if (journal.unfinished().length > 0) await repair();
    return act(() => undoChanges(isMeant, options, parts));
  };
  return {
    make: (journey, operations, options = {}) => act(() => makeChanges(journey, operations, options, parts)),
    plan: (operations) => planChanges(operations, parts),
    undo: (ids, options = {}) => undo(({ id }) => ids.includes(id), options),
    undoJourney: (journey, options = {}) => undo((entry) => entry.journey === journey, options),
    planUndo: (ids, { anyway = false } = {}) => planUndoing(({ id }) => ids.includes(id), anyway, parts),
    refresh: () => journal.refresh(),
    all: () => journal.entries(),
    repair,
    strandedHosts: async () => {
      const path = door.world.hostsFile();
      if (!path.ok) return null;
      const missing = await strandedFile(path.value);
      const stranded = missing ?? putBack;
      return stranded === null ? null : { state: missing ? 'missing' : 'put-back', file: path.value, stranded };
    },

    leave: async (ids) => {
      const fresh = await journal.refresh();
      if (!fresh.ok) return fresh;
      const standings = await standingsOf(journal.entries(), lookAt(door.world));
      const left = journal.entries().filter((entry) => {
        const standing = standings.get(entry.id);
        return ids.includes(entry.id) && isInForce(entry) && (standing === 'changed' || standing === 'gone');
      });
      if (left.length === 0) return fail('nothing-to-undo', {});
      return journal.finish(left.map(({ id }) => ({ id, outcome: 'left' })));
    },

    forJourney: (journey) =>
      journal
        .forJourney(journey)
        .flatMap(({ id, at, state, what: { kind, target, what, thumbprint } }) =>
          kind !== 'hosts-line-removed' && kind !== 'hosts-restored' && shownInJourney.includes(state)
            ? [{ id, at, kind, target, what, thumbprint, undone: state === 'undone' }]
            : [],
        ),
  };
}

const shownInJourney: readonly Entry['state'][] = ['done', 'undoing', 'half', 'undone'];

/** Where the journal cannot be had: nothing is changed, everything else goes on. Each change is answered with `failure`. */
export function noChanges(failure: Failure): Changes {
  const refuse = async () => failure;
  const nothing = () => [];
  return {
    make: refuse,
    plan: refuse,
    undo: refuse,
    undoJourney: refuse,
    planUndo: refuse,
    leave: refuse,
    repair: refuse,
    strandedHosts: async () => null,
    refresh: refuse,
    forJourney: nothing,
    all: nothing,
  };
}
