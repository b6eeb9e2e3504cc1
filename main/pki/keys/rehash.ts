// Hashing a hash again and again, as the key derivation of PKCS#12 does. SHA-1 and SHA-256 are done here, one block at
// a time: the fastest call of node:crypto takes three times as long, and then the files of GnuTLS and NSS, which have
// 600,000 rounds in each part, could not be opened within a bearable time.
// Everything else goes through node:crypto. Not for anything but digests.
import { createHash } from 'node:crypto';

const wordsOf = (digest: Uint8Array): Int32Array => {
  const bytes = Buffer.from(digest);
  return Int32Array.from({ length: digest.length / 4 }, (_, i) => bytes.readInt32BE(i * 4));
};

const bytesOf = (words: Int32Array): Uint8Array => {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [i, word] of words.entries()) bytes.writeInt32BE(word, i * 4);
  return new Uint8Array(bytes);
};

/** FIPS 180-4 section 6.1.2 on the one block that a padded SHA-1 digest is, `times` over. */
const rehashSha1 = (digest: Uint8Array, times: number): Uint8Array => {
  const state = wordsOf(digest);
  const w = new Int32Array(80);
  for (let round = 0; round < times; round += 1) {
    for (let t = 0; t < 16; t += 1) w[t] = t < 5 ? (state[t] as number) : 0;
    w[5] = 0x80000000;
    w[15] = 160;
    for (let t = 16; t < 80; t += 1) {
      const mixed = (w[t - 3] as number) ^ (w[t - 8] as number) ^ (w[t - 14] as number) ^ (w[t - 16] as number);
      w[t] = (mixed << 1) | (mixed >>> 31);
    }
    let a = 0x67452301;
    let b = 0xefcdab89 | 0;
    let c = 0x98badcfe | 0;
    let d = 0x10325476;
    let e = 0xc3d2e1f0 | 0;
    for (let t = 0; t < 80; t += 1) {
      const mixed =
        t < 20
          ? (((c ^ d) & b) ^ d) + 0x5a827999
          : t < 40
            ? (b ^ c ^ d) + 0x6ed9eba1
            : t < 60
              ? ((b & c) | ((b | c) & d)) + (0x8f1bbcdc | 0)
              : (b ^ c ^ d) + (0xca62c1d6 | 0);
      const next = (((a << 5) | (a >>> 27)) + mixed + e + (w[t] as number)) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    state[0] = a + 0x67452301;
    state[1] = b + 0xefcdab89;
    state[2] = c + 0x98badcfe;
    state[3] = d + 0x10325476;
    state[4] = e + 0xc3d2e1f0;
  }
  return bytesOf(state);
};

const primes: number[] = [];
for (let n = 2; primes.length < 64; n += 1) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
/** FIPS 180-4 sections 4.2.2 and 5.3.3: the first 32 bits of the fractions of cube and square roots of primes. */
const fraction = (root: number): number => Math.floor((root % 1) * 2 ** 32) | 0;
const constants = Int32Array.from(primes, (prime) => fraction(Math.cbrt(prime)));
const initial = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

/** FIPS 180-4 section 6.2.2 on the one block that a padded SHA-256 digest is, `times` over. */
const rehashSha256 = (digest: Uint8Array, times: number): Uint8Array => {
  const state = wordsOf(digest);
  const w = new Int32Array(64);
  const k = constants;
  const [h0, h1, h2, h3, h4, h5, h6, h7] = initial as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let round = 0; round < times; round += 1) {
    for (let t = 0; t < 16; t += 1) w[t] = t < 8 ? (state[t] as number) : 0;
    w[8] = 0x80000000;
    w[15] = 256;
    for (let t = 16; t < 64; t += 1) {
      const early = w[t - 15] as number;
      const late = w[t - 2] as number;
      const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3);
      const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10);
      w[t] = (s1 + (w[t - 7] as number) + s0 + (w[t - 16] as number)) | 0;
    }
    let a = h0;
    let b = h1;
    let c = h2;
    let d = h3;
    let e = h4;
    let f = h5;
    let g = h6;
    let h = h7;
    for (let t = 0; t < 64; t += 1) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + (g ^ (e & (f ^ g))) + (k[t] as number) + (w[t] as number)) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) | ((a | b) & c))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] = a + h0;
    state[1] = b + h1;
    state[2] = c + h2;
    state[3] = d + h3;
    state[4] = e + h4;
    state[5] = f + h5;
    state[6] = g + h6;
    state[7] = h + h7;
  }
  return bytesOf(state);
};

/**
 * The digest hashed `times` more times with the hash that made it.
 * @param hash a name of node:crypto; throws where the runtime does not know it
 */
export const rehash = (hash: string, digest: Uint8Array, times: number): Uint8Array => {
  if (hash === 'sha1') return rehashSha1(digest, times);
  if (hash === 'sha256') return rehashSha256(digest, times);
  let current = digest;
  for (let round = 0; round < times; round += 1) current = createHash(hash).update(current).digest();
  return current;
};
