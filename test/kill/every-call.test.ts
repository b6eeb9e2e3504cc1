// One addition, one taking back and one restore, each ended at every single call of the file system that it makes, and
// once more in the middle of each call that writes: what time alone would hit once in a thousand kills.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChanges } from '../../main/journal/changes.ts';
import { openJournal } from '../../main/journal/journal.ts';
import { openDoor } from '../../main/privileged/door.ts';
import { makeRoot } from '../unit/privileged/roots.ts';
import { doAct, type EveryTask, everyAct } from './act-of-every-call.ts';
import { disagreements } from './agreement.ts';
import { bundle, countCalls } from './bundle.ts';
import { fileIn, halfDone, inForce, journalIn, killWorld, originalText } from './kill-world.ts';
import { sha256Of } from './model.ts';

const base = mkdtempSync(join(tmpdir(), 'certwright-every-call-'));
const certificate = Buffer.from(makeRoot('Every Call')).toString('base64');
let script: string;
beforeAll(async () => {
  script = await bundle(base, 'every-call', [countCalls]);
});
afterAll(() => rmSync(base, { recursive: true, force: true }));

async function openIn(folder: string) {
  const journal = await openJournal(journalIn(folder), { now: () => new Date() });
  if (!journal.ok) throw new Error(`the journal does not open: ${JSON.stringify(journal.error)}`);
  const door = openDoor({ world: killWorld(folder, false), elevate: null });
  return openChanges({ door, journal: journal.value });
}

const shown = (folder: string) => ({
  hosts: readFileSync(fileIn(folder), 'latin1'),
  trusted: inForce(folder).map(sha256Of),
  half: halfDone(folder),
});

/** One line of ours; before a taking back a certificate and a second line as well. */
async function template(act: EveryTask['act']): Promise<string> {
  const folder = join(base, `before-${act}`);
  mkdirSync(folder);
  writeFileSync(fileIn(folder), originalText, 'latin1');
  const changes = await openIn(folder);
  for (const before of act === 'undo' ? (['prepare', 'add'] as const) : (['prepare'] as const))
    expect(await doAct(before, changes, folder, certificate)).toMatchObject({ ok: true });
  return folder;
}

async function run(task: EveryTask): Promise<{ by: string | null; output: string }> {
  const child = spawn(process.execPath, [script, JSON.stringify(task)], {
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text) => {
    output += text;
  });
  return new Promise((resolve) => child.once('close', (_status, by) => resolve({ by, output })));
}

/** New files beside the hosts file that were never put in place. */
const unfinishedIn = (folder: string) =>
  readdirSync(folder).filter((name) => name.includes('.certwright-') && !name.endsWith('.old'));

const lanes = 2;

it.each(everyAct)('%s, ended at every call', { timeout: 900_000 }, async (act) => {
  const from = await template(act);
  const before = shown(from);
  const whole = join(base, `whole-${act}`);
  cpSync(from, whole, { recursive: true });
  const { output } = await run({ folder: whole, act, at: 0, half: false, certificate });
  const { calls, writes }: { calls: number; writes: number[] } = JSON.parse(output);
  const after = shown(whole);
  expect(calls).toBeGreaterThan(30);

  expect(writes.length).toBeGreaterThan(2);

  const left = [
    ...Array.from({ length: calls }, (_, index) => ({ at: index + 1, half: false })),
    // The order differs a little from run to run, so a write may be one call earlier or later.
    ...[...new Set(writes.flatMap((at) => [at - 1, at, at + 1]))].map((at) => ({ at, half: true })),
  ];
  let kills = 0;
  let halves = 0;
  const check = async (at: number, half: boolean): Promise<void> => {
    const folder = join(base, `${act}-${at}-${half}`);
    cpSync(from, folder, { recursive: true });
    const { by, output: told } = await run({ folder, act, at, half, certificate });
    // Calls are counted in the order that they happen, which differs a little from run to run: a late one may not come.
    if (by === 'SIGKILL') kills += 1;
    else expect(JSON.parse(told).calls, `call ${at}`).toBeLessThan(at);
    if (half && by === 'SIGKILL') halves += 1;
    const now = shown(folder);
    const files = [before.hosts, after.hosts];
    // Two lines are taken back one after the other.
    if (act === 'undo')
      files.push(
        ...before.hosts
          .split(/(?<=\n)/)
          .flatMap((line) => (line.includes('# certwright j1') ? [before.hosts.replace(line, '')] : [])),
      );
    expect(files, `the hosts file after call ${at}`).toContain(now.hosts);
    const changes = await openIn(folder);
    expect(await changes.repair(), `the repair after call ${at}`).toMatchObject({ ok: true });
    expect(disagreements(changes.all(), shown(folder), false), `after call ${at}`).toEqual([]);
    expect(unfinishedIn(folder), `after call ${at}`).toEqual([]);
    const undone = await changes.undo(changes.all().map(({ id }) => id));
    if (!undone.ok) expect(undone.error.code, `after call ${at}`).toBe('nothing-to-undo');
    expect(shown(folder), `all taken back after call ${at}`).toEqual({
      hosts: originalText,
      trusted: [],
      half: [],
    });
    rmSync(folder, { recursive: true });
  };
  const lane = async () => {
    for (let next = left.shift(); next; next = left.shift()) await check(next.at, next.half);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  process.stdout.write(
    `\nKill test, ${act}: ${kills} kills, before each of ${calls} calls of the file system and ${halves} in or around its ${writes.length} writes\n`,
  );
  expect(kills).toBeGreaterThan(calls);
});
