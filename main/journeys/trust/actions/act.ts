// The shape of every action: facts in, facts out. It touches the world only through `world`, and an expected failure
// leaves the journey as it was.
import type { Result } from '../../../../preload/contract/result.ts';
import type { TrustAction } from '../../../../preload/contract/trust-journey.ts';
import { parseProxy } from '../../../sensor/address.ts';
import type { Run } from '../../kind.ts';
import type { TrustState } from '../state.ts';
import type { TrustWorld } from '../world.ts';

export type Act<T extends TrustAction['type']> = (
  state: TrustState,
  action: Extract<TrustAction, { type: T }>,
  world: TrustWorld,
  run: Run,
) => Promise<Result<TrustState>>;

/** Milliseconds that a sensor has for the whole handshake; slow appliances on slow lines have been seen to need 5 s. */
export const networkTimeout = 15_000;

/** The proxy of a journey as host and port; it was parsed when it was taken in, so a failure is a bug. */
export function proxyOf(state: TrustState): { host: string; port: number } | null {
  if (!state.address?.proxy) return null;
  const parsed = parseProxy(state.address.proxy);
  if (!parsed.ok) throw new Error('the stored proxy does not parse');
  return { host: parsed.value.host, port: parsed.value.port };
}

/** The sensor's own IP address, or null where only a proxy has seen it. */
export function sensorAddress(state: TrustState): string | null {
  if (!state.address || !state.download) return null;
  if (state.address.kind !== 'name') return state.address.host;
  return state.download.remoteAddress;
}
