// Random acts of the app: add, remove, take back one, a journey or all, put a kept copy back.
import { listKept } from '../../main/hosts/kept-copies.ts';
import type { Changes } from '../../main/journal/changes.ts';
import { isInForce } from '../../main/journal/in-force.ts';
import { type Operation, subjectOf, thumbprintOf } from '../../main/privileged/operations.ts';
import type { StoreId } from '../../main/trust/trust-store.ts';
import type { Result } from '../../preload/contract/result.ts';
import type { Random } from './random.ts';

export type ActsWorld = {
  changes: Changes;
  random: Random;
  /** Base64 of DER. */
  certificates: readonly string[];
  store: StoreId;
  /** Are whole files put back? */
  restores: boolean;
  copies: string;
  hostsSha256(): string;
  /** Only certificates: the store is a slow one. */
  onlyTrust: boolean;
};

const journeys = ['j1', 'j2', 'j3'];
const hosts = [
  ['a.kill.example', '192.0.2.1'],
  ['b.kill.example', '192.0.2.2'],
  ['c.kill.example', '2001:db8::3'],
  ['d.kill.example', '192.0.2.4'],
  // Somebody has mapped it elsewhere: ours goes above theirs.
  ['old.example', '192.0.2.5'],
] as const;

function randomAdd({ random, certificates, store, onlyTrust }: ActsWorld, tag: string): Operation {
  if (onlyTrust || random.below(3) === 0)
    return { kind: 'trust-add', store, der: random.pick(certificates), role: 'root-ca', place: 'root' };
  const [name, address] = random.pick(hosts);
  return { kind: 'hosts-add', name, address, tag, before: null, override: true };
}

function opposite(operation: Operation): Operation | null {
  if (operation.kind === 'trust-add') {
    const { store, place } = operation;
    return { kind: 'trust-remove', store, sha256: thumbprintOf(operation), place };
  }
  if (operation.kind !== 'hosts-add') return null;
  const { name, address, tag } = operation;
  return { kind: 'hosts-remove', name, address, tag };
}

type Act = { name: string; go(): Promise<Result<unknown>> };

/** The next act, chosen by what there is. */
export async function nextAct(world: ActsWorld): Promise<Act> {
  const { changes, random, restores, copies } = world;
  const journey = random.pick(journeys);
  const standing = changes.all().filter(isInForce);
  const dice = random.next();
  if (standing.length > 0 && dice < 0.16)
    return { name: 'undo one', go: () => changes.undo([random.pick(standing).id]) };
  if (standing.length > 0 && dice < 0.22) return { name: 'undo journey', go: () => changes.undoJourney(journey) };
  if (standing.length > 4 && dice < 0.3) {
    const ids = changes.all().map(({ id }) => id);
    return { name: 'undo all', go: () => changes.undo(ids) };
  }
  if (standing.length > 0 && dice < 0.46) {
    const operation = opposite(random.pick(standing).operation);
    if (operation) return { name: operation.kind, go: () => changes.make(journey, [operation]) };
  }
  if (restores && dice < 0.62) {
    const kept = await listKept(copies);
    if (kept.length > 0) {
      const operation = {
        kind: 'hosts-restore',
        before: world.hostsSha256(),
        after: random.pick(kept).sha256,
      } as const;
      return { name: operation.kind, go: () => changes.make('activity', [operation]) };
    }
  }
  const drawn = Array.from({ length: 1 + random.below(3) }, () => randomAdd(world, journey));
  const operations = [...new Map(drawn.map((operation) => [subjectOf(operation), operation])).values()];
  return { name: operations.length > 1 ? 'add several' : 'add one', go: () => changes.make(journey, operations) };
}
