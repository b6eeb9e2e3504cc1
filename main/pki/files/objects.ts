// The objects of one file as they are found: each is read by what it is, whatever a label said, and one that cannot be
// read becomes a problem and no more. Knows nothing of files, encodings of text or the order of things.
import type { AppError, LooksLike } from '../../../preload/contract/errors.ts';
import type {
  CertificateItem,
  CrlItem,
  PrivateKeyItem,
  PublicKeyItem,
  RequestItem,
} from '../../../preload/contract/item.ts';
import { fail } from '../../../preload/contract/result.ts';
import { DerError, readDer } from '../asn1/der.ts';
import { parseCertificate } from '../certificate/certificate.ts';
import { parseCrl } from '../crl/crl.ts';
import { type PrivateKey, readPrivateKey } from '../keys/private-key.ts';
import { readPublicKey, spkiOf } from '../keys/public-key.ts';
import { Work } from '../keys/work.ts';
import { readPkcs12 } from '../pkcs12/read-pkcs12.ts';
import { parseRequest } from '../requests/request.ts';
import { definite, firstElement } from './elements.ts';
import { labelKind, looksLike } from './looks-like.ts';
import type { PemBlock } from './pem-text.ts';
import { pkcs7Contents } from './pkcs7.ts';

/** What was found, with its DER; of a private key `key` is there once it is open. */
export type FoundObject =
  | { kind: 'certificate'; der: Uint8Array; item: CertificateItem }
  | { kind: 'request'; der: Uint8Array; item: RequestItem }
  | { kind: 'crl'; der: Uint8Array; item: CrlItem }
  | { kind: 'publicKey'; der: Uint8Array; item: PublicKeyItem }
  | { kind: 'privateKey'; item: PrivateKeyItem; key?: PrivateKey };

/** Bytes that outlive the file's own buffer. */
const copy = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);

export class Reading {
  readonly objects: FoundObject[] = [];
  readonly problems: AppError[] = [];
  full = false;
  readonly #limit: number;
  readonly #passphrase: string | undefined;
  #locked = false;
  #legacy = false;
  #tried = 0;
  /** One for all: a file of a thousand keys must not take a thousand times as long to open as the worst of them. */
  readonly #work = new Work();

  constructor(limit: number, passphrase: string | undefined) {
    this.#limit = limit;
    this.#passphrase = passphrase;
  }

  get isEmpty(): boolean {
    return this.objects.length === 0 && this.problems.length === 0;
  }

  result() {
    return { objects: this.objects, problems: this.problems, locked: this.#locked, legacy: this.#legacy };
  }

  #found(object: FoundObject): void {
    if (this.objects.length < this.#limit) {
      this.objects.push(object);
      return;
    }
    this.#tooMany();
  }

  #tooMany(): void {
    if (!this.full) this.problems.push(fail('too-many-objects', { limit: this.#limit }).error);
    this.full = true;
  }

  /** `where` names the object in the details of a problem, where there are several. */
  #problem(error: AppError, where: string): void {
    if (error.code === 'passphrase-needed' || error.code === 'passphrase-wrong') this.#locked = true;
    // One problem for each of ten thousand broken objects would help nobody.
    if (this.problems.length >= 100) return;
    const detail = error.code === 'damaged' && where !== '' ? `${where}: ${error.facts.detail}` : undefined;
    this.problems.push(error.code === 'damaged' && detail ? fail('damaged', { ...error.facts, detail }).error : error);
  }

  certificate(bytes: Uint8Array, where: string, friendlyName?: string): void {
    if (this.full) return;
    const der = copy(bytes);
    const parsed = parseCertificate(der);
    if (!parsed.ok) this.#problem(parsed.error, where);
    else this.#found({ kind: 'certificate', der, item: named(parsed.value, friendlyName) });
  }

  #crl(bytes: Uint8Array, where: string): void {
    if (this.full) return;
    const der = copy(bytes);
    const parsed = parseCrl(der);
    if (!parsed.ok) this.#problem(parsed.error, where);
    else this.#found({ kind: 'crl', der, item: parsed.value });
  }

  #request(bytes: Uint8Array, where: string): void {
    const der = copy(bytes);
    const parsed = parseRequest(der);
    if (!parsed.ok) this.#problem(parsed.error, where);
    else this.#found({ kind: 'request', der, item: parsed.value });
  }

  #publicKey(bytes: Uint8Array, where: string): void {
    try {
      const der = spkiOf(copy(bytes));
      this.#found({ kind: 'publicKey', der, item: { kind: 'publicKey', publicKey: readPublicKey(readDer(der)) } });
    } catch (error) {
      if (!(error instanceof DerError)) throw error;
      this.#problem(fail('damaged', { looksLike: 'public-key', detail: error.message }).error, where);
    }
  }

  #privateKey(
    bytes: Uint8Array,
    where: string,
    pem?: { label: string; headers: Readonly<Record<string, string>> },
  ): void {
    const passphrase = this.#passphrase === undefined ? {} : { passphrase: this.#passphrase };
    const read = readPrivateKey(copy(bytes), { ...passphrase, ...pem, work: this.#work });
    if (!read.ok) {
      // A key that this passphrase does not open is there all the same.
      if (read.error.code === 'passphrase-wrong')
        this.#found({ kind: 'privateKey', item: { kind: 'privateKey', encrypted: true } });
      this.#problem(read.error, where);
      return;
    }
    const { item, key } = read.value;
    if (key === undefined && item.encrypted) this.#locked = true;
    this.#found({ kind: 'privateKey', item, ...(key ? { key } : {}) });
  }

  #pkcs7(bytes: Uint8Array, where: string): void {
    const found = pkcs7Contents(bytes);
    if (!found.ok) {
      this.#problem(found.error, where);
      return;
    }
    const { certificates, crls } = found.value;
    for (const [index, der] of certificates.entries()) this.certificate(der, where || `certificate ${index + 1}`);
    for (const [index, der] of crls.entries()) this.#crl(der, where || `revocation list ${index + 1}`);
  }

  #pkcs12(bytes: Uint8Array, where: string): void {
    const read = readPkcs12(bytes, this.#passphrase, this.#work);
    if (!read.ok) {
      this.#problem(read.error, where);
      return;
    }
    const { certificates, keys, crls, problems, encryption } = read.value;
    this.#legacy ||= encryption.some((name) => /\b(RC2|RC4|DES)\b/.test(name));
    for (const [index, { der, friendlyName }] of certificates.entries())
      this.certificate(der, `certificate ${index + 1}`, friendlyName);
    for (const { item, key, friendlyName } of keys)
      this.#found({ kind: 'privateKey', item: named(item, friendlyName), ...(key ? { key } : {}) });
    for (const [index, der] of crls.entries()) this.#crl(der, `revocation list ${index + 1}`);
    for (const problem of problems) this.#problem(problem, '');
    // Empty, or with nothing but secrets of other kinds: whole, and yet nothing comes of it.
    if (certificates.length + keys.length + crls.length + problems.length === 0)
      this.#problem(fail('not-readable', { looksLike: 'pfx' }).error, where);
  }

  /** One object of any kind, whatever a label said: `certutil -encode` labels everything CERTIFICATE. */
  object(given: Uint8Array, where = '', pem?: { label: string; headers: Readonly<Record<string, string>> }): void {
    if (this.full) return;
    // Things that are nothing we know are soon looked at, but there can be millions of them.
    this.#tried += 1;
    if (this.#tried > 10 * this.#limit) {
      this.#tooMany();
      return;
    }
    const bytes = definite(given);
    // Encrypted the old way, the bytes are no DER: only the label tells that it is a key.
    const kind: LooksLike = pem?.headers['DEK-Info'] === undefined ? looksLike(bytes) : 'private-key';
    if (kind === 'certificate') this.certificate(bytes, where);
    else if (kind === 'request') this.#request(bytes, where);
    else if (kind === 'crl') this.#crl(bytes, where);
    else if (kind === 'public-key') this.#publicKey(bytes, where);
    else if (kind === 'private-key' || kind === 'encrypted-private-key') this.#privateKey(bytes, where, pem);
    else if (kind === 'pkcs7') this.#pkcs7(bytes, where);
    else if (kind === 'pfx') this.#pkcs12(bytes, where);
    else this.#problem(announced(pem?.label, kind), where);
  }

  /** A block of PEM, one of `count`. */
  block({ label, headers, bytes, problem }: PemBlock, index: number, count: number): void {
    const where = count > 1 ? `PEM block ${index + 1}` : '';
    const kind = labelKind(label);
    if (bytes === undefined) {
      const detail = problem ?? 'it is unreadable';
      this.#problem(fail('damaged', { looksLike: kind, detail }).error, where);
    }
    // Beside a key they only repeat what the key says itself.
    else if (kind === 'parameters' && count > 1) return;
    else if (kind === 'ssh-key' || kind === 'pgp' || kind === 'parameters')
      this.#problem(fail('not-readable', { looksLike: kind }).error, where);
    // OpenSSL's trusted certificates carry its own settings behind the certificate.
    else this.object(label === 'TRUSTED CERTIFICATE' ? firstElement(bytes) : bytes, where, { label, headers });
  }
}

const named = <T extends CertificateItem | PrivateKeyItem>(item: T, friendlyName: string | undefined): T =>
  friendlyName === undefined ? item : { ...item, friendlyName };

/** Bytes that are nothing we know: damaged if the label promised something, else not readable. */
const announced = (label: string | undefined, kind: LooksLike): AppError => {
  const promised = label === undefined ? 'unknown' : labelKind(label);
  return kind === 'unknown' && promised !== 'unknown'
    ? fail('damaged', { looksLike: promised, detail: 'the block holds something else than its BEGIN line says' }).error
    : fail('not-readable', { looksLike: kind }).error;
};
