// `verify` as its users run it. What makes a path valid is tested in unit/pki/path; here it is the words and the files.
import { execFileSync } from 'node:child_process';
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

  test('may lie in one file with its leaf, in any order, and among strangers', async () => {
    write('bundle.pem', inter.pem + leaf.pem);
    write('roots.pem', other.pem + root.pem);
    expect((await verify('--leaf', 'bundle.pem', '--roots', 'roots.pem', '--host', '192.168.10.7')).code).toBe(0);
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
    expect(said.reason).toMatchObject({
      code: 'revoked',
      certificate: leaf.sha256,
      facts: { reason: 'keyCompromise' },
    });
    expect((await verify(...all, '--crl', 'after.crl', '--at', '2124-01-01')).code).toBe(1);
  });
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
