import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { issuedComparisonSchema } from '../../preload/contract/issued-comparison.ts';
import { requestItemSchema } from '../../preload/contract/item.ts';
import { requestManifestSchema } from '../../preload/contract/request-package.ts';
import { certwright, error, issue, sha256, value, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
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
    const { code, error: said } = await error(['csr', '--subject', 'CN=a', '--key', 'a.csr', '--out', 'w.csr'], how);
    expect([code, said.code]).toEqual([2, 'not-in-file']);
  });
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
    for (const [name, expected] of [
      ['c.key', 'not-readable'],
      ['missing.csr', 'file-unreadable'],
    ] as const) {
      const { code, error: said } = await error(['csr', '--check', name], how);
      expect([code, said.code]).toEqual([2, expected]);
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
    await certwright(['csr', ...basic, '--key-type', 'p256', '--key-out', 'b.key', '--out', 'b.csr', '--force'], how);
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
    const { code, value: said } = await compare('a.csr', 'lost.cer');
    expect([code, said.verdict, said.key.same]).toEqual([1, 'other-key', false]);
  });

  test('the wrong way round: 2', async () => {
    const { code, error: said } = await error(['csr', '--compare', 'lost.cer', 'b.csr'], how);
    expect([code, said.code]).toEqual([2, 'not-readable']);
  });
});
