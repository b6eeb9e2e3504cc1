// Reads one private key: PKCS#8, PKCS#1 or SEC 1, in the clear or encrypted, also as an old encrypted PEM block.
// Keeps three failures apart: a wrong passphrase, an encryption that is not known here, a damaged key. It does not
// judge the key (check-key.ts), and it never puts the passphrase or the key into a message.
import type { LooksLike } from '../../../preload/contract/errors.ts';
import type { PrivateKeyItem } from '../../../preload/contract/item.ts';
import { type Failure, fail, ok, type Result } from '../../../preload/contract/result.ts';
import { derOfBer } from '../asn1/ber.ts';
import { DerError, expect, readDer, tag } from '../asn1/der.ts';
import { readEncryption } from './encryption.ts';
import { describeKey, publicPart, readKeyStructure } from './key-structure.ts';
import { bmpForms, octetForms } from './passphrase-forms.ts';
import { isEncryptedPem, readPemEncryption } from './pem-encryption.ts';
import { readPublicKey } from './public-key.ts';
import { type Shape, type Unlocked, unlock } from './unlock.ts';
import { Unsupported, Work } from './work.ts';

/** A private key in the clear: PKCS#8 PrivateKeyInfo (DER), its SubjectPublicKeyInfo (DER), and how it was written. */
export type PrivateKey = { pkcs8: Uint8Array; spki: Uint8Array; encoding: 'pkcs8' | 'pkcs1' | 'sec1' };

export type ReadKey = {
  item: PrivateKeyItem;
  /** Left out while the key is locked, and where this runtime cannot work out its public key. */
  key?: PrivateKey;
  /** What is known of a key in the clear whose public key cannot be worked out: algorithm and curve by name. */
  known?: { algorithm: string; curve?: string };
};

export type ReadKeyOptions = {
  passphrase?: string;
  /** Header lines of the PEM block (`Proc-Type`, `DEK-Info`). */
  headers?: Readonly<Record<string, string>>;
  /** The label of the PEM block; the content decides, the label only helps where the content is locked. */
  label?: string;
  /** What is left to spend on the file that the key is from, where that holds several objects. */
  work?: Work;
};

/** The first octets of a key's structure: outer sequence, version, then what follows in PKCS#8, PKCS#1 and SEC 1. */
const beginning = /^30(?:[0-7].|81..|82....|83......)0201(?:0030(?:[0-7].|81..|82....)06|00028|00020[1-9]|0104)/i;

/** Whether octets are a private key in the clear, begin as one, or neither. */
export const keyShape: Shape = (plain) => {
  try {
    readKeyStructure(plain);
    return 'whole';
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    return beginning.test(Buffer.from(plain.subarray(0, 16)).toString('hex')) ? 'begins' : 'no';
  }
};

/** A key in the clear. Throws DerError, and Unsupported when its public key is more work than is left. */
export const plainKey = (der: Uint8Array, encrypted: boolean, work: Work): ReadKey => {
  const structure = readKeyStructure(der);
  const spki = publicPart(structure, work);
  const item: PrivateKeyItem = {
    kind: 'privateKey',
    ...(spki === undefined ? {} : { publicKey: readPublicKey(readDer(spki)) }),
    encrypted,
    ...(structure.encoding === undefined ? {} : { encoding: structure.encoding }),
  };
  if (spki === undefined) return { item, known: describeKey(structure) };
  const pkcs8 = new Uint8Array(structure.pkcs8);
  return { item, key: { pkcs8, spki, encoding: structure.encoding ?? 'pkcs8' } };
};

const locked: ReadKey = { item: { kind: 'privateKey', encrypted: true } };

const encryptedKey: LooksLike = 'encrypted-private-key';

/** What a thrown DerError or Unsupported is as a failure; anything else is a bug and goes on. */
export const failureOf = (error: unknown, looksLike: LooksLike): Failure => {
  if (error instanceof DerError) return fail('damaged', { looksLike, detail: error.message });
  if (error instanceof Unsupported) return fail('algorithm-unsupported', { looksLike, algorithm: error.algorithm });
  throw error;
};

/** Opens an EncryptedPrivateKeyInfo (RFC 5958 section 3). Throws DerError and Unsupported. */
const openEncryptedKey = (
  der: Uint8Array,
  forms: Record<'octets' | 'bmp', readonly Uint8Array[]>,
  work: Work,
): Result<ReadKey> => {
  const [identifier, data] = expect(readDer(der), tag.sequence, 'the encrypted key').children();
  const octets = expect(data, tag.octetString, 'the encrypted octets').content;
  const encryption = readEncryption(identifier);
  return opened(unlock(encryption, octets, forms[encryption.forms], keyShape, work), work);
};

const opened = (found: Unlocked, work: Work): Result<ReadKey> => {
  if (found.state === 'wrong') return fail('passphrase-wrong', { looksLike: encryptedKey });
  if (found.state === 'damaged')
    return fail('damaged', { looksLike: encryptedKey, detail: 'its encrypted content is cut off or changed' });
  return ok(plainKey(found.plain, true, work));
};

const readEncryptedPem = (der: Uint8Array, options: ReadKeyOptions, work: Work): Result<ReadKey> => {
  const encryption = readPemEncryption(options.headers ?? {});
  if (options.passphrase === undefined) return ok(locked);
  return opened(unlock(encryption, der, octetForms(options.passphrase), keyShape, work), work);
};

/** EncryptedPrivateKeyInfo is an algorithm and octets; no key in the clear begins with a sequence. */
const isEncryptedInfo = (der: Uint8Array): boolean => readDer(der).children()[0]?.tag === tag.sequence;

/** DER, made of BER where it has to be. Throws DerError. */
const der = (bytes: Uint8Array): Uint8Array => {
  try {
    readDer(bytes);
    return bytes;
  } catch (error) {
    if (error instanceof DerError && bytes[1] === 0x80) return derOfBer(bytes);
    throw error;
  }
};

/**
 * Reads a private key. Without a passphrase, an encrypted one is `{ encrypted: true }` and no more, even when its
 * encryption is not known here; with one it is opened. A passphrase for a key in the clear is not looked at.
 * @param bytes DER of PKCS#8 (plain or encrypted), PKCS#1 or SEC 1; with `Proc-Type` headers, the encrypted octets
 * @returns `passphrase-wrong`, `algorithm-unsupported` (also: too much work), or `damaged`
 */
export const readPrivateKey = (bytes: Uint8Array, options: ReadKeyOptions = {}): Result<ReadKey> => {
  let looksLike: LooksLike = 'private-key';
  const work = options.work ?? new Work();
  try {
    if (isEncryptedPem(options.headers ?? {})) {
      looksLike = encryptedKey;
      return readEncryptedPem(bytes, options, work);
    }
    if (options.label === 'ENCRYPTED PRIVATE KEY') looksLike = encryptedKey;
    const content = der(bytes);
    if (!isEncryptedInfo(content)) return ok(plainKey(content, false, work));
    looksLike = encryptedKey;
    const { passphrase } = options;
    if (passphrase === undefined) {
      const [identifier, data] = readDer(content).children();
      expect(identifier, tag.sequence, 'the encryption').children();
      expect(data, tag.octetString, 'the encrypted octets');
      return ok(locked);
    }
    const forms = { octets: octetForms(passphrase), bmp: bmpForms(passphrase) };
    return openEncryptedKey(content, forms, work);
  } catch (error) {
    return failureOf(error, looksLike);
  }
};
