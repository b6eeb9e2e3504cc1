// What a certificate, a request or a file name brings along must not drive the terminal, whichever command shows it.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { paintFor, plain, printable } from '../../main/cli/paint.ts';
import { certwright, issue, workspace } from './kit.ts';

const esc = '\u001b';
const evil = `a${esc}[2J${esc}]0;owned\u0007\u202e`;
const { dir, home, write } = workspace();
const how = { home, cwd: dir, env: { PASS: 'geheim' } };
const root = issue(dir, 'root', { subject: `/CN=Root ${evil}`, ca: true });
const leaf = issue(dir, 'leaf', { subject: `/CN=${evil}`, san: `DNS:${evil},email:${evil}`, issuer: root });
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: dir, stdio: 'ignore' });
const name = `x${esc}[31m\u0007.crt`;
write(name, leaf.pem);
write(`broken${name}`, leaf.pem.slice(0, 300));
write('note.txt', `${evil}\n`);
mkdirSync(join(dir, `folder${esc}[1m`));
openssl(
  'req',
  '-new',
  '-key',
  'leaf.key',
  '-subj',
  `/CN=${evil}`,
  '-addext',
  `subjectAltName=email:${evil}`,
  '-out',
  'e.csr',
);
write(`${name}.csr`, 'hello');

const pfx = ['--to', 'pfx', '--out-passphrase-env', 'PASS'];
const roots = ['--roots', 'root.crt'];

describe('no command lets an escape sequence through', () => {
  test.each<[string, string[]]>([
    ['inspect', [name, `broken${name}`, 'leaf.crt', 'root.crt', 'e.csr', `no${name}`]],
    ['thumbprint', [name, `broken${name}`, `no${name}`]],
    ['convert', [name, '--to', 'crt', '--out', `out${name}`]],
    ['convert', [name, '--to', 'crt', '--out', name]],
    ['convert', [name, '--to', 'crt', '--out', `folder${esc}[1m`]],
    ['convert', [name, '--to', 'key', '--out', 'y']],
    ['convert', [name, '--to', evil, '--out', 'y']],
    ['convert', [name, ...pfx, '--out', `out${name}.pfx`]],
    ['convert', ['leaf.key', '--to', 'key', '--out', `out${name}.key`]],
    ['convert', [`broken${name}`, '--to', 'crt', '--out', 'y']],
    ['verify', ['--leaf', name, ...roots]],
    ['verify', ['--leaf', name, ...roots, '--host', 'sensor7']],
    ['verify', ['--leaf', name, ...roots, '--host', evil]],
    ['verify', ['--leaf', name, '--roots', 'leaf.crt', '--at', '2124-01-01']],
    ['verify', ['--leaf', 'leaf.crt', ...roots, '--intermediates', `broken${name}`]],
    ['verify', ['--leaf', 'leaf.crt', '--roots', `no${name}`]],
    ['verify', ['--leaf', 'note.txt', ...roots]],
    ['csr', ['--check', 'e.csr']],
    ['csr', ['--check', `${name}.csr`]],
    ['csr', ['--check', name]],
    ['csr', ['--compare', 'e.csr', name]],
    ['csr', ['--subject', `CN=${evil}`, '--key', 'leaf.key', '--out', `new${name}`]],
    ['csr', ['--subject', `CN=${evil}`, '--san', evil, '--key', 'leaf.key', '--out', 'y']],
    ['csr', ['--subject', 'CN=a', '--key', name, '--out', 'y']],
    ['name', [evil]],
    ['name', ['sensor7', '--crt', name]],
    ['name', ['sensor7', '--crt', `broken${name}`]],
    ['hosts', ['list', '--file', 'note.txt']],
    ['hosts', ['add', '192.168.10.7', evil, '--file', 'note.txt']],
    ['trust', ['add', name, '--store', 'user', '--dry-run']],
    ['trust', ['add', `no${name}`, '--store', 'user', '--dry-run']],
    ['probe', [evil]],
    [evil, []],
    ['inspect', [`--${evil}`]],
  ])('%s %j', async (command, args) => {
    const { stdout, stderr } = await certwright([command, ...args], how);
    expect(stdout + stderr).not.toBe('');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    expect(stdout + stderr).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202e]/);
  });
});

test('our own colours get through, and nothing else', () => {
  const paint = paintFor({ isTTY: true }, {});
  const line = `${paint.red(plain(evil))}\t${paint.bold('good')}\n`;
  expect(printable(line, true)).toBe(line);
  expect(printable(`${paint.red(evil)}`, true)).toBe(paint.red(plain(evil)));
  expect(printable(paint.red('x'), false)).toBe(plain(paint.red('x')));
});
