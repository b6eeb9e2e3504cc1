// Step 8: what this computer trusts. The old certificate goes out of its stores, and the root of the new chain comes in:
// that one outlives the next exchange of the sensor's certificate.
import { commonName, fileName } from '../../../../assets/text/facts.ts';
import type { DeployAction, DeployTrustView } from '../../../../preload/contract/deploy-journey.ts';
import type { CertificateItem } from '../../../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../../../preload/contract/result.ts';
import { planTrust } from '../../../pki/certificate/trust-plan.ts';
import type { OperationOf } from '../../../privileged/operations.ts';
import type { StoredCertificate, TrustStore } from '../../../trust/trust-store.ts';
import { changeOptions } from '../../change-options.ts';
import { isConfirmed } from '../../confirm-change.ts';
import type { Run } from '../../kind.ts';
import type { DeployState } from '../state.ts';
import { bytesOf, itemOf } from '../view.ts';
import type { DeployWorld } from '../world.ts';
import type { Act } from './act.ts';
import { judgedAgain } from './proof.ts';

type Entry = DeployTrustView['old'][number];
type Listed = { store: TrustStore; needsRights: boolean; found: StoredCertificate[] };

/** The root of the kit's chain (base64 DER), or the certificate itself where it is its own issuer. */
const rootOf = ({ kit }: DeployState): string | null => {
  const last = kit?.chain.at(-1);
  return last !== undefined && itemOf(last).selfSigned ? last : null;
};

/** Of an old certificate that is still the one in the kit, nothing has to go. */
const outdatedOf = ({ old, kit }: DeployState): string | null => (old && old.leaf !== kit?.chain[0] ? old.leaf : null);

/** Every store that can be read. One that cannot says nothing about what it trusts: it is left out. */
async function listAll({ stores }: DeployWorld): Promise<Listed[]> {
  const all = await Promise.all(
    stores.map(async (store) => {
      const listed = await store.list();
      return listed.ok ? [{ store, needsRights: await store.needsRights(), found: listed.value }] : [];
    }),
  );
  return all.flat();
}

function entryIn({ store, needsRights }: Listed, base64: string): Entry {
  const { subject, fingerprints } = itemOf(base64);
  const { location, scope, readers } = store;
  return { sha256: fingerprints.sha256, subject, store: location, scope, needsRights, readers: [...readers] };
}

/** Looks into the stores for the old certificate and the new root. */
export async function readTrust(state: DeployState, world: DeployWorld): Promise<Result<DeployState>> {
  const listed = await listAll(world);
  const holds = ({ found }: Listed, base64: string) => {
    const { sha256 } = itemOf(base64).fingerprints;
    return found.some((each) => each.place === 'root' && each.sha256 === sha256);
  };
  const old = outdatedOf(state);
  const root = rootOf(state);
  const role = root === state.kit?.chain[0] ? 'self-signed-leaf' : 'root-ca';
  return ok({
    ...state,
    trust: {
      at: world.now().toISOString(),
      old: old === null ? [] : listed.filter((each) => holds(each, old)).map((each) => entryIn(each, old)),
      root:
        root === null
          ? null
          : {
              item: itemOf(root),
              present: listed.filter((each) => holds(each, root)).map((each) => entryIn(each, root)),
              offers: listed
                .filter((each) => !holds(each, root) && each.store.accepts(role, 'root'))
                .map((each) => entryIn(each, root)),
            },
    },
  });
}

/** After a change: the stores and the verdicts as they are now. The change itself is done, whatever comes of that. */
async function lookedAgain(state: DeployState, world: DeployWorld, run: Run): Promise<Result<DeployState>> {
  const judged = await judgedAgain(state, world, run);
  return readTrust(judged.ok ? judged.value : state, world);
}

export const lookAtTrust: Act<'deploy-read-trust'> = async (state, _action, world, run) => {
  if (state.proof?.state !== 'new') return fail('not-yet', { step: 'trust', needs: 'proof' });
  const judged = await judgedAgain(state, world, run);
  return judged.ok ? readTrust(judged.value, world) : judged;
};

const storeOf = (world: DeployWorld, scope: Entry['scope']): TrustStore => {
  const store = world.stores.find((each) => each.scope === scope);
  if (!store) throw new Error(`no ${scope} store on this platform`);
  return store;
};

type Removing = { store: TrustStore; item: CertificateItem; operations: OperationOf<'trust-remove'>[] };

/** The old certificate of this journey, out of the store that was chosen. */
export function removingOld(
  state: DeployState,
  { sha256, scope }: Extract<DeployAction, { type: 'deploy-remove-old' }>,
  world: DeployWorld,
): Result<Removing> {
  if (state.proof?.state !== 'new') return fail('not-yet', { step: 'trust', needs: 'proof' });
  const old = outdatedOf(state);
  const item = old === null ? null : itemOf(old);
  if (item?.fingerprints.sha256 !== sha256) return fail('not-compared', {});
  const store = storeOf(world, scope);
  return ok({ store, item, operations: [{ kind: 'trust-remove', store: store.id, sha256, place: 'root' }] });
}

export const removeOld: Act<'deploy-remove-old'> = async (state, action, world, run) => {
  const meant = removingOld(state, action, world);
  if (!meant.ok) return meant;
  const { store, item, operations } = meant.value;
  const { sha256 } = action;
  const change = { kind: 'trust-removed' as const, what: item.subject, target: store.location, thumbprint: sha256 };
  if (!(await isConfirmed(operations, [change], world))) return fail('cancelled', {});
  const made = await world.changes.make(state.id, operations, changeOptions(run, state.sensor));
  return made.ok ? lookedAgain({ ...state, undo: null }, world, run) : made;
};

/** The root, and the intermediates that the sensor does not send. They come from the kit: the person's own files. */
function rootOperations(state: DeployState, store: TrustStore): Result<OperationOf<'trust-add'>[]> {
  const plan = planTrust((state.proof?.chain ?? []).map(bytesOf), (state.kit?.chain ?? []).slice(1).map(bytesOf));
  if (!plan.ok) return plan;
  const { entries, missing, wanted } = plan.value;
  if (missing) return fail('trust-plan-incomplete', { missing, wanted });
  const refused = entries.find(({ role, store: place }) => !store.accepts(role, place));
  if (refused) return fail('store-refuses-role', { store: store.location, role: refused.role });
  return ok(
    entries.map(({ der, role, store: place }) => ({
      kind: 'trust-add',
      store: store.id,
      der: Buffer.from(der).toString('base64'),
      role,
      place,
    })),
  );
}

/** The root that was shown, with what leads to it, into the store that was chosen. */
export function trustingRoot(
  state: DeployState,
  { sha256, scope }: Extract<DeployAction, { type: 'deploy-trust-root' }>,
  world: DeployWorld,
): Result<{ store: TrustStore; operations: OperationOf<'trust-add'>[] }> {
  if (state.proof?.state !== 'new') return fail('not-yet', { step: 'trust', needs: 'proof' });
  const root = rootOf(state);
  if (root === null || itemOf(root).fingerprints.sha256 !== sha256) return fail('not-compared', {});
  const store = storeOf(world, scope);
  const operations = rootOperations(state, store);
  return operations.ok ? ok({ store, operations: operations.value }) : operations;
}

export const trustRoot: Act<'deploy-trust-root'> = async (state, action, world, run) => {
  const meant = trustingRoot(state, action, world);
  if (!meant.ok) return meant;
  const { store, operations } = meant.value;
  const listed = await store.list();
  const there = new Set(listed.ok ? listed.value.map((each) => `${each.place} ${each.sha256}`) : []);
  const changes = operations
    .map(({ der, place }) => ({ item: itemOf(der), place }))
    .filter(({ item, place }) => !there.has(`${place} ${item.fingerprints.sha256}`))
    .map(({ item }) => ({
      kind: 'trust-added' as const,
      what: item.subject,
      target: store.location,
      thumbprint: item.fingerprints.sha256,
    }));
  if (!(await isConfirmed(operations, changes, world))) return fail('cancelled', {});
  const made = await world.changes.make(state.id, operations, changeOptions(run, state.sensor));
  return made.ok ? lookedAgain({ ...state, undo: null }, world, run) : made;
};

/** For other computers: under the name by which the commands for the ticket call it. */
export const saveRoot: Act<'deploy-save-root'> = async (state, _action, world) => {
  const root = rootOf(state);
  if (root === null) return fail('not-yet', { step: 'trust', needs: state.kit ? 'files' : 'kit' });
  const saved = await world.people.saveFile(fileName(commonName(itemOf(root))), bytesOf(root));
  if (!saved.ok) return saved;
  // The dialog may have been closed.
  return ok(saved.value ? { ...state, savedRoot: { name: saved.value.name, at: world.now().toISOString() } } : state);
};

export const undo: Act<'deploy-undo'> = async (state, _action, world, run) => {
  const undone = await world.changes.undoJourney(state.id, { signal: run.signal, onStage: run.stage });
  if (!undone.ok) return undone;
  const at = world.now().toISOString();
  return lookedAgain({ ...state, undo: { at, verified: undone.value.verified } }, world, run);
};
