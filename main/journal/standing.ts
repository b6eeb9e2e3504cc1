// What has become of our changes: read from the world, each store and the hosts file once. Changes nothing.
import type { Result } from '../../preload/contract/result.ts';
import type { HostsFile } from '../hosts/hosts-file.ts';
import type { World } from '../privileged/apply.ts';
import { readHosts } from '../privileged/apply-hosts.ts';
import { type Operation, type OperationOf, thumbprintOf } from '../privileged/operations.ts';
import type { StoredCertificate } from '../trust/trust-store.ts';
import { othersIn } from './in-force.ts';
import type { Entry } from './journal.ts';
import { isAsWritten, wayBack } from './way-back.ts';

/** As we left it, gone, or changed by somebody; null: not checked, or it could not be read. */
export type Standing = 'as-left' | 'gone' | 'changed' | null;

type Hosts = { parsed: HostsFile; sha256: string };
/** The world, read when it is first asked for. */
export type Look = {
  store(id: string): Promise<StoredCertificate[] | null>;
  hosts(): Promise<Hosts | null>;
};

export function lookAt(world: World): Look {
  const stores = new Map<string, Promise<StoredCertificate[] | null>>();
  let hosts: Promise<Hosts | null> | undefined;
  const readValue = async <T>(read: Promise<Result<T>> | undefined): Promise<T | null> => {
    const result = await read;
    return result?.ok ? result.value : null;
  };
  return {
    store: (id) => {
      const known = stores.get(id) ?? readValue(world.storeOf(id)?.list());
      stores.set(id, known);
      return known;
    },
    hosts: () => {
      hosts ??= readValue(readHosts(world));
      return hosts;
    },
  };
}

/** Of changes that stand, or were left to somebody. */
const isLookedAt = ({ state }: Entry): boolean => state === 'done' || state === 'undoing' || state === 'left';

export async function standingsOf(entries: readonly Entry[], look: Look): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>();
  for (const entry of entries) {
    if (isLookedAt(entry)) standings.set(entry.id, await standingOf(entry, entries, look));
  }
  return standings;
}

async function standingOf(entry: Entry, entries: readonly Entry[], look: Look): Promise<Standing> {
  const { operation } = entry;
  switch (operation.kind) {
    case 'trust-add': {
      const there = await isThere(operation, look);
      return there === null ? null : there ? 'as-left' : 'gone';
    }
    case 'trust-remove': {
      const there = await isThere(operation, look);
      return there === null ? null : there ? 'changed' : 'as-left';
    }
    case 'hosts-restore': {
      const hosts = await look.hosts();
      return hosts && (hosts.sha256 === contentAfter(entry, operation, entries) ? 'as-left' : 'changed');
    }
    default: {
      const hosts = await look.hosts();
      return hosts && lineStanding(operation, hosts, othersIn(entries));
    }
  }
}

/** Is the certificate in that place? Null where the store cannot be read. */
async function isThere(operation: OperationOf<'trust-add' | 'trust-remove'>, look: Look): Promise<boolean | null> {
  const sha256 = thumbprintOf(operation);
  const found = await look.store(operation.store);
  return found ? found.some((each) => each.place === operation.place && each.sha256 === sha256) : null;
}

function lineStanding(
  operation: OperationOf<'hosts-add' | 'hosts-remove'>,
  hosts: Hosts,
  isOther: ReturnType<typeof othersIn>,
): Standing {
  const there = isAsWritten(operation, hosts.parsed);
  if (operation.kind === 'hosts-remove') return there ? 'changed' : 'as-left';
  if (there) return 'as-left';
  const { name, address, tag } = operation;
  const back = wayBack({ kind: 'hosts-remove', name, address, tag }, hosts, isOther);
  return back.way === 'go' ? 'gone' : 'changed';
}

/** What the file that was put back became by our own later changes that stand: their hashes follow on each other. */
function contentAfter(entry: Entry, { after }: OperationOf<'hosts-restore'>, entries: readonly Entry[]): string {
  let content = after;
  for (const { state, what } of entries.slice(entries.indexOf(entry) + 1)) {
    if (state === 'done' && what.before === content && what.after) content = what.after;
  }
  return content;
}

/**
 * Is what an operation makes there to stay, and is it ours by its mark? Null where it cannot be read, or where the store has no
 * marks.
 */
export async function isOursThere(
  operation: Operation,
  look: Look,
): Promise<{ there: boolean; marked: boolean | null } | null> {
  if (operation.kind === 'trust-add') {
    const found = await look.store(operation.store);
    const sha256 = thumbprintOf(operation);
    const entry = found?.find((each) => each.place === operation.place && each.sha256 === sha256);
    return found && { there: entry !== undefined && !entry.going, marked: entry?.addedByUs ?? null };
  }
  if (operation.kind === 'hosts-add') {
    const hosts = await look.hosts();
    const there = hosts && isAsWritten(operation, hosts.parsed);
    return there === null ? null : { there, marked: there };
  }
  return null;
}
