import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isHeld, isRunning, withLock } from '../../../main/files/lock.ts';

const token = '0123456789abcdef';
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'certwright-lock-'));
  file = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const longAgo = () => utimesSync(file, new Date(0), new Date(0));

describe('a lock', () => {
  it('is held while the work goes on, which everybody may see, and leaves nothing', async () => {
    await withLock(file, async () => {
      expect(isHeld(file)).toBe(true);
      if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o644);
      await expect(withLock(file, async () => undefined, 30)).rejects.toMatchObject({ code: 'EBUSY' });
    });
    expect([isHeld(file), readdirSync(folder)]).toEqual([false, []]);
  });

  it.skipIf(process.platform !== 'linux')(
    'is not taken from an owner that lives, however long it stands still',
    async () => {
      await withLock(file, async () => {
        longAgo();
        expect(isHeld(file)).toBe(true);
        await expect(withLock(file, async () => undefined, 30)).rejects.toMatchObject({ code: 'EBUSY' });
      });
    },
  );

  it.skipIf(process.platform !== 'linux')(
    'is nobody\u2019s where another process has the number of its owner now',
    async () => {
      let line = '';
      await withLock(file, async () => {
        line = readFileSync(file, 'utf8');
      });
      writeFileSync(file, line.replace(/\d+$/, '1'));
      expect(isHeld(file)).toBe(false);
      await withLock(file, async () => undefined, 30);
      expect(readdirSync(folder)).toEqual([]);
    },
  );

  it('of which only the number is known is nobody\u2019s after an hour', async () => {
    writeFileSync(file, `${process.pid} ${token}`);
    expect(isHeld(file)).toBe(true);
    longAgo();
    expect(isHeld(file)).toBe(false);
    await withLock(file, async () => undefined, 30);
  });

  it('is nobody\u2019s at once where its owner is dead', async () => {
    const gone = spawn(process.execPath, ['-e', ''], { env: { ELECTRON_RUN_AS_NODE: '1' } });
    await once(gone, 'exit');
    writeFileSync(file, `${gone.pid} ${token}`);
    await withLock(file, async () => undefined, 30);
  });

  it.skipIf(process.platform !== 'linux')('is nobody\u2019s where its owner is dead and not buried', async () => {
    const careless = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 30']);
    const [said] = await once(careless.stdout, 'data');
    await expect.poll(() => isRunning(Number(String(said).trim()))).toBe(false);
    careless.kill();
  });
});
