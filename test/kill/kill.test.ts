// The app, or its elevated child, is killed at random moments while it adds, removes, takes back and restores. Afterwards
// the hosts file and the store are what they were or what they were to become, and the next start sets the journal right.
// CERTWRIGHT_KILL_SEED and CERTWRIGHT_KILL_COUNT repeat a run.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeRoot } from '../unit/privileged/roots.ts';
import { bundle } from './bundle.ts';
import { killInWorld } from './lane.ts';
import { randomFrom } from './random.ts';
import { killsIn, newTally, type Tally, told } from './tally.ts';
import type { Mode } from './words.ts';

const seed = Number(process.env.CERTWRIGHT_KILL_SEED ?? Date.now() % 2 ** 31);
const wanted = Number(process.env.CERTWRIGHT_KILL_COUNT ?? 2600);
/** How many worlds are killed in at a time: most of the time goes to waiting for the disk and for a kill to come. */
const lanes = Number(process.env.CERTWRIGHT_KILL_LANES ?? 3);

const folder = mkdtempSync(join(tmpdir(), 'certwright-kill-bundle-'));
let script: string;
beforeAll(async () => {
  script = await bundle(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const certificates = ['First', 'Second', 'Third'].map((name) => Buffer.from(makeRoot(name)).toString('base64'));

/** Goes on until there were as many kills as wanted. */
async function killUntil(kills: number, mode: Mode, inOneWorld: number, random = randomFrom(seed)): Promise<Tally> {
  const tally = newTally();
  const began = Date.now();
  const lane = async () => {
    while (killsIn(tally) < kills) {
      const task = { script, mode, seed: random.below(2 ** 31), kills: inOneWorld, certificates, tally };
      await killInWorld(task);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
  } finally {
    const seconds = Math.round((Date.now() - began) / 1000);
    process.stdout.write(`\nKill test, ${mode}: seed ${seed}, ${seconds} s, ${told(tally)}\n`);
  }
  return tally;
}

/** Shares of all kills. The real NSS database is slow, and is killed in besides. */
const plain = Math.round(wanted * 0.85);
const door = wanted - plain;
const nss = Math.round(wanted / 50);

describe('killed at random moments', { timeout: 1_800_000 }, () => {
  it('a process with rights of its own', async () => {
    const tally = await killUntil(plain, 'plain', 25);
    expect(killsIn(tally)).toBeGreaterThanOrEqual(plain);
    expect(Math.min(...Object.values(tally.parent)), 'kills of each kind').toBeGreaterThan(plain / 20);
    expect(Math.min(tally.old, tally.new), 'files that were old and new').toBeGreaterThan(plain / 100);
  });

  it('the elevated child, and the process that started it', async () => {
    const tally = await killUntil(door, 'door', 6);
    expect(killsIn(tally)).toBeGreaterThanOrEqual(door);
    expect(tally.child).toBeGreaterThan(door / 3);
    expect(tally.beside, 'starts beside a child that lives on').toBeGreaterThan(door / 50);
  });

  it.skipIf(!existsSync('/usr/bin/certutil'))("with a user's real NSS database", async () => {
    const tally = await killUntil(nss, 'nss', 10);
    expect(killsIn(tally)).toBeGreaterThanOrEqual(nss);
  });
});
