// What a test of a private key found, check by check, as the window shows it. No number of the key is in it.
import { z } from 'zod';

/** good: proven. bad: proven to be wrong. not-checked: cannot be computed here, or would take too long. */
export const checkStateSchema = z.enum(['good', 'bad', 'not-checked']);
export type CheckState = z.infer<typeof checkStateSchema>;

const plain = <C extends string>(check: C) => z.strictObject({ check: z.literal(check), state: checkStateSchema });

export const keyCheckSchema = z.discriminatedUnion('check', [
  /** Long enough for today: RSA and DSA 2048 bits, curves 224. */
  plain('size').extend({
    algorithm: z.string(),
    bits: z.number().int().optional(),
    curve: z.string().optional(),
    /** The least number of bits that is good. */
    minimum: z.number().int().optional(),
  }),
  /** The modulus is the product of the primes. */
  plain('rsa-modulus'),
  /** The primes are (very probably) prime. */
  plain('rsa-primes'),
  /** The primes lie far enough apart that the modulus cannot be factored at once. */
  plain('rsa-prime-distance'),
  /** The private exponent undoes the public one. */
  plain('rsa-exponents'),
  /** The numbers that speed up the private operation fit the rest. */
  plain('rsa-crt'),
  /** The public exponent (decimal) is odd and at least 3; nearly always it is 65537. */
  plain('rsa-exponent').extend({ exponent: z.string() }),
  /** The private number lies in the range that the curve allows. */
  plain('ec-private-number'),
  plain('ec-point-on-curve'),
  /** The public part belongs to the private one. For RSA, the other checks prove that. */
  plain('pair'),
  /** A signature made with the private part verifies with the public part. */
  plain('sign-verify'),
]);
export type KeyCheck = z.infer<typeof keyCheckSchema>;
