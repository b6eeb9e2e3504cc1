// A store that lives as long as the process: the whole contract without a machine to change.
import { ok } from '../../preload/contract/result.ts';
import { checkedStore, stored } from './checked-store.ts';
import type { StoredCertificate, TrustStore } from './trust-store.ts';

/** An empty store, under the name of a real one, as operations know no other. It takes roots and self-signed leaves as `root`, intermediates as `intermediate`. */
export function memoryStore(scope: TrustStore['scope'] = 'user'): TrustStore {
  let entries: StoredCertificate[] = [];
  return checkedStore({
    id: scope === 'machine' ? 'linux-system' : 'nss-user',
    scope,
    location: 'memory',
    readers: [],
    needsRights: async () => false,
    accepts: (role, place) =>
      place === 'root' ? role === 'root-ca' || role === 'self-signed-leaf' : role === 'intermediate-ca',
    read: async () => ok([...entries]),
    insert: async ({ der, place }) => {
      entries = [...entries, stored(Uint8Array.from(der), { place, addedByUs: true })];
      return ok(undefined);
    },
    delete: async (_sha256, gone) => {
      entries = entries.filter((entry) => entry !== gone);
      return ok(undefined);
    },
  });
}
