// A world in a temporary folder: a hosts file, and a store that is a folder of certificates, so that two processes see
// the same. Never the machine's own.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { World } from '../../../main/privileged/apply.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { checkedStore, stored } from '../../../main/trust/checked-store.ts';
import type { TrustStore } from '../../../main/trust/trust-store.ts';
import { ok } from '../../../preload/contract/result.ts';

export const hostsText = '127.0.0.1\tlocalhost\r\n# kept as it is\n10.0.0.1 old.example';

function folderStore(folder: string, needsRights: boolean): TrustStore {
  const fileOf = (sha256: string) => join(folder, `${sha256}.der`);
  return checkedStore({
    id: 'linux-system',
    scope: 'machine',
    location: 'test store',
    readers: [],
    needsRights: async () => needsRights,
    accepts: () => true,
    read: async () =>
      ok(readdirSync(folder).map((name) => stored(readFileSync(join(folder, name)), { place: 'root' }))),
    insert: async ({ der, sha256 }) => ok(writeFileSync(fileOf(sha256), der)),
    delete: async (sha256) => ok(unlinkSync(fileOf(sha256))),
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
  writeFileSync(file, hostsText);
  mkdirSync(staging, { mode: 0o700 });
  mkdirSync(join(folder, 'store'));
  return {
    folder,
    file,
    staging,
    world: worldIn(folder, needsRights),
    hosts: () => readFileSync(file, 'latin1'),
    setHosts: (text: string) => writeFileSync(file, text, 'latin1'),
    trusted: () => readdirSync(join(folder, 'store')).map((name) => name.replace('.der', '')),
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
