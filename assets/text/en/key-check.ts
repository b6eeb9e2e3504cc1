// The words for the test of a private key: what each check asks, and what its answer means.
import type { CheckState, KeyCheck } from '../../../preload/contract/key-check.ts';
import { number } from './format.ts';

type Words = { readonly title: string; readonly text: string };

const of = (words: Record<CheckState, string>, { state }: KeyCheck): string => words[state];

const unknown = 'This could not be worked out here.';
const broken = 'The key is damaged or was put together by hand. Do not use it; make a new one.';

type Check<C extends KeyCheck['check']> = Extract<KeyCheck, { check: C }>;

const words: { readonly [C in KeyCheck['check']]: (check: Check<C>) => Words } = {
  size: (check) => {
    const { algorithm, bits, curve, minimum } = check;
    const what = [algorithm, curve ?? (bits === undefined ? '' : `${number(bits)} bits`)].filter(Boolean).join(', ');
    const least = minimum === undefined ? '' : ` At least ${number(minimum)} bits are needed today.`;
    const text = {
      good: `${what}.`,
      bad: `${what}: too small.${least} Make a new key.`,
      'not-checked': `${what}. ${unknown}`,
    };
    return { title: 'Size', text: of(text, check) };
  },
  'rsa-modulus': (check) => ({
    title: 'Modulus',
    text: of(
      {
        good: 'It is the product of the primes.',
        bad: `It is not the product of the primes. ${broken}`,
        'not-checked': unknown,
      },
      check,
    ),
  }),
  'rsa-primes': (check) => ({
    title: 'Primes',
    text: of(
      {
        good: 'They are prime.',
        bad: `At least one of them is not prime. ${broken}`,
        'not-checked': 'They are too large to be tested in reasonable time.',
      },
      check,
    ),
  }),
  'rsa-prime-distance': (check) => ({
    title: 'Distance of the primes',
    text: of(
      {
        good: 'They lie far apart.',
        bad: 'They lie so close together that anybody can compute the key from the certificate. Make a new key.',
        'not-checked': unknown,
      },
      check,
    ),
  }),
  'rsa-exponents': (check) => ({
    title: 'Exponents',
    text: of(
      {
        good: 'The private exponent undoes the public one.',
        bad: `They do not belong together. ${broken}`,
        'not-checked': unknown,
      },
      check,
    ),
  }),
  'rsa-crt': (check) => ({
    title: 'Helping numbers (CRT)',
    text: of(
      {
        good: 'They fit the rest of the key.',
        bad: `They do not fit the rest of the key. ${broken}`,
        'not-checked': unknown,
      },
      check,
    ),
  }),
  'rsa-exponent': (check) => {
    const usual = check.exponent === '65537' ? '' : ' Nearly all keys have 65537; some programs refuse others.';
    const value = check.exponent.length > 20 ? 'It is unusually large.' : `It is ${check.exponent}.`;
    return {
      title: 'Public exponent',
      text: of(
        { good: `${value}${usual}`, bad: `${value} It must be odd and at least 3. ${broken}`, 'not-checked': unknown },
        check,
      ),
    };
  },
  'ec-private-number': (check) => ({
    title: 'Private number',
    text: of(
      {
        good: 'It is in the range of the curve.',
        bad: `It is outside the range of the curve. ${broken}`,
        'not-checked': unknown,
      },
      check,
    ),
  }),
  'ec-point-on-curve': (check) => ({
    title: 'Public point',
    text: of(
      { good: 'It lies on the curve.', bad: `It does not lie on the curve. ${broken}`, 'not-checked': unknown },
      check,
    ),
  }),
  pair: (check) => ({
    title: 'Private and public part',
    text: of(
      { good: 'They belong together.', bad: `They do not belong together. ${broken}`, 'not-checked': unknown },
      check,
    ),
  }),
  'sign-verify': (check) => ({
    title: 'Trial signature',
    text: of(
      {
        good: 'A signature made with the private part verifies with the public part.',
        bad: `A signature made with the private part does not verify with the public part. ${broken}`,
        'not-checked': 'It was not made: the key is inconsistent, or this program cannot sign with its kind.',
      },
      check,
    ),
  }),
};

/** Title and sentence of one check. */
export const keyCheckText = (check: KeyCheck): Words => (words[check.check] as (each: KeyCheck) => Words)(check);
