// `convert` as its users run it; what came out is read by openssl.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { itemSchema } from '../../preload/contract/item.ts';
import { certwright, error, issue, sha256, value, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
const how = { home, cwd: dir, env: { IN: 'old pass', OUT: 'new päss', EMPTY: '' } };
const shape = z.strictObject({
  written: z.array(z.strictObject({ file: z.string(), sha256, items: z.array(itemSchema) })),
  openssl: z.string().min(10),
});
const convert = (...args: string[]) => value(['convert', ...args], shape, how);
const refused = (...args: string[]) => error(['convert', ...args], how);
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] }).toString();

const root = issue(dir, 'root', { subject: '/CN=Root', ca: true });
const leaf = issue(dir, 'leaf', { subject: '/CN=sensor7', issuer: root });
write('chain.pem', root.pem + leaf.pem);
openssl('x509', '-in', 'leaf.crt', '-outform', 'DER', '-out', 'leaf.cer');
openssl(
  'pkcs12',
  '-export',
  '-in',
  'leaf.crt',
  '-inkey',
  'leaf.key',
  '-certfile',
  'root.crt',
  '-passout',
  'pass:old pass',
  '-out',
  'leaf.pfx',
);
openssl('pkcs8', '-topk8', '-in', 'leaf.key', '-passout', 'pass:old pass', '-out', 'locked.key');

describe('a conversion', () => {
  test('DER .cer to .crt, as the guide wants it', async () => {
    const { code, value: said } = await convert('leaf.cer', '--to', 'crt', '--out', 'a.crt');
    expect(code).toBe(0);
    expect(said.written).toMatchObject([{ file: 'a.crt', items: [{ kind: 'certificate', commonName: 'sensor7' }] }]);
    expect(openssl('x509', '-in', 'a.crt', '-noout', '-subject')).toBe('subject=CN = sensor7\n');
  });

  test('a chain is put in order, and nothing of it is lost', async () => {
    await convert('chain.pem', '--to', 'crt', '--out', 'ordered.crt');
    expect(readFileSync(file('ordered.crt'), 'utf8')).toBe(leaf.pem + root.pem);
    const { value: said } = await convert('chain.pem', '--to', 'der', '--only', 'leaf', '--out', 'leaf.der');
    expect(said.written[0]?.items).toHaveLength(1);
    expect(readFileSync(file('leaf.der')).equals(readFileSync(file('leaf.cer')))).toBe(true);
  });

  test('PFX to PEM: all, certificates alone, the key alone and locked again', async () => {
    await convert('leaf.pfx', '--passphrase-env', 'IN', '--to', 'pem', '--out', 'all.pem');
    expect(openssl('pkey', '-in', 'all.pem')).toBe(openssl('pkey', '-in', 'leaf.key'));
    await convert('leaf.pfx', '--passphrase-env', 'IN', '--to', 'pem', '--only', 'certs', '--out', 'certs.pem');
    expect(readFileSync(file('certs.pem'), 'utf8')).toBe(leaf.pem + root.pem);
    const args = ['--passphrase-env', 'IN', '--out-passphrase-env', 'OUT', '--to', 'key', '--out', 'again.key'];
    await convert('leaf.pfx', ...args);
    expect(openssl('pkey', '-in', 'again.key', '-passin', 'pass:new päss')).toBe(openssl('pkey', '-in', 'leaf.key'));
  });

  test.each([
    ['modern', 'sha256'],
    ['compatible', 'sha1'],
  ])('to a %s PFX', async (profile, mac) => {
    const out = `${profile}.pfx`;
    const args = ['--key', 'locked.key', '--passphrase-env', 'IN', '--chain', 'root.crt'];
    await convert(
      'leaf.crt',
      ...args,
      '--to',
      'pfx',
      '--pfx-profile',
      profile,
      '--out-passphrase-env',
      'OUT',
      '--out',
      out,
    );
    const info = execFileSync('sh', ['-c', `openssl pkcs12 -in ${out} -passin 'pass:new päss' -info -noout 2>&1`], {
      cwd: dir,
    }).toString();
    expect(info).toContain(`MAC: ${mac}`);
    expect(openssl('pkcs12', '-in', out, '-passin', 'pass:new päss', '-nodes')).toContain('PRIVATE KEY');
  });

  test('keys between PKCS#8 and SEC 1, readable by their owner alone', async () => {
    await convert('leaf.key', '--to', 'key', '--key-format', 'sec1', '--out', 'sec1.key');
    expect(readFileSync(file('sec1.key'), 'utf8')).toContain('BEGIN EC PRIVATE KEY');
    expect(statSync(file('sec1.key')).mode & 0o777).toBe(0o600);
    await convert('sec1.key', '--to', 'key', '--out', 'pkcs8.key');
    expect(readFileSync(file('pkcs8.key'), 'utf8')).toBe(openssl('pkey', '-in', 'leaf.key'));
  });
});

describe('the openssl commands', () => {
  test.each<[string, string[], (bytes: string) => string]>([
    ['der', ['leaf.crt', '--to', 'der'], (out) => openssl('x509', '-inform', 'DER', '-in', out)],
    ['crt', ['leaf.cer', '--to', 'crt'], (out) => openssl('x509', '-in', out)],
    [
      'p7b',
      ['leaf.cer', '--chain', 'root.crt', '--to', 'p7b'],
      (out) => openssl('pkcs7', '-inform', 'DER', '-in', out, '-print_certs'),
    ],
    ['pem', ['leaf.crt', '--chain', 'root.crt', '--to', 'pem'], (out) => readFileSync(file(out), 'utf8')],
    ['key', ['leaf.key', '--to', 'key', '--key-format', 'sec1'], (out) => openssl('ec', '-in', out)],
  ])('do the same: %s', async (ending, args, shown) => {
    const { value: said } = await convert(...args, '--out', `ours.${ending}`);
    const ours = shown(`ours.${ending}`);
    execFileSync('sh', ['-ec', said.openssl.replaceAll(`ours.${ending}`, `theirs.${ending}`)], {
      cwd: dir,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(shown(`theirs.${ending}`)).toBe(ours);
  });

  test('never hold a passphrase', async () => {
    const { stdout, stderr } = await certwright(
      [
        'convert',
        'leaf.pfx',
        '--passphrase-env',
        'IN',
        '--to',
        'pfx',
        '--out-passphrase-env',
        'OUT',
        '--out',
        'quiet.pfx',
      ],
      how,
    );
    expect(stdout + stderr).not.toMatch(/old pass|new p/);
    expect(stdout).toContain('openssl pkcs12');
  });
});

describe('what is refused', () => {
  test('to write over a file, until --force says so', async () => {
    write('there.crt', 'something else');
    expect(await refused('leaf.cer', '--to', 'crt', '--out', 'there.crt')).toMatchObject({
      code: 2,
      error: { code: 'file-exists' },
    });
    expect(readFileSync(file('there.crt'), 'utf8')).toBe('something else');
    expect((await convert('leaf.cer', '--to', 'crt', '--out', 'there.crt', '--force')).code).toBe(0);
    expect(readFileSync(file('there.crt'), 'utf8')).toBe(leaf.pem);
  });

  test.skipIf(process.platform === 'win32')('to open to others what was closed', async () => {
    write('closed.crt', 'old');
    chmodSync(file('closed.crt'), 0o600);
    await convert('leaf.cer', '--to', 'crt', '--out', 'closed.crt', '--force');
    expect((statSync(file('closed.crt')).mode & 0o777).toString(8)).toBe('600');
  });

  test('to write into a folder’s place, or into a folder that is not there', async () => {
    mkdirSync(file('folder'));
    for (const [out, words] of [
      ['folder', 'It is a folder'],
      ['nowhere/a.crt', 'folder that it should go into does not exist'],
    ] as const) {
      const { code, error: said } = await refused('leaf.cer', '--to', 'crt', '--out', out);
      expect([code, said.code]).toEqual([2, 'write-failed']);
      expect(said.message).toContain(words);
    }
  });

  test.each<[string, string[]]>([
    ['passphrase-needed', ['leaf.pfx', '--to', 'pem', '--out', 'x']],
    ['passphrase-needed', ['locked.key', '--to', 'key', '--out', 'x']],
    ['passphrase-wrong', ['leaf.pfx', '--passphrase-env', 'OUT', '--to', 'pem', '--out', 'x']],
    [
      'convert-impossible',
      ['leaf.crt', '--key', 'root.key', '--to', 'pfx', '--out-passphrase-env', 'OUT', '--out', 'x'],
    ],
    ['convert-impossible', ['chain.pem', '--to', 'der', '--out', 'x']],
    ['convert-impossible', ['leaf.crt', '--to', 'key', '--out', 'x']],
    ['file-unreadable', ['nowhere.crt', '--to', 'pem', '--out', 'x']],
    ['convert-impossible', ['leaf.key', '--to', 'pem', '--only', 'leaf', '--out', 'x']],
    ['wrong-use', ['leaf.crt', '--to', 'jks', '--out', 'x']],
    ['wrong-use', ['leaf.key', '--to', 'key', '--out', 'x', '--out-passphrase-env', 'EMPTY']],
    ['wrong-use', ['leaf.crt', '--key', 'leaf.key', '--to', 'pfx', '--out', 'x', '--out-passphrase-env', 'EMPTY']],
    ['wrong-use', ['leaf.crt', '--to', 'pem']],
    ['wrong-use', ['leaf.crt', '--out', 'x']],
    ['wrong-use', ['leaf.crt', '--to', 'pem', '--out', 'x', '--passphrase', 'secret']],
  ])('%s', async (wanted, args) => {
    expect(await refused(...args)).toMatchObject({ code: 2, error: { code: wanted } });
    expect(existsSync(file('x'))).toBe(false);
  });
});

describe('what is said', () => {
  test('is about the new file: its encoding, and whether the key in it is locked', async () => {
    const unlocked = await convert(
      'locked.key',
      '--passphrase-env',
      'IN',
      '--to',
      'key',
      '--key-format',
      'sec1',
      '--out',
      'u.key',
    );
    expect(unlocked.value.written[0]?.items).toMatchObject([
      { kind: 'privateKey', encrypted: false, encoding: 'sec1' },
    ]);
    const locked = await convert('leaf.key', '--to', 'key', '--out-passphrase-env', 'OUT', '--out', 'l.key');
    expect(locked.value.written[0]?.items).toMatchObject([{ kind: 'privateKey', encrypted: true, encoding: 'pkcs8' }]);
    const { stdout } = await certwright(
      ['convert', 'l.key', '--passphrase-env', 'OUT', '--to', 'key', '--out', 'o.key'],
      how,
    );
    expect(stdout).toMatch(/Private key +EC P-256 +PKCS#8, not encrypted/);
  });

  test('is one line for each object', async () => {
    const { stdout } = await certwright(['convert', 'chain.pem', '--to', 'crt', '--out', 'short.crt'], how);
    const [head = '', ...rest] = stdout.split('\n');
    expect(head).toContain('short.crt');
    expect(rest.indexOf('')).toBe(2);
    expect(rest[0]).toMatch(/sensor7 .*days left/);
  });

  test('a PFX without a key is warned of', async () => {
    const { code, stderr } = await certwright(
      ['convert', 'leaf.crt', '--to', 'pfx', '--out-passphrase-env', 'OUT', '--out', 'keyless.pfx'],
      how,
    );
    expect(code).toBe(0);
    expect(stderr).toMatch(/Careful: .*no private key in keyless.pfx.*--key FILE/);
  });

  test('names the file, and what would help', async () => {
    write('empty.cer', '');
    const empty = await refused('leaf.crt', 'empty.cer', '--to', 'pem', '--out', 'x');
    expect(empty.error.message).toMatch(/^“empty.cer”: This cannot be read. It is empty./);
    const keyless = await refused('leaf.crt', '--to', 'key', '--out', 'x');
    expect(keyless.error.message).toMatch(/^“leaf.crt”: .*There is no private key in it/);
    const open = await refused('leaf.crt', '--key', 'leaf.key', '--to', 'pfx', '--out', 'x');
    expect(open.error.hint).toContain('--out-passphrase-env');
    const jks = await refused('leaf.crt', '--to', 'jks', '--out', 'x');
    expect(jks.error.message).toContain('“jks” is not a format that can be written. Formats: pem, crt,');
    expect(existsSync(file('x'))).toBe(false);
  });
});

test('cer is the name that Windows has for DER', async () => {
  await convert('leaf.crt', '--to', 'cer', '--out', 'win.cer');
  expect(readFileSync(file('win.cer')).equals(readFileSync(file('leaf.cer')))).toBe(true);
});

test('a folder stands for the files in it', async () => {
  mkdirSync(file('certs'));
  write('certs/1.crt', root.pem);
  write('certs/2.crt', leaf.pem);
  await convert('certs', '--to', 'crt', '--out', 'from-folder.crt');
  expect(readFileSync(file('from-folder.crt'), 'utf8')).toBe(leaf.pem + root.pem);
});

test('a key without a passphrase is warned of, on standard error', async () => {
  const { stderr } = await certwright(['convert', 'leaf.key', '--to', 'key', '--out', 'bare.key'], how);
  expect(stderr).toContain('not encrypted');
});
