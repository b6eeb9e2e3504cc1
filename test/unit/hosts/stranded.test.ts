// A hosts file that a crash left under another name, as Windows can: it is found, put back, and never written over.
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { needsRightsFor } from '../../../main/hosts/rights.ts';
import { putBackStranded, strandedFile } from '../../../main/hosts/stranded.ts';
import { type Swap, systemSwap } from '../../../main/hosts/swap.ts';
import { replaceFile } from './replace-file.ts';

const old = Buffer.from('127.0.0.1 localhost\n');
const next = Buffer.from('127.0.0.1 localhost\n10.0.0.7 sensor7\n');
let folder: string;
let file: string;
let stranded: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-stranded-'));
  file = join(folder, 'hosts');
  stranded = join(folder, '.hosts.certwright-0123456789abcdef.old');
  writeFileSync(file, old);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = () => readFileSync(file, 'latin1');

describe('a hosts file without its name', () => {
  it('gets it back, byte for byte', async () => {
    renameSync(file, stranded);
    expect(await strandedFile(file)).toBe(stranded);
    expect(await putBackStranded(file)).toBe(stranded);
    expect(text()).toBe(String(old));
    expect(readdirSync(folder)).toEqual(['hosts']);
    expect([await strandedFile(file), await putBackStranded(file)]).toEqual([null, null]);
  });

  it('is the one that was renamed last, however old its lines are', async () => {
    const earlier = join(folder, '.hosts.certwright-ffffffffffffffff.old');
    writeFileSync(earlier, 'of an earlier crash\n');
    await setTimeout(20);
    utimesSync(file, 1, 1);
    renameSync(file, stranded);
    expect(await putBackStranded(file)).toBe(stranded);
    expect([text(), existsSync(earlier)]).toEqual([String(old), true]);
  });

  it('is found behind symbolic links', async () => {
    const etc = join(folder, 'etc');
    mkdirSync(etc);
    const link = join(etc, 'hosts');
    symlinkSync('middle', link);
    symlinkSync('../hosts', join(etc, 'middle'));
    renameSync(file, stranded);
    expect(await putBackStranded(link)).toBe(stranded);
    expect(readFileSync(link, 'latin1')).toBe(String(old));
  });

  it('is nothing that is not a file of ours', async () => {
    unlinkSync(file);
    writeFileSync(join(folder, '.hosts.certwright-other.old'), 'not our name');
    writeFileSync(join(folder, '.hosts.certwright-0123456789abcdef'), 'a new one that was never put in place');
    symlinkSync('elsewhere', stranded);
    expect([await strandedFile(file), await putBackStranded(file)]).toEqual([null, null]);
    expect(existsSync(file)).toBe(false);
  });

  it('takes no place that is taken', async () => {
    linkSync(file, stranded);
    expect([await strandedFile(file), await putBackStranded(file)]).toEqual([null, null]);
    // In the moment between the look and the move.
    writeFileSync(join(folder, 'other'), 'other\n');
    expect(await systemSwap.moveBack(join(folder, 'other'), file)).toBe(false);
    expect(text()).toBe(String(old));
  });

  it('asks for the rights that it asked for before', async () => {
    renameSync(file, stranded);
    expect(await needsRightsFor(file)).toBe(false);
  });
});

describe('a replacement that stops between its two renames', () => {
  const options = { backupDir: '', now: new Date('2026-11-22T10:00:00Z') };
  /** As ReplaceFileW where it answers 1177, and moving back fails as well until `works`. */
  const halfSwap = (works: boolean): Swap => ({
    handsOutOld: true,
    replace: async (_temporary, target, aside) => {
      renameSync(target, aside);
      return 1177;
    },
    moveBack: async (from, to) => works && systemSwap.moveBack(from, to),
  });
  const replace = (works: boolean) =>
    replaceFile(file, sha256Hex(old), next, { ...options, backupDir: join(folder, 'copies'), swap: halfSwap(works) });

  it('is taken back at once', async () => {
    expect(await replace(true)).toMatchObject({ error: { code: 'write-failed', facts: { detail: 'Windows 1177' } } });
    expect(text()).toBe(String(old));
    expect(readdirSync(folder).sort()).toEqual(['copies', 'hosts']);
  });

  it('leaves the file to the next one where even that fails', async () => {
    expect(await replace(false)).toMatchObject({ error: { code: 'write-failed' } });
    expect(existsSync(file)).toBe(false);
    expect(await putBackStranded(file)).toMatch(/\.old$/);
    expect(text()).toBe(String(old));
  });
});
