// Certificate requests that were made here and have no certificate yet, kept so that what comes back from the CA desk,
// days later, is matched to them. A request is public; its key is in the file that the person saved, never in here.
import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import type { WaitingRequest } from '../../preload/contract/tools.ts';
import { parseRequest } from '../pki/requests/request.ts';
import { partOfKey, type Store } from './store.ts';

const branch = 'requests';
const recordSchema = z.strictObject({
  der: z.base64(),
  createdAt: z.string(),
  /** Where the request was saved, and its key beside it; absolute. */
  requestFile: z.string(),
  keyFile: z.string().nullable(),
});

export type Waiting = WaitingRequest & { der: Uint8Array; requestPath: string; keyPath: string | null };

export class WaitingRequests {
  readonly #store: Store;
  readonly #newId: () => string;

  constructor(store: Store, newId: () => string) {
    this.#store = store;
    this.#newId = newId;
  }

  /**
   * @param files where they were saved, absolute paths
   * @returns the id under which it waits
   */
  add(der: Uint8Array, createdAt: Date, files: { request: string; key: string | null }): string {
    const id = this.#newId();
    const record: z.infer<typeof recordSchema> = {
      der: Buffer.from(der).toString('base64'),
      createdAt: createdAt.toISOString(),
      requestFile: files.request,
      keyFile: files.key,
    };
    this.#store.set(`${branch}.${partOfKey(id)}`, record);
    return id;
  }

  forget(id: string): void {
    this.#store.delete(`${branch}.${partOfKey(id)}`);
  }

  /** Latest first. A record that cannot be read (another version wrote it) is left alone and not listed. */
  list(): Waiting[] {
    const all = this.#store.get(branch);
    const records = typeof all === 'object' && all !== null ? Object.entries(all) : [];
    return records
      .flatMap(([id, record]) => read(id, record) ?? [])
      .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  }

  find(id: string): Waiting | undefined {
    return this.list().find((each) => each.id === id);
  }
}

function read(id: string, record: unknown): Waiting | null {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) return null;
  const { requestFile, keyFile } = parsed.data;
  const der = new Uint8Array(Buffer.from(parsed.data.der, 'base64'));
  const request = parseRequest(der);
  if (!request.ok) return null;
  const { subject, subjectAltNames: names, publicKey } = request.value;
  return {
    id,
    subject,
    names: names ? [...names.dns, ...names.ip, ...names.email, ...names.uri] : [],
    sha256: createHash('sha256').update(der).digest('hex').toUpperCase(),
    createdAt: parsed.data.createdAt,
    folder: basename(dirname(requestFile)),
    keyFile: keyFile && basename(keyFile),
    requestPath: requestFile,
    keyPath: keyFile,
    der,
    keySha256: publicKey.sha256,
  };
}
