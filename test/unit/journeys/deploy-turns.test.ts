// Turns that people take in the deploy journey: a request begun again, a wait given up, the app started again after the
// kit was made, a name that leads elsewhere, the root saved for other computers.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import { PracticeIdentity, type PracticeSensor, startPracticeSensor } from '../../../main/sensor/practice/index.ts';
import type { Progress } from '../../../preload/contract/calls.ts';
import type { DeployAction, DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import { CompanyCa, newKey, serverExtensions } from '../../support/company-ca.ts';
import { openssl } from '../../support/openssl.ts';
import { uploadToPractice } from '../../support/practice-upload.ts';
import { DeployBench, must, stateOf } from './deploy-world.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const passphrase = 'Turning.Canary-12';
const identity = new PracticeIdentity();
let bench: DeployBench;
let sensor: PracticeSensor;
beforeEach(async () => {
  bench = await new DeployBench().start();
  bench.chosen.folder = bench.folder;
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

const request = () =>
  bench.makeRequest({
    subject: [
      { type: 'C', value: 'US' },
      { type: 'O', value: 'Contoso Inc.' },
      { type: 'OU', value: 'Contoso Labs' },
      { type: 'CN', value: sensor.name },
    ],
    sans: [sensor.name, sensor.host],
    key: { kind: 'rsa2048', passphrase: null },
  });

/** Key, certificate and chain of a company's CA; the key is locked. */
function companySet() {
  const folder = join(bench.folder, 'desk');
  mkdirSync(folder);
  const root = new CompanyCa(folder, 'Root');
  const issuing = new CompanyCa(folder, 'Issuing', root);
  const key = newKey(folder, 'plain.key');
  const locked = join(folder, 'locked.key');
  openssl(folder, 'pkcs8', '-topk8', '-in', key, '-passout', `pass:${passphrase}`, '-out', locked);
  const crt = issuing.issue({
    subject: `/C=US/O=Contoso Inc./OU=Contoso Labs/CN=${sensor.name}`,
    extensions: [
      ...serverExtensions().filter((line) => !line.startsWith('subjectAltName')),
      `subjectAltName=DNS:${sensor.name},IP:${sensor.host}`,
    ],
    key,
  });
  const chain = join(folder, 'chain.pem');
  writeFileSync(chain, issuing.pem + root.pem);
  return { locked, crt, chain, root: root.certificate, folder };
}

async function upload(view: DeployJourney, typed: string) {
  const file = (what: string) =>
    readFileSync(
      join(
        bench.folder,
        view.kit?.kit.folder ?? '',
        view.kit?.kit.files.find((each) => each.what === what)?.name ?? '',
      ),
    );
  const set = { key: file('key'), crt: file('crt'), chain: file('chain'), passphrase: typed, validation: false };
  expect((await uploadToPractice({ port: sensor.port }, set)).saved).toBe(true);
}

/** As far as the kit, out of files that a company's CA has signed. */
async function withKit() {
  const { id } = bench.runner.start('deploy', true);
  const set = companySet();
  bench.chosen.files = [set.locked, set.crt, set.chain];
  const view = await bench.walk(
    id,
    toSensor(),
    { type: 'deploy-choose-way', way: 'have' },
    { type: 'deploy-add-files' },
    { type: 'deploy-passphrase', passphrase },
    { type: 'deploy-check' },
    { type: 'deploy-kit', passphrase: { kind: 'keep' } },
  );
  return { id, view, set };
}

describe('a request', () => {
  it('is begun again: its key and certificate go, what the CA gave stays, and it waits in its list as before', async () => {
    const { id } = bench.runner.start('deploy', true);
    const first = await request();
    let view = await bench.walk(
      id,
      toSensor(),
      { type: 'deploy-choose-way', way: 'new' },
      { type: 'deploy-attach-request', waiting: first.waiting },
      { type: 'deploy-lab-sign' },
    );
    const slots = () => view.files.files.map(({ slot }) => slot).sort();
    expect([slots(), view.request?.lab]).toEqual([['chain', 'crt', 'key'], true]);
    view = await bench.walk(id, { type: 'deploy-choose-way', way: 'have' });
    expect(slots()).toEqual(['chain', 'crt', 'key']);
    view = await bench.walk(id, { type: 'deploy-choose-way', way: 'new' });
    expect(slots()).toEqual(['chain']);
    expect(view.request).toMatchObject({ choice: 'new', waiting: null, lab: false });
    expect(stateOf(view, 'request')).toBe('todo');
    expect(bench.world.waiting.find(first.waiting)?.id).toBe(first.waiting);
    // The files themselves are the person's.
    expect(readFileSync(first.key, 'utf8')).toContain('PRIVATE KEY');
    const second = await request();
    view = await bench.walk(id, { type: 'deploy-attach-request', waiting: second.waiting });
    expect([view.request?.waiting?.id, slots()]).toEqual([second.waiting, ['chain', 'key']]);
    // Chosen again where no request is attached, it takes nothing away.
    const other = bench.runner.start('deploy', false);
    await bench.walk(other.id, toSensor(), { type: 'deploy-drop', paths: [first.key] });
    expect((await bench.walk(other.id, { type: 'deploy-choose-way', way: 'new' })).files.files).toHaveLength(1);
  });

  it('is offered with what the profile insists on', async () => {
    const { id } = bench.runner.start('deploy', false);
    const ot = await bench.walk(id, toSensor());
    expect(ot.request?.suggestion.required).toEqual(['C', 'O', 'OU', 'CN']);
    expect(ot.request?.suggestion.keyKinds).toEqual(['rsa2048', 'rsa4096']);
    expect(ot.request?.suggestion.alphabet).toMatch(/^abc.*~$/);
    const edge = await bench.walk(id, toSensor({ profile: 'iot-edge' }));
    expect(edge.request?.suggestion.required).not.toContain('OU');
    expect(edge.request?.suggestion.alphabet).toBeNull();
  });

  it('waits no longer once the sensor serves its certificate', async () => {
    const { id } = bench.runner.start('deploy', true);
    const [mine, another] = [await request(), await request()];
    let view = await bench.walk(
      id,
      toSensor(),
      { type: 'deploy-choose-way', way: 'new' },
      { type: 'deploy-attach-request', waiting: mine.waiting },
      { type: 'deploy-lab-sign' },
      { type: 'deploy-check' },
      { type: 'deploy-kit', passphrase: { kind: 'new', passphrase } },
    );
    expect(bench.world.waiting.list()).toHaveLength(2);
    await upload(view, passphrase);
    view = await bench.walk(id, { type: 'deploy-proof' });
    expect(view.proof?.state).toBe('new');
    expect(bench.world.waiting.list().map((each) => each.id)).toEqual([another.waiting]);
    expect([view.request?.waiting, stateOf(view, 'request')]).toEqual([null, 'done']);
  });
});

describe('the wait for the sensor', () => {
  it('counts seconds, says what is seen, and who gives up keeps what was seen last', async () => {
    const { id } = await withKit();
    bench.pace.patience = 60_000;
    const told: [Progress['stage'], number?, number?, Progress['seen']?][] = [];
    const giveUp = async (after: number) => {
      const controller = new AbortController();
      told.length = 0;
      const stage = (...all: (typeof told)[number]) => {
        told.push(all);
        if (all[0] === 'waiting-for-sensor' && told.length >= after) controller.abort();
      };
      return must(await bench.act(id, { type: 'deploy-proof' }, { signal: controller.signal, stage }));
    };
    let view = await giveUp(3);
    expect(view.proof).toMatchObject({ state: 'old', verdicts: [], name: null });
    expect(told.at(-1)).toEqual(['waiting-for-sensor', expect.any(Number), 60, 'old']);
    await sensor.setState('private-ca');
    view = await giveUp(2);
    expect([view.proof?.state, told.at(-1)?.[3]]).toEqual(['other', 'other']);
    await sensor.stop();
    view = await giveUp(2);
    expect(view.proof).toMatchObject({ state: 'unreachable', problem: { code: 'refused' } });
    expect(told.at(-1)?.[3]).toBe('nothing');
    // It is kept, not only shown.
    expect((await bench.open(id)).proof?.state).toBe('unreachable');
  });
});

describe('the kit', () => {
  it('stands for files and check, also when the passphrase is forgotten with the app', async () => {
    const { id, view: before } = await withKit();
    expect(before.check).toMatchObject({ stale: false, precheck: before.kit?.kit.check });
    expect(before.check?.leaf?.fingerprints.sha256).toBe(before.kit?.kit.leaf.sha256);
    await bench.start();
    let view = await bench.open(id);
    expect(view.files.passphrase).toBe('needed');
    expect([view.current, stateOf(view, 'files'), stateOf(view, 'check')]).toEqual(['upload', 'done', 'done']);
    // Another passphrase typed does not touch what was written.
    view = await bench.walk(id, { type: 'deploy-passphrase', passphrase: 'not it' });
    expect([view.check?.stale, stateOf(view, 'files')]).toEqual([false, 'done']);
    // Whoever checks the files again sees what came of it.
    view = await bench.walk(id, { type: 'deploy-check' });
    expect(view.check?.precheck.findings.map(({ code }) => code)).toContain('passphrase-wrong');
    // A file less, and the kit is no longer made of these.
    view = await bench.walk(id, { type: 'deploy-remove-file', file: view.files.files[0]?.id ?? -1 });
    expect([view.kit?.stale, view.check?.stale, stateOf(view, 'files')]).toEqual([true, true, 'attention']);
  });

  it('keeps a practice journey from being replaced, as files do', async () => {
    const { id } = await withKit();
    const bare = bench.runner.start('deploy', true);
    await bench.walk(bare.id, toSensor());
    const next = bench.runner.start('deploy', true);
    await bench.walk(next.id, toSensor());
    expect(
      bench.runner
        .list()
        .map((each) => each.id)
        .sort(),
    ).toEqual([id, next.id].sort());
  });
});

describe('the root', () => {
  it('is saved under the name that the commands use', async () => {
    const { id, view: before, set } = await withKit();
    await upload(before, passphrase);
    let view = await bench.walk(id, { type: 'deploy-proof' });
    view = await bench.walk(id, { type: 'deploy-save-root' });
    const [saved] = bench.saved;
    const fingerprint = openssl(set.folder, 'x509', '-in', set.root, '-noout', '-fingerprint', '-sha256');
    const sha256 = (fingerprint.split('=')[1] ?? '').trim().replaceAll(':', '');
    expect(thumbprints(saved?.bytes ?? new Uint8Array()).sha256).toBe(sha256);
    expect(view.done.commands.filter((command) => command.includes(saved?.name ?? 'nothing'))).toHaveLength(1);
    expect(view.done.receipts).toEqual([]);
    view = await bench.walk(id, { type: 'deploy-read-trust' });
    expect(view.trust?.saved?.name).toBe(saved?.name);
    // Whoever closes the dialog has saved nothing more.
    bench.chosen.closes = true;
    const again = await bench.walk(id, { type: 'deploy-save-root' });
    expect(again.trust?.saved).toEqual(view.trust?.saved);
  });

  it('is not there to be saved without a kit, and where the chain has none', async () => {
    const { id } = bench.runner.start('deploy', false);
    const refused = { error: { code: 'not-yet' } };
    expect(await bench.act(id, { type: 'deploy-save-root' })).toMatchObject(refused);
    const set = companySet();
    bench.chosen.files = [set.locked, set.crt];
    await bench.walk(
      id,
      toSensor(),
      { type: 'deploy-choose-way', way: 'have' },
      { type: 'deploy-add-files' },
      { type: 'deploy-passphrase', passphrase },
      { type: 'deploy-check' },
      { type: 'deploy-kit', passphrase: { kind: 'keep' } },
    );
    expect(await bench.act(id, { type: 'deploy-save-root' })).toMatchObject(refused);
    expect(bench.saved).toEqual([]);
  });
});

describe('the name', () => {
  it('is offered only where it leads to this sensor', async () => {
    const { id, view: before, set } = await withKit();
    await upload(before, passphrase);
    const byAddress = `https://${sensor.host}:${sensor.port}`;
    const rootDer = new Uint8Array(
      Buffer.from(readFileSync(set.root, 'utf8').replace(/-----[^-]+-----/g, ''), 'base64'),
    );
    must(await bench.store.add(rootDer, { role: 'root-ca', place: 'root' }));
    const proven = async (addresses: string[]) => {
      bench.addresses = addresses;
      const { proof, done } = await bench.walk(id, { type: 'deploy-proof' });
      return { name: proof?.name, ways: proof?.verdicts.map(({ code, way }) => `${code} ${way}`), url: done.url };
    };
    const { name } = sensor;
    expect(await proven([])).toEqual({
      name: { name, addresses: [], leadsHere: false },
      ways: ['net::OK direct', 'net::OK tunnel'],
      url: byAddress,
    });
    expect(await proven(['192.0.2.7'])).toEqual({
      name: { name, addresses: ['192.0.2.7'], leadsHere: false },
      ways: ['net::OK direct', 'net::OK tunnel'],
      url: byAddress,
    });
    expect(await proven(['192.0.2.7', sensor.host])).toEqual({
      name: { name, addresses: ['192.0.2.7', sensor.host], leadsHere: true },
      ways: ['net::OK direct', 'net::OK direct'],
      url: `https://${name}:${sensor.port}`,
    });
    await bench.walk(id, toSensor({ name: null }));
    expect((await proven([])).name).toBeNull();
  });
});
