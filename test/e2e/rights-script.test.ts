// The script for where the app may not ask, run for real: an ordinary user saves it, root runs it, and it leaves /etc/hosts
// and the machine's CA store exactly as the app itself would. Needs real root inside the private world.
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RightsDesk } from '../../main/app/rights.ts';
import { openChanges } from '../../main/journal/changes.ts';
import { openJournal } from '../../main/journal/journal.ts';
import { thumbprints } from '../../main/pki/certificate/fingerprint.ts';
import { applyAll } from '../../main/privileged/apply.ts';
import { openDoor } from '../../main/privileged/door.ts';
import type { Operation } from '../../main/privileged/operations.ts';
import { realWorld } from '../../main/privileged/world.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import { issue, openssl } from '../support/openssl.ts';

const nobody = 65534;
const canTry = process.env.CERTWRIGHT_PRIVATE_WORLD === '1' && process.platform === 'linux' && process.getuid?.() === 0;
const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(`${result.error.code} ${JSON.stringify(result.error.facts)}`);
  return result.value;
};

describe.skipIf(!canTry)('the saved script', () => {
  let folder: string;
  let file: string;
  let operations: Operation[];
  let der: string;
  let isTrusted: () => boolean;
  let hostsBefore: Buffer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certwright-script-'));
    chmodSync(folder, 0o755);
    const extensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];
    const subject = "/O=Contoso's `id` $(id)/CN=Script Root";
    const ca = issue(folder, { name: 'script-root', subject, extensions });
    const leaf = issue(folder, {
      name: 'script-leaf',
      subject: '/CN=x',
      extensions: ['basicConstraints=CA:FALSE'],
      issuer: ca,
    });
    der = execFileSync('openssl', ['x509', '-in', ca.certificate, '-outform', 'DER']).toString('base64');
    operations = [
      { kind: 'trust-add', store: 'linux-system', der, role: 'root-ca', place: 'root' },
      {
        kind: 'hosts-add',
        name: 'script.certwright.test',
        address: '127.0.0.9',
        tag: 'script',
        before: null,
        override: false,
      },
    ];
    isTrusted = () => {
      try {
        return openssl(folder, 'verify', '-CAfile', '/etc/ssl/certs/ca-certificates.crt', leaf.certificate).includes(
          'OK',
        );
      } catch {
        return false;
      }
    };
    hostsBefore = readFileSync('/etc/hosts');
    // As it is for the ordinary user who plans it.
    const world = { ...(await realWorld()), hostsNeedRights: async () => true };
    const journal = must(await openJournal(join(folder, 'journal.jsonl'), { now: () => new Date() }));
    const changes = openChanges({ door: openDoor({ world, elevate: async () => null }), journal });
    const saved: Uint8Array[] = [];
    const people = {
      saveFile: async (name: string, bytes: Uint8Array) => {
        saved.push(bytes);
        return ok({ name });
      },
    };
    const desk = new RightsDesk({ world, changes, people, way: async () => 'none', now: () => new Date() });
    const plan = must(await desk.planOf(operations));
    expect(plan.changes.map(({ kind }) => kind)).toEqual(['trust-added', 'hosts-line-added']);
    must(await desk.saveScript());
    file = join(folder, 'change.sh');
    writeFileSync(file, saved[0] ?? '', { mode: 0o644 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (uid: number, ...args: string[]) => {
    const env = { PATH: process.env.PATH ?? '', HOME: folder };
    const { status, stdout, stderr } = spawnSync('sh', [file, ...args], {
      uid,
      gid: uid,
      env,
      cwd: '/',
      encoding: 'utf8',
    });
    return { status, stdout, stderr };
  };
  const anchors = () =>
    existsSync('/usr/local/share/ca-certificates') ? readdirSync('/usr/local/share/ca-certificates').sort() : [];
  const links = () => readdirSync('/etc/ssl/certs').filter((name) => /certwright/.test(name));
  const machine = () => ({
    hosts: readFileSync('/etc/hosts', 'latin1'),
    bundle: readFileSync('/etc/ssl/certs/ca-certificates.crt', 'latin1'),
    anchors: anchors().map((name) => [name, readFileSync(join('/usr/local/share/ca-certificates', name), 'latin1')]),
    links: links(),
  });

  it('only tells, and then asks for root, when an ordinary user runs it', () => {
    expect(run(nobody, '--dry-run')).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/Would do: trust .*\nWould do: /),
    });
    expect(run(nobody)).toMatchObject({ status: 3, stderr: expect.stringContaining('sudo') });
    expect(readFileSync('/etc/hosts').equals(hostsBefore)).toBe(true);
  });

  it('does as root what the app does, byte for byte, and takes it back', async () => {
    const before = machine();
    expect(isTrusted()).toBe(false);
    expect(run(0)).toMatchObject({ status: 0, stderr: '' });
    expect(isTrusted()).toBe(true);
    expect(execFileSync('getent', ['hosts', 'script.certwright.test'], { encoding: 'utf8' })).toContain('127.0.0.9');
    const byScript = machine();
    expect(run(0).stdout.match(/^Nothing to do:/gm)).toHaveLength(2);
    expect(machine()).toEqual(byScript);
    expect(run(0, '--undo')).toMatchObject({ status: 0 });
    expect(machine()).toEqual(before);
    expect(isTrusted()).toBe(false);

    const world = await realWorld();
    expect((await applyAll(operations, world)).error).toBeNull();
    expect(machine()).toEqual(byScript);
    // The line carries the journey's mark, whoever of the two wrote it. The certificate is the app's, as no note says else.
    expect(run(0, '--undo')).toMatchObject({ status: 2, stderr: expect.stringContaining('nothing on this machine') });
    expect(machine()).toEqual({ ...byScript, hosts: before.hosts });
    must((await world.storeOf('linux-system')?.remove(thumbprints(Buffer.from(der, 'base64')).sha256)) ?? ok(null));
    expect(machine()).toEqual(before);
  });

  it('stops at a hosts file that somebody has changed, and says that', () => {
    const changed = `${hostsBefore.toString('latin1')}10.0.0.1 somebody.else\n`;
    writeFileSync('/etc/hosts', changed, 'latin1');
    expect(run(0)).toMatchObject({ status: 2, stderr: expect.stringContaining('not the file that was previewed') });
    expect(readFileSync('/etc/hosts', 'latin1')).toBe(changed);
    expect(run(0, '--undo')).toMatchObject({ status: 0 });
    expect(readFileSync('/etc/hosts', 'latin1')).toBe(changed);
    expect(isTrusted()).toBe(false);
    writeFileSync('/etc/hosts', hostsBefore);
  });
});
