// The journey over real parts: the practice sensor's TLS, a hosts file in a temporary folder, the real journal and door.
// What it cannot have here is Chromium (the end-to-end tests have it), so verdicts are "not checked".
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RightsDesk } from '../../../main/app/rights.ts';
import { openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { openConfStore } from '../../../main/journal/store.ts';
import type { Run } from '../../../main/journeys/kind.ts';
import { JourneyRunner } from '../../../main/journeys/runner.ts';
import { trustKind } from '../../../main/journeys/trust/kind.ts';
import type { TrustWorld } from '../../../main/journeys/trust/world.ts';
import { groupHex, thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import type { World } from '../../../main/privileged/apply.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import { type PracticeSensor, startPracticeSensor } from '../../../main/sensor/practice/index.ts';
import { memoryStore } from '../../../main/trust/memory.ts';
import type { TrustStore } from '../../../main/trust/trust-store.ts';
import { rightsPlanSchema } from '../../../preload/contract/activity.ts';
import type { PracticeState } from '../../../preload/contract/calls.ts';
import { ok, type Result } from '../../../preload/contract/result.ts';
import { type TrustAction, type TrustJourney, trustJourneySchema } from '../../../preload/contract/trust-journey.ts';
import type { TrustNote } from '../../../preload/contract/trust-note.ts';

const hostsBefore = '127.0.0.1\tlocalhost\r\n# kept as it is, odd bytes and all: \u00e9\r\n10.0.0.9 other.test';
let folder: string;
let hostsFile: string;
let sensor: PracticeSensor;
const run: Run = { signal: new AbortController().signal, stage: () => {} };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-journey-'));
  hostsFile = join(folder, 'hosts');
  writeFileSync(hostsFile, hostsBefore, 'latin1');
});

afterEach(async () => {
  await sensor?.stop();
  rmSync(folder, { recursive: true });
});

async function sensorIn(state: PracticeState): Promise<string> {
  const started = await startPracticeSensor({ state, now: new Date() });
  if (!started.ok) throw new Error(started.error.code);
  sensor = started.value;
  return `${sensor.host}:${sensor.port}`;
}

const ourStore = (): TrustStore => ({ ...memoryStore(), readers: ['chromium'] });

async function openRunner(store = ourStore(), notes: (ders: readonly Uint8Array[]) => TrustNote[] = () => []) {
  const now = () => new Date();
  const machine: World = {
    platform: process.platform,
    now,
    storeOf: (id) => (id === store.id ? store : null),
    hostsFile: () => ok(hostsFile),
    hostsNeedRights: async () => false,
    backupDir: () => ok(join(folder, 'backups')),
  };
  const journal = await openJournal(join(folder, 'journal.jsonl'), { now });
  if (!journal.ok) throw new Error(journal.error.code);
  const seen = new Map<string, { sha256: string; seenAt: string }>();
  const saved: { name: string; bytes: Uint8Array }[] = [];
  let chosen: { name: string; bytes: Uint8Array }[] | null = null;
  const asked: string[] = [];
  const answer = { yes: true };
  const world: TrustWorld = {
    now,
    platform: process.platform,
    stores: [store],
    notes: async (ders) => notes(ders),
    hostsFile,
    resolve: async () => ok({ addresses: [] }),
    changes: openChanges({ door: openDoor({ world: machine, elevate: null }), journal: journal.value }),
    needsRights: async () => false,
    isGuarded: async () => false,
    openJudge: null,
    people: {
      saveFile: async (name, bytes) => {
        saved.push({ name, bytes });
        return ok({ name });
      },
      openFiles: async () => ok(chosen),
      openUrl: async () => {},
      confirm: async (changes) => {
        asked.push(...changes.map(({ what }) => what));
        return answer.yes;
      },
    },
    seen: {
      get: (address) => seen.get(address) ?? null,
      set: (address, sha256, seenAt) => void seen.set(address, { sha256, seenAt }),
      forget: (address) => void seen.delete(address),
    },
  };
  const choose = (files: typeof chosen) => {
    chosen = files;
  };
  let count = 0;
  const { store: progress } = must(openConfStore(folder, now()));
  const runner = new JourneyRunner({
    store: progress,
    changes: world.changes,
    now,
    newId: () => `00000000-0000-4000-8000-00000000000${count++}`,
    kinds: [trustKind(world)],
  });
  const rights = new RightsDesk({
    world: machine,
    changes: world.changes,
    people: world.people,
    way: async () => 'pkexec',
    now,
  });
  return { runner, store, saved, choose, asked, answer, rights, changes: world.changes };
}

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.facts)}`);
  return result.value;
};

async function opened(runner: JourneyRunner, id: string): Promise<TrustJourney> {
  const journey = must(await runner.open(id));
  if (journey.kind !== 'trust') throw new Error('a journey of another kind');
  return journey;
}

const stateOf = (journey: TrustJourney, id: string) => journey.steps.find((step) => step.id === id)?.state;

type Step = TrustAction | ((view: TrustJourney) => TrustAction);

const acceptRisk = (view: TrustJourney): TrustAction => ({ type: 'accept-risk', sha256: view.compare?.sha256 ?? '' });
const importInto =
  (scope: 'machine' | 'user') =>
  (view: TrustJourney): TrustAction => ({
    type: 'import',
    scope,
    plan: (view.import?.plan ?? []).map((e) => e.sha256),
  });

async function walk(runner: JourneyRunner, id: string, steps: Step[]): Promise<TrustJourney> {
  let view: TrustJourney | null = null;
  for (const step of steps) {
    const action: TrustAction = typeof step === 'function' ? step(view ?? (await opened(runner, id))) : step;
    view = must(await runner.act(id, action, run));
    expect(trustJourneySchema.safeParse(view).error).toBeUndefined();
  }
  if (!view) throw new Error('no action');
  return view;
}

describe('the trust journey', () => {
  it('goes from an address to a changed world, and back to the byte', async () => {
    const address = await sensorIn('fresh');
    const { runner, store, saved } = await openRunner();
    const { id } = runner.start('trust', true);
    let view = await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    expect(view.download).toMatchObject({ chainAsSent: true, sni: 'same', notes: ['self-signed-leaf'] });
    expect(view.download?.clock?.skewSeconds).toBeTypeOf('number');
    expect(stateOf(view, 'import')).toBe('blocked');

    const wrong = 'AB'.repeat(32);
    view = await walk(runner, id, [{ type: 'compare-fingerprint', text: wrong }]);
    expect(stateOf(view, 'compare')).toBe('attention');
    const pasted = `sha256 Fingerprint=${groupHex(sensor.fingerprint.toLowerCase(), 2).replaceAll(' ', ':')}\u200e`;
    view = await walk(runner, id, [{ type: 'compare-fingerprint', text: pasted }]);
    expect(view.compare?.decision).toMatchObject({ kind: 'fingerprint', algorithm: 'sha256' });

    view = await walk(runner, id, [{ type: 'export', format: 'der' }, importInto(store.scope)]);
    expect(Buffer.compare(saved[0]?.bytes ?? Buffer.alloc(0), sensor.leaf)).toBe(0);
    expect(stateOf(view, 'import')).toBe('done');
    expect(must(await store.list()).map(({ sha256 }) => sha256)).toEqual([sensor.fingerprint]);

    view = await walk(runner, id, [{ type: 'preview-hosts', name: null }]);
    const { name = '', before = '' } = view.hosts ?? {};
    expect(name).toBe(sensor.name);
    expect(view.hosts?.diff.filter(({ kind }) => kind !== 'same')).toMatchObject([{ kind: 'add' }]);
    view = await walk(runner, id, [{ type: 'apply-hosts', name, before, override: false }]);
    expect(readFileSync(hostsFile, 'latin1')).toContain(`127.0.0.1\t${name}`);
    expect(view.done.changes.map(({ kind, undone }) => [kind, undone])).toEqual([
      ['trust-added', false],
      ['hosts-line-added', false],
    ]);

    view = await walk(runner, id, [{ type: 'save-receipt', format: 'json' }, { type: 'undo' }]);
    expect(readFileSync(hostsFile, 'latin1')).toBe(hostsBefore);
    expect(must(await store.list())).toEqual([]);
    expect(view.done).toMatchObject({ undoVerified: true });
    expect(view.done.changes.every(({ undone }) => undone)).toBe(true);
  });

  it('alarms when the address shows another certificate than was accepted there', async () => {
    const address = await sensorIn('fresh');
    const { runner } = await openRunner();
    const first = runner.start('trust', true);
    await walk(runner, first.id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }, acceptRisk]);
    const old = sensor.fingerprint;
    await sensor.setState('replaced');
    const second = runner.start('trust', true);
    const view = await walk(runner, second.id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    expect(view.compare?.changedFrom).toMatchObject({ sha256: old });
    expect(stateOf(view, 'compare')).toBe('attention');
  });

  it('needs the root from a file when the sensor does not send its chain, and puts each where it belongs', async () => {
    const address = await sensorIn('private-ca-no-intermediate');
    const { runner, store, choose } = await openRunner();
    const { id } = runner.start('trust', true);
    let view = await walk(runner, id, [
      { type: 'set-address', address, proxy: null },
      { type: 'download' },
      acceptRisk,
    ]);
    expect(view.download?.notes).toEqual(expect.arrayContaining(['root-not-sent', 'intermediate-not-sent']));
    expect(view.import?.missing).not.toBeNull();
    const early = { type: 'import' as const, scope: store.scope, plan: [sensor.fingerprint] };
    expect(await runner.act(id, early, run)).toMatchObject({ error: { code: 'trust-plan-incomplete' } });
    const ca = sensor.caFiles();
    choose([
      { name: 'ca.cer', bytes: ca?.intermediate ?? new Uint8Array() },
      { name: 'root.cer', bytes: ca?.root ?? new Uint8Array() },
    ]);
    view = await walk(runner, id, [{ type: 'add-ca-file' }]);
    expect(view.import?.plan.map(({ role, place }) => [role, place]).sort()).toEqual([
      ['intermediate-ca', 'intermediate'],
      ['root-ca', 'root'],
    ]);
    view = await walk(runner, id, [importInto(store.scope)]);
    expect(stateOf(view, 'import')).toBe('done');
    expect(
      must(await store.list())
        .map(({ place }) => place)
        .sort(),
    ).toEqual(['intermediate', 'root']);
  });

  it('refuses a certificate that did not issue the sensor’s', async () => {
    const address = await sensorIn('private-ca-no-intermediate');
    const { runner, choose } = await openRunner();
    const { id } = runner.start('trust', true);
    await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    await sensor.setState('fresh');
    choose([{ name: 'other.cer', bytes: sensor.leaf }]);
    expect(await runner.act(id, { type: 'add-ca-file' }, run)).toMatchObject({ error: { code: 'not-the-issuer' } });
  });

  it('is taken up again by another process where it stood', async () => {
    const address = await sensorIn('fresh');
    const first = await openRunner();
    const { id } = first.runner.start('trust', false);
    await walk(first.runner, id, [
      { type: 'set-address', address, proxy: null },
      { type: 'download' },
      acceptRisk,
      importInto(first.store.scope),
    ]);
    const second = await openRunner(first.store);
    expect(second.runner.list()).toMatchObject([{ id, title: address, current: 'name', changes: 1 }]);
    expect(stateOf(await opened(second.runner, id), 'import')).toBe('done');
  });

  it('sees what was done by hand, and what was taken away by hand', async () => {
    const address = await sensorIn('fresh');
    const { runner, store } = await openRunner();
    const { id } = runner.start('trust', false);
    await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }, acceptRisk]);
    must(await store.add(sensor.leaf, { role: 'self-signed-leaf', place: 'root' }));
    expect(stateOf(await walk(runner, id, [{ type: 'read-stores' }]), 'import')).toBe('done');
    must(await store.remove(sensor.fingerprint));
    expect(stateOf(await opened(runner, id), 'import')).toBe('todo');
  });

  it('says what decides beside the stores about exactly what would be imported', async () => {
    const address = await sensorIn('fresh');
    const asked: string[][] = [];
    let policy: TrustNote[] = [];
    const { runner, store } = await openRunner(ourStore(), (ders) => {
      asked.push(ders.map((der) => thumbprints(der).sha256));
      return policy;
    });
    const { id } = runner.start('trust', false);
    await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }, acceptRisk]);
    await walk(runner, id, [{ type: 'read-stores' }]);
    expect(asked.at(-1)).toEqual([sensor.fingerprint]);
    await walk(runner, id, [importInto(store.scope), { type: 'check-name' }]);
    expect((await opened(runner, id)).name).not.toBeNull();
    // A policy that came since makes the verdict from before it none.
    policy = [{ kind: 'disallowed', sha256: sensor.fingerprint }];
    const view = await opened(runner, id);
    expect([view.import?.notes, view.name]).toEqual([policy, null]);
  });

  it('keeps what it has when a step fails', async () => {
    const address = await sensorIn('fresh');
    const { runner } = await openRunner();
    const { id } = runner.start('trust', false);
    await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    await sensor.stop();
    expect(await runner.act(id, { type: 'download' }, run)).toMatchObject({ error: { code: 'refused' } });
    expect((await opened(runner, id)).download).not.toBeNull();
    expect(await runner.act(id, { type: 'set-address', address: '300.1.1.1', proxy: null }, run)).toMatchObject({
      error: { code: 'address-invalid' },
    });
    expect((await opened(runner, id)).address?.text).toBe(address);
  });

  it('keeps no secret and no folder in what it stores', async () => {
    const address = await sensorIn('fresh');
    const { runner } = await openRunner();
    const { id } = runner.start('trust', false);
    await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    const stored = readFileSync(join(folder, 'progress.json'), 'utf8');
    expect(existsSync(join(folder, 'progress.json'))).toBe(true);
    expect(stored).not.toMatch(/PRIVATE KEY|passphrase/i);
  });

  it('does not trust a CA on the strength of the leaf’s fingerprint', async () => {
    const address = await sensorIn('private-ca');
    const { runner, store, choose } = await openRunner();
    const { id } = runner.start('trust', true);
    let view = await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    const ca = sensor.caFiles();
    const root = thumbprints(ca?.root ?? new Uint8Array()).sha256;
    expect(view.compare).toMatchObject({ sha256: root, role: 'root-ca' });
    view = await walk(runner, id, [{ type: 'compare-fingerprint', text: sensor.fingerprint }]);
    expect(view.compare).toMatchObject({ decision: null, mismatch: { isLeaf: true } });
    expect(await runner.act(id, importInto(store.scope)(view), run)).toMatchObject({ error: { code: 'not-compared' } });
    expect(must(await store.list())).toEqual([]);

    // From the admin's own file it needs no comparison of its own: then the leaf is what is left to compare.
    choose([{ name: 'root.cer', bytes: ca?.root ?? new Uint8Array() }]);
    view = await walk(runner, id, [{ type: 'add-ca-file' }]);
    expect(view.compare).toMatchObject({ sha256: sensor.fingerprint, decision: null });
    view = await walk(runner, id, [{ type: 'compare-fingerprint', text: sensor.fingerprint }, importInto(store.scope)]);
    expect(must(await store.list()).map(({ sha256 }) => sha256)).toEqual([root]);
  });

  it('tells beforehand what each action will do, and does exactly that', async () => {
    const address = await sensorIn('fresh');
    const { runner, store, rights, changes, saved } = await openRunner();
    const { id } = runner.start('trust', false);
    const view = await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    const planOf = async (action: TrustAction) => {
      const plan = must(await rights.tell(() => runner.plan(id, action)));
      expect(rightsPlanSchema.safeParse(plan).error).toBeUndefined();
      return plan;
    };
    const plannedAndDone = async (action: TrustAction) => {
      const known = new Set(changes.all().map((entry) => entry.id));
      const stateBefore = [readFileSync(hostsFile, 'latin1'), must(await store.list()).length];
      const plan = await planOf(action);
      expect([readFileSync(hostsFile, 'latin1'), must(await store.list()).length]).toEqual(stateBefore);
      must(await runner.act(id, action, run));
      const made = changes.all().filter((entry) => !known.has(entry.id));
      const facts = ({ kind, target, what, thumbprint }: (typeof plan.changes)[number]) => [
        kind,
        target,
        what,
        thumbprint,
      ];
      expect(plan.changes.map(facts)).toEqual(made.map(({ what }) => facts({ ...what, needsRights: false })));
      // It is right already now.
      expect((await planOf(action)).changes).toEqual([]);
      return plan;
    };
    const importing = importInto(store.scope);
    expect(await runner.plan(id, importing(view))).toMatchObject({ error: { code: 'not-compared' } });
    expect(await planOf({ type: 'download' })).toEqual({ changes: [], way: 'nobody', script: null });
    expect(await rights.saveScript()).toMatchObject({ error: { code: 'no-such-object' } });
    await walk(runner, id, [acceptRisk]);
    const added = await plannedAndDone(importing(view));
    expect(added.changes).toMatchObject([{ kind: 'trust-added', thumbprint: sensor.fingerprint }]);
    const { hosts } = await walk(runner, id, [{ type: 'preview-hosts', name: null }]);
    const line = {
      type: 'apply-hosts' as const,
      name: hosts?.name ?? '',
      before: hosts?.before ?? '',
      override: false,
    };
    const changed = await planOf(line);
    expect(must(await rights.saveScript()).saved).toBe(changed.script?.name);
    expect(saved.at(-1)?.name).toMatch(/^certwright-change-\d{4}-\d\d-\d\d\.(?:sh|ps1)$/);
    expect(Buffer.from(saved.at(-1)?.bytes ?? []).toString()).toBe(changed.script?.text);
    must(await runner.act(id, line, run));
    // What somebody has changed since is not planned over.
    const ours = readFileSync(hostsFile, 'latin1');
    writeFileSync(hostsFile, ours.replace('# certwright', 'other.test # certwright'), 'latin1');
    expect(readFileSync(hostsFile, 'latin1')).not.toBe(ours);
    const refused = { error: { code: 'undo-conflict', facts: { target: hostsFile } } };
    expect(await rights.tell(() => runner.plan(id, { type: 'undo' }))).toMatchObject(refused);
    expect(await runner.act(id, { type: 'undo' }, run)).toMatchObject(refused);
    writeFileSync(hostsFile, ours, 'latin1');
    const undo = await planOf({ type: 'undo' });
    expect(undo.changes.map(({ kind }) => kind)).toEqual(['hosts-line-removed', 'trust-removed']);
    must(await runner.act(id, { type: 'undo' }, run));
    expect([readFileSync(hostsFile, 'latin1'), must(await store.list())]).toEqual([hostsBefore, []]);
    expect(await runner.plan(id, { type: 'undo' })).toMatchObject({ error: { code: 'nothing-to-undo' } });
    expect(await runner.plan(id, { type: 'deploy-undo' })).toMatchObject({ error: { code: 'no-such-journey' } });
  });

  it('acts on what was shown, and on nothing that took its place', async () => {
    const address = await sensorIn('fresh');
    const { runner, store } = await openRunner();
    const { id } = runner.start('trust', false);
    await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }]);
    const other = 'AB'.repeat(32);
    expect(await runner.act(id, { type: 'accept-risk', sha256: other }, run)).toMatchObject({
      error: { code: 'not-compared' },
    });
    await walk(runner, id, [acceptRisk]);
    const stale = { type: 'import' as const, scope: store.scope, plan: [other] };
    expect(await runner.act(id, stale, run)).toMatchObject({ error: { code: 'not-compared' } });
    await sensor.setState('replaced');
    const view = await walk(runner, id, [{ type: 'download' }]);
    expect(view.compare?.decision).toBeNull();
    expect(await runner.act(id, importInto(store.scope)(view), run)).toMatchObject({ error: { code: 'not-compared' } });
  });

  it('does not stand by its verdict when a certificate has gone from the store meanwhile', async () => {
    const address = await sensorIn('fresh');
    const { runner, store } = await openRunner();
    const { id } = runner.start('trust', false);
    await walk(runner, id, [{ type: 'set-address', address, proxy: null }, { type: 'download' }, acceptRisk]);
    await walk(runner, id, [importInto(store.scope), { type: 'check-name' }]);
    must(await store.remove(sensor.fingerprint));
    const view = await opened(runner, id);
    expect(view.name).toBeNull();
    expect(view.done).toMatchObject({ url: null, after: null });
    expect(stateOf(view, 'import')).toBe('todo');
  });

  it('changes nothing when the person says no to the system’s own question', async () => {
    const address = await sensorIn('fresh');
    const { runner, store, asked, answer } = await openRunner();
    answer.yes = false;
    const { id } = runner.start('trust', false);
    const view = await walk(runner, id, [
      { type: 'set-address', address, proxy: null },
      { type: 'download' },
      acceptRisk,
    ]);
    expect(await runner.act(id, importInto(store.scope)(view), run)).toMatchObject({ error: { code: 'cancelled' } });
    expect(asked).toEqual([view.import?.plan[0]?.item.subject]);
    const { hosts } = await walk(runner, id, [{ type: 'preview-hosts', name: null }]);
    const line = {
      type: 'apply-hosts' as const,
      name: hosts?.name ?? '',
      before: hosts?.before ?? '',
      override: false,
    };
    expect(await runner.act(id, line, run)).toMatchObject({ error: { code: 'cancelled' } });
    expect(must(await store.list())).toEqual([]);
    expect(readFileSync(hostsFile, 'latin1')).toBe(hostsBefore);
  });
});
