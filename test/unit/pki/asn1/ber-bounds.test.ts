// Indefinite lengths made definite: no matter how many elements there are, the answer is one or a DerError, soon.
import { describe, expect, it } from 'vitest';
import { definiteLengths, derOfBer } from '../../../../main/pki/asn1/ber.ts';
import { DerError, readDer } from '../../../../main/pki/asn1/der.ts';
import { readObjects } from '../../../../main/pki/files/read.ts';

/** A SEQUENCE of indefinite length with so many NULLs in it. */
const nulls = (count: number): Uint8Array => {
  const bytes = new Uint8Array(2 * count + 4);
  for (let at = 2; at < 2 + 2 * count; at += 2) bytes[at] = 0x05;
  bytes.set([0x30, 0x80]);
  return bytes;
};

describe.each([
  ['definiteLengths', definiteLengths],
  ['derOfBer', derOfBer],
])('%s', (_, convert) => {
  it('reads nearly as many elements as are allowed', () => {
    expect(readDer(convert(nulls(99_000))).content).toHaveLength(198_000);
  });

  // More than a function call can have arguments, which is what the bound is measured by.
  it.each([130_000, 1_000_000])('refuses %i elements', (count) => {
    expect(() => convert(nulls(count))).toThrow(new DerError('too many elements'));
  });
});

it('does not let a file of them through as an exception', () => {
  expect(readObjects(nulls(130_000)).problems).not.toEqual([]);
});
