// On Windows itself: all that runs under Wine elsewhere, and what Wine cannot show. For the workflow's machine, which is
// thrown away; on any other the variable CI keeps it from being run by mistake.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepare } from '../wine/bundle.ts';
import type { Outcome } from '../wine/mini-vitest.ts';

const isHere = process.platform === 'win32' && process.env.CI === 'true';

async function runInside(): Promise<Outcome[]> {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-windows-'));
  await prepare(folder);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'), 'junction');
  const child = spawn(process.execPath, ['inside.mjs'], { cwd: folder, stdio: 'inherit', timeout: 600_000 });
  await new Promise((done) => child.once('close', done).once('error', done));
  const results = join(folder, 'results.json');
  return existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : [];
}

describe.runIf(isHere)('on Windows', async () => {
  const outcomes = isHere ? await runInside() : [];
  for (const { name, state, problem } of outcomes) {
    it.skipIf(state === 'skipped')(name, () => {
      if (problem !== null) throw new Error(problem);
    });
  }
  it('everything was run to the end', () => {
    expect(outcomes.some(({ name }) => name.startsWith('windows > user account control'))).toBe(true);
  });
});
