// What a TLS server said during the handshake, read from the bytes that it sent: the certificates exactly in its order,
// and the few facts around them. Node's own view (`getPeerCertificate(true)`) is rebuilt by the TLS library, which
// re-orders and may fill in from local stores, so it is no evidence of what was sent.
// Pure: bytes in, facts out. It checks no signature and trusts nothing; the TLS library on the same bytes does that.
import { type ChainProblem, type HandshakeMessage, HandshakeMessages, TlsReader, TlsUnreadable } from './tls-reader.ts';
import { HandshakeRecords } from './tls13-records.ts';

export type SentChain = { exact: true; certificates: Uint8Array[] } | { exact: false; reason: ChainProblem };

export type ServerFlight = {
  /** Protocol number as on the wire (0x0303 is TLS 1.2, 0x0304 TLS 1.3); null where no ServerHello was seen. */
  version: number | null;
  /** IANA number of the chosen cipher suite. */
  cipherSuite: number | null;
  /** Certificates in DER, in the order of the server's Certificate message. */
  chain: SentChain;
  certificateRequested: boolean;
  /** TLS 1.2 and older: the server sent key exchange parameters, which it signs with the leaf's key (RFC 5246, 7.4.3). */
  serverKeyExchange: boolean;
  /** TLS 1.2 and older: the server has said all it says before it waits for the client. */
  helloDone: boolean;
  /** The fatal alert (RFC 8446, 6), where it came in clear or within the flight, and its record's version number. */
  alert: { description: number; recordVersion: number } | null;
};

const CHANGE_CIPHER_SPEC = 20;
const ALERT = 21;
const HANDSHAKE = 22;
const APPLICATION_DATA = 23;
const TLS_1_3 = 0x0304;
const FATAL = 2;

const SERVER_HELLO = 2;
const CERTIFICATE = 11;
const SERVER_KEY_EXCHANGE = 12;
const CERTIFICATE_REQUEST = 13;
const SERVER_HELLO_DONE = 14;
const CLIENT_KEY_EXCHANGE = 16;
const SUPPORTED_VERSIONS = 43;

/** The server's handshake secret, if this line of the NSS key log format (a TLSSocket's `keylog` event) holds it. */
export function serverHandshakeSecret(line: Buffer): Buffer | null {
  const [label, , secret] = line.toString('latin1').trim().split(' ');
  return label === 'SERVER_HANDSHAKE_TRAFFIC_SECRET' && secret ? Buffer.from(secret, 'hex') : null;
}

/**
 * Reads the server's side of one handshake.
 * @param received the bytes from the server, from the first on; it does not matter how much follows the certificates
 * @param secret the server's handshake traffic secret, which only TLS 1.3 needs. It is used here and kept nowhere
 */
export function readServerFlight(received: Buffer, secret: Buffer | null): ServerFlight {
  const flight: ServerFlight = {
    version: null,
    cipherSuite: null,
    chain: { exact: false, reason: 'not-seen' },
    certificateRequested: false,
    serverKeyExchange: false,
    helloDone: false,
    alert: null,
  };
  try {
    readRecords(received, secret, flight);
  } catch (error) {
    if (!(error instanceof TlsUnreadable)) throw error;
    flight.chain = { exact: false, reason: error.reason };
  }
  return flight;
}

/**
 * Did our side answer the server's flight with a ClientKeyExchange (TLS 1.2 and older)? The TLS library sends that only
 * after it took every message up to ServerHelloDone and found the signature over the key exchange to be the leaf's.
 * @param sent the bytes to the server, from the first on
 */
export function sentClientKeyExchange(sent: Buffer): boolean {
  const reader = new TlsReader(sent);
  const messages = new HandshakeMessages(sent.length);
  while (reader.left >= 5) {
    const header = reader.take(5);
    const length = header.readUInt16BE(3);
    // After ChangeCipherSpec, also the one that TLS 1.3 sends for the looks of it, nothing can be read.
    if (reader.left < length || header.readUInt8(0) !== HANDSHAKE) return false;
    messages.add(reader.take(length));
    for (let message = messages.next(); message !== null; message = messages.next()) {
      if (message.type === CLIENT_KEY_EXCHANGE) return true;
    }
  }
  return false;
}

function readRecords(received: Buffer, secret: Buffer | null, flight: ServerFlight): void {
  const reader = new TlsReader(received);
  const messages = new HandshakeMessages(received.length);
  let encrypted: HandshakeRecords | null = null;
  while (reader.left >= 5) {
    const header = reader.take(5);
    const length = header.readUInt16BE(3);
    if (reader.left < length) return;
    let record = { type: header.readUInt8(0), content: reader.take(length) };
    if (flight.version === TLS_1_3 && record.type === APPLICATION_DATA) {
      if (encrypted === null) {
        // Keys change only between messages (RFC 8446, 5.1).
        if (!messages.empty) throw new TlsUnreadable('malformed');
        encrypted = new HandshakeRecords(flight.cipherSuite, secret);
      }
      record = encrypted.open(header, record.content);
    }
    if (record.type === HANDSHAKE) {
      messages.add(record.content);
      for (let message = messages.next(); message !== null; message = messages.next()) readMessage(message, flight);
      // The records after the certificates tell nothing more, and after Finished they need other keys.
      if (flight.version === TLS_1_3 && flight.chain.exact) return;
    } else if (record.type === ALERT) {
      const { content } = record;
      if (content[0] === FATAL && content.length === 2) {
        flight.alert = { description: content.readUInt8(1), recordVersion: header.readUInt16BE(1) };
      }
    } else if (record.type === CHANGE_CIPHER_SPEC && flight.version !== null && flight.version < TLS_1_3) {
      return; // What follows is encrypted, and the certificates came before.
    }
  }
}

function readMessage({ type, body }: HandshakeMessage, flight: ServerFlight): void {
  // The client answers at this point, so it says nothing for what a server might slip in behind.
  if (flight.helloDone) return;
  if (type === SERVER_HELLO) readServerHello(new TlsReader(body), flight);
  else if (type === CERTIFICATE) flight.chain = { exact: true, certificates: readCertificates(body, flight.version) };
  else if (type === SERVER_KEY_EXCHANGE) flight.serverKeyExchange = true;
  else if (type === CERTIFICATE_REQUEST) flight.certificateRequested = true;
  else if (type === SERVER_HELLO_DONE) flight.helloDone = true;
}

/**
 * RFC 8446, 4.1.3; RFC 5246, 7.4.1.3. A HelloRetryRequest has the same form and names the same version and suite (4.1.4),
 * so it needs no care of its own: the ServerHello that follows says it again.
 */
function readServerHello(hello: TlsReader, flight: ServerFlight): void {
  let version = hello.number(2);
  hello.take(32); // random
  hello.field(1); // session id
  const cipherSuite = hello.number(2);
  hello.number(1); // compression
  const extensions = new TlsReader(hello.left === 0 ? Buffer.alloc(0) : hello.field(2));
  while (extensions.left > 0) {
    const type = extensions.number(2);
    const value = new TlsReader(extensions.field(2));
    if (type === SUPPORTED_VERSIONS) version = value.number(2);
  }
  flight.version = version;
  flight.cipherSuite = cipherSuite;
}

/** RFC 8446, 4.4.2; RFC 5246, 7.4.2. The certificates are copied, so that they do not keep the whole capture alive. */
function readCertificates(body: Buffer, version: number | null): Uint8Array[] {
  const message = new TlsReader(body);
  if (version === TLS_1_3) message.field(1); // request context
  const list = new TlsReader(message.field(3));
  const certificates: Uint8Array[] = [];
  while (list.left > 0) {
    certificates.push(Uint8Array.from(list.field(3)));
    if (version === TLS_1_3) list.field(2); // extensions of this entry
  }
  return certificates;
}
