// Makes certificates and revocation lists of any shape, right or wrong, in a millisecond each: DER written by hand and
// signed with keys that are made when the test runs. What is right is refereed by openssl in differential.test.ts.
import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { attributeOidOf } from '../../../../main/pki/asn1/oids.ts';

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);

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
const namedBits = (bits: readonly number[], tag = 0x03): Uint8Array => {
  const last = Math.max(-1, ...bits);
  const content = new Uint8Array(Math.floor(last / 8) + 1);
  for (const bit of bits) content[bit >> 3] = (content[bit >> 3] as number) | (0x80 >> (bit & 7));
  return bitString(content, last < 0 ? 0 : 7 - (last % 8), tag);
};

const time = (iso: string): Uint8Array => {
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

const signed = (toBeSigned: (algorithm: Uint8Array) => Uint8Array, by: Key, hash: HashName, oidText?: string) => {
  const rsa = by.private.asymmetricKeyType === 'rsa';
  const known = rsa ? algorithms.rsa[hash] : algorithms.ecdsa[hash as 'sha1'];
  const algorithm = sequence(oid(oidText ?? known), ...(rsa ? [bytes(5, 0)] : []));
  const tbs = toBeSigned(algorithm);
  return sequence(tbs, algorithm, bitString(sign(hash, tbs, by.private)));
};

export type Extension = { oid: string; critical?: boolean; value: Uint8Array };

const extensionList = (extensions: readonly Extension[]): Uint8Array =>
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

// The extensions.

export const basicConstraints = (ca: boolean, pathLength?: number, critical = true): Extension => ({
  oid: '2.5.29.19',
  critical,
  value: sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])),
});

const usageBits = { digitalSignature: 0, keyEncipherment: 2, keyAgreement: 4, keyCertSign: 5, cRLSign: 6 } as const;

export const keyUsage = (...usages: (keyof typeof usageBits)[]): Extension => ({
  oid: '2.5.29.15',
  critical: true,
  value: namedBits(usages.map((usage) => usageBits[usage])),
});

export const purposes = {
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
  code: '1.3.6.1.5.5.7.3.3',
  any: '2.5.29.37.0',
} as const;

export const extendedKeyUsage = (...of: (keyof typeof purposes)[]): Extension => ({
  oid: '2.5.29.37',
  value: sequence(...of.map((purpose) => oid(purposes[purpose]))),
});

export type Named =
  | { dns: string }
  | { email: string }
  | { uri: string }
  | { ip: number[] }
  | { dir: string }
  | { rid: string };

export const generalName = (of: Named): Uint8Array => {
  if ('dns' in of) return encode(0x82, ascii(of.dns));
  if ('email' in of) return encode(0x81, ascii(of.email));
  if ('uri' in of) return encode(0x86, ascii(of.uri));
  if ('ip' in of) return encode(0x87, Uint8Array.from(of.ip));
  if ('dir' in of) return encode(0xa4, name(of.dir));
  return encode(0x88, oid(of.rid).subarray(2));
};

export const subjectAltName = (names: readonly Named[], critical = false): Extension => ({
  oid: '2.5.29.17',
  critical,
  value: sequence(...names.map(generalName)),
});

export const nameConstraints = (permitted: readonly Named[], excluded: readonly Named[] = []): Extension => {
  const trees = (tag: number, list: readonly Named[]): Uint8Array[] =>
    list.length > 0 ? [encode(tag, ...list.map((each) => sequence(generalName(each))))] : [];
  return { oid: '2.5.29.30', critical: true, value: sequence(...trees(0xa0, permitted), ...trees(0xa1, excluded)) };
};

export const subjectKeyId = (of: Key): Extension => ({ oid: '2.5.29.14', value: octets(of.id) });
export const authorityKeyId = (of: Key): Extension => ({ oid: '2.5.29.35', value: sequence(encode(0x80, of.id)) });

export type PointOptions = {
  uri?: string;
  names?: readonly Named[];
  relative?: string;
  reasons?: number[];
  issuer?: string;
};

const pointName = ({
  uri,
  names = uri === undefined ? undefined : [{ uri }],
  relative,
}: PointOptions): Uint8Array[] => {
  if (relative !== undefined) {
    // The SET inside the name, under the tag of the choice.
    const set = name(relative).subarray(2);
    return [encode(0xa0, encode(0xa1, set.subarray(2)))];
  }
  return names ? [encode(0xa0, encode(0xa0, ...names.map(generalName)))] : [];
};

export const distributionPoints = (...points: PointOptions[]): Extension => ({
  oid: '2.5.29.31',
  value: sequence(
    ...points.map((point) =>
      sequence(
        ...pointName(point),
        ...(point.reasons ? [namedBits(point.reasons, 0x81)] : []),
        ...(point.issuer === undefined ? [] : [encode(0xa2, generalName({ dir: point.issuer }))]),
      ),
    ),
  ),
});

export type ScopeOptions = PointOptions & { only?: 'user' | 'ca' | 'attribute'; indirect?: boolean };

export const issuingPoint = (scope: ScopeOptions): Extension => ({
  oid: '2.5.29.28',
  critical: true,
  value: sequence(
    ...pointName(scope),
    ...(scope.only === 'user' ? [encode(0x81, bytes(0xff))] : []),
    ...(scope.only === 'ca' ? [encode(0x82, bytes(0xff))] : []),
    ...(scope.reasons ? [namedBits(scope.reasons, 0x83)] : []),
    ...(scope.indirect ? [encode(0x84, bytes(0xff))] : []),
    ...(scope.only === 'attribute' ? [encode(0x85, bytes(0xff))] : []),
  ),
});

export const policies = (...of: string[]): Extension => ({
  oid: '2.5.29.32',
  value: sequence(...of.map((policy) => sequence(oid(policy)))),
});

export const policyConstraints = (requireExplicit?: number, inhibitMapping?: number): Extension => ({
  oid: '2.5.29.36',
  critical: true,
  value: sequence(
    ...(requireExplicit === undefined ? [] : [integer(requireExplicit, 0x80)]),
    ...(inhibitMapping === undefined ? [] : [integer(inhibitMapping, 0x81)]),
  ),
});

export const policyMappings = (...pairs: [string, string][]): Extension => ({
  oid: '2.5.29.33',
  value: sequence(...pairs.map(([from, to]) => sequence(oid(from), oid(to)))),
});

export const inhibitAnyPolicy = (skip: number): Extension => ({
  oid: '2.5.29.54',
  critical: true,
  value: integer(skip),
});

// Revocation lists.

export type Revoked = {
  serial: number | Uint8Array;
  reason?: number;
  date?: string;
  issuer?: string;
  extensions?: Extension[];
};

export type CrlOptions = {
  issuer: string;
  signer: Key;
  revoked?: readonly Revoked[];
  thisUpdate?: string;
  nextUpdate?: string | null;
  number?: number | null;
  base?: number;
  extensions?: readonly Extension[];
  hash?: HashName;
  version?: 1 | 2;
};

const entry = ({ serial, reason, date = '2030-05-02T00:00:00Z', issuer, extensions = [] }: Revoked): Uint8Array => {
  const all = [
    ...(reason === undefined ? [] : [{ oid: '2.5.29.21', value: integer(reason, 0x0a) }]),
    ...(issuer === undefined
      ? []
      : [{ oid: '2.5.29.29', critical: true, value: sequence(generalName({ dir: issuer })) }]),
    ...extensions,
  ];
  return sequence(integer(serial), time(date), ...(all.length > 0 ? [extensionList(all)] : []));
};

export const crl = (options: CrlOptions): Uint8Array => {
  const {
    issuer,
    signer,
    revoked = [],
    thisUpdate = '2030-05-01T00:00:00Z',
    nextUpdate = '2030-07-01T00:00:00Z',
  } = options;
  const { number = 1, base, extensions = [], hash = 'sha256', version = 2 } = options;
  const all: Extension[] = [
    ...(number === null ? [] : [{ oid: '2.5.29.20', value: integer(number) }]),
    ...(base === undefined ? [] : [{ oid: '2.5.29.27', critical: true, value: integer(base) }]),
    ...extensions,
  ];
  return signed(
    (algorithm) =>
      sequence(
        ...(version === 2 ? [integer(1)] : []),
        algorithm,
        name(issuer),
        time(thisUpdate),
        ...(nextUpdate === null ? [] : [time(nextUpdate)]),
        ...(revoked.length > 0 ? [sequence(...revoked.map(entry))] : []),
        ...(version === 2 && all.length > 0 ? [encode(0xa0, extensionList(all))] : []),
      ),
    signer,
    hash,
  );
};
