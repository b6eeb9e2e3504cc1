// Opens ChaCha20-Poly1305 (RFC 8439). Needed because the BoringSSL in Electron negotiates this cipher in TLS but does
// not offer it through node:crypto. Only for reading back what a server sent: there is no way to seal with it, and
// it is not constant-time, so it must not be used where an attacker could measure it and gain a key.

/**
 * The plaintext, or null when the tag does not match.
 * @param key 32 bytes
 * @param nonce 12 bytes
 * @param sealed the ciphertext followed by its 16-byte tag
 */
export function openChaCha20Poly1305(key: Buffer, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer | null {
  if (sealed.length < 16) return null;
  const ciphertext = sealed.subarray(0, -16);
  const state = initialState(key, nonce);
  const oneTimeKey = keystreamBlock(state, 0).subarray(0, 32);
  if (!poly1305(oneTimeKey, authenticated(aad, ciphertext)).equals(sealed.subarray(-16))) return null;
  const plaintext = Buffer.from(ciphertext);
  for (let start = 0, counter = 1; start < plaintext.length; start += 64, counter++) {
    const block = keystreamBlock(state, counter);
    const end = Math.min(64, plaintext.length - start);
    for (let i = 0; i < end; i++) plaintext[start + i] = (plaintext[start + i] ?? 0) ^ (block[i] ?? 0);
  }
  return plaintext;
}

/** RFC 8439, 2.3: four constants, eight words of key, the counter, three words of nonce. */
function initialState(key: Buffer, nonce: Buffer): Uint32Array {
  const words = Buffer.concat([Buffer.from('expand 32-byte k'), key, Buffer.alloc(4), nonce]);
  return Uint32Array.from({ length: 16 }, (_, i) => words.readUInt32LE(4 * i));
}

/** The words of the four columns and the four diagonals, on which a quarter round works in turn. */
const ROUND = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

function keystreamBlock(state: Uint32Array, counter: number): Buffer {
  const x = Uint32Array.from(state);
  x[12] = counter;
  const start = Uint32Array.from(x);
  // The indexes are constants below 16: the array always has them.
  const mix = (to: number, from: number, turned: number, bits: number) => {
    const sum = ((x[to] as number) + (x[from] as number)) | 0;
    x[to] = sum;
    const word = (x[turned] as number) ^ sum;
    x[turned] = (word << bits) | (word >>> (32 - bits));
  };
  for (let round = 0; round < 10; round++) {
    for (const [a, b, c, d] of ROUND) {
      mix(a, b, d, 16);
      mix(c, d, b, 12);
      mix(a, b, d, 8);
      mix(c, d, b, 7);
    }
  }
  const block = Buffer.allocUnsafe(64);
  x.forEach((word, i) => {
    block.writeUInt32LE((word + (start[i] as number)) >>> 0, 4 * i);
  });
  return block;
}

/** RFC 8439, 2.8: both parts padded to 16 bytes, then their lengths. */
function authenticated(aad: Buffer, ciphertext: Buffer): Buffer {
  const padding = (part: Buffer) => Buffer.alloc((16 - (part.length % 16)) % 16);
  const lengths = Buffer.alloc(16);
  lengths.writeUInt32LE(aad.length, 0);
  lengths.writeUInt32LE(ciphertext.length, 8);
  return Buffer.concat([aad, padding(aad), ciphertext, padding(ciphertext), lengths]);
}

const PRIME = (1n << 130n) - 5n;
const CLAMP = 0x0ffffffc0ffffffc0ffffffc0fffffffn;

/** RFC 8439, 2.5. The message is always a whole number of 16-byte blocks here. */
function poly1305(oneTimeKey: Buffer, message: Buffer): Buffer {
  const word = (bytes: Buffer, at: number) => bytes.readBigUInt64LE(at) | (bytes.readBigUInt64LE(at + 8) << 64n);
  const r = word(oneTimeKey, 0) & CLAMP;
  let sum = 0n;
  for (let at = 0; at < message.length; at += 16) sum = ((sum + word(message, at) + (1n << 128n)) * r) % PRIME;
  const tag = BigInt.asUintN(128, sum + word(oneTimeKey, 16));
  const bytes = Buffer.alloc(16);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, tag), 0);
  bytes.writeBigUInt64LE(tag >> 64n, 8);
  return bytes;
}
