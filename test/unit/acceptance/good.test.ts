// A set that is as the documents want it, in every form in which it may be uploaded.
import { expect, it } from 'vitest';
import { check, troubles } from './sets.ts';

it('accepts a good set', () => {
  const result = check();
  expect(troubles(result)).toEqual([]);
  expect(result.verdict).toBe('accept');
});
