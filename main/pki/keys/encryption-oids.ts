// Object identifiers of password-based encryption (RFC 8018 appendix A and B, RFC 7292 appendix C, RFC 7914) and their
// names. Those that can only be named, not undone, have their names here too.
import { aes128, aes192, aes256, type Cipher, desCbc, rc2, tripleDes, twoKeyDes } from './ciphers.ts';

export const oid = {
  pbes2: '1.2.840.113549.1.5.13',
  pbmac1: '1.2.840.113549.1.5.14',
  pbkdf2: '1.2.840.113549.1.5.12',
  scrypt: '1.3.6.1.4.1.11591.4.11',
  hmacSha1: '1.2.840.113549.2.7',
  hmacSha256: '1.2.840.113549.2.9',
  aes256Cbc: '2.16.840.1.101.3.4.1.42',
  rc2Cbc: '1.2.840.113549.3.2',
  pkcs12TripleDes: '1.2.840.113549.1.12.1.3',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
} as const;

/** Ciphers of PBES2 whose parameter is the IV. RC2 has parameters of its own. */
export const ciphers: Readonly<Record<string, Cipher>> = {
  '2.16.840.1.101.3.4.1.2': aes128,
  '2.16.840.1.101.3.4.1.22': aes192,
  [oid.aes256Cbc]: aes256,
  '1.2.840.113549.3.7': tripleDes,
  '1.3.14.3.2.7': desCbc,
};

type Hash = { id: string; name: string };
const hash = (id: string, name: string): Hash => ({ id, name });

/** `id` is the name in node:crypto. */
export const digests: Readonly<Record<string, Hash>> = {
  '1.2.840.113549.2.2': hash('md2', 'MD2'),
  '1.2.840.113549.2.5': hash('md5', 'MD5'),
  [oid.sha1]: hash('sha1', 'SHA-1'),
  '2.16.840.1.101.3.4.2.4': hash('sha224', 'SHA-224'),
  [oid.sha256]: hash('sha256', 'SHA-256'),
  '2.16.840.1.101.3.4.2.2': hash('sha384', 'SHA-384'),
  '2.16.840.1.101.3.4.2.3': hash('sha512', 'SHA-512'),
  '2.16.840.1.101.3.4.2.5': hash('sha512-224', 'SHA-512/224'),
  '2.16.840.1.101.3.4.2.6': hash('sha512-256', 'SHA-512/256'),
  '1.3.36.3.2.1': hash('ripemd160', 'RIPEMD-160'),
};

/** HMAC with these hashes: functions of PBKDF2 and of PBMAC1. */
export const hmacs: Readonly<Record<string, Hash>> = {
  '1.2.840.113549.2.6': hash('md5', 'MD5'),
  '1.3.6.1.5.5.8.1.1': hash('md5', 'MD5'),
  [oid.hmacSha1]: hash('sha1', 'SHA-1'),
  '1.2.840.113549.2.8': hash('sha224', 'SHA-224'),
  [oid.hmacSha256]: hash('sha256', 'SHA-256'),
  '1.2.840.113549.2.10': hash('sha384', 'SHA-384'),
  '1.2.840.113549.2.11': hash('sha512', 'SHA-512'),
  '1.2.840.113549.2.12': hash('sha512-224', 'SHA-512/224'),
  '1.2.840.113549.2.13': hash('sha512-256', 'SHA-512/256'),
};

type Scheme = { cipher: Cipher; hash: Hash };
const md5 = hash('md5', 'MD5');
const sha1 = hash('sha1', 'SHA-1');

/** RFC 8018 appendix A.3: PBKDF1, and 64 bits of key for either cipher. */
export const pkcs5Schemes: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.5.3': { cipher: desCbc, hash: md5 },
  '1.2.840.113549.1.5.6': { cipher: rc2(64), hash: md5 },
  '1.2.840.113549.1.5.10': { cipher: desCbc, hash: sha1 },
  '1.2.840.113549.1.5.11': { cipher: rc2(64), hash: sha1 },
};

/** RFC 7292 appendix C. */
export const pkcs12Schemes: Readonly<Record<string, Scheme>> = {
  [oid.pkcs12TripleDes]: { cipher: tripleDes, hash: sha1 },
  '1.2.840.113549.1.12.1.4': { cipher: twoKeyDes, hash: sha1 },
  '1.2.840.113549.1.12.1.5': { cipher: rc2(128), hash: sha1 },
  '1.2.840.113549.1.12.1.6': { cipher: rc2(40), hash: sha1 },
};

/** Names of what is not supported, so that the message says more than a number. */
const foreign: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.5.1': 'DES with MD2 (PKCS#5)',
  '1.2.840.113549.1.5.4': 'RC2 with MD2 (PKCS#5)',
  '1.2.392.200011.61.1.1.1.2': 'Camellia-128',
  '1.2.392.200011.61.1.1.1.3': 'Camellia-192',
  '1.2.392.200011.61.1.1.1.4': 'Camellia-256',
  '1.2.410.200046.1.1.2': 'ARIA-128',
  '1.2.410.200046.1.1.7': 'ARIA-192',
  '1.2.410.200046.1.1.12': 'ARIA-256',
  '1.2.410.200004.1.4': 'SEED',
  '1.2.156.10197.1.104.2': 'SM4',
  '1.2.156.10197.1.401': 'SM3',
  '1.3.6.1.4.1.188.7.1.1.2': 'IDEA',
  '1.3.6.1.4.1.3029.1.2': 'Blowfish',
  '1.2.840.113533.7.66.10': 'CAST-128',
  '1.2.840.113549.3.4': 'RC4',
  '1.2.840.113549.1.12.1.1': 'RC4-128 (PKCS#12)',
  '1.2.840.113549.1.12.1.2': 'RC4-40 (PKCS#12)',
  '1.2.840.113549.3.9': 'RC5',
  '1.2.643.2.2.21': 'GOST 28147-89',
  '1.2.643.2.2.9': 'GOST R 34.11-94',
  '1.2.643.7.1.1.2.2': 'GOST R 34.11-2012 (256 bits)',
  '1.2.643.7.1.1.2.3': 'GOST R 34.11-2012 (512 bits)',
  '2.16.840.1.101.3.4.1.6': 'AES-128-GCM',
  '2.16.840.1.101.3.4.1.26': 'AES-192-GCM',
  '2.16.840.1.101.3.4.1.46': 'AES-256-GCM',
  '1.2.840.113549.1.9.16.3.18': 'ChaCha20-Poly1305',
  '2.16.840.1.101.3.4.2.7': 'SHA3-224',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
  '2.16.840.1.101.3.4.2.13': 'HMAC-SHA3-224',
  '2.16.840.1.101.3.4.2.14': 'HMAC-SHA3-256',
  '2.16.840.1.101.3.4.2.15': 'HMAC-SHA3-384',
  '2.16.840.1.101.3.4.2.16': 'HMAC-SHA3-512',
  '1.2.840.113549.1.7.2': 'a digital signature in place of a passphrase',
  '1.2.840.113549.1.7.3': 'encryption for a certificate in place of a passphrase',
};

/** What people call it, or the dotted identifier with the word that says what it is. */
export const foreignName = (identifier: string): string => foreign[identifier] ?? `the method ${identifier}`;
