import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { certwright, issue, saidSchema, sha256, value, workspace } from './kit.ts';

const { dir, home, write } = workspace();
const how = { home, cwd: dir };
const shape = z.strictObject({
  files: z.array(
    z.strictObject({
      file: z.string(),
      sha1: z
        .string()
        .regex(/^[0-9A-F]{40}$/)
        .optional(),
      sha256: sha256.optional(),
      error: saidSchema.optional(),
    }),
  ),
});
const ca = issue(dir, 'root', { ca: true });
const leaf = issue(dir, 'leaf', { issuer: ca });
const openssl = (name: string, hash: string) =>
  execFileSync('openssl', ['x509', '-in', name, '-noout', '-fingerprint', `-${hash}`], { cwd: dir })
    .toString()
    .trim()
    .replace(/^.*=/, '')
    .replaceAll(':', '');

test('are those of openssl, one entry for each certificate', async () => {
  write('chain.pem', leaf.pem + ca.pem);
  const { code, value: said } = await value(['thumbprint', 'leaf.crt', 'chain.pem'], shape, how);
  expect(code).toBe(0);
  const wanted = (name: string, file: string) => ({
    file,
    sha1: openssl(name, 'sha1'),
    sha256: openssl(name, 'sha256'),
  });
  expect(said.files).toEqual([
    wanted('leaf.crt', 'leaf.crt'),
    wanted('leaf.crt', 'chain.pem'),
    wanted('root.crt', 'chain.pem'),
  ]);
});

test('a file without a certificate is an entry with the reason', async () => {
  const { code, value: said } = await value(['thumbprint', 'leaf.key', 'leaf.crt'], shape, how);
  expect(code).toBe(2);
  expect(said.files).toMatchObject([
    { file: 'leaf.key', error: { code: 'not-a-certificate' } },
    { sha256: leaf.sha256 },
  ]);
});

test('a damaged certificate beside a good one is not passed over', async () => {
  write('half.pem', `${leaf.pem}${ca.pem.slice(0, 200)}\n-----END CERTIFICATE-----\n`);
  const { code, value: said } = await value(['thumbprint', 'half.pem'], shape, how);
  expect(code).toBe(2);
  expect(said.files).toMatchObject([
    { file: 'half.pem', sha256: leaf.sha256 },
    { file: 'half.pem', error: { code: 'damaged' } },
  ]);
});

test('a key beside its certificate is no mistake', async () => {
  write('pair.pem', leaf.keyPem + leaf.pem);
  const { code, value: said } = await value(['thumbprint', 'pair.pem'], shape, how);
  expect([code, said.files.length]).toEqual([0, 1]);
});

test('a locked PFX says that it is locked, and opens with its passphrase', async () => {
  const pair = ['-in', 'leaf.crt', '-inkey', 'leaf.key', '-passout', 'pass:geheim', '-out', 'leaf.pfx'];
  execFileSync('openssl', ['pkcs12', '-export', ...pair], { cwd: dir, stdio: 'ignore' });
  const locked = await value(['thumbprint', 'leaf.pfx'], shape, how);
  expect(locked).toMatchObject({ code: 2, value: { files: [{ error: { code: 'passphrase-needed' } }] } });
  expect(locked.value.files[0]?.error?.hint).toContain('--passphrase-env');
  const open = await value(['thumbprint', 'leaf.pfx', '--passphrase-env', 'PASS'], shape, {
    ...how,
    env: { PASS: 'geheim' },
  });
  expect(open).toMatchObject({ code: 0, value: { files: [{ sha256: leaf.sha256 }] } });
});

test('for people: grouped by nothing, so that they can be pasted', async () => {
  const { stdout } = await certwright(['thumbprint', 'leaf.crt'], how);
  expect(stdout).toContain(leaf.sha256);
});
