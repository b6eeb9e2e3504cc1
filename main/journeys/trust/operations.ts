// What an action of the trust journey does to this computer, known before it is done: the screen before the prompt for
// rights shows it, and the action itself does the same. Changes nothing.
import { ok, type Result } from '../../../preload/contract/result.ts';
import type { TrustAction } from '../../../preload/contract/trust-journey.ts';
import type { Operation } from '../../privileged/operations.ts';
import { hostsOperations } from './actions/hosts.ts';
import { importing } from './actions/import.ts';
import type { TrustState } from './state.ts';
import type { TrustWorld } from './world.ts';

/** None for an action that only looks, saves or remembers; else the failure that the action would answer with. */
export function trustOperations(
  state: TrustState,
  action: TrustAction,
  world: TrustWorld,
): Result<Operation[] | 'undo'> {
  switch (action.type) {
    case 'import': {
      const meant = importing(state, action, world);
      return meant.ok ? ok(meant.value.operations) : meant;
    }
    case 'apply-hosts':
      return hostsOperations(state, action, world);
    case 'undo':
      return ok('undo');
    default:
      return ok([]);
  }
}
