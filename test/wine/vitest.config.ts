import { defineConfig } from 'vitest/config';

// Its own configuration: the run needs Wine and, the first time, two packages from the npm registry.
export default defineConfig({
  test: { name: 'wine', include: ['test/wine/**/*.test.ts'], testTimeout: 300_000, hookTimeout: 300_000 },
});
