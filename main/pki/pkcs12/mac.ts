// The seal of a PKCS#12 file: a MAC over its content with a key from the passphrase (RFC 7292 section 5), or PBMAC1
// (RFC 9579). It tells a wrong passphrase from a damaged file better than anything else can.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type DerElement, DerError, expect, tag } from '../asn1/der.ts';
import { pkcs12Key, purpose } from '../keys/derivation.ts';
import { identifierParts, readPbkdf2, rehashWeight, roundsOf, saltOf, sizeOf } from '../keys/encryption.ts';
import { digests, foreignName, hmacs, oid } from '../keys/encryption-oids.ts';
import { Unsupported, type Work } from '../keys/work.ts';

export type Mac = {
  /** As people say it: `HMAC-SHA-256`, or `PBMAC1 (…)`. */
  algorithm: string;
  iterations: number;
  forms: 'octets' | 'bmp';
  /** Whether the content was sealed with this form of the passphrase. Throws Unsupported when it is too much work. */
  matches: (password: Uint8Array, content: Uint8Array, work: Work) => boolean;
};

const equal = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b);

const hmac = (hash: string, key: Uint8Array, content: Uint8Array, name: string): Uint8Array => {
  try {
    return createHmac(hash, key).update(content).digest();
  } catch {
    throw new Unsupported(name);
  }
};

/** RFC 9579 section 4: the salt and the rounds are those of the PBKDF2 inside. */
const readPbmac1 = (parameters: DerElement | undefined, digest: Uint8Array): Mac => {
  const [derivation, scheme] = expect(parameters, tag.sequence, 'the parameters of PBMAC1').children();
  const function_ = identifierParts(derivation, 'the key derivation of the MAC');
  if (function_.type !== oid.pbkdf2) throw new Unsupported(`PBMAC1 with ${foreignName(function_.type)}`);
  const { name, cost, derive, keyLength } = readPbkdf2(function_.parameters);
  const { type } = identifierParts(scheme, 'the scheme of the MAC');
  const hash = hmacs[type];
  if (hash === undefined) throw new Unsupported(`PBMAC1 with ${foreignName(type)}`);
  // Section 4 makes the length a must: without it nobody knows what was meant.
  if (keyLength === undefined || keyLength < 1 || keyLength > 1024)
    throw new DerError('no usable length of the key of the MAC');
  const [, count] = expect(function_.parameters, tag.sequence, 'the parameters of PBKDF2').children();
  const algorithm = `PBMAC1 with HMAC-${hash.name} (${name})`;
  return {
    algorithm,
    iterations: smallIterations(count),
    forms: 'octets',
    matches: (password, content, work) => {
      work.spend(cost(keyLength), algorithm);
      work.spend(content.length * 0.02, `a MAC over ${content.length} bytes`);
      return equal(hmac(hash.id, derive(password, keyLength), content, algorithm), digest);
    },
  };
};

const smallIterations = (count: DerElement | undefined): number => {
  const { rounds } = roundsOf(count);
  return Number.isFinite(rounds) ? rounds : Number.MAX_SAFE_INTEGER;
};

/** MacData (RFC 7292 section 4). Throws DerError when it is malformed, Unsupported when it is not known here. */
export const readMac = (element: DerElement): Mac => {
  const [info, saltElement, count] = expect(element, tag.sequence, 'the MAC').children();
  const [identifier, value] = expect(info, tag.sequence, 'the MAC').children();
  const digest = expect(value, tag.octetString, 'the value of the MAC').content;
  const { type, parameters } = identifierParts(identifier, 'the algorithm of the MAC');
  if (type === oid.pbmac1) return readPbmac1(parameters, digest);
  const hash = digests[type];
  if (hash === undefined) throw new Unsupported(`a MAC with ${foreignName(type)}`);
  const salt = saltOf(saltElement);
  // RFC 7292 section 4: one round where the file does not say.
  const { rounds, text } = count === undefined ? { rounds: 1, text: '1' } : roundsOf(count);
  const size = sizeOf(hash.id);
  const name = `a MAC with ${hash.name} and ${text} rounds`;
  return {
    algorithm: `HMAC-${hash.name}`,
    iterations: Number.isFinite(rounds) ? rounds : Number.MAX_SAFE_INTEGER,
    forms: 'bmp',
    matches: (password, content, work) => {
      work.spend(rounds * rehashWeight(hash.id), name);
      work.spend(content.length * 0.02, `a MAC over ${content.length} bytes`);
      const key = macKey(hash.id, password, salt, rounds, size, name);
      return equal(hmac(hash.id, key, content, name), digest);
    },
  };
};

const macKey = (
  hash: string,
  password: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  size: number,
  name: string,
): Uint8Array => {
  try {
    return pkcs12Key(hash, password, salt, rounds, purpose.mac, size);
  } catch {
    throw new Unsupported(name);
  }
};
