// The Linux machine's CA certificates: a file of our own among the administrator's, and the distribution's own tool
// to rebuild the bundle. Touches no file that is not named after us; what counts is what the bundle holds afterwards.
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { access, constants, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import { thumbprints } from '../pki/fingerprint.ts';
import { toPem } from '../pki/write.ts';
import { checkedStore, stored } from './checked-store.ts';
import { findTool, pemCertificates, runTool } from './tool.ts';
import type { TrustStore } from './trust-store.ts';

type Family = {
  /** Where the administrator's certificates go, one file each. */
  anchors: string;
  /** What OpenSSL, curl and most programs read. */
  bundle: string;
  tool: string;
  afterAdding: readonly string[];
  afterRemoving: readonly string[];
  /** Whether a self-signed certificate that is no CA gets into the bundle. */
  takesLeaves: boolean;
};

const debian: Family = {
  anchors: '/usr/local/share/ca-certificates',
  bundle: '/etc/ssl/certs/ca-certificates.crt',
  tool: 'update-ca-certificates',
  afterAdding: [],
  // Without it the links of the removed certificate stay behind in /etc/ssl/certs.
  afterRemoving: ['--fresh'],
  // Seen: with it in the bundle, `openssl verify`, curl and Node accept the server.
  takesLeaves: true,
};

const redHat: Family = {
  anchors: '/etc/pki/ca-trust/source/anchors',
  bundle: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  tool: 'update-ca-trust',
  afterAdding: [],
  afterRemoving: [],
  // update-ca-trust extracts with p11-kit's filter `ca-anchors`, which leaves out what is no CA.
  takesLeaves: false,
};

const canWrite = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);

/**
 * The system's CA store, of the Debian or the Red Hat kind by what is there. It takes roots, and on Debian self-signed
 * leaves; never intermediates: programs on OpenSSL and GnuTLS take whatever is in the bundle for an anchor.
 */
export function linuxSystemStore(): TrustStore {
  const family = existsSync(dirname(redHat.anchors)) ? redHat : debian;
  const location = `system CA store ${family.bundle}`;
  const fileOf = (sha256: string): string => join(family.anchors, `certwright-${sha256.toLowerCase()}.crt`);

  const failure = (target: string, error: unknown): Failure =>
    ['EACCES', 'EPERM'].includes(codeOf(error))
      ? fail('rights-missing', { target })
      : fail('store-failed', { store: location, detail: codeOf(error) });

  async function rebuild(options: readonly string[]): Promise<Result<void>> {
    const tool = await findTool(family.tool);
    if (!tool) return fail('store-missing', { store: location, tool: 'ca-certificates' });
    const { exit } = await runTool(tool, options, { timeoutMs: 120_000 });
    return exit === 0 ? ok(undefined) : fail('store-failed', { store: location, detail: `${family.tool} ${exit}` });
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

  return checkedStore({
    id: 'linux-system',
    scope: 'machine',
    location,
    readers: ['openssl'],
    async needsRights() {
      const anchors = (await exists(family.anchors)) ? family.anchors : dirname(family.anchors);
      return !((await canWrite(anchors)) && (await canWrite(dirname(family.bundle))));
    },
    accepts: (role, place) =>
      place === 'root' && (role === 'root-ca' || (role === 'self-signed-leaf' && family.takesLeaves)),
    async read() {
      try {
        const ders = pemCertificates(await readFile(family.bundle, 'latin1'));
        const distinct = new Map(ders.map((der) => [thumbprints(der).sha256, der]));
        const entries = [...distinct].map(async ([sha256, der]) =>
          stored(der, { place: 'root', addedByUs: await exists(fileOf(sha256)) }),
        );
        return ok(await Promise.all(entries));
      } catch (error) {
        return codeOf(error) === 'ENOENT'
          ? fail('store-missing', { store: location, tool: 'ca-certificates' })
          : failure(family.bundle, error);
      }
    },
    async insert({ der, sha256 }) {
      const file = fileOf(sha256);
      try {
        await writeAnchor(file, der);
        const rebuilt = await rebuild(family.afterAdding);
        if (!rebuilt.ok) {
          // A file that is left would come into force with the next update of any package.
          await unlink(file);
          await rebuild(family.afterRemoving);
        }
        return rebuilt;
      } catch (error) {
        return failure(family.anchors, error);
      }
    },
    async delete(sha256) {
      const file = fileOf(sha256);
      try {
        await unlink(file);
      } catch (error) {
        // Not our file: whoever put the certificate in keeps it, and the read-back says that it is still there.
        if (codeOf(error) !== 'ENOENT') return failure(family.anchors, error);
      }
      return rebuild(family.afterRemoving);
    },
    hasLeftover: (sha256) => exists(fileOf(sha256)),
  });
}
