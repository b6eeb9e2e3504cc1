// `csr --subject …` as its users run it: what openssl makes of the keys, requests and texts.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { requestItemSchema } from '../../preload/contract/item.ts';
import { requestManifestSchema } from '../../preload/contract/request-package.ts';
import { certwright, error, sha256, value, workspace } from './kit.ts';

const { dir, home, file } = workspace();
const how = { home, cwd: dir, env: { NEW_PASS: 'n3w "pass"', OLD_PASS: 'old pass', EMPTY: '' } };
const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, {
    cwd: dir,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, ...how.env },
  }).toString();
/** `openssl req -verify` says it on standard error, and ends with 0 either way. */
const verifies = (name: string): boolean =>
  spawnSync('openssl', ['req', '-in', name, '-verify', '-noout'], { cwd: dir }).stderr.toString().includes('verify OK');
const namesOf = (name: string): string =>
  /Alternative Name:[^\n]*\n\s*([^\n]*)/.exec(openssl('req', '-in', name, '-noout', '-text'))?.[1] ?? '';
const subjectOf = (name: string): string =>
  openssl('req', '-in', name, '-noout', '-subject', '-nameopt', 'RFC2253,-esc_msb').replace(/^subject=|\n$/g, '');
const hash = (name: string): string =>
  createHash('sha256')
    .update(readFileSync(file(name)))
    .digest('hex')
    .toUpperCase();

const finding = z.looseObject({
  id: z.string(),
  state: z.string(),
  message: z.string().min(5),
  hint: z.string().optional(),
});
const made = z.strictObject({
  request: requestItemSchema,
  requestSha256: sha256,
  written: z.array(z.strictObject({ file: z.string(), sha256 })),
  findings: z.array(finding),
  inf: z.string().optional(),
  opensslConfig: z.string(),
  sanAttribute: z.string(),
  openssl: z.string(),
  omitted: z.array(z.string()),
});
const make = (...args: string[]) => value(['csr', ...args], made, how);
const subject = 'CN=sensor7.contoso.com,OU=OT,O="Müller, Söhne + Co",L=Redmond,ST=WA,C=US';
const basic = ['--subject', subject, '--san', '192.168.10.7', '--san', 'dns:Sensor7', '--san', 'bücher.example'];

describe('making a key and a request', () => {
  test('both are written, the key for its owner alone, and openssl reads back what was said', async () => {
    const { code, value: said } = await make(...basic, '--key-out', 'a.key', '--out', 'a.csr');
    expect(code).toBe(0);
    expect(said.written).toEqual([
      { file: 'a.key', sha256: hash('a.key') },
      { file: 'a.csr', sha256: hash('a.csr') },
    ]);
    if (process.platform !== 'win32') expect(statSync(file('a.key')).mode & 0o777).toBe(0o600);
    expect(verifies('a.csr')).toBe(true);
    expect(openssl('rsa', '-in', 'a.key', '-noout', '-check')).toContain('RSA key ok');
    expect(openssl('pkey', '-in', 'a.key', '-pubout')).toBe(openssl('req', '-in', 'a.csr', '-noout', '-pubkey'));
    expect(openssl('req', '-in', 'a.csr', '-noout', '-text')).toContain('Public-Key: (2048 bit)');
    expect(openssl('req', '-in', 'a.csr', '-noout', '-subject')).toContain(
      'C = US, ST = WA, L = Redmond, O = "M\\C3\\BCller, S\\C3\\B6hne + Co", OU = OT, CN = sensor7.contoso.com',
    );
    expect(subjectOf('a.csr')).toBe(said.request.subject);
    expect(namesOf('a.csr')).toBe(
      'DNS:sensor7.contoso.com, DNS:sensor7, DNS:xn--bcher-kva.example, IP Address:192.168.10.7',
    );
    expect(said.request).toMatchObject({
      signatureValid: true,
      commonName: 'sensor7.contoso.com',
      extendedKeyUsage: ['serverAuth'],
    });
    expect(said.sanAttribute).toBe(
      'SAN:dns=sensor7.contoso.com&dns=sensor7&dns=xn--bcher-kva.example&ipaddress=192.168.10.7',
    );
    expect(said.inf).toContain('[NewRequest]');
    openssl('req', '-in', 'a.csr', '-outform', 'DER', '-out', 'a.der');
    expect(said.requestSha256).toBe(hash('a.der'));
    expect(said.findings.every(({ state }) => state === 'good')).toBe(true);
  });

  test.each([
    ['rsa4096', 'Public-Key: (4096 bit)'],
    ['p256', 'NIST CURVE: P-256'],
    ['p384', 'NIST CURVE: P-384'],
    ['ed25519', 'ED25519 Public-Key'],
  ])('--key-type %s', async (type, printed) => {
    const { value: said } = await make(
      '--subject',
      '/O=Contoso/CN=a.b',
      '--key-type',
      type,
      '--key-out',
      `${type}.key`,
      '--out',
      `${type}.csr`,
    );
    expect(verifies(`${type}.csr`)).toBe(true);
    expect(openssl('req', '-in', `${type}.csr`, '-noout', '-text')).toContain(printed);
    expect(said.inf === undefined).toBe(type === 'ed25519');
  });

  test('the openssl command and configuration that are told make the same request', async () => {
    const { value: said } = await make(
      ...basic,
      '--key-type',
      'p256',
      '--key-out',
      'b.key',
      '--out',
      'b.csr',
      '--openssl-config',
      'b.cnf',
      '--inf',
      'b.inf',
    );
    const [subjectBefore, names, key] = [
      subjectOf('b.csr'),
      namesOf('b.csr'),
      openssl('pkey', '-in', 'b.key', '-pubout'),
    ];
    openssl('req', '-new', '-config', 'b.cnf', '-key', 'b.key', '-out', 'by-config.csr');
    expect([subjectOf('by-config.csr'), namesOf('by-config.csr')]).toEqual([subjectBefore, names]);
    expect(readFileSync(file('b.cnf'), 'utf8')).toBe(said.opensslConfig);
    // An INF with letters beyond ASCII is UTF-16 with a mark.
    expect(readFileSync(file('b.inf')).subarray(2).toString('utf16le')).toBe(said.inf);
    execFileSync('/bin/sh', ['-c', said.openssl], { cwd: dir, stdio: 'ignore' });
    expect([subjectOf('b.csr'), namesOf('b.csr')]).toEqual([subjectBefore, names]);
    expect(openssl('pkey', '-in', 'b.key', '-pubout')).not.toBe(key);
  });

  test('a passphrase locks the new key, and opens one that is there; neither is ever told', async () => {
    const first = await make(
      '--subject',
      'CN=a.b',
      '--key-out',
      'locked.key',
      '--out',
      'l.csr',
      '--out-passphrase-env',
      'NEW_PASS',
      '--key-type',
      'p256',
    );
    expect(readFileSync(file('locked.key'), 'utf8')).toContain('BEGIN ENCRYPTED PRIVATE KEY');
    expect(openssl('pkey', '-in', 'locked.key', '-passin', 'env:NEW_PASS', '-pubout')).toBe(
      openssl('req', '-in', 'l.csr', '-noout', '-pubkey'),
    );
    const again = await make(
      '--subject',
      'CN=a.b',
      '--key',
      'locked.key',
      '--passphrase-env',
      'NEW_PASS',
      '--out',
      'l2.csr',
    );
    expect(again.value.written.map(({ file: name }) => name)).toEqual(['l2.csr']);
    expect(again.value.request.publicKey).toEqual(first.value.request.publicKey);
    expect(JSON.stringify([first.value, again.value])).not.toContain('n3w');
    const without = await error(['csr', '--subject', 'CN=a.b', '--key', 'locked.key', '--out', 'l3.csr'], how);
    expect([without.code, without.error.code]).toEqual([2, 'passphrase-needed']);
    const wrong = await error(
      ['csr', '--subject', 'CN=a.b', '--key', 'locked.key', '--passphrase-env', 'OLD_PASS', '--out', 'l3.csr'],
      how,
    );
    expect([wrong.code, wrong.error.code]).toEqual([2, 'passphrase-wrong']);
    expect(existsSync(file('l3.csr'))).toBe(false);
  });

  test.each(['-traditional', ''])('an existing key of openssl (%s)', async (form) => {
    openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024', '-out', 'weak.pem');
    openssl(
      'pkey',
      '-in',
      'weak.pem',
      ...(form ? [form] : []),
      '-aes256',
      '-passout',
      'env:OLD_PASS',
      '-out',
      'old.key',
    );
    const out = `old${form}.csr`;
    const { value: said } = await make(
      '--subject',
      'CN=a.b',
      '--key',
      'old.key',
      '--passphrase-env',
      'OLD_PASS',
      '--out',
      out,
    );
    expect(verifies(out)).toBe(true);
    // It is made all the same, and the weakness is told.
    expect(said.findings).toContainEqual(expect.objectContaining({ id: 'key-small', state: 'bad' }));
  });

  test('purposes', async () => {
    await make(
      '--subject',
      'CN=a.b',
      '--key',
      'rsa4096.key',
      '--out',
      'p.csr',
      '--purpose',
      'client',
      '--purpose',
      'server',
    );
    expect(openssl('req', '-in', 'p.csr', '-noout', '-text')).toContain(
      'TLS Web Client Authentication, TLS Web Server Authentication',
    );
  });

  test('a package for the CA desk, without the key', async () => {
    const { value: said } = await make(
      '--subject',
      'CN=a.b',
      '--key-out',
      'pack.key',
      '--out',
      'pack.csr',
      '--key-type',
      'p256',
      '--package',
      'to/desk',
      '--note',
      'For sensor 7.',
      '--at',
      '2026-11-22T08:00:00Z',
    );
    expect(readdirSync(file('to/desk')).sort()).toEqual(['READ-ME.txt', 'request.csr', 'request.json']);
    expect(said.written).toHaveLength(5);
    const manifest = requestManifestSchema.parse(JSON.parse(readFileSync(file('to/desk/request.json'), 'utf8')));
    expect(manifest).toMatchObject({
      createdAt: '2026-11-22T08:00:00Z',
      note: 'For sensor 7.',
      request: { publicKey: said.request.publicKey },
    });
    const key = readFileSync(file('pack.key'), 'utf8').split('\n')[1] ?? '-';
    for (const name of readdirSync(file('to/desk')))
      expect(readFileSync(file(`to/desk/${name}`), 'utf8')).not.toContain(key);
    // What the CA desk does with it: whole, and then with one letter changed.
    const whole = await certwright(['csr', '--check', 'to/desk'], how);
    expect(whole.code).toBe(0);
    expect(whole.stdout).toContain('as it was made');
    const leaflet = file('to/desk/READ-ME.txt');
    writeFileSync(leaflet, readFileSync(leaflet, 'utf8').replace('sensor', 'censor'));
    const changed = await certwright(['csr', '--check', 'to/desk', '--json'], how);
    expect(changed.code).toBe(1);
    expect(changed.stdout).toContain('file-changed');
  });

  test('for people: files, request and commands, no secrets and no control characters', async () => {
    const args = [
      'csr',
      '--subject',
      'CN=sensor7\u202e.contoso.com',
      '--san',
      'a.b',
      '--key-type',
      'p256',
      '--key-out',
      'people.key',
      '--out',
      'people.csr',
    ];
    const { code, stdout, stderr } = await certwright(args, how);
    expect(code).toBe(0);
    for (const part of ['people.key', 'people.csr', 'openssl req -new', 'SAN:dns=a.b', '--inf'])
      expect(stdout).toContain(part);
    expect(stderr).toContain('not encrypted');
    expect(stdout + stderr).not.toMatch(/\u202e|PRIVATE KEY-----|undefined/);
  });
});
