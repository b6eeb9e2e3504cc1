// Bundles the process that is killed, as Node 20 runs no TypeScript.
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

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
