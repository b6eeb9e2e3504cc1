// Chromium's verdicts for the journey's sensor: asked one after the other, in a judge of their own.
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import type { Verdict } from '../../../../preload/contract/trust-journey.ts';
import type { Run } from '../../kind.ts';
import type { TrustState } from '../state.ts';
import type { TrustWorld } from '../world.ts';
import { networkTimeout, proxyOf } from './act.ts';

/** A verdict for hosts that nobody has asked Chromium about: the command line on plain Node has no Chromium. */
export const noJudge = 'not-checked';

export async function judge(
  state: TrustState,
  hosts: readonly { host: string; way: 'direct' | 'tunnel' }[],
  world: TrustWorld,
  run: Run,
): Promise<Result<Verdict[]>> {
  if (!state.address || !state.download) return fail('not-yet', { step: 'name', needs: 'download' });
  const { port } = state.address;
  const proxy = proxyOf(state);
  if (!world.openJudge) {
    const at = world.now().toISOString();
    return ok(hosts.map(({ host, way }) => ({ host, port, code: noJudge, at, way, leaf: null })));
  }
  const judging = world.openJudge();
  const verdicts: Verdict[] = [];
  try {
    for (const [index, { host, way }] of hosts.entries()) {
      run.stage('asking-chromium', index, hosts.length);
      const via = way === 'tunnel' ? { via: { host: state.address.host, port } } : {};
      const verdict = await judging.ask({ host, port, ...via, proxy, timeoutMs: networkTimeout, signal: run.signal });
      if (!verdict.ok) return verdict;
      verdicts.push(verdict.value);
    }
  } finally {
    await judging.close();
  }
  return ok(verdicts);
}
