// What carries our mark, though this journal knows nothing of it: the saved script wrote it, another user's Certwright or
// an administrator's, or the journal was lost. It is found by the mark alone. Read only.
import { storeIdSchema } from '../../preload/contract/trusted.ts';
import { lineNumber, type PlacedMapping, placeOurs } from '../hosts/hosts-file.ts';
import { readAddress } from '../hosts/hosts-name.ts';
import type { World } from '../privileged/apply.ts';
import { subjectOf } from '../privileged/operations.ts';
import type { Entry } from './journal.ts';
import { oursAmong } from './our-certificates.ts';
import type { Look } from './standing.ts';

export type Unrecorded = {
  /** Path of the hosts file. */
  file: string;
  /** In file order. */
  lines: { line: number; name: string; text: string }[];
  /** How many, in all stores that can be read. */
  certificates: number;
};

/** They say nothing, or nothing any more, of what is there. */
const over = new Set<string>(['nothing', 'failed', 'undone']);

/** Null where there is none, as far as could be read. */
export async function unrecordedIn(entries: readonly Entry[], world: World, look: Look): Promise<Unrecorded | null> {
  const standing = entries.filter(({ state }) => !over.has(state));
  const hosts = await look.hosts();
  const lines = hosts ? placeOurs(hosts.parsed).filter((line) => !isKnown(line, standing)) : [];
  const stores = storeIdSchema.options.flatMap((id) => world.storeOf(id) ?? []);
  const listed = await Promise.all(stores.map(async (store) => ({ store, found: await look.store(store.id) })));
  const known = new Set(standing.map(({ operation }) => subjectOf(operation)));
  const certificates = oursAmong(entries, listed).filter(
    ({ added, store, place, sha256 }) => added === null && !known.has(`${store.id} ${place} ${sha256}`),
  );
  if (lines.length === 0 && certificates.length === 0) return null;
  return {
    file: hosts?.parsed.file ?? '',
    lines: lines.map(({ start, name, text }) => ({ line: hosts ? lineNumber(hosts.parsed, start) : 0, name, text })),
    certificates: certificates.length,
  };
}

/** Also where somebody changed its name or its address since: then the change itself is told as changed. */
const isKnown = ({ journey, name, address }: PlacedMapping, entries: readonly Entry[]): boolean =>
  entries.some(
    ({ operation }) =>
      (operation.kind === 'hosts-add' || operation.kind === 'hosts-remove') &&
      operation.tag === journey &&
      (operation.name.toLowerCase() === name.toLowerCase() || readAddress(operation.address)?.address === address),
  );
