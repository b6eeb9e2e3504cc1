// All actions of the trust journey by name; the runner's one way in.
import type { Result } from '../../../../preload/contract/result.ts';
import type { TrustAction } from '../../../../preload/contract/trust-journey.ts';
import type { Run } from '../../kind.ts';
import type { TrustState } from '../state.ts';
import type { TrustWorld } from '../world.ts';
import type { Act } from './act.ts';
import { openInBrowser, saveReceipt, undo } from './done.ts';
import { exportFile } from './export.ts';
import { applyHosts, checkHosts, previewHosts } from './hosts.ts';
import { addCaFile, importTrust, lookIntoStores } from './import.ts';
import { acceptRisk, compareAgain, compareFingerprint, download, setAddress } from './look.ts';
import { checkName, compareSubjectText } from './name.ts';

const actions: { [T in TrustAction['type']]: Act<T> } = {
  'set-address': setAddress,
  download,
  'compare-fingerprint': compareFingerprint,
  'accept-risk': acceptRisk,
  'compare-again': compareAgain,
  export: exportFile,
  'add-ca-file': addCaFile,
  'read-stores': lookIntoStores,
  import: importTrust,
  'check-name': checkName,
  'compare-subject': compareSubjectText,
  'preview-hosts': previewHosts,
  'apply-hosts': applyHosts,
  'check-hosts': checkHosts,
  'save-receipt': saveReceipt,
  undo,
  'open-in-browser': openInBrowser,
};

/** Carries one action out. A failure is returned and the state stays as it was. */
export function actOnTrust(
  state: TrustState,
  action: TrustAction,
  world: TrustWorld,
  run: Run,
): Promise<Result<TrustState>> {
  const act = actions[action.type] as Act<TrustAction['type']>;
  return act(state, action, world, run);
}
