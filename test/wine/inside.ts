// What runs in Windows' Node, under Wine or on Windows. Each part is a test file of its own.
import { isWine } from './inside/is-wine.ts';
import { file, runAll } from './mini-vitest.ts';

await file('stores', () => import('./inside/stores.ts'));
await file('policies', () => import('./inside/policies.ts'));
await file('hosts', () => import('./inside/hosts.ts'));
await file('files', () => import('./inside/files.ts'));
await file('door', () => import('./inside/door.ts'));
// The journal's and the store's own tests, as they are.
await file('journal', () => import('../unit/journal/journal.test.ts'));
await file('store', () => import('../unit/journal/store.test.ts'));
if (!isWine) {
  await file('script', () => import('../windows/script.ts'));
  await file('windows', () => import('../windows/inside.ts'));
}

await runAll('results.json');
process.exit(0);
