// Sensor, files and check of the deploy journey where things are not as they should be: the app started again, files
// that are gone, a sensor that cannot be reached, revocation lists of a real server, directly and through a real proxy.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { deployStateSchema } from '../../../main/journeys/deploy/state.ts';
import type { DeployAction, DeployJourney } from '../../../preload/contract/deploy-journey.ts';
import { CompanyCa, newKey, pointAt, sensorSubject, serverExtensions } from '../../support/company-ca.ts';
import { openssl } from '../../support/openssl.ts';
import { DeployBench, quiet, stateOf } from './deploy-world.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 60_000 });

const passphrase = 'Another.Canary-55';
const made = new DeployBench();
const desk = join(made.folder, 'desk');
let bench: DeployBench;
let issuing: CompanyCa;
let files: { key: string; locked: string; crt: string; chain: string; withList: string };
let list: { server: Server; url: string; answer: (response: ServerResponse) => void; asked: string[] };

const listen = async (serve: (request: IncomingMessage, response: ServerResponse) => void) => {
  const server = createServer(serve);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, port: (server.address() as AddressInfo).port };
};

beforeAll(async () => {
  mkdirSync(desk);
  const root = new CompanyCa(desk, 'Root');
  issuing = new CompanyCa(desk, 'Issuing', root);
  const key = newKey(desk, 'sensor.key');
  const locked = join(desk, 'locked.key');
  openssl(desk, 'pkcs8', '-topk8', '-in', key, '-passout', `pass:${passphrase}`, '-out', locked);
  const chain = join(desk, 'chain.pem');
  writeFileSync(chain, issuing.pem + root.pem);
  const asked: string[] = [];
  const { server, port } = await listen((from, response) => {
    asked.push(from.url ?? '');
    list.answer(response);
  });
  list = { server, url: `http://127.0.0.1:${port}/issuing.crl`, answer: (response) => response.end(), asked };
  const issue = (...more: string[]) =>
    issuing.issue({ subject: sensorSubject, extensions: serverExtensions(...more), key });
  files = { key, locked, chain, crt: issue(), withList: issue(pointAt(list.url)) };
});
afterAll(() => {
  list.server.close();
  made.clear();
});
beforeEach(async () => {
  bench = await new DeployBench().start();
});
afterEach(() => bench.clear());

const toSensor = (change: Partial<Extract<DeployAction, { type: 'deploy-sensor' }>> = {}): DeployAction => ({
  type: 'deploy-sensor',
  // Nobody listens there: what the journey is about can be done all the same.
  address: '127.0.0.1:9',
  proxy: null,
  name: 'sensor.contoso.com',
  profile: 'ot-sensor',
  validation: false,
  screen: 'system-settings',
  ...change,
});

async function withFiles(paths: string[], change: Parameters<typeof toSensor>[0] = {}) {
  const { id } = bench.runner.start('deploy', false);
  const view = await bench.walk(
    id,
    toSensor(change),
    { type: 'deploy-choose-way', way: 'have' },
    { type: 'deploy-drop', paths },
  );
  return { id, view };
}

const codes = (view: DeployJourney, severity: string) =>
  view.check?.precheck.findings.filter((finding) => finding.severity === severity).map(({ code }) => code);

describe('the sensor', () => {
  it('need not be reached: the reason is kept, and the journey goes on', async () => {
    const { id } = bench.runner.start('deploy', false);
    const view = await bench.walk(id, toSensor());
    expect(view.sensor).toMatchObject({ now: null, problem: { code: 'refused' }, name: 'sensor.contoso.com' });
    expect([stateOf(view, 'sensor'), view.current]).toEqual(['done', 'request']);
  });

  it('has a name, and rules that are there', async () => {
    const { id } = bench.runner.start('deploy', false);
    const refused = async (change: Parameters<typeof toSensor>[0]) => {
      const answer = await bench.act(id, toSensor(change));
      return answer.ok ? null : answer.error.code;
    };
    expect(await refused({ name: '10.1.2.3' })).toBe('name-is-address');
    expect(await refused({ name: 'not a name' })).toBe('address-invalid');
    expect(await refused({ address: '' })).toBe('address-empty');
    expect(await refused({ proxy: 'https://proxy:8080' })).toBe('proxy-invalid');
    expect(await refused({ profile: 'nobody-knows-it' })).toBe('profile-missing');
    expect((await bench.open(id)).sensor).toBeNull();
    expect(await bench.act(id, { type: 'deploy-check' })).toMatchObject({ error: { code: 'not-yet' } });
    // Without a name it is opened by its address, and that is what goes into the request.
    const view = await bench.walk(id, toSensor({ name: null }));
    expect(view.sensor?.name).toBeNull();
    expect(view.request?.suggestion.sans).toEqual(['127.0.0.1']);
  });

  it('that is another one voids what was found out, and leaves the files', async () => {
    const { id } = await withFiles([files.key, files.crt, files.chain]);
    await bench.walk(id, { type: 'deploy-check' });
    const view = await bench.walk(id, toSensor({ address: '127.0.0.1:10' }));
    expect([view.check, view.files.files.length]).toEqual([null, 3]);
  });
});

describe('the files', () => {
  it('go where their content belongs, until a person says otherwise', async () => {
    const { id, view } = await withFiles([files.chain, files.key, files.crt]);
    expect(view.files.files.map(({ slot, placedByHand }) => [slot, placedByHand])).toEqual([
      ['chain', false],
      ['key', false],
      ['crt', false],
    ]);
    const chain = view.files.files[0]?.id ?? -1;
    const placed = await bench.walk(id, { type: 'deploy-place-file', file: chain, slot: 'none' });
    expect(placed.files.files[0]).toMatchObject({ slot: 'none', placedByHand: true });
    expect(await bench.act(id, { type: 'deploy-place-file', file: 99, slot: 'key' })).toMatchObject({
      error: { code: 'no-such-object' },
    });
    const removed = await bench.walk(id, { type: 'deploy-remove-file', file: chain });
    expect(removed.files.files.map(({ slot }) => slot)).toEqual(['key', 'crt']);
    const cleared = await bench.walk(id, { type: 'deploy-clear-files' });
    expect([cleared.files.files, stateOf(cleared, 'check')]).toEqual([[], 'blocked']);
  });

  it('are read again when the app is started again, and the passphrase is not remembered', async () => {
    const own = join(bench.folder, 'own.crt');
    writeFileSync(own, openssl(desk, 'x509', '-in', files.crt));
    const { id } = await withFiles([files.locked, own, files.chain]);
    let view = await bench.walk(id, { type: 'deploy-passphrase', passphrase }, { type: 'deploy-check' });
    expect(view.files.passphrase).toBe('right');
    const hand = view.files.files.find(({ slot }) => slot === 'chain')?.id ?? -1;
    view = await bench.walk(id, { type: 'deploy-place-file', file: hand, slot: 'chain' });

    await bench.start();
    view = await bench.open(id);
    expect(view.files.passphrase).toBe('needed');
    expect(view.files.files.map(({ slot, placedByHand }) => [slot, placedByHand])).toEqual([
      ['key', false],
      ['crt', false],
      ['chain', true],
    ]);
    expect([view.check?.stale, stateOf(view, 'files')]).toEqual([false, 'attention']);
    // A file may be gone, and is told to be gone.
    rmSync(own);
    view = await bench.open(id);
    expect(view.files.files[1]).toMatchObject({ name: 'own.crt', problems: [{ code: 'file-unreadable' }] });
    expect(view.check?.stale).toBe(true);
    expect(bench.written().filter(({ text }) => text.includes(passphrase))).toEqual([]);
  });

  it('are not a whole folder of others', async () => {
    const folder = join(bench.folder, 'many');
    mkdirSync(folder);
    for (let number = 0; number < 60; number += 1) writeFileSync(join(folder, `${number}.txt`), 'x');
    const { id } = await withFiles([files.key]);
    expect(await bench.act(id, { type: 'deploy-drop', paths: [folder] })).toMatchObject({
      error: { code: 'too-many-objects' },
    });
    expect((await bench.open(id)).files.files).toHaveLength(1);
  });
});

describe('the check', () => {
  it('is stale once files, passphrase, name, rules or validation have changed', async () => {
    const { id } = await withFiles([files.locked, files.crt, files.chain]);
    const fresh = async (...actions: DeployAction[]) => {
      const view = await bench.walk(id, { type: 'deploy-check' });
      expect(view.check?.stale).toBe(false);
      return (await bench.walk(id, ...actions)).check?.stale;
    };
    expect(await fresh({ type: 'deploy-passphrase', passphrase })).toBe(true);
    expect(await fresh({ type: 'deploy-look' })).toBe(false);
    expect(await fresh({ type: 'deploy-validation', validation: true })).toBe(true);
    expect(await fresh({ type: 'deploy-validation', validation: true })).toBe(false);
    expect(await fresh({ type: 'deploy-drop', paths: [files.withList] } as never)).toBe(true);
    expect(await fresh(toSensor({ name: 'other.contoso.com', validation: true }))).toBe(true);
    expect(await fresh(toSensor({ name: 'other.contoso.com', validation: true, profile: 'iot-edge' }))).toBe(true);
  });

  it('leads on to the kit where that puts right all that is wrong', async () => {
    const der = join(bench.folder, 'sensor.der.key');
    openssl(desk, 'pkey', '-in', files.key, '-outform', 'DER', '-out', der);
    const all = join(bench.folder, 'all.p7b');
    openssl(desk, 'crl2pkcs7', '-nocrl', '-certfile', files.chain, '-certfile', files.crt, '-out', all);
    const { id } = await withFiles([der, all]);
    const view = await bench.walk(id, { type: 'deploy-check' });
    expect(codes(view, 'fail')?.sort()).toEqual(['bundle', 'key-not-pem']);
    expect([view.check?.precheck.verdict, stateOf(view, 'check'), view.current]).toEqual(['reject', 'done', 'kit']);
    bench.chosen.folder = bench.folder;
    const made = await bench.walk(id, { type: 'deploy-kit', passphrase: { kind: 'none' } });
    expect(codes(made, 'fail')).toEqual([]);
    const other = await withFiles([der, files.chain]);
    const bad = await bench.walk(other.id, { type: 'deploy-check' });
    expect([stateOf(bad, 'check'), bad.current]).toEqual(['attention', 'files']);
  });

  it('asks for the lists where the certificates say, and only where the appliance would', async () => {
    list.answer = (response) => response.end(issuing.list());
    const { id } = await withFiles([files.key, files.withList, files.chain]);
    list.asked.length = 0;
    await bench.walk(id, { type: 'deploy-check' });
    expect(list.asked).toEqual([]);

    await bench.walk(id, { type: 'deploy-validation', validation: true });
    let view = await bench.walk(id, { type: 'deploy-check' });
    expect(list.asked).toEqual(['/issuing.crl']);
    expect(codes(view, 'info')).toContain('not-revoked');

    issuing.revoke(files.withList);
    view = await bench.walk(id, { type: 'deploy-check' });
    expect(view.check?.precheck.verdict).toBe('reject');
    expect(codes(view, 'fail')).toContain('revoked');
    expect(view.check?.precheck.findings.find(({ code }) => code === 'revoked')?.consoleMessage).toContain('revoked');
    expect(stateOf(view, 'check')).toBe('attention');

    list.answer = (response) => response.writeHead(503).end();
    view = await bench.walk(id, { type: 'deploy-check' });
    const unreachable = view.check?.precheck.findings.find(({ code }) => code === 'crl-unreachable');
    expect(unreachable?.facts).toMatchObject({ problem: 'http-status', status: 503, proxy: null });
  });

  it('asks through the proxy of the journey', async () => {
    const lines: string[] = [];
    const proxy = await listen((from, response) => {
      lines.push(from.url ?? '');
      request(from.url ?? '', (answer) => answer.pipe(response)).end();
    });
    list.answer = (response) => response.end(issuing.list());
    const through = { proxy: `127.0.0.1:${proxy.port}`, validation: true };
    const { id } = await withFiles([files.key, files.withList, files.chain], through);
    const view = await bench.walk(id, { type: 'deploy-check' });
    proxy.server.close();
    expect(lines).toContain(list.url);
    const reached = view.check?.precheck.findings.find(({ code }) => code === 'crl-reachable');
    expect(reached?.facts).toMatchObject({ proxy: through.proxy });
  });

  it('is cancelled while a server keeps it waiting, and nothing is kept of it', async () => {
    list.answer = () => {};
    const { id } = await withFiles([files.key, files.withList, files.chain], { validation: true });
    const controller = new AbortController();
    const stages: string[] = [];
    const checking = bench.act(
      id,
      { type: 'deploy-check' },
      {
        signal: controller.signal,
        stage: (stage) => {
          stages.push(stage);
          if (stage === 'fetching-crl') setTimeout(() => controller.abort(), 50);
        },
      },
    );
    expect(await checking).toMatchObject({ error: { code: 'cancelled' } });
    expect(stages).toEqual(['fetching-crl']);
    expect((await bench.open(id)).check).toBeNull();
  });

  it('knows the common names of other sensors, and the same sensor by another address', async () => {
    const first = await withFiles([files.key, files.crt, files.chain]);
    bench.chosen.folder = bench.folder;
    await bench.walk(first.id, { type: 'deploy-check' }, { type: 'deploy-kit', passphrase: { kind: 'none' } });
    const { id } = await withFiles([files.key, files.crt, files.chain], { address: '127.0.0.1:10' });
    const view = await bench.walk(id, { type: 'deploy-check' });
    const shared = view.check?.precheck.findings.find(({ code }) => code === 'common-name-shared');
    expect(shared?.facts).toEqual({ name: 'sensor.contoso.com', sensor: '127.0.0.1:9' });
    // Its own certificate in a kit, and the same sensor under its name: no other sensor.
    const again = await withFiles([files.key, files.crt, files.chain]);
    const same = await bench.walk(again.id, { type: 'deploy-check' });
    expect(codes(same, 'fail')).not.toContain('common-name-shared');
  });
});

describe('the kit', () => {
  it('needs a certificate, its key, and the key open', async () => {
    bench.chosen.folder = bench.folder;
    const kit: DeployAction = { type: 'deploy-kit', passphrase: { kind: 'none' } };
    const reason = async (id: string) => {
      const answer = await bench.act(id, kit);
      return answer.ok ? null : answer.error;
    };
    const { id } = await withFiles([files.locked, files.crt]);
    expect(await reason(id)).toMatchObject({ code: 'not-yet', facts: { needs: 'check' } });
    await bench.walk(id, { type: 'deploy-check' });
    expect(await reason(id)).toEqual({ code: 'kit-impossible', facts: { reason: 'key-locked' } });
    const keyless = await withFiles([files.crt]);
    await bench.walk(keyless.id, { type: 'deploy-check' });
    expect(await reason(keyless.id)).toEqual({ code: 'kit-impossible', facts: { reason: 'no-key' } });
    // An attempt that fails leaves no folder behind.
    expect(bench.written().filter(({ name }) => name.endsWith('.key'))).toEqual([]);
    bench.chosen.folder = null;
    expect((await bench.walk(id, kit)).kit).toBeNull();
  });

  it('is written although it would be refused, and says so', async () => {
    bench.chosen.folder = bench.folder;
    const order = { subject: sensorSubject, extensions: serverExtensions(), key: files.key };
    const expired = issuing.issue({ ...order, from: -20, to: -10 });
    const { id } = await withFiles([files.key, expired, files.chain]);
    await bench.walk(id, { type: 'deploy-check' });
    const view = await bench.walk(id, { type: 'deploy-kit', passphrase: { kind: 'none' } });
    expect(view.kit?.kit.check.verdict).toBe('reject');
    expect([stateOf(view, 'check'), stateOf(view, 'kit')]).toEqual(['attention', 'attention']);
  });
});

describe('the store', () => {
  it('holds a state that is read back, and leaves one of another version alone', async () => {
    const { id } = await withFiles([files.key, files.crt, files.chain]);
    await bench.walk(id, { type: 'deploy-check' });
    const kept = bench.written().find(({ name }) => name === 'progress.json');
    const record = JSON.parse(kept?.text ?? '{}').journeys[id];
    expect(deployStateSchema.safeParse(record).error).toBeUndefined();
    expect(bench.runner.list().map((each) => each.id)).toEqual([id]);
    writeFileSync(
      join(bench.folder, 'progress.json'),
      JSON.stringify({ journeys: { [id]: { ...record, version: 2 }, odd: { kind: 'later' } } }),
    );
    await bench.start();
    expect(bench.runner.list()).toEqual([]);
    expect(await bench.runner.open(id)).toMatchObject({ error: { code: 'no-such-journey' } });
    bench.runner.start('deploy', false);
    const after = JSON.parse(bench.written().find(({ name }) => name === 'progress.json')?.text ?? '{}');
    expect(Object.keys(after.journeys)).toEqual(expect.arrayContaining([id, 'odd']));
  });

  it('gives no kind of journey what another is asked for', async () => {
    const deploy = bench.runner.start('deploy', false);
    await bench.walk(deploy.id, toSensor());
    const trust = bench.runner.start('trust', false);
    const lost = { error: { code: 'no-such-journey' } };
    expect(await bench.runner.act(deploy.id, { type: 'download' }, quiet)).toMatchObject(lost);
    expect(await bench.runner.act(trust.id, { type: 'deploy-look' }, quiet)).toMatchObject(lost);
    // An empty journey of any kind goes with the next start, one that was begun does not.
    bench.runner.start('deploy', false);
    expect(await bench.runner.open(trust.id)).toMatchObject(lost);
    expect((await bench.open(deploy.id)).sensor).not.toBeNull();
    await bench.runner.forget(deploy.id);
    expect(await bench.runner.open(deploy.id)).toMatchObject(lost);
  });
});
