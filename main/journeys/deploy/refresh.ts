// The journey as it is opened again: its files and the stores of this computer may have changed by other hands.

import { readAgain } from './actions/files.ts';
import { readTrust } from './actions/trust.ts';
import type { DeployState } from './state.ts';
import type { DeployWorld } from './world.ts';

/** What a person did by hand meanwhile counts; verdicts from before a change in the stores do not. */
export async function refreshDeploy(before: DeployState, world: DeployWorld): Promise<DeployState> {
  const state = await readAgain(before, world);
  if (state.proof?.state !== 'new') return state;
  const read = await readTrust(state, world);
  if (!read.ok) return state;
  const found = ({ trust }: DeployState) => JSON.stringify([trust?.old, trust?.root]);
  if (!state.trust || found(state) === found(read.value)) return read.value;
  return { ...read.value, proof: { ...state.proof, verdicts: [] } };
}
