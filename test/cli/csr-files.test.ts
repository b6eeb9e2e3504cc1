// The files that `csr` writes, and what it refuses: all of them or none, nothing overwritten unasked.
import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { certwright, error, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
const how = { home, cwd: dir, env: { OLD_PASS: 'old pass', EMPTY: '' } };
/** `openssl req -verify` says it on standard error, and ends with 0 either way. */
const verifies = (name: string): boolean =>
  spawnSync('openssl', ['req', '-in', name, '-verify', '-noout'], { cwd: dir }).stderr.toString().includes('verify OK');

describe('nothing is overwritten, and nothing stays half done', () => {
  const args = (key: string, out: string, ...more: string[]) => [
    'csr',
    '--subject',
    'CN=a.b',
    '--key-type',
    'p256',
    '--key-out',
    key,
    '--out',
    out,
    ...more,
  ];

  test('a file that is there stops it before anything is made', async () => {
    write('there.csr', 'mine');
    const { code, error: said } = await error(args('new.key', 'there.csr'), how);
    expect([code, said.code]).toEqual([2, 'file-exists']);
    expect(existsSync(file('new.key'))).toBe(false);
    expect(readFileSync(file('there.csr'), 'utf8')).toBe('mine');
  });

  test('--force replaces, and the key is closed to others even where the old file was open', async () => {
    write('open.key', 'old');
    write('open.csr', 'old');
    expect((await certwright(args('open.key', 'open.csr', '--force'), how)).code).toBe(0);
    if (process.platform !== 'win32') expect(statSync(file('open.key')).mode & 0o777).toBe(0o600);
    expect(verifies('open.csr')).toBe(true);
  });

  test('when the request cannot be written the new key is gone again', async () => {
    const { code, error: said } = await error(args('gone.key', 'no/such/folder/a.csr'), how);
    expect([code, said.code]).toEqual([2, 'write-failed']);
    expect(existsSync(file('gone.key'))).toBe(false);
  });

  test('and what --force replaced is back, a folder made for the package too', async () => {
    write('precious.key', 'precious');
    mkdirSync(file('in-the-way'));
    const { error: said } = await error(args('precious.key', 'in-the-way', '--force', '--package', 'new/folder'), how);
    expect(said.code).toBe('write-failed');
    expect(said.message).toContain('It is a folder');
    expect(readFileSync(file('precious.key'), 'utf8')).toBe('precious');
    expect(existsSync(file('new/folder'))).toBe(false);
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

describe.skipIf(process.platform === 'win32')('what --force replaces keeps its rights', () => {
  const modeOf = (name: string) => (statSync(file(name)).mode & 0o777).toString(8);

  test('put back after a failure, it is the very file that it was', async () => {
    write('mine.key', 'mine');
    write('mine.csr', 'mine');
    chmodSync(file('mine.csr'), 0o600);
    chmodSync(file('mine.key'), 0o440);
    const before = ['mine.key', 'mine.csr'].map((name) => statSync(file(name)).ino);
    mkdirSync(file('mine.inf'));
    const { code } = await error(
      ['csr', '--subject', 'CN=a.b', '--key-out', 'mine.key', '--out', 'mine.csr', '--inf', 'mine.inf', '--force'],
      how,
    );
    expect(code).toBe(2);
    expect(['mine.key', 'mine.csr'].map((name) => statSync(file(name)).ino)).toEqual(before);
    expect([modeOf('mine.key'), modeOf('mine.csr')]).toEqual(['440', '600']);
    expect(readFileSync(file('mine.csr'), 'utf8')).toBe('mine');
  });

  test('replaced, it is not open to more people, and nothing is left of the old one', async () => {
    const args = ['--subject', 'CN=a.b', '--key-type', 'p256', '--key-out', 'mine.key', '--out', 'mine.csr', '--force'];
    expect((await certwright(['csr', ...args], how)).code).toBe(0);
    expect([modeOf('mine.key'), modeOf('mine.csr')]).toEqual(['600', '600']);
    expect(readdirSync(dir).filter((name) => name.startsWith('.'))).toEqual([]);
  });

  // Root may write everywhere, so another user tries.
  test.skipIf(process.getuid?.() !== 0)('without rights in the folder, 3', async () => {
    const other = workspace();
    chownSync(other.home, 65534, 65534);
    const args = [
      'csr',
      '--subject',
      'CN=a.b',
      '--key-type',
      'p256',
      '--key-out',
      file('no.key'),
      '--out',
      file('no.csr'),
    ];
    const refused = await error(args, { home: other.home, uid: 65534 });
    expect(refused).toMatchObject({ code: 3, error: { code: 'write-failed' } });
    expect(existsSync(file('no.key'))).toBe(false);
  });
});

describe('wrong use and words that cannot be used end with 2, and write nothing', () => {
  test.each([
    [[]],
    [['--subject', 'CN=a', '--out', 'w.csr']],
    [['--subject', 'CN=a', '--key-out', 'w.key']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--key', 'a.key', '--out', 'w.csr']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', './w.key']],
    [['--subject', 'CN=a', '--key', 'a.key', '--out', 'a.key', '--force']],
    [['--subject', 'CN=a', '--key', 'a.key', '--key-type', 'p256', '--out', 'w.csr']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', '--passphrase-env', 'OLD_PASS']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', '--out-passphrase-env', 'NO_SUCH_VARIABLE']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', '--out-passphrase-env', 'EMPTY']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', '--key-type', 'rsa1024']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', '--purpose', 'mail']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', '--note', 'x']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', '--key-type', 'ed25519', '--inf', 'w.inf']],
    [['--subject', 'CN=a', '--key-out', 'w.key', '--out', 'w.csr', 'more']],
    [['--check', 'a.csr', '--force']],
    [['--check', 'a.csr', 'b.csr']],
    [['--check', 'a.csr', '--compare', 'a.csr', 'b.cer']],
    [['--compare', 'a.csr']],
    [['--compare', 'a.csr', 'b.cer', 'c']],
  ])('%j', async (args) => {
    const { code, error: said } = await error(['csr', ...args], how);
    expect([code, said.code]).toEqual([2, 'wrong-use']);
    for (const name of ['w.key', 'w.csr', 'w.inf']) expect(existsSync(file(name))).toBe(false);
  });

  test.each([
    [['--subject', 'sensor7'], 'subject-invalid'],
    [['--subject', 'CN=a,C=USA'], 'subject-invalid'],
    [['--subject', `CN=${'a'.repeat(65)}`], 'subject-invalid'],
    [['--subject', 'CN=a', '--san', 'https://a.b/'], 'san-invalid'],
    [['--subject', 'CN=a', '--san', 'ip:1.2.3'], 'san-invalid'],
    [['--subject', 'CN=a', '--package', 'p', '--note', '-----BEGIN PRIVATE KEY-----'], 'wrong-use'],
    [['--subject', 'CN=a', '--package', 'p', '--note=see -----BEGIN PRIVATE KEY-----'], 'key-in-text'],
  ])('%j', async (args, expected) => {
    const { code, error: said } = await error(
      ['csr', ...args, '--key-out', 'w.key', '--out', 'w.csr', '--key-type', 'p256'],
      how,
    );
    expect([code, said.code]).toEqual([2, expected]);
    expect(said.hint).not.toBe('');
    for (const name of ['w.key', 'w.csr', 'p']) expect(existsSync(file(name))).toBe(false);
  });

  test('a key file without a key', async () => {
    await certwright(['csr', '--subject', 'CN=a', '--key-type', 'p256', '--key-out', 'a.key', '--out', 'a.csr'], how);
    const { code, error: said } = await error(['csr', '--subject', 'CN=a', '--key', 'a.csr', '--out', 'w.csr'], how);
    expect([code, said.code]).toEqual([2, 'not-in-file']);
  });
});
