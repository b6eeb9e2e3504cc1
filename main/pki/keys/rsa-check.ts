// The consistency of an RSA key's numbers, as `openssl rsa -check` proves it (RFC 8017 section 3.2), further primes
// included. Arithmetic only; whether the runtime takes the key is another check.
import { checkPrimeSync } from 'node:crypto';
import type { CheckState, KeyCheck } from '../../../preload/contract/key-check.ts';
import { rsaIntegers } from './key-structure.ts';
import { bitLength, mod, modInverse } from './numbers.ts';

const state = (good: boolean): CheckState => (good ? 'good' : 'bad');

/** Proving a larger prime takes the runtime seconds; RSA keys up to 4096 bits stay below. */
const primeLimit = 2048;

const primesState = (primes: readonly bigint[]): CheckState => {
  // A composite is found out fast, so the even ones and the small ones need no case of their own.
  if (primes.some((prime) => prime < 2n)) return 'bad';
  if (primes.some((prime) => bitLength(prime) > primeLimit)) return 'not-checked';
  return state(primes.every((prime) => checkPrimeSync(prime)));
};

/** FIPS 186-5 appendix A.1.3: p and q differ in their first 100 bits, else Fermat's method finds them. */
const farApart = (p: bigint, q: bigint): boolean => {
  const [larger, smaller] = p > q ? [p, q] : [q, p];
  return (larger - smaller) >> BigInt(Math.max(0, bitLength(larger) - 100)) > 0n;
};

const crtFits = (p: bigint, q: bigint, d: bigint, [dP, dQ, qInv]: bigint[], others: readonly bigint[][]): boolean => {
  if (dP !== d % (p - 1n) || dQ !== d % (q - 1n) || qInv !== modInverse(q, p)) return false;
  let product = p * q;
  return others.every(([prime, exponent, coefficient]) => {
    const r = prime as bigint;
    const fits = exponent === d % (r - 1n) && coefficient === modInverse(product, r);
    product *= r;
    return fits;
  });
};

/** @param pkcs1 the RSAPrivateKey (DER). Throws DerError when it is none. */
export const checkRsa = (pkcs1: Uint8Array): KeyCheck[] => {
  const { numbers, others } = rsaIntegers(pkcs1);
  const [n, e, d, p, q, ...crt] = numbers as [bigint, bigint, bigint, bigint, bigint, ...bigint[]];
  const primes = [p, q, ...others.map(([prime]) => prime as bigint)];
  const usable = primes.every((prime) => prime > 2n);
  return [
    { check: 'rsa-exponent', state: state(e >= 3n && e % 2n === 1n && e < n), exponent: e.toString() },
    { check: 'rsa-modulus', state: state(primes.reduce((product, prime) => product * prime, 1n) === n) },
    { check: 'rsa-primes', state: primesState(primes) },
    { check: 'rsa-prime-distance', state: state(farApart(p, q)) },
    { check: 'rsa-exponents', state: state(usable && primes.every((prime) => mod(e * d - 1n, prime - 1n) === 0n)) },
    { check: 'rsa-crt', state: state(usable && crtFits(p, q, d, crt, others)) },
  ];
};
