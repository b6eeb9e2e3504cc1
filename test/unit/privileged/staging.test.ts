import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRunFolder, readStaged, stageRequest } from '../../../main/privileged/staging.ts';
import { addHost } from './temp-world.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'certwright-staging-'));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const unix = process.platform !== 'win32';
const operations = [addHost('a.example')];
const hashOf = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex').toUpperCase();

describe('a staged request', () => {
  it('comes out as it went in', async () => {
    const run = await makeRunFolder(parent);
    const { file, sha256, nonce } = await stageRequest(run.folder, operations);
    expect(await readStaged(file, sha256)).toEqual({ version: 1, nonce, operations });
    await run.remove();
    expect(existsSync(run.folder)).toBe(false);
  });

  it('has a nonce of its own each time', async () => {
    const nonces = new Set<string>();
    for (let count = 0; count < 5; count++) {
      nonces.add((await stageRequest((await makeRunFolder(parent)).folder, operations)).nonce);
    }
    expect(nonces.size).toBe(5);
  });

  it.runIf(unix)('is closed to others, whatever the umask', async () => {
    const before = process.umask(0);
    try {
      const { folder } = await makeRunFolder(parent);
      const { file } = await stageRequest(folder, operations);
      expect([statSync(folder).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
    } finally {
      process.umask(before);
    }
  });

  it('is not written over a file that somebody made before', async () => {
    const { folder } = await makeRunFolder(parent);
    writeFileSync(join(folder, 'request.json'), 'theirs');
    await expect(stageRequest(folder, operations)).rejects.toThrow('EEXIST');
    expect(readFileSync(join(folder, 'request.json'), 'utf8')).toBe('theirs');
  });

  it.runIf(unix)('is not written through a link that somebody made before', async () => {
    const { folder } = await makeRunFolder(parent);
    for (const target of [join(parent, 'victim'), join(parent, 'not-there')]) {
      if (target.endsWith('victim')) writeFileSync(target, 'theirs');
      symlinkSync(target, join(folder, 'request.json'));
      await expect(stageRequest(folder, operations)).rejects.toThrow('EEXIST');
      rmSync(join(folder, 'request.json'));
    }
    expect(readFileSync(join(parent, 'victim'), 'utf8')).toBe('theirs');
    expect(existsSync(join(parent, 'not-there'))).toBe(false);
  });

  it.runIf(unix)('is not staged behind a linked folder', async () => {
    symlinkSync(parent, `${parent}-link`);
    await expect(makeRunFolder(`${parent}-link`)).rejects.toThrow('not a folder');
    rmSync(`${parent}-link`);
  });

  it('cannot hold what is no operation', async () => {
    const { folder } = await makeRunFolder(parent);
    await expect(stageRequest(folder, [{ ...operations[0], path: '/etc' } as never])).rejects.toThrow();
    expect(existsSync(join(folder, 'request.json'))).toBe(false);
  });
});

describe('reading a request', () => {
  const given = (content: string | Buffer) => {
    const file = join(parent, 'given.json');
    writeFileSync(file, content);
    return readStaged(file, hashOf(content));
  };
  const request = (change: object) => JSON.stringify({ version: 1, nonce: 'a'.repeat(32), operations, ...change });

  it('takes a good one', async () => {
    expect(await given(request({}))).toMatchObject({ version: 1 });
  });

  it.each([
    ['an unknown operation', request({ operations: [{ kind: 'run', command: 'id' }] })],
    ['an extra key', request({ path: '/etc/hosts' })],
    ['an extra key in an operation', request({ operations: [{ ...operations[0], file: '/etc/passwd' }] })],
    ['another version', request({ version: 2 })],
    ['no nonce', request({ nonce: '' })],
    ['too many operations', request({ operations: Array(17).fill(operations[0]) })],
    ['something that is no JSON', '{'],
    ['nothing', ''],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 1])],
    ['very deep JSON', '['.repeat(500_000)],
  ])('refuses %s by its schema, even with the right hash', async (_what, content) => {
    expect(await given(content)).toBe('schema');
  });

  it('refuses too much before it looks at the hash', async () => {
    expect(await given(Buffer.alloc(1024 * 1024 + 1, 32))).toBe('size');
  });

  it('refuses a hash in another spelling', async () => {
    await given(request({}));
    expect(await readStaged(join(parent, 'given.json'), hashOf(request({})).toLowerCase())).toBe('hash');
  });

  it('refuses what is no file', async () => {
    expect(await readStaged(parent, '0'.repeat(64))).toBe('not-a-file');
    expect(await readStaged(join(parent, 'none'), '0'.repeat(64))).toBe('unreadable');
  });

  it.runIf(unix)('does not hang on a pipe, and does not read a device', async () => {
    const pipe = join(parent, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect(await readStaged(pipe, '0'.repeat(64))).toBe('not-a-file');
    expect(await readStaged('/dev/zero', '0'.repeat(64))).toBe('not-a-file');
  });

  it.skipIf(!unix || process.getuid?.() === 0)('says so where it may not read', async () => {
    await given(request({}));
    chmodSync(join(parent, 'given.json'), 0o000);
    expect(await readStaged(join(parent, 'given.json'), hashOf(request({})))).toBe('unreadable');
  });
});
