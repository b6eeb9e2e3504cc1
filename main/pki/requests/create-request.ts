// Makes a PKCS#10 certificate request (RFC 2986): own encoder, signature by node:crypto. No challenge password, ever.
// What was made is read again and its signature verified before it is handed out. Makes no keys.
import { createPrivateKey, sign } from 'node:crypto';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import { context, type DerElement, readDer, tag } from '../asn1/der.ts';
import { algorithmIdentifier, nullValue, objectIdentifier } from '../asn1/der-values.ts';
import { encode } from '../asn1/der-write.ts';
import { extendedKeyUsages, extension, type KeyUsage, keyUsages } from '../asn1/oids.ts';
import { readPublicKey } from '../keys/public-key.ts';
import {
  type AlternativeName,
  encodeAlternativeName,
  nameOfCommonName,
  readAlternativeName,
} from '../names/alternative-name.ts';
import { type Attribute, nameText } from '../names/distinguished-name.ts';
import { encodeName, prepareName } from '../names/name-write.ts';
import { parseRequest } from './request.ts';

export type RequestOrder = {
  /** Attributes in the order of the encoding, from the general to the particular; types by any name of oids.ts. */
  subject: readonly Attribute[];
  /** International names as text or punycode, addresses in any notation. */
  sans?: { dns?: readonly string[]; ip?: readonly string[]; email?: readonly string[]; uri?: readonly string[] };
  keyUsage?: readonly KeyUsage[];
  /** Names of oids.ts (`serverAuth`) or dotted object identifiers. */
  extendedKeyUsage?: readonly string[];
};

/** An order that has been checked: what it says stands in the request exactly so. */
export type PreparedOrder = {
  subject: readonly Attribute[];
  sans: readonly AlternativeName[];
  keyUsage: readonly KeyUsage[];
  /** Dotted object identifiers. */
  extendedKeyUsage: readonly string[];
};

/**
 * The key usage of a request for a TLS server or client: an RSA key may also encrypt the key of a session (TLS 1.2,
 * RFC 5246 section 7.4.7.1); no other kind of key can.
 */
export const keyUsageFor = ({ algorithm }: { algorithm: string }): readonly KeyUsage[] =>
  algorithm === 'RSA' ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];

const purposeOids = new Map(Object.entries(extendedKeyUsages).map(([oid, name]) => [name, oid]));

/** Purposes come from our own code, never from a person. */
const purposeOid = (name: string): string => {
  const oid = purposeOids.get(name) ?? name;
  if (!/^[0-2](\.\d{1,9}){1,30}$/.test(oid)) throw new TypeError(`not a purpose: ${name}`);
  return oid;
};

/**
 * Checks an order and fills it in: names as they will stand in the request, each once, and the common name among them
 * when it is a host name or an address (browsers read only subjectAltName).
 * @returns `subject-invalid` or `san-invalid` for the first part that cannot be written
 */
export const prepareOrder = (order: RequestOrder): Result<PreparedOrder> => {
  const subject = prepareName(order.subject);
  if (!subject.ok) return subject;
  const { dns = [], ip = [], email = [], uri = [] } = order.sans ?? {};
  const names = new Map<string, AlternativeName>();
  const add = (name: AlternativeName) => names.set(`${name.kind}:${name.value}`, name);
  for (const { type, value } of subject.value) {
    const name = type === 'CN' ? nameOfCommonName(value) : undefined;
    if (name !== undefined) add(name);
  }
  for (const [kind, list] of Object.entries({ dns, ip, email, uri })) {
    for (const text of list) {
      const name = readAlternativeName(kind as AlternativeName['kind'], text);
      if (!name.ok) return name;
      add(name.value);
    }
  }
  return ok({
    subject: subject.value,
    sans: [...names.values()],
    keyUsage: keyUsages.filter((usage) => order.keyUsage?.includes(usage)),
    extendedKeyUsage: [...new Set((order.extendedKeyUsage ?? []).map(purposeOid))],
  });
};

const critical = encode(tag.boolean, Uint8Array.of(0xff));

const encodeExtension = (oid: string, value: Uint8Array, isCritical = false): Uint8Array =>
  encode(tag.sequence, objectIdentifier(oid), ...(isCritical ? [critical] : []), encode(tag.octetString, value));

/** A named BIT STRING: bits that are not set at the end are left out (X.690 section 11.2.2). */
const keyUsageBits = (usages: readonly KeyUsage[]): Uint8Array => {
  const bits = keyUsages.map((usage) => (usages.includes(usage) ? 1 : 0)) as number[];
  const length = bits.lastIndexOf(1) + 1;
  const octets = new Uint8Array(Math.ceil(length / 8));
  for (let bit = 0; bit < length; bit += 1)
    octets[bit >> 3] = (octets[bit >> 3] ?? 0) | ((bits[bit] ?? 0) << (7 - (bit & 7)));
  return encode(tag.bitString, Uint8Array.of(octets.length * 8 - length, ...octets));
};

const encodeExtensions = ({ sans, keyUsage, extendedKeyUsage }: PreparedOrder): Uint8Array[] => [
  ...(keyUsage.length > 0 ? [encodeExtension(extension.keyUsage, keyUsageBits(keyUsage), true)] : []),
  ...(extendedKeyUsage.length > 0
    ? [encodeExtension(extension.extendedKeyUsage, encode(tag.sequence, ...extendedKeyUsage.map(objectIdentifier)))]
    : []),
  ...(sans.length > 0
    ? [encodeExtension(extension.subjectAltName, encode(tag.sequence, ...sans.map(encodeAlternativeName)))]
    : []),
];

/** Both halves of a key pair, DER: PKCS#8 without a passphrase, and SubjectPublicKeyInfo. */
export type KeyPair = { pkcs8: Uint8Array; spki: Uint8Array };

type Signing = { identifier: Uint8Array; hash: string | null };

/** RSA has NULL for parameters, the others none (RFC 4055 section 5, RFC 5758 section 3.2, RFC 8410 section 3). */
const signings: Readonly<Record<string, Signing>> = {
  RSA: { identifier: algorithmIdentifier('1.2.840.113549.1.1.11', nullValue()), hash: 'sha256' },
  'P-256': { identifier: algorithmIdentifier('1.2.840.10045.4.3.2'), hash: 'sha256' },
  'P-384': { identifier: algorithmIdentifier('1.2.840.10045.4.3.3'), hash: 'sha384' },
  'P-521': { identifier: algorithmIdentifier('1.2.840.10045.4.3.4'), hash: 'sha512' },
  Ed25519: { identifier: algorithmIdentifier('1.3.101.112'), hash: null },
};

const keyKind = (spki: DerElement): string => {
  const { algorithm: name, curve } = readPublicKey(spki);
  return curve ?? name;
};

/** The request as an order that was prepared says it. The signature is not checked here. */
const encodeRequest = (order: PreparedOrder, key: KeyPair, { identifier, hash }: Signing): Uint8Array => {
  const extensions = encodeExtensions(order);
  const attribute = encode(
    tag.sequence,
    objectIdentifier('1.2.840.113549.1.9.14'),
    encode(tag.set, encode(tag.sequence, ...extensions)),
  );
  const info = encode(
    tag.sequence,
    encode(tag.integer, Uint8Array.of(0)),
    encodeName(order.subject),
    key.spki,
    encode(context(0, true), ...(extensions.length > 0 ? [attribute] : [])),
  );
  const privateKey = createPrivateKey({ key: Buffer.from(key.pkcs8), format: 'der', type: 'pkcs8' });
  const signature = sign(hash, info, privateKey);
  return encode(tag.sequence, info, identifier, encode(tag.bitString, Uint8Array.of(0), signature));
};

/** Whether what was made says what was ordered, under a signature that verifies. */
const isAsOrdered = (der: Uint8Array, order: PreparedOrder): boolean => {
  const read = parseRequest(der);
  if (!read.ok || read.value.signatureValid !== true) return false;
  const { dns = [], ip = [], email = [], uri = [] } = read.value.subjectAltNames ?? {};
  const wanted = (kind: string) => order.sans.filter((name) => name.kind === kind).map(({ value }) => value);
  const lists = Object.entries({ dns, ip, email, uri });
  return (
    read.value.subject === nameText(order.subject.map((attribute) => [attribute])) &&
    lists.every(([kind, list]) => JSON.stringify(list) === JSON.stringify(wanted(kind)))
  );
};

/**
 * Makes a request. The hash goes with the key: SHA-256 for RSA and P-256, SHA-384 for P-384, SHA-512 for P-521.
 * @param key RSA, P-256, P-384, P-521 or Ed25519; its size is not judged
 * @returns the request, DER; `subject-invalid`, `san-invalid`, or `algorithm-unsupported` for other keys. Throws when
 * what was made is not what was ordered, which is a bug.
 */
export const createRequest = (order: RequestOrder, key: KeyPair): Result<Uint8Array> => {
  const prepared = prepareOrder(order);
  if (!prepared.ok) return prepared;
  const spki = readDer(key.spki);
  const kind = keyKind(spki);
  const signing = signings[kind];
  if (signing === undefined) return fail('algorithm-unsupported', { looksLike: 'private-key', algorithm: kind });
  const der = encodeRequest(prepared.value, key, signing);
  if (!isAsOrdered(der, prepared.value)) throw new Error('the request that was made is not the one that was ordered');
  return ok(der);
};
