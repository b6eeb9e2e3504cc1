// A person is asked before every change of a certificate store that no prompt of the system guards, so that a page which
// was taken over cannot change this computer alone.
import type { Planned } from '../journal/changes.ts';
import type { StoreId, TrustStore } from '../trust/trust-store.ts';
import type { TrustWorld } from './trust/world.ts';

/** Stores before whose change the system itself asks the person, without administrator rights being needed. */
export const asksItself: ReadonlySet<StoreId> = new Set(['windows-user', 'macos-login', 'macos-system']);

/** Of what is planned, that which would be done without anybody being asked by the system. */
export const unguarded = (planned: readonly Planned[]): Planned[] =>
  planned.filter(
    ({ operation, needsRights }) => !needsRights && !('store' in operation && asksItself.has(operation.store)),
  );

/** True also where nothing would change. */
export async function isConfirmed(
  store: TrustStore,
  changes: Parameters<TrustWorld['people']['confirm']>[0],
  people: TrustWorld['people'],
): Promise<boolean> {
  if (changes.length === 0 || asksItself.has(store.id) || (await store.needsRights())) return true;
  return people.confirm(changes);
}
