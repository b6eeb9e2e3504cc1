// A certificate that somebody else has put into the user's NSS database goes out and comes back under its own name, with
// its own trust, and is not ours then. With the real certutil and pk12util (NSS), in a private home folder.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { oursAmong } from '../../../main/journal/our-certificates.ts';
import { parseCertificate } from '../../../main/pki/certificate/certificate.ts';
import { roleOf } from '../../../main/pki/certificate/roles.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import { nssUserStore } from '../../../main/trust/nss.ts';
import { nicknameOf, parseTable } from '../../../main/trust/nss-database.ts';
import type { AsItWas } from '../../../main/trust/trust-store.ts';
import { key, openssl } from '../pki/openssl.ts';
import { tempWorld } from '../privileged/temp-world.ts';
import { makeCertificates, sha256Of, writeDer } from './certificates.ts';
import { value } from './contract.ts';

// Each question is a process of its own, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 60_000 });

let made: ReturnType<typeof makeCertificates>;
let home: string;
const database = () => join(home, '.pki', 'nssdb');
const store = () => nssUserStore(home);
const certutil = (...args: string[]): string =>
  execFileSync('certutil', [...args, '-d', `sql:${database()}`], { encoding: 'utf8', stdio: 'pipe' });
const table = () => parseTable(certutil('-L'));
const put = (der: Uint8Array, nickname: string, flags: string) =>
  certutil('-A', '-n', nickname, '-t', flags, '-i', writeDer('put.der', der));
const remove = (der: Uint8Array, place: 'root' | 'intermediate' = 'root') =>
  ({ kind: 'trust-remove', store: 'nss-user', sha256: sha256Of(der), place }) as const;

beforeAll(() => {
  made = makeCertificates();
});
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'certwright-nss-theirs-'));
  mkdirSync(database(), { recursive: true });
  certutil('-N', '--empty-password');
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

async function openAll() {
  const at = tempWorld();
  const theirs = store();
  const world = { ...at.world, storeOf: (id: string) => (id === 'nss-user' ? theirs : null) };
  const journal = value(await openJournal(join(at.folder, 'journal.jsonl'), { now: () => new Date() }));
  return { at, journal, changes: openChanges({ door: openDoor({ world, elevate: null }), journal }) };
}

/** Out by a change, back by taking it back. Answers with those in the list of our certificates afterwards. */
async function outAndBack(der: Uint8Array): Promise<string[]> {
  const { at, journal, changes } = await openAll();
  const found = value(await store().find(sha256Of(der)));
  value(await changes.make('j1', [remove(der, found?.place)]));
  expect(value(await store().find(sha256Of(der)))).toBeNull();
  expect(value(await changes.undo(journal.entries().map(({ id }) => id)))).toMatchObject({ verified: true });
  const listed = value(await store().list());
  at.remove();
  return oursAmong(journal.entries(), [{ store: store(), found: listed }]).map(({ sha256 }) => sha256);
}

it.each([
  ['Contoso mail and TLS', 'CT,C,C'],
  ['for mail alone', ',C,C'],
  ['known, and trusted for nothing', ',,'],
  ['distrusted', 'p,p,p'],
  ['-n', 'C,,'],
  ['two\nlines, “Gerät”', 'C,,'],
])('a root of somebody else named %j with the trust %s', async (nickname, flags) => {
  put(made.root, nickname, flags);
  put(made.stranger, 'another', 'C,,');
  const before = table();
  expect(await outAndBack(made.root)).toEqual([]);
  expect(table().sort((a, b) => a.nickname.localeCompare(b.nickname))).toEqual(
    before.sort((a, b) => a.nickname.localeCompare(b.nickname)),
  );
  expect(value(await store().find(sha256Of(made.root)))?.addedByUs).toBe(false);
});

it.each([
  ['an intermediate that somebody trusts by itself', () => made.intermediate, 'CT,,'],
  ['a leaf that somebody trusts', () => made.leaf, 'P,,'],
  ['a self-signed leaf that somebody took for a CA', () => made.selfSigned, 'C,,'],
])('%s', async (_what, der, flags) => {
  put(der(), 'theirs', flags);
  expect(await outAndBack(der())).toEqual([]);
  expect(table()).toEqual([{ nickname: 'theirs', flags }]);
});

it('one with a key, which stays and is its own again', async () => {
  const [pem, pfx, secret] = [join(home, 'leaf.pem'), join(home, 'leaf.p12'), join(home, 'secret')];
  writeFileSync(secret, 'of-this-test\n');
  openssl(['x509', '-inform', 'DER', '-in', writeDer('leaf.der', made.selfSigned), '-out', pem]);
  const named = ['-name', 'mine', '-passout', `file:${secret}`, '-out', pfx];
  openssl(['pkcs12', '-export', '-in', pem, '-inkey', key('p256', 'self'), ...named]);
  execFileSync('pk12util', ['-i', pfx, '-w', secret, '-d', `sql:${database()}`], { stdio: 'pipe' });
  certutil('-M', '-n', 'mine', '-t', 'P,,');
  const before = table();
  expect(before).toEqual([{ nickname: 'mine', flags: 'Pu,u,u' }]);
  expect(await outAndBack(made.selfSigned)).toEqual([]);
  expect(table()).toEqual(before);
});

it('ours, to which somebody has given more trust', async () => {
  value(await store().add(made.root, { role: 'root-ca', place: 'root' }));
  expect(await store().asItStands(sha256Of(made.root), 'root')).toEqual({ ok: true, value: 'plain' });
  certutil('-M', '-n', nicknameOf(sha256Of(made.root)), '-t', 'C,C,');
  expect(await outAndBack(made.root)).toEqual([sha256Of(made.root)]);
  expect(table()).toEqual([{ nickname: nicknameOf(sha256Of(made.root)), flags: 'C,C,' }]);
});

const back = (was: AsItWas) => {
  const item = value(parseCertificate(made.root));
  return store().add(made.root, { role: roleOf(item), place: 'root', was });
};

it('is put back to its end where that was stopped before it was trusted', async () => {
  put(made.root, 'theirs', ',,');
  expect(value(await back({ nickname: 'theirs', flags: 'CT,C,' }))).toEqual({ changed: true });
  expect(table()).toEqual([{ nickname: 'theirs', flags: 'CT,C,' }]);
});

it.each([
  ['under another name', 'mine now', ',,'],
  ['with other trust', 'theirs', ',C,'],
])('is left as it is where somebody has put it in meanwhile %s', async (_what, nickname, flags) => {
  put(made.root, nickname, flags);
  expect(await back({ nickname: 'theirs', flags: 'CT,C,' })).toMatchObject({ error: { code: 'store-failed' } });
  expect(table()).toEqual([{ nickname, flags }]);
});

it('is not put back otherwise than it was', async () => {
  put(made.stranger, 'theirs', 'C,,');
  expect(await back({ nickname: 'theirs', flags: 'CT,C,' })).toMatchObject({ error: { code: 'store-failed' } });
  expect(table()).toEqual([{ nickname: 'theirs', flags: 'C,,' }]);
  expect(value(await store().list()).map(({ sha256 }) => sha256)).toEqual([sha256Of(made.stranger)]);
  expect(await back({ element: 'AAAA' })).toMatchObject({ error: { code: 'store-failed' } });
});

it('has no way back where two share a name and differ in trust', async () => {
  put(made.root, 'same', 'C,,');
  put(made.renewed, 'same', 'C,C,');
  const all = value(await store().list());
  for (const { sha256, place } of all) {
    expect(await store().asItStands(sha256, place)).toEqual({ ok: true, value: 'unknown' });
  }
});
