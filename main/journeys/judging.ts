// Chromium's verdicts on a sensor: asked one after the other, in a judge of their own.
import { ok, type Result } from '../../preload/contract/result.ts';
import type { Verdict } from '../../preload/contract/trust-journey.ts';
import type { Run } from './kind.ts';
import type { TrustWorld } from './trust/world.ts';

/** A verdict for hosts that nobody has asked Chromium about: the command line on plain Node has no Chromium. */
export const noJudge = 'not-checked';

/** Milliseconds for one question; slow appliances on slow lines have been seen to need 5 s for a handshake. */
const timeoutMs = 15_000;

export type Judged = { host: string; port: number; proxy: { host: string; port: number } | null };

/** @param hosts `direct`: as the system resolves them; `tunnel`: as if they led to the sensor's address */
export async function askJudge(
  { host: sensor, port, proxy }: Judged,
  hosts: readonly { host: string; way: 'direct' | 'tunnel' }[],
  { openJudge, now }: Pick<TrustWorld, 'openJudge' | 'now'>,
  run: Run,
): Promise<Result<Verdict[]>> {
  if (!openJudge) {
    const at = now().toISOString();
    return ok(hosts.map(({ host, way }) => ({ host, port, code: noJudge, at, way, leaf: null })));
  }
  const judge = openJudge();
  const verdicts: Verdict[] = [];
  try {
    for (const [index, { host, way }] of hosts.entries()) {
      run.stage('asking-chromium', index, hosts.length);
      const via = way === 'tunnel' ? { via: { host: sensor, port } } : {};
      const verdict = await judge.ask({ host, port, ...via, proxy, timeoutMs, signal: run.signal });
      if (!verdict.ok) return verdict;
      verdicts.push(verdict.value);
    }
  } finally {
    await judge.close();
  }
  return ok(verdicts);
}
