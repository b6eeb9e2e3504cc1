// Taking changes back where somebody else has been at work since: asked first, then without touching what is theirs.
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listKept } from '../../../main/hosts/kept-copies.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { type Changes, openChanges } from '../../../main/journal/changes.ts';
import { type Journal, openJournal } from '../../../main/journal/journal.ts';
import { lookAt, standingsOf } from '../../../main/journal/standing.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { makeRoot } from '../privileged/roots.ts';
import { addHost, addRoot, hostsText, type TempWorld, tempWorld } from '../privileged/temp-world.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = addRoot(makeRoot('Taking Back Root'));
const host = addHost('sensor7.contoso.com');
const line = '192.0.2.7\tsensor7.contoso.com\t# certwright j1\n';

let at: TempWorld;
let journal: Journal;
let changes: Changes;
beforeEach(async () => {
  at = tempWorld();
  const opened = await openJournal(join(at.folder, 'journal.jsonl'), { now: () => new Date() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  journal = opened.value;
  changes = openChanges({ door: openDoor({ world: at.world, elevate: null }), journal });
});
afterEach(() => at.remove());

const ids = () => changes.all().map(({ id }) => id);
const states = () => changes.all().map(({ state }) => state);
const standings = async () => [...(await standingsOf(changes.all(), lookAt(at.world))).values()];
const conflict = () => ({ ok: false, error: { code: 'undo-conflict', facts: { target: at.file } } });
const hash = () => sha256Hex(Buffer.from(at.hosts(), 'latin1'));
const removal: Operation = { kind: 'hosts-remove', name: host.name, address: host.address, tag: 'j1' };

async function restore(text: string): Promise<void> {
  const kept = await listKept(join(at.folder, 'backups'));
  const copy = kept.find(({ sha256 }) => sha256 === sha256Hex(Buffer.from(text, 'latin1')));
  if (!copy) throw new Error('no such copy');
  const made = await changes.make('activity', [{ kind: 'hosts-restore', before: hash(), after: copy.sha256 }]);
  expect(made).toMatchObject({ ok: true });
}

describe('a line that somebody has edited', () => {
  const edits = [
    ['another address', line.replace('192.0.2.7', '192.0.2.8')],
    ['more names', line.replace('contoso.com', 'contoso.com sensor7')],
    ['commented out', `#${line}`],
    ['another name', line.replace('sensor7', 'sensor8')],
    ['blanks and the end of a line', '  192.0.2.7   sensor7.contoso.com # certwright j1 \n'],
  ];

  it.each(edits)('is not taken out unasked, and goes with its mark: %s', async (_, edited) => {
    await changes.make('j1', [host]);
    at.setHosts(at.hosts().replace(line, edited));
    const before = at.hosts();
    expect(await standings()).toEqual(['changed']);
    expect(await changes.undo(ids())).toEqual(conflict());
    expect(await changes.planUndo(ids())).toEqual(conflict());
    expect([at.hosts(), states()]).toEqual([before, ['done']]);
    expect(await changes.planUndo(ids(), { anyway: true })).toMatchObject({
      ok: true,
      value: [{ needsRights: false }],
    });
    expect(await changes.undo(ids(), { anyway: true })).toMatchObject({
      ok: true,
      value: { ids: ids(), left: [], verified: true },
    });
    expect([at.hosts(), states()]).toEqual([hostsText, ['undone']]);
  });

  it('and that no longer has our mark is theirs', async () => {
    await changes.make('j1', [host, root]);
    at.setHosts(at.hosts().replace(line, '192.0.2.7 sensor7.contoso.com # mine now\n'));
    const theirs = at.hosts();
    expect(await changes.undo(ids())).toEqual(conflict());
    const [ofHost, ofRoot] = ids();
    // What stands there is not counted among what is gone.
    expect(await changes.undo(ids(), { anyway: true })).toEqual({
      ok: true,
      value: { ids: [ofRoot], left: [ofHost], verified: true },
    });
    expect([at.hosts(), at.trusted(), states()]).toEqual([theirs, [], ['left', 'undone']]);
    expect(await changes.undo(ids())).toMatchObject({ ok: false, error: { code: 'nothing-to-undo' } });
  });

  it('can be left to them, and one that is as we left it cannot', async () => {
    await changes.make('j1', [host, addHost('b.example')]);
    at.setHosts(at.hosts().replace(line, line.replace('192.0.2.7', '192.0.2.8')));
    const theirs = at.hosts();
    expect(await changes.leave(ids())).toMatchObject({ ok: true });
    expect([at.hosts(), states()]).toEqual([theirs, ['left', 'done']]);
    expect(await changes.leave(ids())).toMatchObject({ ok: false, error: { code: 'nothing-to-undo' } });
    expect(await changes.undo(ids())).toMatchObject({ ok: true });
    expect(states()).toEqual(['left', 'undone']);
  });

  it('is told from another line of the same journey', async () => {
    const other = addHost('other.contoso.com');
    await changes.make('j1', [host, other]);
    at.setHosts(at.hosts().replace(line, ''));
    // Its address stands in the other line too, with the same mark; that one is as we wrote it.
    expect(await standings()).toEqual(['gone', 'as-left']);
    expect(await changes.undo([ids()[0] as string])).toMatchObject({ ok: true });
    expect(at.hosts()).toContain('other.contoso.com');
  });

  it('does not go when it was changed again after it was seen', async () => {
    await changes.make('j1', [host]);
    at.setHosts(at.hosts().replace(line, line.replace('192.0.2.7', '192.0.2.8')));
    const seen = await changes.planUndo(ids(), { anyway: true });
    at.setHosts(`${at.hosts()}\n# more`);
    const door = openDoor({ world: at.world, elevate: null });
    const operations = seen.ok ? seen.value.map(({ operation }) => operation) : [];
    expect(await door.carryOut(operations)).toMatchObject({ ok: false, error: { code: 'hosts-changed' } });
    expect(at.hosts()).toContain('192.0.2.8');
  });
});

it('no request can take out a line without our mark', async () => {
  const lines = [Buffer.from('10.0.0.1 old.example', 'latin1').toString('base64')];
  const door = openDoor({ world: at.world, elevate: null });
  const taken = await door.carryOut([{ ...removal, edited: { before: hash(), lines } } as Operation]);
  expect(taken).toMatchObject({ ok: false });
  expect(at.hosts()).toBe(hostsText);
});

it('a removal whose name somebody has mapped elsewhere goes above theirs, when asked to', async () => {
  await changes.make('j1', [host]);
  await changes.make('cli-1', [removal]);
  at.setHosts(`10.9.9.9 ${host.name}\n${at.hosts()}`);
  const removed = ids().slice(1);
  expect(await changes.undo(removed)).toEqual(conflict());
  expect(await changes.undo(removed, { anyway: true })).toMatchObject({ ok: true, value: { verified: true } });
  expect(at.hosts()).toBe(`${line}10.9.9.9 ${host.name}\n${hostsText}`);
});

describe('a copy that was put back', () => {
  it('is taken back to the very bytes', async () => {
    await changes.make('j1', [host]);
    const before = at.hosts();
    await restore(hostsText);
    expect([at.hosts(), await standings()]).toEqual([hostsText, ['gone', 'as-left']]);
    expect(await changes.undo(ids().slice(1))).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.hosts(), await standings()]).toEqual([before, ['as-left']]);
  });

  it('is taken back together with what was done before and after it', async () => {
    await changes.make('j1', [host]);
    await restore(hostsText);
    await changes.make('j2', [addHost('b.example'), root]);
    expect(await standings()).toEqual(['gone', 'as-left', 'as-left', 'as-left']);
    expect(await changes.undo(ids())).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.hosts(), at.trusted(), new Set(states())]).toEqual([hostsText, [], new Set(['undone'])]);
  });

  it('over other content asks first, and keeps that content', async () => {
    await changes.make('j1', [host]);
    const before = at.hosts();
    await restore(hostsText);
    const theirs = `${hostsText}\n# theirs\n`;
    at.setHosts(theirs);
    expect(await standings()).toEqual(['gone', 'changed']);
    const last = ids().slice(1);
    expect(await changes.undo(last)).toEqual(conflict());
    expect(await changes.undo(last, { anyway: true })).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.hosts()).toBe(before);
    const kept = await listKept(join(at.folder, 'backups'));
    expect(kept.map(({ sha256 }) => sha256)).toContain(sha256Hex(Buffer.from(theirs)));
  });

  it('brings back lines of ours, which can be taken back again', async () => {
    await changes.make('j1', [host]);
    const withLine = at.hosts();
    await changes.undo(ids());
    await restore(withLine);
    expect(states()).toEqual(['undone', 'done']);
    expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'done' }] });
    expect(await changes.undo(ids().slice(0, 1))).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.hosts()).toBe(hostsText);
  });
});

it('the hashes of the hosts file before and after stand in the journal, unless another program came between', async () => {
  const first = hash();
  await changes.make('j1', [host, addHost('b.example'), root]);
  const [one, two, three] = changes.all().map(({ what }) => [what.before, what.after]);
  expect([one?.[0], one?.[1], two?.[1], three]).toEqual([first, two?.[0], hash(), [null, null]]);
  const open = openDoor({ world: at.world, elevate: null });
  const door = {
    ...open,
    carryOut: (...given: Parameters<typeof open.carryOut>) => {
      at.setHosts(`${at.hosts()}\n# meanwhile`);
      return open.carryOut(...given);
    },
  };
  await openChanges({ door, journal }).make('j2', [addHost('c.example')]);
  expect(changes.all().at(-1)?.what).toMatchObject({ before: null, after: null });
});
