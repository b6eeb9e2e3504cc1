// What `hosts` and `trust` change the machine with: the journal and the privileged door, the same that the window uses.
// A hosts file that was named by path has a journal of its own, beside the machine's, so that undo finds its changes.
import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { changes as words } from '../../assets/text/en/changes.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import { type Changes, noChanges, openChanges } from '../journal/changes.ts';
import { dataFolder } from '../journal/data-folder.ts';
import { type Journal, openJournal } from '../journal/journal.ts';
import type { World } from '../privileged/apply.ts';
import { type Door, openDoor } from '../privileged/door.ts';
import { systemElevation } from '../privileged/launch.ts';
import { realWorld } from '../privileged/world.ts';
import type { Io } from './command.ts';
import { printable } from './paint.ts';

/** Without a whole journal nothing is changed, and what only looks goes on. */
export type Desk = { world: World; door: Door; journal: Result<Journal>; changes: Changes };

export const folderOf = ({ env }: Io): string => dataFolder({ platform: process.platform, env, home: homedir() });

/** The machine's journal, whether it is there yet or not. */
export const journalFile = (io: Io): string => join(folderOf(io), 'journal.jsonl');

/** A person can be asked for rights only where there is one: at a terminal. */
const mayAsk = ({ stdin }: Io): boolean => stdin.isTTY === true;

export const wayToRights = (io: Io) => systemElevation(io.self, { mayAsk: mayAsk(io), inWindow: false });

const now = () => new Date();

type Way = Parameters<typeof openDoor>[0]['elevate'];

async function open({ stderr }: Io, world: World, file: string, elevate: Way): Promise<Desk> {
  const door = openDoor({ world, elevate });
  const journal = await openJournal(file, { now });
  if (!journal.ok) return { world, door, journal, changes: noChanges(journal) };
  const changes = openChanges({ door, journal: journal.value });
  // What a crash left half done is found out from the world before anything else happens.
  const repaired = await changes.repair();
  const stranded = await changes.strandedHosts();
  if (stranded) stderr.write(`${printable(words.hostsFile[stranded.state](stranded), false)}\n`);
  return repaired.ok
    ? { world, door, journal, changes }
    : { world, door, journal: repaired, changes: noChanges(repaired) };
}

/** This machine: its stores and its own hosts file. */
export const openMachine = async (io: Io): Promise<Desk> =>
  open(io, await realWorld(), journalFile(io), await wayToRights(io));

/** A hosts file anywhere, written with the rights that there are. */
export async function openHostsFile(io: Io, path: string): Promise<Desk> {
  const file = realPath(path);
  const folder = join(folderOf(io), 'hosts-files');
  const key = createHash('sha256').update(file).digest('hex').slice(0, 16);
  const world: World = {
    platform: process.platform,
    now,
    storeOf: () => null,
    hostsFile: () => ok(file),
    hostsNeedRights: async () => false,
    backupDir: () => ok(join(folder, key)),
  };
  return open(io, world, join(folder, `${key}.jsonl`), null);
}

/** One key for one file, however its path is written; a file that is not there keeps the path as given. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return resolve(path);
  }
}

/** The latest copy of the file with that SHA-256 (hex) in the world's folder of backups; null where there is none. */
export async function backupOf(world: World, sha256: string): Promise<string | null> {
  const folder = world.backupDir();
  if (!folder.ok) return null;
  const names = await readdir(folder.value).catch(() => []);
  const name = names
    .filter((each) => each.includes(`.${sha256.slice(0, 16)}.`))
    .sort()
    .at(-1);
  return name === undefined ? null : join(folder.value, name);
}
