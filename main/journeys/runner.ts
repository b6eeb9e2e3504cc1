// Keeps journeys and carries their actions out, one at a time for each journey. The window and the command line are
// two views of it. Progress is written after every action, so a killed app goes on where it stood.
import type { Journey, JourneyKind, JourneyOf, JourneySummary } from '../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Changes, Planned } from '../journal/changes.ts';
import type { Store } from '../journal/store.ts';
import { type AnyAction, type BaseState, type JourneyFor, type Kind, kindOf, type Run } from './kind.ts';

const keyOf = (id: string) => `journeys.${id}`;

type RunnerParts = {
  store: Store;
  changes: Changes;
  now(): Date;
  newId(): string;
  /** Those that can be run here. Journeys of others stay in the store, and are not listed. */
  kinds: readonly Kind[];
};

export class JourneyRunner {
  readonly #store: Store;
  readonly #changes: Changes;
  readonly #now: () => Date;
  readonly #newId: () => string;
  readonly #kinds: ReadonlyMap<JourneyKind, Kind>;
  /** The last action of each journey, so that the next one waits for it. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor({ store, changes, now, newId, kinds }: RunnerParts) {
    this.#store = store;
    this.#changes = changes;
    this.#now = now;
    this.#newId = newId;
    this.#kinds = new Map(kinds.map((kind) => [kind.kind, kind]));
  }

  /**
   * A new journey. Those that hold nothing anyone would miss go: empty ones, and those of its kind for practice that
   * have nothing left to take back and hold nobody's work.
   */
  start<K extends JourneyKind>(kind: K, practice: boolean): JourneyOf<K> {
    for (const id of Object.keys(this.#journeys())) {
      const old = this.#recall(id);
      if (!old || this.#turns.has(id)) continue;
      const { state } = old;
      const isPracticed = practice && state.practice && state.kind === kind;
      const isReplaced = isPracticed && !old.kind.holdsWork(state) && !this.#leftSomething(id);
      if (old.kind.isEmpty(state) || isReplaced) {
        this.#store.delete(keyOf(id));
        void old.kind.forget(state);
      }
    }
    const chosen = this.#kinds.get(kind);
    if (!chosen) throw new Error(`no ${kind} journeys here`);
    const state = chosen.start(this.#newId(), this.#now().toISOString(), practice);
    this.#keep(state);
    return this.#view(chosen, state) as JourneyOf<K>;
  }

  /** The journey as it stands, with the world read again: a step done by hand meanwhile counts. */
  async open(id: string): Promise<Result<Journey>> {
    return this.#inTurn(id, async () => {
      const found = this.#recall(id);
      if (!found) return fail('no-such-journey', { id });
      // Whether it succeeds or not: a view may be old, and whatever acts looks for itself.
      await this.#changes.refresh();
      const fresh = await found.kind.refresh(found.state);
      this.#keep(fresh);
      return ok(this.#view(found.kind, fresh));
    });
  }

  act<A extends AnyAction>(id: string, action: A, run: Run): Promise<Result<JourneyFor<A>>> {
    return this.#inTurn(id, async () => {
      const found = this.#recall(id);
      // What one kind of journey is asked for, another does not know.
      if (!found || found.kind.kind !== kindOf(action)) return fail('no-such-journey', { id });
      if (run.signal.aborted) return fail('cancelled', {});
      await this.#changes.refresh();
      const next = await found.kind.act(found.state, action as never, run);
      if (!next.ok) return next;
      const kept = { ...next.value, updatedAt: this.#now().toISOString() };
      this.#keep(kept);
      return ok(this.#view(found.kind, kept) as JourneyFor<A>);
    });
  }

  /**
   * What an action would do to this computer, as the journey and the world stand. Does nothing. The failure that the action
   * would answer with, as far as it can be known: to take back what somebody has changed since is an `undo-conflict`.
   */
  async plan(id: string, action: AnyAction): Promise<Result<Planned[]>> {
    const found = this.#recall(id);
    if (!found || found.kind.kind !== kindOf(action)) return fail('no-such-journey', { id });
    await this.#changes.refresh();
    const meant = found.kind.operations(found.state, action as never);
    if (!meant.ok) return meant;
    if (meant.value !== 'undo') return this.#changes.plan(meant.value);
    const own = this.#changes.all().filter(({ journey }) => journey === id);
    return this.#changes.planUndo(own.map((entry) => entry.id));
  }

  /** Latest first. A record that cannot be read (another version wrote it) is left alone and not listed. */
  list(): JourneySummary[] {
    return Object.keys(this.#journeys())
      .map((id) => this.#recall(id))
      .filter((found) => found !== null)
      .filter(({ kind, state }) => !kind.isEmpty(state))
      .map(({ kind, state }) => {
        const view = this.#view(kind, state);
        const { id, practice, current, updatedAt } = view;
        return {
          id,
          kind: view.kind,
          title: kind.title(view),
          practice,
          current,
          stepNumber: kind.stepIds.indexOf(current) + 1,
          stepCount: kind.stepIds.length,
          finished: kind.isFinished(view),
          updatedAt,
          changes: view.done.changes.filter((change) => !change.undone).length,
        } as JourneySummary;
      })
      .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  }

  /** Drops what was remembered. What was changed on this computer stays, and stays in the journal. */
  forget(id: string): Promise<Result<Record<string, never>>> {
    return this.#inTurn(id, async () => {
      const found = this.#recall(id);
      this.#store.delete(keyOf(id));
      await found?.kind.forget(found.state);
      return ok({});
    });
  }

  async #inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const before = this.#turns.get(id) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.#turns.set(id, mine);
    try {
      return await mine;
    } finally {
      if (this.#turns.get(id) === mine) this.#turns.delete(id);
    }
  }

  #leftSomething(id: string): boolean {
    return this.#changes.forJourney(id).some(({ undone }) => !undone);
  }

  #journeys(): Record<string, unknown> {
    const all = this.#store.get('journeys');
    return typeof all === 'object' && all !== null ? (all as Record<string, unknown>) : {};
  }

  #recall(id: string): { kind: Kind; state: BaseState } | null {
    const record = this.#journeys()[id];
    const kind = this.#kinds.get((record as { kind?: JourneyKind } | undefined)?.kind as JourneyKind);
    const parsed = kind?.schema.safeParse(record);
    return kind && parsed?.success ? { kind, state: parsed.data } : null;
  }

  #keep(state: BaseState): void {
    this.#store.set(keyOf(state.id), state);
  }

  #view(kind: Kind, state: BaseState): Journey {
    return kind.view(state, this.#changes.forJourney(state.id));
  }
}
