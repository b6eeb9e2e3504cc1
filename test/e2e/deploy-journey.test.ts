// The deploy journey in the real app, by keyboard, against the practice sensor that the app runs: a request made here and
// signed by an openssl CA, the pre-check, the kit, a killed app in between, the upload with the sensor's own sentences,
// the new certificate seen, the root trusted, the receipt, and everything back.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
import { CompanyCa, serverExtensions } from '../support/company-ca.ts';
import { pressOn, tabTo, typeInto } from '../support/keyboard.ts';
import { nssCertificates } from '../support/nss.ts';
import { openssl } from '../support/openssl.ts';
import { uploadToPractice } from '../support/practice-upload.ts';

const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';
const passphrase = 'Only-For.This:Test_7';

let running: RunningApp;
let folder: string;
let home: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-deploy-ui-'));
  home = freshHome();
  mkdirSync(join(home, '.pki/nssdb'), { recursive: true });
  execFileSync('certutil', ['-d', `sql:${join(home, '.pki/nssdb')}`, '-N', '--empty-password'], { stdio: 'pipe' });
});
afterEach(async () => {
  await running?.close().catch(() => {});
  removeHome(home);
  rmSync(folder, { recursive: true, force: true });
});

const byId = (id: string): Locator => running.page.getByTestId(id);
const answer = () => byId('answer').innerText();
const settled = () => running.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
const shows = (step: string) => byId(`step-${step}`).waitFor();
const doIt = async (id = 'primary') => {
  await pressOn(running.page, byId(id));
  await settled();
};
const next = async (step: string) => {
  await pressOn(running.page, byId('next'));
  await shows(step);
};
const becomes = (step: string, state: string) =>
  running.page.locator(`[data-testid="step-${step}"][data-state="${state}"]`).waitFor();
const inFolder = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
};
const fileIn = (path: string, ending: string): string =>
  join(path, readdirSync(path).find((name) => name.endsWith(ending)) ?? `no ${ending}`);

/** One of several: Tab leads to the one that is chosen, the arrows to the others. */
async function choose(id: string): Promise<void> {
  const group = running.page.getByRole('radiogroup').filter({ has: byId(id) });
  await tabTo(running.page, group.getByRole('radio', { checked: true }));
  for (let presses = 0; presses < 5 && !(await byId(id).isChecked()); presses++)
    await running.page.keyboard.press('ArrowDown');
  expect(await byId(id).isChecked()).toBe(true);
}

async function startPractice(): Promise<{ port: number; name: string }> {
  await pressOn(running.page, byId('practice-start'));
  await byId('practice-deploy').waitFor();
  const status = await running.page.evaluate(async () => {
    const answered = await window.certwright['practice.status']({});
    return answered.ok ? answered.value : null;
  });
  return { port: Number(status?.address.split(':')[1]), name: status?.name ?? '' };
}

describe.skipIf(!inPrivateWorld)('the deploy journey', () => {
  it('leads from a request to the served certificate, by keyboard, and back', { timeout: 180_000 }, async () => {
    running = await startApp({ home });
    const { port, name } = await startPractice();
    await pressOn(running.page, byId('practice-deploy'));
    await shows('sensor');
    if ((await byId('validation').isChecked()) === true) await pressOn(running.page, byId('validation'), 'Space');
    await doIt();
    await shows('request');

    await pressOn(running.page, byId('choose-new'));
    await byId('field-CN').waitFor();
    expect(await byId('field-CN').inputValue()).toBe(name);
    await typeInto(running.page, byId('field-C'), 'US');
    await typeInto(running.page, byId('field-O'), 'Contoso Inc.');
    await typeInto(running.page, byId('field-OU'), 'Contoso Labs');
    const keyFolder = inFolder('key');
    await answerOpenDialog(running, [keyFolder]);
    await doIt();
    await byId('waiting').waitFor();

    const desk = inFolder('desk');
    const root = new CompanyCa(desk, 'Root');
    const issuing = new CompanyCa(desk, 'Issuing', root);
    const extensions = serverExtensions().filter((line) => !line.startsWith('subjectAltName'));
    const crt = issuing.issue({
      subject: `/C=US/O=Contoso Inc./OU=Contoso Labs/CN=${name}`,
      extensions: [...extensions, `subjectAltName=DNS:${name},IP:127.0.0.1`],
      key: fileIn(keyFolder, '.key'),
    });
    // As CA desks send it: a PKCS#7 with everything in it, the root first.
    const reply = join(desk, 'reply.p7b');
    const parts = ['-certfile', root.certificate, '-certfile', crt, '-certfile', issuing.certificate];
    openssl(desk, 'crl2pkcs7', '-nocrl', ...parts, '-out', reply);

    await doIt();
    await shows('files');
    await answerOpenDialog(running, [reply]);
    await doIt('add-files');
    await doIt();
    await shows('check');
    await becomes('check', 'done');
    // The form takes no PKCS#7; the kit is what helps, so it is the button that leads on.
    expect(await answer()).toContain('The upload kit puts right');
    await pressOn(running.page, byId('primary'));
    await shows('kit');
    await choose('passphrase-new');
    await typeInto(running.page, byId('field-new-passphrase'), passphrase);
    await answerOpenDialog(running, [inFolder('kits')]);
    await doIt();
    await becomes('kit', 'done');
    const kit = join(folder, 'kits', readdirSync(join(folder, 'kits'))[0] ?? '');
    expect(execFileSync('sha256sum', ['-c', 'SHA256SUMS'], { cwd: kit, encoding: 'utf8' })).not.toContain('FAILED');
    const files = ['.key', '.crt', '.pem'].map((ending) => readFileSync(fileIn(kit, ending)));
    const [key, leaf, chain] = files as [Buffer, Buffer, Buffer];
    expect(key.toString()).toContain('ENCRYPTED PRIVATE KEY');

    // Power cut. The practice sensor goes with the app, the journey does not.
    await running.kill();
    running = await startApp({ home });
    expect(await startPractice()).toEqual({ port, name });
    await pressOn(running.page, byId('go-on').first());
    await running.page.locator('[data-testid^="step-"]').waitFor();
    await pressOn(running.page, byId('rail-upload'));
    await shows('upload');
    const form = { key, crt: leaf, chain, validation: false };
    expect((await uploadToPractice({ port }, { ...form, passphrase: 'not it' })).message).toBe(
      'Passphrase does not match to the key',
    );
    expect(await uploadToPractice({ port }, { ...form, passphrase })).toMatchObject({ saved: true });

    await next('proof');
    await doIt();
    await becomes('proof', 'done');
    await next('trust');
    await byId('root').waitFor();
    await pressOn(running.page, byId('compared'), 'Space');
    await choose('scope-user');
    await doIt();
    await running.page.getByText('Already trusted in').waitFor();
    expect(nssCertificates(home).length).toBe(1);

    await next('done');
    expect(await answer()).toContain('opens without a warning');
    const receipt = join(folder, 'receipt.html');
    await answerSaveDialog(running, receipt);
    await doIt('receipt-html');
    expect(readFileSync(receipt, 'utf8')).toContain('Contoso');
    await pressOn(running.page, byId('undo'));
    await pressOn(running.page, byId('confirm'));
    await byId('undo').waitFor({ state: 'detached' });
    await settled();
    expect(nssCertificates(home)).toEqual([]);

    writeFileSync(join(folder, 'plain'), openssl(folder, 'pkey', '-in', fileIn(keyFolder, '.key')));
    // Of the private exponent: the first lines hold the modulus, which is public and in every request.
    const line = readFileSync(join(folder, 'plain'), 'utf8').split('\n')[12] ?? '';
    expect(line).toHaveLength(64);
    const places = [home, kit].flatMap((path) =>
      readdirSync(path, { recursive: true, withFileTypes: true })
        .filter((each) => each.isFile())
        .map((each) => join(each.parentPath, each.name)),
    );
    expect(places.length).toBeGreaterThan(10);
    const leaks = [...places, receipt].filter((path) => {
      const text = readFileSync(path, 'latin1');
      return text.includes(line) || text.includes(passphrase);
    });
    expect(leaks).toEqual([]);
  });
});
