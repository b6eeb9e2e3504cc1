// What a user plants in the environment before the app starts must not reach the elevated child: not by sudo's own care,
// and not where sudo has been told to keep the environment. Needs real root inside the private world.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { root } from '../support/app.ts';
import { issue } from '../support/openssl.ts';

const nobody = 65534;
const sudoers = '/etc/sudoers.d/certwright-test-environment';

/** Root of the machine, and not only root of a user namespace, where sudo can give nothing. */
function isRealRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return /^\s*0\s+0\s+4294967295/.test(readFileSync('/proc/self/uid_map', 'utf8'));
}
const canTry = process.env.CERTWRIGHT_PRIVATE_WORLD === '1' && isRealRoot() && existsSync('/usr/bin/sudo');
const compiler = ['/usr/bin/cc', '/usr/bin/gcc'].find(existsSync);

describe.skipIf(!canTry)('what is planted in the environment', () => {
  let folder: string;
  let home: string;
  let marks: string;
  let planted: Record<string, string>;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'certwright-environment-'));
    chmodSync(folder, 0o755);
    cpSync(join(root, 'out/main'), join(folder, 'main'), { recursive: true });
    home = join(folder, 'home');
    marks = join(folder, 'marks');
    const tools = join(folder, 'tools');
    for (const each of [home, marks, tools]) mkdirSync(each);
    chownSync(home, nobody, nobody);
    chmodSync(marks, 0o1777);
    // Each leaves a mark under the id of whoever ran it.
    for (const name of ['openssl', 'update-ca-certificates', 'sh', 'env', 'node', 'true', 'sudo']) {
      writeFileSync(join(tools, name), `#!/bin/sh\n: >"${marks}/tool-${name}-$(/usr/bin/id -u)"\nexit 1\n`, {
        mode: 0o755,
      });
    }
    const script = join(folder, 'planted.cjs');
    writeFileSync(
      script,
      `require('node:fs').writeFileSync(${JSON.stringify(`${marks}/node-`)} + process.getuid(), '');\n`,
    );
    writeFileSync(join(folder, 'env.sh'), `: >"${marks}/sh-$(/usr/bin/id -u)"\n`);
    planted = {
      PATH: `${tools}${delimiter}${process.env.PATH ?? ''}`,
      NODE_OPTIONS: `--require=${script}`,
      ELECTRON_RUN_AS_NODE: '1',
      BASH_ENV: join(folder, 'env.sh'),
      ENV: join(folder, 'env.sh'),
      OPENSSL_CONF: join(folder, 'none.cnf'),
    };
    if (compiler) {
      const source = join(folder, 'planted.c');
      const library = join(folder, 'planted.so');
      writeFileSync(
        source,
        `#include <stdio.h>\n#include <unistd.h>\n__attribute__((constructor)) static void mark(void) {\n  char name[4096];\n  snprintf(name, sizeof name, "%s/preload-%d", "${marks}", (int)geteuid());\n  FILE *file = fopen(name, "w");\n  if (file) fclose(file);\n}\n`,
      );
      execFileSync(compiler, ['-shared', '-fPIC', '-o', library, source]);
      planted.LD_PRELOAD = library;
    }
  });
  beforeEach(() => {
    for (const name of readdirSync(marks)) rmSync(join(marks, name));
  });
  afterAll(() => {
    rmSync(sudoers, { force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const certwright = (...args: string[]) => {
    const { status, stdout } = spawnSync(process.execPath, [join(folder, 'main/cli.mjs'), ...args, '--json'], {
      uid: nobody,
      gid: nobody,
      cwd: home,
      env: { HOME: home, ...planted },
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status, answer: JSON.parse(stdout || '{}') };
  };

  it.each([
    ['as sudo comes', ''],
    ['where sudo keeps the environment', 'Defaults !env_reset\nDefaults !secure_path\nDefaults setenv\n'],
  ])('reaches the user’s own process alone, %s', (_what, defaults) => {
    writeFileSync(sudoers, `${defaults}#${nobody} ALL=(root) NOPASSWD: ALL\n`, { mode: 0o440 });
    const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
    const ca = issue(folder, { name: 'planted-root', subject: '/CN=Planted Root', extensions });
    chmodSync(ca.certificate, 0o644);
    expect(certwright('trust', 'add', ca.certificate, '--store', 'machine')).toMatchObject({
      status: 0,
      answer: { ok: true },
    });
    expect(certwright('trust', 'remove', ca.sha256, '--store', 'machine')).toMatchObject({
      status: 0,
      answer: { ok: true },
    });
    const before = readFileSync('/etc/hosts');
    expect(certwright('hosts', 'add', '127.0.0.9', 'planted.certwright.test')).toMatchObject({ status: 0 });
    expect(certwright('hosts', 'undo')).toMatchObject({ status: 0 });
    expect(readFileSync('/etc/hosts').equals(before)).toBe(true);
    const left = readdirSync(marks).sort();
    // What was planted works: it is in the process of the user who planted it.
    expect(left).toContain(`node-${nobody}`);
    if (compiler) expect(left).toContain(`preload-${nobody}`);
    expect(left.filter((name) => name.endsWith('-0'))).toEqual([]);
  });
});
