// macOS: a certificate in a keychain, and beside it the trust settings that make it an anchor, through Apple's
// `security`. Its sentences are never read, only PEM, a property list and exit codes. Not run on a Mac by our tests:
// they use a stand-in made after Apple's manual page and sources.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { checkedStore, type NewCertificate, stored } from './checked-store.ts';
import { plainSha1s, trustedSha1s } from './macos-trust-settings.ts';
import { pemCertificates, type RunTool, runTool } from './tool.ts';
import type { StoredCertificate, TrustStore } from './trust-store.ts';

const security = '/usr/bin/security';
/** The low byte of errSecItemNotFound (-25300): no certificate in the keychain. */
const nothingFound = 44;

export type Keychain = {
  id: 'macos-system' | 'macos-login';
  /** Absolute path of the keychain. */
  path: string;
};

export const systemKeychain: Keychain = { id: 'macos-system', path: '/Library/Keychains/System.keychain' };
export const loginKeychain = (home: string): Keychain => ({
  id: 'macos-login',
  path: join(home, 'Library', 'Keychains', 'login.keychain-db'),
});

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'certwright-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The system's keychain (needs root; since macOS 11 the system asks for the administrator's password besides) or the
 * user's (the system asks for the user's). `run` is there for tests.
 */
export function macosStore({ id, path }: Keychain, run: RunTool = runTool): TrustStore {
  const scope = id === 'macos-system' ? 'machine' : 'user';
  const location = `keychain ${path}`;
  /** Trust settings of the machine's administrators, or of the user. */
  const domain = scope === 'machine' ? ['-d'] : [];
  const needsRights = async (): Promise<boolean> => scope === 'machine' && process.geteuid?.() !== 0;

  async function failure(command: string, exit: number | string): Promise<Failure> {
    if (exit === 'ENOENT') return fail('store-missing', { store: location, tool: security });
    if (await needsRights()) return fail('rights-missing', { target: location });
    return fail('store-failed', { store: location, detail: `security ${command}: ${exit}` });
  }

  async function act(command: string, ...args: string[]): Promise<Result<void>> {
    // The system may ask the person for a password first.
    const { exit } = await run(security, [command, ...args], { timeoutMs: 300_000 });
    return exit === 0 ? ok(undefined) : failure(command, exit);
  }

  /** Without any settings the export fails like it does for other reasons. Then nothing counts as trusted. */
  const settings = (): Promise<string> =>
    inFolder(async (folder) => {
      const file = join(folder, 'trust.plist');
      await run(security, ['trust-settings-export', ...domain, file]);
      return readFile(file, 'utf8').catch(() => '');
    });

  async function read(): Promise<Result<StoredCertificate[]>> {
    const { exit, stdout } = await run(security, ['find-certificate', '-a', '-p', path]);
    if (exit === nothingFound) return ok([]);
    if (exit !== 0) return failure('find-certificate', exit);
    const anchors = trustedSha1s(await settings());
    const entries = pemCertificates(stdout.toString('latin1')).map((der) => {
      const entry = stored(der, { place: 'intermediate' });
      return anchors.has(entry.sha1) ? { ...entry, place: 'root' as const } : entry;
    });
    return ok([...new Map(entries.map((entry) => [entry.sha256, entry])).values()]);
  }

  async function forget(entry: { sha256: string; sha1: string; der: Uint8Array }): Promise<Result<void>> {
    const all = await read();
    if (!all.ok) return all;
    // `delete-certificate` knows SHA-1 only, and SHA-1 can be made to collide.
    const twin = all.value.find(({ sha1, sha256 }) => sha1 === entry.sha1 && sha256 !== entry.sha256);
    if (twin) return fail('store-failed', { store: location, detail: `same SHA-1 as ${twin.sha256}` });
    const present = all.value.find(({ sha256 }) => sha256 === entry.sha256);
    if (!present) return ok(undefined);
    if (present.place === 'root') {
      const distrusted = await inFolder(async (folder) => {
        const file = join(folder, 'certificate.cer');
        await writeFile(file, entry.der, { flag: 'wx', mode: 0o600 });
        return act('remove-trusted-cert', ...domain, file);
      });
      if (!distrusted.ok) return distrusted;
    }
    return act('delete-certificate', '-Z', entry.sha1, path);
  }

  async function insert({ der, place }: NewCertificate): Promise<Result<void>> {
    const all = await read();
    if (!all.ok) return all;
    const entry = stored(der, { place });
    if (all.value.some(({ sha256 }) => sha256 === entry.sha256))
      // Taking "ours" out again would take out theirs.
      return fail('store-failed', { store: location, detail: 'already there without being trusted' });
    return inFolder(async (folder) => {
      const file = join(folder, 'certificate.cer');
      await writeFile(file, der, { flag: 'wx', mode: 0o600 });
      if (place === 'intermediate') return act('add-certificates', '-k', path, file);
      // Self-signed, CA or not: Apple's other result, trustAsRoot, is refused for what signed itself.
      const policies = ['-p', 'ssl', '-p', 'basic'];
      const added = await act('add-trusted-cert', ...domain, '-r', 'trustRoot', ...policies, '-k', path, file);
      // It comes into the keychain first and is trusted second; a person may decline the second.
      if (!added.ok) await forget(entry);
      return added;
    });
  }

  return checkedStore({
    id,
    scope,
    location,
    readers: ['chromium', 'macos'],
    needsRights,
    accepts: (role, place) =>
      place === 'root' ? role === 'root-ca' || role === 'self-signed-leaf' : role === 'intermediate-ca',
    read,
    insert,
    delete: async (_sha256, entry) => (entry ? forget(entry) : ok(undefined)),
    // `security` cannot give the settings of one certificate back as somebody else has made them.
    asItStands: async ({ place, sha1 }) =>
      ok(place === 'intermediate' || plainSha1s(await settings()).has(sha1) ? 'plain' : 'unknown'),
  });
}
