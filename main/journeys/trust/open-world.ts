// Puts the journey's world together from the real parts. The window and the command line both call it and bring what
// differs: dialogs, a judge, and the way to rights.
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result } from '../../../preload/contract/result.ts';
import { resolveName } from '../../hosts/resolve.ts';
import { openChanges } from '../../journal/changes.ts';
import { openJournal } from '../../journal/journal.ts';
import type { Store } from '../../journal/store.ts';
import { openDoor } from '../../privileged/door.ts';
import type { Elevate } from '../../privileged/elevated-run.ts';
import { realWorld } from '../../privileged/world.ts';
import { storesFor } from '../../trust/index.ts';
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
};

const seenSchema = z.record(z.string(), z.strictObject({ sha256: z.string(), seenAt: z.string() }));

/** What each address showed when it was last accepted. Kept under one key, as addresses have dots in them. */
function seenIn(store: Store): TrustWorld['seen'] {
  const all = () => seenSchema.catch({}).parse(store.get('seen') ?? {});
  return {
    get: (address) => all()[address] ?? null,
    set: (address, sha256, seenAt) => store.set('seen', { ...all(), [address]: { sha256, seenAt } }),
    forget: (address) => {
      const { [address]: _gone, ...rest } = all();
      store.set('seen', rest);
    },
  };
}

/** Fails where the journal or the hosts file's place cannot be read: then nothing may be changed. */
export async function openWorld(parts: WorldParts): Promise<Result<TrustWorld>> {
  const machine = await realWorld();
  const hostsFile = machine.hostsFile();
  if (!hostsFile.ok) return hostsFile;
  const journal = await openJournal(join(parts.folder, 'journal.jsonl'), { now: parts.now });
  if (!journal.ok) return journal;
  const door = openDoor({ world: machine, elevate: parts.elevate });
  const changes = openChanges({ door, journal: journal.value });
  // What a crash left half done is found out from the world before anything else happens.
  const repaired = await changes.repair();
  if (!repaired.ok) return repaired;
  return ok({
    now: parts.now,
    platform: process.platform,
    stores: storesFor(process.platform, { home: parts.home }),
    hostsFile: hostsFile.value,
    resolve: (name) => resolveName(name),
    changes,
    needsRights: async (operation) => {
      const needed = await door.needsRights(operation);
      return !needed.ok || needed.value;
    },
    openJudge: parts.openJudge,
    people: parts.people,
    seen: seenIn(parts.store),
  });
}
