// The hosts file where the registry says that it is, replaced by ReplaceFileW, and what stands in the way of that.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { addLine, removeLine } from '../../../main/hosts/hosts-edit.ts';
import { findName, parseHosts } from '../../../main/hosts/hosts-file.ts';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { needsRightsFor } from '../../../main/hosts/rights.ts';
import { flushResolverCache } from '../../../main/hosts/windows-dns.ts';
import { attributesOf, moveBack, replaceKeepingAll } from '../../../main/hosts/windows-replace.ts';
import { openChanges } from '../../../main/journal/changes.ts';
import { openJournal } from '../../../main/journal/journal.ts';
import { openDoor } from '../../../main/privileged/door.ts';
import { realWorld } from '../../../main/privileged/world.ts';
import { replaceFile } from '../../unit/hosts/replace-file.ts';
import { value } from '../../unit/trust/contract.ts';
import { holdingOpen } from './holder.ts';
import { isWine } from './is-wine.ts';
import { withValue } from './registry.ts';
import { tool } from './tool.ts';

const options = { backupDir: 'C:\\certwright\\backups', now: new Date() };
const hostsPath = async (): Promise<string> => value((await realWorld()).hostsFile());
/** Wine's `attrib` takes one at a time. */
const attrib = async (path: string, ...changes: string[]): Promise<void> => {
  for (const change of changes) await tool('attrib', change, path);
};

async function addedAndTakenAway(path: string): Promise<void> {
  const before = readFileSync(path);
  expect(await needsRightsFor(path)).toBe(false);
  const file = value(parseHosts(before, { file: path, platform: process.platform }));
  const edit = value(addLine(file, { address: '10.0.0.7', name: 'sensor7.contoso.com', tag: 'k3x' }));
  const done = value(await replaceFile(path, sha256Hex(before), edit.bytes, options));
  expect(readFileSync(done.backup ?? '').equals(before)).toBe(true);

  const after = value(parseHosts(readFileSync(path), { file: path, platform: process.platform }));
  expect(findName(after, 'sensor7.contoso.com')).toMatchObject([{ wins: true, ours: true, journey: 'k3x' }]);
  value(await replaceFile(path, done.after, removeLine(after, { tag: 'k3x' }).bytes, options));
  expect(readFileSync(path).equals(before)).toBe(true);
}

describe('the hosts file of Windows', () => {
  it('is found, changed and restored byte for byte', async () => {
    const path = await hostsPath();
    expect(path.toLowerCase()).toBe('c:\\windows\\system32\\drivers\\etc\\hosts');
    await addedAndTakenAway(path);
  });

  it('is followed to where DataBasePath moves it, variables and all', async () => {
    mkdirSync('C:\\windows\\elsewhere');
    writeFileSync('C:\\windows\\elsewhere\\hosts', '# moved\r\n10.0.0.1 old.example\r\n');
    const key = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters';
    const moved = { key, name: 'DataBasePath', type: 'REG_EXPAND_SZ', data: '%SystemRoot%\\elsewhere' } as const;
    await withValue(moved, async () => {
      const path = await hostsPath();
      expect(path.toLowerCase()).toBe('c:\\windows\\elsewhere\\hosts');
      await addedAndTakenAway(path);
      expect(value((await realWorld()).backupDir()).toLowerCase()).toContain('c:\\windows\\elsewhere\\');
    });
    const relative = { ...moved, data: 'elsewhere' };
    await withValue(relative, async () =>
      expect((await realWorld()).hostsFile()).toMatchObject({ ok: false, error: { code: 'file-unreadable' } }),
    );
  });

  it('that is read-only is left as it is, and the reason is named', async () => {
    const path = await hostsPath();
    const before = readFileSync(path);
    await attrib(path, '+r');
    try {
      const attributes = await attributesOf(path);
      const replaced = await replaceFile(path, sha256Hex(before), Buffer.from('changed\r\n'), options);
      expect(replaced).toMatchObject({
        ok: false,
        error: { code: 'hosts-blocked', facts: { file: path, by: 'read-only' } },
      });
      expect(readFileSync(path).equals(before)).toBe(true);
      expect(await attributesOf(path)).toEqual(attributes);
    } finally {
      await attrib(path, '-r');
    }
    await addedAndTakenAway(path);
  });

  it('that is hidden, or a system file, stays so', async () => {
    const path = await hostsPath();
    for (const [set, unset] of [
      ['+h', '-h'],
      ['+s', '-s'],
    ] as const) {
      await attrib(path, set);
      const attributes = await attributesOf(path);
      await addedAndTakenAway(path);
      expect(await attributesOf(path)).toEqual(attributes);
      expect(attributes).toEqual({ readOnly: false, hidden: set === '+h', system: set === '+s' });
      await attrib(path, unset);
    }
  });

  it.each(['alone', 'reading'] as const)(
    'that another program holds (%s) is left as it is, and the lock is named',
    async (how) => {
      const path = await hostsPath();
      const before = readFileSync(path);
      const letGo = await holdingOpen(path, how);
      const replaced = await replaceFile(path, sha256Hex(before), Buffer.from('changed\r\n'), options);
      await letGo();
      // Wine's Restart Manager knows of nobody; on Windows the holder is Node.
      const detail = isWine ? '' : expect.stringMatching(/node/i);
      expect(replaced).toEqual({
        ok: false,
        error: { code: 'hosts-blocked', facts: { file: path, by: 'lock', detail } },
      });
      expect(readFileSync(path).equals(before)).toBe(true);
      const left = readdirSync('C:\\windows\\system32\\drivers\\etc').filter((name) => name.includes('certwright'));
      expect(left).toEqual([]);
      await addedAndTakenAway(path);
    },
  );

  it('that a crash left under another name is put back by the next start, or by the next change', async () => {
    const path = await hostsPath();
    const before = readFileSync(path);
    const stranded = join(dirname(path), '.hosts.certwright-0123456789abcdef.old');
    const folder = mkdtempSync(join(tmpdir(), 'stranded-'));
    const journal = value(await openJournal(join(folder, 'journal.jsonl'), { now: () => new Date() }));
    const changes = openChanges({ door: openDoor({ world: await realWorld(), elevate: null }), journal });

    renameSync(path, stranded);
    expect(value(await changes.repair())).toEqual([]);
    expect(await changes.strandedHosts()).toMatchObject({ state: 'put-back' });
    expect(readFileSync(path).equals(before)).toBe(true);

    renameSync(path, stranded);
    const line = { name: 'sensor7.contoso.com', address: '10.0.0.7', tag: 'k3x' };
    value(await changes.make('k3x', [{ kind: 'hosts-add', ...line, before: sha256Hex(before), override: false }]));
    expect(readFileSync(path, 'latin1')).toContain(line.name);
    expect(value(await changes.undoJourney('k3x')).verified).toBe(true);
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(stranded)).toBe(false);
  });

  it('lies behind a cache that is emptied', async () => {
    // Wine has the function and no cache; whether names change is seen in the workflow's Windows job.
    expect(await flushResolverCache()).toBe(true);
  });
});

describe('ReplaceFileW', () => {
  const files = () => {
    const folder = mkdtempSync(join(tmpdir(), 'replace-'));
    const [target = '', temporary = '', backup = ''] = ['hosts', 'new', 'old'].map((name) => join(folder, name));
    writeFileSync(target, 'old');
    writeFileSync(temporary, 'new');
    return { target, temporary, backup };
  };

  it('puts the new file in the place of the old one, which has the other name then', async () => {
    const { target, temporary, backup } = files();
    expect(await replaceKeepingAll(target, temporary, backup)).toBe(0);
    expect([readFileSync(target, 'utf8'), readFileSync(backup, 'utf8')]).toEqual(['new', 'old']);
    expect(existsSync(temporary)).toBe(false);
  });

  it('says 5 of a file that is read-only, and nothing has moved', async () => {
    const { target, temporary, backup } = files();
    await attrib(target, '+r', '+h', '+s');
    expect(await attributesOf(target)).toEqual({ readOnly: true, hidden: true, system: true });
    expect(await replaceKeepingAll(target, temporary, backup)).toBe(5);
    expect([readFileSync(target, 'utf8'), readFileSync(temporary, 'utf8')]).toEqual(['old', 'new']);
    expect(existsSync(backup)).toBe(false);
    await attrib(target, '-r');
  });

  it('says 32 of a file that is held, and nothing has moved', async () => {
    const { target, temporary, backup } = files();
    const letGo = await holdingOpen(target, 'reading');
    const code = await replaceKeepingAll(target, temporary, backup);
    await letGo();
    expect(code).toBe(32);
    expect([readFileSync(target, 'utf8'), readFileSync(temporary, 'utf8')]).toEqual(['old', 'new']);
  });

  it('says 2 of a file that is not there', async () => {
    const { target, temporary, backup } = files();
    expect(await attributesOf(backup)).toBeNull();
    expect(await replaceKeepingAll(backup, temporary, `${target}.other`)).toBe(2);
  });

  it('is repaired by moving back, never over what is there', async () => {
    const { target, temporary, backup } = files();
    expect([80, 183]).toContain(await moveBack(temporary, target));
    expect(await replaceKeepingAll(target, temporary, backup)).toBe(0);
    expect(await moveBack(backup, temporary)).toBe(0);
    expect(readFileSync(temporary, 'utf8')).toBe('old');
  });
});
