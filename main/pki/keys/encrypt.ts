// Encrypts keys and PFX parts with a passphrase, in the two ways that are worth writing: PBES2 with AES-256 (RFC 8018),
// and the triple DES of PKCS#12 (RFC 7292) for readers that know nothing better.
import { createCipheriv, pbkdf2Sync, randomBytes } from 'node:crypto';
import { algorithmIdentifier, integer, nullValue, octetString, sequence } from '../asn1/der-values.ts';
import { pkcs12Key, purpose } from './derivation.ts';
import { oid } from './encryption-oids.ts';
import { bmpForms, octetForms } from './passphrase-forms.ts';

/** What was encrypted, and the AlgorithmIdentifier (DER) that says how. */
export type Encrypted = { identifier: Uint8Array; data: Uint8Array };

const first = (forms: readonly Uint8Array[]): Uint8Array => forms[0] as Uint8Array;

const random = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export const encryptCbc = (cipher: string, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array => {
  const encryption = createCipheriv(cipher, key, iv);
  return new Uint8Array(Buffer.concat([encryption.update(data), encryption.final()]));
};

/** PBES2 with PBKDF2, HMAC-SHA-256 and AES-256-CBC. The passphrase counts as UTF-8 (RFC 8018 section 3). */
export const encryptPbes2 = (data: Uint8Array, passphrase: string, iterations: number): Encrypted => {
  const [salt, iv] = [random(16), random(16)];
  const key = pbkdf2Sync(first(octetForms(passphrase)), salt, iterations, 32, 'sha256');
  const derivation = algorithmIdentifier(
    oid.pbkdf2,
    sequence(octetString(salt), integer(iterations), algorithmIdentifier(oid.hmacSha256, nullValue())),
  );
  const cipher = algorithmIdentifier(oid.aes256Cbc, octetString(iv));
  return {
    identifier: algorithmIdentifier(oid.pbes2, sequence(derivation, cipher)),
    data: encryptCbc('aes-256-cbc', key, iv, data),
  };
};

/** pbeWithSHAAnd3-KeyTripleDES-CBC. The passphrase counts as BMPString (RFC 7292 appendix B.1). */
export const encryptTripleDes = (data: Uint8Array, passphrase: string, iterations: number): Encrypted => {
  const password = first(bmpForms(passphrase));
  const salt = random(8);
  const key = pkcs12Key('sha1', password, salt, iterations, purpose.key, 24);
  const iv = pkcs12Key('sha1', password, salt, iterations, purpose.iv, 8);
  return {
    identifier: algorithmIdentifier(oid.pkcs12TripleDes, sequence(octetString(salt), integer(iterations))),
    data: encryptCbc('des-ede3-cbc', key, iv, data),
  };
};
