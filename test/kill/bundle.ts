// Bundles the process that is killed, as Node 20 runs no TypeScript.
import fs from 'node:fs';
import promises from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Plugin } from 'vite';

const root = resolve(import.meta.dirname, '../..');

/** @returns its path, in `outDir` (absolute) */
export async function bundle(outDir: string, name = 'worker', plugins: Plugin[] = []): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    plugins,
    ssr: { noExternal: true, external: ['koffi'] },
    build: {
      ssr: join(import.meta.dirname, `${name}.ts`),
      outDir,
      emptyOutDir: false,
      target: 'node20',
      rollupOptions: { external: ['koffi'], output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}

/** main/ gets a file system that counts, see counted-fs.ts. */
export const countCalls: Plugin = {
  name: 'count-calls',
  enforce: 'pre',
  resolveId(wanted, from) {
    const isFs = wanted === 'node:fs' || wanted === 'node:fs/promises';
    return isFs && from?.startsWith(`${root}/main/`) ? `\0counted:${wanted}` : null;
  },
  load(id) {
    if (!id.startsWith('\0counted:')) return null;
    const isPromises = id.endsWith('promises');
    const file = JSON.stringify(join(import.meta.dirname, 'counted-fs.ts'));
    const names = Object.keys(isPromises ? promises : fs).filter((name) => name !== 'default' && name !== 'promises');
    return [
      `import { ${isPromises ? 'countedPromises' : 'countedFs'} as all } from ${file};`,
      ...names.map((name) => `export const ${name} = all.${name};`),
    ].join('\n');
  },
};
