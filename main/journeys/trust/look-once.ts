// Looks at a sensor as the first steps of the trust journey do, without a journey: nothing is stored, nothing changed.

import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import type { SensorLook } from '../../../preload/contract/sensor-look.ts';
import type { Run } from '../kind.ts';
import { download, setAddress } from './actions/look.ts';
import { checkName } from './actions/name.ts';
import { readStores } from './actions/stores.ts';
import { newTrustState } from './state.ts';
import { trustView } from './view.ts';
import type { TrustWorld } from './world.ts';

/**
 * What the sensor serves, its clock, Chromium's verdict for the address, and the stores.
 *
 * Errors: those of an address or proxy that cannot be read, those of `probe`, `cancelled`. A verdict or stores that
 * cannot be had are left open.
 */
export async function lookOnce(
  { address, proxy }: { address: string; proxy: string | null },
  world: TrustWorld,
  run: Run,
): Promise<Result<SensorLook>> {
  const start = newTrustState('look', world.now().toISOString(), false);
  const set = await setAddress(start, { type: 'set-address', address, proxy }, world, run);
  if (!set.ok) return set;
  const looked = await download(set.value, { type: 'download' }, world, run);
  if (!looked.ok) return looked;
  const named = await checkName(looked.value, { type: 'check-name' }, world, run);
  if (!named.ok && named.error.code === 'cancelled') return named;
  const state = named.ok ? named.value : await readStores(looked.value, world);
  const view = trustView(state, [], world.now(), world.platform);
  if (!view.address || !view.download) return fail('not-yet', { step: 'download', needs: 'address' });
  return ok({ address: view.address, download: view.download, name: view.name, trust: view.import });
}
