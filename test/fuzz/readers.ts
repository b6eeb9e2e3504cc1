// The readers that are fuzzed, each with what it starts from and what must hold of every answer. A reader that throws,
// or an answer that breaks what must hold, is a finding. To add one: another entry in one of these lists.
import type { Reader } from './checks.ts';
import { plantedHang, plantedHoard, plantedThrow } from './planted.ts';
import { fileReaders } from './readers-files.ts';
import { keyReaders } from './readers-keys.ts';
import { nameReaders } from './readers-names.ts';
import { pathReaders } from './readers-paths.ts';

const planted: readonly Reader[] = [
  { name: 'planted-throw', planted: true, run: plantedThrow, seeds: () => ['four'] },
  { name: 'planted-hang', planted: true, run: plantedHang, seeds: () => ['four'] },
  { name: 'planted-hoard', planted: true, run: plantedHoard, seeds: () => ['four'] },
];

export const readers: readonly Reader[] = [...fileReaders, ...nameReaders, ...keyReaders, ...pathReaders, ...planted];
