// Opens the encrypted records of a TLS 1.3 server's handshake flight (RFC 8446, 5.2, 5.3, 7.3). It opens only what the
// server sent before its Finished message, derives the keys where it is called and keeps them no longer than that.
import { createDecipheriv, createHmac } from 'node:crypto';
import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { TlsUnreadable } from './tls-reader.ts';

type Suite = {
  cipher: 'aes-128-gcm' | 'aes-256-gcm' | 'chacha20-poly1305';
  hash: 'sha256' | 'sha384';
  keyLength: number;
};

// RFC 8446, B.4. The two CCM suites are left out: neither OpenSSL nor BoringSSL offers them unless told to.
const SUITES: { readonly [number: number]: Suite } = {
  4865: { cipher: 'aes-128-gcm', hash: 'sha256', keyLength: 16 },
  4866: { cipher: 'aes-256-gcm', hash: 'sha384', keyLength: 32 },
  4867: { cipher: 'chacha20-poly1305', hash: 'sha256', keyLength: 32 },
};

const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** What was inside a record: its true content type, and the content without its padding. */
export type InnerRecord = { type: number; content: Buffer };

/** Opens the records of one connection in their order; throws `TlsUnreadable` when one does not open. */
export class HandshakeRecords {
  readonly #suite: Suite;
  readonly #key: Buffer;
  readonly #iv: Buffer;
  #sequence = 0;

  /** @param secret the server's handshake traffic secret, or null where the TLS library did not tell it */
  constructor(cipherSuite: number | null, secret: Buffer | null) {
    const suite = SUITES[cipherSuite ?? 0];
    if (suite === undefined) throw new TlsUnreadable('cipher-unknown');
    if (secret === null) throw new TlsUnreadable('no-secret');
    this.#suite = suite;
    this.#key = expandLabel(suite.hash, secret, 'key', suite.keyLength);
    this.#iv = expandLabel(suite.hash, secret, 'iv', NONCE_LENGTH);
  }

  open(header: Buffer, sealed: Buffer): InnerRecord {
    const nonce = Buffer.from(this.#iv);
    // The sequence number is XORed into the end of the iv; a captured flight never needs more than 32 bits of it.
    nonce.writeUInt32BE((nonce.readUInt32BE(8) ^ this.#sequence++) >>> 0, 8);
    const plaintext = this.#decrypt(nonce, header, sealed);
    if (plaintext === null) throw new TlsUnreadable('not-decryptable');
    // RFC 8446, 5.2: content, its type, then any number of zeros.
    let end = plaintext.length - 1;
    while (end >= 0 && plaintext[end] === 0) end--;
    if (end < 0) throw new TlsUnreadable('malformed');
    return { type: plaintext.readUInt8(end), content: plaintext.subarray(0, end) };
  }

  #decrypt(nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer | null {
    const { cipher } = this.#suite;
    if (sealed.length < TAG_LENGTH) return null;
    try {
      // Not by node:crypto: Electron's TLS negotiates this cipher, but its crypto module does not offer it.
      if (cipher === 'chacha20-poly1305') return Buffer.from(chacha20poly1305(this.#key, nonce, aad).decrypt(sealed));
      const decipher = createDecipheriv(cipher, this.#key, nonce).setAAD(aad).setAuthTag(sealed.subarray(-TAG_LENGTH));
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_LENGTH)), decipher.final()]);
    } catch {
      return null; // Both throw when the tag does not match.
    }
  }
}

/** HKDF-Expand-Label with an empty context (RFC 8446, 7.1), for at most one block of the hash. */
function expandLabel(hash: Suite['hash'], secret: Buffer, label: string, length: number): Buffer {
  const name = Buffer.from(`tls13 ${label}`);
  const info = Buffer.from([0, length, name.length, ...name, 0, 1]);
  return createHmac(hash, secret).update(info).digest().subarray(0, length);
}
