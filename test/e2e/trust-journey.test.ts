// The whole journey in the real app, by keyboard, in a private world: a HOME, an NSS database, a hosts file and a CA
// store of its own. Outside such a world these tests would change the machine, so they are left out there.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  answerOpenDialog,
  answerSaveDialog,
  freshHome,
  type RunningApp,
  removeHome,
  startApp,
} from '../support/app.ts';
import { pressOn, typeInto } from '../support/keyboard.ts';
import { type Nginx, startNginx } from '../support/nginx.ts';
import { nssCertificates } from '../support/nss.ts';
import { bundle, issue, openssl, privateCa } from '../support/openssl.ts';

const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';
const hostsFile = '/etc/hosts';

let running: RunningApp;
let folder: string;
let nginx: Nginx | null;
let hostsBefore: Buffer;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-e2e-'));
  hostsBefore = readFileSync(hostsFile);
  nginx = null;
});

afterEach(async () => {
  await running?.close().catch(() => {});
  await nginx?.stop();
  if (running) removeHome(running.home);
  rmSync(folder, { recursive: true, force: true });
});

const byId = (id: string): Locator => running.page.getByTestId(id);
const answer = () => byId('answer').innerText();

/** Waits until the step's work is over. */
const settled = () => running.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));

async function shows(step: string): Promise<void> {
  await byId(`step-${step}`).waitFor();
}

async function doIt(id = 'primary'): Promise<void> {
  await pressOn(running.page, byId(id));
  await settled();
}

async function next(step: string): Promise<void> {
  await pressOn(running.page, byId('next'));
  await shows(step);
}

async function stateOf(step: string): Promise<string> {
  return (await byId(`step-${step}`).getAttribute('data-state')) ?? '';
}

/** Waits until the step says so; its work goes over the bridge and comes back with a new view. */
async function becomes(step: string, state: string): Promise<void> {
  await running.page.locator(`[data-testid="step-${step}"][data-state="${state}"]`).waitFor();
}

async function startAt(address: string): Promise<void> {
  await pressOn(running.page, byId('start-trust'));
  await shows('address');
  await typeInto(running.page, byId('field-address'), address);
  await running.page.keyboard.press('Enter');
  await shows('download');
  await doIt();
  await becomes('download', 'done');
}

async function comparedWith(fingerprint: string): Promise<void> {
  await next('compare');
  await typeInto(running.page, byId('field-fingerprint'), fingerprint.trim());
  await doIt();
  await becomes('compare', 'done');
}

async function imported(): Promise<void> {
  await next('export');
  await next('import');
  await doIt();
  await becomes('import', 'done');
}

async function undoEverything(): Promise<void> {
  await pressOn(running.page, byId('undo'));
  await pressOn(running.page, byId('confirm'));
  // The button is there as long as there is something to take back.
  await byId('undo').waitFor({ state: 'detached' });
  await settled();
}

const colons = (hex: string) => hex.replace(/(..)(?=.)/g, '$1:');

describe.skipIf(!inPrivateWorld)('the trust journey', () => {
  it('leads from the practice sensor’s address to net::OK, and back to the byte', async () => {
    running = await startApp();
    await pressOn(running.page, byId('practice-start'));
    await byId('practice-walk').waitFor();
    const fingerprint = (await byId('practice-screen').innerText())
      .match(/\b[0-9A-F]{4}\b(?=\s)/g)
      ?.slice(-16)
      .join('');
    await pressOn(running.page, byId('practice-walk'));
    await shows('address');
    await doIt();
    await shows('download');
    await doIt();
    await becomes('download', 'done');
    expect(await answer()).toContain('practice-sensor.certwright.test');

    await next('compare');
    await typeInto(running.page, byId('field-fingerprint'), 'AB'.repeat(32));
    await doIt();
    await becomes('compare', 'attention');
    await typeInto(running.page, byId('field-fingerprint'), `sha256 Fingerprint=${colons(fingerprint ?? '')}`);
    await doIt();
    await becomes('compare', 'done');

    await next('export');
    const exported = join(folder, 'sensor.cer');
    await answerSaveDialog(running, exported);
    await doIt();
    await becomes('export', 'done');
    expect(openssl(folder, 'x509', '-inform', 'DER', '-in', exported, '-noout', '-fingerprint', '-sha256')).toContain(
      colons(fingerprint ?? ''),
    );

    await next('import');
    await doIt();
    await becomes('import', 'done');
    expect(nssCertificates(running.home).map(({ sha256 }) => sha256)).toEqual([fingerprint]);

    await next('name');
    expect(await answer()).toContain('practice-sensor.certwright.test');
    await pressOn(running.page, byId('subject').locator('summary, button').first());
    await typeInto(running.page, byId('field-subject'), 'Subject: practice-sensor.certwright.test');
    await doIt('compare-subject');

    await next('hosts');
    await doIt();
    await becomes('hosts', 'done');
    expect(readFileSync(hostsFile, 'utf8')).toMatch(
      /^127\.0\.0\.1\s+practice-sensor\.certwright\.test\s+# certwright/m,
    );

    await next('done');
    expect(await stateOf('done')).toBe('done');
    expect(await running.page.getByText('NET::ERR_CERT_AUTHORITY_INVALID').count()).toBeGreaterThan(0);
    const receipt = join(folder, 'receipt.json');
    await answerSaveDialog(running, receipt);
    await doIt('receipt-json');
    await running.page.waitForFunction(() => document.body.innerText.includes('receipt.json'));
    const facts = JSON.parse(readFileSync(receipt, 'utf8'));
    expect(facts).toMatchObject({
      practice: true,
      comparedBy: { kind: 'fingerprint', algorithm: 'sha256' },
      verdictBefore: { code: 'net::ERR_CERT_AUTHORITY_INVALID' },
      verdictAfter: { code: 'net::OK', way: 'direct' },
      certificate: { sha256: fingerprint },
    });
    const page = join(folder, 'receipt.html');
    await answerSaveDialog(running, page);
    await doIt('receipt-html');
    await running.page.waitForFunction(() => document.body.innerText.includes('receipt.html'));

    await undoEverything();
    expect(readFileSync(hostsFile).equals(hostsBefore)).toBe(true);
    expect(nssCertificates(running.home)).toEqual([]);
    for (const file of [receipt, page]) expect(readFileSync(file, 'utf8')).not.toMatch(/-----BEGIN|passphrase\s*[:=]/i);
    for (const file of [receipt, page]) expect(readFileSync(file, 'utf8')).not.toContain(running.home);
  });

  it('makes a sensor behind a private CA trusted by its root, served by nginx', async () => {
    const { root, intermediate } = privateCa(folder);
    const leaf = issue(folder, {
      name: 'sensor',
      subject: '/C=US/O=Contoso/CN=sensor7.contoso.test',
      extensions: [
        'subjectAltName=DNS:sensor7.contoso.test',
        'extendedKeyUsage=serverAuth',
        'basicConstraints=CA:FALSE',
      ],
      issuer: intermediate,
    });
    nginx = await startNginx(
      folder,
      bundle(folder, 'chain.pem', [leaf.certificate, intermediate.certificate]),
      leaf.key,
    );
    running = await startApp();
    await startAt(`https://127.0.0.1:${nginx.port}/login`);
    await comparedWith(openssl(folder, 'x509', '-in', leaf.certificate, '-noout', '-fingerprint', '-sha1'));

    await next('export');
    await next('import');
    expect(await stateOf('import')).toBe('attention');
    await answerOpenDialog(running, [root.certificate]);
    await doIt();
    await becomes('import', 'todo');
    await doIt();
    await becomes('import', 'done');
    expect(nssCertificates(running.home).map(({ sha256, trust }) => [sha256, trust])).toEqual([[root.sha256, 'C,,']]);

    await next('name');
    await next('hosts');
    await doIt();
    await becomes('hosts', 'done');
    await next('done');
    expect(await answer()).toContain(`https://sensor7.contoso.test:${nginx.port}`);

    // The list of what was added knows it, finds that it still serves, and takes it out again.
    const trusted = (look: boolean) =>
      running.page.evaluate(
        (again) =>
          again ? window.certwright['trusted.look']({ task: 'look' }) : window.certwright['trusted.list']({}),
        look,
      );
    const row = {
      sha256: root.sha256,
      sensor: `127.0.0.1:${nginx.port}`,
      store: 'nss-user',
      there: true,
      need: 'serves',
    };
    expect(await trusted(true)).toMatchObject({ ok: true, value: { certificates: [row] } });
    const removed = await running.page.evaluate(
      (sha256) =>
        window.certwright['trusted.remove']({ task: 'remove', certificates: [{ store: 'nss-user', sha256 }] }),
      root.sha256,
    );
    expect(removed).toMatchObject({ ok: true, value: { certificates: [] } });
    expect(nssCertificates(running.home)).toEqual([]);
    expect(await trusted(false)).toEqual(
      removed.ok && { ...removed, value: { ...removed.value, readAt: expect.any(String) } },
    );
  });

  it('says plainly that a certificate with a common name only cannot be mended without a new one', async () => {
    const leaf = issue(folder, {
      name: 'old',
      subject: '/CN=sensor9.contoso.test',
      extensions: ['basicConstraints=CA:FALSE'],
    });
    nginx = await startNginx(folder, leaf.certificate, leaf.key);
    running = await startApp();
    await startAt(`127.0.0.1:${nginx.port}`);
    await comparedWith(leaf.sha256);
    await imported();
    await next('name');
    await becomes('name', 'attention');
    expect(await answer()).toMatch(/new certificate/i);
    await next('hosts');
    expect(await stateOf('hosts')).toBe('not-needed');
    expect(readFileSync(hostsFile).equals(hostsBefore)).toBe(true);
  });

  it('asks for the name that a wildcard cannot tell, and maps that', async () => {
    const leaf = issue(folder, {
      name: 'wild',
      subject: '/CN=wild',
      extensions: ['subjectAltName=DNS:*.contoso.test', 'basicConstraints=CA:FALSE'],
    });
    nginx = await startNginx(folder, leaf.certificate, leaf.key);
    running = await startApp();
    await startAt(`127.0.0.1:${nginx.port}`);
    await comparedWith(leaf.sha256);
    await imported();
    await next('name');
    expect(await answer()).toContain('*.contoso.test');
    expect(await byId('answer').getAttribute('data-tone')).toBe('warning');
    await next('hosts');
    await typeInto(running.page, byId('field-own-name'), 'sensor7.elsewhere.test');
    await doIt();
    await byId('error').waitFor();
    await typeInto(running.page, byId('field-own-name'), 'sensor7.contoso.test');
    await doIt();
    await doIt();
    await becomes('hosts', 'done');
    await next('done');
    expect(await answer()).toContain('https://sensor7.contoso.test');
    await undoEverything();
    expect(readFileSync(hostsFile).equals(hostsBefore)).toBe(true);
  });

  it('is taken up where it stood after the app was killed in the middle', async () => {
    const leaf = issue(folder, {
      name: 'sensor',
      subject: '/CN=sensor8.contoso.test',
      extensions: ['subjectAltName=DNS:sensor8.contoso.test', 'basicConstraints=CA:FALSE'],
    });
    nginx = await startNginx(folder, leaf.certificate, leaf.key);
    running = await startApp({ home: freshHome() });
    await startAt(`127.0.0.1:${nginx.port}`);
    await comparedWith(leaf.sha256);
    await imported();
    const { home } = running;
    await running.kill();

    running = await startApp({ home });
    await pressOn(running.page, byId('go-on'));
    await shows('hosts');
    await doIt();
    await becomes('hosts', 'done');
    await next('done');
    expect(await answer()).toContain('https://sensor8.contoso.test');
    await undoEverything();
    expect(readFileSync(hostsFile).equals(hostsBefore)).toBe(true);
    expect(nssCertificates(home)).toEqual([]);
  });

  it('writes no secret and no foreign file into its folder', async () => {
    running = await startApp();
    await pressOn(running.page, byId('practice-start'));
    await byId('practice-walk').waitFor();
    await pressOn(running.page, byId('practice-walk'));
    await shows('address');
    await doIt();
    await shows('download');
    await doIt();
    await becomes('download', 'done');
    const data = join(running.home, '.config/Certwright');
    expect(existsSync(join(data, 'progress.json'))).toBe(true);
    const files = readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    for (const file of files) {
      const content = readFileSync(join(file.parentPath, file.name), 'latin1');
      expect(content, file.name).not.toMatch(/-----BEGIN [A-Z ]*PRIVATE KEY-----/);
    }
    expect(createHash('sha256').update(readFileSync(hostsFile)).digest('hex')).toBe(
      createHash('sha256').update(hostsBefore).digest('hex'),
    );
  });
});
