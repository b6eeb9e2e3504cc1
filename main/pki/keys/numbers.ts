// Arithmetic with large whole numbers for checking keys. Not constant in time: for checks on the owner's own machine,
// never for answering somebody else.

export const mod = (a: bigint, m: bigint): bigint => ((a % m) + m) % m;

export const modPow = (base: bigint, exponent: bigint, m: bigint): bigint => {
  let result = 1n % m;
  let square = mod(base, m);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = (result * square) % m;
    square = (square * square) % m;
  }
  return result;
};

/** The inverse of `a` modulo `m`, or undefined when they have a factor in common. */
export const modInverse = (a: bigint, m: bigint): bigint | undefined => {
  let [r0, r1] = [m, mod(a, m)];
  let [t0, t1] = [0n, 1n];
  while (r1 !== 0n) {
    const quotient = r0 / r1;
    [r0, r1] = [r1, r0 - quotient * r1];
    [t0, t1] = [t1, t0 - quotient * t1];
  }
  return r0 === 1n ? mod(t0, m) : undefined;
};

export const bitLength = (value: bigint): number => (value === 0n ? 0 : value.toString(2).length);

/** Big-endian octets as a number. */
export const numberOf = (octets: Uint8Array): bigint =>
  octets.length === 0 ? 0n : BigInt(`0x${Buffer.from(octets).toString('hex')}`);
