// Item 16 of Electron's security checklist: a supported version. Electron supports its latest three majors.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

/** The latest major on the day when this was last looked up: 2026-11-22, in the npm registry. Raise both together. */
const latest = { major: 45, lookedUp: '2026-11-22' };

const { devDependencies } = JSON.parse(
  readFileSync(join(resolve(import.meta.dirname, '../../..'), 'package.json'), 'utf8'),
);

it(`is pinned to a major that was supported on ${latest.lookedUp}`, () => {
  const version: string = devDependencies.electron;
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  const major = Number(version.split('.')[0]);
  expect(major).toBeGreaterThan(latest.major - 3);
  expect(major).toBeLessThanOrEqual(latest.major);
});

it('pins everything that the product is made of', () => {
  const loose = Object.entries(devDependencies as Record<string, string>).filter(([, version]) => !/^\d/.test(version));
  expect(loose).toEqual([]);
});
