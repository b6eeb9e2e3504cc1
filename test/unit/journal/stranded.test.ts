// A hosts file that a crash left under another name, seen from the start after it and from the next change.
import { existsSync, readdirSync, renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Changes, openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { applyAll } from '../../../main/privileged/apply.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import { addHost, hostsText, type TempWorld, tempWorld, worldIn } from '../privileged/temp-world.ts';

const host = addHost('sensor7.contoso.com');
const now = () => new Date('2026-11-22T10:00:00Z');
const what = { kind: 'hosts-line-added' as const, target: 'hosts', what: '', thumbprint: null };

let at: TempWorld;
let stranded: string;
beforeEach(() => {
  at = tempWorld();
  stranded = join(at.folder, '.hosts.certwright-0123456789abcdef.old');
  renameSync(at.file, stranded);
});
afterEach(() => at.remove());

/** @param needsRights then what the elevated child would do is done by the world that needs none */
async function open(needsRights = false) {
  const journal = await openJournal(join(at.folder, 'journal.jsonl'), { now });
  if (!journal.ok) throw new Error(JSON.stringify(journal.error));
  const child = worldIn(at.folder, false);
  const door = openDoor({
    world: worldIn(at.folder, needsRights),
    elevate: needsRights ? async (operations) => (await applyAll(operations, child)).error : null,
  });
  return { journal: journal.value, changes: openChanges({ door, journal: journal.value }) };
}

const files = () => readdirSync(at.folder).filter((name) => name.includes('hosts'));
const linesLeft = async (changes: Changes) => {
  expect(await changes.undoJourney('j1')).toMatchObject({ ok: true, value: { verified: true } });
  return at.hosts();
};

describe('the next start', () => {
  it('puts it back before it judges the change that was stopped, and says so', async () => {
    const { journal, changes } = await open();
    const { name, address, tag } = host;
    const inverse = { kind: 'hosts-remove' as const, name, address, tag };
    await journal.begin([{ journey: 'j1', sensor: null, operation: host, inverse, what }]);
    expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'failed' }] });
    expect([at.hosts(), files()]).toEqual([hostsText, ['hosts']]);
    expect(await changes.strandedHosts()).toEqual({ state: 'put-back', file: at.file, stranded });
    // As often as it is looked at, and until the process ends.
    expect(await changes.repair()).toEqual({ ok: true, value: [] });
    expect(await changes.strandedHosts()).toMatchObject({ state: 'put-back' });
  });

  it('does so without a journal that knows of a change', async () => {
    const { changes } = await open();
    expect(await changes.repair()).toEqual({ ok: true, value: [] });
    expect(at.hosts()).toBe(hostsText);
  });

  it('leaves it where it needs rights, says so, and the next change puts it back', async () => {
    const { changes } = await open(true);
    expect(await changes.repair()).toEqual({ ok: true, value: [] });
    expect(existsSync(at.file)).toBe(false);
    expect(await changes.strandedHosts()).toEqual({ state: 'missing', file: at.file, stranded });
    expect(await changes.make('j1', [host])).toMatchObject({ ok: true, value: { changed: [true] } });
    expect(at.hosts()).toContain('sensor7.contoso.com');
    expect(await changes.strandedHosts()).toBeNull();
    expect(await linesLeft(changes)).toBe(hostsText);
  });
});

describe('a change without any start in between', () => {
  it('puts it back first: nothing of the old content is lost', async () => {
    const { changes } = await open();
    const planned = await changes.plan([host]);
    expect(planned).toMatchObject({ ok: true, value: [{ operation: host }] });
    expect(existsSync(at.file)).toBe(false);
    expect(await changes.make('j1', [host])).toMatchObject({ ok: true, value: { changed: [true] } });
    expect(at.hosts()).toContain(hostsText.slice(-20));
    expect(await linesLeft(changes)).toBe(hostsText);
    expect(files()).toEqual(['hosts']);
  });

  it('puts it back even where the line that is asked for stands in it', async () => {
    renameSync(stranded, at.file);
    const { changes } = await open();
    await changes.make('j1', [host]);
    renameSync(at.file, stranded);
    expect(await changes.make('j2', [host])).toMatchObject({ ok: true });
    expect(at.hosts()).toContain('sensor7.contoso.com');
  });

  it('makes no new file where none is left at all', async () => {
    unlinkSync(stranded);
    const { changes } = await open();
    expect(await changes.make('j1', [host])).toMatchObject({
      ok: false,
      error: { code: 'file-unreadable', facts: { file: at.file, detail: 'ENOENT' } },
    });
    expect(files()).toEqual([]);
    expect(await changes.strandedHosts()).toBeNull();
  });
});
