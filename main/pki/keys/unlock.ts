// Decrypts with a passphrase and says which of three it was: opened, wrong passphrase, damaged. What comes out of a
// wrong key may by chance have proper padding, and a damaged end may spoil the padding under the right key; so the
// caller also says what the content must look like.

import { unpadded } from './ciphers.ts';
import type { Encryption } from './encryption.ts';
import type { Work } from './work.ts';

/** What decrypted octets are: the wanted structure, the first octets of one (and then nonsense), or neither. */
export type Shape = (plain: Uint8Array) => 'whole' | 'begins' | 'no';

export type Unlocked = { state: 'opened'; plain: Uint8Array } | { state: 'wrong' } | { state: 'damaged' };

const attempt = (encryption: Encryption, data: Uint8Array, password: Uint8Array, shape: Shape): Unlocked => {
  const { cipher } = encryption;
  const { key, iv } = encryption.keyAndIv(password);
  const raw = cipher.decrypt(key, iv, data);
  const plain = unpadded(raw, cipher.blockSize);
  if (plain !== undefined && shape(plain) === 'whole') return { state: 'opened', plain };
  return { state: shape(raw) === 'no' ? 'wrong' : 'damaged' };
};

/**
 * Tries the forms of a passphrase one after the other.
 * Throws Unsupported when the work is beyond what is left, or the runtime lacks something.
 */
export const unlock = (
  encryption: Encryption,
  data: Uint8Array,
  forms: readonly Uint8Array[],
  shape: Shape,
  work: Work,
): Unlocked => {
  const { cipher } = encryption;
  if (data.length === 0 || data.length % cipher.blockSize !== 0) return { state: 'damaged' };
  let worst: Unlocked = { state: 'wrong' };
  for (const form of forms) {
    work.spend(encryption.cost, encryption.name);
    work.spend(data.length * cipher.cost, `${data.length} bytes of ${cipher.name}`);
    const found = attempt(encryption, data, form, shape);
    if (found.state === 'opened') return found;
    if (found.state === 'damaged') worst = found;
  }
  return worst;
};
