// Making changes: look, write the intent, act through the privileged door, look again, write the outcome.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { roleOf } from '../pki/certificate/roles.ts';
import { isSomebodyActing } from '../privileged/act-lock.ts';
import { targetName } from '../privileged/apply.ts';
import type { CarryOutOptions, Door } from '../privileged/door.ts';
import { describe, inverseOf, type Operation, operationLimit, type Removed } from '../privileged/operations.ts';
import type { Planned } from './changes.ts';
import { type HostsForecast, hostsForecast } from './hosts-forecast.ts';
import type { Finish, Intent, Journal } from './journal.ts';

export type MakeOptions = CarryOutOptions & {
  /** The sensor for which it is done, as host:port; a function where each operation has its own. */
  sensor?: string | ((operation: Operation) => string | null);
};

type Parts = { door: Door; journal: Journal };

/** An operation that is still to be done, with what is known about it beforehand. */
type Todo = Omit<Planned, 'needsRights'>;

/** Leaves out what is right already. Touches nothing. */
async function todoOf(operations: readonly Operation[], door: Door, hosts: HostsForecast): Promise<Result<Todo[]>> {
  const todo: Todo[] = [];
  for (const operation of operations) {
    if (operation.kind === 'trust-add') {
      // Nothing but a certificate gets into the journal in the name of one.
      const item = parseCertificate(Buffer.from(operation.der, 'base64'));
      if (!item.ok) return item;
    }
    const foretold = await hosts.isDone(operation);
    const right = foretold === null ? await door.isDone(operation) : ok(foretold);
    if (!right.ok) return right;
    if (right.value) continue;
    const removed = await removedBy(operation, door);
    if (!removed.ok) return removed;
    const taken = await hosts.takenBy(operation);
    const what = {
      ...describe(operation, targetName(operation, door.world), removed.value),
      ...(await hosts.after(operation)),
    };
    todo.push({ operation, inverse: inverseOf(operation, removed.value, taken), what });
  }
  return ok(todo);
}

/** What `makeChanges` would do; carries out nothing. */
export async function planChanges(operations: readonly Operation[], { door }: Parts): Promise<Result<Planned[]>> {
  const todo = await todoOf(operations, door, hostsForecast(door.world));
  if (!todo.ok) return todo;
  const planned: Planned[] = [];
  for (const each of todo.value) {
    const needsRights = await door.needsRights(each.operation);
    if (!needsRights.ok) return needsRights;
    planned.push({ ...each, needsRights: needsRights.value });
  }
  return ok(planned);
}

/** See `Changes.make`. */
export async function makeChanges(
  journey: string,
  operations: readonly Operation[],
  { sensor, ...options }: MakeOptions,
  { door, journal }: Parts,
): Promise<Result<{ changed: boolean[] }>> {
  const fresh = await journal.refresh();
  if (!fresh.ok) return fresh;
  const hosts = hostsForecast(door.world);
  const todo = await todoOf(operations, door, hosts);
  if (!todo.ok) return todo;
  if (todo.value.length === 0) return ok({ changed: operations.map(() => false) });
  const sensorOf = typeof sensor === 'function' ? sensor : () => sensor ?? null;
  const intents = todo.value.map((each): Intent => ({ journey, sensor: sensorOf(each.operation), ...each }));
  const ids = await journal.begin(intents);
  if (!ids.ok) return ids;
  const wanted = todo.value.map(({ operation }) => operation);
  const carried = await carryOutAll(door, wanted, options);
  const isOpen = mayStillAct(carried, door);
  const asForecast = await hosts.cameTrue();
  const outcomes: Finish[] = [];
  for (const [index, operation] of wanted.entries()) {
    const id = ids.value[index] as string;
    const unlike = asForecast ? {} : { hashesUnknown: true as const };
    if (carried.ok) outcomes.push({ id, outcome: carried.value.changed[index] ? 'done' : 'nothing', ...unlike });
    else if (await isNowDone(door, operation)) outcomes.push({ id, outcome: 'done', error: carried.error, ...unlike });
    else if (isOpen) continue;
    else if (await isHalfDone(door, operation)) outcomes.push({ id, outcome: 'half', error: carried.error });
    else outcomes.push({ id, outcome: 'failed', error: carried.error });
  }
  const finished = await journal.finish(outcomes);
  if (!carried.ok) return carried;
  if (!finished.ok) return finished;
  const changed = new Map(wanted.map((operation, index) => [operation, carried.value.changed[index] ?? false]));
  return ok({ changed: operations.map((operation) => changed.get(operation) ?? false) });
}

/** More than one request only where one cannot hold them all. */
export async function carryOutAll(
  door: Door,
  operations: readonly Operation[],
  options: CarryOutOptions,
): Promise<Result<{ changed: boolean[] }>> {
  const changed: boolean[] = [];
  for (let at = 0; at < operations.length; at += operationLimit) {
    const part = await door.carryOut(operations.slice(at, at + operationLimit), options);
    if (!part.ok) return part;
    changed.push(...part.value.changed);
  }
  return ok({ changed });
}

/**
 * Was the child given up in the middle of its work? Then nobody knows yet how that ends: it gets no outcome here, and
 * the next repair finds out. To be asked before the world is looked at.
 */
export const mayStillAct = (carried: Result<unknown>, { world }: Door): boolean =>
  !carried.ok && carried.error.code === 'child-failed' && isSomebodyActing(world);

/** Where it cannot be read now, nothing is claimed. */
export async function isNowDone(door: Door, operation: Operation): Promise<boolean> {
  const now = await door.isDone(operation);
  return now.ok && now.value;
}

export async function isHalfDone(door: Door, operation: Operation): Promise<boolean> {
  const half = await door.isHalfDone(operation);
  return half.ok && half.value;
}

/** The certificate that a removal will take out, so that it can be put back; null for every other operation. */
async function removedBy(operation: Operation, door: Door): Promise<Result<Removed | null>> {
  if (operation.kind !== 'trust-remove') return ok(null);
  const store = door.world.storeOf(operation.store);
  const found = await store?.find(operation.sha256);
  if (!store || !found) return fail('store-missing', { store: operation.store, tool: '' });
  if (!found.ok) return found;
  if (!found.value) return ok(null);
  const item = parseCertificate(found.value.der);
  if (!item.ok) return ok(null);
  const was = await store.asItStands(operation.sha256, operation.place);
  if (!was.ok) return was;
  return ok({ der: Buffer.from(found.value.der).toString('base64'), role: roleOf(item.value), was: was.value });
}
