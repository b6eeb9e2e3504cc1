// Step 6: the real verdict of Chromium's verifier, and the truth of the matter about the name.

import type { CertificateItem } from '../../../../preload/contract/item.ts';
import { fail, ok } from '../../../../preload/contract/result.ts';
import type { NameView } from '../../../../preload/contract/trust-journey.ts';
import { parseCertificate } from '../../../pki/certificate/certificate.ts';
import { mappableNames } from '../../../pki/names/host-names.ts';
import { browserSubject, compareSubject } from '../../../pki/names/subject-text.ts';
import { nameThatLeadsThere, nameTruth } from '../../../sensor/name-truth.ts';
import type { Run } from '../../kind.ts';
import type { TrustState } from '../state.ts';
import { sentOf } from '../view.ts';
import type { TrustWorld } from '../world.ts';
import { type Act, sensorAddress } from './act.ts';
import { planOf, readStores } from './stores.ts';
import { judge } from './verdicts.ts';

/** Names of a certificate that are looked into: more than any sensor has, few enough for a dead name server. */
const nameLimit = 16;

/** Asks the resolver for each name, all at once; a name that is not known, or not in time, is left out. */
async function resolveAll(names: readonly string[], world: TrustWorld): Promise<Map<string, string[]>> {
  const answers = await Promise.all(names.map(async (name) => [name, await world.resolve(name)] as const));
  return new Map(answers.flatMap(([name, answer]) => (answer.ok ? [[name, answer.value.addresses] as const] : [])));
}

function validityOf({ notBefore, notAfter }: CertificateItem, now: Date): 'now' | 'past' | 'future' {
  if (Date.parse(notAfter) < now.getTime()) return 'past';
  return Date.parse(notBefore) > now.getTime() ? 'future' : 'now';
}

export const checkName: Act<'check-name'> = async (before, _action, world, run) => {
  const { address, download } = before;
  const leaf = sentOf(before)[0];
  if (!address || !download || !leaf) return fail('not-yet', { step: 'name', needs: 'download' });
  const parsed = parseCertificate(leaf);
  if (!parsed.ok) return parsed;
  const item = parsed.value;
  const state = await readStores(before, world);
  const own = [...mappableNames(item.subjectAltNames), ...(item.subjectAltNames?.ip ?? [])]
    .filter((host) => host !== address.host)
    .slice(0, nameLimit);
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
  const resolved = await resolveAll(own, world);
  const facts = { names, resolved, sensorAddress: sensorAddress(state) };
  // The name that works is asked for the way the browser will go: by the system's own resolution.
  const candidate = nameThatLeadsThere(facts);
  const direct = candidate ? await judge(state, [{ host: candidate, way: 'direct' }], world, run) : ok([]);
  if (!direct.ok) return direct;
  const opened = direct.value[0] ?? null;
  const plan = planOf(state);
  const san = [...(item.subjectAltNames?.dns ?? []), ...(item.subjectAltNames?.ip ?? [])];
  const truth = nameTruth({
    ...facts,
    typed,
    opened,
    san,
    intermediateMissing: plan.ok && plan.value.missing === 'intermediate',
    validity: validityOf(item, world.now()),
  });
  const judged = [typed, ...names, ...direct.value].find(
    (verdict) => verdict.leaf !== null && verdict.leaf !== item.fingerprints.sha256,
  );
  const name: NameView = {
    at: world.now().toISOString(),
    typed,
    names,
    ...(judged ? { outcome: 'other-certificate', useName: null, hostsCanMend: false } : truth),
    san,
    browserSubject: browserSubject(item),
    commonName: item.commonName ?? null,
    pasted: state.name?.pasted ?? null,
  };
  return ok({ ...state, name, before: state.before ?? typed, after: opened ?? typed });
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
