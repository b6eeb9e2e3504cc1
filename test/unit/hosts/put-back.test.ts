// Another program's file that comes while ours is being taken back. Every call that is waited for gives it the time.
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256Hex } from '../../../main/hosts/replace.ts';
import { systemSwap } from '../../../main/hosts/swap.ts';
import { replaceFile } from './replace-file.ts';

/** Is called when a look at, or a second name for, a file has been waited for. */
const waited = vi.hoisted(() => ({ call: () => {} }));
vi.mock('node:fs/promises', async (original) => {
  const promises = await original<typeof import('node:fs/promises')>();
  const after = <A extends unknown[]>(run: (...args: A) => Promise<unknown>) => {
    return async (...args: A) => {
      const result = await run(...args);
      waited.call();
      return result;
    };
  };
  return {
    ...promises,
    stat: after(promises.stat),
    lstat: after(promises.lstat),
    link: after(promises.link),
  };
});

const old = Buffer.from('127.0.0.1 localhost\n');
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-back-'));
  file = join(folder, 'hosts');
});
afterEach(() => {
  waited.call = () => {};
  rmSync(folder, { recursive: true, force: true });
});

/** Somebody writes into the old file, so it is to come back; `arrive` is called at the n-th wait before it does. */
async function takenBack(n: number, arrive: () => void): Promise<number> {
  writeFileSync(file, old);
  let swaps = 0;
  let waits = 0;
  waited.call = () => {
    if (swaps === 1 && ++waits === n) arrive();
  };
  const replace: typeof systemSwap.replace = async (...paths) => {
    if (swaps === 0) appendFileSync(file, 'first\n');
    const code = await systemSwap.replace(...paths);
    swaps++;
    return code;
  };
  const options = { backupDir: join(folder, 'copies'), now: new Date(), swap: { ...systemSwap, replace } };
  const result = await replaceFile(file, sha256Hex(old), Buffer.from('ours\n'), options);
  expect(result).toMatchObject({ ok: false, error: { code: 'hosts-changed' } });
  return waits;
}

describe.runIf(process.platform !== 'win32')('taking our file back', () => {
  it("leaves another program's file there, however late it came", async () => {
    for (let n = 1; ; n++) {
      let arrived = false;
      const waits = await takenBack(n, () => {
        writeFileSync(join(folder, 'theirs'), 'theirs\n');
        renameSync(join(folder, 'theirs'), file);
        arrived = true;
      });
      expect(waits).toBeGreaterThan(0);
      const copies = join(folder, 'copies');
      const kept = readdirSync(copies).map((name) => readFileSync(join(copies, name), 'latin1'));
      rmSync(copies, { recursive: true });
      expect(readFileSync(file, 'latin1')).toBe(arrived ? 'theirs\n' : `${old}first\n`);
      expect(kept).toEqual(arrived ? [`${old}first\n`] : []);
      if (!arrived) break;
    }
  });
});
