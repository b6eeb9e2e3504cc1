// The shape of every action of the deploy journey: facts in, facts out. It touches the world only through `world`, and
// an expected failure leaves the journey as it was.
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import type { Profile } from '../../../acceptance/profile-schema.ts';
import { parseProxy } from '../../../sensor/address.ts';
import type { Held } from '../../../tools/slots.ts';
import type { Run as EngineRun } from '../../../tools/tray.ts';
import type { ActionOf, Run } from '../../kind.ts';
import type { DeployState } from '../state.ts';
import type { DeployWorld } from '../world.ts';

/** What can be asked of the journey: by the page, and by main where files were dropped. */
export type Asked = ActionOf<'deploy'>;

export type Act<T extends Asked['type']> = (
  state: DeployState,
  action: Extract<Asked, { type: T }>,
  world: DeployWorld,
  run: Run,
) => Promise<Result<DeployState>>;

export type Sensor = NonNullable<DeployState['sensor']>;

/** Milliseconds that a sensor has for the whole handshake; slow appliances on slow lines have been seen to need 5 s. */
export const networkTimeout = 15_000;

/** A proxy as host and port; it was parsed when it was taken in, so a failure is a bug. */
export function proxyOf({ proxy }: Sensor): { host: string; port: number } | null {
  if (!proxy) return null;
  const parsed = parseProxy(proxy);
  if (!parsed.ok) throw new Error('the stored proxy does not parse');
  return { host: parsed.value.host, port: parsed.value.port };
}

/** `profile-missing` where a site has taken its profile away since. */
export function profileOf({ profile: { id, name } }: Sensor, world: DeployWorld): Result<Profile> {
  const found = world.profiles().find((profile) => profile.id === id);
  return found ? ok(found) : fail('profile-missing', { profile: name });
}

/** How the engine tells where it is, in the stage of the journey's own work. */
export const inEngine = (run: Run, stage: Parameters<Run['stage']>[0]): EngineRun => ({
  signal: run.signal,
  progress: (done, total) => run.stage(stage, done, total),
});

/** The journey with its files as the engine has them. */
export const holding = (state: DeployState, { view, files, digest }: Held): DeployState => ({
  ...state,
  slots: view,
  files,
  digest,
});
