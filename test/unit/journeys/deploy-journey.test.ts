// The whole way at the practice sensor: request, signed by an openssl CA, checked, packed, uploaded as a browser does,
// seen, trusted, and taken back.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import { PracticeIdentity, type PracticeSensor, startPracticeSensor } from '../../../main/sensor/practice/index.ts';
import type { DeployAction, DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import { CompanyCa, serverExtensions } from '../../support/company-ca.ts';
import { openssl } from '../../support/openssl.ts';
import { uploadToPractice } from '../../support/practice-upload.ts';
import { DeployBench, must, stateOf } from './deploy-world.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const passphrase = 'Canary-Pass.7734-geheim';
const identity = new PracticeIdentity();
let bench: DeployBench;
let sensor: PracticeSensor;

beforeEach(async () => {
  bench = await new DeployBench().start();
  sensor = must(await startPracticeSensor({ state: 'fresh', now: new Date(), identity }));
});
afterEach(async () => {
  await sensor.stop();
  bench.clear();
});

const toSensor = (change: Partial<Extract<DeployAction, { type: 'deploy-sensor' }>> = {}): DeployAction => ({
  type: 'deploy-sensor',
  address: `${sensor.host}:${sensor.port}`,
  proxy: null,
  name: sensor.name,
  profile: 'ot-sensor',
  validation: false,
  screen: 'first-login',
  ...change,
});

/** A request for this sensor, signed by a company's issuing CA as its PKI desk would. */
async function signedSet() {
  const order = {
    subject: [
      { type: 'C', value: 'US' },
      { type: 'O', value: 'Contoso Inc.' },
      { type: 'OU', value: 'Contoso Labs' },
      { type: 'CN', value: sensor.name },
    ],
    sans: [sensor.name, sensor.host],
    key: { kind: 'rsa2048' as const, passphrase },
  };
  const made = await bench.makeRequest(order);
  const folder = join(bench.folder, 'pki-desk');
  mkdirSync(folder);
  const root = new CompanyCa(folder, 'Root');
  const issuing = new CompanyCa(folder, 'Issuing', root);
  const plain = join(folder, 'plain.key');
  openssl(folder, 'pkey', '-in', made.key, '-passin', `pass:${passphrase}`, '-out', plain);
  const subject = `/C=US/O=Contoso Inc./OU=Contoso Labs/CN=${sensor.name}`;
  const extensions = [
    ...serverExtensions().filter((line) => !line.startsWith('subjectAltName')),
    `subjectAltName=DNS:${sensor.name},IP:${sensor.host}`,
  ];
  const crt = join(bench.folder, 'from-the-desk.crt');
  copyFileSync(issuing.issue({ subject, extensions, key: plain }), crt);
  const chain = join(bench.folder, 'from-the-desk.pem');
  writeFileSync(chain, issuing.pem + root.pem);
  const rootDer = openssl(folder, 'x509', '-in', root.certificate, '-noout', '-fingerprint', '-sha256');
  const rootSha256 = (rootDer.split('=')[1] ?? '').trim().replaceAll(':', '');
  const keyBytes = readFileSync(plain, 'utf8');
  return { ...made, crt, chain, rootSha256, keyBytes, deskFolder: folder };
}

const kitFile = (view: DeployJourney, folder: string, what: string): Buffer =>
  readFileSync(join(folder, view.kit?.kit.files.find((file) => file.what === what)?.name ?? ''));

async function uploadKit(view: DeployJourney, folder: string, typed = passphrase) {
  const file = (what: string) => kitFile(view, folder, what);
  return uploadToPractice(
    { port: sensor.port },
    { passphrase: typed, key: file('key'), crt: file('crt'), chain: file('chain'), validation: false },
  );
}

describe('the deploy journey', () => {
  it('goes from a request to the sensor that serves its certificate, and to a computer that trusts the root', async () => {
    const before = sensor.fingerprint;
    must(await bench.store.add(sensor.leaf, { role: 'self-signed-leaf', place: 'root' }));
    const { id } = bench.runner.start('deploy', true);

    let view = await bench.walk(id, toSensor());
    expect(view.sensor?.now?.leaf.fingerprints.sha256).toBe(before);
    expect(view.request?.suggestion).toMatchObject({
      subject: [{ type: 'C', value: '' }, { type: 'O' }, { type: 'OU' }, { type: 'CN', value: sensor.name }],
      sans: [sensor.name, sensor.host],
      keyKind: 'rsa2048',
    });
    expect([view.current, stateOf(view, 'files'), stateOf(view, 'check')]).toEqual(['request', 'todo', 'blocked']);

    const desk = await signedSet();
    view = await bench.walk(
      id,
      { type: 'deploy-choose-way', way: 'new' },
      { type: 'deploy-attach-request', waiting: desk.waiting },
    );
    expect(view.request?.waiting?.id).toBe(desk.waiting);
    expect(view.files.files.map(({ slot, locked }) => [slot, locked])).toEqual([['key', true]]);
    expect([stateOf(view, 'request'), stateOf(view, 'files')]).toEqual(['todo', 'attention']);
    // The next sensor has the same organization.
    expect(view.request?.suggestion.subject[1]).toEqual({ type: 'O', value: 'Contoso Inc.' });

    bench.chosen.files = [desk.crt, desk.chain];
    view = await bench.walk(id, { type: 'deploy-add-files' });
    expect(view.files.passphrase).toBe('needed');
    expect(view.request?.waiting).toBeNull();
    expect(stateOf(view, 'request')).toBe('done');
    view = await bench.walk(id, { type: 'deploy-passphrase', passphrase });
    expect([view.files.passphrase, stateOf(view, 'files')]).toEqual(['right', 'done']);

    view = await bench.walk(id, { type: 'deploy-check' });
    expect(view.check?.precheck.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);
    expect(view.check).toMatchObject({ stale: false, leaf: { commonName: sensor.name } });
    expect(view.current).toBe('kit');

    bench.chosen.folder = bench.folder;
    view = await bench.walk(id, { type: 'deploy-kit', passphrase: { kind: 'keep' } });
    expect(view.kit).toMatchObject({ stale: false, kit: { locked: true } });
    expect(view.kit?.kit.check.verdict).not.toBe('reject');
    const kitFolder = join(bench.folder, view.kit?.kit.folder ?? '');
    expect(view.upload).toMatchObject({ url: `https://${sensor.host}:${sensor.port}`, openedAt: null });
    expect(view.upload?.fields.map(({ field }) => field)).toContain('chain');
    view = await bench.walk(id, { type: 'deploy-reveal-kit' }, { type: 'deploy-open-console' });
    expect(bench.revealed).toEqual([kitFolder]);
    expect(bench.opened).toEqual([view.upload?.url]);

    // Nothing was uploaded yet, and nobody waits for ever.
    bench.pace.patience = 60;
    view = await bench.walk(id, { type: 'deploy-proof' });
    expect(view.proof).toMatchObject({ state: 'old', verdicts: [] });
    bench.pace.patience = 10_000;
    const proving = bench.walk(id, { type: 'deploy-proof' });
    const answer = await uploadKit(view, kitFolder);
    expect(answer.saved).toBe(true);
    view = await proving;
    expect(view.proof).toMatchObject({ state: 'new', notSent: [] });
    expect(view.proof?.served?.leaf.fingerprints.sha256).toBe(view.kit?.kit.leaf.sha256);
    expect(view.proof?.verdicts.map(({ code }) => code)).toEqual(Array(2).fill('net::ERR_CERT_AUTHORITY_INVALID'));
    expect(view.trust?.old.map(({ sha256 }) => sha256)).toEqual([before]);
    expect(view.trust?.root).toMatchObject({ present: [], offers: [{ sha256: desk.rootSha256 }] });
    expect(stateOf(view, 'trust')).toBe('attention');
    expect(view.done.url).toBeNull();

    // The sensor shows it because this journey brought it there.
    view = await bench.walk(id, { type: 'deploy-look' }, { type: 'deploy-check' });
    expect(view.check?.precheck.findings.map(({ code }) => code)).not.toContain('downloaded-from-sensor');
    expect([stateOf(view, 'check'), stateOf(view, 'proof')]).toEqual(['done', 'done']);

    const { scope } = bench.store;
    const wrong = { sha256: 'AB'.repeat(32), scope };
    expect(await bench.act(id, { type: 'deploy-remove-old', ...wrong })).toMatchObject({
      error: { code: 'not-compared' },
    });
    expect(await bench.act(id, { type: 'deploy-trust-root', ...wrong })).toMatchObject({
      error: { code: 'not-compared' },
    });
    view = await bench.walk(
      id,
      { type: 'deploy-remove-old', sha256: before, scope },
      { type: 'deploy-trust-root', sha256: desk.rootSha256, scope },
    );
    expect(bench.asked).toHaveLength(2);
    expect(must(await bench.store.list()).map(({ sha256 }) => sha256)).toEqual([desk.rootSha256]);
    expect(view.trust).toMatchObject({ old: [], root: { present: [{ sha256: desk.rootSha256 }], offers: [] } });
    expect(view.proof?.verdicts.map(({ code }) => code)).toEqual(['net::OK', 'net::OK']);
    // The name leads nowhere here, so only the address opens.
    expect(view.done.url).toBe(`https://${sensor.host}:${sensor.port}`);
    expect(view.steps.map(({ state }) => state)).toEqual(Array(9).fill('done'));
    expect(view.done.changes.map(({ kind, undone }) => [kind, undone])).toEqual([
      ['trust-removed', false],
      ['trust-added', false],
    ]);
    expect(view.done.commands).toHaveLength(2);
    expect(bench.runner.list()).toMatchObject([{ id, kind: 'deploy', title: sensor.name, finished: true, changes: 2 }]);

    view = await bench.walk(id, { type: 'deploy-receipt', format: 'html' }, { type: 'deploy-receipt', format: 'json' });
    expect(view.done.receipts).toHaveLength(2);
    const receipt = JSON.parse(bench.saved[1]?.text ?? '');
    expect(receipt).toMatchObject({ kind: 'deploy-receipt', practice: true, lab: false, proof: { state: 'new' } });
    expect(bench.saved[0]?.text).toContain(desk.rootSha256.slice(0, 4));

    view = await bench.walk(id, { type: 'deploy-undo' });
    expect(view.done).toMatchObject({ undoVerified: true, url: null });
    expect(must(await bench.store.list()).map(({ sha256 }) => sha256)).toEqual([before]);

    // Secrets: the passphrase nowhere, the key in no place but the person's file and the kit's.
    const line = desk.keyBytes.split('\n')[12] ?? '';
    expect(line).toHaveLength(64);
    const searched = [...bench.told, ...bench.saved.map(({ text }) => text)];
    const own = bench.written().filter(({ name }) => !['plain.key', 'Root.key', 'Issuing.key'].includes(name));
    searched.push(...own.map(({ text }) => text));
    expect(searched.length).toBeGreaterThan(20);
    expect(searched.filter((text) => text.includes(passphrase) || text.includes(line))).toEqual([]);
    const holdsKey = own.filter(({ text }) => text.includes('PRIVATE KEY')).map(({ name }) => name.endsWith('.key'));
    expect(holdsKey).toEqual([true, true]);
    // No path of the person's reaches the window.
    expect(bench.told.filter((text) => text.includes(bench.folder))).toEqual([]);
  });

  it('is walked with the Lab, whose certificate says that it is for tests', async () => {
    const { id } = bench.runner.start('deploy', true);
    await bench.walk(id, toSensor(), { type: 'deploy-choose-way', way: 'new' });
    expect(await bench.act(id, { type: 'deploy-lab-sign' })).toMatchObject({ error: { code: 'not-yet' } });
    const made = await bench.makeRequest({
      subject: [
        { type: 'C', value: 'US' },
        { type: 'O', value: 'Contoso Inc.' },
        { type: 'OU', value: 'Contoso Labs' },
        { type: 'CN', value: sensor.name },
      ],
      sans: [sensor.name, sensor.host],
      key: { kind: 'rsa2048', passphrase: null },
    });
    let view = await bench.walk(
      id,
      { type: 'deploy-attach-request', waiting: made.waiting },
      { type: 'deploy-lab-sign' },
    );
    // The dialog was closed.
    expect(view.request?.lab).toBe(false);
    bench.chosen.folder = bench.folder;
    view = await bench.walk(id, { type: 'deploy-lab-sign' }, { type: 'deploy-check' });
    expect(view.request?.lab).toBe(true);
    expect(view.files.files.map(({ slot }) => slot).sort()).toEqual(['chain', 'crt', 'key']);
    expect(view.check?.precheck.findings.filter(({ severity }) => severity === 'fail')).toEqual([]);

    view = await bench.walk(id, { type: 'deploy-kit', passphrase: { kind: 'new', passphrase } });
    expect(view.kit?.kit.locked).toBe(true);
    const folder = join(bench.folder, view.kit?.kit.folder ?? '');
    expect((await uploadKit(view, folder)).saved).toBe(true);
    view = await bench.walk(id, { type: 'deploy-proof' });
    expect(view.proof?.state).toBe('new');
    expect(bench.told.filter((text) => text.includes(passphrase))).toEqual([]);
    // A second kit takes a folder of its own, and nobody has seen that one on the sensor.
    view = await bench.walk(id, { type: 'deploy-kit', passphrase: { kind: 'none' } });
    expect(view.kit?.kit).toMatchObject({ locked: false, folder: expect.stringMatching(/-2$/) });
    expect(view.proof).toBeNull();
  });

  it('tells a sensor that shows neither the old nor the new, and one that is gone', async () => {
    const { id } = bench.runner.start('deploy', true);
    const desk = await signedSet();
    bench.chosen = { files: [desk.key, desk.crt, desk.chain], folder: bench.folder, yes: true };
    bench.pace.patience = 30;
    await bench.walk(id, toSensor(), { type: 'deploy-choose-way', way: 'have' }, { type: 'deploy-add-files' });
    await bench.walk(id, { type: 'deploy-passphrase', passphrase }, { type: 'deploy-check' });
    await bench.walk(id, { type: 'deploy-kit', passphrase: { kind: 'keep' } });
    // What the sensor serves already is no new certificate.
    const downloaded = join(bench.folder, 'downloaded.cer');
    writeFileSync(downloaded, sensor.leaf);
    const other = bench.runner.start('deploy', false);
    await bench.walk(other.id, toSensor(), { type: 'deploy-drop', paths: [downloaded] });
    const refused = await bench.walk(other.id, { type: 'deploy-check' });
    expect(refused.check?.precheck.findings.map(({ code }) => code)).toContain('downloaded-from-sensor');
    await sensor.setState('private-ca');
    let view = await bench.walk(id, { type: 'deploy-proof' });
    expect(view.proof?.state).toBe('other');
    expect(view.proof?.served?.leaf.fingerprints.sha256).toBe(thumbprints(sensor.leaf).sha256);
    expect(stateOf(view, 'proof')).toBe('attention');
    expect(await bench.act(id, { type: 'deploy-read-trust' })).toMatchObject({ error: { code: 'not-yet' } });
    await sensor.stop();
    view = await bench.walk(id, { type: 'deploy-proof' });
    expect(view.proof).toMatchObject({ state: 'unreachable', problem: { code: 'refused' }, served: null });
    // Whoever has had enough keeps what was known.
    bench.pace.patience = 60_000;
    const controller = new AbortController();
    const waiting = bench.act(
      id,
      { type: 'deploy-proof' },
      { signal: controller.signal, stage: () => controller.abort() },
    );
    expect(await waiting).toMatchObject({ error: { code: 'cancelled' } });
  });
});
