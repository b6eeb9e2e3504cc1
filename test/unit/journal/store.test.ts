import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type OpenedStore, openConfStore, partOfKey } from '../../../main/journal/store.ts';
import { bundled } from '../privileged/started.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const writer = bundled(join(import.meta.dirname, 'store-writer.ts'));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-store-'));
  file = join(folder, 'progress.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2026-11-22T10:00:00Z');
const aside = 'progress.damaged-20261122T100000000Z.json';
const damaged = (detail: string) => ({ code: 'store-data-damaged', facts: { file: aside, detail } });
const open = (): OpenedStore => {
  const opened = openConfStore(folder, now);
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
};

describe('the store', () => {
  it('keeps values and gives them back to the next process', () => {
    const { store, damage } = open();
    store.set('settings', { theme: 'dark' });
    store.set('journeys.0a1b-2c', { step: 'compare' });
    store.set('journeys.3d4e-5f', {});
    store.delete('journeys.3d4e-5f');
    expect(damage).toBeNull();
    const again = open().store;
    expect(again.get('journeys')).toEqual({ '0a1b-2c': { step: 'compare' } });
    expect(again.store).toEqual({ settings: { theme: 'dark' }, journeys: { '0a1b-2c': { step: 'compare' } } });
    expect(again.get('nothing')).toBeUndefined();
  });

  it('keeps a text with dots and brackets as one key', () => {
    const { store } = open();
    for (const address of ['10.0.0.7:443', '[fe80::1]:443', 'a\\b.example:443']) {
      store.set(`seen.${partOfKey(address)}`, { at: address });
      expect(store.get(`seen.${partOfKey(address)}`)).toEqual({ at: address });
    }
    store.delete(`seen.${partOfKey('10.0.0.7:443')}`);
    expect(Object.keys(store.get('seen') as object)).toEqual(['[fe80::1]:443', 'a\\b.example:443']);
  });

  it('sees what another one has written meanwhile', () => {
    const one = open().store;
    const other = open().store;
    one.set('a', 1);
    other.set('b', 2);
    expect(one.store).toEqual({ a: 1, b: 2 });
  });

  it('loses nothing when processes write at the same time', async () => {
    const env = { ...process.env, ...(process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {}) };
    const names = ['a', 'b', 'c'];
    const run = promisify(execFile);
    await Promise.all(names.map((name) => run(process.execPath, [writer(), folder, name, '100'], { env })));
    const all = names.flatMap((name) => Array.from({ length: 100 }, (_, index) => `${name}-${index}`));
    expect(Object.keys(open().store.get('journeys') as object).sort()).toEqual(all.sort());
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  it('is not held up by the lock of a process that has died', async () => {
    const { store } = open();
    const { stdout } = await promisify(execFile)(process.execPath, ['-p', 'process.pid'], {
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    });
    writeFileSync(`${file}.lock`, `${stdout.trim()} 0123456789abcdef`);
    store.set('a', 1);
    expect(store.store).toEqual({ a: 1 });
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  it('finds nothing wrong with a file that is not there', () => {
    expect(open().damage).toBeNull();
    expect(existsSync(file)).toBe(false);
  });
});

describe('damage', () => {
  it.each([
    ['cut short', '{"settings": {"the', 'not JSON'],
    ['empty', '', 'not JSON'],
    ['zeros', '\0'.repeat(100), 'not JSON'],
    ['no object', '[1, 2]', 'not an object'],
    ['null', 'null', 'not an object'],
  ])('of the whole file sets it aside and names it: %s', (_what, content, detail) => {
    writeFileSync(file, content);
    const { store, damage } = open();
    expect(damage).toEqual(damaged(detail));
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(content);
    store.set('a', 1);
    expect(open()).toMatchObject({ damage: null, store: { store: { a: 1 } } });
  });

  it('sets a folder in its place aside', () => {
    mkdirSync(join(file, 'inside'), { recursive: true });
    const { store, damage } = open();
    expect(damage).toEqual(damaged('a folder'));
    expect(readdirSync(join(folder, aside))).toEqual(['inside']);
    store.set('a', 1);
    expect(store.store).toEqual({ a: 1 });
  });

  it('of one branch leaves the others, and keeps a copy of all', () => {
    const content = JSON.stringify({ journeys: [1, 2], seen: 'x', settings: { theme: 'dark' }, practicePort: 7 });
    writeFileSync(file, content);
    const { store, damage } = open();
    expect(damage).toEqual(damaged('journeys, seen'));
    expect(store.store).toEqual({ settings: { theme: 'dark' }, practicePort: 7 });
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(content);
    store.set('journeys.0a1b', {});
    expect(open().damage).toBeNull();
  });
});

// Root may do everything, so these are asked as nobody.
describe.runIf(process.getuid?.() === 0)('without rights', () => {
  const asNobody = (): unknown => {
    process.seteuid?.(65534);
    try {
      return openConfStore(folder, now);
    } finally {
      process.seteuid?.(0);
    }
  };

  it('says so of a file that cannot be read, and leaves it', () => {
    writeFileSync(file, '{}', { mode: 0o600 });
    chmodSync(folder, 0o777);
    const facts = { file: 'progress.json', detail: 'EACCES' };
    expect(asNobody()).toEqual({ ok: false, error: { code: 'file-unreadable', facts } });
    expect(readdirSync(folder)).toEqual(['progress.json']);
  });

  it('says so of a folder that cannot be written', () => {
    chmodSync(folder, 0o555);
    const facts = { file: 'progress.json', detail: 'EACCES' };
    expect(asNobody()).toEqual({ ok: false, error: { code: 'write-failed', facts } });
  });
});
