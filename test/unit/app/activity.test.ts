// The Activity desk over a real journal and a world in a folder: what it lists, whom it asks, what it takes back, what it
// exports.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ActivityDesk, type ActivityParts } from '../../../main/app/activity.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { type Changes, openChanges } from '../../../main/journal/changes.ts';
import { type Journal, openJournal } from '../../../main/journal/journal.ts';
import type { Run } from '../../../main/journeys/kind.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import { inverseOf, thumbprintOf } from '../../../main/privileged/operations.ts';
import { activitySchema, type DescribedChange, undoneSchema } from '../../../preload/contract/activity.ts';
import { ok } from '../../../preload/contract/result.ts';
import { makeRoot } from '../privileged/roots.ts';
import { addHost, addRoot, hostsText, type TempWorld, tempWorld } from '../privileged/temp-world.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = addRoot(makeRoot('Desk <script> Root'));
const host = addHost('sensor7.contoso.com');
const line = '192.0.2.7\tsensor7.contoso.com\t# certwright j1\n';
const run: Run = { signal: new AbortController().signal, stage: () => {} };
const now = () => new Date('2026-11-22T10:00:00Z');

let at: TempWorld;
let journal: Journal;
let changes: Changes;
let asked: DescribedChange[][];
let answer: boolean;
let saved: { name: string; text: string }[];
const deskWith = (more: Partial<ActivityParts> = {}) =>
  new ActivityDesk({
    world: at.world,
    changes,
    needsRights: async () => false,
    isGuarded: async () => false,
    people: {
      confirm: async (all) => {
        asked.push([...all]);
        return answer;
      },
      saveFile: async (name, bytes) => {
        saved.push({ name, text: Buffer.from(bytes).toString('utf8') });
        return ok({ name });
      },
    },
    journeys: () => [{ id: 'j1', kind: 'trust', title: 'sensor7.contoso.com' }],
    found: { repaired: [], cameBack: [], torn: 0 },
    now,
    computer: 'PC & 7',
    account: 'ada',
    ...more,
  });

beforeEach(async () => {
  at = tempWorld();
  asked = [];
  saved = [];
  answer = true;
  const opened = await openJournal(join(at.folder, 'journal.jsonl'), { now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  journal = opened.value;
  changes = openChanges({ door: openDoor({ world: at.world, elevate: null }), journal });
});
afterEach(() => at.remove());

const list = async (desk = deskWith()) => {
  const listed = await desk.list();
  if (!listed.ok) throw new Error(JSON.stringify(listed.error));
  return activitySchema.parse(listed.value);
};
const hash = () => sha256Hex(Buffer.from(at.hosts(), 'latin1'));

describe('the list', () => {
  it('tells every change with what the world says now, latest first', async () => {
    const first = hash();
    await changes.make('j1', [host, root], { sensor: 'sensor7.contoso.com:443' });
    await changes.make('cli-1', [addHost('b.example', '192.0.2.8', 'cli-1')]);
    await changes.make('gone', [addHost('c.example', '192.0.2.9', 'gone')], { sensor: 'c.example:443' });
    await changes.make('activity', [
      { kind: 'trust-remove', store: root.store, sha256: thumbprintOf(root), place: root.place },
    ]);
    await changes.undo([changes.all().at(-2)?.id ?? '']);
    at.setHosts(at.hosts().replace(line, '').replace('b.example', 'b2.example'));
    const { entries } = await list();
    expect(
      entries.map(({ change, state, now: standing, journey }) => [change.kind, state, standing, journey.by]),
    ).toEqual([
      ['trust-removed', 'in-force', 'as-left', 'activity'],
      ['hosts-line-added', 'taken-back', null, 'forgotten'],
      ['hosts-line-added', 'in-force', 'changed', 'command-line'],
      ['trust-added', 'in-force', 'gone', 'trust'],
      ['hosts-line-added', 'in-force', 'gone', 'trust'],
    ]);
    expect(entries.map(({ journey }) => journey.title)).toEqual([
      null,
      'c.example:443',
      null,
      'sensor7.contoso.com',
      'sensor7.contoso.com',
    ]);
    expect(entries.map(({ undoable }) => undoable)).toEqual([true, false, true, true, true]);
    expect(entries.at(-1)).toMatchObject({ before: first, at: '2026-11-22T10:00:00.000Z' });
    expect(entries[3]).toMatchObject({ before: null, after: null });
  });

  it('leaves out what was right already, and does not ask for rights where there is nothing left to take back', async () => {
    await changes.make('j1', [host, root]);
    at.setHosts(hostsText);
    const { entries } = await list(deskWith({ needsRights: async () => true }));
    expect(entries.map(({ needsRights }) => needsRights)).toEqual([true, false]);
    const ids = await journal.begin([
      {
        journey: 'j1',
        sensor: null,
        operation: root,
        inverse: inverseOf(root),
        what: changes.all()[1]?.what ?? never(),
      },
    ]);
    await journal.finish([{ id: ids.ok ? (ids.value[0] ?? '') : '', outcome: 'nothing' }]);
    expect((await list()).entries).toHaveLength(2);
  });

  it('tells what was repaired at the start, and what is found out later', async () => {
    await changes.make('j1', [host]);
    const operation = addHost('b.example');
    const what = { kind: 'hosts-line-added' as const, target: at.file, what: '', thumbprint: null };
    const begun = await journal.begin([
      { journey: 'j1', sensor: null, operation, inverse: inverseOf(operation), what },
    ]);
    const desk = deskWith({ found: { repaired: ['earlier'], cameBack: [], torn: 12 } });
    const { repaired, torn, entries } = await list(desk);
    expect([repaired, torn]).toEqual([['earlier', begun.ok && begun.value[0]], 12]);
    expect(entries[0]).toMatchObject({ state: 'failed', undoable: false });
  });

  it('names a copy that was put back by its time', async () => {
    await changes.make('j1', [host]);
    const kept = sha256Hex(Buffer.from(hostsText, 'latin1'));
    await changes.make('activity', [{ kind: 'hosts-restore', before: hash(), after: kept }]);
    expect((await list()).entries[0]).toMatchObject({
      change: { kind: 'hosts-restored', what: '2026-11-22T10:00:00.000Z' },
      after: kept,
      now: 'as-left',
    });
  });
});

describe('taking back', () => {
  it('asks before what no prompt of the system guards, and says what', async () => {
    await changes.make('j1', [host, root]);
    const ids = changes.all().map(({ id }) => id);
    answer = false;
    expect(await deskWith().undo(ids, false, run)).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect([asked.map((all) => all.map(({ kind }) => kind)), at.trusted()]).toEqual([
      [['trust-removed', 'hosts-line-removed']],
      [thumbprintOf(root)],
    ]);
    expect(asked[0]?.[0]).toMatchObject({ what: 'CN=Desk \\<script\\> Root', thumbprint: thumbprintOf(root) });
    answer = true;
    const undone = await deskWith().undo(ids, false, run);
    expect(undone.ok && undoneSchema.parse(undone.value)).toMatchObject({ verified: true, ids: [...ids].reverse() });
    expect([at.hosts(), at.trusted()]).toEqual([hostsText, []]);
  });

  it('does not ask where nothing would be changed', async () => {
    await changes.make('j1', [host]);
    at.setHosts(hostsText);
    expect(
      await deskWith().undo(
        changes.all().map(({ id }) => id),
        false,
        run,
      ),
    ).toMatchObject({ ok: true });
    expect(asked).toEqual([]);
  });

  it('asks about a line that somebody edited only when it is meant anyway', async () => {
    await changes.make('j1', [host]);
    at.setHosts(at.hosts().replace(line, line.replace('192.0.2.7', '192.0.2.8')));
    const ids = changes.all().map(({ id }) => id);
    expect(await deskWith().undo(ids, false, run)).toMatchObject({ ok: false, error: { code: 'undo-conflict' } });
    expect(asked).toEqual([]);
    expect(await deskWith().undo(ids, true, run)).toMatchObject({ ok: true, value: { verified: true } });
    expect([asked.length, at.hosts()]).toEqual([1, hostsText]);
  });

  it('lets stand what is theirs', async () => {
    await changes.make('j1', [host]);
    at.setHosts(at.hosts().replace(line, '192.0.2.7 sensor7.contoso.com\n'));
    const ids = changes.all().map(({ id }) => id);
    expect(await deskWith().leave(ids)).toMatchObject({
      ok: true,
      value: { entries: [{ state: 'left', now: 'changed' }] },
    });
    expect(await deskWith().leave(ids)).toMatchObject({ ok: false, error: { code: 'nothing-to-undo' } });
  });
});

describe('the report', () => {
  beforeEach(async () => {
    await changes.make('j1', [host, root], { sensor: 'sensor7.contoso.com:443' });
    await changes.undo([changes.all()[0]?.id ?? '']);
  });

  it('is JSON with all facts, oldest first', async () => {
    expect(await deskWith().export('json', null)).toEqual({
      ok: true,
      value: { saved: 'certwright-changes-2026-11-22.json' },
    });
    const report = JSON.parse(saved[0]?.text ?? '');
    expect([saved[0]?.name, report.changes.length]).toEqual(['certwright-changes-2026-11-22.json', 2]);
    expect(report.changes[0]).toMatchObject({
      state: 'taken-back',
      sensor: 'sensor7.contoso.com:443',
      begunAt: { utc: '2026-11-22T10:00:00.000Z' },
      hosts: { before: sha256Hex(Buffer.from(hostsText, 'latin1')), copy: expect.stringMatching(/^hosts\.2026/) },
    });
    expect(report.changes[1]).toMatchObject({
      change: { thumbprint: thumbprintOf(root) },
      hosts: null,
      now: 'as-left',
    });
  });

  it('is one page that prints, escapes everything, and asks nothing of the network', async () => {
    await deskWith().export('html', null);
    const html = saved[0]?.text ?? '';
    expect(html).toContain('Desk \\&lt;script\\&gt; Root');
    expect(html).toContain('PC &amp; 7');
    for (const told of ['ada', join(at.folder, 'backups')]) expect(html).toContain(`>${told}<`);
    expect(html).not.toMatch(/<script|src=|href=|url\(/);
    expect(html).toContain("default-src 'none'");
    expect(html).toContain('2026-11-22 10:00:00 UTC');
    expect(html.match(/<section>/g)).toHaveLength(2);
  });

  it('tells of one journey alone where it is asked for that', async () => {
    await changes.make('cli-1', [addHost('b.example', '192.0.2.8', 'cli-1')]);
    await deskWith().export('json', 'cli-1');
    await deskWith().export('html', 'cli-1');
    const report = JSON.parse(saved[0]?.text ?? '');
    expect([report.changes.length, report.journey.by]).toEqual([1, 'command-line']);
    expect(saved[1]?.text).toContain('Only changes of');
    expect(saved[1]?.text).not.toContain('sensor7.contoso.com');
  });

  it('does not say of what failed, or is not known, that it was done', async () => {
    const operation = addHost('b.example');
    const what = { kind: 'hosts-line-added' as const, target: at.file, what: 'the line', thumbprint: null };
    await journal.begin([{ journey: 'j1', sensor: null, operation, inverse: inverseOf(operation), what }]);
    await deskWith().export('html', null);
    const last = (saved[0]?.text ?? '').split('<section>').at(-1) ?? '';
    expect(last).toContain('Failed: nothing was changed');
    expect(last).toMatch(/<dt>After<\/dt>\s*<dd>The same: nothing was changed\.<\/dd>/);
  });

  it('says when the dialog was closed', async () => {
    const people = { confirm: async () => true, saveFile: async () => ok(null) };
    expect(await deskWith({ people }).export('json', null)).toEqual({ ok: true, value: { saved: null } });
  });
});

it('a damaged journal is told, and nothing is exported', async () => {
  await changes.make('j1', [host]);
  writeFileSync(journal.file, 'x\n');
  const damaged = { ok: false, error: { code: 'store-data-damaged' } };
  expect(await deskWith().list()).toMatchObject(damaged);
  expect(await deskWith().export('html', null)).toMatchObject(damaged);
  expect(saved).toEqual([]);
});

const never = (): never => {
  throw new Error('no such change');
};
