// The trust journey, as the runner keeps it.
import { trustStepIds } from '../../../preload/contract/trust-journey.ts';
import { type Kind, sealed } from '../kind.ts';
import { actOnTrust } from './actions/index.ts';
import { refreshStores } from './actions/stores.ts';
import { trustOperations } from './operations.ts';
import { newTrustState, type TrustState, trustStateSchema } from './state.ts';
import { trustView } from './view.ts';
import type { TrustWorld } from './world.ts';

export const trustKind = (world: TrustWorld): Kind =>
  sealed<'trust', TrustState>({
    kind: 'trust',
    schema: trustStateSchema,
    stepIds: trustStepIds,
    start: newTrustState,
    isEmpty: ({ address }) => address === null,
    // All of it can be walked again in a minute.
    holdsWork: () => false,
    refresh: (state) => refreshStores(state, world),
    operations: (state, action) => trustOperations(state, action, world),
    act: (state, action, run) => actOnTrust(state, action, world, run),
    view: (state, changes) => trustView(state, changes, world.now(), world.platform),
    title: ({ address }) => address?.text ?? '',
    isFinished: ({ done }) => done.url !== null,
    forget: async () => {},
  });
