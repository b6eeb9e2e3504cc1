// One TLS handshake on a connected socket, with a copy of what the server sent. Nothing goes out but TLS.
// This is the one place in the program that accepts any certificate: looking is not trusting.
import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { connect, type TLSSocket } from 'node:tls';
import type { Deadline } from './deadline.ts';
import { type Leniency, lookingContext } from './tls-context.ts';
import { readServerFlight, type ServerFlight, sentClientKeyExchange, serverHandshakeSecret } from './tls-transcript.ts';

export type Handshake = {
  /** Open when `complete`, else destroyed. */
  socket: TLSSocket;
  complete: boolean;
  /** What the TLS library said when it was not complete; null when the connection just ended, or the time was over. */
  error: NodeJS.ErrnoException | null;
  flight: ServerFlight;
  /** TLS 1.2 and older: the TLS library was content with the server's flight, and answered it. */
  answered: boolean;
  /** The first bytes from the server, to tell what it is when it is no TLS. */
  firstBytes: Buffer;
};

// TLS libraries give up at a certificate list of 100 kB; the rest is room for record headers and other messages.
const LONGEST_FLIGHT = 256 * 1024;

/** @param servername the name for SNI, or null to send none */
export function shakeHands(
  raw: Socket,
  servername: string | null,
  leniency: Leniency,
  deadline: Deadline,
): Promise<Handshake> {
  return new Promise((answer) => {
    const tapped = new TappedSocket(raw);
    let secret: Buffer | null = null;
    let settled = false;
    let release = () => {};
    const socket = connect({
      socket: tapped,
      secureContext: lookingContext(leniency),
      servername: servername ?? '',
      // To show a certificate that nobody trusts yet is what this is for. No data follows but a HEAD request for the
      // clock, and nothing that comes back is believed: the user compares the fingerprint before anything is trusted.
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      minDHSize: 1,
    });
    const settle = (complete: boolean, error: Error | null) => {
      if (settled) return;
      settled = true;
      release();
      const { received, sent } = tapped.stopCopying();
      const flight = readServerFlight(received, secret);
      secret?.fill(0);
      if (!complete) socket.destroy();
      const answered = sentClientKeyExchange(sent);
      answer({ socket, complete, error, flight, answered, firstBytes: received.subarray(0, 16) });
    };
    socket.on('keylog', (line: Buffer) => {
      secret ??= serverHandshakeSecret(line);
      line.fill(0);
    });
    socket.once('secureConnect', () => settle(true, null));
    socket.on('error', (error) => settle(false, error));
    socket.once('close', () => settle(false, null));
    release = deadline.onOver(() => settle(false, null));
  });
}

/**
 * A net.Socket that keeps a copy of what it read and wrote. Node hands a net.Socket to the TLS engine below JavaScript, where no
 * listener sees the bytes; a stream of another class it feeds through JavaScript.
 */
class TappedSocket extends Duplex {
  readonly #raw: Socket;
  readonly #received = new Copy();
  readonly #sent = new Copy();

  constructor(raw: Socket) {
    super();
    this.#raw = raw;
    raw.on('data', (chunk: Buffer) => {
      this.#received.add(chunk);
      if (!this.push(chunk)) raw.pause();
    });
    raw.once('end', () => this.push(null));
    raw.once('error', (error) => this.destroy(error));
    raw.once('close', () => this.destroy());
  }

  /** What came and went so far; from now on nothing is kept. */
  stopCopying(): { received: Buffer; sent: Buffer } {
    return { received: this.#received.end(), sent: this.#sent.end() };
  }

  override _read(): void {
    this.#raw.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#sent.add(chunk);
    this.#raw.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.#raw.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#raw.destroy();
    done(error);
  }
}

/** The first bytes of one direction. */
class Copy {
  #chunks: Buffer[] = [];
  #size = 0;
  #open = true;

  add(chunk: Buffer): void {
    if (!this.#open || this.#size >= LONGEST_FLIGHT) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
  }

  end(): Buffer {
    const whole = Buffer.concat(this.#chunks);
    this.#chunks = [];
    this.#open = false;
    return whole;
  }
}
