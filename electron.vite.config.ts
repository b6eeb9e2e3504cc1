import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname ?? process.cwd();

// The oldest runtimes that the code meets are named, not the installed Electron: the command line runs on Node 20, and
// the tests may run on Electron 33 (Chromium 130).
// Everything is bundled, so the package needs no node_modules; only Electron itself and koffi's native part
// (Windows only, loaded when a Windows store is opened) stay outside.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron', 'koffi'],
        input: {
          index: resolve(here, 'main/index.ts'),
          cli: resolve(here, 'main/cli/main.ts'),
          engine: resolve(here, 'main/engine.ts'),
          // A thread of the app, started by main/tools/thread.ts.
          'engine-thread': resolve(here, 'main/tools/engine-thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: 'node20',
      externalizeDeps: false,
      rollupOptions: {
        external: ['electron'],
        input: { index: resolve(here, 'preload/index.ts') },
        // A sandboxed preload is CommonJS in one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(here, 'renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(here, 'out/renderer'),
      target: 'chrome130',
      minify: true,
      emptyOutDir: true,
      rollupOptions: { input: resolve(here, 'renderer/index.html') },
    },
  },
});
