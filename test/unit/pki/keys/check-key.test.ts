// The test of a key against `openssl pkey -check`: good keys of each kind, and keys that were tampered with.
import { checkPrimeSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keyCheckText } from '../../../../assets/text/en/key-check.ts';
import { textFor } from '../../../../assets/text/index.ts';
import { bitString, integer, octetString, sequence } from '../../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { checkKey } from '../../../../main/pki/keys/check-key.ts';
import { ecInner, readKeyStructure, rsaIntegers } from '../../../../main/pki/keys/key-structure.ts';
import { modInverse } from '../../../../main/pki/keys/numbers.ts';
import { type PrivateKey, readPrivateKey } from '../../../../main/pki/keys/private-key.ts';
import { type KeyCheck, keyCheckSchema } from '../../../../preload/contract/key-check.ts';
import { type KeyKind, key, openssl, write } from '../openssl.ts';

const boring = process.versions.electron !== undefined;

const der = (file: string): Uint8Array => openssl(['pkcs8', '-topk8', '-nocrypt', '-in', file, '-outform', 'DER']);
const keyOf = (bytes: Uint8Array): PrivateKey => {
  const found = readPrivateKey(bytes);
  if (!found.ok || !found.value.key) throw new Error(JSON.stringify(found));
  return found.value.key;
};

/** The states by check. Every answer fits the contract and has words. */
const states = (checked: PrivateKey): Record<string, string> => {
  const checks = checkKey(checked);
  for (const check of checks) {
    expect(keyCheckSchema.parse(check)).toEqual(check);
    expect(keyCheckText(check).text).toMatch(/^[A-Z].*\.$/);
  }
  return Object.fromEntries(checks.map(({ check, state }) => [check, state]));
};

/** Whether openssl takes the key for consistent: `rsa -check` for RSA, `pkey -check` for the rest. */
const opensslSays = (bytes: Uint8Array, name: string): boolean => {
  try {
    const file = write(name, bytes);
    const said = openssl(['pkey', '-in', file, '-inform', 'DER', '-check', '-noout']).toString();
    return said.includes('Key is valid');
  } catch {
    return false;
  }
};

const good = {
  RSA: ['rsa-exponent', 'rsa-modulus', 'rsa-primes', 'rsa-prime-distance', 'rsa-exponents', 'rsa-crt'],
  EC: ['ec-private-number', 'ec-point-on-curve', 'pair'],
  other: ['pair'],
};

describe('a good key', () => {
  it.each([
    ['rsa2048', good.RSA],
    ['rsapss', good.RSA],
    ['p256', good.EC],
    ['p384', good.EC],
    ['p521', good.EC],
    ['ed25519', good.other],
  ] as const)('%s', (kind, checks) => {
    const bytes = der(key(kind));
    const found = states(keyOf(bytes));
    expect(found).toEqual(Object.fromEntries(['size', ...checks, 'sign-verify'].map((check) => [check, 'good'])));
    expect(opensslSays(bytes, 'good.der')).toBe(true);
  });

  it('with three primes', () => {
    openssl([
      ...['genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-pkeyopt', 'rsa_keygen_primes:3'],
      ...['-out', 'multi.key'],
    ]);
    const found = states(keyOf(der('multi.key')));
    for (const check of good.RSA) expect(found[check]).toBe('good');
  });

  it.each(['secp256k1', 'dsa', 'brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1', 'secp224r1'])(
    '%s, whatever the runtime knows',
    (name) => {
      if (!/^(secp256k1|dsa)$/.test(name))
        openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', `ec_paramgen_curve:${name}`, '-out', `${name}.pem`]);
      const found = states(keyOf(der(/^(secp256k1|dsa)$/.test(name) ? key(name as KeyKind) : `${name}.pem`)));
      expect(found.pair).toBe('good');
      if (name !== 'dsa') expect(found).toMatchObject({ 'ec-private-number': 'good', 'ec-point-on-curve': 'good' });
      expect(found['sign-verify']).toMatch(boring ? /good|not-checked/ : /good/);
    },
  );

  it('is not checked where nothing is known of its curve', () => {
    openssl(['genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:brainpoolP320r1', '-out', 'b320.pem']);
    const found = states(keyOf(der('b320.pem')));
    expect(found).toMatchObject({
      'ec-private-number': 'not-checked',
      'ec-point-on-curve': 'not-checked',
      pair: 'not-checked',
    });
    expect(found['sign-verify']).toBe(boring ? 'not-checked' : 'good');
  });

  it('may be too small', () => {
    const found = states(keyOf(der(key('rsa1024'))));
    expect(found).toMatchObject({ size: 'bad', 'rsa-primes': 'good', 'sign-verify': 'good' });
  });
});

type Numbers = { n: bigint; e: bigint; d: bigint; p: bigint; q: bigint; dP: bigint; dQ: bigint; qInv: bigint };

const numbersOf = (bytes: Uint8Array): Numbers => {
  const [n, e, d, p, q, dP, dQ, qInv] = rsaIntegers(readKeyStructure(bytes).inner).numbers as bigint[];
  return { n, e, d, p, q, dP, dQ, qInv } as Numbers;
};
const pkcs1 = ({ n, e, d, p, q, dP, dQ, qInv }: Numbers): Uint8Array =>
  sequence(integer(0), ...[n, e, d, p, q, dP, dQ, qInv].map(integer));

/** All numbers from two "primes" and an exponent, so that only what is meant to be wrong is wrong. */
const derived = (p: bigint, q: bigint, e: bigint): Numbers => {
  const d = modInverse(e, (p - 1n) * (q - 1n)) as bigint;
  return { n: p * q, e, d, p, q, dP: d % (p - 1n), dQ: d % (q - 1n), qInv: modInverse(q, p) as bigint };
};

const bad = (found: Record<string, string>): string[] => Object.keys(found).filter((check) => found[check] === 'bad');

describe('an RSA key that was tampered with', () => {
  const numbers = numbersOf(der(key('rsa2048')));
  it.each<[string, Partial<Numbers>, string[]]>([
    ['modulus', { n: numbers.n + 2n }, ['rsa-modulus']],
    ['private exponent', { d: numbers.d + 2n }, ['rsa-exponents', 'rsa-crt']],
    ['public exponent', { e: 65539n }, ['rsa-exponents']],
    ['even exponent', { e: 65536n }, ['rsa-exponent', 'rsa-exponents']],
    ['exponent 1', { e: 1n }, ['rsa-exponent', 'rsa-exponents']],
    ['first CRT exponent', { dP: numbers.dP + 2n }, ['rsa-crt']],
    ['second CRT exponent', { dQ: numbers.dQ + 2n }, ['rsa-crt']],
    ['CRT coefficient', { qInv: numbers.qInv + 1n }, ['rsa-crt']],
    ['zeros', { p: 0n, q: 0n }, ['rsa-modulus', 'rsa-primes', 'rsa-prime-distance', 'rsa-exponents', 'rsa-crt']],
    ['ones', { p: 1n, q: numbers.n }, ['rsa-primes', 'rsa-exponents', 'rsa-crt']],
  ])('%s', (_name, change, wanted) => {
    const bytes = pkcs1({ ...numbers, ...change });
    const found = states(keyOf(bytes));
    expect(bad(found)).toEqual(wanted);
    expect(found['sign-verify']).toBe('not-checked');
    expect(opensslSays(bytes, 'bad.der')).toBe(false);
  });

  it('a prime that is none', () => {
    // Twice as long a factor made of two primes: everything fits, except that it is no prime.
    const other = numbersOf(der(key('rsa1024')));
    const bytes = pkcs1(derived(numbers.p, other.n, 65537n));
    expect(bad(states(keyOf(bytes)))).toEqual(['rsa-primes']);
    expect(opensslSays(bytes, 'composite.der')).toBe(false);
  });

  it('primes beside each other', () => {
    let next = numbers.p + 2n;
    while (!checkPrimeSync(next)) next += 2n;
    expect(bad(states(keyOf(pkcs1(derived(next, numbers.p, 65537n)))))).toEqual(['rsa-prime-distance']);
  });
});

describe('an EC key that was tampered with', () => {
  const original = readKeyStructure(der(key('p256')));
  const { scalar, point } = ecInner(original.inner);
  const parameters = original.parameters?.encoding as Uint8Array;
  const sec1 = (secret: Uint8Array, publicPoint: Uint8Array): Uint8Array =>
    sequence(integer(1), octetString(secret), encode(0xa0, parameters), encode(0xa1, bitString(publicPoint)));
  const other = ecInner(readKeyStructure(der(key('p256', 'other'))).inner).point as Uint8Array;
  const off = Uint8Array.from(point as Uint8Array);
  off[64] = (off[64] as number) ^ 1;
  const order = Buffer.from('FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551', 'hex');

  it.each<[string, Uint8Array, Uint8Array, string[]]>([
    ['another key’s point', scalar, other, ['pair']],
    ['a point off the curve', scalar, off, ['ec-point-on-curve', 'pair']],
    ['zero', new Uint8Array(32), point as Uint8Array, ['ec-private-number', 'pair']],
    ['the order of the curve', order, point as Uint8Array, ['ec-private-number', 'pair']],
  ])('%s', (name, secret, publicPoint, wanted) => {
    const bytes = sec1(secret, publicPoint);
    const found = states(keyOf(bytes));
    expect(bad(found)).toEqual(wanted);
    expect(found['sign-verify']).toBe('not-checked');
    expect(opensslSays(bytes, `${name.length}.der`)).toBe(false);
  });

  it('a compressed point is as good, with the right sign', () => {
    const full = point as Uint8Array;
    const sign = 2 + ((full[64] as number) & 1);
    const compressed = (first: number) => sec1(scalar, Uint8Array.of(first, ...full.subarray(1, 33)));
    expect(bad(states(keyOf(compressed(sign))))).toEqual([]);
    expect(bad(states(keyOf(compressed(5 - sign))))).toEqual(['pair']);
  });
});

it('an Ed25519 key with another key’s public part is bad', () => {
  const inner = readKeyStructure(der(key('ed25519'))).inner;
  const identifier = readKeyStructure(der(key('ed25519'))).pkcs8.subarray(5, 12);
  const strange = keyOf(der(key('ed25519', 'other-ed'))).spki.subarray(-32);
  const version2 = (publicKey: Uint8Array) =>
    sequence(integer(1), identifier, octetString(inner), encode(0x81, Uint8Array.of(0), publicKey));
  expect(bad(states(keyOf(version2(keyOf(der(key('ed25519'))).spki.subarray(-32)))))).toEqual([]);
  expect(bad(states(keyOf(version2(strange))))).toEqual(['pair']);
});

it('numbers that would take too long are not checked', () => {
  const huge = (bits: number): bigint => (1n << BigInt(bits)) + 1n;
  const bytes = pkcs1({
    n: huge(30000),
    e: 65537n,
    d: huge(29000),
    p: huge(15000),
    q: huge(15000),
    dP: huge(9000),
    dQ: huge(9000),
    qInv: huge(9000),
  });
  const found = states(keyOf(bytes));
  expect(found['rsa-primes']).toBe('not-checked');
  expect(found['sign-verify']).toBe('not-checked');
});

it('has words for every check in every state', () => {
  expect(textFor('en')).toBeDefined();
  const facts = { algorithm: 'RSA', bits: 1024, minimum: 2048, exponent: '3' };
  for (const option of keyCheckSchema.options) {
    const check = option.shape.check.value;
    const titles = (['good', 'bad', 'not-checked'] as const).map(
      (state) => keyCheckText({ ...facts, check, state } as KeyCheck).text,
    );
    expect(new Set(titles).size).toBe(3);
  }
});
