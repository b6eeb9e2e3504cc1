// The Linux machine's CA certificates: a file of our own among the administrator's, and the distribution's own tool
// to rebuild the bundle. Touches no file that is not named after us; what counts is what the bundle holds afterwards.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { thumbprints } from '../pki/certificate/fingerprint.ts';
import { toPem } from '../pki/files/write.ts';
import { checkedStore, stored } from './checked-store.ts';
import { findTool, pemCertificates, runTool } from './tool.ts';
import type { TrustStore } from './trust-store.ts';

type Family = {
  /** Where our file lies while its certificate goes: on the same file system as the others, and no tool reads it there. */
  going: string;
  /** Where the administrator's certificates go, one file each. */
  anchors: string;
  /** Where the system's own package keeps the authorities that it brings along, as PEM among other text. */
  packaged: string;
  /** What OpenSSL, curl and most programs read. */
  bundle: string;
  tool: string;
  /** A folder with a link for each certificate, which the tool does not tidy when one is taken away. */
  links?: string;
  /** Whether a self-signed certificate that is no CA gets into the bundle. */
  takesLeaves: boolean;
};

const debian: Family = {
  going: '/usr/local/share/ca-certificates',
  anchors: '/usr/local/share/ca-certificates',
  packaged: '/usr/share/ca-certificates',
  bundle: '/etc/ssl/certs/ca-certificates.crt',
  tool: 'update-ca-certificates',
  links: '/etc/ssl/certs',
  // Seen: with it in the bundle, `openssl verify`, curl and Node accept the server.
  takesLeaves: true,
};

const redHat: Family = {
  // Among the anchors p11-kit would read it, whatever its name.
  going: '/etc/pki/ca-trust',
  anchors: '/etc/pki/ca-trust/source/anchors',
  packaged: '/usr/share/pki/ca-trust-source',
  bundle: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  tool: 'update-ca-trust',
  // update-ca-trust extracts with p11-kit's filter `ca-anchors`, which leaves out what is no CA.
  takesLeaves: false,
};

/** How this machine keeps its CA certificates, by what is there. */
export const linuxFamily = (): Family => (existsSync(dirname(redHat.anchors)) ? redHat : debian);

const goingName = /^certwright-[0-9a-f]{64}\.crt\.going$/;

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
/** To the disk: a file's content, or the names in a folder. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  await handle.sync().finally(() => handle.close());
}
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * The system's CA store, of the Debian or the Red Hat kind by what is there. It takes roots, and on Debian self-signed
 * leaves; never intermediates: programs on OpenSSL and GnuTLS take whatever is in the bundle for an anchor.
 */
export function linuxSystemStore(): TrustStore {
  const family = linuxFamily();
  const location = `system CA store ${family.bundle}`;
  const fileOf = (sha256: string): string => join(family.anchors, `certwright-${sha256.toLowerCase()}.crt`);
  const goingOf = (sha256: string): string => join(family.going, `${basename(fileOf(sha256))}.going`);

  const failure = (target: string, error: unknown): Failure =>
    ['EACCES', 'EPERM'].includes(codeOf(error))
      ? fail('rights-missing', { target })
      : fail('store-failed', { store: location, detail: codeOf(error) });

  async function run(name: string, args: readonly string[] = []): Promise<Result<void>> {
    const tool = await findTool(name);
    if (!tool) return fail('store-missing', { store: location, tool: 'ca-certificates' });
    const { exit } = await runTool(tool, args, { timeoutMs: 120_000 });
    return exit === 0 ? ok(undefined) : fail('store-failed', { store: location, detail: `${name} ${exit}` });
  }

  /**
   * Then what was going is gone. A power cut after the change leaves the old bundle or the new one, as far as that is in
   * our hands.
   */
  async function rebuild(): Promise<Result<void>> {
    // Ours first: of a bundle without its file, or a file without its bundle, only the second is known for a leftover.
    for (const folder of new Set([family.anchors, family.going])) if (await exists(folder)) await sync(folder);
    const built = await run(family.tool);
    if (!built.ok) return built;
    for (const path of [family.bundle, dirname(family.bundle)]) await sync(path);
    for (const name of await readdir(family.going).catch(() => [])) {
      if (goingName.test(name)) await rm(join(family.going, name), { force: true });
    }
    return built;
  }

  /** What was being written for this certificate when it was cut off. Such a name is read by nobody. */
  async function unfinished(sha256: string): Promise<string[]> {
    const names = await readdir(family.anchors).catch(() => []);
    const begin = `${basename(fileOf(sha256))}.`;
    return names
      .filter((name) => name.startsWith(begin) && name.endsWith('.new'))
      .map((name) => join(family.anchors, name));
  }

  /** Takes our file and its links away, then rebuilds. The bundle comes last: it is what counts, and what is read back. */
  async function takeAway(sha256: string): Promise<Result<void>> {
    const file = fileOf(sha256);
    for (const gone of [file, ...(await unfinished(sha256))]) await rm(gone, { force: true });
    if (family.links) {
      await rm(join(family.links, basename(file).replace(/crt$/, 'pem')), { force: true });
      // `update-ca-certificates --fresh` would do, but a machine that stops in the middle of it is left without links.
      const tidied = await run('openssl', ['rehash', family.links]);
      if (!tidied.ok) return tidied;
    }
    return rebuild();
  }

  async function writeAnchor(file: string, der: Uint8Array): Promise<void> {
    await mkdir(family.anchors, { recursive: true, mode: 0o755 });
    // The name does not end in .crt until the content is on the disk.
    const temporary = `${file}.${randomBytes(6).toString('hex')}.new`;
    const handle = await open(temporary, 'wx', 0o644);
    try {
      await handle.writeFile(toPem(der));
      await handle.chmod(0o644);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  }

  async function isPackaged(sha256: string): Promise<boolean> {
    const names = await readdir(family.packaged, { recursive: true }).catch(() => []);
    for (const name of names) {
      const text = await readFile(join(family.packaged, name), 'latin1').catch(() => '');
      if (pemCertificates(text).some((der) => thumbprints(der).sha256 === sha256)) return true;
    }
    return false;
  }

  return checkedStore({
    id: 'linux-system',
    scope: 'machine',
    location,
    readers: ['openssl'],
    needsRights: async () => process.geteuid?.() !== 0,
    accepts: (role, place) =>
      place === 'root' && (role === 'root-ca' || (role === 'self-signed-leaf' && family.takesLeaves)),
    async read() {
      try {
        const ders = pemCertificates(await readFile(family.bundle, 'latin1'));
        const distinct = new Map(ders.map((der) => [thumbprints(der).sha256, der]));
        const entries = [...distinct].map(async ([sha256, der]) => {
          const isKept = await exists(fileOf(sha256));
          const going = !isKept && (await exists(goingOf(sha256)));
          return stored(der, { place: 'root', addedByUs: isKept || going, ...(going ? { going } : {}) });
        });
        return ok(await Promise.all(entries));
      } catch (error) {
        return codeOf(error) === 'ENOENT'
          ? fail('store-missing', { store: location, tool: 'ca-certificates' })
          : failure(family.bundle, error);
      }
    },
    async insert({ der, sha256 }) {
      try {
        await writeAnchor(fileOf(sha256), der);
        const rebuilt = await rebuild();
        // A file that is left would come into force with the next update of any package.
        if (!rebuilt.ok) await takeAway(sha256);
        return rebuilt;
      } catch (error) {
        return failure(family.anchors, error);
      }
    },
    // Where someone else put the certificate in too, theirs keeps it, and the read-back says that it is still there.
    async delete(sha256, entry) {
      try {
        // Its other name tells why the certificate is in force without it, whatever stops us before the bundle is rebuilt.
        if (entry && (await exists(fileOf(sha256)))) await rename(fileOf(sha256), goingOf(sha256));
        return await takeAway(sha256);
      } catch (error) {
        return failure(family.anchors, error);
      }
    },
    async asItStands({ sha256, addedByUs }) {
      const isTheirs = !addedByUs && (await isPackaged(sha256));
      return isTheirs ? fail('kept-by-system', { store: location, sha256 }) : ok('plain');
    },
    hasLeftover: async (sha256) => (await exists(fileOf(sha256))) || (await unfinished(sha256)).length > 0,
  });
}
