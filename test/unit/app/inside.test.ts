import { expect, it } from 'vitest';
import { isInside } from '../../../main/app/inside.ts';

it.each([
  ['/a/b', '/a/b', true],
  ['/a/b', '/a/b/c/d', true],
  ['/a/b', '/a/b/..c', true],
  ['/a/b', '/a/b/../c', false],
  ['/a/b', '/a/b-evil/c', false],
  ['/a/b', '/a', false],
  ['/a/b', '/', false],
])('%s holds %s: %s', (folder, path, expected) => {
  expect(isInside(folder, path)).toBe(expected);
});
