import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Item, itemSchema } from '../../preload/contract/item.ts';
import { certwright, error, issue, saidSchema, value, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
const how = { home, cwd: dir };
const shape = z.strictObject({
  files: z.array(
    z.strictObject({
      file: z.string(),
      format: z.enum(['pem', 'der', 'base64', 'pkcs12', 'pkcs7', 'jks', 'unknown']),
      items: z.array(itemSchema),
      error: saidSchema.optional(),
    }),
  ),
});
const inspect = (...files: string[]) => value(['inspect', ...files], shape, how);
const asCertificate = (item: Item | undefined) => (item?.kind === 'certificate' ? item : undefined);

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
openssl('pkey', '-in', 'sensor7.key', '-pubout', '-out', 'public.pem');
openssl('pkcs8', '-topk8', '-in', 'sensor7.key', '-passout', 'pass:x', '-out', 'locked.key');
write('ca.cnf', '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ndefault_md=sha256\ndefault_crl_days=9\n');
write('index.txt', '');
openssl('ca', '-gencrl', '-config', 'ca.cnf', '-cert', 'root.crt', '-keyfile', 'root.key', '-out', 'list.pem');
openssl('crl', '-in', 'list.pem', '-outform', 'DER', '-out', 'list.crl');

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
    expect(asCertificate(said.files[0]?.items[0])?.fingerprints.sha256).toBe(leaf.sha256);
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
    const item = asCertificate(said.files[0]?.items[0]);
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

describe('everything else', () => {
  test.each([
    ['sensor7.key', 'pem', { kind: 'privateKey', encrypted: false, encoding: 'pkcs8' }],
    ['key.der', 'der', { kind: 'privateKey', encrypted: false, encoding: 'sec1' }],
    ['locked.key', 'pem', { kind: 'privateKey', encrypted: true }],
    ['public.pem', 'pem', { kind: 'publicKey' }],
    ['request.csr', 'pem', { kind: 'request', subject: 'CN=x', signatureValid: true }],
    ['list.crl', 'der', { kind: 'crl', revokedCount: 0, delta: false }],
  ])('%s', async (name, format, item) => {
    const { code, value: said } = await inspect(name);
    expect(code).toBe(0);
    expect(said.files).toMatchObject([{ file: name, format, items: [item] }]);
    // An encrypted key without its passphrase says that, and no more.
    if (name === 'locked.key') expect(said.files[0]?.items).toEqual([item]);
  });

  test('a PFX and a locked key are opened by the passphrase out of the environment', async () => {
    const opened = (passphrase: string, ...files: string[]) =>
      value(['inspect', ...files, '--passphrase-env', 'PASS'], shape, { ...how, env: { PASS: passphrase } });
    const closed = await inspect('sensor7.pfx');
    expect(closed).toMatchObject({
      code: 2,
      value: { files: [{ format: 'pkcs12', error: { code: 'passphrase-needed' } }] },
    });
    const wrong = await opened('y', 'sensor7.pfx');
    expect(wrong).toMatchObject({
      code: 2,
      value: { files: [{ format: 'pkcs12', error: { code: 'passphrase-wrong' } }] },
    });
    const open = await opened('x', 'sensor7.pfx', 'locked.key');
    expect(open.code).toBe(0);
    expect(open.value.files[0]?.items.map(({ kind }) => kind).sort()).toEqual(['certificate', 'privateKey']);
    expect(open.value.files[1]?.items).toMatchObject([
      { encrypted: true, encoding: 'pkcs8', publicKey: { curve: 'P-256' } },
    ]);
    const missing = await error(['inspect', 'sensor7.pfx', '--passphrase-env', 'NOWHERE'], how);
    expect(missing).toMatchObject({ code: 2, error: { code: 'wrong-use' } });
  });

  test('nothing of a private key but its public half is printed', async () => {
    const scalar = openssl('pkey', '-in', 'sensor7.key', '-outform', 'DER').toString('base64');
    for (const args of [
      ['inspect', 'sensor7.key'],
      ['inspect', 'sensor7.key', '--json'],
    ]) {
      const { stdout, stderr } = await certwright(args, how);
      for (let at = 0; at + 16 <= scalar.length; at += 4) {
        // The last part of the key is its public half, of which only a hash is shown.
        expect(stdout + stderr).not.toContain(scalar.slice(at, at + 16));
      }
    }
  });

  test('a folder stands for the files in it', async () => {
    mkdirSync(file('certs'));
    write('certs/b.cer', leaf.pem);
    write('certs/a.cer', ca.pem);
    const { value: said } = await inspect('certs');
    expect(said.files.map((each) => each.file)).toEqual(['certs/a.cer', 'certs/b.cer']);
  });
});

describe('what cannot be read is an entry, and the others still appear', () => {
  test('a missing file, an empty one, a text, a certificate that was cut off', async () => {
    write('empty.cer', '');
    write('notes.txt', 'nothing to see');
    write('cut.der', readFileSync(file('sensor7.der')).subarray(0, 200));
    const { code, value: said } = await inspect('missing.cer', 'empty.cer', 'notes.txt', 'cut.der', 'sensor7.crt');
    expect(code).toBe(2);
    expect(said.files.map(({ error }) => error?.code)).toEqual([
      'file-unreadable',
      'not-readable',
      'not-readable',
      'damaged',
      undefined,
    ]);
    expect(said.files[4]?.items).toHaveLength(1);
  });

  test('a damaged block beside a certificate is said, and the certificate is there', async () => {
    write('both.pem', `${leaf.pem}${leaf.pem.replace('MII', '!!!')}`);
    const { code, value: said } = await inspect('both.pem');
    expect(code).toBe(2);
    expect(said.files[0]?.items).toHaveLength(1);
    expect(said.files[0]?.error?.code).toBe('damaged');
    expect(said.files[0]?.error?.message).toContain('PEM block 2');
  });
});

describe('for people', () => {
  test('a few lines, without colours, and validity as of --at', async () => {
    const now = await certwright(['inspect', 'sensor7.crt'], how);
    expect(now.stdout).toMatch(/Subject +CN=sensor7/);
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
