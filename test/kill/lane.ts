// One world after the other: starts the process, kills it at a random moment, and looks at what it left.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Operation } from '../../main/privileged/operations.ts';
import { brief } from './agreement.ts';
import { copiesIn, fileIn, inForce, originalText } from './kill-world.ts';
import { filesAfter, sha256Of, type Text, withoutOurs } from './model.ts';
import { endOrphans, stopOrphans } from './orphans.ts';
import { type Random, randomFrom } from './random.ts';
import { count, type Tally } from './tally.ts';
import type { Mode, Task, Word } from './words.ts';

export type WorldTask = {
  script: string;
  mode: Mode;
  seed: number;
  kills: number;
  certificates: readonly string[];
  tally: Tally;
};

/** Milliseconds of acts, after the start or after its child's first word, within which a process is killed. */
const acting = { plain: 60, door: 60, nss: 1500 } as const;
/** Milliseconds that the last starts took, from a process' first word on: as long as the machine needs today. */
const starting = { plain: 20, door: 20, nss: 200 };
/** Milliseconds after which a process that should have ended by itself hangs. */
const patience = 60_000;

type Believed = {
  hosts: Text;
  /** Every file that ever was, by SHA-256. */
  known: Map<string, Text>;
  /** What the door was doing when last heard of. */
  pending: readonly Operation[] | null;
  trusted: Set<string>;
  /** Certificates that were being added or removed and of which the process has not said how it ended. */
  open: Set<string>;
  /** Children that stand still: what becomes of `pending` is known when they have ended. */
  beside: boolean;
};

/** Throws with the seed of the world where something is not as it must be. */
export async function killInWorld(task: WorldTask): Promise<void> {
  const random = randomFrom(task.seed);
  const folder = mkdtempSync(join(tmpdir(), 'certwright-kill-'));
  for (const name of ['staging', 'data']) mkdirSync(join(folder, name), { mode: 0o700 });
  writeFileSync(fileIn(folder), originalText, 'latin1');
  const believed: Believed = {
    hosts: originalText,
    known: new Map([[sha256Of(originalText), originalText]]),
    pending: null,
    trusted: new Set(),
    open: new Set(),
    beside: false,
  };
  const restores = random.below(3) === 0;
  const common = { folder, mode: task.mode, certificates: task.certificates, restores };
  try {
    for (let kill = 0; kill < task.kills; kill++) {
      const given: Task = { ...common, seed: random.below(2 ** 31), finish: false, beside: believed.beside };
      await runOnce(given, random, believed, task);
    }
    await runOnce({ ...common, seed: 0, finish: true, beside: believed.beside }, random, believed, task);
    if (believed.hosts !== originalText) throw new Error(`not the file that it was:\n${believed.hosts}`);
    if (believed.trusted.size > 0) throw new Error(`still trusted: ${[...believed.trusted]}`);
    everyFileIsKept(folder, believed);
    task.tally.worlds += 1;
  } catch (error) {
    const where = `world seed ${task.seed}, ${task.mode}, ${restores ? 'with' : 'without'} restores, in ${folder}`;
    throw new Error(`${where}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  rmSync(folder, { recursive: true, force: true });
}

function everyFileIsKept(folder: string, { known, hosts }: Believed): void {
  const kept = new Set(existing(copiesIn(folder)).map((name) => sha256Of(readFileSync(join(copiesIn(folder), name)))));
  for (const [sha256, text] of known)
    if (text !== hosts && !kept.has(sha256)) throw new Error(`no copy was kept of\n${text}`);
}

const existing = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

async function runOnce(given: Task, random: Random, believed: Believed, { script, tally }: WorldTask): Promise<void> {
  const inStart = random.next() < (given.mode === 'door' ? 0.15 : 0.3);
  const after = random.next() * (inStart ? 1.2 * starting[given.mode] : acting[given.mode]);
  // A parent goes on when its child is killed: it dies itself beside a later one.
  let childrenLeft = given.mode === 'door' && !inStart ? 1 + random.below(6) : 0;
  let up = 0;
  const isCut = random.below(2) === 0;
  const isKept = random.below(3) > 0;
  const child = spawn(process.execPath, [script, JSON.stringify(given)], {
    env: { TMPDIR: join(given.folder, 'staging') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let doing: keyof Tally['parent'] = 'start';
  let act = 'the start';
  let problem: string | null = null;
  let finished = false;
  let errors = '';
  child.stderr.on('data', (text) => {
    errors += text;
  });
  const hanging = setTimeout(() => {
    problem ??= 'it hangs';
    child.kill('SIGKILL');
  }, patience);
  const dieSoon = () => {
    if (!given.finish) setTimeout(() => child.kill('SIGKILL'), after);
  };
  const hear = (word: Word): void => {
    if (word.say === 'up') {
      up = Date.now();
      if (inStart) dieSoon();
    }
    if (word.say === 'child-up' && --childrenLeft === 0) dieSoon();
    if (word.say === 'settled') {
      if (doing === 'start' && given.beside) problem ??= end(believed, { ...word, error: 'not known' });
      else if (doing === 'start') starting[given.mode] += (Date.now() - up - starting[given.mode]) / 10;
      if (word.wrong.length > 0) problem ??= `journal and world differ: ${word.wrong.join('; ')}`;
      tally.repaired += word.repaired;
      tally.torn += word.torn > 0 ? 1 : 0;
      believed.trusted = new Set(word.trusted);
      believed.open = new Set(word.half);
      doing = 'act';
      if (!inStart && given.mode !== 'door') dieSoon();
    }
    if (word.say === 'act') {
      act = word.name;
      count(tally.acts, act);
    }
    if (word.say === 'acted' && word.error) count(tally.errors, word.error);
    if (word.say === 'carry') {
      if (doing === 'act') doing = 'change';
      begin(believed, word.operations);
    }
    if (word.say === 'carried') {
      if (doing === 'change') doing = 'act';
      for (const sha256 of word.half) believed.open.add(sha256);
      problem ??= end(believed, word);
    }
    if (word.say === 'child-killed') tally.child += 1;
    if (word.say === 'finished') {
      finished = true;
      if (word.left > 0) problem ??= `${word.left} changes are left that cannot be taken back`;
    }
  };
  const heard = (async () => {
    for await (const line of createInterface({ input: child.stdout })) {
      if (line.endsWith('}')) hear(JSON.parse(line));
    }
  })();
  const [status, by] = await new Promise<[number | null, string | null]>((resolve) =>
    // Not its pipes' end: a child of its own that lives on has them too.
    child.once('exit', (...end) => resolve(end)),
  );
  await heard;
  clearTimeout(hanging);
  const staysBeside = given.mode === 'door' && !given.finish && isKept && problem === null;
  believed.beside = staysBeside && stopOrphans(given.folder) > 0;
  if (believed.beside) tally.beside += 1;
  else if (given.mode !== 'plain') await endOrphans(given.folder, isCut);
  if (problem) throw new Error(`${problem} (in ${act})`);
  if (given.finish ? !finished : by !== 'SIGKILL') throw new Error(`it ended by itself with ${status}: ${errors}`);
  if (!given.finish) tally.parent[doing] += 1;
  if (!believed.beside) look(given, believed, tally);
}

function begin(believed: Believed, operations: readonly Operation[]): void {
  believed.pending = operations;
  for (const operation of operations) {
    const sha256 = thumbprint(operation);
    if (sha256) believed.open.add(sha256);
  }
}

function thumbprint(operation: Operation): string | null {
  if (operation.kind === 'trust-remove') return operation.sha256;
  return operation.kind === 'trust-add' ? sha256Of(Buffer.from(operation.der, 'base64')) : null;
}

const possible = ({ hosts, pending, known }: Believed): Text[] => filesAfter(hosts, pending ?? [], known);

function end(believed: Believed, { error, hosts }: { error: string | null; hosts: string }): string | null {
  const files = possible(believed);
  const wanted = error === null ? files.slice(-1) : files;
  const now = wanted.find((text) => sha256Of(text) === hosts);
  const what = brief(believed.pending ?? []);
  if (now === undefined) return `after ${what} (${error ?? 'done'}) the hosts file is none of those that it may be`;
  believe(believed, now, error === null);
  return null;
}

function believe(believed: Believed, hosts: Text, isDone: boolean): void {
  const files = possible(believed);
  // Those before it have been there too, each for a moment. Where the end is the beginning, and it is not known to be the
  // end, perhaps none has.
  const last = isDone ? files.length - 1 : files.indexOf(hosts);
  for (const text of files.slice(0, last + 1)) believed.known.set(sha256Of(text), text);
  believed.hosts = hosts;
  believed.pending = null;
}

function look(given: Task, believed: Believed, tally: Tally): void {
  const now = readFileSync(fileIn(given.folder), 'latin1');
  const files = possible(believed);
  if (withoutOurs(now) !== originalText) throw new Error(`other people's bytes have changed:\n${now}`);
  if (!files.includes(now)) throw new Error(`neither old nor new, after ${brief(believed.pending ?? [])}:\n${now}`);
  if (believed.pending && files.at(-1) !== files[0]) tally[now === files[0] ? 'old' : 'new'] += 1;
  believe(believed, now, false);
  if (given.mode === 'nss') return;
  const trusted = new Set(inForce(given.folder).map(sha256Of));
  for (const sha256 of new Set([...trusted, ...believed.trusted]))
    if (trusted.has(sha256) !== believed.trusted.has(sha256) && !believed.open.has(sha256))
      throw new Error(`certificate ${sha256} has come or gone and nobody had touched it`);
}
