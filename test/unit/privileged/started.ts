// Starts the real child as a process of its own, by the code that starts it in the product, only without the rights.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll } from 'vitest';
import type { Launch } from '../../../main/privileged/elevated-run.ts';
import { runCommand } from '../../../main/privileged/launch.ts';

/** Bundles a script (absolute path) for the tests of a file, as Node 20 runs no TypeScript; answers with its path. */
export function bundled(script: string): () => string {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'certwright-bundle-'));
    await build({
      configFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true },
      build: {
        ssr: script,
        outDir: folder,
        rollupOptions: { output: { entryFileNames: 'entry.mjs' } },
      },
    });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, 'entry.mjs');
}

/** In Electron's own Node the child needs to be told that it is one. */
const asNode: Record<string, string> = process.versions.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {};

/** A way to start the bundled child on the world in `folder`. */
export const launcher =
  (script: string, folder: string, env: Record<string, string> = {}): Launch =>
  async (args, signal) => {
    const command = { file: process.execPath, args: [script, ...args] };
    const { status } = await runCommand(command, signal, { TEST_WORLD: folder, ...asNode, ...env });
    return { status };
  };
