// What the stores of this computer hold of the certificates that the journey is about.
import { fail, type Result } from '../../../../preload/contract/result.ts';
import { planTrust, type TrustEntry, type TrustPlan } from '../../../pki/certificate/trust-plan.ts';
import type { StoredCertificate } from '../../../trust/trust-store.ts';
import type { TrustState } from '../state.ts';
import { addedOf, sentOf } from '../view.ts';
import type { TrustWorld } from '../world.ts';

export function planOf(state: TrustState): Result<TrustPlan> {
  if (!state.download) return fail('not-yet', { step: 'import', needs: 'download' });
  return planTrust(sentOf(state), addedOf(state));
}

/**
 * Looks into every store for the certificates of the plan, and for what decides beside them. A store that cannot be read
 * says so; it is not empty.
 */
export async function readStores(state: TrustState, world: TrustWorld): Promise<TrustState> {
  const plan = planOf(state);
  if (!plan.ok) return state;
  const stores = await Promise.all(
    world.stores.map(async (store) => {
      const listed = await store.list();
      // What is trusted by itself serves as an intermediate as well; the other way round it does not.
      const serves = (entry: TrustEntry, found: StoredCertificate) =>
        found.sha256 === entry.sha256 && (found.place === entry.store || found.place === 'root');
      return {
        scope: store.scope,
        location: store.location,
        readers: [...store.readers],
        needsRights: await store.needsRights(),
        present: listed.ok
          ? plan.value.entries
              .filter((entry) => listed.value.some((found) => serves(entry, found)))
              .map(({ sha256 }) => sha256)
          : null,
        readAt: world.now().toISOString(),
      };
    }),
  );
  return { ...state, stores, notes: await world.notes(plan.value.entries.map(({ der }) => der)) };
}

/** Has a certificate of the plan come or gone between two readings of the stores, or a policy about them? */
export function storesDiffer(before: TrustState, after: TrustState): boolean {
  const found = ({ stores, notes }: TrustState) =>
    JSON.stringify([stores.map(({ location, present }) => [location, present]), notes]);
  return before.stores.length > 0 && found(before) !== found(after);
}

/** The stores as they are now. Verdicts from before a change in them are dropped: the next check asks again. */
export async function refreshStores(state: TrustState, world: TrustWorld): Promise<TrustState> {
  const fresh = await readStores(state, world);
  if (!storesDiffer(state, fresh)) return fresh;
  return { ...fresh, name: null, after: null, hosts: fresh.hosts && { ...fresh.hosts, verdict: null } };
}
