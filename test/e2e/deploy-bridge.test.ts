// The deploy journey in the real app, asked over the bridge: the engine's own thread, main's dialogs, the practice sensor
// that the app runs, and Chromium's verdict before and after the root is trusted. The CA is openssl's.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { DeployAction, DeployJourney } from '../../preload/contract/deploy-journey.ts';
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

/** Every file below a folder as text. */
const textsIn = (path: string): string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => readFileSync(join(each.parentPath, each.name), 'latin1'));

it.runIf(inPrivateWorld)('goes the whole way, and no secret stays anywhere', { timeout: 120_000 }, async () => {
  running = await startApp({ home });
  const { page } = running;
  const started = await page.evaluate(async () => {
    const practice = await window.certwright['practice.start']({ state: 'fresh' });
    const journey = await window.certwright['journeys.start']({ kind: 'deploy', practice: true });
    const profiles = await window.certwright['profiles.list']({});
    const made = await window.certwright['deploy.newPassphrase']({ profile: 'ot-sensor' });
    if (!practice.ok || !journey.ok || !profiles.ok || !made.ok) throw new Error('not started');
    const ids = profiles.value.profiles.map(({ id }) => id);
    return { practice: practice.value, id: journey.value.id, ids, passphrase: made.value.passphrase };
  });
  const { practice, id, passphrase } = started;
  const port = Number(practice.address.split(':')[1]);
  expect(started.ids).toContain('ot-sensor');
  const told: string[] = [];
  const act = async (action: DeployAction): Promise<DeployJourney> => {
    const answer = await page.evaluate(
      ([journey, asked]) => window.certwright['journeys.act']({ id: journey, task: 'deploy', action: asked }),
      [id, action] as const,
    );
    told.push(JSON.stringify(answer));
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    if (answer.value.kind !== 'deploy') throw new Error('a journey of another kind');
    return answer.value;
  };

  let view = await act({
    type: 'deploy-sensor',
    address: practice.address,
    proxy: null,
    name: practice.name,
    profile: 'ot-sensor',
    validation: false,
    screen: 'first-login',
  });
  expect(view.sensor?.now?.leaf.fingerprints.sha256).toBe(practice.sha256);
  await act({ type: 'deploy-choose-way', way: 'new' });
  const keyFolder = inFolder('key');
  await answerOpenDialog(running, [keyFolder]);
  const waiting = await page.evaluate(
    async ([name, secret]) => {
      const subject = [
        { type: 'C', value: 'US' },
        { type: 'O', value: 'Contoso Inc.' },
        { type: 'OU', value: 'Contoso Labs' },
        { type: 'CN', value: name },
      ];
      const key = { kind: 'rsa2048' as const, passphrase: secret };
      const order = { subject, sans: [name, '127.0.0.1'], key };
      const made = await window.certwright['tools.makeRequest']({ task: 'make', order });
      return made.ok ? (made.value.saved?.waiting ?? '') : '';
    },
    [practice.name, passphrase] as const,
  );
  view = await act({ type: 'deploy-attach-request', waiting });
  expect(view.files.files.map(({ slot }) => slot)).toEqual(['key']);

  const desk = inFolder('desk');
  const root = new CompanyCa(desk, 'Root');
  const [key = ''] = readdirSync(keyFolder).filter((name) => name.endsWith('.key'));
  const plain = join(desk, 'plain.key');
  openssl(desk, 'pkey', '-in', join(keyFolder, key), '-passin', `pass:${passphrase}`, '-out', plain);
  const extensions = serverExtensions().filter((line) => !line.startsWith('subjectAltName'));
  const crt = root.issue({
    subject: `/C=US/O=Contoso Inc./OU=Contoso Labs/CN=${practice.name}`,
    extensions: [...extensions, `subjectAltName=DNS:${practice.name},IP:127.0.0.1`],
    key: plain,
  });
  const chain = join(desk, 'chain.pem');
  writeFileSync(chain, root.pem);
  await answerOpenDialog(running, [crt, chain]);
  await act({ type: 'deploy-add-files' });
  view = await act({ type: 'deploy-passphrase', passphrase });
  expect(view.files.passphrase).toBe('right');
  view = await act({ type: 'deploy-check' });
  expect(view.check?.precheck.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
  await answerOpenDialog(running, [inFolder('kits')]);
  view = await act({ type: 'deploy-kit', passphrase: { kind: 'keep' } });
  const kit = join(folder, 'kits', view.kit?.kit.folder ?? '');
  const file = (what: string) =>
    readFileSync(join(kit, view.kit?.kit.files.find((each) => each.what === what)?.name ?? ''));
  const files = { key: file('key'), crt: file('crt'), chain: file('chain') };
  const uploaded = await uploadToPractice({ port }, { ...files, passphrase, validation: false });
  expect(uploaded).toMatchObject({ saved: true });

  view = await act({ type: 'deploy-proof' });
  expect(view.proof?.state).toBe('new');
  const codes = () => view.proof?.verdicts.map(({ host, code }) => [host, code]);
  expect(codes()).toEqual([
    ['127.0.0.1', 'net::ERR_CERT_AUTHORITY_INVALID'],
    [practice.name, 'net::ERR_CERT_AUTHORITY_INVALID'],
  ]);
  const offer = view.trust?.root?.offers.find(({ scope }) => scope === 'user');
  view = await act({ type: 'deploy-trust-root', sha256: offer?.sha256 ?? '', scope: 'user' });
  expect(codes()).toEqual([
    ['127.0.0.1', 'net::OK'],
    [practice.name, 'net::OK'],
  ]);
  expect(view.done.url).toBe(`https://${practice.address}`);
  await answerSaveDialog(running, join(inFolder('receipts'), 'receipt.html'));
  await act({ type: 'deploy-receipt', format: 'html' });
  view = await act({ type: 'deploy-undo' });
  expect(view.done).toMatchObject({ undoVerified: true, url: null });
  expect(codes()?.map(([, code]) => code)).toEqual(Array(2).fill('net::ERR_CERT_AUTHORITY_INVALID'));

  // Of the private exponent: the first lines hold the modulus, which is public and in every request.
  const line = readFileSync(plain, 'utf8').split('\n')[12] ?? '';
  expect(line).toHaveLength(64);
  const everything = [
    ...told,
    ...textsIn(home),
    ...textsIn(keyFolder),
    ...textsIn(kit),
    ...textsIn(join(folder, 'receipts')),
  ];
  expect(everything.length).toBeGreaterThan(20);
  expect(everything.filter((text) => text.includes(passphrase) || text.includes(line))).toEqual([]);
});
