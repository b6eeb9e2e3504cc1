import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openConfStore, storeName } from '../../../main/journal/store.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-store-'));
  file = join(folder, `${storeName}.json`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = new Date('2026-11-22T10:00:00Z');
const open = () => openConfStore(folder, now);

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

  it('sees what another one has written meanwhile', () => {
    const one = open().store;
    const other = open().store;
    one.set('a', 1);
    other.set('b', 2);
    expect(one.store).toEqual({ a: 1, b: 2 });
  });

  it.each([
    ['cut short', '{"settings": {"the'],
    ['empty', ''],
    ['zeros', '\0'.repeat(100)],
    ['no object', '[1, 2]'],
    ['null', 'null'],
  ])('keeps a damaged file aside and names it: %s', (_what, content) => {
    writeFileSync(file, content);
    const { store, damage } = open();
    expect(damage?.code).toBe('store-data-damaged');
    const aside = damage?.code === 'store-data-damaged' ? damage.facts.file : '';
    expect(aside).toBe(join(folder, `${storeName}.damaged-20261122T100000000Z.json`));
    expect(readFileSync(aside, 'utf8')).toBe(content);
    store.set('a', 1);
    expect(open()).toMatchObject({ damage: null, store: { store: { a: 1 } } });
  });

  it('finds nothing wrong with a file that is not there', () => {
    expect(open().damage).toBeNull();
    expect(readdirSync(folder).filter((name) => name.includes('damaged'))).toEqual([]);
    expect(existsSync(file)).toBe(false);
  });
});
