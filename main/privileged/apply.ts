// Carries out one operation on the world and reads the result back. Runs as the user where that is enough, and in the
// elevated child: so it takes its targets from `World` alone, never from a request.
import type { AppError } from '../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { tidyBeside } from '../hosts/leftovers.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import { oneAtATime } from './act-lock.ts';
import { applyToHosts, isDoneInHosts, type Previewed } from './apply-hosts.ts';
import { type Operation, type OperationOf, thumbprintOf } from './operations.ts';

/** Where operations land: worked out from constants and the operating system by whoever carries them out. */
export type World = {
  platform: NodeJS.Platform;
  now(): Date;
  /** Null where this machine has no such store. */
  storeOf(id: string): TrustStore | null;
  /** Absolute path. */
  hostsFile(): Result<string>;
  /** Whether replacing the hosts file takes more rights than this process has. */
  hostsNeedRights(): Promise<boolean>;
  /** Absolute path of the folder that keeps the hosts file as it was before each change. */
  backupDir(): Result<string>;
  /**
   * Milliseconds after a change of the hosts file until it is looked at once more, because security software takes
   * changes back; without it there is no second look.
   */
  settle?: number;
  /** Empties the system's cache of names, as well as it can. */
  flushResolver?(): Promise<void>;
};

type TrustOperation = OperationOf<'trust-add' | 'trust-remove'>;

const isTrust = (operation: Operation): operation is TrustOperation =>
  operation.kind === 'trust-add' || operation.kind === 'trust-remove';

/** What became of a request: how far it came, and why it stopped, if it did. */
export type Applied = { changed: boolean[]; error: AppError | null };

/**
 * Carries out operations in order, and stops at the first that fails. Nobody else of us changes the machine meanwhile,
 * so only what other programs write can come in between.
 * @param isWanted asked before each of them, once nobody else is at work: false ends it there, as `cancelled`
 */
export async function applyAll(
  operations: readonly Operation[],
  world: World,
  isWanted: () => Promise<boolean> = async () => true,
): Promise<Applied> {
  const isOfMachine = (operation: Operation) =>
    !isTrust(operation) || world.storeOf(operation.store)?.scope === 'machine';
  if (!operations.some(isOfMachine)) return applyInOrder(operations, world, isWanted);
  try {
    return await oneAtATime(world, async (isAlone) => {
      const path = world.hostsFile();
      if (isAlone && path.ok && operations.some((operation) => !isTrust(operation))) await tidyBeside(path.value);
      return applyInOrder(operations, world, isWanted);
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
    return { changed: [], error: fail('write-failed', { file: 'hosts', detail: 'EBUSY' }).error };
  }
}

async function applyInOrder(
  operations: readonly Operation[],
  world: World,
  isWanted: () => Promise<boolean>,
): Promise<Applied> {
  const changed: boolean[] = [];
  const previewed: Previewed = new Map();
  for (const operation of operations) {
    if (!(await isWanted())) return { changed, error: fail('cancelled', {}).error };
    const result = await apply(operation, world, previewed);
    if (!result.ok) return { changed, error: result.error };
    changed.push(result.value.changed);
  }
  return { changed, error: null };
}

/** Carries out one operation: reads, does nothing where the world is right already, else acts and reads back. */
function apply(operation: Operation, world: World, previewed: Previewed): Promise<Result<{ changed: boolean }>> {
  return isTrust(operation) ? applyToStore(operation, world) : applyToHosts(operation, world, previewed);
}

/** Does the world already look as it should after the operation? */
export async function isDone(operation: Operation, world: World): Promise<Result<boolean>> {
  if (isTrust(operation)) {
    const store = openStore(operation, world);
    if (!store.ok) return store;
    const all = await store.value.list();
    if (!all.ok) return all;
    const sha256 = thumbprintOf(operation);
    const found = all.value.filter((entry) => entry.sha256 === sha256);
    // What is trusted by itself serves in a path as well. What is going does not stay.
    if (operation.kind === 'trust-add')
      return ok(found.some(({ place, going }) => !going && (place === operation.place || place === 'root')));
    // What is left of a change that was stopped in the middle may come into force by itself.
    const isThere = found.some(({ place }) => place === operation.place);
    return ok(!isThere && !(await store.value.hasLeftover(sha256, operation.place)));
  }
  return isDoneInHosts(operation, world);
}

/**
 * Was it stopped in the middle, as by a crash? A part lies there without being in force, or, of a removal, the certificate
 * is in force and going.
 */
export async function isHalfDone(operation: Operation, world: World): Promise<Result<boolean>> {
  if (!isTrust(operation)) return ok(false);
  const done = await isDone(operation, world);
  if (!done.ok || done.value) return done.ok ? ok(false) : done;
  const store = openStore(operation, world);
  if (!store.ok) return store;
  const sha256 = thumbprintOf(operation);
  if (await store.value.hasLeftover(sha256, operation.place)) return ok(true);
  if (operation.kind === 'trust-add') return ok(false);
  const all = await store.value.list();
  if (!all.ok) return all;
  return ok(all.value.some((each) => each.sha256 === sha256 && each.place === operation.place && each.going === true));
}

/** Can this process not do it by itself? */
export async function needsRights(operation: Operation, world: World): Promise<Result<boolean>> {
  if (isTrust(operation)) {
    const store = openStore(operation, world);
    return store.ok ? ok(await store.value.needsRights()) : store;
  }
  return ok(await world.hostsNeedRights());
}

/** The store's or the file's name for people. */
export function targetName(operation: Operation, world: World): string {
  if (isTrust(operation)) return world.storeOf(operation.store)?.location ?? operation.store;
  const path = world.hostsFile();
  return path.ok ? path.value : 'hosts';
}

function openStore(operation: TrustOperation, world: World): Result<TrustStore> {
  const store = world.storeOf(operation.store);
  return store ? ok(store) : fail('store-missing', { store: operation.store, tool: '' });
}

async function applyToStore(operation: TrustOperation, world: World): Promise<Result<{ changed: boolean }>> {
  const store = openStore(operation, world);
  if (!store.ok) return store;
  const right = await isDone(operation, world);
  if (!right.ok) return right;
  if (right.value) return ok({ changed: false });
  const { kind } = operation;
  const acted =
    kind === 'trust-add'
      ? await store.value.add(Buffer.from(operation.der, 'base64'), operation)
      : await store.value.remove(operation.sha256, operation.place);
  if (!acted.ok) return acted;
  const now = await isDone(operation, world);
  if (!now.ok) return now;
  if (now.value) return ok({ changed: true });
  const sha256 = thumbprintOf(operation);
  return kind === 'trust-add'
    ? fail('not-trusted-yet', { sha256 })
    : fail('still-there', { store: store.value.location, sha256 });
}
