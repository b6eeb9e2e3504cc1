// Step 6: the real verdict of Chromium's verifier, and the truth of the matter about the name.
import { fail, ok } from '../../../../preload/contract/result.ts';
import type { NameView } from '../../../../preload/contract/trust-journey.ts';
import { parseCertificate } from '../../../pki/certificate.ts';
import { mappableNames } from '../../../pki/host-names.ts';
import { browserSubject, compareSubject } from '../../../pki/subject-text.ts';
import { nameTruth } from '../../../sensor/name-truth.ts';
import type { TrustState } from '../state.ts';

import { chainNotes, sentOf } from '../view.ts';
import type { Run, TrustWorld } from '../world.ts';
import { type Act, sensorAddress } from './act.ts';
import { readStores } from './stores.ts';
import { judge } from './verdicts.ts';

/** Asks the resolver for each name; a name that is not known is left out. */
async function resolveAll(names: readonly string[], world: TrustWorld): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const answer = await world.resolve(name);
    if (answer.ok) found.set(name, answer.value.addresses);
  }
  return found;
}

export const checkName: Act<'check-name'> = async (before, _action, world, run) => {
  const { address, download } = before;
  const leaf = sentOf(before)[0];
  if (!address || !download || !leaf) return fail('not-yet', { step: 'name', needs: 'download' });
  const item = parseCertificate(leaf);
  if (!item.ok) return item;
  const state = await readStores(before, world);
  const san = item.value.subjectAltNames;
  const own = [...mappableNames(san), ...(san?.ip ?? [])].filter((host) => host !== address.host);
  const asked = await judge(
    state,
    [{ host: address.host, way: 'direct' as const }, ...own.map((host) => ({ host, way: 'tunnel' as const }))],
    world,
    run,
  );
  if (!asked.ok) return asked;
  const [typed, ...names] = asked.value;
  if (!typed) throw new Error('the judge gave no verdict');
  run.stage('resolving');
  const now = world.now();
  const notes = chainNotes(state, now);
  const truth = nameTruth({
    typed,
    names,
    resolved: await resolveAll(mappableNames(san), world),
    sensorAddress: sensorAddress(state),
    san: [...(san?.dns ?? []), ...(san?.ip ?? [])],
    intermediateMissing: notes.includes('intermediate-not-sent') && state.added.length === 0,
    validity: notes.includes('expired') ? 'past' : notes.includes('not-yet-valid') ? 'future' : 'now',
  });
  const name: NameView = {
    at: now.toISOString(),
    typed,
    names,
    ...truth,
    san: [...(san?.dns ?? []), ...(san?.ip ?? [])],
    browserSubject: browserSubject(item.value),
    commonName: item.value.commonName ?? null,
    pasted: state.name?.pasted ?? null,
  };
  // The name that works is asked for the way the browser will go: by the system's own resolution.
  const opened =
    truth.outcome === 'open-by-name' && truth.useName
      ? await judge(state, [{ host: truth.useName, way: 'direct' }], world, run)
      : ok([typed]);
  if (!opened.ok) return opened;
  return ok({ ...state, name, before: state.before ?? typed, after: opened.value[0] ?? typed });
};

export const compareSubjectText: Act<'compare-subject'> = async (state, action) => {
  const leaf = sentOf(state)[0];
  if (!state.name || !leaf) return fail('not-yet', { step: 'name', needs: 'name' });
  const item = parseCertificate(leaf);
  if (!item.ok) return item;
  const { matches, pasted } = compareSubject(action.text, item.value);
  return ok({ ...state, name: { ...state.name, pasted: { text: pasted, matches } } });
};

/** The name step again after a change, so that no verdict from before it stands; one that cannot be had is left open. */
export async function checkNameAgain(state: TrustState, world: TrustWorld, run: Run): Promise<TrustState> {
  const checked = await checkName(state, { type: 'check-name' }, world, run);
  return checked.ok ? checked.value : { ...state, name: null };
}
