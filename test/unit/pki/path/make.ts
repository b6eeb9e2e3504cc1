// Makes certificates and revocation lists of any shape, right or wrong, in a millisecond each: DER written by hand and
// signed with keys that are made when the test runs. What is right is refereed by openssl in differential.test.ts.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { attributeOidOf } from '../../../../main/pki/asn1/oids.ts';

export const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
export const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

export const sequence = (...parts: Uint8Array[]): Uint8Array => encode(0x30, ...parts);
export const octets = (...parts: Uint8Array[]): Uint8Array => encode(0x04, ...parts);
export const boolean = (value: boolean): Uint8Array => encode(0x01, bytes(value ? 0xff : 0));

export const oid = (dotted: string): Uint8Array => {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const base128 = (arc: number): number[] => {
    const digits = [arc % 128];
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128)) digits.unshift((left % 128) | 0x80);
    return digits;
  };
  return encode(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
};

/** A number, or the very octets of one. */
export const integer = (value: number | Uint8Array, tag = 0x02): Uint8Array => {
  if (typeof value !== 'number') return encode(tag, value);
  const hex = value.toString(16);
  const plain = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex');
  return encode(tag, (plain[0] as number) >= 0x80 ? Buffer.concat([bytes(0), plain]) : plain);
};

const bitString = (value: Uint8Array, unused = 0, tag = 0x03): Uint8Array => encode(tag, bytes(unused), value);

/** The bits of a named bit list. */
export const namedBits = (bits: readonly number[], tag = 0x03): Uint8Array => {
  const last = Math.max(-1, ...bits);
  const content = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of bits) content[bit >> 3] = (content[bit >> 3] as number) | (0x80 >> (bit & 7));
  return bitString(content, last < 0 ? 0 : 7 - (last % 8), tag);
};

export const time = (iso: string): Uint8Array => {
  const text = iso.replace(/[-:T]/g, '').replace(/\.\d+/, '');
  return Number(text.slice(0, 4)) < 2050 && Number(text.slice(0, 4)) >= 1950
    ? encode(0x17, ascii(text.slice(2)))
    : encode(0x18, ascii(text));
};

/** `CN=a/O=b`, an attribute each; UTF8String unless another tag is given. */
export const name = (text: string, stringTag = 0x0c): Uint8Array =>
  sequence(
    ...text
      .split('/')
      .filter((part) => part !== '')
      .map((part) => {
        const [type = '', value = ''] = part.split('=');
        const known = attributeOidOf(type);
        if (known === undefined) throw new TypeError(type);
        return encode(0x31, sequence(oid(known), encode(type === 'emailAddress' ? 0x16 : stringTag, ascii(value))));
      }),
  );

export type Key = { private: KeyObject; spki: Uint8Array; id: Uint8Array };

const made = new Map<string, Key>();

/** A P-256 key, made once per name; RSA where bits are given. */
export const key = (called: string, rsaBits?: number): Key => {
  const known = made.get(called);
  if (known) return known;
  const pair =
    rsaBits === undefined
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: rsaBits });
  const spki = new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' }));
  const fresh = { private: pair.privateKey, spki, id: createHash('sha1').update(spki).digest() };
  made.set(called, fresh);
  return fresh;
};

const algorithms = {
  ecdsa: { sha256: '1.2.840.10045.4.3.2', sha1: '1.2.840.10045.4.1' },
  rsa: { sha256: '1.2.840.113549.1.1.11', sha1: '1.2.840.113549.1.1.5', md5: '1.2.840.113549.1.1.4' },
} as const;

export type HashName = 'sha256' | 'sha1' | 'md5';

export const signed = (
  toBeSigned: (algorithm: Uint8Array) => Uint8Array,
  by: Key,
  hash: HashName,
  oidText?: string,
) => {
  const rsa = by.private.asymmetricKeyType === 'rsa';
  const known = rsa ? algorithms.rsa[hash] : algorithms.ecdsa[hash as 'sha1'];
  const algorithm = sequence(oid(oidText ?? known), ...(rsa ? [bytes(5, 0)] : []));
  const tbs = toBeSigned(algorithm);
  return sequence(tbs, algorithm, bitString(sign(hash, tbs, by.private)));
};

export type Extension = { oid: string; critical?: boolean; value: Uint8Array };

export const extensionList = (extensions: readonly Extension[]): Uint8Array =>
  sequence(
    ...extensions.map((each) => sequence(oid(each.oid), ...(each.critical ? [boolean(true)] : []), octets(each.value))),
  );

export type CertificateOptions = {
  subject: string | Uint8Array;
  issuer?: string | Uint8Array;
  key: Key;
  signer?: Key;
  extensions?: readonly Extension[];
  notBefore?: string;
  notAfter?: string;
  serial?: number | Uint8Array;
  hash?: HashName;
  signatureOid?: string;
  version?: 1 | 3;
};

/** The moment at which the tests look, inside every default validity. */
export const now = new Date('2030-06-01T12:00:00Z');

let serials = 1000;

export const certificate = (options: CertificateOptions): Uint8Array => {
  const { subject, issuer = subject, signer = options.key, extensions = [], hash = 'sha256', version = 3 } = options;
  const { notBefore = '2030-01-01T00:00:00Z', notAfter = '2031-01-01T00:00:00Z' } = options;
  serials += 1;
  const serial = integer(options.serial ?? serials);
  const called = (of: string | Uint8Array): Uint8Array => (typeof of === 'string' ? name(of) : of);
  return signed(
    (algorithm) =>
      sequence(
        ...(version === 3 ? [encode(0xa0, integer(2))] : []),
        serial,
        algorithm,
        called(issuer),
        sequence(time(notBefore), time(notAfter)),
        called(subject),
        options.key.spki,
        ...(extensions.length > 0 ? [encode(0xa3, extensionList(extensions))] : []),
      ),
    signer,
    hash,
    options.signatureOid,
  );
};
