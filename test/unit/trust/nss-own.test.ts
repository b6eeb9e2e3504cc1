// What somebody else does to the database that we made while we take it away, or after a crash in the middle of that. With
// the real certutil (NSS), on databases in a private home folder.
import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { nssUserStore } from '../../../main/trust/nss.ts';
import { type Certutil, parseTable } from '../../../main/trust/nss-database.ts';
import { takeAwayEmpty } from '../../../main/trust/nss-own.ts';
import { makeCertificates, sha256Of, writeDer } from './certificates.ts';
import { value } from './contract.ts';

// Each question is a process of its own, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 60_000 });

let made: ReturnType<typeof makeCertificates>;
let home: string;
const parent = () => join(home, '.pki');
const database = () => join(parent(), 'nssdb');
const store = () => nssUserStore(home);
const certutil = (...args: string[]): string =>
  execFileSync('certutil', [...args, '-d', `sql:${database()}`], { encoding: 'utf8', stdio: 'pipe' });
const put = (der: Uint8Array, nickname: string) =>
  certutil('-A', '-n', nickname, '-t', 'C,,', '-i', writeDer('put.der', der));
const putKey = () => {
  const noise = join(home, 'noise');
  writeFileSync(noise, randomBytes(64));
  certutil('-R', '-s', 'CN=Mine', '-k', 'ec', '-q', 'nistp256', '-z', noise, '-o', join(home, 'request'));
};
const keys = () => spawnSync('certutil', ['-K', '-d', `sql:${database()}`], { encoding: 'utf8' });
const asRoot = { role: 'root-ca', place: 'root' } as const;

beforeAll(() => {
  made = makeCertificates();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'certwright-nss-own-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** The database that we made, with nothing of ours in it any more. */
async function makeEmpty(): Promise<void> {
  value(await store().add(made.root, asRoot));
  certutil('-D', '-n', `certwright ${sha256Of(made.root).slice(0, 16)}`);
}

/** The real certutil. Once, after a question for which `when` says so, somebody does something. */
function disturbed(doing: (folder: string) => void, when = isLastLook): Certutil {
  let isDone = false;
  return async (command, folder = database()) => {
    const { status, stdout, stderr } = spawnSync('certutil', [...command, '-d', `sql:${folder}`], { encoding: 'utf8' });
    if (!isDone && when(command, folder)) {
      isDone = true;
      doing(folder);
    }
    const symbol = /\b(?:SEC|SSL|PR)_[A-Z0-9_]+\b/.exec(stderr)?.[0];
    return { ok: status === 0, text: stdout, problem: symbol ?? `certutil ${status}` };
  };
}
type When = (command: readonly string[], folder: string) => boolean;
/** Nothing is asked about what is in it after the keys. */
const isLastLook: When = ([command]) => command === '-K';
const isAside: When = (_command, folder) => folder !== database();

describe('the database that we made, while it is taken away', () => {
  it('goes, where nobody does anything', async () => {
    await makeEmpty();
    await takeAwayEmpty(
      database(),
      disturbed(() => {}),
    );
    expect(readdirSync(home)).toEqual([]);
  });

  it('comes back with the certificate that somebody has put in meanwhile', async () => {
    await makeEmpty();
    await takeAwayEmpty(
      database(),
      disturbed(() => put(made.stranger, 'theirs')),
    );
    expect(readdirSync(parent())).toEqual(['nssdb']);
    expect(parseTable(certutil('-L'))).toEqual([{ nickname: 'theirs', flags: 'C,,' }]);
    // It is still one that we made.
    value(await store().add(made.root, asRoot));
    certutil('-D', '-n', 'theirs');
    value(await store().remove(sha256Of(made.root)));
    expect(readdirSync(home)).toEqual([]);
  });

  it('comes back with the key that somebody has put in meanwhile', async () => {
    await makeEmpty();
    await takeAwayEmpty(database(), disturbed(putKey));
    expect(readdirSync(parent())).toEqual(['nssdb']);
    expect(keys()).toMatchObject({ status: 0, stdout: expect.stringContaining('ec') });
  });

  it('comes back where somebody had opened it before it went, and is the same file for them', async () => {
    await makeEmpty();
    const { ino } = statSync(join(database(), 'cert9.db'));
    let descriptor = -1;
    const open = (folder: string) => {
      descriptor = openSync(join(folder, 'cert9.db'), 'r+');
    };
    // Whoever opened it before the look sees to it that it does not go at all; so this comes after it.
    await takeAwayEmpty(database(), disturbed(open, isAside));
    closeSync(descriptor);
    expect(statSync(join(database(), 'cert9.db')).ino).toBe(ino);
  });

  it('leaves what another instance of ours puts in at the same time', async () => {
    for (let round = 0; round < 3; round += 1) {
      value(await store().add(made.root, asRoot));
      const [removed, added] = await Promise.all([
        store().remove(sha256Of(made.root)),
        store().add(made.stranger, asRoot),
      ]);
      expect([removed, added]).toEqual([
        { ok: true, value: { changed: true } },
        { ok: true, value: { changed: true } },
      ]);
      expect(value(await store().list()).map(({ sha256 }) => sha256)).toEqual([sha256Of(made.stranger)]);
      value(await store().remove(sha256Of(made.stranger)));
      expect(readdirSync(home)).toEqual([]);
    }
  });
});

describe('a crash while it was taken away', () => {
  const aside = () => join(parent(), '.certwright-nssdb-crashed');

  it('leaves one of no use, which goes with the next change', async () => {
    await makeEmpty();
    renameSync(database(), aside());
    value(await store().add(made.stranger, asRoot));
    expect(readdirSync(parent())).toEqual(['nssdb']);
  });

  it('leaves one with something in it, which comes back with the next change', async () => {
    await makeEmpty();
    put(made.stranger, 'theirs');
    renameSync(database(), aside());
    value(await store().add(made.root, asRoot));
    expect(readdirSync(parent())).toEqual(['nssdb']);
    const found = value(await store().list());
    expect(found.map(({ sha256 }) => sha256).sort()).toEqual([made.root, made.stranger].map(sha256Of).sort());
  });

  it('leaves one with something in it where somebody has made another: both stay', async () => {
    await makeEmpty();
    put(made.stranger, 'theirs');
    renameSync(database(), aside());
    mkdirSync(database());
    certutil('-N', '--empty-password');
    value(await store().add(made.root, asRoot));
    expect(value(await store().list()).map(({ sha256 }) => sha256)).toEqual([sha256Of(made.root)]);
    value(await store().remove(sha256Of(made.root)));
    expect(readdirSync(database())).toContain('cert9.db');
    expect(readdirSync(aside())).toContain('cert9.db');
  });
});
