// What a crash in the middle of one change leaves: rolled back where that needs no rights, told and kept for a person
// where it does. The store takes two steps for a change, as Debian's does: a file, and a list that is rebuilt from it.
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Changes, openChanges } from '../../../main/journal/changes.ts';
import { type Journal, openJournal } from '../../../main/journal/journal.ts';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import { applyAll } from '../../../main/privileged/apply.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { Elevate } from '../../../main/privileged/elevated-run.ts';
import { inverseOf, type Operation, thumbprintOf } from '../../../main/privileged/operations.ts';
import { fail } from '../../../preload/contract/result.ts';
import { fileIn, inForce, killWorld } from '../../kill/kill-world.ts';
import { makeRoot } from '../privileged/roots.ts';
import { addRoot } from '../privileged/temp-world.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = addRoot(makeRoot('Half Root'));
const other = addRoot(makeRoot('Other Root'));
const own = thumbprintOf(root);

const anchors = 'anchors';
let folder: string;
let journal: Journal;
let asked: number;
let refuses: boolean;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-half-'));
  writeFileSync(fileIn(folder), '127.0.0.1 localhost\n');
  mkdirSync(join(folder, anchors));
  asked = 0;
  refuses = false;
  const opened = await openJournal(join(folder, 'data', 'journal.jsonl'), { now: () => new Date() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  journal = opened.value;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A person who gives rights, or refuses them; the work itself is done in this process. */
const elevate: Elevate = async (operations) => {
  asked += 1;
  return refuses ? fail('elevation-cancelled', {}).error : (await applyAll(operations, killWorld(folder, false))).error;
};
const changesWith = (rights: 'own' | 'asked'): Changes => {
  const limited = rights === 'asked';
  return openChanges({
    door: openDoor({ world: killWorld(folder, limited), elevate: limited ? elevate : null }),
    journal,
  });
};

const files = () => readdirSync(join(folder, anchors));
const trusted = () => inForce(folder).map((der) => thumbprints(der).sha256);
const states = () => journal.entries().map(({ state }) => state);

/** The intent is written, the file too, and then the process is gone. */
async function stoppedInTheMiddle(operation: Operation = root): Promise<void> {
  const what = { kind: 'trust-added' as const, target: 'store', what: '', thumbprint: own };
  await journal.begin([{ journey: 'j1', sensor: null, operation, inverse: inverseOf(operation), what }]);
  writeFileSync(join(folder, anchors, `${own}.der`), Buffer.from(root.der, 'base64'));
}

/** The file has its other name, by which it comes into no list; the list still has the certificate. */
function halfRemoved(): void {
  renameSync(join(folder, anchors, `${own}.der`), join(folder, anchors, `${own}.going`));
}
const removal: Operation = { kind: 'trust-remove', store: 'linux-system', sha256: own, place: 'root' };
async function beginRemoval(changes: Changes): Promise<void> {
  await changes.make('j1', [root]);
  const what = { kind: 'trust-removed' as const, target: 'store', what: '', thumbprint: own };
  const inverse = inverseOf(removal, { der: root.der, role: root.role, was: 'plain' });
  await journal.begin([{ journey: 'j2', sensor: null, operation: removal, inverse, what }]);
}

it('a removal is finished at the next start where this process may', async () => {
  await beginRemoval(changesWith('own'));
  halfRemoved();
  expect(await changesWith('own').repair()).toMatchObject({ ok: true, value: [{ state: 'done' }] });
  expect([files(), trusted()]).toEqual([[], []]);
});

it('a removal that had not begun to act did not happen', async () => {
  await beginRemoval(changesWith('own'));
  expect(await changesWith('own').repair()).toMatchObject({ ok: true, value: [{ state: 'failed' }] });
  expect(trusted()).toEqual([own]);
});

it('a removal that takes rights is half done, and taking it back makes the certificate stay', async () => {
  const changes = changesWith('asked');
  await beginRemoval(changes);
  halfRemoved();
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'half' }] });
  const id = changes.all().at(-1)?.id ?? '';
  expect(await changes.undo([id])).toMatchObject({ ok: true, value: { verified: true } });
  // The next rebuild would have taken it away.
  await applyAll([other], killWorld(folder, false));
  expect([trusted().includes(own), states()]).toEqual([true, ['done', 'undone']]);
});

it('a removal that takes rights is done once somebody else has the list rebuilt', async () => {
  const changes = changesWith('asked');
  await beginRemoval(changes);
  halfRemoved();
  await changes.repair();
  await applyAll([other], killWorld(folder, false));
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'done' }] });
  expect([trusted().includes(own), states()]).toEqual([false, ['done', 'done']]);
});

it('taking back what is half done, stopped before it began to act, leaves it half done', async () => {
  const changes = changesWith('asked');
  await beginRemoval(changes);
  halfRemoved();
  await changes.repair();
  await journal.beginUndo([changes.all().at(-1)?.id ?? '']);
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'half' }] });
});

it('is rolled back at the next start where this process may', async () => {
  await stoppedInTheMiddle();
  expect(await changesWith('own').repair()).toMatchObject({ ok: true, value: [{ state: 'failed' }] });
  expect([files(), trusted()]).toEqual([[], []]);
});

it('is told as half done where it takes rights, without asking for them, and is taken back with one prompt', async () => {
  await stoppedInTheMiddle();
  const changes = changesWith('asked');
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'half' }] });
  expect([asked, files().length, trusted()]).toEqual([0, 1, []]);
  // The next start finds nothing new.
  expect(await changes.repair()).toEqual({ ok: true, value: [] });
  const ids = changes.all().map(({ id }) => id);
  refuses = true;
  expect(await changes.undo(ids)).toMatchObject({ ok: false, error: { code: 'elevation-cancelled' } });
  expect(states()).toEqual(['half']);
  refuses = false;
  expect(await changes.undo(ids)).toMatchObject({ ok: true, value: { ids, verified: true } });
  expect([asked, files(), trusted(), states()]).toEqual([2, [], [], ['undone']]);
});

it('is known as done when something else has brought it into force since', async () => {
  await stoppedInTheMiddle();
  const changes = changesWith('asked');
  await changes.repair();
  // Another certificate, another rebuild of the list: the half-done one comes with it.
  await applyAll([other], killWorld(folder, false));
  expect(trusted()).toContain(own);
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'done' }] });
  await changes.undo(changes.all().map(({ id }) => id));
  expect([trusted().includes(own), files()]).toEqual([false, [`${thumbprintOf(other)}.der`]]);
});

it('is also an undo that took the file away and not yet the certificate', async () => {
  const changes = changesWith('asked');
  await changes.make('j1', [root]);
  await journal.beginUndo(journal.entries().map(({ id }) => id));
  halfRemoved();
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'half' }] });
  expect(await changes.undo(changes.all().map(({ id }) => id))).toMatchObject({ ok: true });
  expect([trusted(), states()]).toEqual([[], ['undone']]);
});

it('is also known as undone when something else has ended the undo', async () => {
  const changes = changesWith('asked');
  await changes.make('j1', [root]);
  await journal.beginUndo(journal.entries().map(({ id }) => id));
  halfRemoved();
  await changes.repair();
  await applyAll([other], killWorld(folder, false));
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'undone' }] });
});

it('what a child finished after its parent was gone is done, though it was not when the next start looked', async () => {
  const what = { kind: 'trust-added' as const, target: 'store', what: '', thumbprint: own };
  await journal.begin([{ journey: 'j1', sensor: null, operation: root, inverse: inverseOf(root), what }]);
  const changes = changesWith('asked');
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'failed' }] });
  await applyAll([root], killWorld(folder, false));
  expect(await changes.repair()).toMatchObject({ ok: true, value: [{ state: 'done' }] });
});

it('what somebody else put back belongs to the change that had put it there, not to one that did not come to it', async () => {
  const changes = changesWith('own');
  await changes.make('j1', [root]);
  await applyAll([removal], killWorld(folder, false));
  const what = { kind: 'trust-added' as const, target: 'store', what: '', thumbprint: own };
  await journal.begin([{ journey: 'j2', sensor: null, operation: root, inverse: inverseOf(root), what }]);
  await changes.repair();
  await applyAll([root], killWorld(folder, false));
  expect(await changes.repair()).toEqual({ ok: true, value: [] });
  expect(states()).toEqual(['done', 'failed']);
});

it('a change under way in this very process is not what a crash has left', async () => {
  const changes = changesWith('asked');
  const during: unknown[] = [];
  const door = openDoor({ world: killWorld(folder, true), elevate });
  const watched = openChanges({
    door: {
      ...door,
      carryOut: async (operations, options) => {
        during.push(await watched.repair());
        return door.carryOut(operations, options);
      },
    },
    journal,
  });
  expect(await watched.make('j1', [root])).toMatchObject({ ok: true });
  expect(during).toEqual([{ ok: true, value: [] }]);
  expect(await changes.repair()).toEqual({ ok: true, value: [] });
  expect(states()).toEqual(['done']);
});
