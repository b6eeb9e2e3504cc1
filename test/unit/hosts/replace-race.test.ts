// Another program that writes the hosts file at the very moment: whatever it wrote is in the file afterwards, or in a
// kept copy. The moments in between are reached by the way in which two files change places.
import { type ChildProcess, spawn } from 'node:child_process';
import {
  appendFileSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { type Swap, systemSwap } from '../../../main/hosts/swap.ts';
import { replaceFile } from './replace-file.ts';

const now = new Date('2026-11-22T10:00:00.123Z');
const old = Buffer.from('127.0.0.1 localhost\n');
const next = Buffer.from('127.0.0.1 localhost\n10.0.0.7 sensor7\n');
let folder: string;
let file: string;
let backupDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-race-'));
  file = join(folder, 'hosts');
  backupDir = join(folder, 'copies');
  writeFileSync(file, old);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const copies = () => readdirSync(backupDir).map((name) => readFileSync(join(backupDir, name), 'latin1'));
const replaceBy = (swap: Partial<Swap>) =>
  replaceFile(file, sha256Hex(old), next, { backupDir, now, swap: { ...systemSwap, ...swap } });
const changed = { ok: false, error: { code: 'hosts-changed' } };

describe('a program that writes at the last instant', () => {
  it('into the file, before they change places: it is as that program left it', async () => {
    const result = await replaceBy({
      replace: (...paths) => {
        appendFileSync(file, 'theirs\n');
        return systemSwap.replace(...paths);
      },
    });
    expect(result).toMatchObject(changed);
    expect(readFileSync(file, 'latin1')).toBe(`${old}theirs\n`);
    expect(readdirSync(folder).sort()).toEqual(['copies', 'hosts']);
  });

  it('into the file that it has open, after they have changed places', async () => {
    const open = openSync(file, 'a');
    let times = 0;
    const result = await replaceBy({
      replace: async (...paths) => {
        const code = await systemSwap.replace(...paths);
        if (times++ === 0) writeSync(open, 'theirs\n');
        return code;
      },
    });
    closeSync(open);
    expect(result).toMatchObject(changed);
    expect(readFileSync(file, 'latin1')).toBe(`${old}theirs\n`);
  });

  it('into the old file and into the new one: neither is lost', async () => {
    let times = 0;
    const result = await replaceBy({
      replace: async (...paths) => {
        if (times === 0) appendFileSync(file, 'first\n');
        const code = await systemSwap.replace(...paths);
        if (times++ === 0) appendFileSync(file, 'second\n');
        return code;
      },
    });
    expect(result).toMatchObject(changed);
    expect(readFileSync(file, 'latin1')).toBe(`${old}first\n`);
    expect(copies()).toEqual([`${next}second\n`]);
  });

  it('into the old file, while another one puts its own in place: the latest word stands, the other is kept', async () => {
    let times = 0;
    const result = await replaceBy({
      replace: async (...paths) => {
        if (times === 0) appendFileSync(file, 'first\n');
        const code = await systemSwap.replace(...paths);
        if (times++ === 0) {
          writeFileSync(join(folder, 'new'), 'a third\n');
          renameSync(join(folder, 'new'), file);
        }
        return code;
      },
    });
    expect(result).toMatchObject(changed);
    expect(readFileSync(file, 'latin1')).toBe('a third\n');
    expect(copies()).toEqual([`${old}first\n`]);
  });

  it('long after, into the file that it still has open: it writes into the kept copy', async () => {
    const open = openSync(file, 'a');
    expect((await replaceBy({})).ok).toBe(true);
    writeSync(open, 'late\n');
    closeSync(open);
    expect(copies()).toEqual([`${old}late\n`]);
  });

  it('leaves nothing behind where the system refuses', async () => {
    expect(await replaceBy({ replace: async () => 'EBUSY' })).toMatchObject({
      error: { code: 'hosts-blocked', facts: { by: 'lock' } },
    });
    expect(readFileSync(file).equals(old)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['copies', 'hosts']);
    expect(copies()).toEqual([]);
  });
});

/** Appends numbered lines, each by opening the file anew, after 1 to 128 milliseconds, until it is ended. */
const appender = `const fs = require('node:fs');
const file = process.argv[1];
const sleep = new Int32Array(new SharedArrayBuffer(4));
fs.writeSync(1, 'r');
for (let n = 1; ; n++) { fs.appendFileSync(file, 'theirs ' + n + ' end\\n'); fs.writeSync(1, '+'); Atomics.wait(sleep, 0, 0, 2 ** (Math.random() * 7)); }`;

describe('a second process that goes on writing', () => {
  let child: ChildProcess | undefined;
  afterEach(() => child?.kill('SIGKILL'));

  it('loses none of its lines', async () => {
    child = spawn(process.execPath, ['-e', appender, file], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let told = '';
    child.stdout?.setEncoding('latin1').on('data', (text) => {
      told += text;
    });
    while (told === '') await setTimeout(5);
    const outcomes = { done: 0, changed: 0 };
    // Until both have happened often enough, however busy this machine is.
    const isEnough = () => Math.min(outcomes.done, outcomes.changed) >= 10;
    for (const end = Date.now() + 30_000; !isEnough() && Date.now() < end; ) {
      const bytes = readFileSync(file);
      const added = Buffer.concat([bytes, Buffer.from('ours\n')]);
      const result = await replaceFile(file, sha256Hex(bytes), added, { backupDir, now });
      if (result.ok) outcomes.done++;
      else expect(['hosts-changed', 'read-back-differs']).toContain(result.error.code);
      if (!result.ok) outcomes.changed++;
      await setTimeout(1);
    }
    child.kill('SIGKILL');
    await new Promise((resolve) => child?.once('close', resolve));
    const count = told.length - 1;
    const found = new Set([readFileSync(file, 'latin1'), ...copies()].flatMap((text) => text.split('\n')));
    const lost = Array.from({ length: count }, (_, n) => `theirs ${n + 1} end`).filter((line) => !found.has(line));
    expect(lost).toEqual([]);
    expect(count).toBeGreaterThan(10);
    expect(isEnough()).toBe(true);
  }, 60_000);
});

describe('a replaced file that a crash left there unseen', () => {
  const name = '.hosts.certwright-0123456789abcdef.old';
  const place = () => join(folder, name);

  it('stays while it is young, since somebody may be at work', async () => {
    writeFileSync(place(), 'theirs');
    expect((await replaceBy({})).ok).toBe(true);
    expect(readdirSync(folder)).toContain(name);
  });

  // The time of the last change of a file's status cannot be set, so the clock goes ahead instead.
  it('becomes a kept copy when it is old, and nothing else is touched', async () => {
    writeFileSync(place(), 'theirs');
    writeFileSync(join(folder, '.hosts.certwright-other.old'), 'not our name');
    symlinkSync('hosts', join(folder, '.hosts.certwright-fedcba9876543210.old'));
    const real = Date.now;
    Date.now = () => real() + 3_600_000;
    const result = await replaceBy({}).finally(() => {
      Date.now = real;
    });
    expect(result.ok).toBe(true);
    expect(readdirSync(folder).sort()).toEqual([
      '.hosts.certwright-fedcba9876543210.old',
      '.hosts.certwright-other.old',
      'copies',
      'hosts',
    ]);
    expect(copies().sort()).toEqual([old.toString(), 'theirs']);
  });
});
