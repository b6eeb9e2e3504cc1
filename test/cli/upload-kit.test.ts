// `kit` as its users run it. What it wrote is judged by openssl and sha256sum.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { certwright, type Ended, error, sha256, value, workspace } from './kit.ts';
import { checkShape, names, subject, uploadSet } from './upload-files.ts';

const { dir, home, file, write } = workspace();
const old = 'Old-pass-CANARY-1';
const fresh = 'New-pass-CANARY-2';
const how = { home, cwd: dir, env: { OLD: old, NEW: fresh, FORBIDDEN: 'päss & word', EMPTY: '' } };
const { more } = uploadSet(dir, old);
const text = (name: string) => readFileSync(file(name), 'utf8');
const openssl = (...args: string[]) =>
  execFileSync('openssl', args, { cwd: dir, stdio: ['ignore', 'pipe', 'pipe'] }).toString();

const shape = z.strictObject({
  files: z.array(
    z.strictObject({ file: z.string(), what: z.enum(['key', 'crt', 'chain', 'checklist', 'manifest']), sha256 }),
  ),
  manifest: z.string().nullable(),
  check: checkShape,
});
const kit = (...args: string[]) => value(['kit', ...args], shape, how);
const refused = (...args: string[]) => error(['kit', ...args], how);
const good = ['--crt', 'leaf.crt', '--key', 'leaf.key', '--chain', 'chain.pem'];
const base = 'sensor7.contoso.com';
/** Without the pages, which say when they were made, and the locked keys, which never are the same twice. */
const slotsOf = (folder: string) => [text(`${folder}/${base}.crt`), text(`${folder}/${base}.pem`)];

test('writes exactly the files of the form, and says what they are', async () => {
  const { code, value: said } = await kit(...good, '--out', 'plain', '--name', base, '--address', '192.168.10.7');
  expect([code, said.manifest, said.check.verdict]).toEqual([0, join('plain', 'SHA256SUMS'), 'accept']);
  const all = [`${base}.key`, `${base}.crt`, `${base}.pem`, 'checklist.html', 'SHA256SUMS'];
  expect(said.files.map((each) => each.file)).toEqual(all.map((name) => join('plain', name)));
  expect(readdirSync(file('plain')).sort()).toEqual(all.toSorted());
  for (const each of said.files)
    expect(spawnSync('sha256sum', [each.file], { cwd: dir }).stdout.toString().slice(0, 64).toUpperCase()).toBe(
      each.sha256,
    );
  expect(spawnSync('sha256sum', ['-c', '--strict', 'SHA256SUMS'], { cwd: file('plain') }).status).toBe(0);
  expect(slotsOf('plain')).toEqual([text('leaf.crt'), text('chain.pem')]);
  expect(openssl('pkey', '-in', `plain/${base}.key`)).toBe(openssl('pkey', '-in', 'leaf.key'));
  if (process.platform !== 'win32') expect(statSync(file(`plain/${base}.key`)).mode & 0o777).toBe(0o600);
});

describe('whatever the files are like, it is the same kit', () => {
  openssl('x509', '-in', 'leaf.crt', '-outform', 'DER', '-out', 'leaf.cer');
  openssl('rsa', '-in', 'leaf.key', '-traditional', '-out', 'pkcs1.key');
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'chain.pem', '-outform', 'DER', '-out', 'chain.p7b');
  openssl('crl2pkcs7', '-nocrl', '-certfile', 'leaf.crt', '-certfile', 'chain.pem', '-out', 'all.p7b');
  write('fullchain.pem', text('leaf.crt') + text('chain.pem'));
  write('everything.pem', text('leaf.key') + text('root.crt') + text('leaf.crt') + text('intermediate.crt'));
  write('backwards.pem', text('root.crt') + text('intermediate.crt'));
  write('bags.pem', `Bag Attributes\r\n    localKeyID: 01\r\n${text('chain.pem').replaceAll('\n', '\r\n')}`);
  write('utf16.crt', Buffer.from(`\ufeff${text('leaf.crt')}`, 'utf16le'));

  test.each([
    ['PFX', ['--crt', 'leaf.pfx']],
    ['DER, PKCS#1 and PKCS#7', ['--crt', 'leaf.cer', '--key', 'pkcs1.key', '--chain', 'chain.p7b']],
    ['full chain', ['--crt', 'fullchain.pem', '--key', 'locked.key']],
    ['everything in one file', ['--crt', 'everything.pem']],
    ['PKCS#7 with the leaf', ['--crt', 'all.p7b', '--key', 'leaf.key']],
    ['chain the wrong way round', [...good.slice(0, 4), '--chain', 'backwards.pem']],
    [
      'chain in several files, the root first',
      [...good.slice(0, 4), '--chain', 'root.crt', '--chain', 'intermediate.crt'],
    ],
    ['UTF-16 and bag attributes', ['--crt', 'utf16.crt', '--key', 'leaf.key', '--chain', 'bags.pem']],
  ])('%s', async (name, args) => {
    const { code, value: said } = await kit(...args, '--passphrase-env', 'OLD', '--no-passphrase', '--out', name);
    expect([code, said.check.verdict]).toEqual([0, 'accept']);
    expect(slotsOf(name)).toEqual(slotsOf('plain'));
    expect(text(`${name}/${base}.key`)).toBe(text(`plain/${base}.key`));
  });
});

test('the checklist tells nobody to switch off what nobody has spoken of', async () => {
  const list = async (...args: string[]) => {
    const out = `validation${args.length}`;
    await kit(...good, '--allow-rejected', ...args, '--out', out);
    return text(`${out}/checklist.html`);
  };
  const unsaid = await list();
  expect(unsaid).toContain('These files were checked as if it is off');
  expect(unsaid).not.toContain('Switch it off');
  expect(await list('--crl-validation')).toContain('Switch it on (Mandatory');
});

describe('the passphrase', () => {
  const opens = (folder: string, passphrase: string) =>
    spawnSync('openssl', ['pkey', '-in', `${folder}/${base}.key`, '-passin', `pass:${passphrase}`], { cwd: dir })
      .status === 0;
  const locked = ['--crt', 'leaf.crt', '--key', 'locked.key', '--chain', 'chain.pem', '--passphrase-env', 'OLD'];

  test('stays, changes or goes, as asked; a key in the clear is said to be', async () => {
    const kept = await certwright(['kit', ...locked, '--out', 'kept'], how);
    expect([kept.code, kept.stderr, opens('kept', old)]).toEqual([0, '', true]);
    const changed = await certwright(['kit', ...locked, '--out-passphrase-env', 'NEW', '--out', 'changed'], how);
    expect([changed.code, opens('changed', fresh), opens('changed', old)]).toEqual([0, true, false]);
    const gone = await certwright(['kit', ...locked, '--no-passphrase', '--out', 'gone'], how);
    expect(text(`gone/${base}.key`)).toContain('-----BEGIN PRIVATE KEY-----');
    expect(gone.stderr).toMatch(/Careful: .*not locked/);
    const never = await certwright(['kit', ...good, '--out', 'never'], how);
    expect(never.stderr).toMatch(/Careful: .*not locked/);
  });

  test('is in no file but as the lock, in no output, and neither is the key', async () => {
    const said: Ended[] = [];
    const args = [...locked, '--out-passphrase-env', 'NEW'];
    said.push(await certwright(['kit', ...args, '--out', 'canary'], how));
    said.push(await certwright(['kit', ...args, '--out', 'canary2', '--json'], how));
    // Refused: there already.
    said.push(await certwright(['kit', ...args, '--out', 'canary'], how));
    said.push(await certwright(['kit', ...args, '--at', '2050-01-01', '--out', 'canary3'], how));
    expect(said.map(({ code }) => code)).toEqual([0, 0, 2, 1]);
    const key = text('leaf.key')
      .split('\n')
      .filter((line) => line.length === 64)
      .slice(8);
    const secrets = [old, fresh, ...key];
    const written = readdirSync(file('canary')).map((name) => readFileSync(file(`canary/${name}`), 'latin1'));
    for (const secret of secrets)
      for (const place of [...said.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...written])
        expect(place.includes(secret)).toBe(false);
    // Nor anywhere else that the program writes.
    for (const name of readdirSync(home, { recursive: true, withFileTypes: true }))
      if (name.isFile()) expect(readFileSync(join(name.parentPath, name.name), 'latin1')).not.toContain('CANARY');
  });

  test('of characters that the appliance does not take is refused, and nothing is written', async () => {
    const { code, error: said } = await refused(...good, '--out-passphrase-env', 'FORBIDDEN', '--out', 'forbidden');
    expect([code, said.code]).toEqual([2, 'passphrase-characters']);
    expect(JSON.stringify(said)).not.toMatch(/ä|&/);
    expect(existsSync(file('forbidden'))).toBe(false);
    expect((await refused(...good, '--out-passphrase-env', 'EMPTY', '--out', 'x')).code).toBe(2);
  });
});

describe('what the appliance would refuse', () => {
  const empty = { files: [], manifest: null, check: { verdict: 'reject' } };

  test('is not written, and the check says why', async () => {
    more('other', [names]);
    const mismatch = await kit('--crt', 'leaf.crt', '--key', 'other.key', '--chain', 'chain.pem', '--out', 'no');
    expect(mismatch).toMatchObject({ code: 1, value: empty });
    expect(mismatch.value.check.findings[0]).toMatchObject({ code: 'key-mismatch', file: 'other.key' });
    more('wild', ['subjectAltName=DNS:*.contoso.com'], subject.replace('sensor7', '*'));
    const wild = await kit('--crt', 'wild.crt', '--key', 'wild.key', '--chain', 'chain.pem', '--out', 'no');
    expect(wild).toMatchObject({ code: 1, value: empty });
    expect(wild.value.check.findings.find(({ severity }) => severity === 'fail')?.file).toBe('wild.crt');
    const shut = await kit('--crt', 'leaf.crt', '--key', 'locked.key', '--chain', 'chain.pem', '--out', 'no');
    expect(shut).toMatchObject({ code: 1, value: empty });
    expect(await kit('--crt', 'leaf.crt', '--chain', 'chain.pem', '--out', 'no')).toMatchObject({
      code: 1,
      value: empty,
    });
    expect(existsSync(file('no'))).toBe(false);
  });

  test('is written when that is asked for, and still ends with 1', async () => {
    const args = [...good, '--at', '2050-01-01', '--out', 'expired'];
    const human = await certwright(['kit', ...args], how);
    expect(human.code).toBe(1);
    expect(human.stdout).toContain('Nothing was written');
    expect(existsSync(file('expired'))).toBe(false);
    const { code, value: said } = await kit(...args, '--allow-rejected');
    expect([code, said.check.verdict, said.files.length]).toEqual([1, 'reject', 5]);
    expect(said.check.findings[0]?.file).toMatch(/^expired[/\\]/);
  });
});

describe('nothing is overwritten, and nothing stays half done', () => {
  test('a file that is there stops it; --force is no word of it', async () => {
    const before = readdirSync(file('plain')).map((name) => text(`plain/${name}`));
    const { code, error: said } = await refused(...good, '--out', 'plain');
    expect([code, said.code]).toEqual([2, 'file-exists']);
    expect(said.message).toContain(join('plain', `${base}.key`));
    expect(said.hint).not.toContain('--force');
    expect((await refused(...good, '--out', 'plain', '--force')).error.code).toBe('wrong-use');
    expect(readdirSync(file('plain')).map((name) => text(`plain/${name}`))).toEqual(before);
  });

  test.skipIf(process.platform === 'win32')('a disk that is full takes back what was written', async () => {
    // No file may be longer than 4096 bytes: the key and the certificates fit, the checklist does not.
    const inside = ['bash', '-c', 'ulimit -f 4; exec "$@"', 'limited'];
    mkdirSync(file('there'));
    for (const out of ['full/deep', 'there']) {
      const { code, error: said } = await error(['kit', ...good, '--out', out], { ...how, inside });
      expect([code, said.code]).toEqual([2, 'write-failed']);
      expect(said.message).toContain('checklist.html');
    }
    expect(existsSync(file('full'))).toBe(false);
    expect(readdirSync(file('there'))).toEqual([]);
  });
});

test('wrong use', async () => {
  const wrong = [
    [],
    ['--crt', 'leaf.crt', '--key', 'leaf.key'],
    ['--key', 'leaf.key', '--out', 'x'],
    [...good, '--out', 'x', 'more'],
    [...good, '--out', 'x', '--screen', 'somewhere'],
    [...good, '--out', 'x', '--name', 'https://a'],
    [...good, '--out', 'x', '--address', 'not an address'],
    [...good, '--out', 'x', '--no-passphrase', '--out-passphrase-env', 'NEW'],
    [...good, '--out', 'x', '--chain', 'nowhere.pem'],
  ];
  for (const args of wrong) expect((await refused(...args)).code, args.join(' ')).toBe(2);
  expect(existsSync(file('x'))).toBe(false);
});

test('the checklist has the fields of the screen that is asked for, and what to put there', async () => {
  await kit(...good, '--out', 'first', '--screen', 'first-login', '--address', '[fd00::7]:8443');
  const page = text('first/checklist.html');
  for (const words of ['https://[fd00::7]:8443', `Choose the file ${base}.pem`, 'Enable certificate validation'])
    expect(page).toContain(words);
  expect(page).not.toMatch(/<script|https?:\/\/(?!\[fd00)/);
  const printed = openssl('x509', '-in', 'leaf.crt', '-noout', '-fingerprint', '-sha256').split('=')[1] ?? '';
  expect(page.replaceAll(' ', '')).toContain(printed.trim().replaceAll(':', ''));
});
