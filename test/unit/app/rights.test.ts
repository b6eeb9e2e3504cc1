// The plan before the prompt, over a real journal and a hosts file in a temporary folder.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RightsDesk } from '../../../main/app/rights.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { memoryStore } from '../../../main/trust/memory.ts';
import { type RightsWay, rightsPlanSchema } from '../../../preload/contract/activity.ts';
import { ok } from '../../../preload/contract/result.ts';
import { HostsBench, line, must } from '../kit/script-facts.ts';
import { makeRoot } from '../privileged/roots.ts';

const text = '127.0.0.1 localhost\n';
const hash = (bytes: string) => sha256Hex(Buffer.from(bytes));
let bench: HostsBench;
afterEach(() => bench.remove());

async function desk(platform: NodeJS.Platform, way: RightsWay, needsRights = true) {
  bench = new HostsBench(text, platform);
  const world = { ...bench.world, hostsNeedRights: async () => needsRights };
  const now = () => new Date('2026-11-22T23:59:00Z');
  const journal = must(await openJournal(join(bench.folder, 'journal.jsonl'), { now }));
  const changes = openChanges({ door: openDoor({ world, elevate: async () => null }), journal });
  const saved: { name: string; text: string }[] = [];
  let isClosed = false;
  let held: Promise<void> | null = null;
  /** The next plan ends no sooner than this is released. */
  const hold = () => {
    let release = () => {};
    held = new Promise((resolve) => {
      release = resolve;
    });
    return { isReached: () => held === null, release };
  };
  const askWay = async () => {
    const wait = held;
    held = null;
    await wait;
    return way;
  };
  const people = {
    saveFile: async (name: string, bytes: Uint8Array) => {
      if (isClosed) return ok(null);
      saved.push({ name, text: Buffer.from(bytes).toString('latin1') });
      return ok({ name });
    },
  };
  const close = () => {
    isClosed = true;
  };
  /** By somebody who has the rights. */
  const acting = openChanges({ door: openDoor({ world: bench.world, elevate: null }), journal });
  return { acting, rights: new RightsDesk({ world, changes, people, way: askWay, now }), saved, close, hold };
}
const plan = async (rights: RightsDesk, operations: Operation[]) => {
  const made = must(await rights.planOf(operations));
  expect(rightsPlanSchema.safeParse(made).error).toBeUndefined();
  return made;
};

describe('the plan before the prompt', () => {
  it.each([
    ['win32', 'uac', 'powershell', 'certwright-change-2026-11-22.ps1', /^#Requires/],
    ['linux', 'pkexec', 'sh', 'certwright-change-2026-11-22.sh', /^#!\/bin\/sh\n/],
    ['darwin', 'osascript', 'sh', 'certwright-change-2026-11-22.sh', /^#!\/bin\/sh\n/],
  ] as const)('on %s says what, how, and gives the script', async (platform, way, language, name, start) => {
    const { rights, saved } = await desk(platform, way);
    const made = await plan(rights, [line('sensor7.contoso.com')]);
    expect(made).toMatchObject({
      way,
      changes: [{ kind: 'hosts-line-added', what: '192.0.2.7 sensor7.contoso.com', needsRights: true }],
      script: { language, name, text: expect.stringMatching(start) },
    });
    expect(must(await rights.saveScript())).toEqual({ saved: name });
    expect(saved).toEqual([{ name, text: made.script?.text }]);
    expect([readFileSync(bench.file, 'latin1'), existsSync(bench.backups)]).toEqual([text, false]);
  });

  it('asks nobody where no rights are needed', async () => {
    const { rights } = await desk('linux', 'sudo', false);
    expect(await plan(rights, [line('sensor7.contoso.com')])).toMatchObject({ way: 'nobody' });
  });

  it('has no script for what only the app can take out and put back as it stood', async () => {
    bench = new HostsBench(text);
    const root = makeRoot('Theirs');
    const add = {
      kind: 'trust-add',
      store: 'nss-user',
      der: Buffer.from(root).toString('base64'),
      role: 'root-ca',
      place: 'root',
    } as const;
    const theirs: Operation = { ...add, was: { nickname: 'theirs', flags: ',C,C' } };
    const remove = {
      kind: 'trust-remove',
      store: 'nss-user',
      sha256: thumbprints(root).sha256,
      place: 'root',
    } as const;
    const world = { ...bench.world, storeOf: () => memoryStore() };
    const what = { kind: 'trust-removed', target: 'memory', what: 'CN=Theirs', thumbprint: remove.sha256 } as const;
    const planned = async (operation: Operation, inverse: Operation | null) => {
      const changes = {
        plan: async () => ok([{ operation, inverse, what, needsRights: false }]),
        planUndo: async () => ok([]),
      };
      const people = { saveFile: async () => ok(null) };
      const rights = new RightsDesk({ world, changes, people, way: async () => 'pkexec', now: () => new Date() });
      const made = await plan(rights, [operation]);
      expect(made.changes).toHaveLength(1);
      return [made.script !== null, (await rights.saveScript()).ok];
    };
    expect(await planned(remove, theirs)).toEqual([false, false]);
    expect(await planned(theirs, remove)).toEqual([false, false]);
    expect(await planned(remove, null)).toEqual([false, false]);
    expect(await planned(remove, add)).toEqual([true, true]);
    // Nor is one made of what the store would refuse from the app.
    const refused = { ...add, place: 'intermediate' } as const;
    await expect(planned(refused, null)).rejects.toThrow('store-refuses-role');
  });

  it('keeps no script of a plan that was not told', async () => {
    const { rights, saved } = await desk('linux', 'none');
    await plan(rights, [line('sensor7.contoso.com')]);
    expect(await rights.planOf([line('localhost')])).toMatchObject({ error: { code: 'hosts-name-invalid' } });
    expect(await rights.saveScript()).toMatchObject({ error: { code: 'no-such-object' } });
    await plan(rights, [line('sensor7.contoso.com')]);
    await plan(rights, []);
    expect(await rights.saveScript()).toMatchObject({ error: { code: 'no-such-object' } });
    expect(saved).toEqual([]);
  });

  it('saves the script of the plan that was asked for last, also where an earlier one ends later', async () => {
    const { rights, saved, hold } = await desk('linux', 'none');
    const { isReached, release } = hold();
    const earlier = rights.planOf([line('sensor7.contoso.com')]);
    await vi.waitUntil(isReached);
    const made = await plan(rights, [line('sensor8.contoso.com')]);
    release();
    expect(must(await earlier).script?.text).toContain('sensor7');
    must(await rights.saveScript());
    expect(saved.map(({ text }) => text)).toEqual([made.script?.text]);
  });

  it('says so when the dialog was closed', async () => {
    const { rights, close } = await desk('linux', 'none');
    await plan(rights, [line('sensor7.contoso.com')]);
    close();
    expect(must(await rights.saveScript())).toEqual({ saved: null });
  });

  it('of taking back stops at what somebody else changed, and tells what goes all the same', async () => {
    const { rights, acting } = await desk('linux', 'sudo');
    must(await acting.make('j1', [line('sensor7.contoso.com')]));
    bench.set(bench.get().replace('192.0.2.7', '192.0.2.8'));
    const ids = acting.all().map(({ id }) => id);
    expect(await rights.planUndo(ids, false)).toMatchObject({ error: { code: 'undo-conflict' } });
    expect(await rights.saveScript()).toMatchObject({ error: { code: 'no-such-object' } });
    const made = must(await rights.planUndo(ids, true));
    const what = '192.0.2.8 sensor7.contoso.com # certwright journey1';
    const change = { kind: 'hosts-line-removed', what, needsRights: true };
    expect(made).toMatchObject({ way: 'sudo', changes: [change] });
    // It goes by the line as it is now.
    expect(made.script?.text).toContain('192.0.2.8');
  });

  it('of taking back follows the file through a copy that comes back and the lines in it', async () => {
    const { rights, acting } = await desk('linux', 'sudo');
    must(await acting.make('j1', [line('sensor7.contoso.com')]));
    const restore: Operation = { kind: 'hosts-restore', before: hash(bench.get()), after: hash(text) };
    must(await acting.make('activity', [restore]));
    expect(bench.get()).toBe(text);
    const ids = acting.all().map(({ id }) => id);
    const made = must(await rights.planUndo(ids, false));
    // The line is not in the file now, but it is in the copy.
    expect(made.changes.map(({ kind }) => kind)).toEqual(['hosts-restored', 'hosts-line-removed']);
    const calls = made.script?.text.split('\n').filter((each) => /^ +hosts_(?:copy|edit|cut) /.test(each));
    expect(calls?.map((each) => each.trim().split(' ')[0])).toEqual([
      'hosts_copy',
      'hosts_edit',
      // What is not only added is taken back by its copy.
      'hosts_copy',
      'hosts_copy',
    ]);
    expect(must(await acting.undo(ids)).verified).toBe(true);
    expect(bench.get()).toBe(text);
  });

  it('knows a kept copy by its time, and tells when it is gone', async () => {
    const { rights } = await desk('linux', 'pkexec');
    const restore: Operation = { kind: 'hosts-restore', before: hash(text), after: hash('then') };
    expect(await rights.planOf([restore])).toMatchObject({ error: { code: 'backup-missing' } });
    mkdirSync(bench.backups);
    const name = `hosts.20261121T100000123Z.${hash('then').slice(0, 16)}.abcdef`;
    writeFileSync(join(bench.backups, name), 'then');
    expect((await plan(rights, [restore])).changes).toMatchObject([
      { kind: 'hosts-restored', what: '2026-11-21T10:00:00.123Z' },
    ]);
  });
});
