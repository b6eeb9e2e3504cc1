import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import packageJson from '../../package.json' with { type: 'json' };
import { certwright, error, value, workspace } from './kit.ts';

const { home } = workspace();
const how = { home };
const commands = [
  'inspect',
  'thumbprint',
  'convert',
  'verify',
  'check',
  'kit',
  'csr',
  'probe',
  'name',
  'hosts',
  'trust',
  'onboard',
  'explain',
];

describe('help', () => {
  test('lists the commands that are there, the rules and the exit codes', async () => {
    const { code, stdout, stderr } = await certwright(['--help'], how);
    expect([code, stderr]).toEqual([0, '']);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    for (const exit of [0, 1, 2, 3, 4, 70]) expect(stdout).toMatch(new RegExp(`^  ${exit} `, 'm'));
    expect(stdout).toContain('--json');
  });

  test.each(commands)('%s has its own, with every option in words', async (command) => {
    const { code, stdout } = await certwright([command, '--help'], how);
    expect(code).toBe(0);
    expect(stdout).toContain(`certwright ${command}`);
    expect(stdout).toMatch(/--at TIME/);
    expect(stdout).not.toMatch(/undefined|\[object/);
    // No line is broken by what stands in it.
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
  });

  test('tells how a passphrase is given, wherever one is', async () => {
    for (const command of ['inspect', 'thumbprint', 'convert', 'verify', 'check', 'kit', 'csr']) {
      const { stdout } = await certwright([command, '--help'], how);
      expect(stdout).toContain('read -rs PASS; export PASS');
      expect(stdout).toContain('Read-Host -AsSecureString');
    }
    expect((await certwright(['hosts', '--help'], how)).stdout).not.toContain('PASS');
  });

  test('is one document with --json', async () => {
    const answer = await value(['--help'], z.strictObject({ text: z.string() }), how);
    expect(answer.value.text).toContain('inspect');
  });

  test('--version is the package’s', async () => {
    expect((await certwright(['--version'], how)).stdout).toBe(`${packageJson.version}\n`);
  });
});

describe('wrong use ends with 2, says so on stderr, and leaves stdout empty', () => {
  test.each([
    [[]],
    [['frobnicate']],
    [['watch', 'x']],
    [['check']],
    [['kit', '--crt', 'x']],
    [['inspect']],
    [['inspect', '--frobnicate', 'x']],
    [['inspect', '-x', 'y']],
    [['inspect', '--json=yes', 'x']],
    [['probe']],
    [['probe', '127.0.0.1', '--timeout']],
    [['probe', '127.0.0.1', '--timeout', 'soon']],
    [['probe', '127.0.0.1', '--timeout', '0']],
    [['probe', '127.0.0.1', '--timeout', '5', '--timeout', '6']],
    [['probe', 'not an address']],
    [['probe', '127.0.0.1:99999']],
    [['probe', '127.0.0.1', '--proxy', 'socks5://x']],
    [['name']],
    [['name', 'a', 'b']],
    [['name', 'a', '--at', 'tomorrow', '--crt', 'x']],
    [['hosts']],
    [['hosts', 'frobnicate']],
    [['hosts', 'add', '--file', 'x']],
    [['hosts', 'add', '10.0.0.1', '--file', 'x']],
    [['hosts', 'list', 'more', '--file', 'x']],
    [['trust']],
    [['trust', 'add']],
    [['trust', 'remove']],
    [['trust', 'list', '--store', 'everywhere']],
    [['onboard']],
    [['onboard', 'a', 'b']],
    [['onboard', 'a', '--practice']],
    [['onboard', 'a', '--state', 'fresh']],
    [['onboard', '--practice', '--state', 'frobnicated']],
    [['onboard', 'a', '--fingerprint', 'AA', '--accept-risk']],
    [['onboard', 'not an address']],
    [['explain']],
    [['explain', ' ']],
  ])('%j', async (args) => {
    const { code, stdout, stderr } = await certwright(args, how);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Error: .+\n.+/);
    expect(stderr).not.toMatch(/ {4}at /);
  });

  test.each([
    [['convert', 'a.pfx', '--passphrase', 'secret'], '--passphrase-env NAME'],
    [['inspect', 'a.pfx', '--password=secret'], '--passphrase-env NAME'],
    [['csr', '--out-passphrase', 'secret'], '--out-passphrase-env NAME'],
  ])('a passphrase as an argument is told where it goes: %j', async (args, option) => {
    const { code, error: said } = await error(args, how);
    expect([code, said.code]).toEqual([2, 'wrong-use']);
    expect(said.hint).toContain(option);
    expect(JSON.stringify(said)).not.toContain('secret');
  });

  test('and is one document with --json, wherever that stands', async () => {
    for (const args of [['frobnicate'], ['probe', '--timeout'], []]) {
      const { code, error: said } = await error(args, how);
      expect([code, said.code]).toEqual([2, 'wrong-use']);
      expect(said.hint).toContain('--help');
    }
    const { stdout } = await certwright(['--json', 'frobnicate'], how);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'wrong-use' } });
  });

  test('-- ends the options', async () => {
    const { code, stdout } = await certwright(['inspect', '--', '--json'], { ...how, cwd: home });
    expect(code).toBe(2);
    expect(stdout).toContain('--json');
  });
});
