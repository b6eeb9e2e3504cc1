// The ciphers that keys and PFX files are encrypted with, for reading. All give the same in OpenSSL and BoringSSL:
// single DES is done as triple DES with one key, and RC2 comes from forge. Padding is left to the caller, who has to
// tell a wrong passphrase from a damaged file.
import { createDecipheriv } from 'node:crypto';
import forge from 'node-forge';

export type Cipher = {
  /** As people say it. */
  name: string;
  /** In octets. */
  keyLength: number;
  /** Octets of a block, and of the IV. */
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

/** forge's CBC takes longer and longer the more it has had, so it gets this many octets at a time. */
const rc2Part = 16_384;

const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** By forge: neither OpenSSL 3 nor BoringSSL has RC2. */
const decryptRc2 =
  (bits: number): Cipher['decrypt'] =>
  (key, iv, data) => {
    const parts: Buffer[] = [];
    for (let at = 0; at < data.length; at += rc2Part) {
      const cipher = forge.rc2.createDecryptionCipher(binary(key), bits);
      cipher.start(forge.util.createBuffer(binary(at === 0 ? iv : data.subarray(at - 8, at))));
      cipher.update(forge.util.createBuffer(binary(data.subarray(at, at + rc2Part))));
      parts.push(Buffer.from(cipher.output.getBytes(), 'latin1'));
    }
    return new Uint8Array(Buffer.concat(parts));
  };

export const rc2 = (bits: number, keyLength = Math.ceil(bits / 8)): Cipher => ({
  name: `RC2-${bits}`,
  keyLength,
  blockSize: 8,
  cost: 7,
  decrypt: decryptRc2(bits),
});

export const aes128 = aes(128);
export const aes192 = aes(192);
export const aes256 = aes(256);
export const desCbc = des('DES', 1);
export const twoKeyDes = des('TripleDES with two keys', 2);
export const tripleDes = des('TripleDES', 3);

/** The content without its padding (RFC 8018 section 6.1.1, step 4), or undefined when that is not right. */
export const unpadded = (plain: Uint8Array, blockSize: number): Uint8Array | undefined => {
  const count = plain.at(-1) ?? 0;
  if (count < 1 || count > blockSize || count > plain.length) return undefined;
  return plain.subarray(-count).every((octet) => octet === count) ? plain.subarray(0, -count) : undefined;
};
