// Steps 5 and 6: the kit in a folder of its own, and the console in the browser.
import { rmdir } from 'node:fs/promises';
import { urlOf } from '../../../../assets/text/facts.ts';
import { fail, ok } from '../../../../preload/contract/result.ts';
import { newFolder } from '../../../files/new-folder.ts';
import { stem } from '../../../files/stem.ts';
import { basisOf, hostOf, notDeployed } from '../state.ts';
import { type Act, inEngine, profileOf } from './act.ts';
import { aroundOf } from './check.ts';
import { readAgain } from './files.ts';

export const makeKit: Act<'deploy-kit'> = async (before, { passphrase }, world, run) => {
  const { sensor } = before;
  if (!sensor) return fail('not-yet', { step: 'kit', needs: 'sensor' });
  if (!before.check) return fail('not-yet', { step: 'kit', needs: 'check' });
  const profile = profileOf(sensor, world);
  if (!profile.ok) return profile;
  const parent = await world.ask.folder();
  if (parent === null) return ok(before);
  const state = await readAgain(before, world);
  const around = await aroundOf(state, sensor, world, run);
  if (!around.ok) return around;
  const baseName = hostOf(state);
  const folder = await newFolder(parent, `${stem(baseName ?? '')}-upload-kit`);
  if (!folder.ok) return folder;
  const order = {
    profile: profile.value,
    screen: sensor.screen,
    folder: folder.value,
    baseName,
    passphrase,
    sensor: { name: sensor.name, address: { host: sensor.host, port: sensor.port } },
    around: around.value,
  };
  run.stage('writing');
  const made = await world.engine.call('slotsKit', { owner: state.id, order }, inEngine(run, 'writing'));
  if (!made.ok) {
    // Ours, new and empty; where something is left in it, it stays.
    await rmdir(folder.value).catch(() => {});
    return made;
  }
  const chain = made.value.chain.map((der) => Buffer.from(der).toString('base64'));
  const at = world.now().toISOString();
  return ok({
    ...state,
    ...notDeployed,
    kit: { at, kit: made.value.kit, path: folder.value, chain, basis: basisOf(state) },
  });
};

export const revealKit: Act<'deploy-reveal-kit'> = async (state, _action, world) => {
  if (!state.kit) return fail('not-yet', { step: 'upload', needs: 'kit' });
  world.ask.reveal(state.kit.path);
  return ok(state);
};

export const openConsole: Act<'deploy-open-console'> = async (state, _action, world) => {
  if (!state.sensor) return fail('not-yet', { step: 'upload', needs: 'sensor' });
  await world.people.openUrl(urlOf(state.sensor));
  return ok({ ...state, openedAt: world.now().toISOString() });
};
