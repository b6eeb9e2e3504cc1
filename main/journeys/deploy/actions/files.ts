// Step 3: the files, each in its slot, and the passphrase. Both live in the engine; the journey remembers where the
// files are.
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import type { Held } from '../../../tools/slots.ts';
import type { Run } from '../../kind.ts';
import type { DeployState } from '../state.ts';
import type { DeployWorld } from '../world.ts';
import { type Act, holding, inEngine } from './act.ts';

/**
 * The files read again where they are. The engine has forgotten them when the app was started anew, and with them the
 * passphrase.
 */
export async function readAgain(state: DeployState, world: DeployWorld): Promise<DeployState> {
  if (state.files.length === 0) return state;
  const held = await world.engine.call('slotsHold', { owner: state.id, files: state.files });
  return held.ok ? holding(state, held.value) : state;
}

export async function addPaths(
  state: DeployState,
  paths: readonly string[],
  world: DeployWorld,
  run: Run,
): Promise<Result<DeployState>> {
  const before = await readAgain(state, world);
  const held = await world.engine.call('slotsAdd', { owner: state.id, paths }, inEngine(run, 'reading-files'));
  return held.ok ? ok(holding(before, held.value)) : held;
}

export const addFiles: Act<'deploy-add-files'> = async (state, _action, world, run) => {
  const paths = await world.ask.files();
  return paths.length === 0 ? ok(state) : addPaths(state, paths, world, run);
};

export const dropFiles: Act<'deploy-drop'> = (state, { paths }, world, run) => addPaths(state, paths, world, run);

/** The number of a file is the engine's: where it has forgotten them, they are read again under the same numbers. */
const changed = async (
  state: DeployState,
  world: DeployWorld,
  change: (state: DeployState) => Promise<Result<Held>>,
): Promise<Result<DeployState>> => {
  const known = await world.engine.call('slotsView', { owner: state.id });
  const isKnown = known.ok && known.value.files.length === state.files.length;
  const before = isKnown ? state : await readAgain(state, world);
  // Read anew they may have other numbers than those that the person saw.
  const isMeant = before.slots.files.map(({ id }) => id).join() === state.slots.files.map(({ id }) => id).join();
  if (!isMeant) return fail('no-such-object', {});
  const held = await change(before);
  return held.ok ? ok(holding(before, held.value)) : held;
};

export const placeFile: Act<'deploy-place-file'> = (state, { file, slot }, world) =>
  changed(state, world, () => world.engine.call('slotsPlace', { owner: state.id, file, slot }));

export const removeFile: Act<'deploy-remove-file'> = (state, { file }, world) =>
  changed(state, world, () => world.engine.call('slotsRemove', { owner: state.id, file }));

export const clearFiles: Act<'deploy-clear-files'> = async (state, _action, world) => {
  const held = await world.engine.call('slotsClear', { owner: state.id });
  return held.ok ? ok(holding(state, held.value)) : held;
};

export const typePassphrase: Act<'deploy-passphrase'> = async (state, { passphrase }, world) => {
  const before = await readAgain(state, world);
  const held = await world.engine.call('slotsPassphrase', { owner: state.id, passphrase });
  if (!held.ok) return held;
  return ok({ ...holding(before, held.value), check: before.check && { ...before.check, retyped: true } });
};
