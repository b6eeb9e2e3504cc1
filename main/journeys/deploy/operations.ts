// What an action of the deploy journey does to this computer, known before it is done: the screen before the prompt for
// rights shows it, and the action itself does the same. Changes nothing.
import { ok, type Result } from '../../../preload/contract/result.ts';
import type { Operation } from '../../privileged/operations.ts';
import type { Asked } from './actions/act.ts';
import { removingOld, trustingRoot } from './actions/trust.ts';
import type { DeployState } from './state.ts';
import type { DeployWorld } from './world.ts';

/** None for an action that changes nothing here; else the failure that the action would answer with. */
export function deployOperations(state: DeployState, action: Asked, world: DeployWorld): Result<Operation[] | 'undo'> {
  switch (action.type) {
    case 'deploy-remove-old': {
      const meant = removingOld(state, action, world);
      return meant.ok ? ok(meant.value.operations) : meant;
    }
    case 'deploy-trust-root': {
      const meant = trustingRoot(state, action, world);
      return meant.ok ? ok(meant.value.operations) : meant;
    }
    case 'deploy-undo':
      return ok('undo');
    default:
      return ok([]);
  }
}
