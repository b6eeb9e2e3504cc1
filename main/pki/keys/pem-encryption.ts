// The encryption of old PEM blocks (RFC 1421 headers as OpenSSL uses them): `Proc-Type: 4,ENCRYPTED` and
// `DEK-Info: CIPHER,IV`. The key comes from one round of MD5, which is why nobody should write it without need.
import { DerError } from '../asn1/der.ts';
import { aes128, aes192, aes256, type Cipher, desCbc, rc2, tripleDes } from './ciphers.ts';
import { pemKey } from './derivation.ts';
import type { Encryption } from './encryption.ts';
import { Unsupported } from './work.ts';

export type PemHeaders = Readonly<Record<string, string>>;

const header = (headers: PemHeaders, name: string): string | undefined =>
  Object.entries(headers)
    .find(([key]) => key.trim().toLowerCase() === name)?.[1]
    .trim();

/** Whether the headers say that the block is encrypted. */
export const isEncryptedPem = (headers: PemHeaders): boolean =>
  /,\s*ENCRYPTED$/i.test(header(headers, 'proc-type') ?? '') || header(headers, 'dek-info') !== undefined;

const pemCiphers: Readonly<Record<string, Cipher>> = {
  'AES-128-CBC': aes128,
  'AES-192-CBC': aes192,
  'AES-256-CBC': aes256,
  'DES-EDE3-CBC': tripleDes,
  'DES-CBC': desCbc,
  'RC2-CBC': rc2(128),
  'RC2-64-CBC': rc2(64),
  'RC2-40-CBC': rc2(40),
};

/** How a block with these headers is encrypted. Throws DerError or Unsupported. */
export const readPemEncryption = (headers: PemHeaders): Encryption => {
  const found = /^([A-Z0-9-]{1,40})\s*(?:,\s*([0-9A-F]*))?$/i.exec(header(headers, 'dek-info') ?? '');
  if (found === null) throw new DerError('no DEK-Info that says how it is encrypted');
  const name = (found[1] as string).toUpperCase();
  const cipher = pemCiphers[name];
  if (cipher === undefined) throw new Unsupported(name);
  const iv = new Uint8Array(Buffer.from(found[2] ?? '', 'hex'));
  if (iv.length !== cipher.blockSize || found[2]?.length !== 2 * cipher.blockSize)
    throw new DerError('a DEK-Info whose IV has the wrong length');
  return {
    name: `${cipher.name} (old PEM encryption)`,
    cipher,
    forms: 'octets',
    cost: 1,
    keyAndIv: (password) => ({ key: pemKey(password, iv.subarray(0, 8), cipher.keyLength), iv }),
  };
};
