// The ciphers that keys and PFX files are encrypted with, for reading. All give the same in OpenSSL and BoringSSL:
// single DES is done as triple DES with one key, RC2 and RC4 are our own. Padding is left to the caller, who has to
// tell a wrong passphrase from a damaged file.
import { createDecipheriv } from 'node:crypto';
import { decryptRc2 } from './rc2.ts';

export type Cipher = {
  /** As people say it. */
  name: string;
  /** In octets. */
  keyLength: number;
  /** Octets of a block, and of the IV; 1 for a stream cipher, which has neither IV nor padding. */
  blockSize: number;
  /** Units of work (see work.ts) for an octet. */
  cost: number;
  decrypt: (key: Uint8Array, iv: Uint8Array, data: Uint8Array) => Uint8Array;
};

const viaNode =
  (name: string, fullKey: (key: Uint8Array) => Uint8Array = (key) => key): Cipher['decrypt'] =>
  (key, iv, data) => {
    const decipher = createDecipheriv(name, fullKey(key), iv).setAutoPadding(false);
    return new Uint8Array(Buffer.concat([decipher.update(data), decipher.final()]));
  };

const aes = (bits: 128 | 192 | 256): Cipher => ({
  name: `AES-${bits}`,
  keyLength: bits / 8,
  blockSize: 16,
  cost: 0.01,
  decrypt: viaNode(`aes-${bits}-cbc`),
});

/** DES with the parts of the key in the order K1, K2, K3; K1 stands in for those that are missing. */
const des = (name: string, parts: 1 | 2 | 3): Cipher => ({
  name,
  keyLength: parts * 8,
  blockSize: 8,
  cost: 0.1,
  decrypt: viaNode('des-ede3-cbc', (key) => {
    const k1 = key.subarray(0, 8);
    return Buffer.concat([k1, parts > 1 ? key.subarray(8, 16) : k1, parts > 2 ? key.subarray(16) : k1]);
  }),
});

/** RC4: exclusive or with the key's stream. */
const decryptRc4: Cipher['decrypt'] = (key, _iv, data) => {
  const s = Uint8Array.from({ length: 256 }, (_, i) => i);
  const at = (i: number): number => s[i & 255] as number;
  const swap = (i: number, j: number): void => {
    [s[i], s[j]] = [at(j), at(i)];
  };
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + at(i) + (key[i % key.length] as number)) & 255;
    swap(i, j);
  }
  let j = 0;
  return data.map((octet, n) => {
    const i = (n + 1) & 255;
    j = (j + at(i)) & 255;
    swap(i, j);
    return octet ^ at(at(i) + at(j));
  });
};

export const rc2 = (bits: number, keyLength = Math.ceil(bits / 8)): Cipher => ({
  name: `RC2-${bits}`,
  keyLength,
  blockSize: 8,
  cost: 0.5,
  decrypt: (key, iv, data) => decryptRc2(key, bits, iv, data),
});

export const rc4 = (bits: number): Cipher => ({
  name: `RC4-${bits}`,
  keyLength: bits / 8,
  blockSize: 1,
  cost: 0.1,
  decrypt: decryptRc4,
});

export const aes128 = aes(128);
export const aes192 = aes(192);
export const aes256 = aes(256);
export const desCbc = des('DES', 1);
export const twoKeyDes = des('TripleDES with two keys', 2);
export const tripleDes = des('TripleDES', 3);

/** The content without its padding (RFC 8018 section 6.1.1, step 4), or undefined when that is not right. */
export const unpadded = (plain: Uint8Array, blockSize: number): Uint8Array | undefined => {
  if (blockSize === 1) return plain;
  const count = plain.at(-1) ?? 0;
  if (count < 1 || count > blockSize || count > plain.length) return undefined;
  return plain.subarray(-count).every((octet) => octet === count) ? plain.subarray(0, -count) : undefined;
};
