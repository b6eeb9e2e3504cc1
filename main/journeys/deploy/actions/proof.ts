// Step 7: the sensor is asked until it shows the certificate of the kit, or for a while. Then Chromium judges.
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeployProofView } from '../../../../preload/contract/deploy-journey.ts';
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

type NameView = DeployProofView['name'];
type Looked = { state: 'new' | 'old' | 'other'; probe: Probe } | { state: 'unreachable'; problem: AppError };

async function lookOnce(sensor: Sensor, expected: string, before: string | null, run: Run): Promise<Result<Looked>> {
  const seen = await lookAt(sensor, run);
  if (!seen.ok) return seen.error.code === 'cancelled' ? seen : ok({ state: 'unreachable', problem: seen.error });
  const [leaf] = seen.value.chain;
  if (!leaf) return ok({ state: 'unreachable', problem: fail('connection-closed', sensor).error });
  const { sha256 } = thumbprints(leaf);
  return ok({ state: sha256 === expected ? 'new' : sha256 === before ? 'old' : 'other', probe: seen.value });
}

/** What the page is told while it waits. */
const seenIn = ({ state }: Looked): 'nothing' | 'old' | 'other' | undefined =>
  state === 'unreachable' ? 'nothing' : state === 'new' ? undefined : state;

/**
 * Looks again and again. What the last look has found counts, also where a person has had enough; `cancelled` before
 * there was one.
 */
async function lookUntil(
  look: () => Promise<Result<Looked>>,
  { pace }: DeployWorld,
  run: Run,
): Promise<Result<Looked>> {
  const begun = performance.now();
  let last: Looked | null = null;
  for (;;) {
    const looked = await look();
    if (!looked.ok) return last ? ok(last) : looked;
    last = looked.value;
    const waited = performance.now() - begun;
    if (last.state === 'new' || waited + pace.pause > pace.patience) return looked;
    run.stage('waiting-for-sensor', Math.round(waited / 1000), Math.round(pace.patience / 1000), seenIn(last));
    try {
      await sleep(pace.pause, undefined, { signal: run.signal });
    } catch {
      return looked;
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

/** What this computer makes of the sensor's name. Behind a proxy it is the proxy that resolves. */
async function lookUpName({ sensor, remote }: DeployState, world: DeployWorld, run: Run): Promise<NameView> {
  if (!sensor || sensor.name === null) return null;
  const { name, host, proxy } = sensor;
  if (proxy !== null) return { name, addresses: [], leadsHere: false };
  run.stage('resolving');
  const known = await world.resolve(name);
  const addresses = known.ok ? known.value.addresses : [];
  return { name, addresses, leadsHere: addresses.some((address) => address === host || address === remote) };
}

/** The address as it is opened, and the name: against the address where the system does not lead it to the sensor. */
async function verdictsOn(sensor: Sensor, name: NameView, world: DeployWorld, run: Run): Promise<Result<Verdict[]>> {
  const hosts = [{ host: sensor.host, way: 'direct' as 'direct' | 'tunnel' }];
  if (name && name.name !== sensor.host)
    hosts.push({ host: name.name, way: name.leadsHere || sensor.proxy !== null ? 'direct' : 'tunnel' });
  return askJudge({ host: sensor.host, port: sensor.port, proxy: proxyOf(sensor) }, hosts, world, run);
}

/** Through a proxy, a name leads to the sensor where the new certificate was judged behind it. */
const settled = (name: NameView, { proxy }: Sensor, verdicts: readonly Verdict[], expected: string): NameView =>
  name && proxy !== null
    ? { ...name, leadsHere: verdicts.some(({ host, leaf }) => host === name.name && leaf === expected) }
    : name;

/** Name and verdicts as they are now. Verdicts that cannot be had leave the rest; only who cancels gets nothing. */
export async function judgedAgain(state: DeployState, world: DeployWorld, run: Run): Promise<Result<DeployState>> {
  const { sensor, proof } = state;
  if (!sensor || proof?.state !== 'new') return ok(state);
  const name = await lookUpName(state, world, run);
  const judged = await verdictsOn(sensor, name, world, run);
  if (!judged.ok && judged.error.code === 'cancelled') return judged;
  const verdicts = judged.ok ? judged.value : [];
  return ok({ ...state, proof: { ...proof, name: settled(name, sensor, verdicts, proof.expected), verdicts } });
}

/** The certificate of a request has arrived where it was meant for: nobody waits for it any longer. */
function forgetAnswered(leaf: string, { waiting }: DeployWorld): void {
  const { sha256 } = itemOf(leaf).publicKey;
  for (const { id, keySha256 } of waiting.list()) if (keySha256 === sha256) waiting.forget(id);
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
    const nothing = { served: null, chain: [], notSent: [], name: null, verdicts: [] };
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
    name: null,
    verdicts: [],
  };
  const proven: DeployState = { ...state, now: served, problem: null, remote: found.probe.remoteAddress, proof };
  if (found.state !== 'new') return ok(proven);
  forgetAnswered(served.leaf, world);
  // The new certificate was seen, whoever cancels now. What this computer trusts is the next question.
  const judged = await judgedAgain(proven, world, run);
  return readTrust(judged.ok ? judged.value : proven, world);
};
