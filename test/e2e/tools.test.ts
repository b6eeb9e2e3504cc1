// The tools in the real app: files dropped through Chromium, opened, converted and judged by openssl; a request that
// goes out and comes back; and no secret anywhere but in the files that were asked for.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator } from 'playwright';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerOpenDialog, answerSaveDialog, type RunningApp, removeHome, startApp } from '../support/app.ts';
import { pressOn, typeInto } from '../support/keyboard.ts';

let running: RunningApp;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-tools-'));
  running = await startApp();
});
afterEach(async () => {
  await running.close().catch(() => {});
  removeHome(running.home);
  rmSync(folder, { recursive: true, force: true });
});

const byId = (id: string): Locator => running.page.getByTestId(id);
const path = (name: string) => join(folder, name);
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

/** Drops files on the window as the desktop does. */
async function drop(...files: string[]): Promise<void> {
  const session = await running.page.context().newCDPSession(running.page);
  const data = { items: [], files: files.map(path), dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 400, y: 300, data });
  await session.detach();
}

function makeChain(): void {
  writeFileSync(path('ca.ext'), 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n');
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=Contoso Root',
    '-days',
    '90',
    '-addext',
    'keyUsage=keyCertSign,cRLSign',
  );
  openssl(
    'req',
    '-new',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'leaf.key',
    '-out',
    'leaf.csr',
    '-subj',
    '/CN=sensor7.contoso.com',
  );
  writeFileSync(path('leaf.ext'), 'subjectAltName=DNS:sensor7.contoso.com\nbasicConstraints=CA:FALSE\n');
  openssl(
    'x509',
    '-req',
    '-in',
    'leaf.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-set_serial',
    '7',
    '-extfile',
    'leaf.ext',
    '-days',
    '90',
    '-out',
    'leaf.pem',
  );
}

/** Every file below a folder, with its content. */
function filesBelow(place: string): { name: string; bytes: Buffer }[] {
  return readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

it('takes files that are dropped on Home, opens the locked one, and writes a PFX that openssl reads', async () => {
  const secret = 'Kanarienvogel-gelb';
  const fresh = 'Wellensittich-blau';
  makeChain();
  openssl(
    'pkcs12',
    '-export',
    '-in',
    'leaf.pem',
    '-inkey',
    'leaf.key',
    '-passout',
    `pass:${secret}`,
    '-out',
    'sensor.pfx',
  );
  openssl('x509', '-in', 'ca.pem', '-outform', 'DER', '-out', 'ca.cer');
  writeFileSync(path('notes.txt'), 'nothing to see here');

  await drop('sensor.pfx', 'ca.cer', 'notes.txt');
  await byId('locked').waitFor();
  expect(await byId('tray').innerText()).toContain('notes.txt');
  await typeInto(running.page, byId('field-passphrase'), 'wrong');
  await running.page.keyboard.press('Enter');
  await running.page
    .getByText(/passphrase does not open/i)
    .first()
    .waitFor();
  await typeInto(running.page, byId('field-passphrase'), secret);
  await running.page.keyboard.press('Enter');
  await byId('locked').waitFor({ state: 'detached' });
  expect(await byId('set').first().innerText()).toContain('sensor7.contoso.com');

  await pressOn(running.page, byId('convert').first());
  await byId('convert-page').waitFor();
  await byId('target-pfx').check();
  await typeInto(running.page, byId('field-new-passphrase'), fresh);
  await typeInto(running.page, byId('field-again'), fresh);
  await answerSaveDialog(running, path('out.pfx'));
  await pressOn(running.page, byId('save'));
  await byId('converted').waitFor();

  const read = openssl('pkcs12', '-in', 'out.pfx', '-passin', `pass:${fresh}`, '-nodes');
  expect(read.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  expect(openssl('pkey', '-in', 'leaf.key')).toContain(
    /BEGIN PRIVATE KEY-----\s+([A-Za-z0-9+/]{40})/.exec(read)?.[1] ?? 'no key',
  );
  expect(statSync(path('out.pfx')).mode & 0o777).toBe(0o600);

  // Nothing secret in what the window shows or holds, nor in anything the app wrote.
  const page = await running.page.evaluate(
    () => document.documentElement.outerHTML + [...document.querySelectorAll('input')].map((each) => each.value),
  );
  const key = readFileSync(path('leaf.key'), 'utf8').split('\n')[3];
  for (const canary of [secret, fresh, key ?? 'missing']) {
    expect(page).not.toContain(canary);
    for (const { name, bytes } of filesBelow(running.home))
      expect(bytes.includes(canary), `${canary} in ${name}`).toBe(false);
  }
});

it('makes a request, remembers it, and tells what the CA dropped when the certificate comes back', async () => {
  makeChain();
  mkdirSync(path('made'));
  await pressOn(running.page, byId('open-requests'));
  await pressOn(running.page, byId('new-request'));
  await typeInto(running.page, byId('field-CN'), 'sensor9.contoso.com');
  await typeInto(running.page, byId('field-name'), '192.168.10.9');
  await running.page.keyboard.press('Enter');
  await answerOpenDialog(running, [path('made')]);
  await pressOn(running.page, byId('create'));
  await byId('request-made').waitFor();

  const printed = openssl('req', '-in', 'made/sensor9.contoso.com.csr', '-noout', '-text');
  expect(printed).toContain('DNS:sensor9.contoso.com, IP Address:192.168.10.9');
  expect(statSync(path('made/sensor9.contoso.com.key')).mode & 0o777).toBe(0o600);
  const fingerprint =
    openssl('req', '-in', 'made/sensor9.contoso.com.csr', '-outform', 'DER', '-out', 'request.der') +
    openssl('dgst', '-sha256', '-r', 'request.der').slice(0, 64).toUpperCase();
  expect((await byId('request-sha256').innerText()).replace(/\s+/g, '')).toContain(fingerprint);

  mkdirSync(path('stick'));
  await answerOpenDialog(running, [path('stick')]);
  await pressOn(running.page, byId('pack'));
  await expect
    .poll(() =>
      filesBelow(path('stick'))
        .map(({ name }) => name.split('/').at(-1))
        .sort(),
    )
    .toEqual(['READ-ME.txt', 'request.csr', 'request.json']);
  for (const { bytes } of filesBelow(path('stick'))) expect(bytes.includes('PRIVATE KEY')).toBe(false);

  // The classic: a CA that leaves the names out.
  openssl(
    'x509',
    '-req',
    '-in',
    'made/sensor9.contoso.com.csr',
    '-CA',
    'ca.pem',
    '-CAkey',
    'ca.key',
    '-set_serial',
    '9',
    '-days',
    '90',
    '-out',
    'issued.pem',
  );
  await running.close();
  running = await startApp({ home: running.home });
  await drop('issued.pem', 'ca.pem');
  await pressOn(running.page, byId('compare'));
  await byId('compare-table').waitFor();
  const said = await byId('test-page').innerText();
  expect(said).toContain('sensor9.contoso.com');
  expect(said).toMatch(/SAN|names/i);
});
