// The troubleshooter in the real app: a message is explained by main, and the look at the practice sensor has the verdict
// of the real Chromium. Nothing of either is kept.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerOpenDialog, type RunningApp, removeHome, startApp } from '../support/app.ts';
import { pressOn, typeInto } from '../support/keyboard.ts';

let running: RunningApp;
beforeEach(async () => {
  running = await startApp();
});
afterEach(async () => {
  await running.close().catch(() => {});
  removeHome(running.home);
});

const byId = (id: string): Locator => running.page.getByTestId(id);

/** Every file that the app has written under its home. */
function written(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile())
    .map((path) => readFileSync(path, 'latin1'))
    .join('\n');
}

it('explains a message, looks at the sensor, and keeps nothing', async () => {
  await pressOn(running.page, byId('practice-start'));
  const address = await byId('practice-address').innerText();
  await pressOn(running.page, byId('open-troubleshoot'));
  const canary = 'canary-5f1e-in-the-pasted-text';
  await typeInto(running.page, byId('field-message'), `${canary} NET::ERR_CERT_AUTHORITY_INVALID`);
  await pressOn(running.page, byId('explain'));
  await byId('explanation').waitFor();
  expect(await byId('message').innerText()).toBe('NET::ERR_CERT_AUTHORITY_INVALID');

  await typeInto(running.page, byId('field-address'), address.match(/[\d.]+:\d+/)?.[0] ?? '');
  await pressOn(running.page, byId('look'));
  await byId('look-verdict').waitFor();
  expect(await byId('look-verdict').innerText()).toContain('ERR_CERT_AUTHORITY_INVALID');
  expect(await byId('look-stores').innerText()).toContain('Not found');

  await running.close();
  expect(written(running.home)).not.toContain(canary);
});

it('checks files of one’s own, and they cause the very sentence that was asked about', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-troubleshoot-'));
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'ignore' });
  const made = ['req', '-x509', '-newkey', 'rsa:2048', '-subj', '/C=US/O=Contoso/OU=OT/CN=sensor7.contoso.com'];
  openssl(...made, '-passout', 'pass:the-right-one', '-keyout', 'sensor7.key', '-out', 'sensor7.crt');

  await pressOn(running.page, byId('open-troubleshoot'));
  const message = 'Passphrase does not match to the key';
  await typeInto(running.page, byId('field-message'), message);
  await pressOn(running.page, byId('explain'));
  await answerOpenDialog(running, [join(folder, 'sensor7.key'), join(folder, 'sensor7.crt')]);
  await pressOn(running.page, byId('want-files'));
  const canary = 'canary-7b3d-a-wrong-passphrase';
  await byId('field-passphrase').waitFor();
  await typeInto(running.page, byId('field-passphrase'), canary);
  await running.page.keyboard.press('Enter');
  await pressOn(running.page, byId('check-files-now'));
  await byId('precheck').waitFor();
  expect(await byId('group-fail').innerText()).toContain(message);

  await running.close();
  expect(written(running.home)).not.toContain(canary);
  rmSync(folder, { recursive: true });
});
