// The privileged door for real: an ordinary user changes /etc/hosts and the machine's CA store through one elevated
// child (sudo), and takes it back. Needs real root inside the private world, to be able to make somebody ordinary.
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/app.ts';
import { issue, openssl } from '../support/openssl.ts';

const nobody = 65534;
const sudoers = '/etc/sudoers.d/certwright-test';

/** Root of the machine, and not only root of a user namespace, where sudo can give nothing. */
function isRealRoot(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return /^\s*0\s+0\s+4294967295/.test(readFileSync('/proc/self/uid_map', 'utf8'));
}

const canTry = process.env.CERTWRIGHT_PRIVATE_WORLD === '1' && isRealRoot() && existsSync('/usr/bin/sudo');

describe.skipIf(!canTry)('an ordinary user, through the door', () => {
  let folder: string;
  let home: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'certwright-door-'));
    chmodSync(folder, 0o755);
    // The checkout may be closed to others.
    cpSync(join(root, 'out/main'), join(folder, 'main'), { recursive: true });
    home = join(folder, 'home');
    mkdirSync(home);
    chownSync(home, nobody, nobody);
    writeFileSync(sudoers, `#${nobody} ALL=(root) NOPASSWD: ALL\n`, { mode: 0o440 });
  });

  afterAll(() => {
    rmSync(sudoers, { force: true });
    rmSync(folder, { recursive: true, force: true });
  });

  const certwright = (...args: string[]) => {
    const run = spawnSync(process.execPath, [join(folder, 'main/cli.mjs'), ...args, '--json'], {
      uid: nobody,
      gid: nobody,
      cwd: home,
      env: { HOME: home, PATH: process.env.PATH ?? '' },
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status: run.status, answer: JSON.parse(run.stdout || '{}'), stderr: run.stderr };
  };

  it('cannot do it without', () => {
    rmSync(sudoers);
    expect(certwright('hosts', 'add', '127.0.0.1', 'door.certwright.test')).toMatchObject({
      status: 3,
      answer: { ok: false },
    });
    writeFileSync(sudoers, `#${nobody} ALL=(root) NOPASSWD: ALL\n`, { mode: 0o440 });
  });

  it('changes the hosts file, so that the resolver answers, and undoes it to the byte', () => {
    const before = readFileSync('/etc/hosts');
    expect(certwright('hosts', 'add', '127.0.0.9', 'door.certwright.test')).toMatchObject({
      status: 0,
      answer: { ok: true, value: { changed: true } },
    });
    expect(execFileSync('getent', ['hosts', 'door.certwright.test'], { encoding: 'utf8' })).toContain('127.0.0.9');
    expect(certwright('hosts', 'undo')).toMatchObject({ status: 0, answer: { value: { changed: true } } });
    expect(readFileSync('/etc/hosts').equals(before)).toBe(true);
  });

  it('adds a root to the machine’s store, so that OpenSSL trusts what it issued, and removes it again', () => {
    const ca = issue(folder, {
      name: 'door-root',
      subject: '/O=Contoso/CN=Door Root',
      extensions: ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'],
    });
    const leaf = issue(folder, {
      name: 'door-leaf',
      subject: '/CN=door',
      extensions: ['basicConstraints=CA:FALSE'],
      issuer: ca,
    });
    const trusted = () => {
      try {
        return openssl(folder, 'verify', '-CAfile', '/etc/ssl/certs/ca-certificates.crt', leaf.certificate).includes(
          'OK',
        );
      } catch {
        return false;
      }
    };
    chmodSync(ca.certificate, 0o644);
    expect(trusted()).toBe(false);
    expect(certwright('trust', 'add', ca.certificate, '--store', 'machine')).toMatchObject({
      status: 0,
      answer: { value: { changed: true, role: 'ca' } },
    });
    expect(trusted()).toBe(true);
    expect(certwright('trust', 'add', ca.certificate, '--store', 'machine')).toMatchObject({
      answer: { value: { changed: false } },
    });
    expect(certwright('trust', 'remove', ca.sha256, '--store', 'machine')).toMatchObject({ status: 0 });
    expect(trusted()).toBe(false);
  });
});
