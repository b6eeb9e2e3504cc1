// Files in the slots of an upload, one set for each journey and one for the troubleshooter. Content and passphrase are
// here alone, in the engine's thread; what main and the window get to see are paths and descriptions.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Slot, SlotFile, Slots } from '../../preload/contract/slots.ts';
import { type Placement, placeFiles, slotFiles } from '../acceptance/slots.ts';
import { filesOf } from '../files/folders.ts';
import { readFile } from '../files/read-file.ts';
import type { Run } from './tray.ts';

/** Where a file is (absolute path), and the slot that a person has put it into; null: its content says. */
export type HeldFile = { path: string; slot: Slot | null };

export type Held = {
  view: Slots;
  /** In the order of the view. */
  files: HeldFile[];
  /** SHA-256 over content and slot of every file: another one means that something was changed. */
  digest: string;
};

type Kept = HeldFile & { id: number; read: Result<Uint8Array> };

/** An upload has four or five files, and a few revocation lists; more than this is somebody's whole folder. */
const maxFiles = 40;

const read = async (path: string): Promise<Result<Uint8Array>> => readFile(path);

/** One set of files in slots, with the passphrase that was typed for it. */
export class FilesInSlots {
  #files: Kept[] = [];
  #passphrase: string | null = null;
  #next = 1;
  #placement: Placement | null = null;

  /** Holds exactly these files, read afresh. One that was held before keeps its number. */
  async hold(files: readonly HeldFile[]): Promise<void> {
    const before = new Map(this.#files.map((file) => [file.path, file.id]));
    const held: Kept[] = [];
    for (const file of files)
      held.push({ ...file, id: before.get(file.path) ?? this.#next++, read: await read(file.path) });
    this.#put(held);
  }

  /**
   * Adds files; a folder stands for the files in it. One that is here already is read again. What is removed or moved
   * while they are read stays so.
   */
  async add(paths: readonly string[], run: Run): Promise<Result<null>> {
    const named = await filesOf(paths);
    const known = this.#files.filter(({ path }) => !named.includes(path));
    if (known.length + named.length > maxFiles) return fail('too-many-objects', { limit: maxFiles });
    const contents = new Map<string, Kept['read']>();
    for (const [index, path] of named.entries()) {
      if (run.signal.aborted) return fail('cancelled', {});
      contents.set(path, await read(path));
      run.progress(index + 1, named.length);
    }
    const all = new Map(this.#files.map((file) => [file.path, file]));
    for (const [path, content] of contents) {
      const before = all.get(path);
      all.set(path, { path, slot: before?.slot ?? null, id: before?.id ?? this.#next++, read: content });
    }
    this.#put([...all.values()]);
    return ok(null);
  }

  /** `no-such-object` */
  place(id: number, slot: Slot): Result<null> {
    if (!this.#files.some((file) => file.id === id)) return fail('no-such-object', {});
    this.#put(this.#files.map((file) => (file.id === id ? { ...file, slot } : file)));
    return ok(null);
  }

  remove(id: number): void {
    this.#put(this.#files.filter((file) => file.id !== id));
  }

  clear(): void {
    this.#passphrase = null;
    this.#put([]);
  }

  /** Empty: forget it. */
  type(passphrase: string): void {
    this.#passphrase = passphrase === '' ? null : passphrase;
    this.#placement = null;
  }

  get passphrase(): string | null {
    return this.#passphrase;
  }

  /** Of the files that could be read. Holds keys. */
  get placement(): Placement {
    this.#placement ??= placeFiles(
      this.#files.flatMap(({ path, slot, read }) =>
        read.ok ? [{ name: basename(path), bytes: read.value, slot }] : [],
      ),
      this.#passphrase,
    );
    return this.#placement;
  }

  held(): Held {
    const { passphrase } = this.placement;
    const readable = this.#files.filter(({ read }) => read.ok);
    const shown = slotFiles(
      this.placement,
      readable.map(({ id }) => id),
    );
    const views = this.#files.map((file) => shown.find(({ id }) => id === file.id) ?? unreadable(file));
    const digest = createHash('sha256');
    for (const [index, { read }] of this.#files.entries()) {
      const content = read.ok ? createHash('sha256').update(read.value).digest('hex') : 'unreadable';
      digest.update(`${views[index]?.slot} ${content}\n`);
    }
    return {
      view: { files: views, passphrase },
      files: this.#files.map(({ path, slot }) => ({ path, slot })),
      digest: digest.digest('hex').toUpperCase(),
    };
  }

  #put(files: Kept[]): void {
    this.#files = files;
    this.#placement = null;
  }
}

/** Gone, or closed to us, since it was added: it is shown with the reason, and is of no use. */
function unreadable({ id, path, slot, read }: Kept): SlotFile {
  return {
    id,
    name: basename(path),
    slot: slot ?? 'none',
    placedByHand: slot !== null,
    format: 'unknown',
    items: [],
    problems: read.ok ? [] : [read.error],
    locked: false,
  };
}
