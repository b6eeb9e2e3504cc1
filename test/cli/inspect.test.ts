import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { certificateItemSchema } from '../../preload/contract/item.ts';
import { certwright, issue, saidSchema, value, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
const how = { home, cwd: dir };
const shape = z.strictObject({
  files: z.array(
    z.strictObject({
      file: z.string(),
      format: z.enum(['pem', 'der', 'base64', 'pkcs12', 'pkcs7', 'jks', 'unknown']),
      items: z.array(certificateItemSchema),
      error: saidSchema.optional(),
    }),
  ),
});
const inspect = (...files: string[]) => value(['inspect', ...files], shape, how);

const ca = issue(dir, 'root', { subject: '/O=Contoso/CN=Contoso Root', ca: true });
const leaf = issue(dir, 'sensor7', { san: 'DNS:sensor7.contoso.com,IP:192.168.10.7', issuer: ca });
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'ignore'] });
openssl('x509', '-in', 'sensor7.crt', '-outform', 'DER', '-out', 'sensor7.der');
openssl(
  'crl2pkcs7',
  '-nocrl',
  '-certfile',
  'sensor7.crt',
  '-certfile',
  'root.crt',
  '-outform',
  'DER',
  '-out',
  'chain.p7b',
);
openssl(
  'pkcs12',
  '-export',
  '-in',
  'sensor7.crt',
  '-inkey',
  'sensor7.key',
  '-passout',
  'pass:x',
  '-out',
  'sensor7.pfx',
);
openssl('req', '-new', '-key', 'sensor7.key', '-subj', '/CN=x', '-out', 'request.csr');
openssl('pkey', '-in', 'sensor7.key', '-outform', 'DER', '-out', 'key.der');

describe('certificates, by content and not by name', () => {
  test.each([
    ['sensor7.crt', 'pem', 1],
    ['sensor7.der', 'der', 1],
    ['chain.p7b', 'pkcs7', 2],
  ])('%s', async (name, format, count) => {
    const { code, value: said } = await inspect(name);
    expect(code).toBe(0);
    expect(said.files).toHaveLength(1);
    expect(said.files[0]).toMatchObject({ file: name, format });
    expect(said.files[0]?.items).toHaveLength(count);
    expect(said.files[0]?.items[0]?.fingerprints.sha256).toBe(leaf.sha256);
  });

  test('bare Base64, UTF-16, and PEM in a file called .der', async () => {
    write('bare.txt', readFileSync(file('sensor7.der')).toString('base64'));
    write('notepad.cer', Buffer.from(`\ufeff${leaf.pem}`, 'utf16le'));
    write('wrong-name.der', `${leaf.pem}${ca.pem}`);
    const { code, value: said } = await inspect('bare.txt', 'notepad.cer', 'wrong-name.der');
    expect(code).toBe(0);
    expect(said.files.map(({ format, items }) => [format, items.length])).toEqual([
      ['base64', 1],
      ['pem', 1],
      ['pem', 2],
    ]);
  });

  test('what the item says is what openssl says', async () => {
    const { value: said } = await inspect('sensor7.crt');
    const item = said.files[0]?.items[0];
    const printed = openssl(
      'x509',
      '-in',
      'sensor7.crt',
      '-noout',
      '-subject',
      '-issuer',
      '-serial',
      '-nameopt',
      'RFC2253',
    ).toString();
    expect(printed).toContain(`subject=${item?.subject}`);
    expect(printed).toContain(`issuer=${item?.issuer}`);
    expect(printed).toContain(`serial=${item?.serialNumber}`);
    expect(item).toMatchObject({
      subjectAltNames: { dns: ['sensor7.contoso.com'], ip: ['192.168.10.7'] },
      basicConstraints: { ca: false },
      publicKey: { algorithm: 'EC', curve: 'P-256' },
      selfSigned: false,
    });
    expect(item?.notBefore).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });
});

describe('what cannot be read is an entry, and the others still appear', () => {
  test.each([
    ['sensor7.key', 'pem', 'not-a-certificate', 'private key'],
    ['key.der', 'der', 'not-a-certificate', 'private key'],
    ['request.csr', 'pem', 'not-a-certificate', 'CSR'],
    ['sensor7.pfx', 'pkcs12', 'not-a-certificate', 'PFX'],
  ])('%s', async (name, format, errorCode, words) => {
    const { code, value: said } = await inspect(name, 'sensor7.crt');
    expect(code).toBe(2);
    expect(said.files[0]).toMatchObject({ file: name, format, items: [], error: { code: errorCode } });
    expect(said.files[0]?.error?.message).toContain(words);
    expect(said.files[1]?.items).toHaveLength(1);
    expect(said.files[1]?.error).toBeUndefined();
  });

  test('a folder, a missing file, an empty one, a text, a certificate that was cut off', async () => {
    mkdirSync(file('folder'));
    write('empty.cer', '');
    write('notes.txt', 'nothing to see');
    write('cut.der', readFileSync(file('sensor7.der')).subarray(0, 200));
    const { code, value: said } = await inspect(
      'folder',
      'missing.cer',
      'empty.cer',
      'notes.txt',
      'cut.der',
      'sensor7.crt',
    );
    expect(code).toBe(2);
    expect(said.files.map(({ error }) => error?.code)).toEqual([
      'file-unreadable',
      'file-unreadable',
      'not-a-certificate',
      'not-a-certificate',
      said.files[4]?.error?.code,
      undefined,
    ]);
    expect(said.files[4]?.error).toBeDefined();
    expect(said.files[5]?.items).toHaveLength(1);
  });

  test('a key beside a certificate is said, and the certificate is there', async () => {
    write('both.pem', leaf.pem + leaf.keyPem);
    const { code, value: said } = await inspect('both.pem');
    expect(code).toBe(2);
    expect(said.files[0]?.items).toHaveLength(1);
    expect(said.files[0]?.error?.message).toContain('also a private key');
  });
});

describe('for people', () => {
  test('a few lines, without colours, and validity as of --at', async () => {
    const now = await certwright(['inspect', 'sensor7.crt'], how);
    expect(now.stdout).toContain('Subject      CN=sensor7');
    expect(now.stdout).toContain('192.168.10.7');
    expect(now.stdout).toMatch(/\(\d+ days left\)/);
    expect(now.stdout).not.toContain('\u001b');
    const later = await certwright(['inspect', 'sensor7.crt', '--at', '2124-01-01T00:00:00Z'], how);
    expect(later.stdout).toContain('expired');
    const earlier = await certwright(['inspect', 'sensor7.crt', '--at', '1999-01-01'], how);
    expect(earlier.stdout).toContain('not valid yet');
  });

  test('a name with escape sequences cannot drive the terminal', async () => {
    issue(dir, 'evil', { subject: '/CN=good\u001b[2Jbad\u202e' });
    const { stdout } = await certwright(['inspect', 'evil.crt'], how);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).not.toContain('\u202e');
    expect(stdout).toContain('bad');
  });
});
