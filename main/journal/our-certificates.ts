// Which certificates in this computer's stores are ours: what the journal says, and the stores' own marks for what no
// journal here knows. Pure. What other tools have left behind is not ours, whatever its name, and is never in the list.
import { type OperationOf, subjectOf, thumbprintOf } from '../privileged/operations.ts';
import type { Place, StoredCertificate, TrustStore } from '../trust/trust-store.ts';
import type { Entry } from './journal.ts';

/** A store with what was read from it now; null: it could not be read. */
export type Listed = { store: TrustStore; found: readonly StoredCertificate[] | null };

/** One certificate in one place of one store. */
export type Ours = {
  store: TrustStore;
  place: Place;
  sha256: string;
  der: Uint8Array;
  /** The change that put it there; null where only the store's mark tells. */
  added: (Entry & { operation: OperationOf<'trust-add'> }) | null;
  /** Null: the store could not be read. */
  there: boolean | null;
};

const isTrust = (operation: Entry['operation']): operation is OperationOf<'trust-add' | 'trust-remove'> =>
  operation.kind === 'trust-add' || operation.kind === 'trust-remove';

/** Nothing was done, it was taken back, or left to somebody else: then it says nothing of the store any more. */
const over = new Set<string>(['nothing', 'failed', 'undone', 'left']);
/** Of these the addition itself was not finished: they count only where the certificate is seen. */
const unfinished = new Set<string>(['begun', 'half']);

/**
 * @param entries the journal's, oldest first. Of several changes of the same certificate in the same place, the last one
 * that was not taken back says whether it is ours: an addition, and no later removal by us.
 */
export function oursAmong(entries: readonly Entry[], listed: readonly Listed[]): Ours[] {
  const last = new Map<string, Entry>();
  for (const entry of entries) {
    if (isTrust(entry.operation) && !over.has(entry.state)) last.set(subjectOf(entry.operation), entry);
  }
  const known = new Set<string>();
  const ours: Ours[] = [];
  for (const entry of last.values()) {
    const { operation } = entry;
    const at = listed.find(({ store }) => isTrust(operation) && store.id === operation.store);
    if (operation.kind !== 'trust-add' || !at) continue;
    const { store, found } = at;
    const { place } = operation;
    const sha256 = thumbprintOf(operation);
    const there = found?.some((each) => each.place === place && each.sha256 === sha256) ?? null;
    if (unfinished.has(entry.state) && !there) continue;
    known.add(keyOf(store, place, sha256));
    const der = Uint8Array.from(Buffer.from(operation.der, 'base64'));
    ours.push({ store, place, sha256, der, added: { ...entry, operation }, there });
  }
  for (const { store, found } of listed) {
    for (const { addedByUs, place, sha256, der } of found ?? []) {
      if (!addedByUs || known.has(keyOf(store, place, sha256)) || isInherited(store, place, sha256, listed)) continue;
      ours.push({ store, place, sha256, der, added: null, there: true });
    }
  }
  return ours;
}

const keyOf = ({ id }: TrustStore, place: Place, sha256: string): string => `${id} ${place} ${sha256}`;

/** Windows shows in the user's store what the machine's holds, with its mark: it lies in one of them only. */
function isInherited({ id }: TrustStore, place: Place, sha256: string, listed: readonly Listed[]): boolean {
  if (id !== 'windows-user') return false;
  const machine = listed.find(({ store }) => store.id === 'windows-machine')?.found ?? [];
  return machine.some((each) => each.place === place && each.sha256 === sha256);
}
