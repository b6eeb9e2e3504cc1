import { createHash, generateKeyPairSync } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Changes, noChanges, openChanges } from '../../../main/journal/changes.ts';
import { type Journal, openJournal } from '../../../main/journal/journal.ts';
import { type Door, openDoor } from '../../../main/privileged/door.ts';
import { elevatedRun } from '../../../main/privileged/elevated-run.ts';
import { inverseOf, type Operation, thumbprintOf } from '../../../main/privileged/operations.ts';
import { fail } from '../../../preload/contract/result.ts';
import { makeRoot } from '../privileged/roots.ts';
import { bundled, launcher } from '../privileged/started.ts';
import { addHost, addRoot, hostsText, type TempWorld, tempWorld, worldIn } from '../privileged/temp-world.ts';

// Each starts processes, which take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const root = addRoot(makeRoot('Changes Root'));
const second = addRoot(makeRoot('Second Root'));
const host = addHost('sensor7.contoso.com');
let hour = 10;
const now = () => new Date(`2026-11-22T${hour}:00:00Z`);
const child = bundled(join(import.meta.dirname, '../privileged/child-entry.ts'));

let at: TempWorld;
let door: Door;
let journal: Journal;
let changes: Changes;
async function openAll(open: Door): Promise<void> {
  door = open;
  const opened = await openJournal(join(at.folder, 'journal.jsonl'), { now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  journal = opened.value;
  changes = openChanges({ door, journal });
}
beforeEach(async () => {
  hour = 10;
  at = tempWorld();
  await openAll(openDoor({ world: at.world, elevate: null }));
});
afterEach(() => at.remove());

const states = () => journal.entries().map(({ state }) => state);
const remove = (operation: Operation & { kind: 'trust-add' }): Operation => ({
  kind: 'trust-remove',
  store: operation.store,
  sha256: thumbprintOf(operation),
  place: operation.place,
});

describe('a change', () => {
  it('is written down before it is made, and its outcome after', async () => {
    let seen = '';
    const watching: Door = {
      ...door,
      carryOut: (operations, options) => {
        seen = readFileSync(journal.file, 'utf8');
        return door.carryOut(operations, options);
      },
    };
    const made = await openChanges({ door: watching, journal }).make('j1', [root, host]);
    expect(made).toEqual({ ok: true, value: { changed: [true, true] } });
    const lines = seen
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ type, operation, inverse }) => [type, operation.kind, inverse.kind])).toEqual([
      ['begin', 'trust-add', 'trust-remove'],
      ['begin', 'hosts-add', 'hosts-remove'],
    ]);
    expect(states()).toEqual(['done', 'done']);
  });

  it('follows the file: what is not in it now is taken out of the copy that comes back first, and can be put back', async () => {
    const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex').toUpperCase();
    await changes.make('j1', [host]);
    const full = at.hosts();
    const take: Operation = { kind: 'hosts-remove', name: host.name, address: host.address, tag: host.tag };
    await changes.make('j1', [take]);
    const back: Operation = { kind: 'hosts-restore', before: sha256(at.hosts()), after: sha256(full) };
    const planned = await changes.plan([back, take]);
    expect(planned.ok && planned.value.map(({ operation }) => operation)).toEqual([back, take]);
    expect(await changes.make('j2', [back, take])).toEqual({ ok: true, value: { changed: [true, true] } });
    expect([at.hosts(), states()]).toEqual([hostsText, ['done', 'done', 'done', 'done']]);
    expect(await changes.undoJourney('j2')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.hosts()).toBe(hostsText);
  });

  it('that the world has already leaves no trace', async () => {
    await changes.make('j1', [root]);
    const before = readFileSync(journal.file, 'utf8');
    expect(await changes.make('j2', [root])).toEqual({ ok: true, value: { changed: [false] } });
    expect(readFileSync(journal.file, 'utf8')).toBe(before);
    expect(await changes.make('j2', [root, second])).toEqual({ ok: true, value: { changed: [false, true] } });
  });

  it('of something that is no certificate is refused before anything of it is written down', async () => {
    const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
    const der = key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
    const made = await changes.make('j1', [{ ...root, der }]);
    expect(made).toMatchObject({ ok: false, error: { code: 'not-a-certificate' } });
    expect(await changes.plan([{ ...root, der }])).toMatchObject({ ok: false });
    expect(readFileSync(journal.file, 'utf8')).toBe('');
  });

  it('is not made when it cannot be written down', async () => {
    const refusing: Journal = { ...journal, begin: async () => fail('write-failed', { file: 'x', detail: 'ENOSPC' }) };
    expect(await openChanges({ door, journal: refusing }).make('j1', [root])).toMatchObject({ ok: false });
    expect(at.trusted()).toEqual([]);
  });

  it('that fails is written down with its error, and what was done before it as done', async () => {
    const made = await changes.make('j1', [addHost('a.example'), addHost('old.example'), addHost('b.example')]);
    expect(made).toMatchObject({ ok: false, error: { code: 'hosts-conflict' } });
    expect(states()).toEqual(['done', 'failed', 'failed']);
    expect(journal.entries()[1]?.error?.code).toBe('hosts-conflict');
    expect(changes.forJourney('j1')).toHaveLength(1);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.hosts()).toBe(hostsText);
  });

  it('is shown by what was changed where', async () => {
    await changes.make('j1', [root, host]);
    await changes.make('j2', [second]);
    expect(changes.forJourney('j1')).toEqual([
      {
        id: expect.any(String),
        at: '2026-11-22T10:00:00.000Z',
        kind: 'trust-added',
        target: 'test store',
        what: 'CN=Changes Root',
        thumbprint: thumbprintOf(root),
        undone: false,
      },
      expect.objectContaining({ kind: 'hosts-line-added', target: at.file, what: '192.0.2.7 sensor7.contoso.com' }),
    ]);
  });
});

describe('a removal', () => {
  it('is a change of the journey, and is taken back by putting the same certificate where it was', async () => {
    await changes.make('elsewhere', [root]);
    const made = await changes.make('j1', [
      { kind: 'trust-remove', store: root.store, sha256: thumbprintOf(root), place: root.place },
    ]);
    expect(made).toMatchObject({ ok: true, value: { changed: [true] } });
    expect(at.trusted()).toEqual([]);
    expect(changes.forJourney('j1')).toEqual([
      expect.objectContaining({ kind: 'trust-removed', what: 'CN=Changes Root', thumbprint: thumbprintOf(root) }),
    ]);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.trusted()).toEqual([thumbprintOf(root)]);
  });
});

describe('taking back', () => {
  it('leaves everything byte for byte as it was', async () => {
    await changes.make('j1', [root, host]);
    await changes.make('j1', [second, addHost('b.example')]);
    const undone = await changes.undoJourney('j1');
    expect(undone).toMatchObject({ ok: true, value: { verified: true } });
    expect(undone.ok && undone.value.ids).toHaveLength(4);
    expect([at.hosts(), at.trusted()]).toEqual([hostsText, []]);
    expect(states()).toEqual(['undone', 'undone', 'undone', 'undone']);
    expect(changes.forJourney('j1').every((change) => change.undone)).toBe(true);
    expect(await changes.undoJourney('j1')).toEqual({ ok: false, error: { code: 'nothing-to-undo', facts: {} } });
  });

  it('leaves what was there before us and what is of others', async () => {
    await changes.make('j1', [root]);
    await changes.make('j2', [root, second]);
    await changes.undoJourney('j2');
    expect(at.trusted()).toEqual([thumbprintOf(root)]);
  });

  it('of one change leaves the others', async () => {
    await changes.make('j1', [root, host]);
    const [first] = changes.forJourney('j1');
    expect(await changes.undo([first?.id ?? ''])).toMatchObject({
      ok: true,
      value: { ids: [first?.id], verified: true },
    });
    expect(at.trusted()).toEqual([]);
    expect(at.hosts()).toContain('sensor7.contoso.com');
    expect(await changes.undo(['unknown'])).toMatchObject({ ok: false, error: { code: 'nothing-to-undo' } });
  });

  it('is content with what somebody has taken back already', async () => {
    await changes.make('j1', [root, host]);
    at.setHosts(hostsText);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(states()).toEqual(['undone', 'undone']);
  });

  it.each([
    ['edited our line', (text: string) => text.replace('# certwright j1', '# mine now')],
    ['gave our line a second name', (text: string) => text.replace('sensor7.contoso.com', 'sensor7.contoso.com alias')],
    ['moved our line elsewhere', (text: string) => text.replace('192.0.2.7', '192.0.2.8')],
  ])('stops before anything where somebody %s', async (_what, edit) => {
    await changes.make('j1', [root, host]);
    at.setHosts(edit(at.hosts()));
    const before = at.hosts();
    const undone = await changes.undoJourney('j1');
    expect(undone).toEqual({ ok: false, error: { code: 'undo-conflict', facts: { target: at.file } } });
    expect([at.hosts(), at.trusted(), states()]).toEqual([before, [thumbprintOf(root)], ['done', 'done']]);
  });

  it('leaves what a later change has put there again', async () => {
    await changes.make('j1', [root]);
    await door.carryOut([remove(root)]);
    await changes.make('j2', [root]);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.trusted()).toEqual([thumbprintOf(root)]);
    await changes.undoJourney('j2');
    expect(at.trusted()).toEqual([]);
  });

  it('of a removal puts the very certificate back', async () => {
    await door.carryOut([root]);
    await changes.make('j1', [remove(root)]);
    expect(at.trusted()).toEqual([]);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.trusted()).toEqual([thumbprintOf(root)]);
  });

  it('of an addition and its removal, both at once, is the end of both', async () => {
    await changes.make('j1', [root]);
    await changes.make('j1', [remove(root)]);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.trusted(), states()]).toEqual([[], ['undone', 'undone']]);
  });

  it('of an addition that was removed since, and then of the removal, is the end of both', async () => {
    await changes.make('j1', [root]);
    await changes.make('activity', [remove(root)]);
    await changes.undoJourney('j1');
    expect(states()).toEqual(['undone', 'done']);
    expect(await changes.undoJourney('activity')).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.trusted(), states()]).toEqual([[], ['undone', 'undone']]);
  });

  it('of a removal that was made good since, and then of what made it good, leaves what was there before', async () => {
    await changes.make('j1', [root]);
    await changes.make('activity', [remove(root)]);
    await changes.make('j2', [root]);
    await changes.undoJourney('activity');
    expect(await changes.undoJourney('j2')).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.trusted(), states()]).toEqual([[thumbprintOf(root)], ['done', 'undone', 'undone']]);
    await changes.undoJourney('j1');
    expect(at.trusted()).toEqual([]);
  });

  it('of a removal skips what was taken back before it was made', async () => {
    await changes.make('j1', [root]);
    await changes.make('a1', [remove(root)]);
    await changes.undoJourney('a1');
    hour = 11;
    await changes.make('a2', [remove(root)]);
    await changes.undoJourney('j1');
    expect(await changes.undoJourney('a2')).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.trusted(), states()]).toEqual([[], ['undone', 'undone', 'undone']]);
  });

  it('of all, with lines of two journeys that say the same', async () => {
    await changes.make('j1', [host]);
    await changes.make('activity', [{ kind: 'hosts-remove', name: host.name, address: host.address, tag: 'j1' }]);
    await changes.make('j2', [{ ...host, tag: 'j2' }]);
    const undone = await changes.undo(journal.entries().map(({ id }) => id));
    expect(undone).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.hosts(), states()]).toEqual([hostsText, ['undone', 'undone', 'undone']]);
  });

  it('of a line asks nobody where another journey of ours has written the same since', async () => {
    await changes.make('j1', [host]);
    at.setHosts(hostsText);
    await changes.make('j2', [{ ...host, tag: 'j2' }]);
    const before = at.hosts();
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.hosts(), states()]).toEqual([before, ['undone', 'done']]);
  });

  it('of all, with the same line before and after a whole file that was put back', async () => {
    await changes.make('j1', [host, addHost('b.example')]);
    const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex').toUpperCase();
    await changes.make('activity', [{ kind: 'hosts-restore', before: sha256(at.hosts()), after: sha256(hostsText) }]);
    await changes.make('j2', [host]);
    const undone = await changes.undo(journal.entries().map(({ id }) => id));
    expect(undone).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.hosts(), new Set(states())]).toEqual([hostsText, new Set(['undone'])]);
  });

  it('of a removal of what somebody else had put there makes nothing ours', async () => {
    await changes.make('j1', [root]);
    await changes.undoJourney('j1');
    hour = 11;
    at.putTheirs(root);
    await changes.make('activity', [remove(root)]);
    expect(at.inStore()).toEqual([]);
    await changes.undoJourney('activity');
    expect([at.inStore(), states()]).toEqual([[`${thumbprintOf(root)}.theirs`], ['undone', 'undone']]);
  });

  it('stays undone work when rights are refused', async () => {
    await changes.make('j1', [root]);
    const refused: Door = { ...door, carryOut: async () => fail('elevation-cancelled', {}) };
    const undone = await openChanges({ door: refused, journal }).undoJourney('j1');
    expect(undone).toEqual({ ok: false, error: { code: 'elevation-cancelled', facts: {} } });
    expect(states()).toEqual(['done']);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true });
  });

  it('is not said to be done where rights are refused and the end happens to look right', async () => {
    const removeHost: Operation = { kind: 'hosts-remove', name: host.name, address: host.address, tag: 'j1' };
    await changes.make('j1', [host]);
    await changes.make('j2', [removeHost]);
    const empty = createHash('sha256').update(at.hosts(), 'latin1').digest('hex').toUpperCase();
    await changes.make('j2', [addHost('b.example', '192.0.2.8', 'j2')]);
    const full = createHash('sha256').update(at.hosts(), 'latin1').digest('hex').toUpperCase();
    await changes.make('activity', [{ kind: 'hosts-restore', before: full, after: empty }]);
    await changes.make('j3', [addHost('c.example', '192.0.2.9', 'j3')]);
    const before = at.hosts();
    const elevate = async () => fail('elevation-cancelled', {}).error;
    const limited = openDoor({ world: worldIn(at.folder, true), elevate });
    const all = journal.entries().map(({ id }) => id);
    const undone = await openChanges({ door: limited, journal }).undo(all);
    expect(undone).toMatchObject({ ok: false, error: { code: 'elevation-cancelled' } });
    expect(at.hosts()).toBe(before);
    expect(await changes.undo(all)).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.hosts()).toBe(hostsText);
  });

  it('takes more than one request where one cannot hold it', async () => {
    const many = Array.from({ length: 20 }, (_, index) => addHost(`host-${index}.example`));
    expect(await changes.make('j1', many)).toMatchObject({ ok: true });
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.hosts()).toBe(hostsText);
  });
});

describe('with another process at work on the same journal', () => {
  let other: Changes;
  beforeEach(async () => {
    const opened = await openJournal(journal.file, { now });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    other = openChanges({ door, journal: opened.value });
  });

  it('taking back leaves what the other has put there again', async () => {
    await changes.make('j1', [root]);
    await other.make('cli-1', [remove(root)]);
    await other.make('cli-2', [root]);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.trusted()).toEqual([thumbprintOf(root)]);
    expect(await other.undoJourney('cli-2')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.trusted()).toEqual([]);
  });

  it('what the other has taken back is not taken back twice', async () => {
    await changes.make('j1', [host]);
    await other.undoJourney('j1');
    expect(await changes.undoJourney('j1')).toEqual({ ok: false, error: { code: 'nothing-to-undo', facts: {} } });
  });

  it('a change of the other is seen when asked for, and can be taken back', async () => {
    await other.make('j1', [root]);
    expect(changes.forJourney('j1')).toEqual([]);
    expect(await changes.refresh()).toMatchObject({ ok: true });
    expect(changes.forJourney('j1')).toHaveLength(1);
    await other.make('j1', [second]);
    expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
    expect(at.trusted()).toEqual([]);
  });

  it('nothing is changed once the journal is damaged', async () => {
    await changes.make('j1', [root]);
    const text = readFileSync(journal.file, 'utf8');
    writeFileSync(journal.file, text.replace('Changes Root', 'Changes Boot'));
    const damaged = { ok: false, error: { code: 'store-data-damaged', facts: { file: journal.file } } };
    expect(await changes.undoJourney('j1')).toMatchObject(damaged);
    expect(await changes.make('j1', [second])).toMatchObject(damaged);
    expect(at.trusted()).toEqual([thumbprintOf(root)]);
  });
});

it('without a journal every change is refused with the reason', async () => {
  const failure = fail('store-data-damaged', { file: 'journal.jsonl', detail: 'record 1' });
  expect(await noChanges(failure).make('j1', [root])).toEqual(failure);
  expect(await noChanges(failure).undoJourney('j1')).toEqual(failure);
});

describe('after a crash', () => {
  const begin = async (operation: Operation) => {
    const what = { kind: 'trust-added' as const, target: 'test store', what: '', thumbprint: null };
    const ids = await journal.begin([{ journey: 'j1', sensor: null, operation, inverse: inverseOf(operation), what }]);
    return ids.ok ? (ids.value[0] ?? '') : '';
  };

  it('the world tells how each change ended', async () => {
    await begin(root);
    await begin(second);
    await door.carryOut([root]);
    const again = await changes.repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['done', 'failed']);
    expect(journal.unfinished()).toEqual([]);
    await changes.undoJourney('j1');
    expect(at.trusted()).toEqual([]);
  });

  it('what somebody else has put in meanwhile is not our change, and stays', async () => {
    await begin(root);
    at.putTheirs(root);
    await begin(second);
    await door.carryOut([second]);
    const again = await changes.repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['failed', 'done']);
    await changes.undoJourney('j1');
    expect(at.inStore()).toEqual([`${thumbprintOf(root)}.theirs`]);
  });

  it('half of an addition is taken away where that needs no rights', async () => {
    await begin(root);
    at.putHalf(root);
    const again = await changes.repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['failed']);
    expect(at.inStore()).toEqual([]);
  });

  it('half of an addition that needs rights is told, and goes when it is taken back', async () => {
    at.remove();
    at = tempWorld({ needsRights: true });
    let isGiven = false;
    const given = elevatedRun({ launch: launcher(child(), at.folder), stagingDir: at.staging });
    const elevate: typeof given = async (...request) =>
      isGiven ? given(...request) : fail('elevation-cancelled', {}).error;
    await openAll(openDoor({ world: at.world, elevate }));
    const id = await begin(root);
    at.putHalf(root);
    const again = await changes.repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['half']);
    expect(await changes.undo([id])).toMatchObject({ error: { code: 'elevation-cancelled' } });
    expect([states(), at.inStore()]).toEqual([['half'], [`${thumbprintOf(root)}.half`]]);
    isGiven = true;
    expect(await changes.undo([id])).toMatchObject({ ok: true, value: { verified: true } });
    expect([states(), at.inStore()]).toEqual([['undone'], []]);
  });

  it('half of an addition that comes into force after all is done, and is ours', async () => {
    at.remove();
    at = tempWorld({ needsRights: true });
    const elevate = async () => fail('elevation-cancelled', {}).error;
    await openAll(openDoor({ world: at.world, elevate }));
    await begin(root);
    at.putHalf(root);
    await changes.repair();
    await openDoor({ world: worldIn(at.folder, false), elevate: null }).carryOut([root]);
    const again = await changes.repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['done']);
  });

  it('an undo is finished where that needs no rights', async () => {
    await changes.make('j1', [root, second]);
    await journal.beginUndo(journal.entries().map(({ id }) => id));
    await door.carryOut([remove(root)]);
    const again = await changes.repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['undone', 'undone']);
    expect(at.trusted()).toEqual([]);
  });

  it('an addition and its removal that were being taken back together end as if neither had been', async () => {
    await changes.make('j1', [root]);
    await changes.make('j1', [remove(root)]);
    await journal.beginUndo(journal.entries().map(({ id }) => id));
    const again = await changes.repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['undone', 'undone']);
    expect(at.trusted()).toEqual([]);
  });

  it('an undo of what a later change has put there again takes nothing away', async () => {
    await changes.make('j1', [root]);
    await door.carryOut([remove(root)]);
    await changes.make('j2', [root]);
    await journal.beginUndo([journal.entries()[0]?.id ?? '']);
    await changes.repair();
    expect([at.trusted(), states()]).toEqual([[thumbprintOf(root)], ['undone', 'done']]);
  });

  it('an undo that needs rights waits for a person, and the world tells how far it came', async () => {
    await changes.make('j1', [root, second]);
    await journal.beginUndo(journal.entries().map(({ id }) => id));
    await door.carryOut([remove(root)]);
    const limited = worldIn(at.folder, true);
    const elevate = async () => fail('elevation-unavailable', { tried: '' }).error;
    const again = await openChanges({ door: openDoor({ world: limited, elevate }), journal }).repair();
    expect(again.ok && again.value.map(({ state }) => state)).toEqual(['undone', 'done']);
    expect(at.trusted()).toEqual([thumbprintOf(second)]);
  });

  it('what cannot be read is asked again next time', async () => {
    await begin({ ...root, store: 'windows-machine' });
    expect(await changes.repair()).toEqual({ ok: true, value: [] });
    expect(journal.unfinished()).toHaveLength(1);
  });

  it('with nothing left to find out nothing is written', async () => {
    await changes.make('j1', [root]);
    const before = readFileSync(journal.file, 'utf8');
    expect(await changes.repair()).toEqual({ ok: true, value: [] });
    expect(readFileSync(journal.file, 'utf8')).toBe(before);
  });

  it('of the child, what it had done is done and the rest is not', async () => {
    at.remove();
    at = tempWorld({ needsRights: true });
    const launch = launcher(child(), at.folder, { TEST_KILL_AFTER: '3' });
    await openAll(openDoor({ world: at.world, elevate: elevatedRun({ launch, stagingDir: at.staging }) }));
    expect(await changes.make('j1', [root, second])).toMatchObject({ ok: false, error: { code: 'child-failed' } });
    expect(states()).toEqual(['done', 'failed']);
    expect(at.trusted()).toEqual([thumbprintOf(root)]);
  });
});

describe('beside a child that has outlived its caller', () => {
  const sha256 = (text: string) => createHash('sha256').update(text, 'latin1').digest('hex').toUpperCase();
  const lock = () => join(at.folder, 'backups.lock');
  const hold = () => writeFileSync(lock(), `${process.pid} abcdef0123456789`);
  const removeHost: Operation = { kind: 'hosts-remove', name: host.name, address: host.address, tag: 'j1' };
  /** What it does, and what the file and the store are before that. */
  const prepared: [string, () => Promise<Operation>][] = [
    ['an addition', async () => second],
    ['a line', async () => addHost('b.example')],
    ['a removal', async () => remove(root)],
    ['a removal of a line', async () => removeHost],
    [
      'a whole file that is put back',
      async () => ({ kind: 'hosts-restore', before: sha256(at.hosts()), after: sha256(hostsText) }),
    ],
  ];
  beforeEach(async () => {
    await changes.make('j1', [root, host]);
  });

  /** Writes the intent and no more. */
  async function begin(operation: Operation): Promise<string> {
    const gone: Door = { ...door, carryOut: () => new Promise(() => undefined) };
    void openChanges({ door: gone, journal }).make('j2', [operation]);
    await expect.poll(() => journal.unfinished()).toHaveLength(1);
    return journal.unfinished()[0]?.id ?? '';
  }

  it.each(prepared)('%s has no outcome before that has ended, and is then known', async (_what, prepare) => {
    const before = [at.hosts(), at.trusted()];
    const operation = await prepare();
    const id = await begin(operation);
    hold();
    expect(await changes.repair()).toEqual({ ok: true, value: [] });
    expect(states()).toEqual(['done', 'done', 'begun']);
    rmSync(lock());
    await door.carryOut([operation]);
    expect(await changes.repair()).toMatchObject({ ok: true, value: [{ id, state: 'done' }] });
    expect(await changes.undo([id])).toMatchObject({ ok: true, value: { verified: true } });
    expect([at.hosts(), at.trusted()]).toEqual(before);
  });

  it.each(prepared)(
    '%s has no outcome where its own caller gave it up, and is taken back all the same',
    async (_what, prepare) => {
      const before = [at.hosts(), at.trusted()];
      const operation = await prepare();
      const giving: Door = {
        ...door,
        carryOut: async () => {
          hold();
          return fail('child-failed', { detail: 'timeout' });
        },
      };
      const theirs = openChanges({ door: giving, journal });
      expect(await theirs.make('j2', [operation])).toMatchObject({ error: { code: 'child-failed' } });
      expect(states()).toEqual(['done', 'done', 'begun']);
      rmSync(lock());
      await door.carryOut([operation]);
      expect(await changes.undoJourney('j2')).toMatchObject({ ok: true, value: { verified: true } });
      expect([at.hosts(), at.trusted()]).toEqual(before);
    },
  );

  it('a taking back has no outcome either', async () => {
    const giving: Door = {
      ...door,
      carryOut: async () => {
        hold();
        return fail('child-failed', { detail: 'timeout' });
      },
    };
    await openChanges({ door: giving, journal }).undoJourney('j1');
    expect(states()).toEqual(['undoing', 'undoing']);
    rmSync(lock());
    await door.carryOut([remove(root), removeHost]);
    await changes.repair();
    expect(states()).toEqual(['undone', 'undone']);
  });

  it.each(prepared)(
    '%s that a tool finishes after it was called failed is known within the hour',
    async (_what, prepare) => {
      vi.useFakeTimers({ now: now(), toFake: ['Date'] });
      try {
        const before = [at.hosts(), at.trusted()];
        const operation = await prepare();
        const id = await begin(operation);
        expect(await changes.repair()).toMatchObject({ ok: true, value: [{ id, state: 'failed' }] });
        await door.carryOut([operation]);
        expect(await changes.repair()).toMatchObject({ ok: true, value: [{ id, state: 'done' }] });
        expect(await changes.undo([id])).toMatchObject({ ok: true, value: { verified: true } });
        expect([at.hosts(), at.trusted()]).toEqual(before);
      } finally {
        vi.useRealTimers();
      }
    },
  );

  it('a removal that failed is not ours where we have taken out the same by other means since', async () => {
    vi.useFakeTimers({ now: now(), toFake: ['Date'] });
    try {
      await begin(removeHost);
      await changes.repair();
      hour = 11;
      vi.setSystemTime(now());
      await changes.undo([journal.entries()[1]?.id ?? '']);
      await changes.repair();
      expect(states()).toEqual(['done', 'undone', 'failed']);
    } finally {
      vi.useRealTimers();
    }
  });
});
