// What Wine cannot show: the machine's store apart from the user's, access control lists, what policy pushes, and a
// resolver that remembers. For an administrator on a machine that is thrown away: it changes stores, policies and hosts.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../main/hosts/replace.ts';
import { resolveName } from '../../main/hosts/resolve.ts';
import { flushResolverCache } from '../../main/hosts/windows-dns.ts';
import { attributesOf } from '../../main/hosts/windows-replace.ts';
import { applyAll } from '../../main/privileged/apply.ts';
import { realWorld } from '../../main/privileged/world.ts';
import { addToStore, listStore, removeFromStore, type SystemStore } from '../../main/trust/crypt32.ts';
import { windowsStore } from '../../main/trust/windows.ts';
import { windowsTrustNotes } from '../../main/trust/windows-policy.ts';
import { readRegistry } from '../../main/windows/registry.ts';
import { replaceFile } from '../unit/hosts/replace-file.ts';
import { makeCertificates, sha256Of } from '../unit/trust/certificates.ts';
import { value } from '../unit/trust/contract.ts';
import { tool } from '../wine/inside/tool.ts';

const { root, intermediate } = makeCertificates();
const [machine, user] = [windowsStore('machine'), windowsStore('user')];

describe('the stores', () => {
  it('of the user are not those of the machine', async () => {
    const sha256 = sha256Of(intermediate);
    // An intermediate: for a root Windows would ask in a window of its own.
    value(await user.add(intermediate, { role: 'intermediate-ca', place: 'intermediate' }));
    expect(value(await machine.find(sha256))).toBeNull();
    expect(value(await user.find(sha256))).toMatchObject({ place: 'intermediate', addedByUs: true });
    expect(value(await user.remove(sha256))).toEqual({ changed: true });
    expect(value(await user.find(sha256))).toBeNull();
  });

  it('of the user do not have a root that the machine has', async () => {
    const sha256 = sha256Of(root);
    const ownKey = 'HKCU\\Software\\Microsoft\\SystemCertificates\\Root\\Certificates';
    value(await machine.add(root, { role: 'root-ca', place: 'root' }));
    const { sha1 } = value(await machine.find(sha256)) ?? { sha1: '' };
    expect(value(await user.find(sha256))).toBeNull();
    expect(spawnSync('reg', ['query', `${ownKey}\\${sha1}`], { stdio: 'ignore' }).status).toBe(1);
    expect(value(await machine.remove(sha256))).toEqual({ changed: true });
    const shown = await listStore({ scope: 'user', name: 'Root' });
    expect(shown.ok && shown.value.some(({ der }) => sha256Of(der) === sha256)).toBe(false);
  });
});

describe('a root that others push', () => {
  const sha256 = sha256Of(root);
  let pushed: SystemStore | undefined;
  afterEach(async () => {
    if (pushed) await removeFromStore(pushed, root);
    await machine.remove(sha256);
  });

  it.each(['machine-policy', 'enterprise'] as const)('is there, stays there, and is told: %s', async (scope) => {
    pushed = { scope, name: 'Root' };
    expect(await addToStore(pushed, { der: root, friendlyName: '' })).toEqual({ ok: true, value: undefined });
    expect(value(await machine.add(root, { role: 'root-ca', place: 'root' }))).toEqual({ changed: false });
    expect(await windowsTrustNotes([root])).toEqual([{ kind: 'pushed', sha256 }]);
    expect(await machine.remove(sha256)).toMatchObject({ ok: false, error: { code: 'still-there' } });
  });
});

describe('a file that is replaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'acl-'));
  const options = { backupDir: join(folder, 'copies'), now: new Date() };
  /** Owner excepted, everything that icacls knows of a file's rights, as Windows writes it: in no language. */
  const rights = async (file: string): Promise<Buffer> => {
    const saved = join(folder, 'saved');
    await tool('icacls', file, '/save', saved);
    return readFileSync(saved);
  };
  const change = async (file: string) =>
    value(await replaceFile(file, sha256Hex(readFileSync(file)), Buffer.from('changed\r\n'), options));

  it('keeps rights of its own, attributes, streams and the time when it was made', async () => {
    const file = join(folder, 'hosts');
    writeFileSync(file, 'old\r\n');
    writeFileSync(`${file}:note`, 'in a stream of its own');
    // Administrators, Everyone and Guests by their identifiers; nothing inherited.
    await tool('icacls', file, '/inheritance:r', '/grant', '*S-1-5-32-544:F', '*S-1-1-0:R', '/deny', '*S-1-5-32-546:W');
    await tool('attrib', '+h', '+s', file);
    const before = {
      rights: await rights(file),
      made: statSync(file).birthtimeMs,
      attributes: await attributesOf(file),
    };
    await change(file);
    expect((await rights(file)).equals(before.rights)).toBe(true);
    expect(statSync(file).birthtimeMs).toBe(before.made);
    expect(await attributesOf(file)).toEqual(before.attributes);
    expect(before.attributes).toEqual({ readOnly: false, hidden: true, system: true });
    expect(readFileSync(`${file}:note`, 'utf8')).toBe('in a stream of its own');
    expect(readFileSync(file, 'utf8')).toBe('changed\r\n');
  });

  it('keeps the rights where it is the hosts file itself', async () => {
    const file = value((await realWorld()).hostsFile());
    const [bytes, before] = [readFileSync(file), await rights(file)];
    await change(file);
    expect((await rights(file)).equals(before)).toBe(true);
    value(await replaceFile(file, sha256Hex(readFileSync(file)), bytes, options));
    expect((await rights(file)).equals(before)).toBe(true);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });
});

describe('the resolver', () => {
  it('knows a line as soon as it is there, and no longer than that', async () => {
    const line = { name: 'sensor7.certwright.invalid', address: '192.0.2.77', tag: 'ci' };
    const world = await realWorld();
    expect(await resolveName(line.name)).toMatchObject({ ok: false });
    expect(await applyAll([{ kind: 'hosts-add', ...line, before: null, override: false }], world)).toMatchObject({
      error: null,
    });
    expect(await flushResolverCache()).toBe(true);
    expect(await resolveName(line.name)).toEqual({ ok: true, value: { addresses: [line.address] } });
    expect(await applyAll([{ kind: 'hosts-remove', ...line }], world)).toMatchObject({ error: null });
    expect(await flushResolverCache()).toBe(true);
    expect(await resolveName(line.name)).toMatchObject({ ok: false });
  });
});

describe('user account control', () => {
  it('has a state that can be read', async () => {
    const policies = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Policies\\System';
    const state = await readRegistry('HKLM', policies, 'EnableLUA');
    console.log(`UAC is ${state === 0 ? 'off' : 'on'}; this process is elevated, so that nobody was asked`);
    expect([0, 1]).toContain(state);
  });
});
