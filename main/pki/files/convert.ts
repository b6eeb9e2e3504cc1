// Certificates, keys, requests and revocation lists from one format into another. What comes out is read again and
// compared before it is handed out. Writes no file, and asks nobody.
import { timingSafeEqual } from 'node:crypto';
import type { ConvertReason } from '../../../preload/contract/errors.ts';
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import type { ConvertTarget } from '../../../preload/contract/tools.ts';
import { hexOf } from '../asn1/der.ts';
import { encodeKey } from '../keys/write-key.ts';
import { writePkcs12 } from '../pkcs12/write-pkcs12.ts';
import type { FoundObject } from './objects.ts';
import { readObjects } from './read.ts';
import { toPemBlock, toPkcs7 } from './write.ts';

export type ConvertOptions = {
  to: ConvertTarget;
  /** How a key is wrapped; a PKCS#12 always has PKCS#8. */
  keyEncoding: 'pkcs8' | 'pkcs1' | 'sec1';
  /** The algorithms of a PKCS#12: for systems of today, or such as Windows Server 2016 reads too. */
  pfxProfile: 'modern' | 'compatible';
  /** Of the output, for keys and PKCS#12, never empty; null: a key is written in the clear. */
  passphrase: string | null;
  friendlyName?: string;
};

export type ConvertOutput = {
  bytes: Uint8Array;
  /** A private key is in it, so the file is its owner's alone. */
  secret: boolean;
};

type Of<K extends FoundObject['kind']> = Extract<FoundObject, { kind: K }>;
type OpenKey = Of<'privateKey'> & { key: NonNullable<Of<'privateKey'>['key']> };

const of = <K extends FoundObject['kind']>(objects: readonly FoundObject[], kind: K): Of<K>[] =>
  objects.filter((object): object is Of<K> => object.kind === kind);

const labels = { certificate: 'CERTIFICATE', request: 'CERTIFICATE REQUEST', crl: 'X509 CRL', publicKey: 'PUBLIC KEY' };

const impossible = (to: ConvertTarget, reason: ConvertReason) => fail('convert-impossible', { to, reason });

const isOpen = (object: Of<'privateKey'>): object is OpenKey => object.key !== undefined;

/** One object as PEM. */
const pemOf = (object: FoundObject, { keyEncoding, passphrase, to }: ConvertOptions): Result<string> => {
  if (object.kind !== 'privateKey') return ok(toPemBlock(labels[object.kind], object.der));
  if (!isOpen(object)) return impossible(to, 'key-locked');
  const encoded = encodeKey(object.key, { encoding: keyEncoding, ...(passphrase === null ? {} : { passphrase }) });
  return encoded.ok ? ok(encoded.value.pem) : encoded;
};

const pem = (objects: readonly FoundObject[], options: ConvertOptions): Result<Uint8Array> => {
  const blocks: string[] = [];
  for (const object of objects) {
    const block = pemOf(object, options);
    if (!block.ok) return block;
    blocks.push(block.value);
  }
  return ok(new TextEncoder().encode(blocks.join('')));
};

const der = (object: FoundObject, { keyEncoding, passphrase }: ConvertOptions): Result<Uint8Array> => {
  if (object.kind !== 'privateKey') return ok(object.der);
  if (!isOpen(object)) return impossible('der', 'key-locked');
  // A passphrase makes it PKCS#8: the older encodings have no encrypted form but in PEM.
  const encoding = passphrase === null ? keyEncoding : 'pkcs8';
  const encoded = encodeKey(object.key, { encoding, ...(passphrase === null ? {} : { passphrase }) });
  if (!encoded.ok) return encoded;
  return encoded.value.der ? ok(encoded.value.der) : impossible('der', 'key-locked');
};

const pfx = (objects: readonly FoundObject[], options: ConvertOptions): Result<Uint8Array> => {
  const { pfxProfile, passphrase, friendlyName } = options;
  if (passphrase === null) return impossible('pfx', 'passphrase-missing');
  const certificates = of(objects, 'certificate');
  const [key, second] = of(objects, 'privateKey');
  if (certificates.length + (key ? 1 : 0) !== objects.length || certificates.length === 0)
    return impossible('pfx', certificates.length === 0 ? 'no-certificate' : 'only-certificates-and-key');
  if (second) return impossible('pfx', 'several-keys');
  if (key && !isOpen(key)) return impossible('pfx', 'key-locked');
  const own = certificates.find(({ item }) => item.publicKey.sha256 === key?.item.publicKey?.sha256);
  if (key && !own) return impossible('pfx', 'key-does-not-fit');
  // The certificate of the key comes first: readers take the first one for the leaf.
  const ordered = own ? [own, ...certificates.filter((each) => each !== own)] : certificates;
  const name = friendlyName ?? ordered[0]?.item.commonName;
  const content = { certificates: ordered.map((each) => each.der), ...(key ? { key: key.key } : {}) };
  return ok(writePkcs12({ ...content, ...(name ? { friendlyName: name } : {}) }, { passphrase, profile: pfxProfile }));
};

const produce = (objects: readonly FoundObject[], options: ConvertOptions): Result<Uint8Array> => {
  const { to } = options;
  const certificates = of(objects, 'certificate');
  switch (to) {
    case 'pem':
      return pem(objects, options);
    case 'crt':
      if (certificates.length === 0) return impossible(to, 'no-certificate');
      return certificates.length === objects.length ? pem(objects, options) : impossible(to, 'only-certificates');
    case 'der':
      return objects.length === 1 ? der(objects[0] as FoundObject, options) : impossible(to, 'several-objects');
    case 'p7b': {
      const crls = of(objects, 'crl');
      if (certificates.length === 0) return impossible(to, 'no-certificate');
      if (certificates.length + crls.length < objects.length) return impossible(to, 'only-certificates');
      return ok(
        toPkcs7(
          certificates.map((each) => each.der),
          crls.map((each) => each.der),
        ),
      );
    }
    case 'pfx':
      return pfx(objects, options);
    case 'key': {
      const keys = of(objects, 'privateKey');
      if (keys.length !== 1) return impossible(to, keys.length === 0 ? 'no-key' : 'several-keys');
      return keys.length === objects.length ? pem(keys, options) : impossible(to, 'only-keys');
    }
  }
};

const bytesOf = (object: FoundObject): Uint8Array =>
  object.kind === 'privateKey' ? (object.key?.spki ?? new Uint8Array()) : object.der;

const identity = (object: FoundObject): string => `${object.kind} ${hexOf(bytesOf(object))}`;

/**
 * Whether bytes (what was just made, or a file read back) hold exactly these objects: the same DER, and the same
 * private keys.
 */
export const holdsExactly = (
  bytes: Uint8Array,
  objects: readonly FoundObject[],
  passphrase: string | null,
): boolean => {
  const read = readObjects(bytes, passphrase === null ? {} : { passphrase });
  if (read.problems.length > 0 || read.objects.length !== objects.length) return false;
  const sorted = (all: readonly FoundObject[]) => [...all].sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
  const theirs = sorted(read.objects);
  return sorted(objects).every((object, index) => {
    const other = theirs[index] as FoundObject;
    if (identity(object) !== identity(other)) return false;
    return object.kind !== 'privateKey' || other.kind !== 'privateKey' || sameKey(object, other);
  });
};

/** The same SubjectPublicKeyInfo was seen to by the identity; here the private halves are compared. */
const sameKey = (a: Of<'privateKey'>, b: Of<'privateKey'>): boolean =>
  a.key !== undefined &&
  b.key !== undefined &&
  a.key.pkcs8.length === b.key.pkcs8.length &&
  timingSafeEqual(a.key.pkcs8, b.key.pkcs8);

/**
 * Objects into one file of another format.
 * @param objects in the order of the output, certificates leaf first
 * @returns `convert-impossible` with the reason, `key-encoding-impossible`
 */
export const convertObjects = (objects: readonly FoundObject[], options: ConvertOptions): Result<ConvertOutput> => {
  if (objects.length === 0) return impossible(options.to, 'nothing');
  // It would look like a lock and be none: anybody tries the empty passphrase first.
  if (options.passphrase === '') return impossible(options.to, 'passphrase-empty');
  const made = produce(objects, options);
  if (!made.ok) return made;
  // What we made and cannot read again would be a bug here, not a mistake of the user's.
  if (!holdsExactly(made.value, objects, options.passphrase))
    throw new Error(`conversion to ${options.to} lost something`);
  return ok({ bytes: made.value, secret: objects.some(({ kind }) => kind === 'privateKey') });
};
