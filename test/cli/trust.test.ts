import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { certwright, error, issue, sha256, value, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
const how = { home, cwd: dir };
const common = { changed: z.boolean(), store: z.enum(['machine', 'user']), location: z.string() };
const shape = z.strictObject({
  ...common,
  thumbprint: sha256,
  role: z.enum(['ca', 'leaf']).nullable(),
  dryRun: z.literal(true).optional(),
});
const listShape = z.strictObject({
  ...common,
  certificates: z.array(
    z.looseObject({
      thumbprint: sha256,
      place: z.enum(['root', 'intermediate']),
      role: z.enum(['ca', 'leaf']).nullable(),
    }),
  ),
});
const trust = (...args: string[]) => value(['trust', ...args], shape, how);

const hasCertutil = (): boolean => {
  try {
    execFileSync('certutil', ['--version'], { stdio: 'ignore' });
    return true;
  } catch (problem) {
    return (problem as NodeJS.ErrnoException).code !== 'ENOENT';
  }
};
const database = `sql:${join(home, '.pki/nssdb')}`;
/** NSS's own word: nickname and flags of everything in the database. */
const inDatabase = (): string => execFileSync('certutil', ['-L', '-d', database]).toString();

const root = issue(dir, 'root', { ca: true });
const intermediate = issue(dir, 'intermediate', { ca: true, issuer: root });
const leaf = issue(dir, 'leaf', { issuer: intermediate });
const selfSigned = issue(dir, 'sensor');

// The user's store of this kind alone has a private place: elsewhere a test would change the user's own.
describe.skipIf(process.platform !== 'linux' || !hasCertutil())('the user’s NSS database', () => {
  test('a dry run changes nothing, not even by making the database', async () => {
    const { code, value: said } = await trust('add', 'sensor.crt', '--dry-run');
    expect(code).toBe(0);
    expect(said).toMatchObject({
      changed: true,
      store: 'user',
      thumbprint: selfSigned.sha256,
      role: 'leaf',
      dryRun: true,
    });
    expect(existsSync(join(home, '.pki'))).toBe(false);
  });

  test('a self-signed leaf becomes trusted as this one server, with a word of warning', async () => {
    const { code, stdout, stderr } = await certwright(['trust', 'add', 'sensor.crt'], how);
    expect(code).toBe(0);
    expect(stdout).toContain(selfSigned.sha256);
    expect(stderr).toContain('cannot vouch for any other site');
    expect(inDatabase()).toMatch(/P,, *$/m);
    expect((await trust('add', 'sensor.crt')).value.changed).toBe(false);
  });

  test('a root CA becomes trusted as one, and is warned of; an intermediate is not trusted by itself', async () => {
    const { stderr } = await certwright(['trust', 'add', 'root.crt'], how);
    expect(stderr).toContain('any site');
    expect((await trust('add', 'intermediate.crt')).value).toMatchObject({ changed: true, role: 'ca' });
    expect(inDatabase()).toMatch(/C,, *$/m);
    expect(inDatabase()).toMatch(/ ,, *$/m);
  });

  test('list shows them with their places', async () => {
    const { value: said } = await value(['trust', 'list'], listShape, how);
    const found = new Map(said.certificates.map(({ thumbprint, place, role }) => [thumbprint, `${place} ${role}`]));
    expect(found).toEqual(
      new Map([
        [selfSigned.sha256, 'root leaf'],
        [root.sha256, 'root ca'],
        [intermediate.sha256, 'intermediate ca'],
      ]),
    );
    expect((await certwright(['trust', 'list'], how)).stdout).toContain(root.sha256);
  });

  test('list shows when ours were added, and only of ours', async () => {
    writeFileSync(join(dir, 'theirs.der'), execFileSync('openssl', ['x509', '-outform', 'DER'], { input: leaf.pem }));
    execFileSync('certutil', ['-A', '-n', 'theirs', '-t', ',,', '-d', database, '-i', join(dir, 'theirs.der')]);
    const { value: said } = await value(['trust', 'list'], listShape, how);
    const of = (sha256: string) => said.certificates.find(({ thumbprint }) => thumbprint === sha256);
    expect(of(root.sha256)).toMatchObject({ addedByUs: true, addedAt: expect.stringMatching(/^\d{4}-/), sensor: null });
    expect(of(leaf.sha256)).toMatchObject({ addedByUs: false });
    expect(of(leaf.sha256)).not.toHaveProperty('addedAt');
    const { stdout } = await certwright(['trust', 'list'], how);
    expect(stdout).toContain(`by Certwright on ${String(of(root.sha256)?.addedAt).slice(0, 10)}`);
    execFileSync('certutil', ['-D', '-n', 'theirs', '-d', database]);
  });

  test('of a file with several, one is picked', async () => {
    write('both.pem', root.pem + leaf.pem + selfSigned.pem);
    const several = await error(['trust', 'add', 'both.pem'], how);
    expect(several).toMatchObject({ code: 2, error: { code: 'wrong-use' } });
    expect(several.error.hint).toContain(selfSigned.sha256);
    const spaced = selfSigned.sha256.toLowerCase().replace(/(..)(?=.)/g, '$1:');
    expect((await trust('add', 'both.pem', '--pick', spaced)).value).toMatchObject({
      changed: false,
      thumbprint: selfSigned.sha256,
    });
    expect((await error(['trust', 'add', 'both.pem', '--pick', intermediate.sha256], how)).code).toBe(2);
  });

  test('exactly one is removed, by its SHA-256, and once', async () => {
    expect((await trust('remove', root.sha256, '--dry-run')).value).toMatchObject({ changed: true, dryRun: true });
    expect((await trust('remove', root.sha256)).value).toMatchObject({
      changed: true,
      thumbprint: root.sha256,
      role: 'ca',
    });
    const { value: said } = await value(['trust', 'list'], listShape, how);
    expect(said.certificates.map(({ thumbprint }) => thumbprint).sort()).toEqual(
      [intermediate.sha256, selfSigned.sha256].sort(),
    );
    expect((await trust('remove', root.sha256)).value).toMatchObject({ changed: false, role: null });
  });
});

describe.skipIf(process.platform !== 'linux' || !hasCertutil())('remove of what is not ours, or elsewhere', () => {
  test('says that it was not ours, and whether it can come back', async () => {
    const other = workspace();
    const theirs = { home: other.home, cwd: dir };
    const folder = join(other.home, '.pki/nssdb');
    mkdirSync(folder, { recursive: true });
    execFileSync('certutil', ['-N', '--empty-password', '-d', `sql:${folder}`]);
    execFileSync('certutil', ['-A', '-n', 'theirs', '-t', 'C,,', '-a', '-d', `sql:${folder}`, '-i', file('root.crt')]);
    const { code, stderr } = await certwright(['trust', 'remove', root.sha256], theirs);
    expect(code).toBe(0);
    expect(stderr).toContain('not put there by Certwright');
    expect(stderr).toContain('can be put back');
    await certwright(['trust', 'add', 'root.crt'], theirs);
    expect((await certwright(['trust', 'remove', root.sha256], theirs)).stderr).toBe('');
  });

  test.skipIf(!existsSync('/usr/share/ca-certificates'))('names the other store that has it', async () => {
    const { value: said } = await value(['trust', 'list', '--store', 'machine'], listShape, how);
    const { stderr } = await certwright(['trust', 'remove', said.certificates[0]?.thumbprint ?? ''], how);
    expect(stderr).toContain('--store machine');
  });
});

describe('refused', () => {
  test('a device’s certificate that a CA issued: trust comes from the CA', async () => {
    expect(await error(['trust', 'add', 'leaf.crt', '--store', 'user'], how)).toMatchObject({
      code: 1,
      error: { code: 'store-refuses-role' },
    });
  });

  test.each([
    ['leaf.key', 'not-a-certificate'],
    ['missing.crt', 'file-unreadable'],
  ])('%s', async (name, problem) => {
    expect(await error(['trust', 'add', name, '--store', 'user'], how)).toMatchObject({
      code: 2,
      error: { code: problem },
    });
  });

  test.each(['AA', leaf.sha256.slice(0, 40), 'not hex'])('remove %s', async (text) => {
    expect(await error(['trust', 'remove', text, '--store', 'user'], how)).toMatchObject({
      code: 2,
      error: { code: 'fingerprint-invalid' },
    });
  });
});

const asRoot = process.platform === 'linux' && process.getuid?.() === 0;

// Root may write everywhere, so another user tries.
test.skipIf(!asRoot || !hasCertutil())('a home that is closed to its user: which folder, and whose it is', async () => {
  const closed = workspace();
  const add = () => error(['trust', 'add', file('root.crt')], { home: closed.home, uid: 65534 });
  // Neither the record of changes can be made there …
  const noRecord = await add();
  expect(noRecord).toMatchObject({ code: 3, error: { code: 'not-writable' } });
  expect(noRecord.error.message).toContain(`${closed.home}. It belongs to root`);
  // … nor, where that has a place, the database.
  mkdirSync(join(closed.home, '.config/Certwright'), { recursive: true });
  execFileSync('chown', ['-R', '65534:65534', join(closed.home, '.config')]);
  const noDatabase = await add();
  expect(noDatabase).toMatchObject({ code: 3, error: { code: 'not-writable' } });
  expect(noDatabase.error.message).toContain(`${closed.home}. It belongs to root`);
  expect(noDatabase.error.hint).not.toContain('policy');
});

describe.skipIf(!existsSync('/usr/share/ca-certificates'))('a root of the system’s own package', () => {
  test.each([[], ['--dry-run']])('stays, and whose it is is said before anybody is asked %s', async (...more) => {
    const { value: said } = await value(['trust', 'list', '--store', 'machine'], listShape, how);
    const [packaged] = said.certificates.filter(({ addedByUs }) => addedByUs === false);
    const theirs = packaged?.thumbprint ?? '';
    const refused = await error(['trust', 'remove', theirs, '--store', 'machine', ...more], how);
    expect(refused).toMatchObject({ code: 1, error: { code: 'kept-by-system' } });
    expect(refused.error.message).toContain('the system’s own package of root certificates');
  });
});

// Nobody is asked for rights here, as standard input is no terminal. Root could do it, so another user tries.
test.skipIf(!asRoot)('without rights, 3 and what to do', async () => {
  execFileSync('chown', ['-R', '65534:65534', home]);
  const refused = await error(['trust', 'add', file('root.crt'), '--store', 'machine'], { ...how, uid: 65534 });
  expect(refused.code).toBe(3);
  expect(['rights-missing', 'elevation-unavailable']).toContain(refused.error.code);
  expect(refused.error.hint).toContain('administrator');
  expect(refused.error.hint).not.toMatch(/script|by hand/);
  expect(refused.error.message).not.toContain('no-questions');
});
