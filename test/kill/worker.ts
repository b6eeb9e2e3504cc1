// The process that is killed: what the app does at its start, and then random acts until somebody ends it. Says each step
// before it takes it, so that whoever looks at the world afterwards knows what it may be.
import { spawn } from 'node:child_process';
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { openChanges } from '../../main/journal/changes.ts';
import { isInForce } from '../../main/journal/in-force.ts';
import { openJournal } from '../../main/journal/journal.ts';
import { runChild } from '../../main/privileged/child.ts';
import { type Door, openDoor } from '../../main/privileged/door.ts';
import { elevatedRun, type Launch } from '../../main/privileged/elevated-run.ts';
import { nextAct } from './acts.ts';
import { disagreements } from './agreement.ts';
import { copiesIn, fileIn, halfDone, inForce, journalIn, killWorld } from './kill-world.ts';
import { sha256Of } from './model.ts';
import { endOrphans } from './orphans.ts';
import { randomFrom } from './random.ts';
import type { Task, Word } from './words.ts';

const [flag = '', ...rest] = process.argv.slice(2);
// Straight into the pipe: what was said before the kill is heard after it.
const say = (word: Word): void => void writeSync(1, `${JSON.stringify(word)}\n`);

if (flag === '--privileged') {
  say({ say: 'up' });
  process.exit(await runChild(rest, async () => killWorld(process.env.KILL_FOLDER ?? '', false)));
}

const task: Task = JSON.parse(flag);
const { folder, mode } = task;
const random = randomFrom(task.seed);
say({ say: 'up' });

/** Starts the real child, without rights, and kills it now and then. */
const launch: Launch = (args, signal) =>
  new Promise((resolve) => {
    const dies = !task.finish && random.next() < 0.6;
    const after = random.next() * 40;
    const child = spawn(process.execPath, [process.argv[1] ?? '', ...args], {
      env: { KILL_FOLDER: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    child.stdout.once('data', () => {
      say({ say: 'child-up' });
      if (dies) setTimeout(() => child.kill('SIGKILL'), after);
    });
    signal.addEventListener('abort', () => child.kill());
    child.once('exit', (status, by) => {
      if (by === 'SIGKILL') say({ say: 'child-killed' });
      resolve({ status });
    });
  });

const isDoor = mode === 'door';
const world = killWorld(folder, isDoor);
const elevate = isDoor ? elevatedRun({ launch, stagingDir: join(folder, 'staging') }) : null;
const real = openDoor({ world, elevate });
const half = () => (mode === 'nss' ? [] : halfDone(folder));
const hostsNow = () => readFileSync(fileIn(folder), 'latin1');
const trusted = async (): Promise<string[]> => {
  if (mode !== 'nss') return inForce(folder).map(sha256Of);
  const found = await world.storeOf('nss-user')?.list();
  if (!found?.ok) throw new Error(`the NSS database cannot be read: ${JSON.stringify(found)}`);
  return found.value.filter(({ place }) => place === 'root').map(({ sha256 }) => sha256);
};
const door: Door = {
  ...real,
  carryOut: async (operations, options) => {
    say({ say: 'carry', operations });
    const result = await real.carryOut(operations, options);
    say({ say: 'carried', error: result.ok ? null : result.error.code, hosts: sha256Of(hostsNow()), half: half() });
    return result;
  },
};

let isFirst = true;
async function start() {
  const journal = await openJournal(journalIn(folder), { now: () => new Date() });
  if (!journal.ok) throw new Error(`the journal does not open: ${JSON.stringify(journal.error)}`);
  const changes = openChanges({ door, journal: journal.value });
  let repaired = await changes.repair();
  if (repaired.ok && task.beside && isFirst) {
    await endOrphans(folder, false);
    repaired = await changes.repair();
  }
  isFirst = false;
  if (!repaired.ok) throw new Error(`the repair failed: ${JSON.stringify(repaired.error)}`);
  const shown = { hosts: hostsNow(), trusted: await trusted(), half: half() };
  const wrong = disagreements(changes.all(), shown, isDoor);
  say({
    say: 'settled',
    torn: journal.value.torn,
    repaired: repaired.value.length,
    wrong,
    trusted: shown.trusted,
    half: shown.half,
    hosts: sha256Of(shown.hosts),
  });
  return changes;
}

let changes = await start();
if (task.finish) {
  // What a whole file brings back is found by the next start, so "all" may take two.
  for (let round = 0; round < 3 && changes.all().some(isInForce); round++) {
    const ids = changes.all().map(({ id }) => id);
    const undone = await changes.undo(ids, { anyway: true });
    if (!undone.ok) throw new Error(`not all can be taken back: ${JSON.stringify(undone.error)}`);
    changes = await start();
  }
  say({ say: 'finished', left: changes.all().filter(isInForce).length });
} else {
  const acts = {
    changes,
    random,
    certificates: task.certificates,
    store: mode === 'nss' ? ('nss-user' as const) : ('linux-system' as const),
    restores: task.restores,
    copies: copiesIn(folder),
    hostsSha256: () => sha256Of(hostsNow()),
    onlyTrust: mode === 'nss',
  };
  for (;;) {
    const act = await nextAct(acts);
    say({ say: 'act', name: act.name });
    const result = await act.go();
    say({ say: 'acted', error: result.ok ? null : result.error.code });
  }
}
