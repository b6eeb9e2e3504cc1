// All actions of the deploy journey by name; the runner's one way in.
import type { Result } from '../../../../preload/contract/result.ts';
import type { Run } from '../../kind.ts';
import type { DeployState } from '../state.ts';
import type { DeployWorld } from '../world.ts';
import type { Act, Asked } from './act.ts';
import { check } from './check.ts';
import { openInBrowser, saveReceipt } from './done.ts';
import { addFiles, clearFiles, dropFiles, placeFile, removeFile, typePassphrase } from './files.ts';
import { makeKit, openConsole, revealKit } from './kit.ts';
import { prove } from './proof.ts';
import { attachRequest, chooseWay, labSign } from './request.ts';
import { lookAgain, setSensor, setValidation } from './sensor.ts';
import { lookAtTrust, removeOld, saveRoot, trustRoot, undo } from './trust.ts';

const actions: { [T in Asked['type']]: Act<T> } = {
  'deploy-sensor': setSensor,
  'deploy-look': lookAgain,
  'deploy-choose-way': chooseWay,
  'deploy-attach-request': attachRequest,
  'deploy-lab-sign': labSign,
  'deploy-add-files': addFiles,
  'deploy-drop': dropFiles,
  'deploy-place-file': placeFile,
  'deploy-remove-file': removeFile,
  'deploy-clear-files': clearFiles,
  'deploy-passphrase': typePassphrase,
  'deploy-validation': setValidation,
  'deploy-check': check,
  'deploy-kit': makeKit,
  'deploy-reveal-kit': revealKit,
  'deploy-open-console': openConsole,
  'deploy-proof': prove,
  'deploy-read-trust': lookAtTrust,
  'deploy-remove-old': removeOld,
  'deploy-trust-root': trustRoot,
  'deploy-save-root': saveRoot,
  'deploy-receipt': saveReceipt,
  'deploy-undo': undo,
  'deploy-open-in-browser': openInBrowser,
};

/** Carries one action out. A failure is returned and the state stays as it was. */
export function actOnDeploy(
  state: DeployState,
  action: Asked,
  world: DeployWorld,
  run: Run,
): Promise<Result<DeployState>> {
  const act = actions[action.type] as Act<Asked['type']>;
  return act(state, action, world, run);
}
