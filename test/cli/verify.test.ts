// `verify` as its users run it. What makes a path valid is tested in unit/pki/path; here it is the words and the files.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { certwright, error, issue, sha256, value, workspace } from './kit.ts';

const { dir, home, write } = workspace();
const how = { home, cwd: dir };
const shape = z.strictObject({
  valid: z.boolean(),
  reason: z
    .strictObject({
      code: z.string(),
      message: z.string().min(10),
      hint: z.string().min(10),
      certificate: sha256.optional(),
      subject: z.string().optional(),
      facts: z.looseObject({}),
    })
    .optional(),
  path: z.array(z.strictObject({ subject: z.string(), sha256 })),
  notChecked: z.array(z.looseObject({ what: z.string(), message: z.string().min(10) })),
});
const verify = (...args: string[]) => value(['verify', ...args], shape, how);

const root = issue(dir, 'root', { subject: '/CN=Root', ca: true });
const inter = issue(dir, 'inter', { subject: '/CN=Inter', ca: true, issuer: root });
const leaf = issue(dir, 'leaf', {
  subject: '/CN=sensor7',
  san: 'DNS:sensor7.contoso.com,IP:192.168.10.7',
  issuer: inter,
});
const other = issue(dir, 'other', { subject: '/CN=Other', ca: true });
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] });

/** Its Base64 is whole, and the structure in it is not. */
const damaged = (pem: string): string => {
  const lines = pem.split('\n');
  const der = Buffer.from(lines.filter((line) => !line.startsWith('-')).join(''), 'base64');
  const broken = der.subarray(0, der.length - 20);
  return [lines[0], broken.toString('base64'), lines[0]?.replace('BEGIN', 'END'), ''].join('\n');
};

const all = ['--leaf', 'leaf.crt', '--intermediates', 'inter.crt', '--roots', 'root.crt'];

describe('a good path', () => {
  test('is valid, and told from the leaf to the root', async () => {
    const { code, value: said } = await verify(...all, '--host', 'sensor7.contoso.com');
    expect(code).toBe(0);
    expect(said).toEqual({
      valid: true,
      path: [leaf, inter, root].map(({ sha256: hash }, index) => ({
        subject: ['CN=sensor7', 'CN=Inter', 'CN=Root'][index],
        sha256: hash,
      })),
      notChecked: [{ what: 'revocation', message: expect.any(String) }],
    });
  });

  test('may lie in one file behind its leaf, and among strangers', async () => {
    write('bundle.pem', leaf.pem + other.pem + inter.pem);
    write('roots.pem', other.pem + root.pem);
    expect((await verify('--leaf', 'bundle.pem', '--roots', 'roots.pem', '--host', '192.168.10.7')).code).toBe(0);
  });

  test('in PKCS#7, which has no order, in any', async () => {
    openssl(
      'crl2pkcs7',
      '-nocrl',
      '-certfile',
      'inter.crt',
      '-certfile',
      'leaf.crt',
      '-outform',
      'DER',
      '-out',
      'b.p7b',
    );
    expect((await verify('--leaf', 'b.p7b', '--roots', 'root.crt', '--host', 'sensor7.contoso.com')).code).toBe(0);
  });

  test('out of a locked PFX, in which the order says nothing', async () => {
    const pair = ['-in', 'leaf.crt', '-inkey', 'leaf.key', '-certfile', 'inter.crt', '-passout', 'pass:geheim'];
    openssl('pkcs12', '-export', ...pair, '-out', 'leaf.pfx');
    const args = ['verify', '--leaf', 'leaf.pfx', '--roots', 'root.crt', '--host', 'sensor7.contoso.com'];
    expect(await error(args, how)).toMatchObject({ code: 2, error: { code: 'passphrase-needed' } });
    const open = await value([...args, '--passphrase-env', 'PASS'], shape, { ...how, env: { PASS: 'geheim' } });
    expect(open.code).toBe(0);
  });

  test('from folders, in which other things may lie', async () => {
    mkdirSync(join(dir, 'cas'));
    write('cas/read.me', 'Nothing to see.');
    write('cas/inter.crt', inter.pem);
    write('cas/root.key', root.keyPem);
    write('cas/root.crt', root.pem);
    const { code, value: said } = await verify('--leaf', 'leaf.crt', '--intermediates', 'cas', '--roots', 'cas');
    expect(code).toBe(0);
    expect(said.notChecked).toContainEqual(
      expect.objectContaining({ what: 'unreadable-part', input: 'root', file: join('cas', 'read.me') }),
    );
  });
});

describe('a bad one', () => {
  test.each<[string, string[], string | undefined]>([
    ['host-mismatch', [...all, '--host', 'sensor8.contoso.com'], leaf.sha256],
    ['issuer-missing', ['--leaf', 'leaf.crt', '--roots', 'root.crt'], leaf.sha256],
    ['expired', [...all, '--at', '2124-01-01T00:00:00Z'], leaf.sha256],
    ['not-yet-valid', [...all, '--at', '1999-01-01'], leaf.sha256],
    [
      'root-not-trusted',
      ['--leaf', 'leaf.crt', '--intermediates', 'inter.crt', '--intermediates', 'root.crt', '--roots', 'other.crt'],
      undefined,
    ],
    ['too-deep', [...all, '--max-depth', '0'], undefined],
  ])('%s', async (wanted, args, culprit) => {
    const { code, value: said } = await verify(...args);
    expect(code).toBe(1);
    expect(said).toMatchObject({ valid: false, reason: { code: wanted } });
    if (culprit) expect(said.reason?.certificate).toBe(culprit);
  });

  test('revoked by a list from a file; good before it was', async () => {
    write('ca.cnf', '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=9\n');
    write('index.txt', '');
    const ca = ['ca', '-config', 'ca.cnf', '-cert', 'inter.crt', '-keyfile', 'inter.key'];
    openssl(...ca, '-gencrl', '-out', 'before.crl');
    expect((await verify(...all, '--crl', 'before.crl')).value).toMatchObject({
      valid: true,
      notChecked: [{ what: 'host' }, { what: 'revocation-of' }],
    });
    openssl(...ca, '-revoke', 'leaf.crt', '-crl_reason', 'keyCompromise');
    openssl(...ca, '-gencrl', '-out', 'after.crl');
    const { code, value: said } = await verify(...all, '--crl', 'after.crl');
    expect(code).toBe(1);
    // The old list, and the one that revokes, damaged: what the leaf's status is cannot be told.
    write(
      'both.crl',
      readFileSync(join(dir, 'before.crl'), 'utf8') + damaged(readFileSync(join(dir, 'after.crl'), 'utf8')),
    );
    const refused = await error(['verify', ...all, '--crl', 'both.crl'], how);
    expect(refused).toMatchObject({ code: 2, error: { code: 'damaged' } });
    expect(refused.error.message).toMatch(/^“both.crl”: .*PEM block 2/);
    expect(said.reason).toMatchObject({
      code: 'revoked',
      certificate: leaf.sha256,
      facts: { reason: 'keyCompromise' },
    });
    expect((await verify(...all, '--crl', 'after.crl', '--at', '2124-01-01')).code).toBe(1);
  });
});

describe('what cannot be read', () => {
  test('among the roots or intermediates is left out, and said', async () => {
    write('roots.pem', damaged(other.pem) + root.pem);
    const { code, value: said } = await verify(
      '--leaf',
      'leaf.crt',
      '--intermediates',
      'inter.crt',
      '--roots',
      'roots.pem',
      '--host',
      '192.168.10.7',
    );
    expect(code).toBe(0);
    expect(said.notChecked).toMatchObject([
      { what: 'revocation' },
      { what: 'unreadable-part', input: 'root', file: 'roots.pem', message: expect.stringContaining('PEM block 1') },
    ]);
  });

  test('in the file of the leaf ends it: the first certificate is the one in question', async () => {
    write('leaf-chain.pem', damaged(leaf.pem) + inter.pem);
    const { code, error: said } = await error(['verify', '--leaf', 'leaf-chain.pem', '--roots', 'root.crt'], how);
    expect([code, said.code]).toEqual([2, 'damaged']);
    expect(said.message).toContain('“leaf-chain.pem”');
  });

  test('a moment that is no date', async () => {
    const { code, value: said } = await verify(...all, '--at', '0000-01-01T00:00:00+14:00');
    expect([code, said.reason?.code]).toEqual([2, 'moment-invalid']);
  });
});

test('the first certificate of the file is judged, as a server would send it', async () => {
  write('upside-down.pem', inter.pem + leaf.pem);
  const { code, value: said } = await verify(
    '--leaf',
    'upside-down.pem',
    '--roots',
    'root.crt',
    '--host',
    '192.168.10.7',
  );
  expect(code).toBe(1);
  expect(said.path[0]?.sha256).toBe(inter.sha256);
});

test.each([
  ['sensor7.contoso.com:443', 'sensor7.contoso.com'],
  ['https://sensor7.contoso.com/console', 'sensor7.contoso.com'],
  ['[fd00::7]:8443', '[fd00::7]'],
  ['sensor7.contoso.com/console', 'sensor7.contoso.com'],
])('--host %s is more than a host', async (host, meant) => {
  const { code, error: said } = await error(['verify', ...all, '--host', host], how);
  expect([code, said.code]).toEqual([2, 'wrong-use']);
  expect(said.hint).toContain(`--host ${meant}.`);
});

test('--host takes names and addresses', async () => {
  for (const host of ['fd00::7', '[fd00::7]', 'bücher.example', 'sensor7', '192.168.10.8'])
    expect((await verify(...all, '--host', host)).value.reason?.code).toBe('host-mismatch');
});

test('a CA in the place of the server', async () => {
  const { code, value: said } = await verify('--leaf', 'inter.crt', '--roots', 'root.crt');
  expect(code).toBe(1);
  expect(said.reason?.message).toContain('certificate of a CA');
});

test('wrong use', async () => {
  for (const args of [
    [],
    ['--leaf', 'leaf.crt'],
    ['--roots', 'root.crt'],
    [...all, '--purpose', 'coffee'],
    [...all, 'extra'],
    [...all, '--max-depth', 'x'],
  ])
    expect(await error(['verify', ...args], how)).toMatchObject({ code: 2, error: { code: 'wrong-use' } });
  expect(await error(['verify', '--leaf', 'leaf.key', '--roots', 'root.crt'], how)).toMatchObject({
    code: 2,
    error: { code: 'not-in-file' },
  });
  expect(await error(['verify', ...all, '--crl', 'root.crt'], how)).toMatchObject({
    code: 2,
    error: { code: 'not-in-file' },
  });
});

test('for people: the verdict first, then why, what to do, and where in the path', async () => {
  const good = await certwright(['verify', ...all], how);
  expect(good.stdout.split('\n')[0]).toContain('Valid');
  const bad = await certwright(['verify', ...all, '--at', '2124-01-01'], how);
  expect(bad.stdout).toMatch(/sensor7 {2}← here/);
});
