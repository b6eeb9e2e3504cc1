// What the tools can do, over one tray. It runs in a thread of its own (see thread.ts), so every argument and answer is
// plain data; tests call it directly. Asks nobody: where a file goes has been decided before.
import { randomUUID } from 'node:crypto';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type ConvertOrder, type Tray, trayPage, type Written } from '../../preload/contract/tools.ts';
import { stem } from '../files/stem.ts';
import { convertObjects } from '../pki/files/convert.ts';
import type { FoundObject } from '../pki/files/objects.ts';
import { type Order, opensslCommand } from './openssl-command.ts';
import { requestTools } from './requests.ts';
import { slotTools } from './slot-calls.ts';
import { testTools } from './tests.ts';
import { type Run, TrayOfFiles } from './tray.ts';
import { type ToWrite, writeConverted } from './write-converted.ts';

const endings = { pem: 'pem', crt: 'crt', der: 'cer', p7b: 'p7b', pfx: 'pfx', key: 'key' } as const;
const derEndings = { certificate: 'cer', request: 'csr', crl: 'crl', publicKey: 'pub', privateKey: 'key' } as const;

/** A conversion that waits for a place, with what is needed to tell how to do it by hand. */
type Pending = ToWrite & { command: Omit<Order, 'out'> };

/** A converted file that waits for a place: what it would be called, and how to do the same by hand. */
export type Prepared = { token: string; suggested: string; openssl: string };

const titleOf = (objects: readonly FoundObject[]): string => {
  const named = objects.find(({ kind }) => kind === 'certificate' || kind === 'request');
  return named?.kind === 'certificate' || named?.kind === 'request' ? (named.item.commonName ?? '') : '';
};

export function openEngine({ now, platform }: { now(): Date; platform: NodeJS.Platform }) {
  const tray = new TrayOfFiles();
  let show: number = trayPage;
  const view = (): Result<Tray> => ok(tray.view(now(), show));
  const pending = new Map<string, Pending>();
  const keep = (made: Pending): string => {
    // One at a time: a conversion that was left at its dialog is not kept.
    pending.clear();
    const token = randomUUID();
    pending.set(token, made);
    return token;
  };

  const requests = requestTools(tray, platform);
  const forget = () => {
    pending.clear();
    requests.forgetMade();
  };

  return {
    ...requests,
    ...testTools(tray, now),
    ...slotTools(now),

    tray: ({ show: wanted }: { show: number }) => {
      show = wanted;
      return view();
    },
    async add({ paths }: { paths: readonly string[] }, run: Run) {
      const added = await tray.add(paths, run);
      return added.ok ? view() : added;
    },
    addBytes({ name, bytes }: { name: string; bytes: Uint8Array }) {
      tray.addBytes(name, bytes);
      return view();
    },
    unlock({ file, passphrase }: { file: number; passphrase: string }) {
      const opened = tray.unlock(file, passphrase);
      return opened.ok ? view() : opened;
    },
    remove({ file }: { file: number }) {
      tray.remove(file);
      return view();
    },
    /** @param argument nothing; every call has one argument */
    clear(_argument: Record<string, never>) {
      tray.clear();
      forget();
      show = trayPage;
      return view();
    },

    /** Forgets what was made, keys among it, and not written: the dialog was closed. */
    forget(_argument: Record<string, never>): Result<null> {
      forget();
      return ok(null);
    },

    /** The conversion, made and checked, but not written yet. */
    convert({ order }: { order: ConvertOrder }): Result<Prepared> {
      const found = tray.findAll(order.items);
      if (!found.ok) return found;
      const objects = found.value;
      const { to, keyEncoding, pfxProfile, passphrase } = order;
      const made = convertObjects(objects, { to, keyEncoding, pfxProfile, passphrase });
      if (!made.ok) return made;
      const ending = to === 'der' && objects[0] ? derEndings[objects[0].kind] : endings[to];
      const suggested = `${stem(titleOf(objects))}.${ending}`;
      const command = { objects, to, keyEncoding, pfxProfile, encrypted: passphrase !== null };
      const token = keep({ ...made.value, objects, passphrase, command });
      return ok({ token, suggested, openssl: opensslCommand({ ...command, out: suggested }, platform) });
    },
    /** Writes what was prepared. The person has agreed to replace what is there. */
    async writeConverted({
      token,
      path,
    }: {
      token: string;
      path: string;
    }): Promise<Result<{ written: Written; openssl: string }>> {
      const made = pending.get(token);
      if (!made) return fail('no-such-object', {});
      pending.delete(token);
      const written = await writeConverted(path, made, { overwrite: true });
      if (!written.ok) return written;
      const { name, sha256, ownerOnly, items } = written.value;
      const done = { name, sha256, items, openToOthers: made.secret && !ownerOnly };
      return ok({ written: done, openssl: opensslCommand({ ...made.command, out: name }, platform) });
    },
  };
}

export type EngineCalls = ReturnType<typeof openEngine>;
export type EngineCall = keyof EngineCalls;
