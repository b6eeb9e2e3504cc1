// What runs in Windows' Node under Wine: the store contract over crypt32, and the hosts file in its real place.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeFile } from '../../main/files/write-file.ts';
import { addLine, removeLine } from '../../main/hosts/hosts-edit.ts';
import { findName, parseHosts } from '../../main/hosts/hosts-file.ts';
import { hostsPath } from '../../main/hosts/location.ts';
import { needsRightsFor, replaceFile, sha256Hex } from '../../main/hosts/replace.ts';
import { flushResolverCache } from '../../main/hosts/windows-dns.ts';
import { attributesOf, replaceKeepingAll } from '../../main/hosts/windows-replace.ts';
import { windowsFolders } from '../../main/privileged/windows-folders.ts';
import { addToStore, listStore } from '../../main/trust/crypt32.ts';
import { windowsFailure, windowsStore } from '../../main/trust/windows.ts';
import { makeCertificates, sha256Of } from '../unit/trust/certificates.ts';
import { storeContract, value } from '../unit/trust/contract.ts';
import { runAll } from './mini-vitest.ts';

storeContract('LocalMachine', { open: () => windowsStore('machine') });

describe('the Windows stores', () => {
  const made = makeCertificates();

  it('put an intermediate into CA and a root into Root, under our name', async () => {
    value(await windowsStore('machine').add(made.root, { role: 'root-ca', place: 'root' }));
    value(await windowsStore('machine').add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' }));
    for (const [name, der] of [
      ['Root', made.root],
      ['CA', made.intermediate],
    ] as const) {
      const listed = await listStore({ scope: 'machine', name });
      const entry = listed.ok ? listed.value.find((each) => sha256Of(each.der) === sha256Of(der)) : undefined;
      expect(entry?.friendlyName).toBe('Certwright');
    }
    expect(value(await windowsStore('machine').remove(sha256Of(made.intermediate)))).toEqual({ changed: true });
  });

  it('show a root of the machine to the user, and do not take it away there', async () => {
    const user = windowsStore('user');
    expect(value(await user.find(sha256Of(made.root)))).toMatchObject({ place: 'root' });
    expect(value(await user.add(made.root, { role: 'root-ca', place: 'root' }))).toEqual({ changed: false });
    expect(await user.remove(sha256Of(made.root))).toMatchObject({ ok: false, error: { code: 'still-there' } });
    expect(value(await windowsStore('machine').remove(sha256Of(made.root)))).toEqual({ changed: true });
  });

  it('never replace what is there, and say what went wrong as a number', async () => {
    const where = { scope: 'machine', name: 'CA' } as const;
    value(await windowsStore('machine').add(made.intermediate, { role: 'intermediate-ca', place: 'intermediate' }));
    const again = await addToStore(where, { der: made.intermediate, friendlyName: 'someone else' });
    expect(again).toEqual({ ok: false, code: 0x8009_2005 });
    expect(await addToStore(where, { der: Buffer.from('no certificate'), friendlyName: '' })).toMatchObject({
      ok: false,
    });
    value(await windowsStore('machine').remove(sha256Of(made.intermediate)));
    expect(windowsFailure('x', 5).error.code).toBe('rights-missing');
  });
});

describe('the hosts file of Windows', () => {
  it('is found, changed and restored byte for byte', async () => {
    const path = value(hostsPath({ platform: process.platform, ...(await windowsFolders()) }));
    expect(path.toLowerCase()).toBe('c:\\windows\\system32\\drivers\\etc\\hosts');
    const before = readFileSync(path);
    expect(await needsRightsFor(path)).toBe(false);
    const options = { backupDir: 'C:\\certwright\\backups', now: new Date() };
    const file = value(parseHosts(before, { file: path, platform: process.platform }));
    const edit = value(addLine(file, { address: '10.0.0.7', name: 'sensor7.contoso.com', tag: 'k3x' }));
    const done = value(await replaceFile(path, sha256Hex(before), edit.bytes, options));
    expect(readFileSync(done.backup ?? '').equals(before)).toBe(true);

    const after = value(parseHosts(readFileSync(path), { file: path, platform: process.platform }));
    expect(findName(after, 'sensor7.contoso.com')).toMatchObject([{ wins: true, ours: true, journey: 'k3x' }]);
    value(await replaceFile(path, done.after, removeLine(after, { tag: 'k3x' }).bytes, options));
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('ReplaceFileW', () => {
  it('replaces, and tells what stood in its way', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'replace-'));
    const [target, temporary, backup] = ['hosts', 'new', 'old'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(target, 'old');
    writeFileSync(temporary, 'new');
    expect(await replaceKeepingAll(target, temporary, backup)).toBe(0);
    expect([readFileSync(target, 'utf8'), readFileSync(backup, 'utf8')]).toEqual(['new', 'old']);
    expect(existsSync(temporary)).toBe(false);
    writeFileSync(temporary, 'newer');
    for (const attribute of ['+r', '+h', '+s']) execFileSync('attrib', [attribute, target]);
    expect(await attributesOf(target)).toEqual({ readOnly: true, hidden: true, system: true });
    // Wine has the function and no cache; that it empties one is seen in the workflow's Windows job.
    expect(await flushResolverCache()).toBe(true);
    expect(await replaceKeepingAll(target, temporary, join(folder, 'old2'))).toBe(5);
    expect([readFileSync(target, 'utf8'), readFileSync(temporary, 'utf8')]).toEqual(['new', 'newer']);
  });
});

describe('a key file', () => {
  it('gets rights of its own before there is a key in it, also in place of an older file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'key-')), 'sensor7.key');
    const written = await writeFile(file, new TextEncoder().encode('first'), { ownerOnly: true });
    expect(written).toMatchObject({ ok: true, value: { name: 'sensor7.key', ownerOnly: true } });
    writeFileSync(file, 'older');
    expect((await writeFile(file, new TextEncoder().encode('second'), { ownerOnly: true, overwrite: true })).ok).toBe(
      true,
    );
    expect(readFileSync(file, 'utf8')).toBe('second');
  });
});

await runAll('results.json');
