import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Another process holds the file from now on, and lets others read it or nobody at all; what comes back ends that process. */
export async function holdingOpen(file: string, how: 'alone' | 'reading'): Promise<() => Promise<void>> {
  const sign = join(mkdtempSync(join(tmpdir(), 'holder-')), 'held');
  const holder = spawn(process.execPath, [resolve('holder.mjs'), file, sign, how], { stdio: 'ignore' });
  const ended = new Promise<void>((done) => holder.once('exit', () => done()));
  while (!existsSync(sign) || readFileSync(sign, 'utf8') === '') await sleep(20);
  if (readFileSync(sign, 'utf8') === '-1') throw new Error(`${file} could not be held`);
  return async () => {
    holder.kill();
    await ended;
  };
}
