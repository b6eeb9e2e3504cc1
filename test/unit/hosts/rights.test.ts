// access(2) asks for the real user, and a process that only takes another effective one stays root for it. So the question
// is put by a process of its own.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bundled } from '../privileged/started.ts';

const nobody = 65534;
// This process's own may lie where nobody else can run it.
const node = '/usr/bin/node';
const script = bundled(join(import.meta.dirname, 'rights-entry.ts'));
let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-rights-'));
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'etc'));
  file = join(folder, 'etc', 'hosts');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const asNobody = () =>
  execFileSync(node, ['--input-type=module', '-', file], {
    uid: nobody,
    gid: nobody,
    cwd: '/',
    input: readFileSync(script()),
    encoding: 'utf8',
  }).trim();

describe.runIf(process.platform === 'linux' && process.getuid?.() === 0 && existsSync(node))('an ordinary user', () => {
  it('needs rights for a file of the administrator, and to put one there where it is gone', () => {
    expect(asNobody()).toBe('true');
    writeFileSync(file, '');
    expect(asNobody()).toBe('true');
  });

  it('needs none, and would get none, where there is no such folder', () => {
    file = join(folder, 'nothing', 'hosts');
    expect(asNobody()).toBe('false');
  });
});
