// Random numbers that a seed decides (sfc32), so that a run can be repeated. Not for anything secret.

export class Random {
  private state: Uint32Array;

  constructor(seed: number) {
    this.state = Uint32Array.of(0x9e3779b9, seed >>> 0, 0x243f6a88, 1);
    for (let i = 0; i < 16; i += 1) this.word();
  }

  /** 32 random bits. */
  word(): number {
    const [a, b, c, counter] = this.state as unknown as [number, number, number, number];
    const out = (a + b + counter) >>> 0;
    this.state[0] = b ^ (b >>> 9);
    this.state[1] = c + (c << 3);
    this.state[2] = ((c << 21) | (c >>> 11)) + out;
    this.state[3] = counter + 1;
    return out;
  }

  /** From 0 up to, not including, `limit`; 0 when the limit is 0. */
  below(limit: number): number {
    return limit <= 0 ? 0 : Math.floor((this.word() / 2 ** 32) * limit);
  }

  /** True once in `times`. */
  oneIn(times: number): boolean {
    return this.below(times) === 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T;
  }

  bytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => this.word() & 0xff);
  }
}
