// RC2 in CBC mode (RFC 2268), for reading old PFX files. OpenSSL 3 has it only in a provider that Node does not load,
// and node-forge's takes most of a minute for a megabyte. Decrypts only: nothing new may be made with it.

/** "Pi table" of section 2: a permutation of the octets. */
const piTable = Buffer.from(
  'd978f9c419ddb5ed28e9fd794aa0d89dc67e37832b76538e624c6488448bfba2' +
    '179a59f587b34f1361456d8d09817d32bd8f40eb86b77b0bf09521225c6b4e82' +
    '54d66593ce60b21c7356c014a78cf1dc1275ca1f3bbee4d1423dd430a33cb626' +
    '6fbf0eda4669075727f21d9bbc944303f811c7f690ef3ee706c3d52fc8661ed7' +
    '08e8eade8052eef784aa72ac354d6a2a961ad2715a1549744b9fd05e0418a4ec' +
    'c2e0416e0f51cbcc2491af50a1f47039997c3a8523b8b47afc02365b25559731' +
    '2d5dfa98e38a92ae05df2910676cbac9d300e6cfe19ea82c6316013f58e289a9' +
    '0d38341bab33ffb0bb480c5fb9b1cd2ec5f3db47e5a59c770aa62068fe7fc1ad',
  'hex',
);
const pi = (index: number): number => piTable[index & 0xff] as number;

/** Section 2: 64 words of 16 bits from a key that counts for `bits` bits. */
const expandKey = (key: Uint8Array, bits: number): Uint16Array => {
  const l = new Uint8Array(128);
  l.set(key);
  for (let i = key.length; i < 128; i += 1) l[i] = pi((l[i - 1] as number) + (l[i - key.length] as number));
  const octets = Math.ceil(bits / 8);
  l[128 - octets] = pi((l[128 - octets] as number) & (0xff >> (8 * octets - bits)));
  for (let i = 127 - octets; i >= 0; i -= 1) l[i] = pi((l[i + 1] as number) ^ (l[i + octets] as number));
  return Uint16Array.from({ length: 64 }, (_, i) => (l[2 * i] as number) | ((l[2 * i + 1] as number) << 8));
};

const rotations = [1, 2, 3, 5] as const;

/** Section 4, on the four words in `r`. */
const decryptBlock = (r: Uint16Array, k: Uint16Array): void => {
  const word = (i: number): number => r[i & 3] as number;
  for (let round = 15; round >= 0; round -= 1) {
    for (let i = 3; i >= 0; i -= 1) {
      const s = rotations[i] as number;
      const rotated = (word(i) >>> s) | (word(i) << (16 - s));
      r[i] = rotated - (k[4 * round + i] as number) - (word(i + 3) & word(i + 2)) - (~word(i + 3) & word(i + 1));
    }
    // A mashing round lies between the mixing rounds 5 and 6, and 11 and 12, counted from the start.
    if (round === 11 || round === 5) for (let i = 3; i >= 0; i -= 1) r[i] = word(i) - (k[word(i + 3) & 63] as number);
  }
};

/**
 * @param bits the effective length of the key, 1 to 1024
 * @param data whole blocks of 8 octets; the padding stays in the answer
 */
export const decryptRc2 = (key: Uint8Array, bits: number, iv: Uint8Array, data: Uint8Array): Uint8Array => {
  const k = expandKey(key, bits);
  const plain = new Uint8Array(data.length);
  const r = new Uint16Array(4);
  let last = iv;
  for (let start = 0; start < data.length; start += 8) {
    const block = data.subarray(start, start + 8);
    for (let i = 0; i < 4; i += 1) r[i] = (block[2 * i] as number) | ((block[2 * i + 1] as number) << 8);
    decryptBlock(r, k);
    for (let i = 0; i < 8; i += 1) plain[start + i] = ((r[i >> 1] as number) >>> ((i & 1) * 8)) ^ (last[i] as number);
    last = block;
  }
  return plain;
};
