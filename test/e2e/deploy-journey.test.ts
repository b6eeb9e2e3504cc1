// The deploy journey in the real app, as a person goes it through the window: a request with the sensor's values, signed
// by openssl's CA, judged, packed, uploaded to the practice sensor, seen there, trusted, and written down.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  answerOpenDialog,
  answerSaveDialog,
  freshHome,
  type RunningApp,
  removeHome,
  startApp,
} from '../support/app.ts';
import { CompanyCa, serverExtensions } from '../support/company-ca.ts';
import { openssl } from '../support/openssl.ts';
import { uploadToPractice } from '../support/practice-upload.ts';

const inPrivateWorld = process.env.CERTWRIGHT_PRIVATE_WORLD === '1';

let running: RunningApp;
let folder: string;
let home: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-deploy-'));
  home = freshHome();
  mkdirSync(join(home, '.pki/nssdb'), { recursive: true });
  execFileSync('certutil', ['-d', `sql:${join(home, '.pki/nssdb')}`, '-N', '--empty-password'], { stdio: 'pipe' });
});
afterEach(async () => {
  await running?.close();
  removeHome(home);
  rmSync(folder, { recursive: true, force: true });
});

const inFolder = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path, { recursive: true });
  return path;
};
const byId = (id: string): Locator => running.page.getByTestId(id);
const answer = () => byId('answer').innerText();
const settled = () => running.page.waitForFunction(() => !document.querySelector('[aria-busy="true"]'));
const press = async (id: string) => {
  await byId(id).click();
  await settled();
};
const shows = (step: string) => byId(`step-${step}`).waitFor();
const next = async (step: string) => {
  await byId('next').click();
  await shows(step);
};

it.runIf(inPrivateWorld)('goes the whole way through the window', { timeout: 180_000 }, async () => {
  running = await startApp({ home });
  await byId('practice-start').click();
  await byId('practice-deploy').click();
  await shows('sensor');
  // The practice sensor's address and name are filled in by themselves.
  await running.page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[data-testid="field-address"]')?.value !== '',
  );
  const address = await byId('field-address').inputValue();
  const name = await byId('field-name').inputValue();
  expect(name).not.toBe('');
  await byId('validation').click();
  await press('primary');
  await shows('request');

  await press('choose-new');
  expect(await byId('field-CN').inputValue()).toBe(name);
  expect(await byId('prefilled').innerText()).toContain('Organization (O)');
  await byId('field-C').fill('US');
  await byId('field-O').fill('Contoso Inc.');
  await byId('field-OU').fill('Contoso Labs');
  const keys = inFolder('key');
  await answerOpenDialog(running, [keys]);
  await byId('primary').click();
  await byId('waiting').waitFor({ timeout: 30_000 });
  await settled();

  const desk = inFolder('desk');
  const root = new CompanyCa(desk, 'Root');
  const [request = ''] = readdirSync(keys).filter((file) => file.endsWith('.csr'));
  expect(openssl(desk, 'req', '-in', join(keys, request), '-noout', '-verify', '-text')).toContain(`DNS:${name}`);
  const [key = ''] = readdirSync(keys).filter((file) => file.endsWith('.key'));
  const san = `subjectAltName=DNS:${name},IP:127.0.0.1`;
  const crt = root.issue({
    subject: `/C=US/O=Contoso Inc./OU=Contoso Labs/CN=${name}`,
    extensions: [...serverExtensions().filter((line) => !line.startsWith('subjectAltName')), san],
    key: join(keys, key),
  });
  const chain = join(desk, 'chain.pem');
  writeFileSync(chain, root.pem);

  await press('primary');
  await shows('files');
  // The key came with the request.
  expect(await byId('slot-key').innerText()).toContain(key);
  await answerOpenDialog(running, [crt, chain]);
  await press('add-files');
  expect(await answer()).toContain('Key, certificate and chain are here');
  await byId('primary').click();
  await shows('check');
  await byId('next').waitFor();
  await settled();
  expect(await byId('answer').getAttribute('data-tone')).not.toBe('danger');
  expect(await byId('group-fail').count()).toBe(0);

  await next('kit');
  await byId('passphrase-new').click();
  await byId('make-passphrase').click();
  const field = byId('field-new-passphrase');
  await running.page.waitForFunction(
    () => document.querySelector<HTMLInputElement>('[data-testid="field-new-passphrase"]')?.value !== '',
  );
  const passphrase = await field.inputValue();
  await answerOpenDialog(running, [inFolder('kits')]);
  await press('primary');
  await byId('kit-files').waitFor();
  expect(await byId('answer').getAttribute('data-tone')).toBe('good');

  await next('upload');
  const fields = await byId('fields').innerText();
  const [kit = ''] = readdirSync(join(folder, 'kits'));
  const inKit = readdirSync(join(folder, 'kits', kit));
  const file = (ending: string) => {
    const found = inKit.find((each) => each.endsWith(ending)) ?? '';
    // The page names the very file that is in the folder.
    expect(fields).toContain(found);
    return readFileSync(join(folder, 'kits', kit, found));
  };
  const files = { key: file('.key'), crt: file('.crt'), chain: file('.pem') };
  const port = Number(address.split(':')[1]);
  const uploaded = await uploadToPractice({ port }, { ...files, passphrase, validation: false });
  expect(uploaded).toMatchObject({ saved: true });

  await next('proof');
  await press('primary');
  expect(await answer()).toContain('The sensor shows the new certificate');
  expect(await byId('verdicts').innerText()).toContain('NET::ERR_CERT_AUTHORITY_INVALID');

  await next('trust');
  await settled();
  await byId('root').waitFor();
  expect(await byId('primary').getAttribute('aria-disabled')).toBe('true');
  await byId('compared').check();
  await byId('scope-user').check();
  await press('primary');
  expect(await answer()).toContain('This computer trusts the root');

  await next('done');
  expect(await answer()).toMatch(/^It works: https:\/\/\S+ opens without a warning\.$/);
  const receipt = join(inFolder('receipts'), 'receipt.html');
  await answerSaveDialog(running, receipt);
  await press('receipt-html');
  expect(readFileSync(receipt, 'utf8')).toContain(name);
  await byId('undo').click();
  await byId('confirm').click();
  await settled();
  expect(await answer()).toContain('was taken back');
});
