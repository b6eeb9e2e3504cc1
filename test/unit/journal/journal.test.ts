import { appendFileSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Intent, type Journal, openJournal } from '../../../main/journal/journal.ts';
import { addHost } from '../privileged/temp-world.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-journal-'));
  file = join(folder, 'journal.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = () => new Date('2026-11-22T10:00:00Z');
const intent = (name: string, journey = 'j1'): Intent => ({
  journey,
  operation: addHost(name),
  inverse: { kind: 'hosts-remove', name, address: '192.0.2.7', tag: 'j1' },
  what: { kind: 'hosts-line-added', target: '/etc/hosts', what: `192.0.2.7 ${name}`, thumbprint: null },
});

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

  it('keeps the error of a failure, and journeys apart', async () => {
    const journal = await open();
    const [id = ''] = await begin(journal, 'one.example');
    await journal.begin([intent('two.example', 'j2')]);
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
  it('survives being cut off at every byte, and says so', async () => {
    const whole = await example();
    const ends = new Set([0]);
    for (let at = whole.indexOf(10); at !== -1; at = whole.indexOf(10, at + 1)) ends.add(at).add(at + 1);
    for (let length = 0; length <= whole.length; length++) {
      const cut = join(folder, 'cut.jsonl');
      writeFileSync(cut, whole.subarray(0, length));
      const journal = await open(cut);
      expect(journal.torn > 0).toBe(!ends.has(length));
      const isWhole = [...ends].filter((end) => end <= length && end > 0).length;
      expect(journal.entries().length).toBe(isWhole === 0 ? 0 : isWhole < 5 ? 1 : 2);
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

  it('takes pages of zeros at the end for a torn record', async () => {
    const whole = await example();
    appendFileSync(file, Buffer.alloc(5000));
    expect((await open()).torn).toBe(5000);
    const zeroed = Buffer.from(whole).fill(0, whole.length - 100, whole.length - 10);
    writeFileSync(file, zeroed);
    expect((await open()).torn).toBeGreaterThan(90);
  });

  it('refuses a change of any byte before the end, and appends nothing', async () => {
    const whole = await example();
    for (let at = 0; at < whole.length - 1; at++) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ 0x01;
      const bad = join(folder, 'bad.jsonl');
      writeFileSync(bad, changed);
      const opened = await openJournal(bad, { now });
      expect(opened, `byte ${at}`).toMatchObject({ ok: false, error: { code: 'store-data-damaged' } });
      expect(readFileSync(bad).equals(changed)).toBe(true);
    }
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
    copyFileSync(file, `${file}.copy`);
    writeFileSync(file, readFileSync(file, 'utf8').replace('one.example', 'two.example'));
    const result = await journal.begin([intent('three.example')]);
    expect(result).toMatchObject({ ok: false, error: { code: 'store-data-damaged' } });
  });
});
