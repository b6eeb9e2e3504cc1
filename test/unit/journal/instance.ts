// One instance of the app, as far as changes go: adds and takes back hosts lines and certificates as fast as it can.
// Started by two-instances.test.ts with the folder, its journal, its name and a count; says what was refused.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { killWorld } from '../../kill/kill-world.ts';

const [folder = '', journalFile = '', name = '', count = '0'] = process.argv.slice(2);
const journal = await openJournal(journalFile, { now: () => new Date() });
if (!journal.ok) throw new Error(JSON.stringify(journal.error));
const changes = openChanges({
  door: openDoor({ world: killWorld(folder, false), elevate: null }),
  journal: journal.value,
});
await changes.repair();
const roots = JSON.parse(readFileSync(join(folder, 'roots.json'), 'utf8')) as string[];
const refused: string[] = [];
for (let index = 0; index < Number(count); index++) {
  const line: Operation = {
    kind: 'hosts-add',
    name: `${name}-${index}.example`,
    address: '192.0.2.7',
    tag: name,
    before: null,
    override: false,
  };
  const der = roots[index % roots.length] as string;
  const root: Operation = { kind: 'trust-add', store: 'linux-system', der, role: 'root-ca', place: 'root' };
  const made = await changes.make(name, index % 3 === 0 ? [line, root] : [line]);
  if (!made.ok) refused.push(JSON.stringify(made.error));
  // Every second line stays.
  const mine = changes.all().filter((entry) => entry.journey === name && entry.state === 'done');
  const last = mine.findLast(({ operation }) => operation.kind === 'hosts-add');
  if (index % 2 === 1 && last) {
    const undone = await changes.undo([last.id]);
    if (!undone.ok) refused.push(JSON.stringify(undone.error));
  }
}
process.stdout.write(JSON.stringify(refused));
