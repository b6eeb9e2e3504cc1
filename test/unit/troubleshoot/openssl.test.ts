// What the real openssl prints about real faults, word for word and in full, leads to the message that the fault is.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explainMessage } from '../../../main/troubleshoot/match.ts';

const cwd = mkdtempSync(join(tmpdir(), 'messages-'));
afterAll(() => rmSync(cwd, { recursive: true }));

const make = (...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'ignore' });
const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
const issue = (name: string, ca: string, ext: string) => {
  make('req', '-new', ...key, '-keyout', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`);
  writeFileSync(join(cwd, `${name}.ext`), ext);
  const signed = ['-CA', `${ca}.crt`, '-CAkey', `${ca}.key`, '-extfile', `${name}.ext`, '-days', '30'];
  make('x509', '-req', '-in', `${name}.csr`, ...signed, '-out', `${name}.crt`);
};

beforeAll(() => {
  const self = ['req', '-x509', ...key, '-days', '30'];
  make(...self, '-subj', '/CN=root', '-keyout', 'root.key', '-out', 'root.crt');
  make(...self, '-subj', '/CN=other', '-keyout', 'other.key', '-out', 'other.crt');
  issue('sub', 'root', 'basicConstraints=critical,CA:TRUE\n');
  issue('leaf', 'sub', 'subjectAltName=DNS:sensor7\nextendedKeyUsage=clientAuth\n');
  issue('end', 'root', 'basicConstraints=critical,CA:FALSE\n');
  issue('below', 'end', 'subjectAltName=DNS:sensor7\n');
  make('x509', '-in', 'leaf.crt', '-outform', 'der', '-out', 'leaf.cer');
  make('pkcs8', '-topk8', '-in', 'leaf.key', '-passout', 'pass:right', '-out', 'locked.key');
  make('ec', '-in', 'leaf.key', '-aes256', '-passout', 'pass:right', '-out', 'old-locked.key');
  make('pkcs12', '-export', '-in', 'leaf.crt', '-inkey', 'leaf.key', '-passout', 'pass:right', '-out', 'leaf.pfx');
  const old = ['-legacy', '-certpbe', 'PBE-SHA1-RC2-40'];
  make(
    'pkcs12',
    '-export',
    ...old,
    '-in',
    'leaf.crt',
    '-inkey',
    'leaf.key',
    '-passout',
    'pass:right',
    '-out',
    'old.pfx',
  );
});

const chain = ['-CAfile', 'root.crt', '-untrusted', 'sub.crt'];
test.each([
  [['verify', '-CAfile', 'root.crt', 'leaf.crt'], 'openssl-verify-20'],
  [['verify', '-CAfile', 'sub.crt', 'leaf.crt'], 'openssl-verify-2'],
  [['verify', 'other.crt'], 'openssl-verify-18'],
  [['verify', '-untrusted', 'root.crt', '-untrusted', 'sub.crt', 'leaf.crt'], 'openssl-verify-19'],
  [['verify', ...chain, '-attime', '4000000000', 'leaf.crt'], 'openssl-verify-10'],
  [['verify', ...chain, '-attime', '1000000000', 'leaf.crt'], 'openssl-verify-9'],
  [['verify', ...chain, '-crl_check', 'leaf.crt'], 'openssl-verify-3'],
  [['verify', ...chain, '-verify_hostname', 'foo', 'leaf.crt'], 'openssl-verify-62'],
  [['verify', ...chain, '-verify_ip', '192.168.10.7', 'leaf.crt'], 'openssl-verify-64'],
  [['verify', ...chain, '-purpose', 'sslserver', 'leaf.crt'], 'openssl-verify-26'],
  [['verify', '-CAfile', 'root.crt', '-untrusted', 'end.crt', 'below.crt'], 'openssl-verify-79'],
  [['x509', '-inform', 'PEM', '-in', 'leaf.cer', '-noout'], 'openssl-no-certificate'],
  [['x509', '-in', 'leaf.key', '-noout'], 'openssl-no-certificate'],
  [['rsa', '-in', 'leaf.key', '-check'], 'openssl-not-rsa'],
  [['rsa', '-in', 'leaf.crt', '-check'], 'openssl-no-key'],
  [['pkey', '-in', 'locked.key', '-passin', 'pass:wrong'], 'openssl-bad-decrypt'],
  [['pkey', '-in', 'old-locked.key', '-passin', 'pass:wrong'], 'openssl-bad-decrypt'],
  [['pkcs12', '-in', 'leaf.pfx', '-passin', 'pass:wrong', '-noout'], 'openssl-mac-verify'],
  [['pkcs12', '-in', 'old.pfx', '-passin', 'pass:right', '-nodes'], 'openssl-legacy-pfx'],
  [['pkcs12', '-in', 'leaf.crt', '-passin', 'pass:right', '-nodes'], 'openssl-wrong-tag'],
  [
    ['pkcs12', '-export', '-in', 'leaf.crt', '-inkey', 'other.key', '-passout', 'pass:right', '-out', 'x.pfx'],
    'openssl-key-mismatch',
  ],
  [['req', '-in', 'leaf.crt', '-noout'], 'openssl-no-start-line'],
])('openssl %j', (args, id) => {
  const { stdout, stderr, status } = spawnSync('openssl', args, { cwd, encoding: 'utf8', input: '' });
  expect(status).not.toBe(0);
  expect(explainMessage(stdout + stderr), stdout + stderr).toMatchObject({ known: true, id });
});
