// Numbers that a seed repeats (mulberry32): what is done, and after how long it is killed. The moment itself is the
// machine's, so a seed repeats the acts and not the microsecond.
export type Random = {
  /** From 0 up to 1. */
  next(): number;
  /** A whole number from 0 up to `count` - 1. */
  below(count: number): number;
  pick<T>(from: readonly T[]): T;
};

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number): number => Math.floor(next() * count);
  return { next, below, pick: (from) => from[below(from.length)] as (typeof from)[number] };
}
