// Where a text stops being JSON. JSON.parse is the referee on whether it does.

import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { jsonFault } from '../../../main/acceptance/json-place.ts';

test.each([
  ['{"a": 1,}', 1, 9, /a name in double quotes/],
  ['{\n  "a": 1\n  "b": 2\n}', 3, 3, /a comma or \}/],
  ["{'a': 1}", 1, 2, /a name in double quotes/],
  ['{"a" 1}', 1, 6, /a colon/],
  ['{"a": }', 1, 7, /a value/],
  ['{"a": tru}', 1, 7, /a value/],
  ['{"a": 01}', 1, 8, /a comma or \}/],
  ['["a\nb"]', 1, 2, /not closed/],
  ['["a\\x"]', 1, 2, /must be escaped/],
  ['{"a": [1, 2}', 1, 12, /a comma or \]/],
  ['{"a": 1', 1, 8, /the text ends/],
  ['', 1, 1, /the text ends/],
  ['{} {}', 1, 4, /the end of the file/],
  ['{\r\n"a": 1,\r\n"a": 2}', 3, 1, /"a" is there twice/],
  ['{"a": 1, // why\n"b": 2}', 1, 10, /a name in double quotes/],
])('%j', (text, line, column, problem) => {
  const fault = jsonFault(text);
  expect([fault?.line, fault?.column]).toEqual([line, column]);
  expect(fault?.problem).toMatch(problem);
});

it('finds no fault in JSON, and one in whatever JSON.parse refuses', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(jsonFault(text)).toBeNull();
    }),
  );
  const broken = fc.tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', 'x', '\n', '1', '\\'));
  fc.assert(
    fc.property(broken, ([text, at, piece]) => {
      const cut = `${text.slice(0, at % (text.length + 1))}${piece}${text.slice((at % (text.length + 1)) + 1)}`;
      let parses = true;
      try {
        JSON.parse(cut);
      } catch {
        parses = false;
      }
      // A name that is there twice is refused on purpose.
      if (jsonFault(cut)?.problem.includes('twice')) return;
      expect(jsonFault(cut) === null).toBe(parses);
    }),
    { numRuns: 500 },
  );
});

it('is not led into depths', () => {
  expect(jsonFault('['.repeat(100_000))?.problem).toMatch(/nested too deeply/);
});
