// Readers with faults on purpose, behind comparisons that random bytes do not get through. If the fuzzer does not find
// them, it finds nothing.

/** Throws for one input in 16.7 million, a step at a time. */
export const plantedThrow = (bytes: Uint8Array): void => {
  if (bytes[0] !== 0xc7) return;
  if (bytes[1] !== 0x5a) return;
  if (bytes[2] === 0x91) throw new RangeError(`planted at ${bytes.length}`);
};

/** Never ends, for a rare input. */
export const plantedHang = (bytes: Uint8Array): void => {
  if (bytes[0] !== 0xc7) return;
  while (bytes[1] === 0x5a);
};

/** Eats memory, for a rare input. */
export const plantedHoard = (bytes: Uint8Array): void => {
  if (bytes[0] !== 0xc7) return;
  if (bytes[1] !== 0x5a) return;
  for (const hoard: string[][] = []; ; ) hoard.push(new Array<string>(100_000).fill('x'));
};
