// Step 4: will the appliance take these files? The lists of revoked certificates are fetched here, the judgement is the
// engine's.
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import { fetchCrls } from '../../../acceptance/fetch-crl.ts';
import type { FetchedCrl } from '../../../acceptance/input.ts';
import type { Around } from '../../../tools/slot-calls.ts';
import type { Run } from '../../kind.ts';
import { basisOf, type DeployState, hostOf } from '../state.ts';
import type { DeployWorld } from '../world.ts';
import { type Act, inEngine, profileOf, proxyOf, type Sensor } from './act.ts';
import { readAgain } from './files.ts';
import { servedNow } from './sensor.ts';

/** Lists from where the certificates say they are; null where the appliance would not ask for them either. */
export async function fetchLists(
  owner: string,
  wanted: { validation: boolean; proxy: { host: string; port: number } | null },
  world: Pick<DeployWorld, 'engine' | 'pace'>,
  run: Run,
): Promise<Result<FetchedCrl[] | null>> {
  if (!wanted.validation) return ok(null);
  const points = await world.engine.call('slotsPoints', { owner });
  if (!points.ok) return points;
  run.stage('fetching-crl');
  return fetchCrls(points.value, { proxy: wanted.proxy, timeout: world.pace.list, signal: run.signal });
}

/** What is known of the world for a judgement of this journey's files. */
export async function aroundOf(
  state: DeployState,
  sensor: Sensor,
  world: DeployWorld,
  run: Run,
): Promise<Result<Around>> {
  const { validation } = sensor;
  const fetched = await fetchLists(state.id, { validation, proxy: proxyOf(sensor) }, world, run);
  if (!fetched.ok) return fetched;
  return ok({
    host: hostOf(state),
    validation,
    fetched: fetched.value,
    served: servedNow(state),
    others: world.others(state),
  });
}

export const check: Act<'deploy-check'> = async (before, _action, world, run) => {
  const { sensor } = before;
  if (!sensor) return fail('not-yet', { step: 'check', needs: 'sensor' });
  if (before.files.length === 0) return fail('not-yet', { step: 'check', needs: 'files' });
  const profile = profileOf(sensor, world);
  if (!profile.ok) return profile;
  const state = await readAgain(before, world);
  const around = await aroundOf(state, sensor, world, run);
  if (!around.ok) return around;
  run.stage('testing');
  const order = { owner: state.id, profile: profile.value, around: around.value };
  const checked = await world.engine.call('slotsCheck', order, inEngine(run, 'testing'));
  if (!checked.ok) return checked;
  const { precheck, leaf } = checked.value;
  const der = leaf && Buffer.from(leaf).toString('base64');
  return ok({ ...state, check: { precheck, leaf: der, basis: basisOf(state), retyped: false } });
};
