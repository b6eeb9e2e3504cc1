// Does one act, and ends at the n-th call of the file system that main/ makes for it.
import { openChanges } from '../../main/journal/changes.ts';
import { openJournal } from '../../main/journal/journal.ts';
import { openDoor } from '../../main/privileged/door.ts';
import { doAct, type EveryTask } from './act-of-every-call.ts';
import { counter } from './counted-fs.ts';
import { journalIn, killWorld } from './kill-world.ts';

const { folder, act, at, half, certificate }: EveryTask = JSON.parse(process.argv[2] ?? '');
Object.assign(counter, { at, half });
const door = openDoor({ world: killWorld(folder, false), elevate: null });
const journal = await openJournal(journalIn(folder), { now: () => new Date() });
if (!journal.ok) throw new Error(JSON.stringify(journal.error));
const result = await doAct(act, openChanges({ door, journal: journal.value }), folder, certificate);
if (!result.ok) throw new Error(JSON.stringify(result.error));
process.stdout.write(JSON.stringify({ calls: counter.calls, writes: counter.writes }));
