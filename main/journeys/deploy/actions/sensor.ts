// Step 1: which sensor, under which name and by which rules, and what it shows now. A sensor that cannot be reached is
// told, and stops nobody.
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import { thumbprints } from '../../../pki/certificate/fingerprint.ts';
import { formatAuthority, parseAddress, parseProxy } from '../../../sensor/address.ts';
import { type Probe, probeBoth } from '../../../sensor/probe.ts';
import type { Run } from '../../kind.ts';
import { type DeployState, otherSensor } from '../state.ts';
import { type Act, networkTimeout, proxyOf, type Sensor } from './act.ts';

/** Null: opened by its address alone. `address-invalid` for what is no host name. */
function readName(typed: string | null): Result<string | null> {
  if (!typed?.trim()) return ok(null);
  const name = parseAddress(typed);
  if (!name.ok) return name;
  return name.value.kind === 'name' ? ok(name.value.host) : fail('name-is-address', { name: name.value.text });
}

/** One look at the sensor; by its name first, as browsers ask. */
export function lookAt(sensor: Sensor, run: Run, askClock = false): Promise<Result<Probe>> {
  const proxy = proxyOf(sensor);
  const options = { timeoutMs: networkTimeout, signal: run.signal, askClock, ...(proxy ? { proxy } : {}) };
  const name = sensor.name ?? (sensor.kind === 'name' ? sensor.host : null);
  return probeBoth(sensor, name, options).then((looked) => (looked.ok ? ok(looked.value.probe) : looked));
}

/** What a look has found, kept; `cancelled` is the only failure. */
async function look(state: DeployState, sensor: Sensor, run: Run): Promise<Result<DeployState>> {
  run.stage('handshake');
  const seen = await lookAt(sensor, run);
  if (!seen.ok) {
    if (seen.error.code === 'cancelled') return seen;
    return ok({ ...state, now: null, problem: seen.error });
  }
  const { at, chain, remoteAddress } = seen.value;
  const leaf = chain[0] && { at, leaf: Buffer.from(chain[0]).toString('base64') };
  if (!leaf) return ok({ ...state, now: null, problem: fail('connection-closed', sensor).error });
  return ok({ ...state, now: leaf, problem: null, remote: remoteAddress, old: before(state, leaf) });
}

/** The first certificate that was seen, unless it is the new one already. */
function before({ old, kit }: DeployState, now: NonNullable<DeployState['now']>): DeployState['old'] {
  return old ?? (kit?.chain[0] === now.leaf ? null : now);
}

export const setSensor: Act<'deploy-sensor'> = async (state, action, world, run) => {
  const address = parseAddress(action.address);
  if (!address.ok) return address;
  const name = readName(action.name);
  if (!name.ok) return name;
  const proxy = action.proxy?.trim() ? parseProxy(action.proxy) : ok(null);
  if (!proxy.ok) return proxy;
  const profile = world.profiles().find(({ id }) => id === action.profile);
  if (!profile) return fail('profile-missing', { profile: action.profile });
  const { text, host, port, kind } = address.value;
  const sensor: Sensor = {
    address: text,
    host,
    port,
    kind,
    proxy: proxy.value && formatAuthority(proxy.value),
    name: name.value ?? (kind === 'name' ? host : null),
    profile: { id: profile.id, name: profile.name },
    validation: action.validation,
    screen: action.screen,
  };
  const last = state.sensor;
  const isSame = last?.host === host && last.port === port;
  return look({ ...state, ...(isSame ? {} : otherSensor), sensor }, sensor, run);
};

export const lookAgain: Act<'deploy-look'> = async (state, _action, _world, run) => {
  if (!state.sensor) return fail('not-yet', { step: 'sensor', needs: 'sensor' });
  return look(state, state.sensor, run);
};

export const setValidation: Act<'deploy-validation'> = async (state, { validation }) => {
  if (!state.sensor) return fail('not-yet', { step: 'check', needs: 'sensor' });
  return ok({ ...state, sensor: { ...state.sensor, validation } });
};

/**
 * SHA-256 of the leaf that the sensor shows, for the pre-check: whoever gives that one as the new certificate has taken
 * it from the sensor. The one that this journey has brought there is not meant.
 */
export function servedNow({ now, old, kit }: DeployState): string | null {
  const shown = now && now.leaf !== kit?.chain[0] ? now : old;
  return shown && thumbprints(Buffer.from(shown.leaf, 'base64')).sha256;
}

/** SHA-256 of the leaf that the sensor showed before anything was changed. */
export const servedBefore = ({ old }: DeployState): string | null =>
  old && thumbprints(Buffer.from(old.leaf, 'base64')).sha256;
