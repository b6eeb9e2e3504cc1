// The certificate stores of a platform, the machine's before the user's. Opens nothing: each store does when asked.
import { linuxSystemStore } from './linux-system.ts';
import { nssUserStore } from './nss.ts';
import type { StoreId, TrustStore } from './trust-store.ts';

export type StoreOptions = {
  /** The user's home folder; in an elevated process the machine's stores do not look at it. */
  home: string;
};

export function storesFor(platform: NodeJS.Platform, { home }: StoreOptions): TrustStore[] {
  if (platform === 'linux') return [linuxSystemStore(), nssUserStore(home)];
  return [];
}

/** One of them by its id, undefined where this platform has none such. */
export const storeById = (id: StoreId, platform: NodeJS.Platform, options: StoreOptions): TrustStore | undefined =>
  storesFor(platform, options).find((store) => store.id === id);
