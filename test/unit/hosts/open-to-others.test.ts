// Root led to another file: by whoever owns, or can write to, a folder on the way to the hosts file or to its copies.
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCurrent } from '../../../main/hosts/current-file.ts';
import { openToOthers } from '../../../main/hosts/open-to-others.ts';
import { replaceCurrent, sha256Hex } from '../../../main/hosts/replace.ts';
import { needsRightsFor } from '../../../main/hosts/rights.ts';
import { replaceFile } from './replace-file.ts';

const nobody = 65534;
const now = new Date('2026-11-22T10:00:00.123Z');
const old = Buffer.from('127.0.0.1 localhost\n');
const next = Buffer.from('10.0.0.7 sensor7\n');
let folder: string;
let etc: string;
let file: string;
let backupDir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-others-'));
  chmodSync(folder, 0o755);
  etc = join(folder, 'system', 'etc');
  file = join(etc, 'hosts');
  backupDir = join(folder, 'data', 'copies');
  mkdirSync(etc, { recursive: true });
  mkdirSync(join(folder, 'data'));
  writeFileSync(file, old);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const replace = (path = file) => replaceFile(path, sha256Hex(old), next, { backupDir, now });

/** The hosts file as a link in a folder of root's, to a file in somebody's own. */
function linkToTheirs(): string {
  chownSync(etc, nobody, nobody);
  symlinkSync(file, join(folder, 'link'));
  return join(folder, 'link');
}

/** A folder of somebody's with a link to the hosts file that root alone can change. */
function linkOfTheirs(): string {
  mkdirSync(join(folder, 'theirs'));
  symlinkSync('../system/etc/hosts', join(folder, 'theirs', 'link'));
  chownSync(join(folder, 'theirs'), nobody, nobody);
  return join(folder, 'theirs', 'link');
}

describe.runIf(process.platform !== 'win32' && process.getuid?.() === 0)('root', () => {
  it.each<[string, string, () => string | undefined]>([
    ['a folder of somebody else', 'system/etc', () => void chownSync(etc, nobody, nobody)],
    ['a folder above that one', 'system', () => void chownSync(join(folder, 'system'), nobody, nobody)],
    ['a folder that everybody can write to', 'system/etc', () => void chmodSync(etc, 0o777)],
    ['a folder that its group can write to', 'system/etc', () => void chmodSync(etc, 0o775)],
    ["a link to somebody's folder", 'system/etc', linkToTheirs],
    ["a link in somebody's folder", 'theirs', linkOfTheirs],
    ["copies in somebody's folder", 'data', () => void chownSync(join(folder, 'data'), nobody, nobody)],
    [
      'a folder of copies that is somebody else’s',
      'data/copies',
      () => {
        mkdirSync(backupDir);
        chownSync(backupDir, nobody, nobody);
      },
    ],
    [
      'a file of somebody else where each may rename what is his',
      'system/etc',
      () => {
        chmodSync(etc, 0o1777);
        chownSync(file, nobody, nobody);
      },
    ],
  ])('does nothing in %s', async (_what, where, prepare) => {
    const path = prepare() ?? file;
    const facts = { file: path, by: 'others', detail: join(folder, where) };
    expect(await replace(path)).toEqual({ ok: false, error: { code: 'hosts-blocked', facts } });
    expect(readFileSync(file).equals(old)).toBe(true);
    expect(readdirSync(etc)).toEqual(['hosts']);
    expect(readdirSync(folder, { recursive: true })).not.toContainEqual(expect.stringMatching(/copies.hosts/));
  });

  it('goes on where nobody else can rename its files', async () => {
    chmodSync(etc, 0o1777);
    const link = join(folder, 'link');
    symlinkSync('data/../system/./etc/hosts', link);
    expect(await openToOthers(link)).toBeNull();
    expect((await replace(link)).ok).toBe(true);
    expect(readFileSync(file).equals(next)).toBe(true);
  });

  it('puts nothing in place but what it has written', async () => {
    const shadow = join(folder, 'shadow');
    writeFileSync(shadow, 'secret', { mode: 0o600 });
    const current = await readCurrent(file);
    if (!current.ok) throw new Error(current.error.code);
    const exchange = () => {
      const [name = ''] = readdirSync(etc).filter((each) => each !== 'hosts');
      unlinkSync(join(etc, name));
      linkSync(shadow, join(etc, name));
      return true;
    };
    const result = await replaceCurrent(current.value, [next], exchange, { backupDir, now });
    expect(result).toMatchObject({ ok: false, error: { code: 'hosts-changed' } });
    expect(readFileSync(file).equals(old)).toBe(true);
    expect(statSync(shadow)).toMatchObject({ uid: 0, nlink: 1 });
  });

  it('is not asked for where it would do nothing', async () => {
    chmodSync(etc, 0o777);
    process.seteuid?.(nobody);
    const [needed, result] = await Promise.all([needsRightsFor(file), replace()]).finally(() => process.seteuid?.(0));
    expect(needed).toBe(false);
    const facts = { file, by: 'others', detail: etc };
    expect(result).toEqual({ ok: false, error: { code: 'hosts-blocked', facts } });
    expect(readFileSync(file).equals(old)).toBe(true);
  });
});
