// What runs in Windows' own Node, under Wine or on Windows: bundled with what it needs, into a folder of its own.
import { writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { build, normalizePath, type Plugin } from 'vite';
import { hashesOf } from '../../main/trust/windows-hash-list.ts';
import { makeCertificates } from '../unit/trust/certificates.ts';
import { signedHashList } from '../unit/trust/hash-list.ts';

const here = import.meta.dirname;
const root = resolve(here, '../..');

/** What stands there in the place of what needs openssl, Vitest or vite. */
const standIns: Record<string, string> = {
  'test/unit/trust/certificates.ts': 'given-certificates.ts',
  'test/unit/privileged/started.ts': 'given-started.ts',
};
const useStandIns: Plugin = {
  name: 'stand-ins',
  enforce: 'pre',
  resolveId(wanted, from) {
    // As vite writes paths, on Windows too: else one file would be two modules there.
    const beside = (file: string) => normalizePath(join(here, file));
    if (wanted === 'vitest') return beside('mini-vitest.ts');
    if (!from || !wanted.startsWith('.')) return null;
    const standIn = standIns[normalizePath(relative(root, resolve(dirname(from), wanted)))];
    return standIn ? beside(standIn) : null;
  },
};

/** What is started inside: the tests, the real command line (the privileged child, too), and helpers of the tests. */
const programs = {
  inside: 'test/wine/inside.ts',
  cli: 'main/cli/main.ts',
  holder: 'test/wine/holder.ts',
  stranger: 'test/wine/stranger.ts',
  'append-entry': 'test/unit/journal/append-entry.ts',
  'store-writer': 'test/unit/journal/store-writer.ts',
};

async function bundle(outDir: string): Promise<void> {
  const input = Object.fromEntries(Object.entries(programs).map(([name, file]) => [name, join(root, file)]));
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [useStandIns],
    ssr: { noExternal: true, external: ['koffi'] },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node22',
      rollupOptions: { input, external: ['koffi'], output: { entryFileNames: '[name].mjs' } },
    },
  });
}

/** What the tests need and openssl alone can make: it does not run inside. */
function giveCertificates(folder: string): void {
  const made = makeCertificates();
  const ders = Object.entries(made).filter(([, value]) => typeof value !== 'string');
  const given = ders.map(([name, der]) => [name, Buffer.from(der).toString('base64')]);
  writeFileSync(join(folder, 'certificates.json'), JSON.stringify(Object.fromEntries(given)));
  writeFileSync(join(folder, 'hash-list.der'), signedHashList(hashesOf(made.root).at(-1) ?? ''));
}

/** Everything into `folder`; `inside.mjs` in it is what to run, with that folder as its own. */
export async function prepare(folder: string): Promise<void> {
  await bundle(folder);
  giveCertificates(folder);
}
