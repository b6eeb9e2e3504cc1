// Step 2: a new key and request for this sensor, or files that are there already. The request itself is made by the
// tools; here it becomes the journey's own. The Lab signs it for tests.
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import { stem } from '../../../files/stem.ts';
import { writeAll } from '../../../files/write-all.ts';
import { signInLab } from '../../../lab/sign-request.ts';
import { thumbprints } from '../../../pki/certificate/fingerprint.ts';
import { toPem } from '../../../pki/files/write.ts';
import { parseNameText } from '../../../pki/names/name-text.ts';
import type { Run } from '../../kind.ts';
import type { DeployState } from '../state.ts';
import { worthKeeping } from '../suggestion.ts';
import type { DeployWorld } from '../world.ts';
import type { Act } from './act.ts';
import { addPaths } from './files.ts';

export const chooseWay: Act<'deploy-choose-way'> = async (state, { way }) => {
  if (!state.sensor) return fail('not-yet', { step: 'request', needs: 'sensor' });
  return ok({ ...state, choice: way });
};

/** A key that was moved since is no failure: it can be added like any other file. */
async function addKey(state: DeployState, path: string | null, world: DeployWorld, run: Run) {
  const isThere = path !== null && (await stat(path).catch(() => null)) !== null;
  return isThere ? addPaths(state, [path], world, run) : ok(state);
}

export const attachRequest: Act<'deploy-attach-request'> = async (state, { waiting: id }, world, run) => {
  if (!state.sensor) return fail('not-yet', { step: 'request', needs: 'sensor' });
  const waiting = world.waiting.find(id);
  if (!waiting) return fail('no-such-object', {});
  world.lastSubject.set(worthKeeping(parseNameText(waiting.subject) ?? []));
  const request = { waiting: id, keySha256: waiting.keySha256 };
  return addKey({ ...state, choice: 'new', request }, waiting.keyPath, world, run);
};

/** New files in the folder: the certificate, and its chain beside it. */
async function writeSigned(folder: string, base: string, { leaf, root }: { leaf: Uint8Array; root: Uint8Array }) {
  const file = (name: string, der: Uint8Array) => ({
    file: join(folder, name),
    bytes: new TextEncoder().encode(toPem(der)),
    ownerOnly: false,
  });
  const outputs = [file(`${base}-lab.crt`, leaf), file(`${base}-lab-chain.pem`, root)];
  const written = await writeAll(outputs, { force: false, folder });
  return written.ok ? ok(outputs.map((output) => output.file)) : written;
}

export const labSign: Act<'deploy-lab-sign'> = async (state, _action, world, run): Promise<Result<DeployState>> => {
  const waiting = state.request && world.waiting.find(state.request.waiting);
  if (!waiting) return fail('not-yet', { step: 'request', needs: 'request' });
  const folder = await world.ask.folder();
  if (folder === null) return ok(state);
  const signed = await signInLab(waiting.der, world.now());
  if (!signed.ok) return signed;
  const written = await writeSigned(folder, stem(waiting.names[0] ?? waiting.subject), signed.value);
  if (!written.ok) return written;
  return addPaths({ ...state, lab: thumbprints(signed.value.leaf).sha256 }, written.value, world, run);
};
