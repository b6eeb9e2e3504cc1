// A world in a temporary folder: a hosts file, and a store that is a folder of certificates, so that two processes see
// the same. Like the real ones it knows its own certificates from other people's, and a kill in the middle of an addition
// leaves something. Never the machine's own.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import type { World } from '../../../main/privileged/apply.ts';
import type { Operation, OperationOf } from '../../../main/privileged/operations.ts';
import { checkedStore, stored } from '../../../main/trust/checked-store.ts';
import type { TrustStore } from '../../../main/trust/trust-store.ts';
import { ok } from '../../../preload/contract/result.ts';

export const hostsText = '127.0.0.1\tlocalhost\r\n# kept as it is\n10.0.0.1 old.example';

const namesIn = (folder: string) => ({
  ours: (sha256: string) => join(folder, `${sha256}.der`),
  theirs: (sha256: string) => join(folder, `${sha256}.theirs`),
  half: (sha256: string) => join(folder, `${sha256}.half`),
});

function folderStore(folder: string, needsRights: boolean): TrustStore {
  const { ours, theirs, half } = namesIn(folder);
  return checkedStore({
    id: 'linux-system',
    scope: 'machine',
    location: 'test store',
    readers: [],
    needsRights: async () => needsRights,
    accepts: () => true,
    read: async () =>
      ok(
        readdirSync(folder)
          .filter((name) => !name.endsWith('.half'))
          .map((name) => stored(readFileSync(join(folder, name)), { place: 'root', addedByUs: name.endsWith('.der') })),
      ),
    insert: async ({ der, sha256, was }) => {
      writeFileSync(half(sha256), der);
      return ok(renameSync(half(sha256), was ? theirs(sha256) : ours(sha256)));
    },
    delete: async (sha256) => {
      for (const file of [ours(sha256), theirs(sha256), half(sha256)]) rmSync(file, { force: true });
      return ok(undefined);
    },
    hasLeftover: async (sha256) => existsSync(half(sha256)),
    asItStands: async ({ addedByUs }) => ok(addedByUs ? 'plain' : { nickname: 'theirs', flags: 'C,,' }),
  });
}

/** @param needsRights whether this process must go through the door's elevated child */
export function worldIn(folder: string, needsRights: boolean): World {
  const store = folderStore(join(folder, 'store'), needsRights);
  return {
    platform: 'linux',
    now: () => new Date('2026-11-22T10:00:00Z'),
    storeOf: (id) => (id === 'linux-system' ? store : null),
    hostsFile: () => ok(join(folder, 'hosts')),
    hostsNeedRights: async () => needsRights,
    backupDir: () => ok(join(folder, 'backups')),
  };
}

export function tempWorld({ needsRights = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-test-'));
  const file = join(folder, 'hosts');
  const staging = join(folder, 'staging');
  const store = join(folder, 'store');
  writeFileSync(file, hostsText);
  mkdirSync(staging, { mode: 0o700 });
  mkdirSync(store);
  const put = (file: (sha256: string) => string, { der }: OperationOf<'trust-add'>) => {
    const bytes = Buffer.from(der, 'base64');
    writeFileSync(file(thumbprints(bytes).sha256), bytes);
  };
  return {
    folder,
    file,
    staging,
    world: worldIn(folder, needsRights),
    hosts: () => readFileSync(file, 'latin1'),
    setHosts: (text: string) => writeFileSync(file, text, 'latin1'),
    /** SHA-256 of what is in force, whoever put it there. */
    trusted: () => readdirSync(store).flatMap((name) => /^(.*)\.(?:der|theirs)$/.exec(name)?.[1] ?? []),
    /** Names of all that lies in the store. */
    inStore: () => readdirSync(store),
    /** Somebody else puts the same certificate in. */
    putTheirs: (operation: OperationOf<'trust-add'>) => put(namesIn(store).theirs, operation),
    /** What a kill in the middle of the addition leaves. */
    putHalf: (operation: OperationOf<'trust-add'>) => put(namesIn(store).half, operation),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
export type TempWorld = ReturnType<typeof tempWorld>;

export const addHost = (name: string, address = '192.0.2.7', tag = 'j1'): Operation & { kind: 'hosts-add' } => ({
  kind: 'hosts-add',
  name,
  address,
  tag,
  before: null,
  override: false,
});

export const addRoot = (der: Uint8Array): Operation & { kind: 'trust-add' } => ({
  kind: 'trust-add',
  store: 'linux-system',
  der: Buffer.from(der).toString('base64'),
  role: 'root-ca',
  place: 'root',
});
