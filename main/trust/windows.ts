// The Windows certificate stores: trusted roots (Root) and intermediates (CA), of the machine or of the user.
// Adding a root to the user's store makes Windows itself ask the person; declining is an answer, not an error.
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { checkedStore, stored } from './checked-store.ts';
import {
  addElementToStore,
  addToStore,
  elementOf,
  listStore,
  mayWrite,
  removeFromStore,
  type SystemStore,
} from './crypt32.ts';
import type { Place, StoredCertificate, TrustStore } from './trust-store.ts';

/** Shown in the column "Friendly Name" of certlm.msc and certmgr.msc. */
const friendlyName = 'Certwright';
const nameOf = { root: 'Root', intermediate: 'CA' } as const;
const places: readonly Place[] = ['root', 'intermediate'];

const accessDenied = new Set([5, 0x8007_0005]);
const invalidArgument = 0x8007_0057; // E_INVALIDARG
const cancelled = new Set([1223, 0x8007_04c7]);

/** The closed code for what Windows answered; `target` is the store in words. */
export function windowsFailure(target: string, code: number): Failure {
  if (accessDenied.has(code)) return fail('rights-missing', { target });
  if (cancelled.has(code)) return fail('elevation-cancelled', {});
  return fail('store-failed', { store: target, detail: `0x${code.toString(16).padStart(8, '0')}` });
}

/** CRYPT_E_EXISTS */
const exists = 0x8009_2005;

/**
 * LocalMachine (needs rights) or CurrentUser. Windows shows in the user's store what the machine's holds as well; here it
 * is the user's own entries alone, so that what is added, found and removed is one and the same. What policy and the
 * domain bring to the machine counts as there: it serves everybody, and nobody has to add it again.
 */
export function windowsStore(scope: 'machine' | 'user'): TrustStore {
  const location = scope === 'machine' ? 'Cert:\\LocalMachine (Root, CA)' : 'Cert:\\CurrentUser (Root, CA)';
  const storeOf = (place: Place): SystemStore => ({ scope, name: nameOf[place] });
  const listed = (place: Place) => listStore({ ...storeOf(place), own: scope === 'user' });
  const failure = (code: number): Failure => windowsFailure(location, code);

  async function read(): Promise<Result<StoredCertificate[]>> {
    const entries: StoredCertificate[] = [];
    for (const place of places) {
      const found = await listed(place);
      if (!found.ok) return failure(found.code);
      const distinct = new Map<string, StoredCertificate>();
      for (const each of found.value) {
        const entry = stored(each.der, { place, addedByUs: each.friendlyName === friendlyName });
        const known = distinct.get(entry.sha256);
        distinct.set(entry.sha256, { ...entry, addedByUs: Boolean(entry.addedByUs || known?.addedByUs) });
      }
      entries.push(...distinct.values());
    }
    return ok(entries);
  }

  return checkedStore({
    id: scope === 'machine' ? 'windows-machine' : 'windows-user',
    scope,
    location,
    readers: ['chromium', 'schannel'],
    async needsRights() {
      const allowed = await mayWrite(storeOf('root'));
      return !allowed.ok && accessDenied.has(allowed.code);
    },
    accepts: (role, place) =>
      place === 'root' ? role === 'root-ca' || role === 'self-signed-leaf' : role === 'intermediate-ca',
    read,
    async insert({ der, place, was }) {
      if (was && !('element' in was)) return failure(invalidArgument);
      const put = (where: SystemStore) =>
        was
          ? addElementToStore(where, { der, element: Buffer.from(was.element, 'base64') })
          : addToStore(where, { der, friendlyName });
      let added = await put(storeOf(place));
      // In the store as Windows uses it, where the machine's has it. The user's own has not: that was looked at.
      if (!added.ok && added.code === exists) added = await put({ ...storeOf(place), own: true });
      return added.ok ? ok(undefined) : failure(added.code);
    },
    async delete(_sha256, entry) {
      if (!entry) return ok(undefined);
      const removed = await removeFromStore(storeOf(entry.place), entry.der);
      return removed.ok ? ok(undefined) : failure(removed.code);
    },
    // What somebody else has put in may have another name, purposes that it is restricted to, a key.
    async asItStands({ der, place, addedByUs }) {
      if (addedByUs) return ok('plain');
      const element = await elementOf(storeOf(place), der);
      if (!element.ok) return failure(element.code);
      return ok(element.value ? { element: Buffer.from(element.value).toString('base64') } : 'plain');
    },
  });
}
