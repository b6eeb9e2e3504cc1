// Writes a PKCS#12 file (RFC 7292): one key and its certificates, leaf first, linked by localKeyId. Two profiles, see
// `profiles`. Own code, because node-forge's writer knows neither EC keys nor a MAC with SHA-256. It does not check
// that the key fits the certificate.
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { context, tag } from '../asn1/der.ts';
import {
  algorithmIdentifier,
  integer,
  nullValue,
  objectIdentifier,
  octetString,
  sequence,
} from '../asn1/der-values.ts';
import { encode } from '../asn1/der-write.ts';
import { pkcs12Key, purpose } from '../keys/derivation.ts';
import { type Encrypted, encryptPbes2, encryptTripleDes } from '../keys/encrypt.ts';
import { oid } from '../keys/encryption-oids.ts';
import { bmpForms } from '../keys/passphrase-forms.ts';
import type { PrivateKey } from '../keys/private-key.ts';
import { attributeType, bagType, contentType, valueType } from './oids.ts';

export type Pkcs12Profile = 'modern' | 'compatible';

type Profile = {
  encrypt: (data: Uint8Array, passphrase: string, iterations: number) => Encrypted;
  hash: { id: string; oid: string; length: number };
  iterations: number;
};

/**
 * modern: AES-256 with PBKDF2-HMAC-SHA-256, seal with SHA-256; Windows since 10 (1709) and Server 2019, OpenSSL since
 * 1.1. A guess costs 50 times what OpenSSL's own files ask; .NET refuses more than 300,000 rounds for one part.
 * compatible: triple DES, seal with SHA-1, 2,000 rounds as Windows itself writes them: Server 2016 and before, too.
 */
const profiles: Record<Pkcs12Profile, Profile> = {
  modern: { encrypt: encryptPbes2, hash: { id: 'sha256', oid: oid.sha256, length: 32 }, iterations: 100_000 },
  compatible: { encrypt: encryptTripleDes, hash: { id: 'sha1', oid: oid.sha1, length: 20 }, iterations: 2048 },
};

const explicit = (content: Uint8Array): Uint8Array => encode(context(0, true), content);

const contentInfo = (type: string, content: Uint8Array): Uint8Array =>
  sequence(objectIdentifier(type), explicit(content));

const attribute = (type: string, value: Uint8Array): Uint8Array =>
  sequence(objectIdentifier(type), encode(tag.set, value));

const bmpString = (text: string): Uint8Array => encode(tag.bmpString, Buffer.from(text, 'utf16le').swap16());

const bag = (type: string, value: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array =>
  sequence(objectIdentifier(type), explicit(value), ...(attributes.length > 0 ? [encode(tag.set, ...attributes)] : []));

const certificateBag = (der: Uint8Array, attributes: readonly Uint8Array[]): Uint8Array =>
  bag(
    bagType.certificate,
    sequence(objectIdentifier(valueType.x509Certificate), explicit(octetString(der))),
    attributes,
  );

/** EncryptedData (RFC 5652 section 8), of version 0. */
const encryptedSafe = (encrypted: Encrypted): Uint8Array =>
  contentInfo(
    contentType.encryptedData,
    sequence(
      integer(0),
      sequence(objectIdentifier(contentType.data), encrypted.identifier, encode(context(0), encrypted.data)),
    ),
  );

const macData = (content: Uint8Array, passphrase: string, { hash, iterations }: Profile): Uint8Array => {
  const salt = new Uint8Array(randomBytes(16));
  const password = bmpForms(passphrase)[0] as Uint8Array;
  const key = pkcs12Key(hash.id, password, salt, iterations, purpose.mac, hash.length);
  const digest = new Uint8Array(createHmac(hash.id, key).update(content).digest());
  return sequence(
    sequence(algorithmIdentifier(hash.oid, nullValue()), octetString(digest)),
    octetString(salt),
    integer(iterations),
  );
};

/**
 * A PKCS#12 file, DER. The passphrase is used as given: BMPString for the derivation of PKCS#12, UTF-8 for PBES2.
 * @param content.certificates DER, leaf first; with a key, the first one is the key's
 * @param content.friendlyName the name that Windows shows; on the key and the leaf
 */
export const writePkcs12 = (
  content: { certificates: readonly Uint8Array[]; key?: PrivateKey; friendlyName?: string },
  options: { passphrase: string; profile: Pkcs12Profile },
): Uint8Array => {
  const { certificates, key, friendlyName } = content;
  const profile = profiles[options.profile];
  const protect = (data: Uint8Array): Encrypted => profile.encrypt(data, options.passphrase, profile.iterations);
  const [leaf] = certificates;
  const name = friendlyName ? [attribute(attributeType.friendlyName, bmpString(friendlyName))] : [];
  // The SHA-1 thumbprint of the leaf, as OpenSSL does it; without a certificate there is nothing to link to.
  const link =
    key && leaf
      ? [attribute(attributeType.localKeyId, octetString(new Uint8Array(createHash('sha1').update(leaf).digest())))]
      : [];
  const safes: Uint8Array[] = [];
  if (leaf) {
    const bags = certificates.map((der, index) => certificateBag(der, index === 0 ? [...name, ...link] : []));
    safes.push(encryptedSafe(protect(sequence(...bags))));
  }
  if (key) {
    const { identifier, data } = protect(key.pkcs8);
    const shrouded = bag(bagType.shroudedKey, sequence(identifier, octetString(data)), [...name, ...link]);
    safes.push(contentInfo(contentType.data, octetString(sequence(shrouded))));
  }
  const authenticatedSafe = sequence(...safes);
  return sequence(
    integer(3),
    contentInfo(contentType.data, octetString(authenticatedSafe)),
    macData(authenticatedSafe, options.passphrase, profile),
  );
};
