// Step 5: the right certificates into the right store, and the store read back.
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import type { TrustAction } from '../../../../preload/contract/trust-journey.ts';
import type { TrustEntry } from '../../../pki/certificate/trust-plan.ts';
import { readCertificates } from '../../../pki/files/certificates.ts';
import type { OperationOf } from '../../../privileged/operations.ts';
import type { TrustStore } from '../../../trust/trust-store.ts';
import { changeOptions } from '../../change-options.ts';
import { isConfirmed } from '../../confirm-change.ts';
import type { TrustState } from '../state.ts';
import { base64, compareTarget } from '../view.ts';
import type { TrustWorld } from '../world.ts';
import type { Act } from './act.ts';
import { checkNameAgain } from './name.ts';
import { planOf, readStores, storesDiffer } from './stores.ts';

/** CA certificates from files of the admin's, for sensors that do not send their whole chain. */
export const addCaFile: Act<'add-ca-file'> = async (state, _action, world) => {
  if (!state.download) return fail('not-yet', { step: 'import', needs: 'download' });
  const chosen = await world.people.openFiles();
  if (!chosen.ok) return chosen;
  if (!chosen.value) return ok(state);
  const found: string[] = [];
  for (const file of chosen.value) {
    const { certificates, problems } = readCertificates(file.bytes);
    if (certificates.length === 0) {
      return { ok: false, error: problems[0] ?? fail('not-a-certificate', { looksLike: 'unknown' }).error };
    }
    found.push(...certificates.map(({ der }) => base64(der)));
  }
  // A CA certificate that the sensor sent as well is kept: from the admin's own hands it needs no comparison.
  const leaf = state.download.chain[0];
  const added = [...new Set([...state.added, ...found])].filter((der) => der !== leaf);
  const next = { ...state, added };
  const plan = planOf(next);
  return plan.ok ? ok(await readStores(next, world)) : plan;
};

/** The stores read again; where something is there or gone since, a verdict from before it would be none. */
export const lookIntoStores: Act<'read-stores'> = async (state, _action, world, run) => {
  if (!state.download) return fail('not-yet', { step: 'import', needs: 'download' });
  const fresh = await readStores(state, world);
  return ok(state.name && storesDiffer(state, fresh) ? await checkNameAgain(fresh, world, run) : fresh);
};

type Importing = { store: TrustStore; entries: TrustEntry[]; operations: OperationOf<'trust-add'>[] };

/** What an import does: exactly the certificates that were shown and decided on, into the store that was chosen. */
export function importing(
  state: TrustState,
  { scope, plan: named }: Extract<TrustAction, { type: 'import' }>,
  world: TrustWorld,
): Result<Importing> {
  const plan = planOf(state);
  if (!plan.ok) return plan;
  const { entries, missing, wanted } = plan.value;
  if (missing) return fail('trust-plan-incomplete', { missing, wanted });
  // The decision is about the certificate that would become trusted, and the import about what was shown.
  const target = compareTarget(state)?.item.fingerprints.sha256;
  const isNamed = named.length === entries.length && entries.every(({ sha256 }) => named.includes(sha256));
  if (!isNamed || !target || state.compare?.decision?.sha256 !== target) return fail('not-compared', {});
  const store = world.stores.find((each) => each.scope === scope);
  if (!store) throw new Error(`no ${scope} store on this platform`);
  const refused = entries.find((entry) => !store.accepts(entry.role, entry.store));
  if (refused) return fail('store-refuses-role', { store: store.location, role: refused.role });
  const operations = entries.map(({ der, role, store: place }) => ({
    kind: 'trust-add' as const,
    store: store.id,
    der: base64(der),
    role,
    place,
  }));
  return ok({ store, entries, operations });
}

export const importTrust: Act<'import'> = async (state, action, world, run) => {
  const meant = importing(state, action, world);
  if (!meant.ok) return meant;
  const { store, entries, operations } = meant.value;
  const { stores } = await readStores(state, world);
  const present = stores.find(({ location }) => location === store.location)?.present ?? [];
  const changes = entries
    .filter(({ sha256 }) => !present.includes(sha256))
    .map(({ item, sha256 }) => ({
      kind: 'trust-added' as const,
      what: item.subject,
      target: store.location,
      thumbprint: sha256,
    }));
  if (!(await isConfirmed(operations, changes, world))) return fail('cancelled', {});
  // What is there already, in its right place, is left alone, and nobody is asked for rights.
  const made = await world.changes.make(state.id, operations, changeOptions(run, state.address));
  if (!made.ok) return made;
  return ok(await checkNameAgain({ ...(await readStores(state, world)), undo: null }, world, run));
};
