// What carries our mark in the world, though the journal does not know of it.
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Changes, openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { lookAt } from '../../../main/journal/standing.ts';
import { unrecordedIn } from '../../../main/journal/unrecorded.ts';
import { type Door, openDoor } from '../../../main/privileged/door.ts';
import { makeRoot } from '../privileged/roots.ts';
import { addHost, addRoot, hostsText, type TempWorld, tempWorld } from '../privileged/temp-world.ts';

vi.setConfig({ testTimeout: 60_000 });

const root = addRoot(makeRoot('Unrecorded Root'));
const host = addHost('sensor7.contoso.com');
const line = '192.0.2.7\tsensor7.contoso.com\t# certwright j1';

let at: TempWorld;
let door: Door;
let changes: Changes;
/** Another journal: another user's, or a new one in the place of a lost one. */
async function withJournal(name: string): Promise<void> {
  const opened = await openJournal(join(at.folder, name), { now: () => new Date() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  changes = openChanges({ door, journal: opened.value });
}
beforeEach(async () => {
  at = tempWorld();
  door = openDoor({ world: at.world, elevate: null });
  await withJournal('journal.jsonl');
});
afterEach(() => at.remove());

const found = () => unrecordedIn(changes.all(), at.world, lookAt(at.world));

it('is nothing where nothing was done, and where the journal knows of everything', async () => {
  expect(await found()).toBeNull();
  await changes.make('j1', [host, root]);
  expect(await found()).toBeNull();
  // Changed by somebody, it is told as changed, and not as unknown.
  at.setHosts(at.hosts().replace('192.0.2.7', '192.0.2.8'));
  expect(await found()).toBeNull();
  at.setHosts(at.hosts().replace('sensor7', 'sensor8').replace('192.0.2.8', '192.0.2.7'));
  expect(await found()).toBeNull();
});

it('is what a lost journal, or another user’s, had known of', async () => {
  await changes.make('j1', [host, root]);
  await withJournal('new.jsonl');
  const lines = [{ line: 3, name: host.name, text: line }];
  expect(await found()).toEqual({ file: at.file, lines, certificates: 1 });
});

it('is the line that a script of the same journey wrote, beside the change that the journal knows', async () => {
  await changes.make('j1', [root]);
  await door.carryOut([host]);
  expect(await found()).toMatchObject({ lines: [{ name: host.name }], certificates: 0 });
  // What was taken back is not known of any more either, when somebody puts it there again.
  const ids = changes.all().map(({ id }) => id);
  expect(await changes.undo(ids)).toMatchObject({ ok: true });
  expect(await found()).toMatchObject({ lines: [{ name: host.name }], certificates: 0 });
});

it('is nothing of anybody else: not their lines, and not their certificates', async () => {
  at.setHosts(`10.0.0.2 b.corp # mine\n# ${line}\n${hostsText}`);
  at.putTheirs(root);
  expect(await found()).toBeNull();
  at.setHosts(`${hostsText}\n# theirs\n10.0.0.3 c.corp # certwright zz\n`);
  expect(await found()).toMatchObject({ lines: [{ line: 5, name: 'c.corp' }], certificates: 0 });
});
