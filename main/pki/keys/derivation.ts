// From a passphrase to a key, by the schemes of files: PKCS#12 (RFC 7292), PKCS#5 version 1 (RFC 8018) and OpenSSL's
// own for old PEM keys. PBKDF2 and scrypt come from node:crypto. Nobody should protect anything new with these three.
import { createHash } from 'node:crypto';
import { rehash } from './rehash.ts';

/** The octets of `source` over and over, up to the smallest multiple of `block` that holds it once. */
const filled = (source: Uint8Array, block: number): Uint8Array =>
  source.length === 0
    ? new Uint8Array()
    : Uint8Array.from(
        { length: Math.ceil(source.length / block) * block },
        (_, i) => source[i % source.length] as number,
      );

/** Hashes whose input block is longer than 64 octets. */
const longBlocks = new Set(['sha384', 'sha512', 'sha512-224', 'sha512-256']);

/** What the derived octets are for (RFC 7292 appendix B.3). */
export const purpose = { key: 1, iv: 2, mac: 3 } as const;

/**
 * RFC 7292 appendix B.2.
 * @param hash a name of node:crypto; throws where the runtime does not know it
 * @param password the octets of a BMPString with two zero octets behind, or none at all
 */
export const pkcs12Key = (
  hash: string,
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  id: number,
  length: number,
): Uint8Array => {
  const v = longBlocks.has(hash) ? 128 : 64;
  const diversifier = new Uint8Array(v).fill(id);
  let input = Buffer.concat([filled(salt, v), filled(password, v)]);
  const found: Uint8Array[] = [];
  let have = 0;
  while (have < length) {
    const first = createHash(hash).update(diversifier).update(input).digest();
    const a = rehash(hash, first, iterations - 1);
    found.push(a);
    have += a.length;
    if (have < length) input = nextInput(input, filled(a, v).subarray(0, v), v);
  }
  return new Uint8Array(Buffer.concat(found).subarray(0, length));
};

/** Step 6C: each block of the input plus B plus one, modulo two to the size of the block. */
const nextInput = (input: Uint8Array, b: Uint8Array, v: number): Buffer<ArrayBuffer> => {
  const next = Buffer.from(input);
  for (let start = 0; start < next.length; start += v) {
    let carry = 1;
    for (let at = v - 1; at >= 0; at -= 1) {
      carry += (next[start + at] as number) + (b[at] as number);
      next[start + at] = carry & 0xff;
      carry >>= 8;
    }
  }
  return next;
};

/** PBKDF1 (RFC 8018 section 5.1): 16 octets, of which the first eight are the key and the rest the IV. */
export const pbkdf1 = (hash: string, password: Uint8Array, salt: Uint8Array, iterations: number): Uint8Array =>
  rehash(hash, createHash(hash).update(password).update(salt).digest(), iterations - 1).subarray(0, 16);

/** The key of an encrypted PEM block (`DEK-Info`): OpenSSL's EVP_BytesToKey with MD5, a salt of eight octets, one round. */
export const pemKey = (password: Uint8Array, salt: Uint8Array, length: number): Uint8Array => {
  let key = Buffer.alloc(0);
  let last = Buffer.alloc(0);
  while (key.length < length) {
    last = createHash('md5').update(last).update(password).update(salt).digest();
    key = Buffer.concat([key, last]);
  }
  return new Uint8Array(key.subarray(0, length));
};
