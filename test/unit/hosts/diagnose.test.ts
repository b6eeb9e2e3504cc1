import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linuxFlag, linuxMount, macosFlag } from '../../../main/hosts/diagnose.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { needsRightsFor } from '../../../main/hosts/rights.ts';
import { bundled } from '../privileged/started.ts';
import { replaceFile } from './replace-file.ts';

const old = Buffer.from('127.0.0.1 localhost\n');
const now = new Date('2026-11-22T10:00:00.123Z');
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-diagnose-'));
  file = join(folder, 'hosts');
  chmodSync(folder, 0o755);
  writeFileSync(file, old);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['----i---------e------- /etc/hosts\n', 'immutable'],
  ['-----a--------e------- /etc/hosts\n', 'append-only'],
  ['--------------e------- /etc/i a hosts\n', undefined],
  ['lsattr: Operation not supported\n', undefined],
])('reads the flags of Linux: %j', (told, by) => {
  expect(linuxFlag(told)?.by).toBe(by);
});

it.each([
  ['0\n', undefined],
  ['2\n', 'immutable'],
  ['20000\n', 'immutable'],
  ['4\n', 'append-only'],
  ['40000\n', 'append-only'],
  ['80040\n', undefined],
  ['', undefined],
])('reads the flags of a Mac: %j', (told, by) => {
  expect(macosFlag(told)?.by).toBe(by);
});

describe('the mounts', () => {
  const root = '22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,errors=remount-ro';
  it.each([
    ['an ordinary system', [root], undefined],
    ['a container', [root, '500 22 8:1 /docker/hosts /etc/hosts rw,relatime - ext4 /dev/sda1 rw'], 'mounted'],
    ['a neighbour', [root, '500 22 8:1 /x /etc/hosts2 ro - ext4 /dev/sda1 ro'], undefined],
    ['a disk for reading', [root, '30 22 8:2 / /etc ro,relatime - ext4 /dev/sda2 rw'], 'read-only-disk'],
    ['an image', [root.replace('rw,errors=remount-ro', 'ro')], 'read-only-disk'],
    [
      'a place that is covered',
      [root, '30 22 8:2 / /etc ro - ext4 x ro', '31 30 8:3 / /etc rw - ext4 y rw'],
      undefined,
    ],
  ])('of %s', (_what, lines, by) => {
    expect(linuxMount(`${lines.join('\n')}\n`, '/etc/hosts')?.by).toBe(by);
  });

  it('have names with odd bytes', () => {
    const line = '500 22 8:1 / /a\\040b\\134/h\u00c3\u00a4 rw - ext4 x rw';
    expect(linuxMount(line, '/a b\\/hä')?.by).toBe('mounted');
  });
});

/** Whether this machine lets us mark a file, and unmark it again. */
function mark(flag: string): boolean {
  try {
    execFileSync('/usr/bin/chattr', [flag, file], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0)('for real', () => {
  it.each([
    ['i', 'immutable'],
    ['a', 'append-only'],
  ])('a file with the mark %s is named, not changed, and nobody is asked for rights', async (flag, by) => {
    if (!mark(`+${flag}`)) return expect(mark(`-${flag}`)).toBe(false);
    const options = { backupDir: join(folder, 'copies'), now };
    const result = await replaceFile(file, sha256Hex(old), Buffer.from('new\n'), options);
    process.seteuid?.(65534);
    const needed = await needsRightsFor(file).finally(() => process.seteuid?.(0));
    expect(mark(`-${flag}`)).toBe(true);
    process.seteuid?.(65534);
    const neededWithout = await needsRightsFor(file).finally(() => process.seteuid?.(0));
    expect(result).toEqual({ ok: false, error: { code: 'hosts-blocked', facts: { file, by, detail: '' } } });
    expect([needed, neededWithout]).toEqual([false, true]);
    expect(readFileSync(file).equals(old)).toBe(true);
    expect(readdirSync(folder).sort()).toEqual(['copies', 'hosts']);
    expect(readdirSync(join(folder, 'copies'))).toEqual([]);
  });

  const script = bundled(join(import.meta.dirname, 'replace-entry.ts'));
  const unshare = '/usr/bin/unshare';

  it.runIf(existsSync(unshare) && spawnSync(unshare, ['-m', 'true']).status === 0)(
    'a file that is mounted from outside is named',
    () => {
      const outside = join(folder, 'outside');
      writeFileSync(outside, old);
      const mount = 'mount --bind "$1" "$2" && exec "$3" "$4" "$2"';
      const told = execFileSync(
        unshare,
        ['-m', '--propagation', 'private', '/bin/sh', '-c', mount, 'sh', outside, file, process.execPath, script()],
        { env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' } },
      );
      const facts = { file, by: 'mounted', detail: file };
      expect(JSON.parse(told.toString())).toEqual({ ok: false, error: { code: 'hosts-blocked', facts } });
      expect(readFileSync(outside).equals(old)).toBe(true);
      expect(readdirSync(`${file}-copies`)).toEqual([]);
    },
  );
});
