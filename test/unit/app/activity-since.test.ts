// The list of changes against a real journal, door and hosts file in a temporary folder: what taking back would overwrite,
// what is told of a crash and what is not.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ActivityDesk } from '../../../main/app/activity.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { type Changes, openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { calls } from '../../../preload/contract/calls.ts';
import type { Result } from '../../../preload/contract/result.ts';
import { addHost, hostsText, type TempWorld, tempWorld } from '../privileged/temp-world.ts';

let at: TempWorld;
let changes: Changes;
let desk: ActivityDesk;
const hash = (text: string) => sha256Hex(Buffer.from(text, 'latin1'));
const restore = (after: string): Operation => ({ kind: 'hosts-restore', before: hash(at.hosts()), after: hash(after) });

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
const ids = () => changes.all().map(({ id }) => id);
const texts = (diff: readonly { kind: string; text: string }[], kind: string) =>
  diff.filter((line) => line.kind === kind).map(({ text }) => text);

beforeEach(async () => {
  at = tempWorld();
  const door = openDoor({ world: at.world, elevate: null });
  const journal = value(await openJournal(join(at.folder, 'journal.jsonl'), { now: () => new Date() }));
  changes = openChanges({ door, journal });
  desk = new ActivityDesk({
    world: at.world,
    changes,
    needsRights: async () => false,
    isGuarded: async () => false,
    people: { confirm: async () => true, saveFile: async () => ({ ok: true, value: null }) },
    journeys: () => [],
    found: { repaired: [], cameBack: [], torn: 0 },
    now: () => new Date('2026-11-22T10:00:00Z'),
    computer: 'test',
    account: 'ada',
  });
});
afterEach(() => at.remove());

describe('what taking back would overwrite', () => {
  it('is every line that came after a copy was put back', async () => {
    value(await changes.make('j1', [addHost('sensor7.contoso.com')]));
    const withLine = at.hosts();
    value(await changes.make('activity', [restore(hostsText)]));
    writeFileSync(at.file, `${at.hosts()}\n10.1.1.1 theirs.example\n`);
    const seen = value(await desk.diff(ids().slice(1)));
    expect(calls['activity.diff'].answer.parse(seen)).toEqual(seen);
    expect(texts(seen.diff, 'remove').join()).toContain('10.1.1.1 theirs.example');
    value(await changes.undo(ids().slice(1), { anyway: true }));
    expect(at.hosts()).toBe(withLine);
  });
  it('is the line as somebody edited it, and no other', async () => {
    value(await changes.make('j1', [addHost('sensor7.contoso.com')]));
    writeFileSync(at.file, at.hosts().replace('192.0.2.7', '192.0.2.9'));
    const { diff } = value(await desk.diff(ids()));
    expect(texts(diff, 'remove').join()).toContain('192.0.2.9');
    expect(texts(diff, 'remove').join()).not.toContain('old.example');
    expect(at.hosts()).toContain('192.0.2.9');
  });
});

describe('a line that a copy brought back', () => {
  it('is in force again, and no crash is told of', async () => {
    value(await changes.make('j1', [addHost('sensor7.contoso.com')]));
    const withLine = at.hosts();
    value(await changes.undo(ids()));
    expect(value(await desk.list())).toMatchObject({ repaired: [], cameBack: [] });
    value(await changes.make('activity', [restore(withLine)]));
    const seen = value(await desk.list());
    expect(seen).toMatchObject({ repaired: [], cameBack: ids().slice(0, 1) });
    expect(seen.entries.at(-1)).toMatchObject({ state: 'in-force', undoable: true });
    // It is told for as long as this window stands, not only once.
    expect(value(await desk.list()).cameBack).toEqual(ids().slice(0, 1));
  });
});

describe('putting a copy back', () => {
  it('tells what it made of the whole file, by the copies that are kept', async () => {
    value(await changes.make('j1', [addHost('sensor7.contoso.com')]));
    value(await changes.make('activity', [restore(hostsText)]));
    const copy = ids().at(-1) ?? '';
    const seen = value(await desk.made(copy));
    expect(calls['activity.made'].answer.parse(seen)).toEqual(seen);
    expect(texts(seen.diff, 'remove').join()).toContain('sensor7.contoso.com');
    expect(await desk.made('00000000-0000')).toMatchObject({ ok: false, error: { code: 'no-such-object' } });
  });
});
