// What importing would do, worked out from the plan and from what the stores were seen to hold. Pure.
import { commonName, holdsPlan, needsUserRoots, type PlanEntry, type Store } from '../../../assets/text/facts.ts';
import type { ImportView, StoreScope } from '../../../preload/contract/trust-journey.ts';
import type { TrustNote } from '../../../preload/contract/trust-note.ts';

/** The store to offer first: the one used last time, else the first that Edge and Chrome read, else the first. */
export function firstScope(stores: readonly Store[], last: StoreScope | null): StoreScope {
  const usual = stores.find(({ scope }) => scope === last);
  const read = stores.find(({ readers }) => readers.includes('chromium'));
  return (usual ?? read ?? stores[0])?.scope ?? 'machine';
}

/** Where an entry goes, as people call it. A store that has compartments (Windows) says so with a “›”. */
export function locationFor(
  store: Store,
  place: PlanEntry['place'],
  places: Record<PlanEntry['place'], string>,
): string {
  const [root, compartment] = store.location.split(' › ');
  return compartment ? `${root} › ${places[place]}` : store.location;
}

export interface Deed {
  readonly sha256: string;
  readonly name: string;
  readonly place: PlanEntry['place'];
  /** False: it is there already. */
  readonly adds: boolean;
}

/** Each entry of the plan and whether it would be added. What a store that cannot be read holds is not assumed. */
export function deeds(view: ImportView, store: Store): Deed[] {
  return view.plan.map(({ sha256, item, place }) => ({
    sha256,
    name: commonName(item),
    place,
    adds: !store.present?.includes(sha256),
  }));
}

export type Holding = { kind: 'all' } | { kind: 'none' } | { kind: 'some'; found: number } | { kind: 'unreadable' };

export function holding(view: ImportView, store: Store): Holding {
  if (store.present === null) return { kind: 'unreadable' };
  if (holdsPlan(store, view.plan)) return { kind: 'all' };
  return store.present.length === 0 ? { kind: 'none' } : { kind: 'some', found: store.present.length };
}

/**
 * What decides about all of the plan, as far as it bears on the store that was chosen, or on those that hold the plan
 * once it is settled: that users' own roots count for nothing is no trouble where the machine's store has them.
 */
export function notesOfAll(view: ImportView, scope: StoreScope, settled: boolean): TrustNote[] {
  const isUsers = settled ? needsUserRoots(view) : scope === 'user';
  return view.notes.filter(({ kind }) => (kind === 'user-roots-off' ? isUsers : kind === 'browser-ignores-store'));
}

/** What decides about one certificate of the plan. */
export const notesOfOne = ({ notes }: ImportView, sha256: string): TrustNote[] =>
  notes.filter((note) => 'sha256' in note && note.sha256 === sha256);
