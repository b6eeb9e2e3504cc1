// The packaged app: what it holds, what its fuses really do, and the journey once more in it. A copy with the one
// inspect fuse switched on is driven; the release itself is looked at from outside.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { FuseState, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, describe, expect, it } from 'vitest';
import { launcherFlags } from '../../scripts/electron-runtime.mjs';
import { answerOpenDialog, homeEnvironment, type RunningApp, removeHome, root, startApp } from '../support/app.ts';
import { nssCertificates } from '../support/nss.ts';
import { issue } from '../support/openssl.ts';

const release = process.env.CERTWRIGHT_PACKAGED_RELEASE ?? '';
const testCopy = process.env.CERTWRIGHT_PACKAGED ?? '';
const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';

describe('the release', () => {
  it('has each fuse as the configuration names it', async () => {
    const wire = await getCurrentFuseWire(release);
    expect(wire.version).toBe(FuseVersion.V1);
    const states = Object.fromEntries(
      Object.entries(wire)
        .filter(([fuse]) => /^\d+$/.test(fuse))
        .map(([fuse, state]) => [FuseV1Options[Number(fuse)], state === FuseState.ENABLE]),
    );
    expect(states).toMatchObject({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
    });
  });

  it('differs from the copy for tests in the inspect fuse alone', async () => {
    const [one, other] = await Promise.all([getCurrentFuseWire(release), getCurrentFuseWire(testCopy)]);
    const different = Object.keys(one).filter((fuse) => one[fuse as never] !== other[fuse as never]);
    expect(different).toEqual([String(FuseV1Options.EnableNodeCliInspectArguments)]);
  });

  it('is no Node interpreter, and takes no NODE_OPTIONS', () => {
    const folder = mkdtempSync(join(tmpdir(), 'certwright-fuse-'));
    const mark = join(folder, 'ran');
    const script = join(folder, 'script.cjs');
    writeFileSync(script, `require('node:fs').writeFileSync(${JSON.stringify(mark)}, '')`);
    const env = { ...homeEnvironment(folder), NODE_OPTIONS: `--require ${script}` };
    spawnSync(release, [...launcherFlags(), '--version'], { env, timeout: 30_000 });
    expect(existsSync(mark)).toBe(false);
    spawnSync(release, [...launcherFlags(), script], {
      env: { ...homeEnvironment(folder), ELECTRON_RUN_AS_NODE: '1' },
      timeout: 5_000,
      killSignal: 'SIGKILL',
    });
    expect(existsSync(mark)).toBe(false);
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens no inspector', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'certwright-fuse-'));
    const child = spawn(release, [...launcherFlags(), '--inspect=0'], { env: homeEnvironment(folder) });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await new Promise((wait) => setTimeout(wait, 4_000));
    child.kill('SIGKILL');
    await new Promise((done) => child.once('exit', done));
    expect(said).not.toContain('Debugger listening');
    rmSync(folder, { recursive: true, force: true });
  });

  it('holds what the build made and nothing else', async () => {
    const { listPackage } = await import('@electron/asar');
    const archive = join(dirname(release), 'resources', 'app.asar');
    const tops = new Set(listPackage(archive, { isPack: false }).map((file) => file.split(/[\\/]/)[1]));
    expect([...tops].sort()).toEqual(['out', 'package.json']);
  });

  it('answers as a command line', () => {
    const folder = mkdtempSync(join(tmpdir(), 'certwright-cli-'));
    const run = spawnSync(release, [...launcherFlags(), 'hosts', 'list', '--json'], {
      env: homeEnvironment(folder),
      encoding: 'utf8',
      timeout: 60_000,
    });
    expect(JSON.parse(run.stdout)).toMatchObject({ ok: true });
    expect(run.status).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  });
});

describe.skipIf(!inPrivateWorld)('the journey in the packaged app', () => {
  let running: RunningApp | null = null;

  afterEach(async () => {
    await running?.close();
    if (running) removeHome(running.home);
    running = null;
  });

  it('leads from the practice sensor to net::OK, and everything is taken back', async () => {
    const hostsBefore = readFileSync('/etc/hosts');
    running = await startApp({ executable: testCopy });
    const { page, home } = running;
    const byId = (id: string) => page.getByTestId(id);
    const becomes = (step: string, state: string) =>
      page.locator(`[data-testid="step-${step}"][data-state="${state}"]`).waitFor();
    const next = async (step: string) => {
      await byId('next').click();
      await byId(`step-${step}`).waitFor();
    };
    await byId('practice-start').click();
    await byId('practice-walk').click();
    await byId('step-address').waitFor();
    await byId('primary').click();
    await byId('step-download').waitFor();
    await byId('primary').click();
    await becomes('download', 'done');
    await next('compare');
    const shown =
      (await byId('step-compare').innerText())
        .match(/\b[0-9A-F]{4}\b/g)
        ?.slice(0, 16)
        .join('') ?? '';
    await byId('field-fingerprint').fill(shown);
    await byId('primary').click();
    await becomes('compare', 'done');
    await next('export');
    await next('import');
    await byId('primary').click();
    await becomes('import', 'done');
    await next('name');
    await next('hosts');
    await byId('primary').click();
    await becomes('hosts', 'done');
    await next('done');
    expect(await byId('answer').innerText()).toContain('https://practice-sensor.certwright.test');
    await byId('undo').click();
    await byId('confirm').click();
    await byId('undo').waitFor({ state: 'detached' });
    expect(readFileSync('/etc/hosts').equals(hostsBefore)).toBe(true);
    expect(nssCertificates(home)).toEqual([]);
  });
});

describe.skipIf(!inPrivateWorld)('the tools in the packaged app', () => {
  it('work in their thread, out of the archive: a file is read, the texts of a request are made', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'packaged-tools-'));
    const running = await startApp({ executable: testCopy });
    try {
      const wish = {
        name: 'leaf',
        subject: '/CN=sensor7.contoso.com',
        extensions: ['subjectAltName=DNS:sensor7.contoso.com'],
      };
      await answerOpenDialog(running, [issue(folder, wish).certificate]);
      await running.page.getByTestId('open-tools').click();
      await running.page.getByTestId('choose').first().click();
      expect(await running.page.getByTestId('set').first().innerText()).toContain('sensor7.contoso.com');
      const made = await running.page.evaluate(() =>
        window.certwright['tools.requestTexts']({
          order: { subject: [{ type: 'CN', value: 'sensor9' }], sans: [], keyKind: 'rsa2048' },
        }),
      );
      expect(made).toMatchObject({ ok: true, value: { sanAttribute: 'SAN:dns=sensor9' } });
    } finally {
      await running.close();
      removeHome(running.home);
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

it('is built from this version', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const run = spawnSync(release, [...launcherFlags(), '--version'], {
    env: homeEnvironment(tmpdir()),
    encoding: 'utf8',
    timeout: 60_000,
  });
  expect(run.stdout.trim()).toContain(version);
});
