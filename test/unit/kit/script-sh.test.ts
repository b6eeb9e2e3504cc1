// The sh script is really run, by each POSIX shell that is there, on a hosts file in a temporary folder. It must do byte
// for byte what the app itself does, whatever bytes are in the file.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { findKept } from '../../../main/hosts/kept-copies.ts';
import { tidyBeside } from '../../../main/hosts/leftovers.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { shLiteral } from '../../../main/kit/script/literal.ts';
import { shScript } from '../../../main/kit/script/sh.ts';
import { applyAll } from '../../../main/privileged/apply.ts';
import type { Operation } from '../../../main/privileged/operations.ts';
import { HostsBench, hostile, line, must } from './script-facts.ts';

const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([name = '']) => spawnSync(name, ['-c', ':']).status === 0 || spawnSync(name, ['true']).status === 0,
);

let bench: HostsBench;
afterEach(() => bench?.remove());

async function script(operations: readonly Operation[]): Promise<string> {
  const file = join(bench.folder, 'certwright-change.sh');
  writeFileSync(file, shScript(must(await bench.facts(operations)), 'linux'));
  return file;
}

const run = (file: string, ...args: string[]) => {
  const [shell = 'sh', ...more] = shells[0] ?? [];
  const { status, stdout, stderr } = spawnSync(shell, [...more, file, ...args], {
    encoding: 'utf8',
    cwd: bench.folder,
  });
  return { status, stdout, stderr };
};

/** What the app itself makes of the file. */
async function byApp(text: string, operations: readonly Operation[]): Promise<string> {
  const other = new HostsBench(text);
  expect((await applyAll(operations, other.world)).error).toBeNull();
  const after = other.get();
  other.remove();
  return after;
}

const plain = '127.0.0.1 localhost\n10.0.0.1 old.example\n';
const files: [string, string][] = [
  ['LF', plain],
  ['CRLF', '127.0.0.1\tlocalhost\r\n# kept\r\n10.0.0.1 old.example\r\n'],
  ['no final line end', '127.0.0.1 localhost\n10.0.0.1 old.example'],
  ['nothing', ''],
  ['a byte order mark', '\u00ef\u00bb\u00bf127.0.0.1 localhost\r\n'],
  [
    'mixed ends and every byte',
    `a\r\nb\n\r\r\n${Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('')}\n`,
  ],
  ['shell text', '$(touch pwned) `touch pwned` \' " \\ %s \\n\n'],
];

describe('the script for sh', () => {
  it.each(files)('adds and takes back a line as the app does in a file with %s', async (_what, text) => {
    bench = new HostsBench(text);
    const operations = [line('sensor7.contoso.com'), line('v6.contoso.com', '2001:db8::7')];
    const file = await script(operations);
    expect(run(file)).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe(await byApp(text, operations));
    expect(bench.get()).not.toBe(text);
    expect(run(file, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe(text);
    expect(existsSync(join(bench.folder, 'pwned'))).toBe(false);
  });

  it.each(shells.map((words) => [words.join(' '), words]))('runs in %s', async (_name, words) => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    const [shell = '', ...more] = words as string[];
    const once = (...args: string[]) => spawnSync(shell, [...more, file, ...args], { encoding: 'utf8' });
    expect(once()).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe(await byApp(plain, [line('sensor7.contoso.com')]));
    expect(once('--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe(plain);
  });

  it('puts the line above one that maps the name elsewhere, when the person said so', async () => {
    bench = new HostsBench(plain);
    const operations = [line('old.example', '192.0.2.7', { override: true, before: sha256Hex(Buffer.from(plain)) })];
    const file = await script(operations);
    expect(run(file).status).toBe(0);
    expect(bench.get()).toBe(await byApp(plain, operations));
    expect(bench.get()).toMatch(/192\.0\.2\.7\told\.example.*\n10\.0\.0\.1 old\.example/);
  });

  it('is not made of what the app would refuse', async () => {
    bench = new HostsBench(plain);
    expect(await bench.facts([line('old.example')])).toMatchObject({ error: { code: 'hosts-conflict' } });
    expect(await bench.facts([line('a.example', '192.0.2.7', { before: '0'.repeat(64) })])).toMatchObject({
      error: { code: 'hosts-changed' },
    });
  });

  it('does nothing the second time, and says so', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    expect(run(file, '--undo')).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing to do') });
    run(file);
    const { mtimeMs } = statSync(bench.file);
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing to do') });
    expect(statSync(bench.file).mtimeMs).toBe(mtimeMs);
    expect(readdirSync(bench.backups)).toHaveLength(1);
  });

  it('only tells with --dry-run', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    expect(run(file, '--dry-run')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Would do:.*sensor7/) });
    expect([bench.get(), existsSync(bench.backups)]).toEqual([plain, false]);
    run(file);
    const done = bench.get();
    expect(run(file, '--dry-run', '--undo')).toMatchObject({ status: 0, stdout: expect.stringContaining('Would do:') });
    expect(bench.get()).toBe(done);
  });

  it('stops at a file that is not the one that was previewed', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    bench.set(`${plain}192.0.2.99 sensor7.contoso.com\n`);
    const before = bench.get();
    expect(run(file)).toMatchObject({ status: 2, stderr: expect.stringContaining('not the file that was previewed') });
    expect([bench.get(), existsSync(bench.backups)]).toEqual([before, false]);
  });

  it('has nothing to do where its lines stand, whatever others have written since', async () => {
    bench = new HostsBench('first\r\n127.0.0.1 localhost\r\n');
    const file = await script([line('sensor7.contoso.com'), line('v6.contoso.com', '2001:db8::7')]);
    run(file);
    bench.set(`10.9.9.9 docker.internal\n${bench.get()}# more`);
    const before = bench.get();
    for (const args of [[], ['--dry-run']])
      expect(run(file, ...args)).toMatchObject({
        status: 0,
        stdout: expect.stringContaining('Nothing to do'),
        stderr: '',
      });
    expect([bench.get(), readdirSync(bench.backups)]).toEqual([before, [expect.any(String)]]);
    // One of them edited, or taken out, is not what was previewed.
    for (const changed of [
      before.replace('sensor7', 'sensor8'),
      before.replace(/^2001[^\n]*\n/m, ''),
      before.replace(/^192/m, '#192'),
    ]) {
      bench.set(changed);
      expect(run(file)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('not the file that was previewed'),
      });
      expect(bench.get()).toBe(changed);
    }
  });

  it('goes above the other line though its own stands below that already', async () => {
    const text = '10.0.0.1 old.example\n192.0.2.7\told.example\t# certwright journey1\n';
    bench = new HostsBench(text);
    const file = await script([
      line('old.example', '192.0.2.7', { override: true, before: sha256Hex(Buffer.from(text)) }),
    ]);
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringContaining('Doing:') });
    expect(bench.get()).toMatch(/^192/);
  });

  it('takes back its own line and nothing else when others have written since', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    run(file);
    const ours = bench.get().slice(plain.length);
    const alike = `${ours.trimEnd()} edited\n# ${ours} ${ours}`;
    bench.set(`new first\n${bench.get()}${alike}no end`);
    expect(run(file, '--undo').status).toBe(0);
    expect(bench.get()).toBe(`new first\n${plain}${alike}no end`);
  });

  it('keeps a copy that the app finds, and the mode, and leaves nothing else', async () => {
    bench = new HostsBench(plain);
    execFileSync('chmod', ['640', bench.file]);
    const file = await script([line('sensor7.contoso.com')]);
    expect(run(file)).toMatchObject({ status: 0, stderr: '' });
    expect(statSync(bench.file).mode & 0o777).toBe(0o640);
    expect((await findKept(bench.backups, sha256Hex(Buffer.from(plain))))?.toString('latin1')).toBe(plain);
    const [copy = ''] = readdirSync(bench.backups);
    expect(statSync(join(bench.backups, copy)).mode & 0o777).toBe(0o640);
    expect(readdirSync(bench.folder).sort()).toEqual(['certwright-change.sh', 'copies', 'hosts']);
  });

  it('stops at a link, since root is not to be led to another file', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    const target = join(bench.folder, 'real-hosts');
    renameSync(bench.file, target);
    symlinkSync(target, bench.file);
    expect(run(file)).toMatchObject({ status: 2, stderr: expect.stringContaining('a link') });
    expect([lstatSync(bench.file).isSymbolicLink(), readFileSync(target, 'latin1')]).toEqual([true, plain]);
  });

  it('sweeps what was left of a run that was killed, and the app does too', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    // Killed at the last moment: the new file is written and not put in place.
    const text = readFileSync(file, 'latin1').replace('  mv -f', () => '  kill -KILL $$; mv -f');
    const killed = join(bench.folder, 'killed.sh');
    writeFileSync(killed, text);
    const left = () => readdirSync(bench.folder).filter((name) => name.startsWith('.'));
    for (const sweep of [() => expect(run(file)).toMatchObject({ status: 0 }), () => tidyBeside(bench.file)]) {
      expect(run(killed).status).not.toBe(0);
      expect([bench.get(), left()]).toEqual([plain, [expect.stringMatching(/^\.hosts\.certwright-[0-9a-f]{16}$/)]]);
      await sweep();
      expect(left()).toEqual([]);
      bench.set(plain);
    }
  });

  it('takes a line of ours out, and puts it back where it was', async () => {
    const text = `first\n${'10.1.1.1 \t a.example   # certwright journey1\r\n'}last`;
    bench = new HostsBench(text);
    const operations: Operation[] = [{ kind: 'hosts-remove', name: 'a.example', address: '10.1.1.1', tag: 'journey1' }];
    const file = await script(operations);
    expect(run(file).status).toBe(0);
    expect(bench.get()).toBe('first\nlast');
    expect(run(file, '--undo').status).toBe(0);
    expect(bench.get()).toBe(text);
    run(file);
    bench.set('first\nlast\nmore');
    expect(run(file, '--undo')).toMatchObject({ status: 2 });
    expect(bench.get()).toBe('first\nlast\nmore');
  });

  it('does not put a line back that was not taken out here', async () => {
    const text = 'first\n10.1.1.1\ta.example\t# certwright journey1\n';
    bench = new HostsBench(text);
    const file = await script([{ kind: 'hosts-remove', name: 'a.example', address: '10.1.1.1', tag: 'journey1' }]);
    bench.set('first\n');
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringContaining('Nothing to do') });
    expect(run(file, '--undo')).toMatchObject({ status: 2, stderr: expect.stringContaining('no kept copy') });
    expect(bench.get()).toBe('first\n');
  });

  it('puts a kept copy back, and the replaced file after that', async () => {
    bench = new HostsBench('now\n');
    mkdirSync(bench.backups);
    writeFileSync(join(bench.backups, 'hosts.20261122T100000000Z.0000000000000000.abcdef'), 'then');
    const hash = (text: string) => sha256Hex(Buffer.from(text));
    const file = await script([{ kind: 'hosts-restore', before: hash('now\n'), after: hash('then') }]);
    expect(run(file, '--dry-run')).toMatchObject({ status: 0, stdout: expect.stringContaining('Would do:') });
    expect(run(file)).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe('then');
    expect(run(file).stdout).toContain('Nothing to do');
    expect(run(file, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe('now\n');
    execFileSync('rm', ['-r', bench.backups]);
    expect(run(file)).toMatchObject({ status: 2, stderr: expect.stringContaining('no kept copy') });
    expect(bench.get()).toBe('now\n');
  });

  it('puts a kept copy back and goes on from there, as the app does', async () => {
    const then = '127.0.0.1 localhost\n10.1.1.1\ta.example\t# certwright journey1\n# theirs';
    const hash = (text: string) => sha256Hex(Buffer.from(text));
    const keep = () => {
      mkdirSync(bench.backups);
      writeFileSync(join(bench.backups, 'hosts.20261122T100000000Z.0000000000000000.abcdef'), then);
    };
    const first = line('first.contoso.com', '192.0.2.1', { before: hash('now\n') });
    const operations: Operation[] = [
      first,
      { kind: 'hosts-restore', before: hash(await byApp('now\n', [first])), after: hash(then) },
      { kind: 'hosts-remove', name: 'a.example', address: '10.1.1.1', tag: 'journey1' },
      // Previewed before all of it, and let in since what became of that file is our own doing.
      line('sensor7.contoso.com', '192.0.2.7', { before: hash('now\n') }),
    ];
    bench = new HostsBench('now\n');
    keep();
    expect((await applyAll(operations, bench.world)).error).toBeNull();
    const wanted = bench.get();
    expect(wanted).toBe('127.0.0.1 localhost\n192.0.2.7\tsensor7.contoso.com\t# certwright journey1\n# theirs');
    bench.remove();

    bench = new HostsBench('now\n');
    keep();
    const file = await script(operations);
    expect(run(file, '--dry-run').stdout.match(/^Would do:/gm)).toHaveLength(3);
    expect(bench.get()).toBe('now\n');
    expect(run(file)).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe(wanted);
    expect(run(file).stdout.match(/^Nothing to do:/gm)).toHaveLength(3);
    expect(run(file, '--undo', '--dry-run').stdout.match(/^Would do:/gm)).toHaveLength(3);
    expect(run(file, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(bench.get()).toBe('now\n');
    expect(run(file, '--undo').stdout.match(/^Nothing to do:/gm)).toHaveLength(3);
  });

  it('is not made for a copy that is to replace another file than the one that was seen', async () => {
    bench = new HostsBench('now\n');
    mkdirSync(bench.backups);
    writeFileSync(join(bench.backups, 'hosts.20261122T100000000Z.0000000000000000.abcdef'), 'then');
    const hash = (text: string) => sha256Hex(Buffer.from(text));
    const restore: Operation = { kind: 'hosts-restore', before: hash('now\n'), after: hash('then') };
    const changed = [line('first.contoso.com', '192.0.2.1'), restore];
    expect(await bench.facts(changed)).toMatchObject({ error: { code: 'hosts-changed' } });
    expect((await applyAll(changed, bench.world)).error).toMatchObject({ code: 'hosts-changed' });
    const missing: Operation = { kind: 'hosts-restore', before: hash(bench.get()), after: hash('never') };
    expect(await bench.facts([missing])).toMatchObject({ error: { code: 'backup-missing' } });
  });

  it('ends with 2 and says so where something else fails, and leaves nothing behind', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    const failed = { status: 2, stderr: expect.stringMatching(/\nStopped: that did not succeed, or was interrupted/) };
    rmSync(bench.file);
    expect(run(file)).toMatchObject(failed);
    bench.set(plain);
    writeFileSync(bench.backups, 'not a folder');
    expect(run(file)).toMatchObject(failed);
    expect(bench.get()).toBe(plain);
    expect(readdirSync(bench.folder).sort()).toEqual(['certwright-change.sh', 'copies', 'hosts']);
  });

  it('does nothing with words that it does not know', async () => {
    bench = new HostsBench(plain);
    expect(run(await script([line('sensor7.contoso.com')]), '--undo', '--force').status).toBe(2);
    expect(bench.get()).toBe(plain);
  });

  it('is small, in ASCII, and POSIX by its parser', async () => {
    bench = new HostsBench(plain);
    const file = await script([line('sensor7.contoso.com')]);
    const text = readFileSync(file, 'latin1');
    expect(text).toMatch(/^[\t\n -~]*$/);
    expect(text.split('\n').length).toBeLessThan(120);
    expect(text).not.toMatch(/\beval\b/);
    expect(execFileSync('sh', ['-n', file], { encoding: 'utf8' })).toBe('');
  });
});

describe('a literal for sh', () => {
  it.each(hostile.map((text) => [JSON.stringify(text), text]))('of %s is that text again', (_shown, text) => {
    bench = new HostsBench('');
    // A shell's argument ends at NUL; Node would refuse it as well.
    const wanted = text.replaceAll('\0', '');
    const out = execFileSync('sh', ['-c', `printf %s ${shLiteral(wanted)}`], { cwd: bench.folder });
    expect(out.equals(Buffer.from(wanted, 'utf8'))).toBe(true);
    expect(readdirSync(bench.folder)).toEqual(['hosts']);
  });
});
