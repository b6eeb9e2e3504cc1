// A person is asked before every change of this computer that no prompt of the system surely guards, so that a page which
// was taken over cannot make one alone.
import type { DescribedChange } from '../../preload/contract/activity.ts';
import type { ElevationWay } from '../privileged/elevation.ts';
import type { Operation } from '../privileged/operations.ts';
import type { StoreId } from '../trust/trust-store.ts';
import type { TrustWorld } from './trust/world.ts';

/** Stores before whose change the system itself asks the person, without administrator rights: for a root alone. */
const askForRoots: ReadonlySet<StoreId> = new Set(['windows-user', 'macos-login']);

/** These ask each time. sudo remembers an answer for some minutes, or never asks at all. */
const askingWays: ReadonlySet<ElevationWay | 'nobody'> = new Set(['uac', 'osascript', 'pkexec']);

/** @param way to the rights, where the operation needs some; null where it needs none */
export const asksSurely = (operation: Operation, way: ElevationWay | 'nobody' | null): boolean =>
  way === null
    ? 'store' in operation && operation.place === 'root' && askForRoots.has(operation.store)
    : askingWays.has(way);

/**
 * May these be done, which people know as `changes`? True also where nothing would change, and where the system asks
 * before each of them.
 */
export async function isConfirmed(
  operations: readonly Operation[],
  changes: readonly DescribedChange[],
  { isGuarded, people }: Pick<TrustWorld, 'isGuarded'> & { people: Pick<TrustWorld['people'], 'confirm'> },
): Promise<boolean> {
  if (changes.length === 0) return true;
  for (const operation of operations) {
    if (!(await isGuarded(operation))) return people.confirm(changes);
  }
  return true;
}
