// Builds the renderer as the app does, with the double in front of it, so that it opens in a plain Chromium.
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = import.meta.dirname ?? process.cwd();

export default defineConfig({
  root: resolve(here, '../../renderer'),
  base: './',
  logLevel: 'warn',
  plugins: [
    react(),
    {
      name: 'double-first',
      transformIndexHtml: {
        order: 'pre',
        handler: (html: string) => html.replace('src="./main.tsx"', `src="/@double/start.ts"`),
      },
      resolveId: (id: string) => (id === '/@double/start.ts' ? '\0double-start' : null),
      load: (id: string) =>
        id === '\0double-start'
          ? `import ${JSON.stringify(resolve(here, 'install.ts'))};\nimport ${JSON.stringify(resolve(here, '../../renderer/main.tsx'))};`
          : null,
    },
  ],
  build: {
    outDir: process.env.HARNESS_OUT ?? join(tmpdir(), 'certwright-pages'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 2_000,
  },
});
