import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Intent, type Journal, openJournal } from '../../../main/journal/journal.ts';
import { printRecord, readChain } from '../../../main/journal/records.ts';
import { bundled } from '../privileged/started.ts';
import { intent } from './intent.ts';

// Each starts processes, which take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-journal-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = () => new Date('2026-11-22T10:00:00Z');
async function open(path = file): Promise<Journal> {
  const journal = await openJournal(path, { now });
  if (!journal.ok) throw new Error(JSON.stringify(journal.error));
  return journal.value;
}

async function begin(journal: Journal, ...names: string[]): Promise<string[]> {
  const ids = await journal.begin(names.map((name) => intent(name)));
  if (!ids.ok) throw new Error(JSON.stringify(ids.error));
  return ids.value;
}

/** Two changes: one done and taken back, one whose outcome is not known. */
async function example(): Promise<Buffer> {
  const journal = await open();
  const [one = ''] = await begin(journal, 'one.example');
  await journal.finish([{ id: one, outcome: 'done' }]);
  await begin(journal, 'two.example');
  await journal.beginUndo([one]);
  await journal.finish([{ id: one, outcome: 'undone' }]);
  return readFileSync(file);
}

describe('the journal', () => {
  it('knows after reopening what it was told', async () => {
    await example();
    const again = await open();
    expect(again.torn).toBe(0);
    expect(again.entries().map(({ operation, state }) => [operation.kind, state])).toEqual([
      ['hosts-add', 'undone'],
      ['hosts-add', 'begun'],
    ]);
    expect(again.unfinished().map(({ what }) => what.what)).toEqual(['192.0.2.7 two.example']);
    expect(again.entries()[0]).toMatchObject(intent('one.example'));
  });

  it('has the intent on disk when begin answers', async () => {
    const journal = await open();
    await begin(journal, 'one.example', 'two.example');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line).operation.name)).toEqual(['one.example', 'two.example']);
  });

  it.skipIf(process.platform === 'win32')('is for its owner alone', async () => {
    await example();
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('opens what an earlier version wrote, which knew less', async () => {
    // As 0.1.0 printed it: the same chain, without sensor and hashes.
    const { sensor: _sensor, ...older } = intent('one.example');
    const common = { version: 1, at: '2026-11-01T08:00:00.000Z' };
    const records = [
      { ...common, type: 'begin', id: 'a1', process: 1, ...older },
      { ...common, type: 'finish', id: 'a1', outcome: 'done', error: null },
    ];
    let previous = '0'.repeat(64);
    for (const record of records) {
      const text = JSON.stringify(record).slice(0, -1);
      previous = createHash('sha256').update(`${previous}\n${text}`).digest('hex').toUpperCase();
      appendFileSync(file, `${text},"hash":"${previous}"}\n`);
    }
    const journal = await open();
    expect(journal.entries()).toMatchObject([{ id: 'a1', state: 'done', sensor: null, what: older.what }]);
    await begin(journal, 'two.example');
    expect((await open()).entries()).toHaveLength(2);
  });

  it('writes nothing that has no place in it', async () => {
    const journal = await open();
    const secret = '-----BEGIN PRIVATE KEY-----';
    const before = readFileSync(file);
    await expect(journal.begin([{ ...intent('one.example'), passphrase: secret } as Intent])).rejects.toThrow();
    const operation = { ...intent('one.example').operation, key: secret };
    await expect(journal.begin([{ ...intent('one.example'), operation }])).rejects.toThrow();
    expect(readFileSync(file)).toEqual(before);
    await begin(journal, 'two.example');
  });

  it('keeps the error of a failure, and journeys apart', async () => {
    const journal = await open();
    const [id = ''] = await begin(journal, 'one.example');
    await journal.begin([{ ...intent('two.example'), journey: 'j2' }]);
    await journal.finish([{ id, outcome: 'failed', error: { code: 'elevation-cancelled', facts: {} } }]);
    expect(journal.forJourney('j1')).toMatchObject([{ state: 'failed', error: { code: 'elevation-cancelled' } }]);
    expect(journal.forJourney('j2')).toMatchObject([{ state: 'begun' }]);
  });

  it('leaves the intents of a running process alone', async () => {
    const journal = await open();
    await begin(journal, 'one.example');
    const parent = readFileSync(file, 'utf8');
    expect(JSON.parse(parent).process).toBe(process.pid);
    expect(journal.unfinished()).toHaveLength(1);
    // As another process sees it: that one lives, so it may still be at work.
    const kill = process.kill;
    const pid = Object.getOwnPropertyDescriptor(process, 'pid');
    Object.defineProperty(process, 'pid', { value: process.ppid, configurable: true });
    try {
      expect(journal.unfinished()).toHaveLength(0);
      process.kill = () => {
        throw Object.assign(new Error('gone'), { code: 'ESRCH' });
      };
      expect(journal.unfinished()).toHaveLength(1);
    } finally {
      process.kill = kill;
      if (pid) Object.defineProperty(process, 'pid', pid);
    }
  });
});

describe('damage', () => {
  it('survives being cut off at every byte', async () => {
    const whole = await example();
    for (let length = 0; length <= whole.length; length++) {
      const cut = whole.subarray(0, length);
      const chain = readChain(cut);
      // A record is whole with or without its line end.
      const records =
        whole
          .subarray(0, length + 1)
          .toString('latin1')
          .split('\n').length - 1;
      const start = cut.lastIndexOf(10) + 1;
      const rest = records === cut.toString('latin1').split('\n').length - 1 ? length - start : 0;
      expect([chain.damagedAt, chain.records.length, chain.rest.length], `${length} bytes`).toEqual([
        null,
        records,
        rest,
      ]);
    }
  });

  it('says what was cut off', async () => {
    const whole = await example();
    for (const [length, torn, states] of [
      [0, 0, []],
      [40, 40, []],
      [whole.indexOf(10) + 1, 0, ['begun']],
      [whole.indexOf(10) + 9, 8, ['begun']],
      [whole.length - 1, 0, ['undone', 'begun']],
    ] as const) {
      writeFileSync(file, whole.subarray(0, length));
      const journal = await open();
      expect([journal.torn, journal.entries().map(({ state }) => state)]).toEqual([torn, states]);
    }
  });

  it('goes on after a cut, with what was torn kept in a record', async () => {
    const whole = await example();
    const last = whole.lastIndexOf(10, whole.length - 2) + 1;
    for (const length of [last + 20, whole.length - 1]) {
      writeFileSync(file, whole.subarray(0, length));
      await begin(await open(), 'three.example');
      const again = await open();
      expect(again.torn).toBe(0);
      expect(again.entries().at(-1)?.what.what).toBe('192.0.2.7 three.example');
    }
    truncateSync(file, last);
    appendFileSync(file, '{"torn');
    await open();
    const rest = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
    expect(Buffer.from(JSON.parse(rest).rest, 'base64').toString()).toBe('{"torn');
  });

  it('has what was torn at each moment: a crash between the cut and its record loses nothing', async () => {
    await example();
    appendFileSync(file, '{"torn');
    const torn = readFileSync(file);
    // Of a crash in the middle of that.
    writeFileSync(`${file}.new`, torn.subarray(0, 50), { mode: 0o600 });
    // Windows puts nothing in the place of a file that is open, and our lock keeps others of us from it.
    const old = process.platform === 'win32' ? null : openSync(file, 'r');
    try {
      expect((await open()).torn).toBe(6);
      // Whoever had it open sees it whole: it was replaced, and never shortened.
      const seen = Buffer.alloc(torn.length);
      if (old !== null) expect([readSync(old, seen, 0, torn.length, 0), seen]).toEqual([torn.length, torn]);
    } finally {
      if (old !== null) closeSync(old);
    }
    expect(readdirSync(folder)).toEqual(['journal.jsonl']);
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await open()).torn).toBe(0);
  });

  it('takes pages of zeros at the end for a torn record', async () => {
    const whole = await example();
    appendFileSync(file, Buffer.alloc(5000));
    expect((await open()).torn).toBe(5000);
    const zeroed = Buffer.from(whole).fill(0, whole.length - 100, whole.length - 10);
    writeFileSync(file, zeroed);
    expect((await open()).torn).toBeGreaterThan(90);
  });

  it('refuses a change of any byte before the end', async () => {
    const whole = await example();
    const lines = whole.toString('latin1').split('\n');
    for (let at = 0; at < whole.length - 1; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const line = whole.subarray(0, at).toString('latin1').split('\n').length;
      expect(readChain(changed).damagedAt, `byte ${at}`).toBe(line);
    }
    expect(lines.length).toBeGreaterThan(5);
  });

  it('refuses to open what was changed, names it, and leaves it as it is', async () => {
    await example();
    const bad = readFileSync(file, 'utf8').replace('one.example', 'eno.example');
    writeFileSync(file, bad);
    const opened = await openJournal(file, { now });
    expect(opened).toEqual({
      ok: false,
      error: { code: 'store-data-damaged', facts: { file, detail: 'record 1' } },
    });
    expect(readFileSync(file, 'utf8')).toBe(bad);
  });

  it('refuses records that were taken out, put in twice or moved', async () => {
    const lines = (await example()).toString().trimEnd().split('\n');
    const variants = [
      lines.filter((_, index) => index !== 1),
      [...lines.slice(0, 2), ...lines.slice(1)],
      [lines[0], lines[2], lines[1], ...lines.slice(3)],
      lines.slice(1),
    ];
    for (const variant of variants) {
      writeFileSync(file, `${variant.join('\n')}\n`);
      expect(await openJournal(file, { now })).toMatchObject({ ok: false, error: { code: 'store-data-damaged' } });
    }
  });

  it('is noticed while the journal is open', async () => {
    const journal = await open();
    await begin(journal, 'one.example');
    writeFileSync(file, readFileSync(file, 'utf8').replace('one.example', 'two.example'));
    const result = await journal.begin([intent('three.example')]);
    expect(result).toMatchObject({ ok: false, error: { code: 'store-data-damaged' } });
  });

  it('of the folder is an error, not a crash', async () => {
    writeFileSync(join(folder, 'file'), '');
    const opened = await openJournal(join(folder, 'file', 'journal.jsonl'), { now });
    expect(opened).toMatchObject({ ok: false, error: { code: 'write-failed' } });
  });
});

describe('two processes', () => {
  const script = bundled(join(import.meta.dirname, 'append-entry.ts'));

  const run = (count: number, killAfter = 0) =>
    new Promise<number | null>((resolve) => {
      const child = spawn(process.execPath, [script(), file, String(count)], {
        env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let seen = 0;
      child.stdout.on('data', (text: Buffer) => {
        seen += text.toString().split('\n').length - 1;
        if (killAfter > 0 && seen >= killAfter) child.kill('SIGKILL');
      });
      child.on('exit', resolve);
    });

  it('write at the same time, and lose and break nothing', async () => {
    expect(await Promise.all([run(20), run(20), run(20)])).toEqual([0, 0, 0]);
    const journal = await open();
    expect(journal.torn).toBe(0);
    expect(journal.entries()).toHaveLength(60);
    expect(journal.entries().every(({ state }) => state === 'done')).toBe(true);
  });

  it('go on where one was killed, with its lock or in the middle of a word', async () => {
    await Promise.all([run(1000, 5), run(1000, 9), run(20)]);
    const journal = await open();
    expect(journal.entries().length).toBeGreaterThan(30);
    expect((await journal.begin([intent('after.example')])).ok).toBe(true);
    expect(journal.entries().filter(({ state }) => state === 'done').length).toBeGreaterThan(20);
  });

  it('write nothing behind what another one has written since they read', async () => {
    await example();
    let meanwhile = () => {};
    const opened = await openJournal(file, {
      now: () => {
        meanwhile();
        return now();
      },
    });
    if (!opened.ok) throw new Error(JSON.stringify(opened.error));
    const before = readFileSync(file);
    const { hash } = readChain(before);
    // As after a stop in which the lock was lost.
    meanwhile = () =>
      appendFileSync(file, printRecord({ version: 1, type: 'torn', at: now().toISOString(), rest: '' }, hash).line);
    expect(await opened.value.begin([intent('three.example')])).toMatchObject({
      ok: false,
      error: { code: 'write-failed', facts: { detail: 'EBUSY' } },
    });
    meanwhile = () => {};
    await begin(opened.value, 'four.example');
    const chain = readChain(readFileSync(file));
    expect([chain.damagedAt, chain.records.length]).toEqual([null, readChain(before).records.length + 2]);
  });

  it('need not wait for a lock that a dead one left', async () => {
    const gone = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
    await new Promise((resolve) => gone.on('exit', resolve));
    writeFileSync(`${file}.lock`, `${gone.pid} 0123456789abcdef`);
    // Kept young, so that only its owner's end can tell.
    const young = setInterval(() => utimes(`${file}.lock`, new Date(), new Date()).catch(() => undefined), 1000);
    await begin(await open(), 'one.example');
    clearInterval(young);
    // One that nobody can read has no owner; its age tells.
    writeFileSync(`${file}.lock`, '');
    utimesSync(`${file}.lock`, new Date(0), new Date(0));
    await begin(await open(), 'two.example');
    expect(readdirSync(folder)).toEqual(['journal.jsonl']);
  });

  it('clear away what crashes left of locks, when nobody can be at it any more', async () => {
    const old = ['journal.jsonl.lock.draft-0123456789abcdef', 'journal.jsonl.lock.0123456789abcdef'];
    const kept = ['journal.jsonl.lock.draft-fedcba9876543210', 'journal.jsonl.lock.txt', 'other.lock.0123456789abcdef'];
    for (const name of [...old, ...kept]) writeFileSync(join(folder, name), '');
    for (const name of [...old, ...kept.slice(1)]) utimesSync(join(folder, name), new Date(0), new Date(0));
    await open();
    expect(readdirSync(folder).sort()).toEqual(['journal.jsonl', ...kept].sort());
  });
});
