// The machine as operations see it. Everything here comes from constants and the operating system, so that an elevated
// process has the same targets whoever started it: no environment variable and no request can move them.
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ok } from '../../preload/contract/result.ts';
import { hostsPath } from '../hosts/location.ts';
import { flushResolver } from '../hosts/resolver-cache.ts';
import { needsRightsFor } from '../hosts/rights.ts';
import { storesFor } from '../trust/index.ts';
import type { World } from './apply.ts';
import { windowsFolders } from './windows-folders.ts';

/** This machine for the present user: the machine's stores, the user's own, and the system's hosts file. */
export async function realWorld(): Promise<World> {
  const { platform } = process;
  const stores = storesFor(platform, { home: homedir() });
  const hostsFile = hostsPath({ platform, ...(platform === 'win32' ? await windowsFolders() : { env: {} }) });
  return {
    platform,
    now: () => new Date(),
    storeOf: (id) => stores.find((store) => store.id === id) ?? null,
    hostsFile: () => hostsFile,
    hostsNeedRights: async () => hostsFile.ok && (await needsRightsFor(hostsFile.value)),
    // Beside the hosts file: where people look for it, and writable by nobody who may not write the hosts file.
    backupDir: () => (hostsFile.ok ? ok(join(dirname(hostsFile.value), 'hosts.certwright-backups')) : hostsFile),
    // Security software that guards the file takes a change back within a second, as a rule.
    settle: 1500,
    flushResolver: () => flushResolver(platform),
  };
}

/** This machine for the elevated child. It has no user's stores: they would be the administrator's own. */
export async function machineWorld(): Promise<World> {
  const world = await realWorld();
  return {
    ...world,
    storeOf: (id) => {
      const store = world.storeOf(id);
      return store?.scope === 'machine' ? store : null;
    },
  };
}
