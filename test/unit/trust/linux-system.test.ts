// Runs the real update-ca-certificates, as root, in a mount namespace of its own where /etc/ssl and the
// administrator's folder are copies. The machine's own store is never touched: outside the namespace this file only
// starts itself again inside one.
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { toPem } from '../../../main/pki/files/write.ts';
import { linuxSystemStore } from '../../../main/trust/linux-system.ts';
import { key, write } from '../pki/openssl.ts';
import { makeCertificates, sha256Of } from './certificates.ts';
import { storeContract, value } from './contract.ts';

const anchors = '/usr/local/share/ca-certificates';
const certs = '/etc/ssl/certs';
const bundle = join(certs, 'ca-certificates.crt');
const secret = process.env.CERTWRIGHT_TEST_NAMESPACE ?? '';
// Only a copy carries this file, so a wrong environment variable alone opens nothing.
const inside = secret !== '' && existsSync(join(anchors, `.copy-${secret}`));

const namespace = ['--mount', ...(process.geteuid?.() === 0 ? [] : ['--map-root-user'])];
const possible =
  process.platform === 'linux' &&
  existsSync('/usr/sbin/update-ca-certificates') &&
  spawnSync('unshare', [...namespace, 'true']).status === 0;

/** What was brought to the disk, with the administrator's folder and the bundle as they were then. */
const synced = vi.hoisted(() => [] as { path: string; names: string[]; bundle: string }[]);
vi.mock('node:fs/promises', async (original) => {
  const promises = await original<typeof import('node:fs/promises')>();
  const open: typeof promises.open = async (path, ...more) => {
    const handle = await promises.open(path, ...more);
    const sync = handle.sync.bind(handle);
    handle.sync = () => {
      if (inside)
        synced.push({ path: String(path), names: readdirSync(anchors), bundle: readFileSync(bundle, 'utf8') });
      return sync();
    };
    return handle;
  };
  return { ...promises, open };
});

describe.runIf(!inside)('the system CA store', () => {
  it.skipIf(!possible)('keeps its promises in a private copy of the machine', { timeout: 120_000 }, () => {
    const root = mkdtempSync(join(tmpdir(), 'certwright-system-'));
    const before = readFileSync(bundle);
    const script = `
      set -e
      mkdir "$0/ssl" "$0/anchors" "$0/hooks"
      cp -a /etc/ssl/. "$0/ssl"
      : > "$0/anchors/.copy-$1"
      mount --bind "$0/ssl" /etc/ssl
      mkdir -p ${anchors}
      mount --bind "$0/anchors" ${anchors}
      mount --bind "$0/hooks" /etc/ca-certificates/update.d
      # Few authorities: the tool starts several processes for each.
      grep -v '^#' /etc/ca-certificates.conf | head -n 5 > "$0/conf"
      mount --bind "$0/conf" /etc/ca-certificates.conf
      update-ca-certificates --fresh >/dev/null 2>&1
      shift; exec "$@"`;
    const again = [process.execPath, ...process.execArgv.filter((arg) => !arg.startsWith('--inspect'))];
    const vitest = [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--project',
      'unit',
      '--reporter=json',
      '--testTimeout=60000',
      'linux-system',
    ];
    const run = spawnSync('unshare', [...namespace, '/bin/sh', '-c', script, root, 'inside', ...again, ...vitest], {
      encoding: 'utf8',
      env: { ...process.env, CERTWRIGHT_TEST_NAMESPACE: 'inside' },
    });
    rmSync(root, { recursive: true, force: true });
    const report = JSON.parse(run.stdout.slice(run.stdout.indexOf('{"num')));
    const failures = report.testResults.flatMap((file: { assertionResults: { failureMessages: string[] }[] }) =>
      file.assertionResults.flatMap(({ failureMessages }) => failureMessages),
    );
    expect(failures).toEqual([]);
    expect(report).toMatchObject({ success: true, numFailedTests: 0 });
    expect(report.numPassedTests).toBeGreaterThanOrEqual(15);
    expect(readFileSync(bundle).equals(before)).toBe(true);
  });
});

describe.runIf(inside)('in a private copy', () => {
  storeContract('the system CA store', { open: linuxSystemStore });

  const store = linuxSystemStore();
  const asRoot = { role: 'root-ca', place: 'root' } as const;
  let made: ReturnType<typeof makeCertificates>;
  beforeAll(() => {
    made = makeCertificates();
  });

  /** All that /etc/ssl/certs and the administrator's folder hold. */
  const world = () =>
    [certs, anchors].flatMap((folder) =>
      readdirSync(folder, { withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .filter((entry) => !entry.isDirectory())
        .map((entry) => {
          const file = join(folder, entry.name);
          return `${file} ${entry.isSymbolicLink() ? readlinkSync(file) : sha256Of(readFileSync(file))}`;
        })
        .sort(),
    );
  const openssl = (...args: string[]): boolean => spawnSync('openssl', ['verify', ...args]).status === 0;

  it('makes openssl trust by bundle and by folder, and distrust again, and leaves everything as it was', async () => {
    const leaf = write('leaf.pem', toPem(made.leaf));
    const before = world();
    expect(openssl('-CAfile', bundle, leaf)).toBe(false);
    value(await store.add(made.root, asRoot));
    expect(openssl('-CAfile', bundle, leaf)).toBe(true);
    expect(openssl('-CApath', certs, leaf)).toBe(true);
    value(await store.remove(sha256Of(made.root)));
    expect(openssl('-CAfile', bundle, leaf)).toBe(false);
    expect(openssl('-CApath', certs, leaf)).toBe(false);
    expect(world()).toEqual(before);
  });

  it('makes curl accept a server with a self-signed leaf that it was given', async () => {
    const keyFile = key('p256', 'self');
    const https = createServer({ key: readFileSync(keyFile), cert: toPem(made.selfSigned) }, (_request, response) =>
      response.end(),
    );
    await new Promise<void>((resolve) => https.listen(0, resolve));
    const url = `https://localhost:${(https.address() as AddressInfo).port}/`;
    const curl = (): Promise<number | null> =>
      new Promise((resolve) =>
        spawn('curl', ['--silent', '--noproxy', '*', '--cacert', bundle, url]).on('close', resolve),
      );
    try {
      // 60: the peer's certificate cannot be authenticated.
      expect(await curl()).toBe(60);
      value(await store.add(made.selfSigned, { role: 'self-signed-leaf', place: 'root' }));
      expect(await curl()).toBe(0);
      value(await store.remove(sha256Of(made.selfSigned)));
      expect(await curl()).toBe(60);
    } finally {
      https.close();
    }
  });

  it('does not take out what someone else put in', async () => {
    writeFileSync(join(anchors, 'theirs.crt'), toPem(made.root));
    spawnSync('update-ca-certificates', []);
    const before = world();
    expect(value(await store.find(sha256Of(made.root)))).toMatchObject({ addedByUs: false });
    expect(value(await store.add(made.root, asRoot))).toEqual({ changed: false });
    expect(await store.remove(sha256Of(made.root))).toMatchObject({ ok: false, error: { code: 'still-there' } });
    expect(world()).toEqual(before);
    rmSync(join(anchors, 'theirs.crt'));
    spawnSync('update-ca-certificates', ['--fresh']);
  });

  it('says beforehand of a root of the system’s own package that it stays', async () => {
    const [theirs] = value(await store.list());
    const { sha256 } = theirs ?? { sha256: '' };
    expect(await store.asItStands(sha256, 'root')).toMatchObject({
      ok: false,
      error: { code: 'kept-by-system', facts: { sha256 } },
    });
    writeFileSync(join(anchors, 'theirs.crt'), toPem(made.root));
    spawnSync('update-ca-certificates', []);
    expect(await store.asItStands(sha256Of(made.root), 'root')).toEqual({ ok: true, value: 'plain' });
    rmSync(join(anchors, 'theirs.crt'));
    spawnSync('update-ca-certificates', ['--fresh']);
  });

  it('finishes or takes back what a power cut left', async () => {
    const before = world();
    const file = join(anchors, `certwright-${sha256Of(made.root).toLowerCase()}.crt`);
    writeFileSync(file, toPem(made.root));
    expect(value(await store.find(sha256Of(made.root)))).toBeNull();
    expect(await store.hasLeftover(sha256Of(made.root), 'root')).toBe(true);
    expect(value(await store.remove(sha256Of(made.root)))).toEqual({ changed: true });
    expect(world()).toEqual(before);
    expect(await store.hasLeftover(sha256Of(made.root), 'root')).toBe(false);
    writeFileSync(`${file}.0123456789ab.new`, toPem(made.root).slice(0, 100));
    expect(await store.hasLeftover(sha256Of(made.stranger), 'root')).toBe(false);
    expect(value(await store.remove(sha256Of(made.root)))).toEqual({ changed: true });
    expect(world()).toEqual(before);
    writeFileSync(file, toPem(made.root));
    expect(value(await store.add(made.root, asRoot))).toEqual({ changed: true });
    expect(value(await store.remove(sha256Of(made.root)))).toEqual({ changed: true });
    expect(world()).toEqual(before);
  });

  it('knows of a removal that was stopped in the middle, which goes on or is taken back', async () => {
    const before = world();
    const sha256 = sha256Of(made.root);
    const stopInTheMiddle = async () => {
      value(await store.add(made.root, asRoot));
      // In the way of the new bundle.
      mkdirSync(`${bundle}.new`);
      expect(await store.remove(sha256)).toMatchObject({ ok: false, error: { code: 'store-failed' } });
      rmSync(`${bundle}.new`, { recursive: true });
      expect(value(await store.find(sha256))).toMatchObject({ addedByUs: true, going: true });
    };
    await stopInTheMiddle();
    expect(value(await store.remove(sha256))).toEqual({ changed: true });
    expect(world()).toEqual(before);
    await stopInTheMiddle();
    expect(value(await store.add(made.root, asRoot))).toEqual({ changed: true });
    spawnSync('update-ca-certificates', []);
    const found = value(await store.find(sha256));
    expect([found?.addedByUs, found?.going]).toEqual([true, undefined]);
    await store.remove(sha256);
    await stopInTheMiddle();
    // Somebody else's rebuild takes it away; what is left of it does no harm, and the next change clears it away.
    spawnSync('update-ca-certificates', []);
    expect(value(await store.find(sha256))).toBeNull();
    expect(await store.hasLeftover(sha256, 'root')).toBe(false);
    value(await store.add(made.stranger, asRoot));
    value(await store.remove(sha256Of(made.stranger)));
    expect(world()).toEqual(before);
  });

  it('has the names in the administrator’s folder on the disk before the bundle is rebuilt from them', async () => {
    const own = `certwright-${sha256Of(made.root).toLowerCase()}.crt`;
    synced.length = 0;
    value(await store.add(made.root, asRoot));
    const added = [...synced];
    synced.length = 0;
    value(await store.remove(sha256Of(made.root)));
    const isTrusted = (text: string) => text.includes(toPem(made.root).trim());
    for (const [seen, isAdded] of [
      [added, true],
      [synced, false],
    ] as const) {
      const first = seen.find(({ path }) => path === anchors);
      expect([first?.names.includes(own), isTrusted(first?.bundle ?? '')]).toEqual([isAdded, !isAdded]);
      const last = seen.filter(({ path }) => path === bundle).at(-1);
      expect(isTrusted(last?.bundle ?? '')).toBe(isAdded);
      expect(seen.at(-1)?.path).toBe(certs);
    }
  });

  it('leaves nothing behind where the rebuild fails', async () => {
    const before = world();
    const conf = '/etc/ssl/certs/ca-certificates.crt.new';
    mkdirSync(conf);
    const added = await store.add(made.root, asRoot);
    rmSync(conf, { recursive: true });
    expect(added).toMatchObject({ ok: false, error: { code: 'store-failed' } });
    expect(world()).toEqual(before);
  });

  it.runIf(process.geteuid?.() === 0)('needs root, and says so', async () => {
    process.seteuid?.(65534);
    try {
      expect(await store.needsRights()).toBe(true);
      expect(value(await store.list()).length).toBeGreaterThan(4);
      expect(await store.add(made.root, asRoot)).toMatchObject({ ok: false, error: { code: 'rights-missing' } });
    } finally {
      process.seteuid?.(0);
    }
  });
});
