// The practice sensor's own pages in the product's Chromium: a person's upload with the real form, as far as the browser
// has a say in it (encoding of the form, content security policy, where it says the form comes from), and axe on each.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { practiceText } from '../../assets/text/en/practice.ts';
import { PracticeIdentity, type PracticeSensor, startPracticeSensor } from '../../main/sensor/practice/index.ts';
import { findRuntime, launcherFlags } from '../../scripts/electron-runtime.mjs';
import { freshHome, homeEnvironment, removeHome } from '../support/app.ts';
import { CompanyCa, newKey, sensorSubject, serverExtensions } from '../support/company-ca.ts';
import { openssl } from '../support/openssl.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'practice-form-'));
const home = freshHome();
const pictures = process.env.CERTWRIGHT_PICTURES;
let app: ElectronApplication;
let page: Page;
let sensor: PracticeSensor;
const problems: string[] = [];
let files: { key: string; crt: string; chain: string };

beforeAll(async () => {
  const root = new CompanyCa(folder, 'Root');
  const issuing = new CompanyCa(folder, 'Issuing', root);
  const key = newKey(folder, 'sensor.key');
  const crt = issuing.issue({ subject: sensorSubject, extensions: serverExtensions(), key });
  const chain = join(folder, 'chain.pem');
  writeFileSync(chain, issuing.pem + root.pem);
  openssl(folder, 'pkey', '-in', key, '-aes256', '-passout', 'pass:Right-1', '-out', 'locked.key');
  files = { key: join(folder, 'locked.key'), crt, chain };
  const started = await startPracticeSensor({ state: 'fresh', now: new Date(), identity: new PracticeIdentity() });
  if (!started.ok) throw new Error(started.error.code);
  sensor = started.value;
  app = await _electron.launch({
    executablePath: process.env.CERTWRIGHT_ELECTRON ?? (await findRuntime()).executable,
    // A person would click through the warning; what the sensor shows is judged below, by its fingerprint.
    args: [...launcherFlags(), '--ignore-certificate-errors', join(import.meta.dirname, 'blank-app')],
    env: { ...homeEnvironment(home), ELECTRON_DISABLE_SECURITY_WARNINGS: '1' },
  });
  page = await app.firstWindow();
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(String(error)));
});
afterAll(async () => {
  await app?.close();
  await sensor?.stop();
  rmSync(folder, { recursive: true, force: true });
  removeHome(home);
});

type AxeWindow = {
  axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
};

/** What axe finds, and whether the page is wider than its window, in both schemes. */
const look = async (name: string) => {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(axeSource);
    const violations = await page.evaluate(async () => {
      const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await (window as unknown as AxeWindow).axe.run({ runOnly, resultTypes: ['violations'] });
      return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`));
    });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    found.push(...violations, ...(wide ? ['wider than the window'] : []));
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${colorScheme}.png`), fullPage: true });
  }
  return found;
};

const words = practiceText.certificate;
const fill = async (passphrase: string) => {
  await page.getByLabel(words.certificateName).fill('Line 4');
  await page.getByLabel(words.passphrase).fill(passphrase);
  await page.getByLabel(words.key).setInputFiles(files.key);
  await page.getByLabel(words.crt).setInputFiles(files.crt);
  await page.getByLabel(words.chain).setInputFiles(files.chain);
  await page.getByLabel(words.validation).uncheck();
  await page.getByRole('button', { name: words.save }).click();
};

test('a person signs in, is refused with the console’s sentence, mends it, and sees the new certificate', async () => {
  await page.goto(`https://127.0.0.1:${sensor.port}/`);
  await page.getByRole('button', { name: practiceText.signIn.button }).click();
  await page.getByRole('link', { name: practiceText.next }).click();
  await page.getByRole('link', { name: practiceText.next }).click();
  expect(await look('form')).toEqual([]);

  await fill('Wrong-1');
  await page.getByRole('alert').waitFor();
  expect(await page.locator('#message').innerText()).toBe(practiceText.faults.passphrase);
  expect(await page.getByLabel(words.passphrase).inputValue()).toBe('');
  expect(await look('refused')).toEqual([]);

  const before = sensor.fingerprint;
  await fill('Right-1');
  await page.getByRole('status').waitFor();
  const printed = openssl(folder, 'x509', '-in', files.crt, '-noout', '-fingerprint', '-sha256');
  const sha256 = printed.trim().split('=')[1]?.replaceAll(':', '') ?? '';
  expect(await page.getByRole('status').innerText()).toContain(sha256);
  expect([before === sha256, sensor.fingerprint]).toEqual([false, sha256]);
  expect(await look('saved')).toEqual([]);

  // The browser's own next request gets the new one.
  await page.getByRole('link', { name: practiceText.settings.title }).click();
  await page.getByText(practiceText.settings.way, { exact: true }).waitFor();
  expect(await look('settings')).toEqual([]);
});

test('and takes the sensor’s own certificate again, from the settings', async () => {
  await page.goto(`https://127.0.0.1:${sensor.port}/settings/certificate`);
  await page.getByLabel(words.selfSigned).check();
  await page.getByRole('button', { name: words.save }).click();
  expect(await page.getByRole('alert').innerText()).toContain(words.notConfirmed);
  await page.getByLabel(words.selfSigned).check();
  await page.getByLabel(words.confirm).check();
  await page.getByRole('button', { name: words.save }).click();
  await page.getByRole('status').waitFor();
  expect(sensor.state).toBe('fresh');
});

test('Chromium had nothing to say against the pages', () => {
  // It notes every answer of 422, which is what a refusal is.
  expect(problems.filter((text) => !/status of 422/.test(text))).toEqual([]);
});
