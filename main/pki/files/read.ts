// Finds the certificates in a file by its content, whatever its name says: PEM, DER, bare Base64, PKCS#7, in any text
// encoding that Windows writes. Names what else is there (keys, requests, keystores) without opening it.
import type { AppError } from '../../../preload/contract/errors.ts';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import { fail } from '../../../preload/contract/result.ts';
import { definiteLengths } from '../asn1/ber.ts';
import { DerError, readDerAt, tag } from '../asn1/der.ts';
import { parseCertificate } from '../certificate/certificate.ts';
import { labelKind, looksLike } from './looks-like.ts';
import { decodeBase64, decodeText, type PemBlock, pemBlocks } from './pem-text.ts';
import { pkcs7Certificates } from './pkcs7.ts';

export type ReadObjects = {
  format: 'pem' | 'der' | 'base64' | 'pkcs7' | 'unknown';
  certificates: { der: Uint8Array; item: CertificateItem }[];
  problems: AppError[];
};

/** Larger files are refused unread, in bytes. */
export const fileLimit = 32 * 1024 * 1024;

const damaged = (detail: string): AppError => fail('damaged', { looksLike: 'certificate', detail }).error;

class Reading {
  certificates: ReadObjects['certificates'] = [];
  problems: AppError[] = [];

  /** `where` names the object in the details of a problem, where there are several. */
  certificate(bytes: Uint8Array, where = ''): void {
    const der = new Uint8Array(bytes);
    const parsed = parseCertificate(der);
    if (parsed.ok) this.certificates.push({ der, item: parsed.value });
    else if (parsed.error.code === 'damaged' && where)
      this.problems.push(damaged(`${where}: ${parsed.error.facts.detail}`));
    else this.problems.push(parsed.error);
  }

  pkcs7(bytes: Uint8Array, where = ''): void {
    const found = pkcs7Certificates(bytes);
    if (!found.ok) this.problems.push(found.error);
    else for (const [index, der] of found.value.entries()) this.certificate(der, where || `certificate ${index + 1}`);
  }

  /** One DER object of any kind, whatever a label said: `certutil -encode` labels everything CERTIFICATE. */
  object(bytes: Uint8Array, where = ''): void {
    const binary = definite(bytes);
    if (looksLike(binary) === 'pkcs7') this.pkcs7(binary, where);
    else this.certificate(binary, where);
  }

  block({ label, bytes, problem }: PemBlock, index: number): void {
    const where = `PEM block ${index + 1}`;
    const kind = labelKind(label);
    if (kind !== 'certificate' && kind !== 'pkcs7')
      this.problems.push(fail('not-a-certificate', { looksLike: kind }).error);
    else if (bytes === undefined) this.problems.push(damaged(`${where}: ${problem ?? 'unreadable'}`));
    // OpenSSL's trusted certificates carry its own settings behind the certificate.
    else this.object(label === 'TRUSTED CERTIFICATE' ? firstElement(bytes) : bytes, where);
  }
}

const firstElement = (bytes: Uint8Array): Uint8Array => {
  try {
    return readDerAt(bytes, 0).encoding;
  } catch (error) {
    if (error instanceof DerError) return bytes;
    throw error;
  }
};

/** PKCS#7 and PKCS#12 may come with indefinite lengths; everything else is left as it is. */
const definite = (bytes: Uint8Array): Uint8Array => {
  try {
    return bytes[0] === tag.sequence && bytes[1] === 0x80 ? definiteLengths(bytes) : bytes;
  } catch (error) {
    if (error instanceof DerError) return bytes;
    throw error;
  }
};

/** DER objects one after the other, as some tools write chains; blank lines at the end do not count. */
const readBinary = (bytes: Uint8Array, reading: Reading): void => {
  let rest = bytes;
  do {
    const element = firstElement(rest);
    reading.object(element);
    rest = rest.subarray(element.length);
  } while (rest[0] === tag.sequence);
  const text = Buffer.from(rest.buffer, rest.byteOffset, rest.length).toString('latin1');
  if (!/^[\s\0]*$/.test(text)) reading.problems.push(damaged(`${rest.length} bytes after the end`));
};

/**
 * Reads all certificates of a file. Nothing is thrown for any input; when no certificate is found, `problems` says why.
 * @param bytes the file's content, at most `fileLimit` bytes
 * @param file the file's name for the facts of `file-too-large`; it is not looked at
 */
export const readObjects = (bytes: Uint8Array, file = ''): ReadObjects => {
  const reading = new Reading();
  const result = (format: ReadObjects['format']): ReadObjects => ({
    format,
    certificates: reading.certificates,
    problems: reading.problems,
  });
  if (bytes.length > fileLimit) {
    reading.problems.push(fail('file-too-large', { file, limit: fileLimit }).error);
    return result('unknown');
  }
  const binary = definite(bytes);
  const kind = looksLike(binary);
  if (binary[0] === tag.sequence && kind !== 'unknown') {
    readBinary(binary, reading);
    return result(kind === 'pkcs7' ? 'pkcs7' : kind === 'pfx' ? 'unknown' : 'der');
  }
  const text = decodeText(bytes);
  const blocks = text === undefined ? [] : pemBlocks(text);
  if (blocks.length > 0) {
    for (const [index, block] of blocks.entries()) reading.block(block, index);
    return result('pem');
  }
  const decoded = text === undefined ? undefined : decodeBase64(text);
  if (decoded !== undefined && decoded[0] === tag.sequence) {
    readBinary(definite(decoded), reading);
    return result('base64');
  }
  reading.problems.push(fail('not-a-certificate', { looksLike: kind }).error);
  return result('unknown');
};
