// The tools as the window has them: dialogs and clipboard here, the work in the engine's thread, and the requests that
// wait for their certificates in the store.
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clipboard, shell } from 'electron';
import type { WantedProfile } from '../../preload/contract/request-package.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import type {
  Converted,
  ConvertOrder,
  FileSet,
  KeyKind,
  RequestMade,
  RequestOrder,
  RequestTexts,
  Tray,
  WaitingRequest,
} from '../../preload/contract/tools.ts';
import { stem } from '../files/stem.ts';
import { writeFile } from '../files/write-file.ts';
import type { WaitingRequests } from '../journal/waiting-requests.ts';
import { parseRequest } from '../pki/requests/request.ts';
import { requestPackage } from '../pki/requests/request-package.ts';
import { infBytes } from '../pki/requests/request-texts.ts';
import type { EngineThread } from '../tools/thread.ts';
import type { Run } from '../tools/tray.ts';
import type { Dialogs } from './dialogs.ts';

type Means = { engine: EngineThread; dialogs: Dialogs; waiting: WaitingRequests; now(): Date };

/** For work that is over in a moment. */
const quiet: Run = { signal: new AbortController().signal, progress: () => {} };

export class ToolsDesk {
  readonly #engine: EngineThread;
  readonly #dialogs: Dialogs;
  readonly #waiting: WaitingRequests;
  readonly #now: () => Date;
  /** The texts that were last told, for `saveText`. */
  #texts: RequestTexts | null = null;
  /** The file that was last written, for `reveal`. */
  #last: string | null = null;

  constructor({ engine, dialogs, waiting, now }: Means) {
    this.#engine = engine;
    this.#dialogs = dialogs;
    this.#waiting = waiting;
    this.#now = now;
  }

  /** For the calls that the engine answers alone. */
  get engine(): EngineThread {
    return this.#engine;
  }

  /** A tray on which the certificates that answer a waiting request are marked. */
  #marked(tray: Result<Tray>): Result<Tray> {
    if (!tray.ok) return tray;
    const wanted = new Set(this.#waiting.list().map(({ keySha256 }) => keySha256));
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
    return this.add(await this.#dialogs.files(), run);
  }

  async add(paths: readonly string[], run: Run): Promise<Result<Tray>> {
    return this.#marked(await this.#engine.call('add', { paths }, run));
  }

  /** What is on the clipboard, read here so that a key in it stays out of the window. */
  async paste(name: string): Promise<Result<Tray>> {
    // Newer versions of Electron answer later.
    const text = await clipboard.readText();
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

  /** Puts a waiting request on the tray, to be compared with the certificate that answers it. */
  async addWaiting(id: string): Promise<Result<Tray>> {
    const request = this.#waiting.find(id);
    if (!request) return fail('no-such-object', {});
    const name = `${stem(request.names[0] ?? request.subject)}.csr`;
    const added = await this.#engine.call('addBytes', { name, bytes: request.der });
    // A key that has been moved is no trouble: it can be dropped like any other file.
    const keyPath = request.keyPath && (await stat(request.keyPath).catch(() => null)) ? request.keyPath : null;
    return this.#marked(keyPath === null ? added : await this.#engine.call('add', { paths: [keyPath] }, quiet));
  }

  async convert(order: ConvertOrder, run: Run): Promise<Result<Converted>> {
    const prepared = await this.#engine.call('convert', { order }, run);
    if (!prepared.ok) return prepared;
    const { token, suggested, openssl } = prepared.value;
    const path = await this.#dialogs.save(suggested);
    if (path === null) {
      await this.#engine.call('forget', {});
      return ok({ saved: null, openssl });
    }
    const saved = await this.#engine.call('writeConverted', { token, path }, run);
    if (saved.ok) this.#last = path;
    return saved.ok ? ok({ saved: saved.value.written, openssl: saved.value.openssl }) : saved;
  }

  async requestTexts(order: {
    subject: RequestOrder['subject'];
    sans: RequestOrder['sans'];
    keyKind: KeyKind;
  }): Promise<Result<RequestTexts>> {
    const texts = await this.#engine.call('requestTexts', { order });
    if (texts.ok) this.#texts = texts.value;
    return texts;
  }

  /** The key is made first and the folder asked for then: whoever closes the dialog has lost nothing but a key that nobody has. */
  async makeRequest(order: RequestOrder, run: Run): Promise<Result<RequestMade>> {
    const made = await this.#engine.call('makeRequest', { order }, run);
    if (!made.ok) return made;
    this.#texts = made.value.texts;
    const folder = await this.#dialogs.folder();
    if (folder === null) {
      await this.#engine.call('forget', {});
      return ok({ ...made.value, saved: null });
    }
    const written = await this.#engine.call('writeRequest', { folder }, run);
    if (!written.ok) return written;
    const { files, openToOthers, der } = written.value;
    const [key, request] = (['key', 'request'] as const).map((what) => {
      const file = files.find((each) => each.what === what);
      return file ? join(folder, file.name) : null;
    });
    const waiting = this.#waiting.add(der, this.#now(), { request: request ?? folder, key: key ?? null });
    return ok({ ...made.value, saved: { folder: basename(folder), files, openToOthers, waiting } });
  }

  async saveText(kind: 'inf' | 'opensslConfig'): Promise<Result<{ saved: boolean }>> {
    const text = this.#texts?.[kind];
    if (!text) return fail('no-such-object', {});
    const path = await this.#dialogs.save(kind === 'inf' ? 'request.inf' : 'request.cnf');
    if (path === null) return ok({ saved: false });
    const bytes = kind === 'inf' ? infBytes(text) : new TextEncoder().encode(text);
    const written = await writeFile(path, bytes, { overwrite: true });
    return written.ok ? ok({ saved: true }) : written;
  }

  /** Opens the folder of a waiting request's files, or of what was last written, with the file marked. */
  reveal(waiting: string | null): Result<Record<string, never>> {
    const request = waiting === null ? null : this.#waiting.find(waiting);
    const path = request ? (request.keyPath ?? request.requestPath) : waiting === null ? this.#last : null;
    if (!path) return fail('no-such-object', {});
    shell.showItemInFolder(path);
    return ok({});
  }

  waiting(): WaitingRequest[] {
    return this.#waiting.list().map(({ der: _, requestPath: _request, keyPath: _key, ...waiting }) => waiting);
  }

  forgetWaiting(id: string): WaitingRequest[] {
    this.#waiting.forget(id);
    return this.waiting();
  }

  /** The package for the CA desk: a new folder with the request and what it is for, and no key. */
  async packWaiting(id: string): Promise<Result<{ saved: { folder: string; files: string[] } | null }>> {
    const request = this.#waiting.find(id);
    if (!request) return fail('no-such-object', {});
    const parent = await this.#dialogs.folder();
    if (parent === null) return ok({ saved: null });
    const packed = requestPackage({
      requestDer: request.der,
      profile: wantedBy(request.der),
      createdAt: new Date(request.createdAt),
    });
    if (!packed.ok) return packed;
    const folder = join(parent, `request-${stem(request.names[0] ?? request.subject)}`);
    try {
      await mkdir(folder);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? String(error);
      const file = basename(folder);
      return code === 'EEXIST' ? fail('file-exists', { file }) : fail('write-failed', { file, detail: code });
    }
    for (const { name, bytes } of packed.value) {
      const written = await writeFile(join(folder, name), bytes);
      if (written.ok) continue;
      // The folder is ours and new: half a package would be worse than none.
      await rm(folder, { recursive: true, force: true });
      return written;
    }
    return ok({ saved: { folder: basename(folder), files: packed.value.map(({ name }) => name) } });
  }
}

/** What the request asks for, as the wishes that the CA desk reads. */
function wantedBy(der: Uint8Array): WantedProfile {
  const request = parseRequest(der);
  if (!request.ok) return {};
  const { keyUsage, extendedKeyUsage, subjectAltNames } = request.value;
  return {
    ...(keyUsage ? { keyUsage } : {}),
    ...(extendedKeyUsage ? { extendedKeyUsage } : {}),
    ...(subjectAltNames ? { subjectAltNames } : {}),
  };
}
