// Keeps journeys and carries their actions out, one at a time for each journey. The window and the command line are
// two views of it. Progress is written after every action, so a killed app goes on where it stood.

import type { JourneySummary } from '../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { TrustAction, TrustJourney } from '../../preload/contract/trust-journey.ts';
import { trustStepIds } from '../../preload/contract/trust-journey.ts';
import type { Store } from '../journal/store.ts';
import { actOnTrust } from './trust/actions/index.ts';
import { refreshStores } from './trust/actions/stores.ts';
import { newTrustState, type TrustState, trustStateSchema } from './trust/state.ts';
import { trustView } from './trust/view.ts';
import type { Run, TrustWorld } from './trust/world.ts';

const keyOf = (id: string) => `journeys.${id}`;

export class JourneyRunner {
  readonly #store: Store;
  readonly #world: TrustWorld;
  readonly #newId: () => string;
  /** The last action of each journey, so that the next one waits for it. */
  readonly #turns = new Map<string, Promise<unknown>>();

  constructor(store: Store, world: TrustWorld, newId: () => string) {
    this.#store = store;
    this.#world = world;
    this.#newId = newId;
  }

  /**
   * A new journey. Those that hold nothing anyone would miss go: without an address, or for practice and with nothing
   * left to take back.
   */
  start(practice: boolean): TrustJourney {
    for (const id of Object.keys(this.#journeys())) {
      const old = this.#recall(id);
      const isEmpty = old !== null && (old.address === null || (practice && old.practice && !this.#leftSomething(id)));
      if (isEmpty && !this.#turns.has(id)) this.#store.delete(keyOf(id));
    }
    const state = newTrustState(this.#newId(), this.#world.now().toISOString(), practice);
    this.#keep(state);
    return this.#view(state);
  }

  /** The journey as it stands, with the stores read again: a step done by hand meanwhile counts. */
  async open(id: string): Promise<Result<TrustJourney>> {
    return this.#inTurn(id, async () => {
      const state = this.#recall(id);
      if (!state) return fail('no-such-journey', { id });
      // Whether it succeeds or not: a view may be old, and whatever acts looks for itself.
      await this.#world.changes.refresh();
      const fresh = await refreshStores(state, this.#world);
      this.#keep(fresh);
      return ok(this.#view(fresh));
    });
  }

  act(id: string, action: TrustAction, run: Run): Promise<Result<TrustJourney>> {
    return this.#inTurn(id, async () => {
      const state = this.#recall(id);
      if (!state) return fail('no-such-journey', { id });
      if (run.signal.aborted) return fail('cancelled', {});
      await this.#world.changes.refresh();
      const next = await actOnTrust(state, action, this.#world, run);
      if (!next.ok) return next;
      const kept = { ...next.value, updatedAt: this.#world.now().toISOString() };
      this.#keep(kept);
      return ok(this.#view(kept));
    });
  }

  /** Latest first. A record that cannot be read (another version wrote it) is left alone and not listed. */
  list(): JourneySummary[] {
    return Object.keys(this.#journeys())
      .map((id) => this.#recall(id))
      .filter((state) => state !== null)
      .filter(({ address }) => address !== null)
      .map((state) => {
        const view = this.#view(state);
        return {
          id: view.id,
          kind: view.kind,
          title: view.address?.text ?? '',
          practice: view.practice,
          current: view.current,
          stepNumber: trustStepIds.indexOf(view.current) + 1,
          stepCount: trustStepIds.length,
          finished: view.done.url !== null,
          updatedAt: view.updatedAt,
          changes: view.done.changes.filter((change) => !change.undone).length,
        };
      })
      .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  }

  /** Drops what was remembered. What was changed on this computer stays, and stays in the journal. */
  forget(id: string): Promise<Result<Record<string, never>>> {
    return this.#inTurn(id, async () => {
      this.#store.delete(keyOf(id));
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
    return this.#world.changes.forJourney(id).some(({ undone }) => !undone);
  }

  #journeys(): Record<string, unknown> {
    const all = this.#store.get('journeys');
    return typeof all === 'object' && all !== null ? (all as Record<string, unknown>) : {};
  }

  #recall(id: string): TrustState | null {
    const parsed = trustStateSchema.safeParse(this.#journeys()[id]);
    return parsed.success ? parsed.data : null;
  }

  #keep(state: TrustState): void {
    this.#store.set(keyOf(state.id), state);
  }

  #view(state: TrustState): TrustJourney {
    return trustView(state, this.#world.changes.forJourney(state.id), this.#world.now(), this.#world.platform);
  }
}
