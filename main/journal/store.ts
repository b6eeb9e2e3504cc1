// Settings and the progress of journeys: small values by key, in one JSON file. Not for secrets, and not for the
// record of changes (that is the journal). The window opens the same file with electron-store, which is conf inside.
import { copyFileSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import Conf from 'conf';
import type { AppError } from '../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { withLockSync } from '../files/lock.ts';

/**
 * Both Conf and ElectronStore are one. Dots in a key go down into objects: `journeys.ID`; a part that is a whole number
 * would make a list, so ids are never that. Other dots and brackets are escaped with `partOfKey`.
 */
export type Store = {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
  delete(key: string): void;
  /** Everything, as a copy. */
  readonly store: Record<string, unknown>;
};

/** A text of any kind as one part of a key. */
export const partOfKey = (text: string): string => text.replaceAll(/[\\.[\]]/g, '\\$&');

/** The file's name without `.json`, for both libraries. */
const storeName = 'progress';
/** Keys that others go down into: anything but an object there would fail every write below it. */
const branches = ['settings', 'journeys', 'seen', 'requests', 'looks'];

export type OpenedStore = {
  store: Store;
  /** `store-data-damaged` with the name that the damaged file, or a copy of it, has now. */
  damage: AppError | null;
};

/**
 * Opens the store in `folder` (absolute path), made where absent. What cannot be used is set aside and told, since it
 * would stop every start: the whole file, or the branches in it that are no objects. `make` opens the library's store
 * of that name in `folder`. Failures: `file-unreadable`, `write-failed`.
 */
export function openStore(folder: string, now: Date, make: (name: string) => Store): Result<OpenedStore> {
  const file = join(folder, `${storeName}.json`);
  const lock = `${file}.lock`;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return withLockSync(lock, () => {
      const found = damageIn(file);
      if (!found.ok) return found;
      const { detail, wrong } = found.value;
      const aside = `${storeName}.damaged-${now.toISOString().replace(/[-:.]/g, '')}.json`;
      if (detail && wrong.length > 0) copyFileSync(file, join(folder, aside));
      else if (detail) renameSync(file, join(folder, aside));
      const store = make(storeName);
      for (const key of wrong) store.delete(key);
      const damage = detail ? fail('store-data-damaged', { file: aside, detail }).error : null;
      return ok({ store: oneWriter(store, lock), damage });
    });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    return fail('write-failed', { file: basename(file), detail: String(error.code) });
  }
}

/** Opens the store on plain Node. */
export const openConfStore = (folder: string, now: Date): Result<OpenedStore> =>
  openStore(folder, now, (configName) => new Conf({ cwd: folder, configName, configFileMode: 0o600 }));

/** The library reads the whole file, changes one key and writes it all: two at once would lose what one of them wrote. */
const oneWriter = (store: Store, lock: string): Store => ({
  get: (key) => store.get(key),
  set: (key, value) => withLockSync(lock, () => store.set(key, value)),
  delete: (key) => withLockSync(lock, () => store.delete(key)),
  get store() {
    return store.store;
  },
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong with the file, if anything, and which branches, where the rest is good. */
function damageIn(file: string): Result<{ detail: string | null; wrong: string[] }> {
  const damaged = (detail: string | null, wrong: string[] = []) => ok({ detail, wrong });
  try {
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) return damaged(null);
    if (stats.isDirectory()) return damaged('a folder');
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(content)) return damaged('not an object');
    const wrong = branches.filter((key) => key in content && !isObject(content[key]));
    return damaged(wrong.join(', ') || null, wrong);
  } catch (error) {
    if (error instanceof SyntaxError) return damaged('not JSON');
    return fail('file-unreadable', {
      file: basename(file),
      detail: (error as NodeJS.ErrnoException).code ?? String(error),
    });
  }
}
