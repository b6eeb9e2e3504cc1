// The deploy journey, as the runner keeps it.
import { deployStepIds } from '../../../preload/contract/deploy-journey.ts';
import { type Kind, sealed } from '../kind.ts';
import { actOnDeploy } from './actions/index.ts';
import { deployOperations } from './operations.ts';
import { refreshDeploy } from './refresh.ts';
import { type DeployState, deployStateSchema, newDeployState } from './state.ts';
import { viewIn } from './view-in.ts';
import type { DeployWorld } from './world.ts';

export const deployKind = (world: DeployWorld): Kind =>
  sealed<'deploy', DeployState>({
    kind: 'deploy',
    schema: deployStateSchema,
    stepIds: deployStepIds,
    start: newDeployState,
    isEmpty: ({ sensor, files }) => sensor === null && files.length === 0,
    holdsWork: ({ files, kit }) => files.length > 0 || kit !== null,
    refresh: (state) => refreshDeploy(state, world),
    operations: (state, action) => deployOperations(state, action, world),
    act: (state, action, run) => actOnDeploy(state, action, world, run),
    view: (state, changes) => viewIn(state, world, changes),
    title: ({ sensor }) => sensor?.name ?? sensor?.address ?? '',
    isFinished: ({ done }) => done.url !== null,
    forget: async ({ id, files, slots }) => {
      // The engine knows of it only where it had something to keep; it is not started for nothing.
      if (files.length > 0 || slots.passphrase !== 'none') await world.engine.call('slotsForget', { owner: id });
    },
  });
