// The view of a journey in its world: what is known of its profile, its request and its changes is looked up here.
import type { DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import type { WaitingRequest } from '../../../preload/contract/tools.ts';
import type { ChangeView } from '../../../preload/contract/trust-journey.ts';
import type { Waiting } from '../../journal/waiting-requests.ts';
import type { DeployState } from './state.ts';
import { deployView } from './view.ts';
import type { DeployWorld } from './world.ts';

/** Without the paths, which stay in main. */
const shown = ({ der: _, requestPath: _request, keyPath: _key, ...waiting }: Waiting): WaitingRequest => waiting;

export function viewIn(state: DeployState, world: DeployWorld, changes?: readonly ChangeView[]): DeployJourney {
  const waiting = state.request && world.waiting.find(state.request.waiting);
  return deployView(state, {
    profile: world.profiles().find(({ id }) => id === state.sensor?.profile.id) ?? null,
    waiting: waiting ? shown(waiting) : null,
    lastSubject: world.lastSubject.get(),
    changes: changes ?? world.changes.forJourney(state.id),
    platform: world.platform,
  });
}
