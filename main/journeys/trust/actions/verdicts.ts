// Chromium's verdicts for the journey's sensor.
import { fail, type Result } from '../../../../preload/contract/result.ts';
import type { Verdict } from '../../../../preload/contract/trust-journey.ts';
import { askJudge } from '../../judging.ts';
import type { Run } from '../../kind.ts';
import type { TrustState } from '../state.ts';
import type { TrustWorld } from '../world.ts';
import { proxyOf } from './act.ts';

export async function judge(
  state: TrustState,
  hosts: readonly { host: string; way: 'direct' | 'tunnel' }[],
  world: TrustWorld,
  run: Run,
): Promise<Result<Verdict[]>> {
  if (!state.address || !state.download) return fail('not-yet', { step: 'name', needs: 'download' });
  const { host, port } = state.address;
  return askJudge({ host, port, proxy: proxyOf(state) }, hosts, world, run);
}
