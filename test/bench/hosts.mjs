// @ts-check
// A line of the hosts file, added, verified and taken out again through the door that the app uses, without the prompt
// for rights: looked at, kept as a copy, written down to the disk, put in place, read back. Each size in a process of its
// own, so that its peak of memory is known; beside it what reading, hashing and writing the same bytes costs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { root } from '../../scripts/run.mjs';
import { median } from './median.mjs';

const engine = join(root, 'out/main/engine.mjs');
const rounds = 9;

/** @param {number} lines */
function hostsOf(lines) {
  let text = '127.0.0.1\tlocalhost\n::1\tlocalhost\n';
  for (let n = 2; n < lines; n++) text += `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}\thost${n}.plant.example\n`;
  return Buffer.from(text, 'latin1');
}

/** With one small piece of memory, as the peak is measured. @param {string} file */
function hashOf(file) {
  const hash = createHash('sha256');
  const piece = Buffer.alloc(256 * 1024);
  const fd = openSync(file, 'r');
  for (let read = readSync(fd, piece); read > 0; read = readSync(fd, piece)) hash.update(piece.subarray(0, read));
  closeSync(fd);
  return hash.digest('hex');
}

/** @param {string} file absolute path */
async function throughDoor(file) {
  const { openDoor } = await import(pathToFileURL(engine).href);
  const yes = (/** @type {unknown} */ value) => ({ ok: true, value });
  const backupDir = join(dirname(file), 'copies');
  const world = {
    platform: process.platform,
    now: () => new Date(),
    storeOf: () => null,
    hostsFile: () => yes(file),
    hostsNeedRights: async () => false,
    backupDir: () => yes(backupDir),
    // The wait for security software is no work, so it is not measured.
    settle: 0,
  };
  const door = openDoor({ world, elevate: null });
  const line = { name: 'sensor7.contoso.com', address: '192.0.2.7', tag: 'bench' };
  const add = { kind: 'hosts-add', ...line, before: null, override: false };
  const remove = { kind: 'hosts-remove', ...line };
  const must = (/** @type {{ ok: boolean, error?: unknown }} */ result) => {
    if (!result.ok) throw new Error(JSON.stringify(result));
  };
  const before = hashOf(file);
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    must(await door.carryOut([add]));
    must(await door.isDone(add));
    must(await door.carryOut([remove]));
    times.push(performance.now() - began);
    // The copies of one round would only fill the disk.
    rmSync(backupDir, { recursive: true });
  }
  const peak = process.resourceUsage().maxRSS * 1024;
  if (hashOf(file) !== before) throw new Error('not as it was');
  return { times, peak };
}

/** Twice, as the line is added and taken out. @param {string} file absolute path */
function plainly(file) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    for (let n = 0; n < 2; n++) {
      const bytes = readFileSync(file);
      createHash('sha256').update(bytes).digest('hex');
      const fd = openSync(`${file}.plain`, 'w');
      writeFileSync(fd, bytes);
      fsyncSync(fd);
      closeSync(fd);
    }
    times.push(performance.now() - began);
  }
  return { times, peak: process.resourceUsage().maxRSS * 1024 };
}

/** @param {'door' | 'plain'} what @param {string} file @returns {{ times: number[], peak: number }} */
const inOwnProcess = (what, file) =>
  JSON.parse(execFileSync(process.execPath, [fileURLToPath(import.meta.url), what, file], { encoding: 'utf8' }));

function compare() {
  const folder = mkdtempSync(join(tmpdir(), 'certwright-bench-'));
  try {
    for (const { lines, aim } of [
      { lines: 1_000_000, aim: 250 },
      { lines: 30, aim: 15 },
    ]) {
      const file = join(folder, String(lines), 'hosts');
      mkdirSync(dirname(file));
      writeFileSync(file, hostsOf(lines));
      const door = inOwnProcess('door', file);
      const plain = inOwnProcess('plain', file);
      const [ours, theirs] = [median(door.times), median(plain.times)];
      const mb = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(0);
      console.log(
        `hosts line added, verified, taken out, in ${lines.toLocaleString('en-US')} lines: ${ours.toFixed(1)} ms ` +
          `(aim under ${aim}; the first time ${door.times[0]?.toFixed(1)}), peak ${mb(door.peak)} MB` +
          `${lines > 1000 ? ' (aim under 150)' : ''}; ratio ${(ours / theirs).toFixed(2)} to reading, hashing and ` +
          `writing the file twice (${theirs.toFixed(1)} ms, ${mb(plain.peak)} MB), medians of ${rounds}`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const [what, file] = process.argv.slice(2);
if (what === 'door' && file) console.log(JSON.stringify(await throughDoor(file)));
else if (what === 'plain' && file) console.log(JSON.stringify(plainly(file)));
else if (existsSync(engine)) compare();
else console.log('hosts line: not measured: the app is not built');
