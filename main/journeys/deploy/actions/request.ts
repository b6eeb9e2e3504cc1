// Step 2: a new key and request for this sensor, or files that are there already. The request itself is made by the
// tools; here it becomes the journey's own. The Lab signs it for tests.
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import type { Slot } from '../../../../preload/contract/slots.ts';
import { newFolder } from '../../../files/new-folder.ts';
import { stem } from '../../../files/stem.ts';
import { writeFile } from '../../../files/write-file.ts';
import { type LabCertificates, signInLab } from '../../../lab/sign-request.ts';
import { thumbprints } from '../../../pki/certificate/fingerprint.ts';
import { toPem, toPemChain } from '../../../pki/files/write.ts';
import { parseNameText } from '../../../pki/names/name-text.ts';
import type { Run } from '../../kind.ts';
import type { DeployState } from '../state.ts';
import { worthKeeping } from '../suggestion.ts';
import type { DeployWorld } from '../world.ts';
import { type Act, holding } from './act.ts';
import { addPaths, readAgain } from './files.ts';

/** What belongs to one key and its certificate. The CA's certificates and lists serve the next request as well. */
const ofOneRequest: ReadonlySet<Slot> = new Set<Slot>(['key', 'crt', 'bundle']);

/** The journey without its request and what came of it. The files stay on the disk, and the request in its list. */
async function startOver(before: DeployState, world: DeployWorld): Promise<Result<DeployState>> {
  const state = await readAgain(before, world);
  const files = state.files.filter((_, index) => !ofOneRequest.has(state.slots.files[index]?.slot ?? 'none'));
  const held = await world.engine.call('slotsHold', { owner: state.id, files });
  if (!held.ok) return held;
  // It was for the key that is gone.
  const forgotten = await world.engine.call('slotsPassphrase', { owner: state.id, passphrase: '' });
  return forgotten.ok ? ok({ ...holding(state, forgotten.value), request: null, lab: null }) : forgotten;
}

export const chooseWay: Act<'deploy-choose-way'> = async (state, { way }, world) => {
  if (!state.sensor) return fail('not-yet', { step: 'request', needs: 'sensor' });
  if (way === 'have' || !state.request) return ok({ ...state, choice: way });
  const fresh = await startOver(state, world);
  return fresh.ok ? ok({ ...fresh.value, choice: way }) : fresh;
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

/** The certificate, and its chain beside it, in a folder of their own. */
async function writeSigned(
  parent: string,
  base: string,
  { leaf, issuing, root }: LabCertificates,
): Promise<Result<string[]>> {
  const folder = await newFolder(parent, `${base}-lab`);
  if (!folder.ok) return folder;
  const files = { [`${base}.crt`]: toPem(leaf), [`${base}-chain.pem`]: toPemChain([issuing, root]) };
  for (const [name, text] of Object.entries(files)) {
    const written = await writeFile(join(folder.value, name), new TextEncoder().encode(text));
    if (written.ok) continue;
    // The folder is ours and new: half of it would be worse than none.
    await rm(folder.value, { recursive: true, force: true });
    return written;
  }
  return ok(Object.keys(files).map((name) => join(folder.value, name)));
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
