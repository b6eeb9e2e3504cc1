// The real machine's parts, put together over a data folder of the test's own. Nothing of the machine is changed.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openConfStore } from '../../../main/journal/store.ts';
import { openWorld } from '../../../main/journeys/trust/open-world.ts';
import { fail, type Result } from '../../../preload/contract/result.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-world-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const open = async (way: Parameters<typeof openWorld>[0]['way'] = async () => 'none') => {
  const now = () => new Date('2026-11-22T10:00:00Z');
  const { store } = must(openConfStore(folder, now()));
  const people = {
    saveFile: async () => fail('cancelled', {}),
    openFiles: async () => fail('cancelled', {}),
    openUrl: async () => {},
    confirm: async () => true,
  };
  return must(
    await openWorld({ folder, home: folder, now, store, people, openJudge: null, elevate: async () => null, way }),
  );
};

it.each([
  [
    'is damaged',
    () => writeFileSync(join(folder, 'journal.jsonl'), 'not a record\n'),
    // By its absolute path: somebody has to find it.
    fail('store-data-damaged', {
      file: expect.stringMatching(/^(\/|[A-Z]:).+journal\.jsonl$/) as unknown as string,
      detail: 'record 1',
    }),
  ],
  [
    'is a folder',
    () => mkdirSync(join(folder, 'journal.jsonl')),
    fail('write-failed', { file: 'journal.jsonl', detail: expect.any(String) as unknown as string }),
  ],
])('a journal that %s forbids changes and nothing else', async (_what, prepare, failure) => {
  prepare();
  const world = await open();
  expect(world.troubles).toEqual([failure.error]);
  expect(world.changes.forJourney('j1')).toEqual([]);
  const operation = { kind: 'hosts-remove', name: 'none.example', address: '192.0.2.1', tag: 'j1' } as const;
  expect(await world.changes.make('j1', [operation])).toEqual(failure);
  expect(await world.changes.undoJourney('j1')).toEqual(failure);
});

it('remembers what each address showed, one by one', async () => {
  const one = await open();
  const other = await open();
  expect(one.troubles).toEqual([]);
  one.seen.set('10.0.0.7:443', 'AA', 'then');
  other.seen.set('[fe80::1]:443', 'BB', 'later');
  expect(one.seen.get('[fe80::1]:443')).toEqual({ sha256: 'BB', seenAt: 'later' });
  expect((await open()).seen.get('10.0.0.7:443')).toEqual({ sha256: 'AA', seenAt: 'then' });
  one.seen.forget('10.0.0.7:443');
  expect(other.seen.get('10.0.0.7:443')).toBeNull();
  expect(other.seen.get('[fe80::1]:443')).not.toBeNull();
});

it.skipIf(process.platform !== 'linux')('knows whether the system will surely ask before a change', async () => {
  const operation = { kind: 'trust-remove', store: 'linux-system', sha256: 'AB'.repeat(32), place: 'root' } as const;
  const [asking, silent] = [await open(async () => 'pkexec'), await open(async () => 'sudo')];
  const isRoot = process.getuid?.() === 0;
  // An ordinary user has no rights for the machine's store.
  if (isRoot) process.seteuid?.(65534);
  const guarded = await Promise.all([asking, silent].map((world) => world.isGuarded(operation))).finally(() => {
    if (isRoot) process.seteuid?.(0);
  });
  expect(guarded).toEqual([true, false]);
});
