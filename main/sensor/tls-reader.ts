// Reads the length-prefixed fields of TLS (RFC 8446, 3) and puts handshake messages together from records, which may
// split or join them. It never reads past what is there and copies no more than once.

/** Why the certificates cannot be told from the bytes. */
export type ChainProblem = 'not-seen' | 'malformed' | 'no-secret' | 'cipher-unknown' | 'not-decryptable';

/** Stays inside the transcript: its reason becomes part of the answer. */
export class TlsUnreadable extends Error {
  readonly reason: ChainProblem;
  constructor(reason: ChainProblem) {
    super(reason);
    this.reason = reason;
  }
}

export class TlsReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get left(): number {
    return this.#bytes.length - this.#at;
  }

  /** An unsigned big-endian number of 1 to 3 bytes. */
  number(size: 1 | 2 | 3): number {
    return this.take(size).readUIntBE(0, size);
  }

  /** A view of the next bytes, not a copy. */
  take(length: number): Buffer {
    if (length > this.left) throw new TlsUnreadable('malformed');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** A field whose length stands before it in `size` bytes. */
  field(size: 1 | 2 | 3): Buffer {
    return this.take(this.number(size));
  }
}

export type HandshakeMessage = { type: number; body: Buffer };

/** The handshake layer: one type byte, a length of three bytes, the body (RFC 8446, 4). */
export class HandshakeMessages {
  readonly #bytes: Buffer;
  #written = 0;
  #read = 0;

  /** `capacity`: at least as many bytes as will be added in all; given at once so that many tiny records stay cheap. */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  get empty(): boolean {
    return this.#read === this.#written;
  }

  add(content: Buffer): void {
    this.#written += content.copy(this.#bytes, this.#written);
  }

  /** The next message that is complete, or null. */
  next(): HandshakeMessage | null {
    const left = this.#written - this.#read;
    if (left < 4) return null;
    const length = this.#bytes.readUIntBE(this.#read + 1, 3);
    if (left < 4 + length) return null;
    const start = this.#read;
    this.#read += 4 + length;
    return { type: this.#bytes.readUInt8(start), body: this.#bytes.subarray(start + 4, this.#read) };
  }
}
