// Puts the journey's world together from the real parts. The window and the command line both call it and bring what
// differs: dialogs, a judge, and the way to rights.
import { join } from 'node:path';
import { z } from 'zod';
import type { AppError } from '../../../preload/contract/errors.ts';
import { ok, type Result } from '../../../preload/contract/result.ts';
import { resolveName } from '../../hosts/resolve.ts';
import { type Changes, noChanges, openChanges } from '../../journal/changes.ts';
import { type FoundOut, findOut } from '../../journal/found.ts';
import { openJournal } from '../../journal/journal.ts';
import { partOfKey, type Store } from '../../journal/store.ts';
import type { World } from '../../privileged/apply.ts';
import { type Door, openDoor } from '../../privileged/door.ts';
import type { Elevate } from '../../privileged/elevated-run.ts';
import type { ElevationWay } from '../../privileged/elevation.ts';
import { realWorld } from '../../privileged/world.ts';
import { storesFor } from '../../trust/index.ts';
import { trustSurroundings } from '../../trust/surroundings.ts';
import { asksSurely } from '../confirm-change.ts';
import type { TrustWorld } from './world.ts';

export type WorldParts = {
  /** The data folder (absolute path). */
  folder: string;
  home: string;
  now(): Date;
  store: Store;
  people: TrustWorld['people'];
  openJudge: TrustWorld['openJudge'];
  /** Null where this process has all the rights there are. */
  elevate: Elevate | null;
  /** How the system would ask for rights now; `nobody` where this process has them. */
  way(): Promise<ElevationWay | 'nobody'>;
};

const seenSchema = z.strictObject({ sha256: z.string(), seenAt: z.string() }).nullable();

/** What each address showed when it was last accepted. Each is written by itself: another process may write another. */
function seenIn(store: Store): TrustWorld['seen'] {
  const keyOf = (address: string) => `seen.${partOfKey(address)}`;
  return {
    get: (address) => seenSchema.catch(null).parse(store.get(keyOf(address))),
    set: (address, sha256, seenAt) => store.set(keyOf(address), { sha256, seenAt }),
    forget: (address) => store.delete(keyOf(address)),
  };
}

/** What went wrong without keeping anybody from looking. */
type Troubles = { troubles: AppError[] };

/** What a crash had left, as it was found at this start: ids of changes, and the bytes of a torn record. */
type Found = FoundOut & { torn: number };

/**
 * Fails where the hosts file's place cannot be found out. Without a whole journal there are no changes, and the reason
 * is among the troubles.
 */
export async function openWorld(
  parts: WorldParts,
): Promise<Result<TrustWorld & Troubles & { machine: World; found: Found }>> {
  const machine = await realWorld();
  const hostsFile = machine.hostsFile();
  if (!hostsFile.ok) return hostsFile;
  const door = openDoor({ world: machine, elevate: parts.elevate });
  const opened = await openRepaired(door, parts);
  return ok({
    machine,
    troubles: opened.ok ? [] : [opened.error],
    now: parts.now,
    platform: process.platform,
    stores: storesFor(process.platform, { home: parts.home }),
    notes: trustSurroundings(parts.home).notes,
    hostsFile: hostsFile.value,
    resolve: (name) => resolveName(name),
    changes: opened.ok ? opened.value.changes : noChanges(opened),
    found: opened.ok ? opened.value.found : { repaired: [], cameBack: [], torn: 0 },
    needsRights: async (operation) => {
      const needed = await door.needsRights(operation);
      return !needed.ok || needed.value;
    },
    isGuarded: async (operation) => {
      const needed = await door.needsRights(operation);
      return needed.ok && asksSurely(operation, needed.value ? await parts.way() : null);
    },
    openJudge: parts.openJudge,
    people: parts.people,
    seen: seenIn(parts.store),
  });
}

/** What a crash left half done is found out from the world before anything else happens. */
async function openRepaired(
  door: Door,
  { folder, now }: WorldParts,
): Promise<Result<{ changes: Changes; found: Found }>> {
  const journal = await openJournal(join(folder, 'journal.jsonl'), { now });
  if (!journal.ok) return journal;
  const changes = openChanges({ door, journal: journal.value });
  const found = await findOut(changes);
  return found.ok ? ok({ changes, found: { ...found.value, torn: journal.value.torn } }) : found;
}
