// The tools as the window has them: dialogs and clipboard here, the work in the engine's thread, and the requests that
// wait for their certificates in the store.
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clipboard } from 'electron';
import type { Answer } from '../../preload/contract/calls.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type {
  Converted,
  ConvertOrder,
  FileSet,
  RequestMade,
  RequestOrder,
  RequestTexts,
  Tray,
  WaitingRequest,
} from '../../preload/contract/tools.ts';
import { writeFile } from '../files/write-file.ts';
import type { WaitingRequests } from '../journal/waiting-requests.ts';
import type { EngineThread } from '../tools/thread.ts';
import type { Run } from '../tools/tray.ts';
import type { Dialogs } from './dialogs.ts';

type Texts = Answer<'tools.requestTexts'>;

export class ToolsDesk {
  readonly #engine: EngineThread;
  readonly #dialogs: Dialogs;
  readonly #waiting: WaitingRequests;
  readonly #now: () => Date;
  /** The texts that were last told, for `saveText`. */
  #texts: RequestTexts | null = null;

  constructor(engine: EngineThread, dialogs: Dialogs, waiting: WaitingRequests, now: () => Date) {
    this.#engine = engine;
    this.#dialogs = dialogs;
    this.#waiting = waiting;
    this.#now = now;
  }

  /** A tray on which the certificates that answer a waiting request are marked. */
  #marked(tray: Result<Tray>): Result<Tray> {
    if (!tray.ok) return tray;
    const wanted = new Set(this.#waiting.list().map(({ spkiSha256 }) => spkiSha256));
    if (wanted.size === 0) return tray;
    const answers = ({ leaf }: FileSet): boolean => {
      const item = leaf && tray.value.files.find(({ id }) => id === leaf.file)?.items[leaf.item];
      return item?.kind === 'certificate' && wanted.has(item.publicKey.sha256);
    };
    const mark = (set: FileSet): FileSet =>
      answers(set) ? { ...set, findings: [...set.findings, 'answers-waiting-request'] } : set;
    return ok({ ...tray.value, sets: tray.value.sets.map(mark) });
  }

  async tray(show: number): Promise<Result<Tray>> {
    return this.#marked(await this.#engine.call('tray', { show }));
  }

  async choose(run: Run): Promise<Result<Tray>> {
    const paths = await this.#dialogs.files();
    return this.add(paths, run);
  }

  async add(paths: readonly string[], run: Run): Promise<Result<Tray>> {
    return this.#marked(await this.#engine.call('add', { paths }, run));
  }

  /** What is on the clipboard, read here so that a key in it stays out of the window. */
  async paste(name: string): Promise<Result<Tray>> {
    const text = clipboard.readText();
    if (text.trim() === '') return fail('clipboard-empty', {});
    return this.#marked(await this.#engine.call('addBytes', { name, bytes: new TextEncoder().encode(text) }));
  }

  async unlock(file: number, passphrase: string, run: Run): Promise<Result<Tray>> {
    return this.#marked(await this.#engine.call('unlock', { file, passphrase }, run));
  }

  async remove(file: number): Promise<Result<Tray>> {
    return this.#marked(await this.#engine.call('remove', { file }));
  }

  async clear(): Promise<Result<Tray>> {
    return this.#marked(await this.#engine.call('clear', {}));
  }

  async convert(order: ConvertOrder, run: Run): Promise<Result<Converted>> {
    const prepared = await this.#engine.call('convert', { order }, run);
    if (!prepared.ok) return prepared;
    const { token, suggested, openssl } = prepared.value;
    const path = await this.#dialogs.save(suggested);
    if (path === null) return ok({ saved: null, openssl });
    const saved = await this.#engine.call('writeConverted', { token, path }, run);
    return saved.ok ? ok({ saved: saved.value, openssl }) : saved;
  }

  async requestTexts(order: Parameters<typeof this.requestTextsOf>[0]): Promise<Result<Texts>> {
    return this.requestTextsOf(order);
  }
}
