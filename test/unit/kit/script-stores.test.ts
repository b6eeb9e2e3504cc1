// The sh script on certificate stores: the real NSS database of a home folder, and a CA store that is kept the way
// Debian's tool keeps it. (The machine's own store is in test/e2e/rights-script.test.ts.)
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScriptCertificate } from '../../../main/kit/script/facts.ts';
import { shScript } from '../../../main/kit/script/sh.ts';
import { thumbprints } from '../../../main/pki/certificate/fingerprint.ts';
import { toPem } from '../../../main/pki/files/write.ts';
import { nssUserStore } from '../../../main/trust/nss.ts';
import { nicknameOf } from '../../../main/trust/nss-database.ts';
import { makeRoot } from '../privileged/roots.ts';
import { certificate, hostile, must } from './script-facts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-stores-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const root = makeRoot('Script Root');
const of = (der: Uint8Array, more: Partial<ScriptCertificate>): ScriptCertificate =>
  certificate('CN=Script Root', { ...thumbprints(der), der: Buffer.from(der).toString('base64'), ...more });

type Linux = Parameters<typeof shScript>[0]['linux'];
function write(certificates: ScriptCertificate[], linux: Linux = null, name = 'change.sh'): string {
  const file = join(folder, name);
  const notes = join(folder, 'notes');
  const facts = { name: 'change.sh', certificates, notes, hosts: null, isAdministrator: true, linux };
  writeFileSync(file, shScript(facts, 'linux'));
  return file;
}
const run = (file: string, ...args: string[]) => {
  const env = { PATH: process.env.PATH ?? '', HOME: folder };
  const { status, stdout, stderr } = spawnSync('sh', [file, ...args], { encoding: 'utf8', env, cwd: folder });
  return { status, stdout, stderr };
};

const notDone = { status: 2, stderr: expect.stringMatching(/^Not done: nothing on this machine says.*Script Root/) };

describe.skipIf(process.platform !== 'linux' || spawnSync('certutil', ['-H']).error)('the database of Chromium', () => {
  const list = async () =>
    must(await nssUserStore(folder).list()).map(({ sha256, place, addedByUs }) => ({ sha256, place, addedByUs }));
  const ours = () => of(root, { store: 'nss-user', scope: 'user', location: 'NSS database ~/.pki/nssdb' });
  const there = { sha256: thumbprints(root).sha256, place: 'root', addedByUs: true };

  it('is made, filled, left alone the second time, and emptied again', async () => {
    const file = write([ours()]);
    expect(run(file, '--dry-run')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Would do: trust CN=Script Root'),
    });
    expect(existsSync(join(folder, '.pki'))).toBe(false);
    expect(run(file)).toMatchObject({ status: 0, stderr: '' });
    expect(await list()).toEqual([there]);
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
    expect(run(file, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(await list()).toEqual([]);
    expect(run(file, '--undo')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
  });

  it('holds what the app would put in, so that the app takes it out, and the other way round', async () => {
    const file = write([ours()]);
    run(file);
    expect(must(await nssUserStore(folder).remove(there.sha256))).toEqual({ changed: true });
    must(await nssUserStore(folder).add(root, { role: 'root-ca', place: 'root' }));
    expect(run(file).stdout).toMatch(/^Nothing to do:/);
    expect(run(file, '--undo')).toMatchObject({ status: 0 });
    expect(await list()).toEqual([]);
  });

  it('is left empty with the mark by which the app takes it away, and is made whole or not at all', async () => {
    const file = write([ours()]);
    run(file);
    expect(run(file, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(readdirSync(join(folder, '.pki'))).toEqual(['nssdb']);
    must(await nssUserStore(folder).add(root, { role: 'root-ca', place: 'root' }));
    must(await nssUserStore(folder).remove(there.sha256));
    expect(existsSync(join(folder, '.pki'))).toBe(false);
  });

  it('is made in a folder that somebody else has there, and is not taken for ours then', async () => {
    mkdirSync(join(folder, '.pki', 'nssdb'), { recursive: true });
    writeFileSync(join(folder, '.pki', 'nssdb', 'theirs'), '');
    expect(run(write([ours()]))).toMatchObject({ status: 0, stderr: '' });
    expect(await list()).toEqual([there]);
    expect(readdirSync(join(folder, '.pki', 'nssdb')).sort()).toEqual(['cert9.db', 'key4.db', 'pkcs11.txt', 'theirs']);
  });

  it('ends with 2 where it cannot be read, and changes nothing', () => {
    mkdirSync(join(folder, '.pki', 'nssdb'), { recursive: true });
    writeFileSync(join(folder, '.pki', 'nssdb', 'cert9.db'), 'no database');
    for (const args of [[], ['--undo']])
      expect(run(write([ours()]), ...args)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('\nStopped: '),
      });
    expect(readdirSync(join(folder, '.pki', 'nssdb'))).toEqual(['cert9.db']);
  });

  it('takes back nothing that it has not done itself', async () => {
    must(await nssUserStore(folder).add(root, { role: 'root-ca', place: 'root' }));
    const file = write([ours()]);
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
    expect(run(file, '--undo')).toMatchObject(notDone);
    expect(await list()).toEqual([there]);
    must(await nssUserStore(folder).remove(there.sha256));
    const removal = write([{ ...ours(), act: 'remove' }]);
    expect(run(removal)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
    expect(run(removal, '--undo')).toMatchObject(notDone);
    expect(run(removal, '--undo', '--dry-run')).toMatchObject(notDone);
    expect(await list()).toEqual([]);
  });

  it('takes out, and puts back once what was taken out', async () => {
    must(await nssUserStore(folder).add(root, { role: 'root-ca', place: 'root' }));
    const file = write([{ ...ours(), act: 'remove' }]);
    expect(run(file)).toMatchObject({ status: 0, stderr: '', stdout: expect.stringMatching(/^Doing: take/) });
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
    expect(await list()).toEqual([]);
    expect(run(file, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(run(file, '--undo')).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
    expect(await list()).toEqual([there]);
    must(await nssUserStore(folder).remove(there.sha256));
    expect(run(file, '--undo')).toMatchObject(notDone);
    expect(await list()).toEqual([]);
  });

  it('keeps every other certificate', async () => {
    const other = makeRoot('Somebody else');
    must(await nssUserStore(folder).add(other, { role: 'root-ca', place: 'root' }));
    const file = write([ours()]);
    run(file);
    run(file, '--undo');
    expect((await list()).map(({ sha256 }) => sha256)).toEqual([thumbprints(other).sha256]);
  });

  const certutil = (...args: string[]) =>
    execFileSync('certutil', [...args, '-d', `sql:${join(folder, '.pki', 'nssdb')}`], { encoding: 'utf8' });
  /** Nickname and trust of each entry. */
  const table = () => certutil('-L').split('JAR/XPI')[1]?.trim().split(/\s*\n/);
  function putIn(name: string, trust: string, der: Uint8Array): void {
    if (!existsSync(join(folder, '.pki'))) {
      mkdirSync(join(folder, '.pki', 'nssdb'), { recursive: true });
      certutil('-N', '--empty-password');
    }
    writeFileSync(join(folder, 'their.pem'), toPem(der));
    certutil('-A', '-n', name, '-t', trust, '-a', '-i', join(folder, 'their.pem'));
  }
  const nickname = nicknameOf(there.sha256);
  const left = {
    status: 2,
    stderr: expect.stringMatching(/^Not done: it was not put there by Certwright.*Script Root/),
  };

  it('leaves a certificate that somebody else put in under another name, as the app does', async () => {
    putIn("theirs \\ -n 'for mail'", ',C,C', root);
    putIn('- another', 'CT,C,C', makeRoot('Another'));
    const before = table();
    expect(await nssUserStore(folder).add(root, { role: 'root-ca', place: 'root' })).toMatchObject({ ok: false });
    for (const act of ['add', 'remove'] as const) {
      const file = write([{ ...ours(), act }]);
      for (const args of [[], ['--dry-run'], ['--undo'], ['--undo', '--dry-run']]) {
        expect(run(file, ...args)).toMatchObject(left);
        expect(table()).toEqual(before);
      }
    }
  });

  it('trusts what was put in under its own name and not trusted, as after a crash', async () => {
    putIn(nickname, ',,', root);
    expect(run(write([ours()]))).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Doing: trust/) });
    expect(await list()).toEqual([there]);
  });

  it('comes beside one that shares its subject, and stays with it', async () => {
    const twin = makeRoot('Script Root');
    putIn('twin', ',C,C', twin);
    const file = write([ours()]);
    expect(run(file)).toMatchObject({ status: 0, stderr: '' });
    expect(table()).toEqual([expect.stringMatching(/^twin +,C,C$/), expect.stringMatching(`^${nickname} +C,,$`)]);
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
    // Which of the two its name stands for, certutil does not tell.
    expect(run(file, '--undo')).toMatchObject(left);
    expect(table()).toHaveLength(2);
  });
});

describe.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)('a CA store of the system', () => {
  /** As update-ca-certificates: the bundle is all that is in the folder, and what the distribution brings. */
  function store() {
    const [anchors, bundle, tool, brought] = ['anchors', 'bundle.crt', 'update', 'brought.crt'].map((name) =>
      join(folder, name),
    ) as [string, string, string, string];
    mkdirSync(anchors);
    writeFileSync(brought, toPem(makeRoot('Brought')));
    writeFileSync(
      tool,
      `#!/bin/sh\n[ ! -e "${folder}/broken" ] || { echo no space; exit 1; }\ncat "${brought}" "${anchors}"/*.crt >"${bundle}.new" 2>/dev/null\nmv "${bundle}.new" "${bundle}"\n`,
      { mode: 0o755 },
    );
    execFileSync(tool);
    const mine = (subject = 'CN=Script Root') => ({
      ...of(root, { store: 'linux-system', location: 'test store' }),
      subject,
    });
    const linux = { anchors, bundle, tool, links: null };
    return { anchors, bundle, tool, brought, mine, linux, before: readFileSync(bundle, 'latin1') };
  }
  const name = `certwright-${thumbprints(root).sha256.toLowerCase()}.crt`;

  it('is added to, left alone the second time, and put back', () => {
    const { linux, anchors, bundle, mine, before } = store();
    const file = write([mine()], linux);
    expect(run(file, '--dry-run').status).toBe(0);
    expect(readdirSync(anchors)).toEqual([]);
    expect(run(file)).toMatchObject({ status: 0, stderr: '' });
    // The same file with the same bytes as the app writes: either may take it away.
    expect(readFileSync(join(anchors, name), 'latin1')).toBe(toPem(root));
    expect(readFileSync(bundle, 'latin1')).toBe(before + toPem(root));
    expect(run(file).stdout).toMatch(/^Nothing to do:/);
    expect(run(file, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect([readdirSync(anchors), readFileSync(bundle, 'latin1')]).toEqual([[], before]);
  });

  it('is given back only what was taken out here', () => {
    const { linux, anchors, bundle, mine, before } = store();
    const [file, removal] = [write([mine()], linux), write([{ ...mine(), act: 'remove' }], linux, 'remove.sh')];
    expect(run(removal).stdout).toMatch(/^Nothing to do:/);
    expect(run(removal, '--undo')).toMatchObject(notDone);
    expect([readdirSync(anchors), readFileSync(bundle, 'latin1')]).toEqual([[], before]);
    // As the app does it.
    writeFileSync(join(anchors, name), toPem(root));
    execFileSync(linux.tool);
    expect(run(file).stdout).toMatch(/^Nothing to do:/);
    expect(run(file, '--undo')).toMatchObject(notDone);
    expect(readdirSync(anchors)).toEqual([name]);
    expect(run(removal)).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(bundle, 'latin1')).toBe(before);
    expect(run(removal, '--undo')).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(bundle, 'latin1')).toBe(before + toPem(root));
    expect(run(removal, '--undo').stdout).toMatch(/^Nothing to do:/);
  });

  it('is not changed by a certificate that is not the one that is named', () => {
    const { linux, bundle, mine, before } = store();
    const file = write([{ ...mine(), sha256: 'AB'.repeat(32) }], linux);
    expect(run(file)).toMatchObject({ status: 2, stderr: expect.stringContaining('not the one that it names') });
    expect(readFileSync(bundle, 'latin1')).toBe(before);
  });

  it('keeps what somebody else put in', () => {
    const { linux, anchors, tool, mine } = store();
    writeFileSync(join(anchors, 'theirs.crt'), toPem(root));
    execFileSync(tool);
    const file = write([mine()], linux);
    expect(run(file)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^Nothing to do:/) });
    expect(run(file, '--undo')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not put there by Certwright'),
    });
    expect(readdirSync(anchors)).toEqual(['theirs.crt']);
  });

  it('is left as it was when the tool fails', () => {
    const { linux, anchors, bundle, mine, before } = store();
    writeFileSync(join(folder, 'broken'), '');
    const file = write([mine()], linux);
    const failed = { status: 2, stderr: expect.stringMatching(/^no space\nno space\nStopped: that did not succeed/) };
    expect(run(file)).toMatchObject(failed);
    expect([readdirSync(anchors), readFileSync(bundle, 'latin1')]).toEqual([[], before]);
  });

  it('is shown names from outside as text, and nothing of them runs', () => {
    const { linux, mine } = store();
    for (const subject of hostile) {
      const { status, stdout } = run(write([mine(subject)], linux), '--dry-run');
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Would do: [^\n]*\n$/);
      if (/^[ -~]*$/.test(subject)) expect(stdout).toContain(`trust ${subject} (SHA-256`);
    }
    expect(existsSync(join(folder, 'pwned'))).toBe(false);
  });
});
