// `csr --check` and `csr --compare` as their users run them, on what openssl makes and signs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { issuedComparisonSchema } from '../../preload/contract/issued-comparison.ts';
import { requestItemSchema } from '../../preload/contract/item.ts';
import { certwright, error, issue, value, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
const how = { home, cwd: dir };
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
const finding = z.looseObject({
  id: z.string(),
  state: z.string(),
  message: z.string().min(5),
  hint: z.string().optional(),
});

describe('--check', () => {
  const checked = z.strictObject({ request: requestItemSchema, findings: z.array(finding) });
  const check = (name: string) => value(['csr', '--check', name], checked, how);

  test('a good request of openssl: 0', async () => {
    openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      'c.key',
      '-subj',
      '/CN=a.b',
      '-addext',
      'subjectAltName=DNS:a.b',
      '-outform',
      'DER',
      '-out',
      'c.der',
    );
    const { code, value: said } = await check('c.der');
    expect(code).toBe(0);
    expect(said.request).toMatchObject({ subject: 'CN=a.b', signatureValid: true });
    expect(said.findings.map(({ state }) => state)).toEqual(new Array(said.findings.length).fill('good'));
  });

  test('a changed one: 1, and it says why', async () => {
    const bytes = readFileSync(file('c.der'));
    bytes[bytes.length - 1] = (bytes.at(-1) as number) ^ 1;
    write('changed.der', bytes);
    const { code, value: said } = await check('changed.der');
    expect(code).toBe(1);
    expect(said.findings).toContainEqual(expect.objectContaining({ id: 'signature-bad', state: 'bad' }));
    const { stdout } = await certwright(['csr', '--check', 'changed.der'], how);
    expect(stdout).toMatch(/BAD +The signature does not fit/);
  });

  test('a warning alone is no failure: no SAN', async () => {
    openssl('req', '-new', '-key', 'c.key', '-subj', '/CN=a.b', '-out', 'bare.csr');
    const { code, value: said } = await check('bare.csr');
    expect(code).toBe(0);
    expect(said.findings).toContainEqual(expect.objectContaining({ id: 'san-missing', state: 'warn' }));
  });

  test('what is no request: 2', async () => {
    write('notes.txt', 'hello');
    for (const [name, expected] of [
      ['c.key', 'not-in-file'],
      ['missing.csr', 'file-unreadable'],
      ['notes.txt', 'not-readable'],
    ] as const) {
      const { code, error: said } = await error(['csr', '--check', name], how);
      expect([code, said.code]).toEqual([2, expected]);
      expect(said.message).toContain(`“${name}”`);
    }
  });

  test('a certificate is called one', async () => {
    openssl('req', '-x509', '-key', 'c.key', '-subj', '/CN=a.b', '-out', 'c.crt');
    openssl('x509', '-in', 'c.crt', '-outform', 'DER', '-out', 'c.cer');
    for (const name of ['c.crt', 'c.cer']) {
      const { code, error: said } = await error(['csr', '--check', name], how);
      expect([code, said.code]).toEqual([2, 'not-in-file']);
      expect(said.message).toContain('What it holds is a certificate.');
      expect(said.message).not.toContain('cannot be read');
    }
  });
});

describe('--compare', () => {
  const shape = issuedComparisonSchema.extend({ message: z.string(), findings: z.array(finding) });
  const compare = (request: string, issued: string) => value(['csr', '--compare', request, issued], shape, how);
  const ca = issue(dir, 'issuing', { ca: true });
  const sign = (out: string, ...more: string[]) =>
    openssl(
      'x509',
      '-req',
      '-in',
      'b.csr',
      '-CA',
      ca.crt,
      '-CAkey',
      ca.key,
      '-set_serial',
      '7',
      '-days',
      '90',
      '-out',
      out,
      ...more,
    );

  test('with everything that was asked for: 0, also in a file with the chain', async () => {
    const names = ['--san', '192.168.10.7', '--san', 'sensor7', '--san', 'xn--bcher-kva.example'];
    const args = ['csr', '--subject', 'CN=sensor7.contoso.com', ...names, '--key-type', 'p256'];
    await certwright([...args, '--key-out', 'b.key', '--out', 'b.csr'], how);
    sign('kept.cer', '-copy_extensions', 'copyall');
    write('chain.pem', ca.pem + readFileSync(file('kept.cer'), 'utf8'));
    for (const name of ['kept.cer', 'chain.pem']) {
      const { code, value: said } = await compare('b.csr', name);
      expect([code, said.verdict]).toEqual([0, 'same']);
    }
  });

  test('without its names: 1, and what to do', async () => {
    sign('lost.cer');
    const { code, value: said } = await compare('b.csr', 'lost.cer');
    expect([code, said.verdict]).toEqual([1, 'changed']);
    expect(said.names.map(({ state }) => state)).toEqual(['dropped', 'dropped', 'dropped', 'dropped']);
    expect(said.findings).toContainEqual(expect.objectContaining({ id: 'names-all-lost', state: 'bad' }));
    const { stdout } = await certwright(['csr', '--compare', 'b.csr', 'lost.cer'], how);
    expect(stdout).toMatch(/BAD +The CA dropped every/);
    expect(stdout).toContain('certreq -submit -attrib');
  });

  test('for another key: 1', async () => {
    const { code, value: said } = await compare('bare.csr', 'lost.cer');
    expect([code, said.verdict, said.key.same]).toEqual([1, 'other-key', false]);
  });

  test('the wrong way round: 2', async () => {
    const { code, error: said } = await error(['csr', '--compare', 'lost.cer', 'b.csr'], how);
    expect([code, said.code]).toEqual([2, 'not-in-file']);
    expect(said.message).toContain('“lost.cer”');
    expect(said.hint).toContain('swapped');
  });

  test('two requests: the second is named', async () => {
    const { code, error: said } = await error(['csr', '--compare', 'b.csr', 'b.csr'], how);
    expect([code, said.code]).toEqual([2, 'not-in-file']);
    expect(said.message).toMatch(/no certificate in “b.csr”. What it holds is a certificate request/);
  });
});
