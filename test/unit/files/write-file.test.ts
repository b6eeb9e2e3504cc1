// Files that people ask for: whole or not at all, never over another unasked.
import {
  chmodSync,
  chownSync,
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
import { afterAll, describe, expect, it } from 'vitest';
import { writeFile } from '../../../main/files/write-file.ts';

const dir = mkdtempSync(join(tmpdir(), 'write-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const path = (name: string) => join(dir, name);
const bytes = (text: string) => new TextEncoder().encode(text);
const mode = (name: string) => statSync(path(name)).mode & 0o777;

describe('writeFile', () => {
  it('tells the name and the hash of what is on the disk', async () => {
    const written = await writeFile(path('a.crt'), bytes('abc'));
    expect(written).toEqual({
      ok: true,
      value: {
        name: 'a.crt',
        sha256: 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD',
        ownerOnly: false,
      },
    });
    expect(readFileSync(path('a.crt'), 'utf8')).toBe('abc');
  });

  it('leaves what is there, unless it may be replaced', async () => {
    writeFileSync(path('b'), 'old');
    expect(await writeFile(path('b'), bytes('new'))).toEqual({
      ok: false,
      error: { code: 'file-exists', facts: { file: 'b' } },
    });
    expect(readFileSync(path('b'), 'utf8')).toBe('old');
    expect((await writeFile(path('b'), bytes('new'), { overwrite: true })).ok).toBe(true);
    expect(readFileSync(path('b'), 'utf8')).toBe('new');
  });

  it('writes a key for its owner alone, also over a file that everybody could read', async () => {
    expect(await writeFile(path('k.key'), bytes('key'), { ownerOnly: true })).toMatchObject({
      value: { ownerOnly: true },
    });
    expect(mode('k.key')).toBe(0o600);
    writeFileSync(path('open.key'), 'old', { mode: 0o644 });
    await writeFile(path('open.key'), bytes('key'), { ownerOnly: true, overwrite: true });
    expect(mode('open.key')).toBe(0o600);
  });

  it.skipIf(process.platform === 'win32')('never opens to others what was closed to them', async () => {
    for (const [old, wanted] of [
      [0o600, 0o600],
      [0o640, 0o640],
      [0o400, 0o600],
      [0o000, 0o600],
    ] as const) {
      writeFileSync(path('closed'), 'old');
      chmodSync(path('closed'), old);
      expect((await writeFile(path('closed'), bytes('new'), { overwrite: true })).ok).toBe(true);
      expect(mode('closed').toString(8)).toBe(wanted.toString(8));
      unlinkSync(path('closed'));
    }
    await writeFile(path('beside'), bytes('x'), { like: { mode: 0o100600, gid: statSync(dir).gid } });
    expect(mode('beside')).toBe(0o600);
  });

  it.skipIf(process.getuid?.() !== 0)('gives the group’s rights to the group that had them', async () => {
    writeFileSync(path('grouped'), 'old', { mode: 0o640 });
    chownSync(path('grouped'), 0, 12345);
    await writeFile(path('grouped'), bytes('new'), { overwrite: true });
    expect([statSync(path('grouped')).gid, mode('grouped')]).toEqual([12345, 0o640]);
  });

  it('says that a folder is one', async () => {
    for (const overwrite of [false, true])
      expect(await writeFile(dir, bytes('x'), { overwrite })).toMatchObject({
        error: { code: 'write-failed', facts: { detail: 'EISDIR' } },
      });
  });

  it('does not write through a link that somebody laid there', async () => {
    writeFileSync(path('target'), 'precious');
    symlinkSync(path('target'), path('link'));
    expect(await writeFile(path('link'), bytes('x'))).toMatchObject({ error: { code: 'file-exists' } });
    await writeFile(path('link'), bytes('x'), { overwrite: true, ownerOnly: true });
    expect(readFileSync(path('target'), 'utf8')).toBe('precious');
    expect(readFileSync(path('link'), 'utf8')).toBe('x');
  });

  it('says why it cannot, and leaves nothing behind', async () => {
    expect(await writeFile(path('no/such/folder'), bytes('x'))).toMatchObject({
      error: { code: 'write-failed', facts: { detail: 'ENOENT' } },
    });
    expect(await writeFile(dir, bytes('x'), { overwrite: true })).toMatchObject({ error: { code: 'write-failed' } });
    const before = readdirSync(dir);
    await writeFile(path('b'), bytes('newer'), { overwrite: true });
    expect(readdirSync(dir)).toEqual(before);
  });
});
