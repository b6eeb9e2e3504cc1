// The pages in a plain Chromium. Apart from the other tests because it needs a browser: CHROMIUM names one.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { root: import.meta.dirname, include: ['*.test.ts'], pool: 'forks', fileParallelism: false },
});
