// The rules that hold for every store, once: role before place, nothing done twice, nothing believed unread.
// A platform brings only how to read, insert and delete.
import type { CertificateItem, Role } from '../../preload/contract/item.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { roleOf } from '../pki/certificate/roles.ts';
import type { AsItWas, Place, StoredCertificate, TrustStore } from './trust-store.ts';

export type NewCertificate = { der: Uint8Array; sha256: string; role: Role; place: Place; was?: AsItWas | undefined };

export type StoreBackend = Pick<TrustStore, 'id' | 'scope' | 'location' | 'readers' | 'needsRights' | 'accepts'> & {
  read(): Promise<Result<StoredCertificate[]>>;
  /** Called only for a certificate that is not in that place, or is `going` from it. */
  insert(certificate: NewCertificate): Promise<Result<void>>;
  /** Called for each entry to go; also without one, where `hasLeftover` says so. */
  delete(sha256: string, entry: StoredCertificate | null): Promise<Result<void>>;
  /** Something of ours that is not in force (yet), such as a file that was written before a power cut. */
  hasLeftover?(sha256: string): Promise<boolean>;
  /** Called for an entry of that store. Without it every certificate stands there as `insert` puts it. */
  asItStands?(entry: StoredCertificate): Promise<Result<AsItWas | 'plain' | 'unknown'>>;
};

/** A stored certificate from its DER. */
export const stored = (
  der: Uint8Array,
  more: Pick<StoredCertificate, 'place' | 'addedByUs' | 'going'>,
): StoredCertificate => ({
  ...thumbprints(der),
  der,
  ...more,
});

/** Version-1 roots carry no extensions; that they are CAs is known by what they signed, and so by the caller. */
const mayBe = (item: CertificateItem, role: Role): boolean =>
  roleOf(item) === role || (role === 'root-ca' && item.selfSigned && item.basicConstraints === undefined);

/** What is trusted by itself serves in a path as well. */
const serves = (entry: StoredCertificate, place: Place): boolean => entry.place === place || entry.place === 'root';

/** A store that keeps the promises of `TrustStore` over a platform's means. */
export function checkedStore(backend: StoreBackend): TrustStore {
  const matching = async (sha256: string): Promise<Result<StoredCertificate[]>> => {
    const all = await backend.read();
    return all.ok ? ok(all.value.filter((entry) => entry.sha256 === sha256.toUpperCase())) : all;
  };

  const { id, scope, location, readers } = backend;
  return {
    id,
    scope,
    location,
    readers,
    needsRights: () => backend.needsRights(),
    accepts: (role, place) => backend.accepts(role, place),
    list: () => backend.read(),

    async hasLeftover(sha256, place) {
      if (!backend.hasLeftover) return false;
      const found = await matching(sha256);
      if (!found.ok || found.value.some((entry) => entry.place === place)) return false;
      return backend.hasLeftover(sha256.toUpperCase());
    },

    async find(sha256) {
      const found = await matching(sha256);
      return found.ok ? ok(found.value.find(({ place }) => place === 'root') ?? found.value[0] ?? null) : found;
    },

    async asItStands(sha256, place) {
      const found = await matching(sha256);
      if (!found.ok) return found;
      const entry = found.value.find((each) => each.place === place);
      return entry && backend.asItStands ? backend.asItStands(entry) : ok('plain');
    },

    async add(der, { role, place, was }) {
      const item = parseCertificate(der);
      if (!item.ok) return item;
      if (!mayBe(item.value, role)) return fail('store-refuses-role', { store: location, role: roleOf(item.value) });
      // What was there already is not for us to judge.
      const isBack = was !== undefined && backend.asItStands !== undefined;
      if (!isBack && !backend.accepts(role, place)) return fail('store-refuses-role', { store: location, role });
      const { sha256 } = item.value.fingerprints;
      const before = await matching(sha256);
      if (!before.ok) return before;
      if (before.value.some((entry) => serves(entry, place) && !entry.going)) return ok({ changed: false });
      const inserted = await backend.insert({ der, sha256, role, place, was });
      if (!inserted.ok) return inserted;
      const after = await matching(sha256);
      if (!after.ok) return after;
      return after.value.some((entry) => serves(entry, place))
        ? ok({ changed: true })
        : fail('not-trusted-yet', { sha256 });
    },

    async remove(sha256Given, place) {
      const sha256 = sha256Given.toUpperCase();
      const there = async (): Promise<Result<StoredCertificate[]>> => {
        const found = await matching(sha256);
        return found.ok ? ok(found.value.filter((entry) => !place || entry.place === place)) : found;
      };
      const before = await there();
      if (!before.ok) return before;
      const leftover = before.value.length === 0 && ((await backend.hasLeftover?.(sha256)) ?? false);
      if (before.value.length === 0 && !leftover) return ok({ changed: false });
      for (const entry of leftover ? [null] : before.value) {
        const deleted = await backend.delete(sha256, entry);
        if (!deleted.ok) return deleted;
      }
      const after = await there();
      if (!after.ok) return after;
      return after.value.length === 0 ? ok({ changed: true }) : fail('still-there', { store: location, sha256 });
    },
  };
}
