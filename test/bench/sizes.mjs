// @ts-check
// What we ship: bytes on disk beyond the Electron runtime, and the renderer's files as they would be compressed.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { findRuntime } from '../../scripts/electron-runtime.mjs';
import { packagedPrograms } from '../../scripts/packaged-test-copy.mjs';
import { root } from '../../scripts/run.mjs';

/** @param {string} folder @returns {string[]} */
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));

/** @param {string[]} files */
const total = (files) => files.reduce((sum, file) => sum + statSync(file).size, 0);

const { release } = packagedPrograms();
if (existsSync(release)) {
  const { folder } = await findRuntime();
  // Not part of what is packed: Electron's or our default app, and the file that names the version.
  const surplus = [join('resources', 'app'), 'default_app.asar', join(folder, 'version')];
  const runtime = filesIn(folder).filter((file) => !surplus.some((part) => file.includes(part)));
  // On a Mac the program lies three levels down in the bundle.
  const app = process.platform === 'darwin' ? join(dirname(release), '../../..') : dirname(release);
  const beyond = total(filesIn(app)) - total(runtime);
  console.log(`shipped beyond the Electron runtime: ${(beyond / 1e6).toFixed(2)} MB unpacked (aim under 8)`);
} else {
  console.log(`shipped beyond the Electron runtime: not measured: there is no packed app at ${release}`);
}

const renderer = join(root, 'out/renderer');
if (existsSync(renderer)) {
  const sent = filesIn(renderer).filter((file) => ['.js', '.css', '.html'].includes(extname(file)));
  const zipped = sent.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
  console.log(
    `renderer bundle: ${(zipped / 1e3).toFixed(0)} kB gzipped (aim under 400), ${(total(sent) / 1e3).toFixed(0)} kB raw`,
  );
} else {
  console.log('renderer bundle: not measured: the app is not built');
}
