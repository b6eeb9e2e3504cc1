// The NSS database that we make where a user has none, and take away again with our last certificate in it. Both happen
// by one rename, so that a crash leaves a whole database or none: certutil cannot even list half of one.
import {
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Certutil, readDatabase } from './nss-database.ts';

/** Left beside a database that we made, so that a person, or an uninstaller, knows whose it is. */
export const marker = {
  name: 'made-by-certwright.txt',
  text: 'Certwright made this certificate database for Chromium-based browsers.\n',
};
const files = ['cert9.db', 'key4.db', 'pkcs11.txt', marker.name];
const aside = '.certwright-nssdb-';

/** Answers with certutil's problem, null where there is none. What is in the folder already stays there. */
export async function makeDatabase(folder: string, certutil: Certutil): Promise<string | null> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await sweep(parent);
  // NSS goes by the folder that it is given, and not by the one that it has written into pkcs11.txt here.
  const staging = await mkdtemp(join(parent, aside));
  try {
    const made = await certutil(['-N', '--empty-password'], staging);
    if (!made.ok) return made.problem;
    await writeFile(join(staging, marker.name), marker.text);
    await rename(staging, folder).catch((error) => intoFolder(error, staging, folder));
    return null;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/**
 * Where a folder with something else stands there, as one with a database of the old kind. That folder is not ours, so it
 * gets no marker; cert9.db comes last, as what makes it a database. Nothing that is there is replaced.
 */
async function intoFolder(error: NodeJS.ErrnoException, staging: string, folder: string): Promise<void> {
  if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  for (const name of ['key4.db', 'pkcs11.txt', 'cert9.db']) await link(join(staging, name), join(folder, name));
}

/** Takes the database away if it is one that we made, nothing is in it any more, and no program has it open. */
export async function takeAwayEmpty(folder: string, certutil: Certutil): Promise<void> {
  if (!(await isOurs(folder)) || !(await isEmpty(folder, certutil)) || (await isOpen(folder))) return;
  const parent = dirname(folder);
  const away = await mkdtemp(join(parent, aside));
  // Over an empty folder a rename is one step, too.
  await rename(folder, away);
  await sweep(parent);
  // Only where nothing else is in it.
  await rmdir(parent).catch(() => {});
}

async function isOurs(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, marker.name), 'utf8').catch(() => '');
  const names = await readdir(folder).catch(() => []);
  return text === marker.text && names.every((name) => files.includes(name));
}

async function isEmpty(folder: string, certutil: Certutil): Promise<boolean> {
  const certificates = await readDatabase(certutil, folder);
  if (!certificates.ok || certificates.value.length > 0) return false;
  // Without a key certutil ends with 255 and without an error of NSS; with one it ends with 0.
  const keys = await certutil(['-K']);
  if (keys.ok || keys.problem !== 'certutil 255') return false;
  // A module of the user's, for a smart card.
  const modules = await readFile(join(folder, 'pkcs11.txt'), 'utf8').catch(() => '');
  return [...modules.matchAll(/^library=(.*)$/gm)].every(([, library]) => library === '');
}

/** A browser that has it open would go on writing into what is gone. Other users' processes have no business here. */
async function isOpen(folder: string): Promise<boolean> {
  const real = await realpath(folder);
  const processes = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  for (const process of processes) {
    const descriptors = join('/proc', process, 'fd');
    for (const descriptor of await readdir(descriptors).catch(() => [])) {
      const target = await readlink(join(descriptors, descriptor)).catch(() => '');
      if (target.startsWith(`${real}/`)) return true;
    }
  }
  return false;
}

/** What a crash left of our own. The journal lets one change of the stores happen at a time. */
async function sweep(parent: string): Promise<void> {
  const names = await readdir(parent);
  const left = names.filter((name) => name.startsWith(aside));
  await Promise.all(left.map((name) => rm(join(parent, name), { recursive: true, force: true })));
}
