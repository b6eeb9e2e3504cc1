// The NSS database that we make where a user has none, and take away again with our last certificate in it. Both happen
// by one rename, so that a crash leaves a whole database or none: certutil cannot even list half of one.
import {
  access,
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

export const isMade = (folder: string): Promise<boolean> =>
  access(join(folder, 'cert9.db')).then(
    () => true,
    () => false,
  );

/** Answers with certutil's problem, null where there is none. What is in the folder already stays there. */
export async function makeDatabase(folder: string, certutil: Certutil): Promise<string | null> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true, mode: 0o700 });
  await sweep(folder, certutil);
  // A crash may have taken it away with something in it.
  if (await isMade(folder)) return null;
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
  const parent = dirname(folder);
  await sweep(folder, certutil);
  if (!(await isOfNoUse(folder, certutil))) return;
  const away = await mkdtemp(join(parent, aside));
  // Over an empty folder a rename is one step, too.
  await rename(folder, away);
  await deleteOrPutBack(away, folder, certutil);
  // Only where nothing else is in it.
  await rmdir(parent).catch(() => {});
}

/**
 * Between the look at it and its new name somebody may have put something in. Now it is found by nobody who has not opened
 * it before, so what is seen now is true for good.
 */
async function deleteOrPutBack(away: string, folder: string, certutil: Certutil): Promise<void> {
  if (await isOfNoUse(away, certutil)) await deleteMade(away);
  // Where somebody has made one meanwhile, theirs stays, and so does this one, with what is in it.
  else await rename(away, folder);
}

/** Without its marker it is half of a database, should a crash come in between. */
async function deleteMade(folder: string): Promise<void> {
  await rm(join(folder, marker.name), { force: true });
  await rm(folder, { recursive: true, force: true });
}

const isOfNoUse = async (folder: string, certutil: Certutil): Promise<boolean> =>
  (await isOurs(folder)) && (await isEmpty(folder, certutil)) && !(await isOpen(folder));

async function isOurs(folder: string): Promise<boolean> {
  const text = await readFile(join(folder, marker.name), 'utf8').catch(() => '');
  const names = await readdir(folder).catch(() => []);
  return text === marker.text && names.every((name) => files.includes(name));
}

async function isEmpty(folder: string, certutil: Certutil): Promise<boolean> {
  const here: Certutil = (command, database = folder) => certutil(command, database);
  const certificates = await readDatabase(here, folder);
  if (!certificates.ok || certificates.value.length > 0) return false;
  // Without a key certutil ends with 255 and without an error of NSS; with one it ends with 0.
  const keys = await here(['-K']);
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

/**
 * What a crash left of our own: half a database, which nobody has ever used, or a whole one that was being taken away. The
 * caller sees to it that it is not another instance's that is at work just now.
 */
async function sweep(folder: string, certutil: Certutil): Promise<void> {
  const parent = dirname(folder);
  const names = await readdir(parent);
  for (const left of names.filter((name) => name.startsWith(aside)).map((name) => join(parent, name))) {
    const isWhole = (await readdir(left)).includes(marker.name);
    // Where it cannot be put back, it lies there for the next time.
    if (isWhole) await deleteOrPutBack(left, folder, certutil).catch(() => {});
    else await rm(left, { recursive: true, force: true });
  }
}
