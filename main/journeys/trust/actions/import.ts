// Step 5: the right certificates into the right store, and the store read back.
import { fail, ok } from '../../../../preload/contract/result.ts';
import { readObjects } from '../../../pki/read.ts';
import type { Act } from './act.ts';
import { checkNameAgain } from './name.ts';
import { planOf, readStores } from './stores.ts';

/** CA certificates from files of the admin's, for sensors that do not send their whole chain. */
export const addCaFile: Act<'add-ca-file'> = async (state, _action, world) => {
  if (!state.download) return fail('not-yet', { step: 'import', needs: 'download' });
  const chosen = await world.people.openFiles();
  if (!chosen.ok) return chosen;
  if (!chosen.value) return ok(state);
  const found: string[] = [];
  for (const file of chosen.value) {
    const { certificates, problems } = readObjects(file.bytes);
    if (certificates.length === 0) {
      return { ok: false, error: problems[0] ?? fail('not-a-certificate', { looksLike: 'unknown' }).error };
    }
    found.push(...certificates.map(({ der }) => Buffer.from(der).toString('base64')));
  }
  const added = [...new Set([...state.added, ...found])].filter((der) => !state.download?.chain.includes(der));
  const next = { ...state, added };
  const plan = planOf(next);
  return plan.ok ? ok(await readStores(next, world)) : plan;
};

export const lookIntoStores: Act<'read-stores'> = async (state, _action, world) =>
  state.download ? ok(await readStores(state, world)) : fail('not-yet', { step: 'import', needs: 'download' });

export const importTrust: Act<'import'> = async (state, { scope }, world, run) => {
  if (!state.compare?.decision) return fail('not-compared', {});
  const plan = planOf(state);
  if (!plan.ok) return plan;
  const { entries, missing, wanted } = plan.value;
  if (missing) return fail('trust-plan-incomplete', { missing, wanted });
  const store = world.stores.find((each) => each.scope === scope);
  if (!store) throw new Error(`no ${scope} store on this platform`);
  const listed = await store.list();
  if (!listed.ok) return listed;
  const there = new Set(listed.value.map(({ sha256 }) => sha256));
  const absent = entries.filter(({ sha256 }) => !there.has(sha256));
  const refused = absent.find((entry) => !store.accepts(entry.role, entry.store));
  if (refused) return fail('store-refuses-role', { store: store.location, role: refused.role });
  if (absent.length > 0) {
    const made = await world.changes.make(
      state.id,
      absent.map(({ der, role, store: place }) => ({
        kind: 'trust-add' as const,
        store: store.id,
        der: Buffer.from(der).toString('base64'),
        role,
        place,
      })),
      { signal: run.signal, onStage: run.stage },
    );
    if (!made.ok) return made;
  }
  return ok(await checkNameAgain({ ...(await readStores(state, world)), undo: null }, world, run));
};
