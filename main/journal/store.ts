// Settings and the progress of journeys: small values by key, in one JSON file. Not for secrets, and not for the
// record of changes (that is the journal). The window opens the same file with electron-store, which is conf inside.
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import Conf from 'conf';
import type { AppError } from '../../preload/contract/errors.ts';
import { fail } from '../../preload/contract/result.ts';

/**
 * Both Conf and ElectronStore are one. Dots in a key go down into objects: `journeys.ID`; a part that is a whole number
 * would make a list, so ids are never that.
 */
export type Store = {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  delete(key: string): void;
  /** Everything, as a copy. */
  readonly store: Record<string, unknown>;
};

/** The file's name without `.json`, for both libraries. */
export const storeName = 'progress';

export type OpenedStore = {
  store: Store;
  /** `store-data-damaged` with the name that the unreadable file has now; the store begins empty then. */
  damage: AppError | null;
};

/** Opens the store in `folder` (absolute path) on plain Node. Throws where the folder cannot be written to. */
export function openConfStore(folder: string, now: Date): OpenedStore {
  const damage = setAsideDamaged(folder, now);
  const store = new Conf<Record<string, unknown>>({ cwd: folder, configName: storeName, configFileMode: 0o600 });
  return { store, damage };
}

/**
 * Call before the store is opened. A file that is not a JSON object (a crash, a full disk) would stop every start, so
 * it is kept under another name and said.
 */
export function setAsideDamaged(folder: string, now: Date): AppError | null {
  const file = join(folder, `${storeName}.json`);
  let detail: string;
  try {
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof content === 'object' && content !== null && !Array.isArray(content)) return null;
    detail = 'not an object';
  } catch (error) {
    if (!(error instanceof SyntaxError)) return null;
    detail = 'not JSON';
  }
  const aside = join(folder, `${storeName}.damaged-${now.toISOString().replace(/[-:.]/g, '')}.json`);
  renameSync(file, aside);
  return fail('store-data-damaged', { file: aside, detail }).error;
}
