// A machine in a folder: a hosts file, and a store in two steps like Linux' own (a file for each certificate, and one
// bundle that is rebuilt from them and counts), so that a kill can come between the two.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { World } from '../../main/privileged/apply.ts';
import { checkedStore, stored } from '../../main/trust/checked-store.ts';
import { nssUserStore } from '../../main/trust/nss.ts';
import type { TrustStore } from '../../main/trust/trust-store.ts';
import { ok } from '../../preload/contract/result.ts';
import { sha256Of } from './model.ts';

/** Other people's bytes: mixed line ends, bytes that are no UTF-8, a commented and a real mapping, no final newline. */
export const originalText = [
  '127.0.0.1\tlocalhost\r\n',
  '# kept as it is \xe4\xff\x00\r\n',
  '#192.0.2.1 a.kill.example\r\n',
  '\r\n',
  '198.51.100.9 theirs.kill.example # certwright-like\n',
  '\t10.0.0.1   old.example',
].join('');

export const fileIn = (folder: string) => join(folder, 'hosts');
export const copiesIn = (folder: string) => join(folder, 'copies');
export const journalIn = (folder: string) => join(folder, 'data', 'journal.jsonl');
const bundleIn = (folder: string) => join(folder, 'bundle');
const anchorsIn = (folder: string) => join(folder, 'anchors');

/** DER of each certificate in force. A line that is cut off is a certificate that is not wholly there: it throws. */
export function dersIn(bundle: string): Buffer[] {
  const lines = bundle.split('\n');
  if (lines.pop() !== '') throw new Error('the bundle ends in the middle of a certificate');
  return lines.map((line) => Buffer.from(line, 'base64'));
}

export const inForce = (folder: string): Buffer[] =>
  existsSync(bundleIn(folder)) ? dersIn(readFileSync(bundleIn(folder), 'latin1')) : [];

/** SHA-256 of what has a file and is not in force, or is in force and has none: a change was stopped between the two. */
export function halfDone(folder: string): string[] {
  const names = existsSync(anchorsIn(folder)) ? readdirSync(anchorsIn(folder)) : [];
  const files = new Set(names.filter((name) => !name.endsWith('.going')).map((name) => name.slice(0, 64)));
  const trusted = new Set(inForce(folder).map(sha256Of));
  return [...new Set([...files, ...trusted])].filter((sha256) => files.has(sha256) !== trusted.has(sha256));
}

async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(`${file}.new`, 'w');
  await handle.writeFile(bytes);
  await handle.sync();
  await handle.close();
  await rename(`${file}.new`, file);
}

function twoStepStore(folder: string, needsRights: boolean): TrustStore {
  const files = anchorsIn(folder);
  const fileOf = (sha256: string) => join(files, `${sha256}.der`);
  const goingOf = (sha256: string) => join(files, `${sha256}.going`);
  const names = async (ending: string) =>
    (await readdir(files).catch(() => [])).filter((name) => name.endsWith(ending));
  const rebuild = async () => {
    const ders = await Promise.all((await names('.der')).map((name) => readFile(join(files, name))));
    await writeWhole(bundleIn(folder), Buffer.from(ders.map((der) => `${der.toString('base64')}\n`).join('')));
    for (const name of await names('.going')) await rm(join(files, name), { force: true });
    return ok(undefined);
  };
  const hasFile = (sha256: string) => existsSync(fileOf(sha256));
  return checkedStore({
    id: 'linux-system',
    scope: 'machine',
    location: 'store of the kill test',
    readers: [],
    needsRights: async () => needsRights,
    accepts: () => true,
    read: async () =>
      ok(
        dersIn(await readFile(bundleIn(folder), 'latin1').catch(() => '')).map((der) => {
          const { sha256 } = stored(der, { place: 'root' });
          const going = !hasFile(sha256) && existsSync(goingOf(sha256));
          return stored(der, { place: 'root', addedByUs: hasFile(sha256) || going, going });
        }),
      ),
    insert: async ({ der, sha256 }) => {
      await mkdir(files, { recursive: true });
      await writeWhole(fileOf(sha256), der);
      return rebuild();
    },
    delete: async (sha256, entry) => {
      if (entry && hasFile(sha256)) await rename(fileOf(sha256), goingOf(sha256));
      await rm(fileOf(sha256), { force: true });
      await rm(`${fileOf(sha256)}.new`, { force: true });
      return rebuild();
    },
    hasLeftover: async (sha256) => hasFile(sha256) || existsSync(`${fileOf(sha256)}.new`),
  });
}

/** @param needsRights whether this process must go through the door's elevated child */
export function killWorld(folder: string, needsRights: boolean): World {
  const system = twoStepStore(folder, needsRights);
  const user = nssUserStore(folder);
  return {
    platform: 'linux',
    now: () => new Date(),
    storeOf: (id) => (id === 'linux-system' ? system : id === 'nss-user' ? user : null),
    hostsFile: () => ok(fileIn(folder)),
    hostsNeedRights: async () => needsRights,
    backupDir: () => ok(copiesIn(folder)),
    // The second look, without the wait for security software.
    settle: 1,
  };
}
