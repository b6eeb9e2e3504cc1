// Reads the AlgorithmIdentifier of an encrypted key or PFX part: which cipher, which derivation, how much work.
// PBES2 and PBES1 (RFC 8018), and the schemes of PKCS#12 (RFC 7292). Derives nothing until asked.
import { pbkdf2Sync, scryptSync } from 'node:crypto';
import { type DerElement, DerError, expect, oidText, smallInteger, tag } from '../asn1/der.ts';
import { unsignedValue } from '../asn1/der-values.ts';
import { type Cipher, rc2 } from './ciphers.ts';
import { pbkdf1, pkcs12Key, purpose } from './derivation.ts';
import { ciphers, foreignName, hmacs, oid, pkcs5Schemes, pkcs12Schemes } from './encryption-oids.ts';
import { Unsupported } from './work.ts';

export type Derivation = {
  /** As people say it, with its rounds. */
  name: string;
  /** Units of work (see work.ts) for `length` octets of key. */
  cost: (length: number) => number;
  derive: (password: Uint8Array, length: number) => Uint8Array;
};

export type Encryption = {
  name: string;
  cipher: Cipher;
  /** Which forms of a passphrase it takes (see passphrase-forms.ts). */
  forms: 'octets' | 'bmp';
  /** Units of work of one try, without the cipher's own. */
  cost: number;
  keyAndIv: (password: Uint8Array) => { key: Uint8Array; iv: Uint8Array };
};

/** An AlgorithmIdentifier's object identifier (dotted) and parameters. Throws DerError. */
export const identifierParts = (identifier: DerElement | undefined, what: string) => {
  const [type, parameters] = expect(identifier, tag.sequence, what).children();
  return { type: oidText(expect(type, tag.oid, what)), parameters };
};

/** A count of rounds: at least one. Beyond what a number holds it is infinite, which no budget allows. */
export const roundsOf = (element: DerElement | undefined): { rounds: number; text: string } => {
  const value = unsignedValue(expect(element, tag.integer, 'the number of rounds').content, 16);
  if (value === undefined || value < 1n) throw new DerError('a number of rounds that makes no sense');
  return {
    rounds: value > 2n ** 31n - 1n ? Number.POSITIVE_INFINITY : Number(value),
    text: value.toLocaleString('en'),
  };
};

/** Salts have 8 to 64 octets; a limit keeps the derivations from chewing megabytes. */
export const saltOf = (element: DerElement | undefined): Uint8Array => {
  const { content } = expect(element, tag.octetString, 'the salt');
  if (content.length > 1024) throw new DerError('a salt of more than 1,024 octets');
  return content;
};

/** node:crypto throws for what this runtime's library lacks. */
const orUnsupported = <T>(name: string, work: () => T): T => {
  try {
    return work();
  } catch {
    throw new Unsupported(name);
  }
};

const sizes: Readonly<Record<string, number>> = { md5: 16, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 };
/** Octets of a hash by its name in node:crypto. */
export const sizeOf = (hash: string): number => sizes[hash] ?? (hash === 'sha512-256' ? 32 : 20);

/** A round of PBKDF2 against one with SHA-256, for which processors have instructions. */
const pbkdf2Weight = (hash: string): number => (hash === 'sha256' || hash === 'sha224' ? 1 : 2);

/** A round of the derivations that rehash (see rehash.ts). */
export const rehashWeight = (hash: string): number => (hash === 'sha1' ? 1 : hash === 'sha256' ? 3 : 8);

const lengthMatches = (wanted: number | undefined, length: number): void => {
  if (wanted !== undefined && wanted !== length) throw new DerError('a length of key that does not fit the cipher');
};

/** RFC 8018 appendix A.2. `keyLength` is set when the parameters name one. */
export const readPbkdf2 = (parameters: DerElement | undefined): Derivation & { keyLength?: number } => {
  const [salt, count, ...options] = expect(parameters, tag.sequence, 'the parameters of PBKDF2').children();
  if (salt?.tag === tag.sequence) throw new Unsupported('PBKDF2 with a salt from elsewhere');
  const saltOctets = saltOf(salt);
  const { rounds, text } = roundsOf(count);
  const length = options[0]?.tag === tag.integer ? smallInteger(options.shift() as DerElement) : undefined;
  const prf = options[0] === undefined ? oid.hmacSha1 : identifierParts(options[0], 'the function of PBKDF2').type;
  const hash = hmacs[prf];
  if (hash === undefined) throw new Unsupported(`PBKDF2 with ${foreignName(prf)}`);
  const name = `PBKDF2 with HMAC-${hash.name}, ${text} rounds`;
  return {
    name,
    ...(length === undefined ? {} : { keyLength: length }),
    cost: (wanted) => rounds * pbkdf2Weight(hash.id) * Math.ceil(wanted / sizeOf(hash.id)),
    derive: (password, wanted) => {
      lengthMatches(length, wanted);
      return orUnsupported(name, () => pbkdf2Sync(password, saltOctets, rounds, wanted, hash.id));
    },
  };
};

const scryptMemory = 256 * 1024 * 1024;

/** RFC 7914 section 7.1. */
const readScrypt = (parameters: DerElement | undefined): Derivation & { keyLength?: number } => {
  const [salt, ...numbers] = expect(parameters, tag.sequence, 'the parameters of scrypt').children();
  const saltOctets = saltOf(salt);
  const [n, r, p] = [0, 1, 2].map((i) => roundsOf(numbers[i])) as { rounds: number; text: string }[];
  const [cost, block, parallel] = [n?.rounds ?? 0, r?.rounds ?? 0, p?.rounds ?? 0];
  const length = numbers[3]?.tag === tag.integer ? smallInteger(numbers[3]) : undefined;
  const name = `scrypt with N=${n?.text}, r=${r?.text}, p=${p?.text}`;
  // RFC 7914 section 6: N is a power of two above one.
  if (Number.isFinite(cost) && (cost < 2 || !/^10*$/.test(cost.toString(2))))
    throw new DerError('a cost of scrypt that is not a power of two');
  const memory = 128 * block * (cost + parallel);
  return {
    name,
    ...(length === undefined ? {} : { keyLength: length }),
    cost: () => (memory > scryptMemory ? Number.POSITIVE_INFINITY : cost * block * parallel * 2),
    derive: (password, wanted) => {
      lengthMatches(length, wanted);
      const options = { N: cost, r: block, p: parallel, maxmem: 2 * scryptMemory };
      return orUnsupported(name, () => scryptSync(password, saltOctets, wanted, options));
    },
  };
};

/** RFC 8018 appendix B.2.3: how many bits of an RC2 key count, coded for the small ones. */
const rc2Bits = (version: bigint): number => {
  const coded: Record<string, number> = { 160: 40, 120: 64, 58: 128 };
  return coded[String(version)] ?? (version >= 256n && version <= 1024n ? Number(version) : 0);
};

const readCipher = (identifier: DerElement | undefined, keyLength: number | undefined) => {
  const { type, parameters } = identifierParts(identifier, 'the cipher');
  if (type === oid.rc2Cbc && parameters?.tag === tag.sequence) {
    const [version, iv] = parameters.children();
    const bits = rc2Bits(unsignedValue(expect(version, tag.integer, 'the version of RC2').content, 4) ?? 0n);
    if (bits === 0) throw new DerError('an unknown version of RC2');
    return { cipher: rc2(bits, keyLength ?? Math.ceil(bits / 8)), iv: expect(iv, tag.octetString, 'the IV').content };
  }
  const cipher = ciphers[type];
  if (cipher === undefined) throw new Unsupported(foreignName(type));
  return { cipher, iv: expect(parameters, tag.octetString, 'the IV').content };
};

const readPbes2 = (parameters: DerElement | undefined): Encryption => {
  const [function_, scheme] = expect(parameters, tag.sequence, 'the parameters of PBES2').children();
  const { type, parameters: inner } = identifierParts(function_, 'the key derivation');
  if (type !== oid.pbkdf2 && type !== oid.scrypt) throw new Unsupported(foreignName(type));
  const derivation = type === oid.pbkdf2 ? readPbkdf2(inner) : readScrypt(inner);
  const { cipher, iv } = readCipher(scheme, derivation.keyLength);
  if (iv.length !== cipher.blockSize) throw new DerError('an IV of the wrong length');
  lengthMatches(derivation.keyLength, cipher.keyLength);
  return {
    name: `${cipher.name} (${derivation.name})`,
    cipher,
    forms: 'octets',
    cost: derivation.cost(cipher.keyLength),
    keyAndIv: (password) => ({ key: derivation.derive(password, cipher.keyLength), iv }),
  };
};

/** The parameters that PBES1 and PKCS#12 share: salt and rounds. */
const saltAndRounds = (parameters: DerElement | undefined) => {
  const [salt, count] = expect(parameters, tag.sequence, 'the parameters of the encryption').children();
  return { salt: saltOf(salt), ...roundsOf(count) };
};

/** How something is encrypted. Throws DerError when that is malformed, Unsupported when it is not known here. */
export const readEncryption = (identifier: DerElement | undefined): Encryption => {
  const { type, parameters } = identifierParts(identifier, 'the encryption');
  if (type === oid.pbes2) return readPbes2(parameters);
  const pkcs5 = pkcs5Schemes[type];
  if (pkcs5 !== undefined) {
    const { salt, rounds, text } = saltAndRounds(parameters);
    const { cipher, hash } = pkcs5;
    return {
      name: `${cipher.name} (PKCS#5 with ${hash.name}, ${text} rounds)`,
      cipher,
      forms: 'octets',
      cost: rounds * rehashWeight(hash.id),
      keyAndIv: (password) => {
        const derived = pbkdf1(hash.id, password, salt, rounds);
        return { key: derived.subarray(0, 8), iv: derived.subarray(8, 16) };
      },
    };
  }
  const pkcs12 = pkcs12Schemes[type];
  if (pkcs12 === undefined) throw new Unsupported(foreignName(type));
  const { salt, rounds, text } = saltAndRounds(parameters);
  const { cipher, hash } = pkcs12;
  const ivLength = cipher.blockSize === 1 ? 0 : cipher.blockSize;
  const blocks = Math.ceil(cipher.keyLength / sizeOf(hash.id)) + Math.min(ivLength, 1);
  return {
    name: `${cipher.name} (PKCS#12 with ${hash.name}, ${text} rounds)`,
    cipher,
    forms: 'bmp',
    cost: rounds * rehashWeight(hash.id) * blocks,
    keyAndIv: (password) => ({
      key: pkcs12Key(hash.id, password, salt, rounds, purpose.key, cipher.keyLength),
      iv: pkcs12Key(hash.id, password, salt, rounds, purpose.iv, ivLength),
    }),
  };
};
