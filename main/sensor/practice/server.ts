// The HTTPS server under the practice sensor: pages from memory, on loopback only. It refuses to touch a file, to keep
// or even to look at what a request carries (a body is counted and dropped), and to hold a connection for long.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { contentSecurityPolicy, errorPage, type Place, pageAt, paths } from './pages.ts';

/** PEM, as node:tls wants it; `chain` is what is sent, leaf first. */
export type TlsMaterial = { keyPem: string; chainPem: string };
/** Bounds on what a client may use up. Times in milliseconds. */
export type ServerLimits = {
  bodyBytes: number;
  handshake: number;
  headers: number;
  request: number;
  idle: number;
  /** How often connections are looked over for the limits on headers and request. */
  check: number;
  connections: number;
};
const defaultLimits: ServerLimits = {
  bodyBytes: 64 * 1024,
  handshake: 10_000,
  headers: 10_000,
  request: 20_000,
  idle: 30_000,
  check: 1_000,
  connections: 64,
};

export type PracticeServer = {
  port: number;
  /** New handshakes get this certificate; idle connections are ended so that a browser makes a new one. */
  show(material: TlsMaterial): void;
  /** Ends every connection, also in the middle of a handshake, and frees the port. */
  stop(): Promise<void>;
};

const signedInCookie = 'practice-signed-in';

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
  // No Strict-Transport-Security: it would take away the browser's way past the warning that is to be practised.
};

const answer = (response: ServerResponse, status: number, body: string, more: Record<string, string> = {}) => {
  response.writeHead(status, { ...headers, 'Content-Length': String(Buffer.byteLength(body)), ...more });
  response.end(body); // node:http leaves the body out of an answer to HEAD
};
const goTo = (response: ServerResponse, path: string, more: Record<string, string> = {}) =>
  answer(response, 303, '', { Location: path, ...more });

/** Reads a request's body to its end without keeping any of it. */
const drain = async (request: IncomingMessage, limit: number): Promise<'whole' | 'too-long' | 'broken-off'> => {
  if (Number(request.headers['content-length'] ?? 0) > limit) return 'too-long';
  let length = 0;
  try {
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      length += (part as Buffer).length;
      if (length > limit) return 'too-long';
    }
  } catch {
    return 'broken-off'; // the client went away; there is no one left to answer
  }
  return 'whole';
};

const respond = async (request: IncomingMessage, response: ServerResponse, place: Place, limit: number) => {
  const body = await drain(request, limit);
  if (body === 'broken-off') return;
  if (body === 'too-long') return answer(response, 413, errorPage('tooLarge'), { Connection: 'close' });

  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const page = pageAt(path, place);
  if (page === undefined) return answer(response, 404, errorPage('notFound'));

  const reading = request.method === 'GET' || request.method === 'HEAD';
  if (request.method === 'POST' && path === paths.signIn) {
    return goTo(response, paths.network, {
      'Set-Cookie': `${signedInCookie}=yes; Path=/; Secure; HttpOnly; SameSite=Strict`,
    });
  }
  if (!reading) {
    const allowed = path === paths.signIn ? 'GET, HEAD, POST' : 'GET, HEAD';
    return answer(response, 405, errorPage('method'), { Allow: allowed });
  }
  const signedIn = (request.headers.cookie ?? '').split(/; */).includes(`${signedInCookie}=yes`);
  if (path !== paths.signIn && !signedIn) return goTo(response, paths.signIn);
  return answer(response, 200, page);
};

/**
 * The TLS options for a certificate. OpenSSL at security level 2 (the default from Node 24 on) refuses a server key of
 * RSA 1024, which is just what one practice state must show; BoringSSL knows no levels and takes it as it is.
 */
const tlsOptions = ({ keyPem, chainPem }: TlsMaterial) => {
  const options = { key: keyPem, cert: chainPem };
  try {
    createSecureContext(options);
    return options;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SSL_EE_KEY_TOO_SMALL') throw error;
    return { ...options, ciphers: 'DEFAULT@SECLEVEL=0' };
  }
};

const listen = (server: Server, host: string, port: number) =>
  new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });

/**
 * Listens on host:port (0: a port that the system picks). Rejects with node's own error when it cannot listen.
 * Times of the answer's Date header are the machine's own clock.
 */
export const startServer = async (
  { host, port, name, limits }: Place & { limits?: Partial<ServerLimits> },
  material: TlsMaterial,
): Promise<PracticeServer> => {
  const bounds = { ...defaultLimits, ...limits };
  const place = { host, port, name };
  const sockets = new Set<Socket>();
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  };

  const server = createServer(
    {
      ...tlsOptions(material),
      handshakeTimeout: bounds.handshake,
      headersTimeout: bounds.headers,
      requestTimeout: bounds.request,
      keepAliveTimeout: 5_000,
      connectionsCheckingInterval: bounds.check,
      maxHeaderSize: 16 * 1024,
    },
    (request, response) => {
      void respond(request, response, place, bounds.bodyBytes);
    },
  );
  server.maxConnections = bounds.connections;
  server.setTimeout(bounds.idle);
  server.on('connection', track);
  server.on('secureConnection', track);

  await listen(server, host, port);
  place.port = (server.address() as AddressInfo).port;
  let stopped: Promise<void> | undefined;
  return {
    port: place.port,
    show: (next) => {
      server.setSecureContext(tlsOptions(next));
      server.closeIdleConnections();
    },
    stop: () => {
      stopped ??= new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      });
      return stopped;
    },
  };
};
