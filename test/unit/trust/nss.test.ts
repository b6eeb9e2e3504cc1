// Runs the real certutil (NSS) on databases in a private home folder.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { nssUserStore } from '../../../main/trust/nss.ts';
import { parseTable } from '../../../main/trust/nss-database.ts';
import { certificate, key } from '../pki/openssl.ts';
import { makeCertificates, sha256Of, writeDer } from './certificates.ts';
import { storeContract, value } from './contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'certwright-nss-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// Each question is a process of its own, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 60_000 });

let count = 0;
const newHome = (): string => {
  const home = join(folder, `home${++count}`);
  mkdirSync(home);
  return home;
};

const contractHome = newHome();
storeContract('the NSS database', { open: () => nssUserStore(contractHome) });

describe('the NSS database', () => {
  let made: ReturnType<typeof makeCertificates>;
  let home: string;
  const database = () => join(home, '.pki', 'nssdb');
  const store = () => nssUserStore(home);
  const certutil = (...args: string[]): string =>
    execFileSync('certutil', [...args, '-d', `sql:${database()}`], { encoding: 'utf8', stdio: 'pipe' });
  const create = (...args: string[]) => {
    mkdirSync(database(), { recursive: true });
    certutil('-N', ...(args.length > 0 ? args : ['--empty-password']));
  };
  const put = (der: Uint8Array, nickname: string, flags = 'C,,') =>
    certutil('-A', '-n', nickname, '-t', flags, '-i', writeDer('put.der', der));
  const asRoot = { role: 'root-ca', place: 'root' } as const;

  beforeAll(() => {
    made = makeCertificates();
  });
  beforeEach(() => {
    home = newHome();
  });

  it('is empty and stays unmade until something is added, then is private and says who made it', async () => {
    expect(value(await store().list())).toEqual([]);
    expect(value(await store().remove(sha256Of(made.root)))).toEqual({ changed: false });
    expect(existsSync(join(home, '.pki'))).toBe(false);
    value(await store().add(made.root, asRoot));
    expect(statSync(database()).mode & 0o777).toBe(0o700);
    expect(readdirSync(database())).toContain('made-by-certwright.txt');
  });

  it('takes the database that it made away with the last certificate, and nothing of anybody else’s', async () => {
    const sha256 = sha256Of(made.root);
    value(await store().add(made.root, asRoot));
    value(await store().add(made.stranger, asRoot));
    value(await store().remove(sha256Of(made.stranger)));
    expect(readdirSync(database())).toContain('cert9.db');
    value(await store().remove(sha256));
    expect(readdirSync(home)).toEqual([]);

    mkdirSync(join(home, '.pki', 'other'), { recursive: true });
    value(await store().add(made.root, asRoot));
    value(await store().remove(sha256));
    expect(readdirSync(join(home, '.pki'))).toEqual(['other']);
  });

  it('a crash while it was made, or taken away, leaves no half of a database, and its rest goes with the next change', async () => {
    const rest = join(home, '.pki', '.certwright-nssdb-crashed');
    mkdirSync(rest, { recursive: true });
    writeFileSync(join(rest, 'cert9.db'), '');
    expect(value(await store().list())).toEqual([]);
    value(await store().add(made.root, asRoot));
    expect(readdirSync(join(home, '.pki'))).toEqual(['nssdb']);
    value(await store().remove(sha256Of(made.root)));
    expect(readdirSync(home)).toEqual([]);
  });

  it.each([
    ['that was there before', () => {}],
    ['whose marker says something else', () => writeFileSync(join(database(), 'made-by-certwright.txt'), 'mine now\n')],
    ['with a certificate of somebody else', () => put(made.stranger, 'theirs')],
    ['with a file of somebody else', () => writeFileSync(join(database(), 'notes.txt'), '')],
    [
      'with a module for a smart card',
      () => appendFileSync(join(database(), 'pkcs11.txt'), '\nlibrary=/usr/lib/opensc-pkcs11.so\nname=Card\n'),
    ],
    [
      'with a key',
      () => {
        const [noise, request] = [join(home, 'noise'), join(home, 'request')];
        writeFileSync(noise, randomBytes(64));
        certutil('-R', '-s', 'CN=Mine', '-k', 'ec', '-q', 'nistp256', '-z', noise, '-o', request);
      },
    ],
  ])('leaves a database %s', async (kind, change) => {
    if (kind === 'that was there before') create();
    value(await store().add(made.root, asRoot));
    change();
    value(await store().remove(sha256Of(made.root)));
    expect(readdirSync(database())).toContain('cert9.db');
    expect(value(await store().find(sha256Of(made.root)))).toBeNull();
  });

  it('makes one beside a database of the old kind, and leaves that folder', async () => {
    mkdirSync(database(), { recursive: true });
    writeFileSync(join(database(), 'cert8.db'), 'old');
    value(await store().add(made.root, asRoot));
    value(await store().remove(sha256Of(made.root)));
    expect(readdirSync(join(home, '.pki'))).toEqual(['nssdb']);
    expect(readdirSync(database()).sort()).toEqual(['cert8.db', 'cert9.db', 'key4.db', 'pkcs11.txt']);
  });

  it('leaves a database that a program has open', async () => {
    value(await store().add(made.root, asRoot));
    const open = openSync(join(database(), 'cert9.db'), 'r');
    value(await store().remove(sha256Of(made.root)));
    closeSync(open);
    expect(readdirSync(database())).toContain('cert9.db');
  });

  it('leaves a database that was there unmarked, and trusts by role', async () => {
    create();
    value(await store().add(made.root, asRoot));
    value(await store().add(made.selfSigned, { role: 'self-signed-leaf', place: 'root' }));
    value(await store().add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' }));
    expect(existsSync(join(database(), 'made-by-certwright.txt'))).toBe(false);
    const name = (der: Uint8Array) => `certwright ${sha256Of(der).slice(0, 16)}`;
    const flags = new Map(parseTable(certutil('-L')).map((entry) => [entry.nickname, entry.flags]));
    expect(flags.get(name(made.root))).toBe('C,,');
    expect(flags.get(name(made.selfSigned))).toBe('P,,');
    expect(flags.get(name(made.intermediate))).toBe(',,');
    // NSS's own verdict on a server certificate of the root.
    put(made.leaf, 'leaf', ',,');
    expect(certutil('-V', '-n', 'leaf', '-u', 'V')).toContain('certificate is valid');
    value(await store().remove(sha256Of(made.root)));
    expect(() => certutil('-V', '-n', 'leaf', '-u', 'V')).toThrow();
  });

  it.each([
    'with  blanks, and: colons',
    '-n',
    'C,,',
    'x C,,',
    'Gerät %s "$(id)" \\',
    'pkcs11:object=x',
    'two\nlines',
    `long ${'x'.repeat(90)}`,
  ])('reads and removes a certificate with the nickname %j', async (nickname) => {
    create();
    put(made.root, nickname);
    put(made.stranger, 'other');
    const all = value(await store().list());
    expect(all.map(({ sha256 }) => sha256).sort()).toEqual([made.root, made.stranger].map(sha256Of).sort());
    expect(value(await store().find(sha256Of(made.root)))).toMatchObject({ place: 'root', addedByUs: false });
    expect(value(await store().remove(sha256Of(made.root)))).toEqual({ changed: true });
    expect(value(await store().list()).map(({ sha256 }) => sha256)).toEqual([sha256Of(made.stranger)]);
  });

  it('fails rather than leave out a certificate that it cannot read', async () => {
    create();
    put(made.root, '');
    expect(await store().list()).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(await store().find(sha256Of(made.stranger))).toMatchObject({ ok: false });
  });

  it('knows which of several certificates with one subject has which nickname and trust', async () => {
    create();
    put(made.root, 'first', ',,');
    put(made.renewed, 'second', 'C,,');
    expect(value(await store().find(sha256Of(made.root)))).toMatchObject({ place: 'intermediate' });
    expect(value(await store().find(sha256Of(made.renewed)))).toMatchObject({ place: 'root' });
    expect(value(await store().remove(sha256Of(made.root)))).toEqual({ changed: true });
    expect(parseTable(certutil('-L'))).toEqual([{ nickname: 'second', flags: 'C,,' }]);
  });

  it('removes one of two that share a nickname only if it is the one that would go', async () => {
    create();
    put(made.root, 'same');
    put(made.renewed, 'same');
    const [first, second] = await Promise.all(
      [made.root, made.renewed].map(async (der) => {
        const twin = newHome();
        execFileSync('cp', ['-r', join(home, '.pki'), twin]);
        const removed = await nssUserStore(twin).remove(sha256Of(der));
        const left = value(await nssUserStore(twin).list()).map(({ sha256 }) => sha256);
        return { removed: removed.ok, code: removed.ok ? '' : removed.error.code, left };
      }),
    );
    expect([first?.removed, second?.removed].sort()).toEqual([false, true]);
    expect([first?.code, second?.code]).toContain('store-failed');
    expect(first?.left).toHaveLength(first?.removed ? 1 : 2);
    expect(first?.left.includes(sha256Of(made.root))).toBe(!first?.removed);
    expect(second?.left.includes(sha256Of(made.renewed))).toBe(!second?.removed);
  });

  it('does not change the trust of what someone else put in', async () => {
    create();
    put(made.root, 'theirs', 'p,,');
    const added = await store().add(made.root, asRoot);
    expect(added).toMatchObject({
      ok: false,
      error: { code: 'store-failed', facts: { detail: expect.stringContaining('p,,') } },
    });
    expect(parseTable(certutil('-L'))).toEqual([{ nickname: 'theirs', flags: 'p,,' }]);
  });

  it('takes up again what was stopped before it was trusted', async () => {
    create();
    put(made.root, `certwright ${sha256Of(made.root).slice(0, 16)}`, ',,');
    expect(await store().hasLeftover(sha256Of(made.root), 'root')).toBe(true);
    expect(value(await store().add(made.root, asRoot))).toEqual({ changed: true });
    expect(parseTable(certutil('-L')).map(({ flags }) => flags)).toEqual(['C,,']);
    expect(await store().hasLeftover(sha256Of(made.root), 'root')).toBe(false);
  });

  it('has no leftover in what is somebody else’s, or in its place', async () => {
    create();
    put(made.root, 'theirs', ',,');
    value(await store().add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' }));
    for (const der of [made.root, made.intermediate, made.stranger])
      for (const place of ['root', 'intermediate'] as const)
        expect(await store().hasLeftover(sha256Of(der), place)).toBe(false);
  });

  it('leaves nothing behind where the database has a password', async () => {
    const password = join(home, 'password');
    writeFileSync(password, `${Math.random()}\n`);
    create('-f', password);
    expect(await store().add(made.root, asRoot)).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(value(await store().list())).toEqual([]);
  });

  it('reads and changes a database that was never initialised', async () => {
    create();
    put(made.root, 'theirs');
    put(made.stranger, 'gone');
    rmSync(join(database(), 'key4.db'));
    certutil('-D', '-n', 'gone');
    expect(certutil('-L')).toContain('needs user init');
    expect(value(await store().list()).map(({ sha256 }) => sha256)).toEqual([sha256Of(made.root)]);
    expect(value(await store().add(made.renewed, asRoot))).toEqual({ changed: true });
    expect(value(await store().remove(sha256Of(made.root)))).toEqual({ changed: true });
    expect(value(await store().list()).map(({ sha256 }) => sha256)).toEqual([sha256Of(made.renewed)]);
  });

  it('says so where the database is damaged', async () => {
    create();
    writeFileSync(join(database(), 'cert9.db'), 'not a database, and long enough to be read as one'.repeat(100));
    expect(await store().list()).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(await store().add(made.root, asRoot)).toMatchObject({ ok: false, error: { code: 'store-failed' } });
  });

  it('refuses a second certificate with the issuer and serial number of one that is there', async () => {
    const twin = certificate({
      key: key('p256', 'root'),
      subject: '/C=CH/O=Contoso Gerätebau/CN=Contoso OT Root',
      extensions: ['basicConstraints=critical,CA:TRUE'],
      more: ['-set_serial', '77', '-days', '7'],
    });
    value(await store().add(made.root, asRoot));
    expect(await store().add(twin, asRoot)).toMatchObject({ ok: false });
    expect(value(await store().list()).map(({ sha256 }) => sha256)).toEqual([sha256Of(made.root)]);
  });
});
