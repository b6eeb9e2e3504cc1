import {
  lstatSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BackupsDesk } from '../../../main/app/backups.ts';
import { RightsDesk } from '../../../main/app/rights.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { type Changes, openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { DescribedChange } from '../../../preload/contract/activity.ts';
import { calls } from '../../../preload/contract/calls.ts';
import type { Result } from '../../../preload/contract/result.ts';
import { addHost, hostsText, type TempWorld, tempWorld } from '../privileged/temp-world.ts';

let at: TempWorld;
let changes: Changes;
let asked: (readonly DescribedChange[])[];
let isConfirmed: boolean;
const run = { signal: new AbortController().signal, stage: () => undefined };
const hash = (text: string) => sha256Hex(Buffer.from(text, 'latin1'));
const original = hash(hostsText);

function value<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const noPeople = { saveFile: async () => ({ ok: true as const, value: null }) };
const deskWith = (guarded: boolean) =>
  new BackupsDesk({
    world: at.world,
    changes,
    people: {
      confirm: async (what) => {
        asked.push(what);
        return isConfirmed;
      },
    },
    isGuarded: async () => guarded,
  });

beforeEach(async () => {
  at = tempWorld();
  asked = [];
  isConfirmed = true;
  const door = openDoor({ world: at.world, elevate: null });
  const journal = value(
    await openJournal(join(at.folder, 'journal.jsonl'), { now: () => new Date('2026-11-22T10:00:00Z') }),
  );
  changes = openChanges({ door, journal });
  value(await changes.make('j1', [addHost('sensor7.contoso.com')]));
});
afterEach(() => at.remove());

describe('the kept copies', () => {
  it('are listed with what the hosts file is now', async () => {
    const listed = value(await deskWith(false).list());
    expect(calls['backups.list'].answer.parse(listed)).toEqual(listed);
    expect(listed).toMatchObject({
      file: at.file,
      folder: join(at.folder, 'backups'),
      now: hash(at.hosts()),
      backups: [
        {
          sha256: original,
          isNow: false,
          bytes: hostsText.length,
          at: '2026-11-22T10:00:00.000Z',
          keptBefore: { kind: 'hosts-line-added', what: '192.0.2.7 sensor7.contoso.com' },
        },
      ],
    });
  });

  it('are none before the first change, and a fault where the folder is none', async () => {
    rmSync(join(at.folder, 'backups'), { recursive: true });
    expect(value(await deskWith(false).list()).backups).toEqual([]);
    writeFileSync(join(at.folder, 'backups'), 'a file');
    expect(await deskWith(false).list()).toMatchObject({ error: { code: 'file-unreadable' } });
  });

  it('are compared with the file as it is', async () => {
    const told = value(await deskWith(false).diff(original));
    expect(calls['backups.diff'].answer.parse(told)).toEqual(told);
    expect(told.diff.filter(({ kind }) => kind !== 'same')).toEqual([
      { kind: 'remove', line: 3, text: '192.0.2.7\tsensor7.contoso.com\t# certwright j1' },
    ]);
    expect(await deskWith(false).diff(hash('nothing'))).toMatchObject({ error: { code: 'backup-missing' } });
  });
});

describe('putting one back', () => {
  it('asks first, keeps what it replaces, and is a change that can be taken back', async () => {
    const before = at.hosts();
    const listed = value(await deskWith(false).restore(original, hash(before), run));
    expect(at.hosts()).toBe(hostsText);
    const change = { kind: 'hosts-restored', target: at.file, what: '2026-11-22T10:00:00.000Z', thumbprint: null };
    expect(asked).toEqual([[change]]);
    expect(listed.backups.map(({ sha256, isNow }) => [sha256, isNow]).sort()).toEqual(
      [
        [original, true],
        [hash(before), false],
      ].sort(),
    );
    expect(changes.all().at(-1)?.operation).toEqual(deskWith(false).restoration(original, hash(before)));
    expect(value(await changes.undoJourney('activity')).verified).toBe(true);
    expect(at.hosts()).toBe(before);
  });

  it('asks nobody where the system will', async () => {
    expect((await deskWith(true).restore(original, hash(at.hosts()), run)).ok).toBe(true);
    expect(asked).toEqual([]);
  });

  it.each([
    ['the answer is no', () => undefined, 'cancelled'],
    ['somebody has written since', () => at.setHosts(`${at.hosts()}# theirs\n`), 'hosts-changed'],
    ['the copy is gone', () => rmSync(join(at.folder, 'backups'), { recursive: true }), 'backup-missing'],
  ])('changes nothing where %s', async (_why, prepare, code) => {
    isConfirmed = code !== 'cancelled';
    const before = hash(at.hosts());
    prepare();
    const untouched = readFileSync(at.file);
    expect(await deskWith(false).restore(original, before, run)).toMatchObject({ ok: false, error: { code } });
    expect(readFileSync(at.file).equals(untouched)).toBe(true);
    if (code !== 'cancelled') expect(asked).toEqual([]);
  });
});

describe('where the hosts file is not what it should be', () => {
  const spoilt = () => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(at.hosts(), 'utf16le')]);

  it.each([
    [
      'in UTF-16, which no resolver reads',
      () => writeFileSync(at.file, spoilt()),
      () => sha256Hex(readFileSync(at.file)),
    ],
    ['gone', () => unlinkSync(at.file), () => hash('')],
  ])('%s, its copies are listed, compared, put back, and that is taken back', async (_how, spoil, hashOf) => {
    spoil();
    const now = hashOf();
    const listed = value(await deskWith(false).list());
    expect(listed).toMatchObject({ now, backups: [{ sha256: original, isNow: false }] });
    expect(value(await deskWith(false).diff(original))).toMatchObject({ now, sha256: original });
    const rights = new RightsDesk({
      world: at.world,
      changes,
      people: noPeople,
      way: async () => 'sudo',
      now: () => new Date(),
    });
    expect((await rights.planOf([deskWith(false).restoration(original, now)])).ok).toBe(true);

    const restored = value(await deskWith(false).restore(original, now, run));
    expect(at.hosts()).toBe(hostsText);
    expect(restored.backups.find(({ sha256 }) => sha256 === now)).toBeDefined();
    expect(changes.all().at(-1)).toMatchObject({ state: 'done', what: { before: now, after: original } });

    expect(value(await changes.undoJourney('activity')).verified).toBe(true);
    expect(sha256Hex(readFileSync(at.file))).toBe(now);
  });

  it('a restore is taken back over what somebody has made of the file since', async () => {
    value(await deskWith(false).restore(original, hash(at.hosts()), run));
    writeFileSync(at.file, spoilt());
    const ids = [changes.all().at(-1)?.id ?? ''];
    expect(await changes.undo(ids)).toMatchObject({ error: { code: 'undo-conflict' } });
    expect(value(await changes.undo(ids, { anyway: true })).verified).toBe(true);
    expect(at.hosts()).toContain('sensor7.contoso.com');
  });

  it('gone, it is as it was, owner and rights too, and only while nobody has put another one there', async () => {
    const { mode, uid, gid } = statSync(at.file);
    const copy = { kind: 'hosts-restore' as const, before: hash(''), after: original };
    unlinkSync(at.file);
    value(await changes.make('activity', [copy]));
    expect(statSync(at.file)).toMatchObject({ mode, uid, gid });
    expect(readdirSync(at.folder).filter((name) => name.includes('hosts'))).toEqual(['hosts']);
    unlinkSync(at.file);
    symlinkSync('nowhere', at.file);
    expect(await changes.make('activity', [copy])).toMatchObject({ error: { code: 'file-unreadable' } });
    expect(lstatSync(at.file).isSymbolicLink()).toBe(true);
  });
});
