// The certificate stores of a platform, the machine's before the user's. Opens nothing: each store does when asked.
import { linuxSystemStore } from './linux-system.ts';
import { loginKeychain, macosStore, systemKeychain } from './macos.ts';
import { nssUserStore } from './nss.ts';
import type { TrustStore } from './trust-store.ts';
import { windowsStore } from './windows.ts';

export type StoreOptions = {
  /** The user's home folder. The machine's stores do not look at it. */
  home: string;
};

/** Every store that this app can change on a platform; none on a platform that it does not know. */
export function storesFor(platform: NodeJS.Platform, { home }: StoreOptions): TrustStore[] {
  switch (platform) {
    case 'win32':
      return [windowsStore('machine'), windowsStore('user')];
    case 'darwin':
      return [macosStore(systemKeychain), macosStore(loginKeychain(home))];
    case 'linux':
      return [linuxSystemStore(), nssUserStore(home)];
    default:
      return [];
  }
}
