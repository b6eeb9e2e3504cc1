// The Linux user's NSS database (~/.pki/nssdb), which Chromium, Chrome and Edge read there, through NSS's certutil.
// Never changes the trust of a certificate that someone else put in, and never deletes by a nickname that may stand
// for another certificate.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Role } from '../../preload/contract/item.ts';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { sweepLocks, withLock } from '../files/lock.ts';
import { notWritable } from '../files/not-writable.ts';
import { parseCertificate } from '../pki/certificate/certificate.ts';
import { roleOf } from '../pki/certificate/roles.ts';
import { toPem } from '../pki/files/write.ts';
import { checkedStore, type NewCertificate, stored } from './checked-store.ts';
import { type Certutil, type NssEntry, nicknameOf, readDatabase, whoGoes } from './nss-database.ts';
import { isMade, makeDatabase, takeAwayEmpty } from './nss-own.ts';
import { findTool, runTool } from './tool.ts';
import type { Place, TrustStore } from './trust-store.ts';

/** Milliseconds to wait for another instance. A change asks certutil some ten times, which starts slowly on a busy machine. */
const patience = 160_000;

const flagsFor = (role: Role, place: Place): string =>
  place === 'intermediate' ? ',,' : role === 'root-ca' ? 'C,,' : 'P,,';
/** Without `u`, which certutil shows where there is a key for it, and which nobody can give. */
const plain = (flags: string): string => flags.replaceAll('u', '');

/**
 * The NSS database of the user whose home folder is given. It is made where absent (with an empty password, as
 * Chromium does) when the first certificate is added. `store-missing` without certutil (Debian: libnss3-tools).
 */
export function nssUserStore(home: string): TrustStore {
  const folder = join(home, '.pki', 'nssdb');
  // Not the whole path: this goes into receipts, and the name of somebody's account is nobody else's business.
  const location = 'NSS database ~/.pki/nssdb';
  const failed = (detail: string): Failure => fail('store-failed', { store: location, detail });

  /** What has to be written to, the outermost first. */
  const places = [home, dirname(folder), folder, join(folder, 'cert9.db'), join(folder, 'key4.db')];
  /** certutil does not say that it may not write; the folders do. */
  const explained = async (result: Result<void>): Promise<Result<void>> =>
    result.ok || result.error.code !== 'store-failed' ? result : ((await notWritable(places)) ?? result);

  async function openTool(): Promise<Result<Certutil>> {
    const file = await findTool('certutil');
    if (!file) return fail('store-missing', { store: location, tool: 'libnss3-tools' });
    return ok(async (command, database = folder) => {
      const { exit, stdout, stderr } = await runTool(file, [...command, '-d', `sql:${database}`], {
        env: { HOME: home },
      });
      // NSS has a symbol for each error, the same in every language; the sentence beside it is not looked at.
      const symbol = /\b(?:SEC|SSL|PR)_[A-Z0-9_]+\b/.exec(stderr)?.[0];
      return { ok: exit === 0, text: stdout.toString('utf8'), problem: symbol ?? `certutil ${exit}` };
    });
  }

  async function read(): Promise<Result<NssEntry[]>> {
    if (!(await isMade(folder))) return ok([]);
    const certutil = await openTool();
    if (!certutil.ok) return certutil;
    const entries = await readDatabase(certutil.value, folder);
    return entries.ok ? ok(entries.value) : failed(entries.problem);
  }

  async function find(sha256: string): Promise<NssEntry | undefined> {
    const entries = await read();
    return entries.ok ? entries.value.find((entry) => entry.sha256 === sha256) : undefined;
  }

  async function createWhereAbsent(certutil: Certutil): Promise<Result<void>> {
    if (await isMade(folder)) return ok(undefined);
    try {
      const problem = await makeDatabase(folder, certutil);
      return problem === null ? ok(undefined) : failed(problem);
    } catch (error) {
      return failed((error as NodeJS.ErrnoException).code ?? String(error));
    }
  }

  async function insert({ der, sha256, role, place, was }: NewCertificate): Promise<Result<void>> {
    if (was && !('nickname' in was)) return failed('not of this store');
    const { nickname, flags } = was ?? { nickname: nicknameOf(sha256), flags: flagsFor(role, place) };
    const certutil = await openTool();
    if (!certutil.ok) return certutil;
    const created = await createWhereAbsent(certutil.value);
    if (!created.ok) return created;
    const present = await read();
    if (!present.ok) return present;
    const there = present.value.find((entry) => entry.sha256 === sha256);
    const isStopped = there?.nickname === nickname && (!was || plain(there.flags) === ',,');
    if (there && !isStopped)
      // certutil would change the flags in place, and taking "ours" out again would take out theirs.
      return failed(`already there with the trust flags "${there.flags}"`);
    if (there) {
      // Put there by us, but certutil was stopped before it trusted it.
      const cleared = await remove(sha256);
      if (!cleared.ok) return cleared;
    }

    const staging = await mkdtemp(join(tmpdir(), 'certwright-'));
    try {
      const file = join(staging, 'certificate.pem');
      await writeFile(file, toPem(der), { mode: 0o600, flag: 'wx' });
      const added = await certutil.value(['-A', '-n', nickname, '-t', plain(flags), '-a', '-i', file]);
      const as = added.ok ? await find(sha256) : undefined;
      if (as?.nickname === nickname && plain(as.flags) === plain(flags)) return ok(undefined);
      // With a password on the database certutil stores the certificate and then fails to trust it.
      await remove(sha256);
      return failed(added.ok ? `not as "${nickname}" with the trust flags "${flags}"` : added.problem);
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  async function remove(sha256: string): Promise<Result<void>> {
    const certutil = await openTool();
    if (!certutil.ok) return certutil;
    const entries = await read();
    if (!entries.ok) return entries;
    const entry = entries.value.find((each) => each.sha256 === sha256);
    if (!entry) return ok(undefined);
    const goes = await whoGoes(certutil.value, folder, entry.nickname);
    if (goes !== sha256) return failed(`another certificate has the nickname "${entry.nickname}" too`);
    const deleted = await certutil.value(['-D', '-n', entry.nickname]);
    return deleted.ok ? ok(undefined) : failed(deleted.problem);
  }

  /** Our certificate is gone, whatever becomes of the database that it was in. */
  async function removeWithDatabase(sha256: string): Promise<Result<void>> {
    const removed = await remove(sha256);
    if (!removed.ok) return removed;
    const certutil = await openTool();
    if (certutil.ok) await takeAwayEmpty(folder, certutil.value).catch(() => {});
    return ok(undefined);
  }

  /**
   * One change at a time, whoever of us makes it: one instance must not take away the database that another one writes to.
   * In the home folder, since that of the database goes too.
   */
  async function alone(work: () => Promise<Result<void>>): Promise<Result<void>> {
    const lock = join(home, '.certwright-nssdb.lock');
    let begun = false;
    try {
      return await withLock(
        lock,
        () => {
          begun = true;
          sweepLocks(lock);
          return work().then(explained);
        },
        patience,
      );
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (begun || code === undefined) throw error;
      return (await notWritable(places)) ?? failed(code);
    }
  }

  return checkedStore({
    id: 'nss-user',
    scope: 'user',
    location,
    readers: ['chromium'],
    needsRights: async () => false,
    accepts: (role, place) =>
      place === 'root' ? role === 'root-ca' || role === 'self-signed-leaf' : role === 'intermediate-ca',
    async read() {
      const entries = await read();
      return entries.ok
        ? ok(
            entries.value.map(({ der, sha256, trusted, nickname }) =>
              stored(der, { place: trusted ? 'root' : 'intermediate', addedByUs: nickname === nicknameOf(sha256) }),
            ),
          )
        : entries;
    },
    insert: (certificate) => alone(() => insert(certificate)),
    delete: (sha256) => alone(() => removeWithDatabase(sha256)),
    async asItStands({ sha256, der, place }) {
      const entry = await find(sha256);
      if (!entry) return ok('plain');
      const { nickname, flags } = entry;
      if (flags.includes(' or ')) return ok('unknown');
      const item = parseCertificate(der);
      const isOurs = nickname === nicknameOf(sha256) && item.ok && plain(flags) === flagsFor(roleOf(item.value), place);
      return ok(isOurs ? 'plain' : { nickname, flags });
    },
    // certutil stores a certificate before it trusts it. A root in no other place than among the others is of no use.
    async hasLeftover(sha256) {
      const entry = await find(sha256);
      if (!entry || entry.trusted || entry.nickname !== nicknameOf(sha256)) return false;
      const item = parseCertificate(entry.der);
      return item.ok && item.value.selfSigned;
    },
  });
}
