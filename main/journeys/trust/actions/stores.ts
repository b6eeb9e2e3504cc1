// What the stores of this computer hold of the certificates that the journey is about.
import { fail, type Result } from '../../../../preload/contract/result.ts';
import { planTrust, type TrustPlan } from '../../../pki/trust-plan.ts';
import type { TrustState } from '../state.ts';
import { addedOf, sentOf } from '../view.ts';
import type { TrustWorld } from '../world.ts';

export function planOf(state: TrustState): Result<TrustPlan> {
  if (!state.download) return fail('not-yet', { step: 'import', needs: 'download' });
  return planTrust(sentOf(state), addedOf(state));
}

/** Looks into every store for the certificates of the plan. A store that cannot be read says so; it is not empty. */
export async function readStores(state: TrustState, world: TrustWorld): Promise<TrustState> {
  const plan = planOf(state);
  if (!plan.ok) return state;
  const stores = await Promise.all(
    world.stores.map(async (store) => {
      const listed = await store.list();
      const there = listed.ok ? new Set(listed.value.map(({ sha256 }) => sha256)) : null;
      return {
        scope: store.scope,
        location: store.location,
        readers: [...store.readers],
        needsRights: await store.needsRights(),
        present: there && plan.value.entries.map(({ sha256 }) => sha256).filter((sha256) => there.has(sha256)),
        readAt: world.now().toISOString(),
      };
    }),
  );
  return { ...state, stores };
}
