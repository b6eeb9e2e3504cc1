import { createHash } from 'node:crypto';
import { chownSync, existsSync, readFileSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { diffLineSchema } from '../../preload/contract/trust-journey.ts';
import { certwright, error, sha256, value, workspace } from './kit.ts';

const { dir, home, file, write } = workspace();
const how = { home, cwd: dir };
const mapping = z.looseObject({ line: z.number(), address: z.string(), name: z.string(), ours: z.boolean() });
const shape = z.strictObject({
  file: z.string(),
  changed: z.boolean(),
  before: z.strictObject({ sha256 }),
  after: z.strictObject({ sha256 }),
  diff: z.array(diffLineSchema),
  backup: z.string().nullable(),
  dryRun: z.literal(true).optional(),
  left: z.array(mapping).optional(),
  mappings: z.array(mapping).optional(),
});
const hosts = (...args: string[]) => value(['hosts', ...args], shape, how);
const hash = (name: string) =>
  createHash('sha256')
    .update(readFileSync(file(name)))
    .digest('hex')
    .toUpperCase();

const text = '127.0.0.1\tlocalhost\r\n# a comment\r\n10.0.0.1 taken.contoso.com # theirs\r\n::1 localhost';
let count = 0;
/** A fresh file; its name. */
const fresh = (content = text): string => {
  const name = `hosts-${++count}`;
  write(name, content);
  return name;
};

describe('a file that a crash left without its name', () => {
  test('is put back and told of, before anything is read of it', async () => {
    const name = fresh();
    renameSync(file(name), file(`.${name}.certwright-0123456789abcdef.old`));
    const listed = await certwright(['hosts', 'list', '--file', name], how);
    expect(listed.code).toBe(0);
    expect(listed.stderr).toContain('It has its name again');
    expect(readFileSync(file(name), 'utf8')).toBe(text);
    const again = await certwright(['hosts', 'list', '--file', name], how);
    expect(again.stderr).toBe('');
  });
});

describe('add', () => {
  test('one marked line for each name, a backup, and the hashes before and after', async () => {
    const name = fresh();
    const before = hash(name);
    const { code, value: said } = await hosts('add', '192.168.10.7', 'Sensor7.contoso.com', 'sensor8', '--file', name);
    expect(code).toBe(0);
    expect(said).toMatchObject({ changed: true, before: { sha256: before }, after: { sha256: hash(name) } });
    const added = said.diff.filter(({ kind }) => kind === 'add').map((line) => line.text);
    expect(added).toHaveLength(2);
    expect(added[0]).toMatch(/^192\.168\.10\.7\tsensor7\.contoso\.com\t# certwright /);
    expect(said.diff.filter(({ kind }) => kind === 'remove')).toEqual([]);
    expect(readFileSync(said.backup ?? '', 'utf8')).toBe(text);
    // What was there is still there, byte for byte.
    expect(
      readFileSync(file(name), 'utf8')
        .split(/^192.*\r\n/m)
        .join(''),
    ).toBe(text);
  });

  test('twice changes nothing the second time', async () => {
    const name = fresh();
    await hosts('add', '192.168.10.7', 'sensor7', '--file', name);
    const { code, value: said } = await hosts('add', '192.168.10.7', 'sensor7', '--file', name);
    expect(code).toBe(0);
    expect(said).toMatchObject({ changed: false, before: said.after, diff: [], backup: null });
  });

  test('--dry-run tells what would be, and does not touch the file', async () => {
    const name = fresh();
    const { mtimeMs } = statSync(file(name));
    const dry = await hosts('add', '192.168.10.7', 'sensor7', 'sensor8', '--file', name, '--dry-run');
    expect(dry.code).toBe(0);
    expect(dry.value).toMatchObject({ changed: true, dryRun: true, backup: null });
    expect(dry.value.diff.filter(({ kind }) => kind === 'add')).toHaveLength(2);
    expect(readFileSync(file(name), 'utf8')).toBe(text);
    expect(statSync(file(name)).mtimeMs).toBe(mtimeMs);
  });

  test('a name that is taken is a conflict; --override puts the new line above', async () => {
    const name = fresh();
    const refused = await error(['hosts', 'add', '192.168.10.7', 'taken.contoso.com', '--file', name], how);
    expect(refused).toMatchObject({ code: 1, error: { code: 'hosts-conflict' } });
    expect(refused.error.hint).toContain('--override');
    expect(readFileSync(file(name), 'utf8')).toBe(text);
    const { code } = await hosts('add', '192.168.10.7', 'taken.contoso.com', '--file', name, '--override');
    expect(code).toBe(0);
    const now = readFileSync(file(name), 'utf8');
    expect(now.indexOf('192.168.10.7')).toBeLessThan(now.indexOf('10.0.0.1 taken'));
  });

  test.each([
    ['1.2.3', 'sensor7', 'hosts-not-address'],
    ['192.168.10.7', '*.contoso.com', 'hosts-name-invalid'],
    ['192.168.10.7', 'a b', 'hosts-name-invalid'],
    ['192.168.10.7', 'x\n10.0.0.9 evil', 'hosts-name-invalid'],
  ])('%j %j is refused', async (address, wanted, problem) => {
    const name = fresh();
    expect(await error(['hosts', 'add', address, wanted, '--file', name], how)).toMatchObject({
      code: 2,
      error: { code: problem },
    });
    expect(readFileSync(file(name), 'utf8')).toBe(text);
  });

  test('a file that is not there, or that no resolver reads', async () => {
    expect(await error(['hosts', 'add', '1.2.3.4', 'x', '--file', 'missing'], how)).toMatchObject({
      code: 2,
      error: { code: 'file-unreadable' },
    });
    expect(existsSync(file('missing'))).toBe(false);
    write('utf16', Buffer.from('\ufeff127.0.0.1 localhost\r\n', 'utf16le'));
    expect(await error(['hosts', 'add', '1.2.3.4', 'x', '--file', 'utf16'], how)).toMatchObject({
      code: 2,
      error: { code: 'hosts-encoding' },
    });
  });
});

describe('add, where others are at work or words are mixed up', () => {
  test('several at once all get their lines in', async () => {
    const name = fresh();
    const all = ['1', '2', '3', '4', '5', '6'].map((n) =>
      certwright(['hosts', 'add', `10.9.9.${n}`, `many${n}`, '--file', name], how),
    );
    const ended = await Promise.all(all);
    expect(ended.map(({ code, stderr }) => `${code}${stderr}`)).toEqual(ended.map(() => '0'));
    for (const n of [1, 2, 3, 4, 5, 6]) expect(readFileSync(file(name), 'utf8')).toContain(`10.9.9.${n}\tmany${n}\t`);
  });

  test('the name before the address', async () => {
    const said = await error(['hosts', 'add', 'sensor7', '192.168.10.7', '--file', fresh()], how);
    expect(said).toMatchObject({ code: 2, error: { code: 'hosts-not-address' } });
    expect(said.error.hint).toContain('hosts add IP NAME');
  });

  test('a file that is not there: what can be done, not that it should be there', async () => {
    const { hint } = (await error(['hosts', 'add', '1.2.3.4', 'x', '--file', 'missing'], how)).error;
    expect(hint).toContain('Make an empty one');
  });
});

describe('remove', () => {
  test('localhost: no advice about certificates', async () => {
    const { hint } = (await error(['hosts', 'remove', 'localhost', '--file', fresh()], how)).error;
    expect(hint).toContain('never writes a line for it');
  });

  test('takes out our lines and no others', async () => {
    const name = fresh();
    await hosts('add', '192.168.10.7', 'sensor7', 'sensor8', '--file', name);
    const { code, value: said } = await hosts('remove', 'SENSOR7', '--file', name);
    expect(code).toBe(0);
    expect(said.diff.filter(({ kind }) => kind !== 'same')).toHaveLength(1);
    const now = readFileSync(file(name), 'utf8');
    expect(now).not.toContain('sensor7');
    expect(now).toContain('sensor8');
  });

  test('a line of someone else stays, which is said, and is not good', async () => {
    const name = fresh();
    const { code, value: said } = await hosts('remove', 'taken.contoso.com', '--file', name);
    expect(code).toBe(1);
    expect(said).toMatchObject({ changed: false, left: [{ line: 3, ours: false }] });
    expect(readFileSync(file(name), 'utf8')).toBe(text);
  });

  test('a name that is not there is as wished', async () => {
    const { code, value: said } = await hosts('remove', 'nobody', '--file', fresh());
    expect([code, said.changed]).toEqual([0, false]);
  });
});

describe('undo', () => {
  test('takes back the last change, then the one before, to the very byte', async () => {
    const name = fresh();
    const before = hash(name);
    await hosts('add', '192.168.10.7', 'sensor7', 'sensor8', '--file', name);
    const first = hash(name);
    await hosts('add', 'fd00::9', 'sensor9', '--file', name);
    expect((await hosts('undo', '--file', name)).value).toMatchObject({ changed: true, after: { sha256: first } });
    expect((await hosts('undo', '--file', name)).value).toMatchObject({ changed: true, after: { sha256: before } });
    expect(readFileSync(file(name), 'utf8')).toBe(text);
    expect(await error(['hosts', 'undo', '--file', name], how)).toMatchObject({
      code: 1,
      error: { code: 'nothing-to-undo' },
    });
  });

  test('names the lines with our mark that this record does not have, and who can take them out', async () => {
    const name = fresh();
    const other = workspace();
    await value(['hosts', 'add', '192.168.10.7', 'sensor7', '--file', file(name)], shape, { home: other.home });
    const before = hash(name);
    const refused = await error(['hosts', 'undo', '--file', name], how);
    expect(refused).toMatchObject({ code: 1, error: { code: 'nothing-to-undo' } });
    expect(refused.error.message).toContain(name);
    expect(refused.error.hint).toMatch(/^ {2}line 4: 192\.168\.10\.7 sensor7 # certwright cli-/m);
    expect(refused.error.hint).toContain('certwright hosts undo');
    expect(refused.error.hint).toContain('hosts remove NAME');
    expect(refused.error.hint).not.toContain('Nothing needs to be done');
    expect(hash(name)).toBe(before);
    // Without such lines there is really nothing to do.
    await value(['hosts', 'undo', '--file', file(name)], shape, { home: other.home });
    expect((await error(['hosts', 'undo', '--file', name], how)).error.hint).toBe('Nothing needs to be done.');
  });

  test('brings back what was removed', async () => {
    const name = fresh('127.0.0.1 localhost\n');
    await hosts('add', '192.168.10.7', 'sensor7', '--file', name);
    const before = hash(name);
    await hosts('remove', 'sensor7', '--file', name);
    const { value: said } = await hosts('undo', '--file', name);
    expect(said.after.sha256).toBe(before);
  });

  test('brings back a line that overruled another one, to the very byte', async () => {
    const name = fresh('127.0.0.1 localhost\n10.0.0.1 sensor7 # theirs\n# end');
    await hosts('add', '192.168.10.7', 'sensor7', '--override', '--file', name);
    const before = readFileSync(file(name), 'utf8');
    expect(before).toContain('sensor7\t# certwright');
    await hosts('remove', 'sensor7', '--file', name);
    expect(readFileSync(file(name), 'utf8')).not.toContain('certwright');
    await hosts('undo', '--file', name);
    expect(readFileSync(file(name), 'utf8')).toBe(before);
  });

  test('--dry-run only tells', async () => {
    const name = fresh();
    await hosts('add', '192.168.10.7', 'sensor7', '--file', name);
    const before = hash(name);
    const { value: said } = await hosts('undo', '--file', name, '--dry-run');
    expect(said).toMatchObject({ changed: true, dryRun: true });
    expect(hash(name)).toBe(before);
    expect((await hosts('undo', '--file', name)).value.changed).toBe(true);
  });

  test('knows a file by its place, not by how its path is written; files do not mix', async () => {
    const [one, two] = [fresh(), fresh()];
    await hosts('add', '192.168.10.7', 'sensor7', '--file', one);
    expect((await error(['hosts', 'undo', '--file', two], how)).error.code).toBe('nothing-to-undo');
    if (process.platform !== 'win32') symlinkSync(file(one), file('link'));
    const path = process.platform === 'win32' ? file(one) : file('link');
    const { value: said } = await value(['hosts', 'undo', '--file', path], shape, { home, cwd: home });
    expect(said.changed).toBe(true);
    expect(readFileSync(file(one), 'utf8')).toBe(text);
  });
});

describe('list', () => {
  test('shows every mapping, ours marked', async () => {
    const name = fresh();
    await hosts('add', '192.168.10.7', 'sensor7', '--file', name);
    const { code, value: said } = await hosts('list', '--file', name);
    expect(code).toBe(0);
    expect(said.changed).toBe(false);
    expect(said.mappings?.map((each) => [each.name, each.ours])).toEqual([
      ['localhost', false],
      ['taken.contoso.com', false],
      ['sensor7', true],
      ['localhost', false],
    ]);
    const { stdout } = await certwright(['hosts', 'list', '--file', name], how);
    expect(stdout).toMatch(/192\.168\.10\.7 +sensor7 +by Certwright/);
  });
});

test('no file but the named one and the data folder is written', () => {
  expect(existsSync(file('home/.config/Certwright/journal.jsonl'))).toBe(false);
});

// Root may write everywhere, so another user tries.
test.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('without rights on the file, 3', async () => {
  const name = fresh();
  const other = workspace();
  chownSync(other.home, 65534, 65534);
  const refused = await error(['hosts', 'add', '192.168.10.7', 'sensor7', '--file', file(name)], {
    home: other.home,
    uid: 65534,
  });
  expect(refused).toMatchObject({ code: 3, error: { code: 'rights-missing' } });
  expect(readFileSync(file(name), 'utf8')).toBe(text);
});
