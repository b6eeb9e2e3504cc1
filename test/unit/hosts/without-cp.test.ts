// A system whose cp copies no access control list, as BusyBox' does not, or has none.
import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { replaceFile } from './replace-file.ts';

const cp = vi.hoisted(() => ({ path: undefined as string | undefined }));
vi.mock('../../../main/trust/tool.ts', async (original) => {
  const tool = await original<typeof import('../../../main/trust/tool.ts')>();
  return { ...tool, findTool: async (name: string) => (name === 'cp' ? cp.path : tool.findTool(name)) };
});

const old = Buffer.from('127.0.0.1 localhost\n');
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-cp-'));
  file = join(folder, 'hosts');
  writeFileSync(file, old);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(process.platform !== 'win32').each([
  ['there is none', undefined],
  ['it refuses', '/usr/bin/false'],
])('where %s', (_what, path) => {
  // The group's bits may have been the mask of a list with others in it.
  it.each([
    [0o660, 0o600],
    [0o640, 0o600],
    [0o664, 0o644],
    [0o644, 0o644],
    [0o4755, 0o4755],
  ])('a file with mode %o has %o afterwards: the group never has more than everybody', async (before, after) => {
    cp.path = path;
    chmodSync(file, before);
    const options = { backupDir: join(folder, 'copies'), now: new Date() };
    expect((await replaceFile(file, sha256Hex(old), Buffer.from('ours\n'), options)).ok).toBe(true);
    expect(statSync(file).mode & 0o7777).toBe(after);
  });
});
