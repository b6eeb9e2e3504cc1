// The arithmetic under the keys: hashing again and again, curves and their constants, each against another source.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unsignedOctets } from '../../../../main/pki/asn1/der-values.ts';
import { curveById } from '../../../../main/pki/keys/curves.ts';
import { bitLength, modInverse, modPow } from '../../../../main/pki/keys/numbers.ts';
import { rehash } from '../../../../main/pki/keys/rehash.ts';
import { openssl } from '../openssl.ts';

describe('rehash', () => {
  it.each(['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'])('%s gives what node:crypto gives', (hash) => {
    const hashed = (bytes: Uint8Array) => createHash(hash).update(bytes).digest();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat({ max: 40 }), (bytes, times) => {
        const start = hashed(bytes);
        let wanted = start;
        for (let i = 0; i < times; i += 1) wanted = hashed(wanted);
        expect(Buffer.from(rehash(hash, start, times))).toEqual(wanted);
      }),
      { numRuns: 50 },
    );
  });
});

describe('curves', () => {
  it.each([
    ['1.3.132.0.33', 'secp224r1'],
    ['1.2.840.10045.3.1.7', 'prime256v1'],
    ['1.3.132.0.34', 'secp384r1'],
    ['1.3.132.0.35', 'secp521r1'],
    ['1.3.132.0.10', 'secp256k1'],
    ['1.3.36.3.3.2.8.1.1.7', 'brainpoolP256r1'],
    ['1.3.36.3.3.2.8.1.1.11', 'brainpoolP384r1'],
    ['1.3.36.3.3.2.8.1.1.13', 'brainpoolP512r1'],
  ])('%s multiplies as openssl’s %s does', (oid, name) => {
    const curve = curveById(oid);
    for (let i = 0; i < 3; i += 1) {
      const text = openssl(['ecparam', '-name', name, '-genkey', '-noout', '-outform', 'DER']);
      const parsed = openssl(['ec', '-inform', 'DER', '-noout', '-text'], text).toString();
      const octets = (label: string): Uint8Array => {
        const hex = new RegExp(`${label}:\\n((?: +[0-9a-f:]+\\n)+)`).exec(parsed)?.[1]?.replace(/[^0-9a-f]/g, '');
        return new Uint8Array(Buffer.from(hex ?? '', 'hex'));
      };
      expect(curve?.publicPoint(octets('priv'))).toEqual(octets('pub'));
      expect(curve?.hasPoint(octets('pub'))).toBe(true);
    }
  });
});

describe('numbers', () => {
  const natural = fc.bigInt({ min: 0n, max: 2n ** 200n });
  it('inverses undo, powers multiply, octets keep the value', () => {
    fc.assert(
      fc.property(natural, natural, fc.bigInt({ min: 2n, max: 2n ** 100n }), (a, b, m) => {
        const inverse = modInverse(a, m);
        if (inverse !== undefined) expect((a * inverse) % m).toBe(1n % m);
        expect((modPow(a, b, m) * modPow(a, 3n, m)) % m).toBe(modPow(a, b + 3n, m));
        expect(BigInt(`0x${Buffer.from(unsignedOctets(a)).toString('hex')}`)).toBe(a);
        expect(a >> BigInt(bitLength(a))).toBe(0n);
      }),
    );
  });
});
