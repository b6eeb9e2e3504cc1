// Writes a private key as PKCS#8, PKCS#1 or SEC 1, in the clear or encrypted, as DER and PEM. It converts wrappers
// only: the numbers of the key go over unchanged. Who may read the file is the business of whoever writes it.
import { randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { context } from '../asn1/der.ts';
import { integer, octetString, sequence } from '../asn1/der-values.ts';
import { encode } from '../asn1/der-write.ts';
import { pemKey } from './derivation.ts';
import { encryptCbc, encryptPbes2 } from './encrypt.ts';
import {
  describeKey,
  ecInner,
  encodePublicPoint,
  type KeyStructure,
  keyType,
  publicPart,
  readKeyStructure,
  spkiOctets,
} from './key-structure.ts';
import { octetForms } from './passphrase-forms.ts';
import type { PrivateKey } from './private-key.ts';
import { Work } from './work.ts';

export type KeyEncoding = PrivateKey['encoding'];

export type EncodedKey = {
  /** Left out where the form exists as PEM only (an encrypted PKCS#1 or SEC 1 key). */
  der?: Uint8Array;
  /** Lines of 64 characters, `\n` at each end, also at the last. */
  pem: string;
};

/**
 * Rounds of PBKDF2 for an encrypted PKCS#8 key: what OWASP names as the least for HMAC-SHA-256 (2023). A server spends
 * well under a second on them when it starts; whoever guesses spends as much on every guess.
 */
export const pkcs8Iterations = 600_000;

const pem = (label: string, der: Uint8Array, headers: readonly string[] = []): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  const top = headers.length > 0 ? [...headers, ''] : [];
  return `${[`-----BEGIN ${label}-----`, ...top, ...lines, `-----END ${label}-----`].join('\n')}\n`;
};

const labels = { pkcs8: 'PRIVATE KEY', pkcs1: 'RSA PRIVATE KEY', sec1: 'EC PRIVATE KEY' } as const;

/** As `openssl … -traditional -aes256` writes it: the first eight octets of the IV are the salt. */
const oldPem = (label: string, der: Uint8Array, passphrase: string): string => {
  const iv = new Uint8Array(randomBytes(16));
  const key = pemKey(octetForms(passphrase)[0] as Uint8Array, iv.subarray(0, 8), 32);
  const info = `DEK-Info: AES-256-CBC,${Buffer.from(iv).toString('hex').toUpperCase()}`;
  return pem(label, encryptCbc('aes-256-cbc', key, iv, der), ['Proc-Type: 4,ENCRYPTED', info]);
};

/** ECPrivateKey with the curve and, where it is known, the point: OpenSSL writes both. */
const sec1Of = (structure: KeyStructure): Uint8Array => {
  const { scalar, point } = ecInner(structure.inner);
  const spki = point === undefined ? publicPart(structure, new Work()) : undefined;
  const found = point ?? (spki && spkiOctets(spki));
  return sequence(
    integer(1),
    octetString(scalar),
    ...(structure.parameters ? [encode(context(0, true), structure.parameters.encoding)] : []),
    ...(found ? [encodePublicPoint(found)] : []),
  );
};

/** The key in the encoding, DER, or undefined where there is no such thing: PKCS#1 is for RSA, SEC 1 for EC. */
const inEncoding = (key: PrivateKey, structure: KeyStructure, encoding: KeyEncoding): Uint8Array | undefined => {
  if (encoding === 'pkcs8') return key.pkcs8;
  // As PKCS#1, a key marked as RSA-PSS would lose the mark and be another key to whoever compares.
  if (encoding === 'pkcs1') return structure.type === keyType.rsa ? new Uint8Array(structure.inner) : undefined;
  return structure.type === keyType.ec ? sec1Of(structure) : undefined;
};

/**
 * Writes a key.
 * @param options.passphrase encrypts: PKCS#8 with PBES2 (PBKDF2-HMAC-SHA-256, AES-256-CBC); PKCS#1 and SEC 1 as an old
 * encrypted PEM block (AES-256-CBC, key by one round of MD5), for programs that know nothing else. An empty one counts.
 * @returns `key-encoding-impossible` where the encoding does not exist for the kind of key. Throws DerError when the
 * key is none: keys come from readPrivateKey or newKey.
 */
export const encodeKey = (
  key: PrivateKey,
  options: { encoding: KeyEncoding; passphrase?: string },
): Result<EncodedKey> => {
  const { encoding, passphrase } = options;
  const structure = readKeyStructure(key.pkcs8);
  const der = inEncoding(key, structure, encoding);
  if (der === undefined)
    return fail('key-encoding-impossible', { algorithm: describeKey(structure).algorithm, encoding });
  if (passphrase === undefined) return ok({ der, pem: pem(labels[encoding], der) });
  if (encoding !== 'pkcs8') return ok({ pem: oldPem(labels[encoding], der, passphrase) });
  const { identifier, data } = encryptPbes2(der, passphrase, pkcs8Iterations);
  const encrypted = sequence(identifier, octetString(data));
  return ok({ der: encrypted, pem: pem('ENCRYPTED PRIVATE KEY', encrypted) });
};
