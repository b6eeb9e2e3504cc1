// The fuzzer itself, as `npm run fuzz` starts it: it finds faults that were planted behind comparisons, and it finds
// them because it is guided.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000 });
const root = join(import.meta.dirname, '../../..');
const out = mkdtempSync(join(tmpdir(), 'fuzz-test-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const fuzz = (folder: string, ...args: string[]) => {
  const script = join(root, 'scripts/fuzz.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, '--out', join(out, folder), ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
};

const findings = (folder: string): string[] => {
  const place = join(out, folder, 'findings');
  return readdirSync(place)
    .filter((name) => name.endsWith('.bin'))
    .map((name) => join(place, name));
};

const planted = ['--reader', 'planted-throw', '--seed', '1', '--runs', '20000'];

it('finds the one input in millions that throws, and makes it small', () => {
  const { status, stdout } = fuzz('guided', ...planted);
  expect(stdout).toContain('RangeError: planted');
  expect(status).toBe(1);
  const [file = '', ...more] = findings('guided');
  expect(more).toEqual([]);
  expect([...readFileSync(file)]).toEqual([0xc7, 0x5a, 0x91]);

  const again = fuzz('again', '--reader', 'planted-throw', '--input', file);
  expect(again.stdout).toContain('thrown: RangeError: planted at 3');
  expect(again.status).toBe(1);
});

it('would not find it without guidance', () => {
  const { status, stdout, stderr } = fuzz('blind', ...planted, '--blind');
  expect(stderr).toBe('');
  expect(stdout).toContain('planted-throw: 20000 executions');
  expect(stdout).toContain('Nothing was found.');
  expect(status).toBe(0);
});

it('stops an input that never ends, and one that eats memory', () => {
  const watched = ['--seed', '1', '--runs', '20000', '--patience', '1', '--memory', '64'];
  const { status, stdout } = fuzz('watched', ...watched, '--reader', 'planted-hang', '--reader', 'planted-hoard');
  expect(stdout).toContain('FOUND hang in planted-hang');
  expect(stdout).toContain('FOUND memory in planted-hoard');
  expect(status).toBe(1);
  for (const file of findings('watched')) expect([...readFileSync(file)].slice(0, 2)).toEqual([0xc7, 0x5a]);
});

it('does not take an unknown reader for one without faults', () => {
  const { status, stderr } = fuzz('unknown', '--reader', 'nobody');
  expect(stderr).toContain('There is no reader nobody. Readers: files, locked-files,');
  expect(status).toBe(1);
});
