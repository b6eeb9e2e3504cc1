import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findKept, listKept, nameOfCopy } from '../../../main/hosts/kept-copies.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-kept-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytesOf = (text: string) => Buffer.from(text, 'latin1');
function keep(text: string, { at = '2026-11-22T10:00:00.123Z', named = text, unique = 'a1b2c3' } = {}): string {
  const name = nameOfCopy('hosts', { at: new Date(at), sha256: sha256Hex(bytesOf(named)), unique });
  writeFileSync(join(folder, name), bytesOf(text));
  return name;
}

it('lists what is there, latest first, by the bytes that are in it', async () => {
  const first = keep('one\n');
  const second = keep('changed since\n', { at: '2026-11-23T10:00:00.000Z', named: 'two\n' });
  writeFileSync(join(folder, 'notes.txt'), 'no copy');
  mkdirSync(join(folder, nameOfCopy('hosts', { at: new Date(0), sha256: 'A'.repeat(64), unique: '000000' })));
  expect(await listKept(folder)).toEqual([
    { name: second, at: new Date('2026-11-23T10:00:00Z'), sha256: sha256Hex(bytesOf('changed since\n')), bytes: 14 },
    { name: first, at: new Date('2026-11-22T10:00:00.123Z'), sha256: sha256Hex(bytesOf('one\n')), bytes: 4 },
  ]);
  expect(await listKept(join(folder, 'nothing'))).toEqual([]);
});

it('tells a file with two names once, by its latest', async () => {
  const first = keep('one\n');
  const later = nameOfCopy('hosts', { at: new Date('2026-12-01'), sha256: 'B'.repeat(64), unique: '111111' });
  linkSync(join(folder, first), join(folder, later));
  expect((await listKept(folder)).map(({ name }) => name)).toEqual([later]);
});

it('finds a copy by its whole hash, whatever the names say', async () => {
  keep('one\n', { named: 'two\n' });
  keep('two\n', { named: 'one\n' });
  expect((await findKept(folder, sha256Hex(bytesOf('one\n'))))?.toString()).toBe('one\n');
  expect((await findKept(folder, sha256Hex(bytesOf('two\n'))))?.toString()).toBe('two\n');
  expect(await findKept(folder, sha256Hex(bytesOf('three\n')))).toBeNull();
});

it('follows no link out of the folder', async () => {
  const outside = join(folder, 'outside');
  writeFileSync(outside, 'secret\n');
  const name = nameOfCopy('hosts', { at: new Date(0), sha256: sha256Hex(bytesOf('secret\n')), unique: '222222' });
  symlinkSync(outside, join(folder, name));
  expect(await listKept(folder)).toEqual([]);
  expect(await findKept(folder, sha256Hex(bytesOf('secret\n')))).toBeNull();
});
