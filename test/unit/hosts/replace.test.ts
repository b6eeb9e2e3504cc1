import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { needsRightsFor } from '../../../main/hosts/rights.ts';
import { replaceFile } from './replace-file.ts';

const now = new Date('2026-11-22T10:00:00.123Z');
const old = Buffer.from('127.0.0.1 localhost\r\n# \xff', 'latin1');
const next = Buffer.from('10.0.0.7 sensor7\n');
let folder: string;
let file: string;
let backupDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-hosts-'));
  file = join(folder, 'etc', 'hosts');
  backupDir = join(folder, 'data', 'backups');
  mkdirSync(join(folder, 'etc'));
  writeFileSync(file, old);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const replace = (path = file, expected = sha256Hex(old)) => replaceFile(path, expected, next, { backupDir, now });

describe('replaceFile', () => {
  it('replaces, keeps mode and owner, and leaves a copy and nothing else', async () => {
    chmodSync(file, 0o4640);
    const { ino } = statSync(file);
    const result = await replace(file, sha256Hex(old).toLowerCase());
    expect(result).toMatchObject({ ok: true, value: { before: sha256Hex(old), after: sha256Hex(next) } });
    expect(readFileSync(file).equals(next)).toBe(true);
    expect(statSync(file).mode & 0o7777).toBe(0o4640);
    expect(statSync(file).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
    expect(readdirSync(join(folder, 'etc'))).toEqual(['hosts']);
    const backup = result.ok ? (result.value.backup ?? '') : '';
    expect(backup).toContain('hosts.20261122T100000123Z.');
    expect(readFileSync(backup).equals(old)).toBe(true);
    // The old file itself, so with the rights that it had, in a folder that is as closed.
    expect(statSync(backup).ino).toBe(ino);
    expect(statSync(backupDir).mode & 0o777).toBe(0o700);
  });

  it.each([
    ['everybody', 0o644, 0o755],
    ['nobody else', 0o640, 0o700],
  ])('lets the copies be read by %s where the file is', async (_who, mode, folderMode) => {
    chmodSync(file, mode);
    expect((await replace()).ok).toBe(true);
    expect(statSync(backupDir).mode & 0o777).toBe(folderMode);
    expect(statSync(join(backupDir, readdirSync(backupDir)[0] ?? '')).mode & 0o777).toBe(mode);
  });

  it('leaves the folder of the copies as closed as somebody has made it', async () => {
    chmodSync(file, 0o644);
    mkdirSync(backupDir, { recursive: true, mode: 0o700 });
    expect((await replace()).ok).toBe(true);
    expect(statSync(backupDir).mode & 0o777).toBe(0o700);
  });

  it.runIf(process.getuid?.() === 0)('keeps a foreign owner', async () => {
    chownSync(file, 12345, 23456);
    expect((await replace()).ok).toBe(true);
    expect(statSync(file)).toMatchObject({ uid: 12345, gid: 23456 });
  });

  // Node reads neither, so Python's standard library does.
  const python = '/usr/bin/python3';
  it.runIf(process.platform === 'linux' && existsSync(python))(
    'keeps the access control list and attributes',
    async () => {
      const list = '0200000001000600ffffffff02000400d204000004000400ffffffff10000400ffffffff20000000ffffffff';
      const ask = (code: string) =>
        spawnSync(python, ['-c', `import os,sys;${code}`, file, list], { encoding: 'utf8' });
      const names = ['user.certwright', 'system.posix_acl_access'];
      const set = ask(
        `f=sys.argv[1];os.setxattr(f,'${names[0]}',b'x');os.setxattr(f,'${names[1]}',bytes.fromhex(sys.argv[2]))`,
      );
      // tmpfs of older kernels keeps no attributes of users.
      if (set.status !== 0) return expect(set.stderr).toMatch(/not supported/i);
      const read = () => ask(`print([(n,os.getxattr(sys.argv[1],n).hex()) for n in ${JSON.stringify(names)}])`).stdout;
      const [before, mode] = [read(), statSync(file).mode];
      expect(before).toContain(list);
      expect((await replace()).ok).toBe(true);
      expect(read()).toBe(before);
      expect(statSync(file).mode).toBe(mode);
    },
  );

  it('follows a symbolic link and keeps it', async () => {
    const link = join(folder, 'link');
    symlinkSync(join('etc', 'hosts'), link);
    expect((await replace(link)).ok).toBe(true);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(file).equals(next)).toBe(true);
  });

  it('does not write over what someone else wrote meanwhile', async () => {
    writeFileSync(file, 'theirs');
    expect(await replace()).toEqual({ ok: false, error: { code: 'hosts-changed', facts: { file } } });
    expect(readFileSync(file, 'utf8')).toBe('theirs');
    expect(readdirSync(folder)).toEqual(['etc']);
  });

  it('writes nothing where the bytes are the same', async () => {
    const result = await replaceFile(file, sha256Hex(old), old, { backupDir, now });
    expect(result).toEqual({ ok: true, value: { before: sha256Hex(old), after: sha256Hex(old), backup: null } });
    expect(readdirSync(folder)).toEqual(['etc']);
  });

  it('never writes one backup over another', async () => {
    await replace();
    await replaceFile(file, sha256Hex(next), old, { backupDir, now });
    await replace();
    expect(readdirSync(backupDir)).toHaveLength(3);
  });

  it.each([
    ['absent', (path: string) => join(path, 'nothing'), 'file-unreadable'],
    ['a folder', (path: string) => path, 'file-unreadable'],
  ])('refuses what is %s', async (_what, place, code) => {
    expect(await replace(place(folder))).toMatchObject({ ok: false, error: { code } });
  });

  it('leaves the old file where the backup cannot be made', async () => {
    writeFileSync(join(folder, 'data'), 'a file in the way');
    expect(await replace()).toMatchObject({ ok: false, error: { code: 'write-failed' } });
    expect(readFileSync(file).equals(old)).toBe(true);
  });
});

// Root may do everything, so the question is asked as nobody.
describe.runIf(process.getuid?.() === 0)('without rights', () => {
  const nobody = 65534;

  it.each([
    ['the folder cannot be written', () => undefined],
    ['the file cannot be read', () => chmodSync(file, 0o600)],
    ['the folder cannot be entered', () => chmodSync(join(folder, 'etc'), 0o700)],
  ])('says so where %s, and changes nothing', async (_what, prepare) => {
    mkdirSync(backupDir, { recursive: true });
    chmodSync(folder, 0o755);
    for (const path of [join(folder, 'data'), backupDir]) chownSync(path, nobody, nobody);
    prepare();
    process.seteuid?.(nobody);
    const [needed, result] = await Promise.all([needsRightsFor(file), replace()]).finally(() => process.seteuid?.(0));
    expect(needed).toBe(true);
    expect(await needsRightsFor(file)).toBe(false);
    expect(result).toEqual({ ok: false, error: { code: 'rights-missing', facts: { target: file } } });
    expect(readFileSync(file).equals(old)).toBe(true);
    expect(readdirSync(join(folder, 'etc'))).toEqual(['hosts']);
  });
});
