// Step 7: the sensor is asked until it shows the certificate of the kit, or for a while. Then Chromium judges.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../../../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import type { Verdict } from '../../../../preload/contract/trust-journey.ts';
import { thumbprints } from '../../../pki/certificate/fingerprint.ts';
import type { Probe } from '../../../sensor/probe.ts';
import { askJudge } from '../../judging.ts';
import type { Run } from '../../kind.ts';
import type { DeployState } from '../state.ts';
import { itemOf } from '../view.ts';
import type { DeployWorld } from '../world.ts';
import { type Act, proxyOf, type Sensor } from './act.ts';
import { lookAt, servedBefore } from './sensor.ts';
import { readTrust } from './trust.ts';

type Looked = { state: 'new' | 'old' | 'other'; probe: Probe } | { state: 'unreachable'; problem: AppError };

async function lookOnce(sensor: Sensor, expected: string, before: string | null, run: Run): Promise<Result<Looked>> {
  const seen = await lookAt(sensor, run);
  if (!seen.ok) return seen.error.code === 'cancelled' ? seen : ok({ state: 'unreachable', problem: seen.error });
  const [leaf] = seen.value.chain;
  if (!leaf) return ok({ state: 'unreachable', problem: fail('connection-closed', sensor).error });
  const { sha256 } = thumbprints(leaf);
  return ok({ state: sha256 === expected ? 'new' : sha256 === before ? 'old' : 'other', probe: seen.value });
}

/** Looks again and again. What the last look has found counts; `cancelled` where a person has had enough. */
async function lookUntil(
  look: () => Promise<Result<Looked>>,
  { pace }: DeployWorld,
  run: Run,
): Promise<Result<Looked>> {
  const begun = performance.now();
  for (;;) {
    const looked = await look();
    const waited = performance.now() - begun;
    if (!looked.ok || looked.value.state === 'new' || waited + pace.pause > pace.patience) return looked;
    run.stage('waiting-for-sensor', Math.round(waited / 1000), Math.round(pace.patience / 1000));
    try {
      await sleep(pace.pause, undefined, { signal: run.signal });
    } catch {
      return fail('cancelled', {});
    }
  }
}

/** Intermediates of the kit that the sensor does not send, by name; a root need not be sent. */
function notSent(kit: readonly string[], sent: readonly Uint8Array[]): string[] {
  const there = new Set(sent.map((der) => thumbprints(der).sha256));
  return kit
    .slice(1)
    .map(itemOf)
    .filter(({ selfSigned, fingerprints }) => !selfSigned && !there.has(fingerprints.sha256))
    .map(({ subject }) => subject);
}

/** The address as it is opened, and the name: by the system's own resolution where that knows it. */
export async function verdictsOn(state: DeployState, world: DeployWorld, run: Run): Promise<Result<Verdict[]>> {
  const { sensor } = state;
  if (!sensor || state.proof?.state !== 'new') return ok([]);
  const hosts = [{ host: sensor.host, way: 'direct' as 'direct' | 'tunnel' }];
  if (sensor.name !== null && sensor.name !== sensor.host) {
    run.stage('resolving');
    const known = await world.resolve(sensor.name);
    // Behind a proxy it is the proxy that resolves.
    const leads = sensor.proxy !== null || (known.ok && known.value.addresses.length > 0);
    hosts.push({ host: sensor.name, way: leads ? 'direct' : 'tunnel' });
  }
  return askJudge({ host: sensor.host, port: sensor.port, proxy: proxyOf(sensor) }, hosts, world, run);
}

/** A verdict that cannot be had leaves the proof as it is; only who cancels gets nothing. */
export async function judgedAgain(state: DeployState, world: DeployWorld, run: Run): Promise<Result<DeployState>> {
  if (!state.proof) return ok(state);
  const verdicts = await verdictsOn(state, world, run);
  if (!verdicts.ok && verdicts.error.code === 'cancelled') return verdicts;
  return ok({ ...state, proof: { ...state.proof, verdicts: verdicts.ok ? verdicts.value : [] } });
}

export const prove: Act<'deploy-proof'> = async (state, _action, world, run) => {
  const { sensor, kit } = state;
  if (!sensor) return fail('not-yet', { step: 'proof', needs: 'sensor' });
  if (!kit) return fail('not-yet', { step: 'proof', needs: 'kit' });
  const expected = kit.kit.leaf.sha256;
  run.stage('handshake');
  const before = servedBefore(state);
  const looked = await lookUntil(() => lookOnce(sensor, expected, before, run), world, run);
  if (!looked.ok) return looked;
  const found = looked.value;
  const at = world.now().toISOString();
  if (found.state === 'unreachable') {
    const nothing = { served: null, chain: [], notSent: [], verdicts: [] };
    return ok({ ...state, proof: { at, expected, state: found.state, problem: found.problem, ...nothing } });
  }
  const chain = found.probe.chain.map((der) => Buffer.from(der).toString('base64'));
  const served = { at: found.probe.at, leaf: chain[0] ?? '' };
  const proof = {
    at,
    expected,
    served,
    chain,
    state: found.state,
    problem: null,
    notSent: found.state === 'new' ? notSent(kit.chain, found.probe.chain) : [],
    verdicts: [],
  };
  const proven: DeployState = { ...state, now: served, problem: null, remote: found.probe.remoteAddress, proof };
  if (found.state !== 'new') return ok(proven);
  const judged = await judgedAgain(proven, world, run);
  // The new certificate was seen: what this computer trusts is the next question.
  return judged.ok ? readTrust(judged.value, world) : judged;
};
