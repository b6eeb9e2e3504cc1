// Several instances of the app at the same time, of one user and of two, on one machine: none loses what another wrote.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Entry, openJournal } from '../../../main/journal/journal.ts';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import { thumbprintOf } from '../../../main/privileged/operations.ts';
import { fileIn, inForce } from '../../kill/kill-world.ts';
import { makeRoot } from '../privileged/roots.ts';
import { bundled } from '../privileged/started.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const script = bundled(join(import.meta.dirname, 'instance.ts'));
const base = '127.0.0.1\tlocalhost\r\n# theirs\n10.0.0.1 old.example';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-instances-'));
  writeFileSync(fileIn(folder), base);
  const roots = ['One', 'Two'].map((name) => Buffer.from(makeRoot(`Instance ${name}`)).toString('base64'));
  writeFileSync(join(folder, 'roots.json'), JSON.stringify(roots));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(name: string, journal: string): Promise<string[]> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  const args = [script(), folder, join(folder, 'data', journal), name, '16'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout) as string[];
}

async function entriesIn(journal: string): Promise<Entry[]> {
  const opened = await openJournal(join(folder, 'data', journal), { now: () => new Date() });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value.entries();
}

function expectAgreement(entries: readonly Entry[]): void {
  const stands = entries.filter(({ state }) => state === 'done');
  const ended = ['done', 'undone', 'nothing'];
  expect(entries.filter(({ state }) => !ended.includes(state))).toEqual([]);
  const lines = readFileSync(fileIn(folder), 'latin1').match(/[^\n]*\n|[^\n]+/g) ?? [];
  const ours = lines.filter((line) => line.includes('# certwright '));
  expect(lines.filter((line) => !ours.includes(line)).join('')).toBe(base);
  const names = stands.flatMap(({ operation }) => (operation.kind === 'hosts-add' ? [operation.name] : []));
  expect(ours.map((line) => line.split('\t')[1]).sort()).toEqual(names.sort());
  const trusted = stands.flatMap(({ operation }) => (operation.kind === 'trust-add' ? [thumbprintOf(operation)] : []));
  expect(
    inForce(folder)
      .map((der) => thumbprints(der).sha256)
      .sort(),
  ).toEqual(trusted.sort());
}

it('of one user, with one journal', async () => {
  const refused = await Promise.all(['one', 'two', 'three'].map((name) => run(name, 'journal.jsonl')));
  expect(refused.flat()).toEqual([]);
  const entries = await entriesIn('journal.jsonl');
  expect(entries.filter(({ operation }) => operation.kind === 'hosts-add')).toHaveLength(48);
  expectAgreement(entries);
});

it('of two users, with a journal each', async () => {
  const refused = await Promise.all([run('one', 'a.jsonl'), run('two', 'b.jsonl')]);
  expect(refused.flat()).toEqual([]);
  expectAgreement([...(await entriesIn('a.jsonl')), ...(await entriesIn('b.jsonl'))]);
});
