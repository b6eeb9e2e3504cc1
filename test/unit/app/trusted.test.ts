// The list of our certificates over a real journal, stores in memory and real TLS servers: what it joins, what it says of
// need, what it removes, and what it leaves alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { trusted } from '../../../assets/text/en/trusted.ts';
import { TrustedDesk } from '../../../main/app/trusted.ts';
import { noChanges, openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { openConfStore, type Store } from '../../../main/journal/store.ts';
import type { Run } from '../../../main/journeys/kind.ts';
import { newTrustState, type TrustState } from '../../../main/journeys/trust/state.ts';
import type { TrustWorld } from '../../../main/journeys/trust/world.ts';
import { toPem } from '../../../main/pki/files/write.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { checkedStore, stored } from '../../../main/trust/checked-store.ts';
import type { StoredCertificate, TrustStore } from '../../../main/trust/trust-store.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { type Trusted, trustedViewSchema } from '../../../preload/contract/trusted.ts';
import { certificate, key } from '../pki/openssl.ts';

vi.setConfig({ testTimeout: 30_000 });

const ca = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign', 'subjectKeyIdentifier=hash'];
const server = ['basicConstraints=critical,CA:FALSE', 'subjectAltName=IP:127.0.0.1'];
function make() {
  const issuer = (name: string, more: string[] = []) => ({
    key: key('p256', `desk-${name}`),
    der: certificate({ key: key('p256', `desk-${name}`), subject: `/CN=${name} Root`, extensions: ca, more }),
  });
  const old = issuer('Old');
  const fresh = issuer('Fresh');
  const leaf = (name: string, by?: typeof old) => ({
    key: key('p256', `desk-leaf-${name}`),
    der: certificate({
      key: key('p256', `desk-leaf-${name}`),
      subject: `/CN=${name}`,
      extensions: server,
      ...(by ? { issuer: by } : {}),
    }),
  });
  const intermediate = certificate({
    key: key('p256', 'desk-issuing'),
    subject: '/CN=Issuing',
    extensions: ca,
    issuer: old,
  });
  return { old, fresh, intermediate, byOld: leaf('by-old', old), byFresh: leaf('by-fresh', fresh), self: leaf('self') };
}

/** A store that can be changed behind the app's back. */
function openStoreOf(id: 'nss-user' | 'linux-system') {
  const state = { entries: [] as StoredCertificate[], broken: false, needsRights: false, leftover: false };
  const store: TrustStore = checkedStore({
    id,
    scope: id === 'nss-user' ? 'user' : 'machine',
    location: `the ${id} of the test`,
    readers: [id === 'nss-user' ? 'chromium' : 'openssl'],
    needsRights: async () => state.needsRights,
    accepts: () => true,
    read: async () => (state.broken ? fail('store-failed', { store: id, detail: 'broken' }) : ok(state.entries)),
    insert: async ({ der, place }) => {
      state.entries = [...state.entries, stored(Uint8Array.from(der), { place, addedByUs: true })];
      return ok(undefined);
    },
    delete: async (_sha256, gone) => {
      state.entries = state.entries.filter((each) => each !== gone);
      state.leftover = false;
      return ok(undefined);
    },
    hasLeftover: async () => state.leftover,
  });
  return { store, state };
}

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const base64 = (der: Uint8Array) => Buffer.from(der).toString('base64');
const add = (der: Uint8Array, more: Partial<Operation & { kind: 'trust-add' }> = {}): Operation => ({
  kind: 'trust-add',
  store: 'nss-user',
  der: base64(der),
  role: 'root-ca',
  place: 'root',
  ...more,
});
const run = (signal = new AbortController().signal): Run => ({ signal, stage: () => {} });
const noFirefox = { found: false, uses: 'unknown', from: 'nothing', locked: false } as const;

let made: ReturnType<typeof make>;
let folder: string;
let progress: Store;
let user: ReturnType<typeof openStoreOf>;
let machine: ReturnType<typeof openStoreOf>;
let changes: TrustWorld['changes'];
let asked: unknown[];
let answer: boolean;
let desk: TrustedDesk;
let clock: Date;
const servers: Server[] = [];

beforeAll(() => {
  made = make();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-trusted-'));
  clock = new Date();
  progress = value(openConfStore(folder, clock)).store;
  user = openStoreOf('nss-user');
  machine = openStoreOf('linux-system');
  const stores = [machine.store, user.store];
  const door = openDoor({
    world: {
      platform: 'linux',
      now: () => clock,
      storeOf: (id) => stores.find((store) => store.id === id) ?? null,
      hostsFile: () => ok(join(folder, 'hosts')),
      hostsNeedRights: async () => false,
      backupDir: () => ok(join(folder, 'backups')),
    },
    elevate: null,
  });
  const journal = value(await openJournal(join(folder, 'journal.jsonl'), { now: () => clock }));
  changes = openChanges({ door, journal });
  asked = [];
  answer = true;
  desk = deskOf();
});
afterEach(() => {
  for (const each of servers.splice(0)) each.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Over whatever `changes` is. */
function deskOf(): TrustedDesk {
  const never = () => {
    throw new Error('not asked for here');
  };
  return new TrustedDesk({
    world: {
      now: () => clock,
      stores: [machine.store, user.store],
      changes,
      needsRights: async () => false,
      isGuarded: async () => false,
      people: {
        saveFile: never,
        openFiles: never,
        openUrl: never,
        confirm: async (what) => {
          asked.push(what);
          return answer;
        },
      },
    },
    store: progress,
    journeys: () => Object.keys((progress.get('journeys') ?? {}) as object).map((id) => ({ id })),
    firefox: async () => noFirefox,
    notes: async (ders) => ders.map((der) => ({ kind: 'pushed', sha256: stored(der, { place: 'root' }).sha256 })),
  });
}

const list = async (): Promise<Trusted[]> => trustedViewSchema.parse(value(await desk.list())).certificates;
const named = (rows: Trusted[]) => rows.map(({ item, store }) => `${item.commonName} ${store}`);

async function serve(leaf: { key: string; der: Uint8Array }, chain: Uint8Array[] = []): Promise<string> {
  const cert = [leaf.der, ...chain].map((der) => toPem(der)).join('');
  const https = createServer({ key: readFileSync(leaf.key), cert }, (_request, response) => response.end());
  servers.push(https);
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(https.address() as AddressInfo).port}`;
}

/** A trust journey about a sensor that has shown this chain. */
function journey(id: string, sensor: string, chain: Uint8Array[], at = clock.toISOString()): void {
  const [host = '', port = ''] = sensor.split(':');
  const state: TrustState = {
    ...newTrustState(id, at, false),
    address: { text: sensor, host, port: Number(port), kind: 'ipv4', proxy: null },
    download: {
      at,
      remoteAddress: host,
      protocol: 'TLSv1.3',
      cipher: 'TLS_AES_128_GCM_SHA256',
      chainAsSent: true,
      sni: 'not-tried',
      clock: null,
      oldTls: false,
      chain: chain.map(base64),
    },
  };
  progress.set(`journeys.${id}`, state);
}

describe('the list', () => {
  it('has what the journal knows, with its day, its sensor and its journey, the latest first', async () => {
    journey('j1', '127.0.0.1:1', [made.byOld.der]);
    const first = clock.toISOString();
    value(await changes.make('j1', [add(made.old.der)]));
    clock = new Date(clock.getTime() + 60_000);
    value(await changes.make('j2', [add(made.fresh.der, { store: 'linux-system' })]));
    const rows = await list();
    expect(named(rows)).toEqual(['Fresh Root linux-system', 'Old Root nss-user']);
    expect(rows[1]).toMatchObject({
      addedAt: first,
      sensor: '127.0.0.1:1',
      journey: 'j1',
      there: true,
      need: 'serves',
      seenAt: first,
      role: 'root-ca',
      readers: ['chromium'],
      location: 'the nss-user of the test',
    });
    expect(rows[0]).toMatchObject({ sensor: null, journey: null, need: 'unknown', seenAt: null, scope: 'machine' });
    expect(value(await desk.list()).notes).toHaveLength(2);
  });

  it('goes by the sensor that the journal names, also when its journey is forgotten', async () => {
    value(await changes.make('gone', [add(made.old.der)], { sensor: 'sensor7.contoso.com:8443' }));
    expect(await list()).toMatchObject([{ sensor: 'sensor7.contoso.com:8443', journey: null, need: 'unknown' }]);
  });

  it('names no journey that cannot be opened: what the command line did has none', async () => {
    value(await changes.make('cli-1234abcd', [add(made.old.der)]));
    expect(await list()).toMatchObject([{ addedAt: expect.any(String), journey: null }]);
  });

  it('counts as there what a crash left in a store, and removes it', async () => {
    value(await changes.make('j1', [add(made.old.der)]));
    user.state.entries = [];
    user.state.leftover = true;
    expect(await list()).toMatchObject([{ there: true }]);
    value(await desk.remove([{ store: 'nss-user', sha256: (await list())[0]?.sha256 ?? '' }], run()));
    expect(user.state.leftover).toBe(false);
    expect(await list()).toEqual([]);
  });

  it('has a row for each store and each place', async () => {
    const entries = [
      add(made.old.der),
      add(made.old.der, { store: 'linux-system' }),
      add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' }),
    ];
    value(await changes.make('j1', entries));
    expect((await list()).map(({ store, place }) => `${store} ${place}`).sort()).toEqual([
      'linux-system root',
      'nss-user intermediate',
      'nss-user root',
    ]);
  });

  it('has what only our mark in the store tells, without a day, and nothing of anybody else’s', async () => {
    user.state.entries = [
      stored(made.old.der, { place: 'root', addedByUs: true }),
      stored(made.fresh.der, { place: 'root', addedByUs: false }),
      stored(made.self.der, { place: 'root' }),
    ];
    const rows = await list();
    expect(named(rows)).toEqual(['Old Root nss-user']);
    expect(rows[0]).toMatchObject({ addedAt: null, sensor: null, journey: null, there: true });
  });

  it('says so where the journal cannot be read: what is known by its mark alone is not all', async () => {
    user.state.entries = [stored(made.old.der, { place: 'root', addedByUs: true })];
    expect(value(await desk.list()).journalUnread).toBe(false);
    changes = noChanges(fail('store-data-damaged', { file: 'journal.jsonl', detail: 'not JSON' }));
    const view = trustedViewSchema.parse(value(await deskOf().list()));
    expect([view.journalUnread, named(view.certificates)]).toEqual([true, ['Old Root nss-user']]);
  });

  it('says what is not there any more, after what is; and of a store that cannot be read that it is not known', async () => {
    value(await changes.make('j1', [add(made.old.der)]));
    clock = new Date(clock.getTime() + 60_000);
    value(await changes.make('j1', [add(made.fresh.der)]));
    user.state.entries = user.state.entries.filter(({ der }) => Buffer.compare(der, made.fresh.der) !== 0);
    expect((await list()).map(({ item, there }) => [item.commonName, there])).toEqual([
      ['Old Root', true],
      ['Fresh Root', false],
    ]);
    user.state.broken = true;
    const view = value(await desk.list());
    expect(view.unread).toEqual(['the nss-user of the test']);
    expect(view.certificates.map(({ there }) => there)).toEqual([null, null]);
  });

  it('has no more what was taken back, or removed by us; and again what was put back', async () => {
    value(await changes.make('j1', [add(made.old.der), add(made.fresh.der)]));
    value(await changes.undo([changes.all()[0]?.id ?? '']));
    expect(named(await list())).toEqual(['Fresh Root nss-user']);
    value(await desk.remove([{ store: 'nss-user', sha256: (await list())[0]?.sha256 ?? '' }], run()));
    expect(await list()).toEqual([]);
    value(await changes.undo([changes.all().at(-1)?.id ?? '']));
    expect(named(await list())).toEqual(['Fresh Root nss-user']);
  });
});

describe('need', () => {
  it('is asked for at the sensors, and kept', async () => {
    const sensor = await serve(made.byFresh, [made.fresh.der]);
    journey('j1', sensor, [made.byOld.der], '2026-01-01T00:00:00.000Z');
    value(await changes.make('j1', [add(made.old.der)]));
    expect(await list()).toMatchObject([{ need: 'serves', seenAt: '2026-01-01T00:00:00.000Z' }]);
    const view = value(await desk.look(run()));
    expect(view.looked).toEqual({ asked: 1, answered: 1 });
    const looked = view.certificates;
    expect(looked).toMatchObject([{ need: 'replaced', sensor, there: true, silentAt: null }]);
    expect(Date.parse(looked[0]?.seenAt ?? '')).toBeGreaterThan(Date.parse('2026-01-02'));
    expect(await list()).toMatchObject([{ need: 'replaced' }]);
    expect(user.state.entries).toHaveLength(1);
  });

  it('is not known of a sensor that does not answer; when it was seen stays', async () => {
    const at = '2026-01-01T00:00:00.000Z';
    journey('j1', '127.0.0.1:1', [made.byOld.der], at);
    value(await changes.make('j1', [add(made.old.der)]));
    const looked = trustedViewSchema.parse(value(await desk.look(run())));
    expect(looked.certificates).toMatchObject([{ need: 'unknown', seenAt: at, silentAt: clock.toISOString() }]);
    expect(looked.looked).toEqual({ asked: 1, answered: 0 });
    expect(trusted.why(looked.certificates[0] as Trusted)).toMatch(/^127\.0\.0\.1:1 did not answer on .*seen last on /);
  });

  it('counts every sensor that this computer knows, not only the one it was added for', async () => {
    const one = await serve(made.byFresh, [made.fresh.der]);
    const other = await serve(made.byOld);
    journey('j1', one, [made.byOld.der]);
    journey('j2', other, [made.byOld.der]);
    value(await changes.make('j1', [add(made.old.der)]));
    expect(value(await desk.look(run())).certificates).toMatchObject([
      { need: 'serves', sensor: one, others: [other] },
    ]);
  });

  it('tells how far it is, and can be cancelled', async () => {
    journey('j1', await serve(made.self), [made.self.der]);
    value(await changes.make('j1', [add(made.self.der, { role: 'self-signed-leaf' })]));
    const stages: unknown[] = [];
    value(await desk.look({ ...run(), stage: (...stage) => stages.push(stage) }));
    expect(stages).toEqual([['handshake', 0, 1]]);
    const stop = new AbortController();
    stop.abort();
    expect(await desk.look(run(stop.signal))).toMatchObject({ error: { code: 'cancelled' } });
  });
});

describe('what is not there any more', () => {
  const shift = () => {
    clock = new Date(clock.getTime() + 60_000);
  };
  it('is taken off the list, however often it was added, and comes back to it when it is added anew', async () => {
    value(await changes.make('j1', [add(made.old.der)]));
    user.state.entries = [];
    shift();
    value(await changes.make('j2', [add(made.old.der), add(made.old.der, { store: 'linux-system' })]));
    user.state.entries = [];
    const sha256 = (await list())[0]?.sha256 ?? '';
    expect((await list()).map(({ store, there }) => [store, there])).toEqual([
      ['linux-system', true],
      ['nss-user', false],
    ]);
    const left = trustedViewSchema.parse(value(await desk.leave('nss-user', sha256))).certificates;
    expect(named(left)).toEqual(['Old Root linux-system']);
    expect(changes.all().map(({ state }) => state)).toEqual(['left', 'left', 'done']);
    expect([user.state.entries.length, machine.state.entries.length, asked]).toEqual([0, 1, []]);
    // What is there is not taken off, and stays ours to remove.
    expect(await desk.leave('linux-system', sha256)).toMatchObject({ error: { code: 'nothing-to-undo' } });
    shift();
    value(await changes.make('j3', [add(made.old.der)]));
    expect(named(await list())).toEqual(['Old Root nss-user', 'Old Root linux-system']);
  });

  it('stays on the list where it came back meanwhile, or the store cannot be read', async () => {
    value(await changes.make('j1', [add(made.old.der)]));
    const sha256 = (await list())[0]?.sha256 ?? '';
    expect(await desk.leave('nss-user', sha256)).toMatchObject({ error: { code: 'nothing-to-undo' } });
    user.state.broken = true;
    expect(await desk.leave('nss-user', sha256)).toMatchObject({ error: { code: 'nothing-to-undo' } });
    expect(await list()).toHaveLength(1);
  });
});

describe('removing', () => {
  it('asks, removes from each place of the one store, and is a change like any other', async () => {
    value(await changes.make('j1', [add(made.old.der), add(made.old.der, { store: 'linux-system' })]));
    const sha256 = (await list())[0]?.sha256 ?? '';
    const left = value(await desk.remove([{ store: 'nss-user', sha256: sha256 }], run())).certificates;
    expect(await desk.removals([{ store: 'linux-system', sha256: sha256 }])).toMatchObject([
      { kind: 'trust-remove', place: 'root', sha256 },
    ]);
    expect(asked).toMatchObject([
      [{ kind: 'trust-removed', what: 'CN=Old Root', target: 'the nss-user of the test', thumbprint: sha256 }],
    ]);
    expect(named(left)).toEqual(['Old Root linux-system']);
    expect(user.state.entries).toEqual([]);
    expect(changes.all().at(-1)).toMatchObject({
      state: 'done',
      inverse: { kind: 'trust-add', der: base64(made.old.der) },
    });
  });

  it('removes several in one go, asked for once, each for its own sensor', async () => {
    value(await changes.make('j1', [add(made.old.der)], { sensor: 'sensor7.contoso.com:443' }));
    value(await changes.make('j2', [add(made.fresh.der)], { sensor: 'sensor8.contoso.com:443' }));
    value(await changes.make('j3', [add(made.self.der, { role: 'self-signed-leaf' })]));
    const [old, fresh] = [made.old, made.fresh].map(({ der }) => stored(der, { place: 'root' }).sha256);
    const meant = [old, fresh].map((sha256) => ({ store: 'nss-user' as const, sha256: sha256 ?? '' }));
    const left = value(await desk.remove(meant, run())).certificates;
    expect(named(left)).toEqual(['self nss-user']);
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject([{ thumbprint: old }, { thumbprint: fresh }]);
    expect(
      changes
        .all()
        .slice(-2)
        .map(({ operation, sensor }) => [operation.kind, sensor]),
    ).toEqual([
      ['trust-remove', 'sensor7.contoso.com:443'],
      ['trust-remove', 'sensor8.contoso.com:443'],
    ]);
  });

  it('leaves everything where the person says no', async () => {
    value(await changes.make('j1', [add(made.old.der)]));
    answer = false;
    expect(await desk.remove([{ store: 'nss-user', sha256: (await list())[0]?.sha256 ?? '' }], run())).toMatchObject({
      error: { code: 'cancelled' },
    });
    expect(user.state.entries).toHaveLength(1);
  });

  it('never touches what is not ours, and asks nobody about it', async () => {
    user.state.entries = [stored(made.fresh.der, { place: 'root', addedByUs: false })];
    value(await desk.remove([{ store: 'nss-user', sha256: user.state.entries[0]?.sha256 ?? '' }], run()));
    expect(await desk.removals([{ store: 'nss-user', sha256: user.state.entries[0]?.sha256 ?? '' }])).toEqual([]);
    expect(user.state.entries).toHaveLength(1);
    expect(asked).toEqual([]);
    expect(changes.all()).toEqual([]);
  });
});
