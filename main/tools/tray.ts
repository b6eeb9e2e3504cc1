// The tray: files as they were read, kept in memory with their keys until they are removed. The view of it is what the
// window may see: descriptions, never bytes, keys or paths.
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type FileSet, type Ref, type Tray, type TrayFile, trayPage } from '../../preload/contract/tools.ts';
import { filesOf } from '../files/folders.ts';
import { readFile } from '../files/read-file.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { type ReadFile, readObjects } from '../pki/files/read.ts';
import { type Sorted, sortIntoSets } from '../pki/files/sets.ts';
import { type Sourced, sourced } from './openssl-command.ts';

type Kept = {
  id: number;
  name: string;
  read: ReadFile;
  /** The content, while a passphrase may open more of it. */
  bytes: Uint8Array | null;
};

export type Run = { signal: AbortSignal; progress(done: number, total: number): void };

/** Content of locked files that is kept at most, in bytes; a locked key or PFX has a few thousand. */
const maxLockedBytes = 64 * 1024 * 1024;
/** More files are not taken, and said to be too many. */
const maxFiles = 20_000;

const unread = (problem: ReadFile['problems'][number]): ReadFile => ({
  format: 'unknown',
  objects: [],
  problems: [problem],
  locked: false,
  legacy: false,
});

const openKeys = ({ objects }: ReadFile): number =>
  objects.filter((each) => each.kind === 'privateKey' && each.key).length;

export class TrayOfFiles {
  readonly #files = new Map<number, Kept>();
  #next = 1;
  #sorted: Sorted | null = null;
  #lockedBytes = 0;

  /** Reads files into the tray, one at a time. What was read before a cancel stays. `too-many-objects`. */
  async add(paths: readonly string[], run: Run): Promise<Result<null>> {
    const files = await filesOf(paths);
    for (const [index, path] of files.entries()) {
      if (run.signal.aborted) return fail('cancelled', {});
      if (this.#files.size >= maxFiles) return fail('too-many-objects', { limit: maxFiles });
      await this.#addFile(path);
      run.progress(index + 1, files.length);
    }
    return ok(null);
  }

  async #addFile(path: string): Promise<void> {
    const name = basename(path);
    const read = await readFile(path);
    if (read.ok) this.addBytes(name, read.value);
    else this.#keep(name, unread(read.error), null);
  }

  /** A file's content that is at hand already. */
  addBytes(name: string, bytes: Uint8Array): void {
    const read = readObjects(bytes, { file: name });
    // Kept for the passphrase; where there are too many of them, the file has to be added again for that.
    const keep = read.locked && this.#lockedBytes + bytes.length <= maxLockedBytes;
    this.#keep(name, read, keep ? bytes : null);
  }

  #keep(name: string, read: ReadFile, bytes: Uint8Array | null): void {
    this.#put({ id: this.#next, name, read, bytes });
    this.#next += 1;
  }

  #put(kept: Kept): void {
    this.#lockedBytes += (kept.bytes?.length ?? 0) - (this.#files.get(kept.id)?.bytes?.length ?? 0);
    this.#files.set(kept.id, kept);
    this.#sorted = null;
  }

  /** Opens what one file has locked. `passphrase-wrong` where it opens nothing more; the file stays as it was. */
  unlock(id: number, passphrase: string): Result<null> {
    const kept = this.#files.get(id);
    if (!kept) return fail('no-such-object', {});
    if (!kept.bytes) return kept.read.locked ? fail('no-such-object', {}) : ok(null);
    const read = readObjects(kept.bytes, { file: kept.name, passphrase });
    const refusal = read.problems.find(({ code }) => code === 'passphrase-wrong');
    const more = read.objects.length > kept.read.objects.length || openKeys(read) > openKeys(kept.read);
    if (refusal && !more) return { ok: false, error: refusal };
    this.#put({ ...kept, read, bytes: read.locked ? kept.bytes : null });
    return ok(null);
  }

  remove(id: number): void {
    this.#lockedBytes -= this.#files.get(id)?.bytes?.length ?? 0;
    this.#files.delete(id);
    this.#sorted = null;
  }

  clear(): void {
    this.#files.clear();
    this.#lockedBytes = 0;
    this.#sorted = null;
  }

  /** The object that a reference names. `no-such-object` when its file has been removed meanwhile. */
  find({ file, item }: Ref): Result<Sourced> {
    const kept = this.#files.get(file);
    const object = kept && sourced(kept.name, kept.read)[item];
    return object ? ok(object) : fail('no-such-object', {});
  }

  findAll(refs: readonly Ref[]): Result<Sourced[]> {
    const found: Sourced[] = [];
    for (const ref of refs) {
      const object = this.find(ref);
      if (!object.ok) return object;
      found.push(object.value);
    }
    return ok(found);
  }

  /** All certificates and revocation lists on the tray, for building paths. */
  all<K extends FoundObject['kind']>(kind: K): Extract<FoundObject, { kind: K }>[] {
    return [...this.#files.values()].flatMap(({ read }) =>
      read.objects.filter((object): object is Extract<FoundObject, { kind: K }> => object.kind === kind),
    );
  }

  #sort(now: Date): Sorted {
    this.#sorted ??= sortIntoSets(
      [...this.#files.values()].flatMap(({ id, read }) =>
        read.objects.map((object, item) => ({ ref: { file: id, item }, object })),
      ),
      now,
    );
    return this.#sorted;
  }

  /** @param show how many sets, left-over objects and files at most */
  view(now: Date, show: number = trayPage): Tray {
    const { sets, odd } = this.#sort(now);
    // What needs somebody comes first, so that it is not lost behind thousands that are in order.
    const all = [...this.#files.values()].sort((a, b) => urgency(b) - urgency(a));
    const shownSets = sets.slice(0, show);
    const shownOdd = odd.slice(0, show);
    const wanted = new Set([...shownSets.flatMap(refsOf), ...shownOdd.map(({ ref }) => ref)].map(({ file }) => file));
    return {
      files: all.filter(({ id }, index) => index < show || wanted.has(id)).map(fileView),
      sets: shownSets,
      odd: shownOdd,
      counts: {
        files: all.length,
        sets: sets.length,
        odd: odd.length,
        items: all.reduce((sum, { read }) => sum + read.objects.length, 0),
        troubled: all.filter(isTroubled).length,
      },
    };
  }
}

const refsOf = ({ leaf, key, request, chain, crls }: FileSet): Ref[] =>
  [leaf, key, request, ...chain, ...crls].filter((ref) => ref !== null);

/** Something could not be read; that it is locked is another matter. */
const isTroubled = ({ read }: Kept): boolean => read.problems.some(({ code }) => code !== 'passphrase-needed');

const urgency = (file: Kept): number => (file.read.locked ? 2 : isTroubled(file) ? 1 : 0);

const fileView = ({ id, name, read }: Kept): TrayFile => ({
  id,
  name,
  format: read.format,
  items: read.objects.map(({ item }) => item),
  problems: read.problems,
  locked: read.locked,
});
