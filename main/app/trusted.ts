// The certificates that Certwright put into this computer's stores: what the journal says, what the stores say, and what
// their sensors show. It removes nothing by itself, and never what somebody else put there.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { TrustNote } from '../../preload/contract/trust-note.ts';
import type { Firefox, Trusted, TrustedView } from '../../preload/contract/trusted.ts';
import { type Ours, oursAmong } from '../journal/our-certificates.ts';
import { ownJourney } from '../journal/own-journey.ts';
import type { Store } from '../journal/store.ts';
import { isConfirmed } from '../journeys/confirm-change.ts';
import type { Run } from '../journeys/kind.ts';
import { askSensor, type KnownSensor, keepShown, knownSensors } from '../journeys/sensors.ts';
import type { TrustWorld } from '../journeys/trust/world.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { type Linkable, roleOf } from '../pki/certificate/roles.ts';
import { type OperationOf, subjectOf } from '../privileged/operations.ts';
import { linkables, needOf } from '../trust/need.ts';
import type { StoreId } from '../trust/trust-store.ts';

/** How many sensors are asked at once: a fleet is done soon, and a small appliance's network is not flooded. */
const atOnce = 4;

export type TrustedParts = {
  world: Pick<TrustWorld, 'now' | 'stores' | 'changes' | 'needsRights' | 'isGuarded' | 'people'>;
  store: Store;
  /** Those that can be opened: not what the command line did, nor what was forgotten. */
  journeys(): { id: string }[];
  /** What decides beside the stores. */
  firefox(): Promise<Firefox>;
  notes(ders: readonly Uint8Array[]): Promise<TrustNote[]>;
};

/** A certificate of the list, in one store. */
type Named = { store: StoreId; sha256: string };
type Found = { ours: Ours[]; held: Linkable[]; unread: string[]; journalUnread: boolean };

export class TrustedDesk {
  readonly #parts: TrustedParts;
  /** When each sensor (host:port) was asked in vain, ISO 8601. */
  readonly #silent = new Map<string, string>();

  constructor(parts: TrustedParts) {
    this.#parts = parts;
  }

  async list(): Promise<Result<TrustedView>> {
    const found = await this.#find();
    const { world, store, firefox, notes } = this.#parts;
    const sensors = knownSensors(
      store,
      found.ours.flatMap(({ added }) => added?.sensor ?? []),
    );
    const journeys = new Set(this.#parts.journeys().map(({ id }) => id));
    const rows = await Promise.all(found.ours.map((each) => this.#row(each, found.held, { sensors, journeys })));
    const certificates = rows.filter((row) => row !== null).sort(latestFirst);
    return ok({
      readAt: world.now().toISOString(),
      certificates,
      journalUnread: found.journalUnread,
      unread: found.unread,
      firefox: await firefox(),
      notes: await notes([...new Map(found.ours.map(({ sha256, der }) => [sha256, der])).values()]),
    });
  }

  /** Asks each sensor that a certificate of the list serves, or was added for. `cancelled`; a silent sensor is no failure. */
  async look(run: Run): Promise<Result<TrustedView>> {
    const listed = await this.list();
    if (!listed.ok) return listed;
    const wanted = new Set(
      listed.value.certificates.flatMap(({ sensor, others = [] }) => [sensor ?? [], others].flat()),
    );
    const sensors = knownSensors(this.#parts.store, [...wanted]);
    const waiting = [...sensors.values()].filter(({ sensor }) => wanted.has(sensor));
    const total = waiting.length;
    let done = 0;
    let answered = 0;
    const work = async () => {
      for (let next = waiting.shift(); next && !run.signal.aborted; next = waiting.shift()) {
        run.stage('handshake', done, total);
        if (await this.#ask(next, run)) answered++;
        done++;
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    if (run.signal.aborted) return fail('cancelled', {});
    const view = await this.list();
    return view.ok ? ok({ ...view.value, looked: { asked: total, answered } }) : view;
  }

  /** What `remove` would carry out; nothing where the certificates are not ours. */
  async removals(certificates: readonly Named[]): Promise<OperationOf<'trust-remove'>[]> {
    return (await this.#meant(certificates)).map(removal);
  }

  /**
   * Takes certificates of the list out of their stores, from each place where they are ours, in one go. What is not ours is
   * left alone.
   */
  async remove(certificates: readonly Named[], run: Run): Promise<Result<TrustedView>> {
    const meant = await this.#meant(certificates);
    if (meant.length === 0) return this.list();
    const { world } = this.#parts;
    const { changes } = world;
    const planned = await changes.plan(meant.map(removal));
    if (!planned.ok) return planned;
    const operations = planned.value.map(({ operation }) => operation);
    const asked = planned.value.map(({ what: { kind, target, what, thumbprint } }) => ({
      kind,
      target,
      what,
      thumbprint,
    }));
    if (!(await isConfirmed(operations, asked, world))) return fail('cancelled', {});
    const sensors = new Map(meant.map((each) => [subjectOf(removal(each)), each.added?.sensor ?? null]));
    const made = await changes.make(ownJourney, meant.map(removal), {
      signal: run.signal,
      onStage: run.stage,
      sensor: (operation) => sensors.get(subjectOf(operation)) ?? null,
    });
    return made.ok ? this.list() : made;
  }

  /**
   * Takes a certificate of the list off it that is not there any more. Changes nothing outside. `nothing-to-undo` where it
   * is there again.
   */
  async leave(id: StoreId, sha256: string): Promise<Result<TrustedView>> {
    const { changes } = this.#parts.world;
    const { ours } = await this.#find();
    const gone = ours.flatMap(({ store, added, there, ...each }) =>
      store.id === id && each.sha256 === sha256 && there === false && added ? [subjectOf(added.operation)] : [],
    );
    // Where it was added more than once, an earlier addition would take the place of the last one.
    const meant = changes
      .all()
      .filter(({ operation }) => operation.kind === 'trust-add' && gone.includes(subjectOf(operation)));
    const left = await changes.leave(meant.map((entry) => entry.id));
    return left.ok ? this.list() : left;
  }

  async #meant(certificates: readonly Named[]): Promise<Ours[]> {
    const { ours } = await this.#find();
    return ours.filter(
      (each) =>
        each.there !== false &&
        certificates.some(({ store, sha256 }) => each.store.id === store && each.sha256 === sha256),
    );
  }

  async #find(): Promise<Found> {
    const { changes, stores } = this.#parts.world;
    // Also where it fails the list is made, of what is known and of our marks in the stores; whatever acts looks for itself.
    const fresh = await changes.refresh();
    const listed = await Promise.all(
      stores.map(async (store) => {
        const found = await store.list();
        return { store, found: found.ok ? found.value : null };
      }),
    );
    const ders = new Map(listed.flatMap(({ found }) => (found ?? []).map(({ sha256, der }) => [sha256, der] as const)));
    // Not in force, and yet there: the next update of the system would bring it in force.
    const leftBehind = async (one: Ours): Promise<Ours> =>
      one.there === false && (await one.store.hasLeftover(one.sha256, one.place)) ? { ...one, there: true } : one;
    return {
      ours: await Promise.all(oursAmong(changes.all(), listed).map(leftBehind)),
      held: linkables([...ders.values()]),
      unread: listed.filter(({ found }) => found === null).map(({ store }) => store.location),
      journalUnread: !fresh.ok,
    };
  }

  async #row(
    ours: Ours,
    held: readonly Linkable[],
    { sensors, journeys }: { sensors: Map<string, KnownSensor>; journeys: ReadonlySet<string> },
  ): Promise<Trusted | null> {
    const { store, place, sha256, der, added, there } = ours;
    const item = parseCertificate(der);
    if (!item.ok) return null;
    const { world } = this.#parts;
    const named = added?.sensor ?? null;
    // The journals of older versions name no sensor, but its journey may still be known.
    const own =
      (named ? sensors.get(named) : null) ??
      [...sensors.values()].find(({ journeys }) => added && journeys.includes(added.journey));
    const needFor = (sensor: KnownSensor | null | undefined) =>
      needOf(der, sensor && this.#silentAt(sensor) === null ? (sensor.shown?.chain ?? null) : null, held, world.now());
    const others = [...sensors.values()].filter((each) => each !== own && needFor(each) === 'serves');
    const need = needFor(own);
    return {
      sha256,
      item: item.value,
      role: added?.operation.role ?? roleOf(item.value),
      store: store.id,
      location: store.location,
      scope: store.scope,
      place,
      readers: [...store.readers],
      addedAt: added?.at ?? null,
      sensor: named ?? own?.sensor ?? null,
      journey: added && journeys.has(added.journey) ? added.journey : null,
      there,
      need: need !== 'expired' && others.length > 0 ? 'serves' : need,
      ...(others.length > 0 ? { others: others.map(({ sensor }) => sensor) } : {}),
      seenAt: own?.shown?.at ?? null,
      silentAt: (own && this.#silentAt(own)) ?? null,
      needsRights: await world.needsRights(removal(ours)),
    };
  }

  /** Did it answer? */
  async #ask(sensor: KnownSensor, run: Run): Promise<boolean> {
    const shown = await askSensor(sensor, run.signal);
    if (run.signal.aborted) return false;
    if (shown) keepShown(this.#parts.store, sensor.sensor, shown);
    else this.#silent.set(sensor.sensor, this.#parts.world.now().toISOString());
    return shown !== null;
  }

  /** When it was asked last, if it did not answer then: what it shows now nobody knows. */
  #silentAt({ sensor, shown }: KnownSensor): string | null {
    const since = this.#silent.get(sensor) ?? null;
    return since !== null && shown && shown.at >= since ? null : since;
  }
}

const removal = ({ store, sha256, place }: Ours): OperationOf<'trust-remove'> => ({
  kind: 'trust-remove',
  store: store.id,
  sha256,
  place,
});

/** Those that are gone after all others; of one day, in the order of the stores. */
function latestFirst(a: Trusted, b: Trusted): number {
  const gone = Number(a.there === false) - Number(b.there === false);
  return gone || (b.addedAt ?? '').localeCompare(a.addedAt ?? '');
}
