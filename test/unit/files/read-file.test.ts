// Files that people name, drop, or have in a folder: bounded in size and in time.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { filesOf } from '../../../main/files/folders.ts';
import { readFile } from '../../../main/files/read-file.ts';
import { fileLimit } from '../../../main/pki/files/read.ts';

const dir = mkdtempSync(join(tmpdir(), 'read-test-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const path = (name: string) => join(dir, name);
const code = async (name: string, options = {}) => {
  const read = await readFile(path(name), options);
  return read.ok ? read.value.toString() : read.error.code;
};

writeFileSync(path('a.crt'), 'abc');
writeFileSync(path('big'), '');
truncateSync(path('big'), fileLimit + 1);
execFileSync('mkfifo', [path('pipe')]);
symlinkSync('/dev/zero', path('endless'));
mkdirSync(path('folder'));

describe('readFile', () => {
  it('reads a file, and says why it cannot', async () => {
    expect(await code('a.crt')).toBe('abc');
    expect(await code('nowhere')).toBe('file-unreadable');
    expect(await code('')).toBe('file-unreadable');
  });

  it('reads no more than the limit, from a file or from what has no end', async () => {
    expect(await code('big')).toBe('file-too-large');
    expect(await code('endless', { pipes: true })).toBe('file-too-large');
  });

  it('leaves alone what is no ordinary file, unless pipes are meant', async () => {
    for (const name of ['pipe', 'endless', 'folder']) expect(await code(name)).toBe('file-unreadable');
    const reading = code('pipe', { pipes: true });
    execFile('sh', ['-c', `printf xyz > ${path('pipe')}`]);
    expect(await reading).toBe('xyz');
  });
});

it('a folder stands for its ordinary files', async () => {
  writeFileSync(path('folder/b.crt'), '');
  writeFileSync(path('folder/a.crt'), '');
  mkdirSync(path('folder/deeper'));
  execFileSync('mkfifo', [path('folder/pipe')]);
  symlinkSync('/dev/zero', path('folder/endless'));
  expect(await filesOf([path('folder'), path('a.crt'), path('nowhere')])).toEqual([
    path('folder/a.crt'),
    path('folder/b.crt'),
    path('a.crt'),
    path('nowhere'),
  ]);
});
