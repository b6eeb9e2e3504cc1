import { defineConfig } from 'vitest/config';

const project = (name: string, include: string[], more: object = {}) => ({
  test: { name, include, pool: 'forks' as const, ...more },
});

// unit runs inside Electron's own Node (BoringSSL), cli in plain Node; pages drives the renderer alone, the rest the built app.
const driven = { testTimeout: 120_000, hookTimeout: 120_000, fileParallelism: false };
export default defineConfig({
  test: {
    projects: [
      project('unit', ['test/unit/**/*.test.{ts,tsx}']),
      project('differential', ['test/differential/**/*.test.ts'], {
        globalSetup: ['test/differential/setup.ts'],
        testTimeout: 240_000,
        hookTimeout: 240_000,
      }),
      project('cli', ['test/cli/**/*.test.ts'], { testTimeout: 60_000 }),
      project('pages', ['test/renderer/**/*.test.ts'], driven),
      project('e2e', ['test/e2e/**/*.test.ts', 'test/security/**/*.test.ts'], driven),
      project('kill', ['test/kill/**/*.test.ts'], { fileParallelism: false }),
      project('wine', ['test/wine/**/*.test.ts']),
      project('windows', ['test/windows/**/*.test.ts']),
      project('packaged', ['test/packaged/**/*.test.ts'], driven),
    ],
  },
});
