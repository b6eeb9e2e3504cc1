// @ts-check
// Playwright drives an app through Node's inspector, which the released app has switched off. So tests drive a copy of
// the packed app that differs from it in that one fuse, and look at the released one from outside.
import { existsSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, runIfMain, Stop } from './run.mjs';

const dist = join(root, 'dist');
const copy = join(dist, 'test-copy');

/** Where electron-builder puts the unpacked app, and what is started in it. */
function layout() {
  const arm = process.arch === 'arm64' ? '-arm64' : '';
  if (process.platform === 'win32') return { folder: `win${arm}-unpacked`, program: 'Certwright.exe' };
  if (process.platform === 'darwin')
    return { folder: `mac${arm}`, program: 'Certwright.app/Contents/MacOS/Certwright' };
  return { folder: `linux${arm}-unpacked`, program: 'certwright' };
}

/** The released app's program, and that of the copy for tests. */
export const packagedPrograms = () => ({
  release: join(dist, layout().folder, layout().program),
  testCopy: join(copy, layout().program),
});

/** How tests learn of both. */
export const packagedEnv = () => ({
  CERTWRIGHT_PACKAGED: packagedPrograms().testCopy,
  CERTWRIGHT_PACKAGED_RELEASE: packagedPrograms().release,
});

export async function makeTestCopy() {
  const { release, testCopy } = packagedPrograms();
  if (!existsSync(release)) throw new Stop(`There is no packed app at ${release}. Make it first: npm run dist`);
  await rm(copy, { recursive: true, force: true });
  await cp(join(dist, layout().folder), copy, { recursive: true, verbatimSymlinks: true });
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(testCopy, {
    version: FuseVersion.V1,
    // A changed program must be signed anew on a Mac, or it does not start.
    resetAdHocDarwinSignature: process.platform === 'darwin',
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  return testCopy;
}

await runIfMain(import.meta.url, async () => {
  process.stdout.write(`${await makeTestCopy()}\n`);
  return 0;
});
