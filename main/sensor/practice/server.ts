// The HTTPS server under the practice sensor: pages from memory, on loopback only. It refuses to touch a file, to keep
// what a request carries (a body is counted and dropped, save the certificate form's, which is handed on), and to hold a
// connection for long.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { FormResult } from './certificate-form.ts';
import { contentSecurityPolicy, errorPage, hasForm, type Place, pageAt, paths, resultPageAt } from './pages.ts';
import { type Form, formLimit, readForm } from './upload-form.ts';

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

/** What becomes of a certificate form. `undefined`: what was sent is no such form. */
export type TakeForm = (form: Form | undefined) => Promise<FormResult>;

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

/** Reads a request's body to its end; each part goes to `keep`, else none of it is kept. */
const readBody = async (
  request: IncomingMessage,
  limit: number,
  keep: (part: Buffer) => void = () => {},
): Promise<'whole' | 'too-long' | 'broken-off'> => {
  if (Number(request.headers['content-length'] ?? 0) > limit) return 'too-long';
  let length = 0;
  try {
    for await (const part of request.iterator({ destroyOnReturn: false })) {
      length += (part as Buffer).length;
      if (length > limit) return 'too-long';
      keep(part as Buffer);
    }
  } catch {
    return 'broken-off'; // the client went away; there is no one left to answer
  }
  return 'whole';
};

const isSignedIn = ({ headers: { cookie = '' } }: IncomingMessage) =>
  cookie.split(/; */).includes(`${signedInCookie}=yes`);

/** A form on another site cannot be sent here: browsers say where it comes from (Fetch Metadata). */
const isFromElsewhere = ({ headers: { 'sec-fetch-site': site } }: IncomingMessage) =>
  site !== undefined && site !== 'same-origin' && site !== 'none';

const receiveForm = async (request: IncomingMessage, response: ServerResponse, path: string, take: TakeForm) => {
  const parts: Buffer[] = [];
  const body = await readBody(request, formLimit, (part) => parts.push(part));
  if (body === 'broken-off') return;
  if (body === 'too-long') return answer(response, 413, errorPage('tooLarge'), { Connection: 'close' });
  if (isFromElsewhere(request)) return answer(response, 403, errorPage('elsewhere'));
  const result = await take(await readForm(Buffer.concat(parts), request.headers['content-type'] ?? ''));
  // The connection ends with the answer, so that a browser meets the new certificate with its next request.
  const status = result.saved ? 200 : 422;
  return answer(response, status, resultPageAt(path, result) ?? '', { Connection: 'close' });
};

type Serving = { place: Place; limit: number; take: TakeForm };
const respond = async (request: IncomingMessage, response: ServerResponse, { place, limit, take }: Serving) => {
  const path = (request.url ?? '').split('?', 1)[0] ?? '';
  const signedIn = isSignedIn(request);
  if (request.method === 'POST' && hasForm(path) && signedIn) return receiveForm(request, response, path, take);

  const body = await readBody(request, limit);
  if (body === 'broken-off') return;
  if (body === 'too-long') return answer(response, 413, errorPage('tooLarge'), { Connection: 'close' });
  const page = pageAt(path, place);
  if (page === undefined) return answer(response, 404, errorPage('notFound'));

  if (request.method === 'POST' && path === paths.signIn) {
    return goTo(response, paths.network, {
      'Set-Cookie': `${signedInCookie}=yes; Path=/; Secure; HttpOnly; SameSite=Strict`,
    });
  }
  const posting = request.method === 'POST' && hasForm(path);
  if (request.method !== 'GET' && request.method !== 'HEAD' && !posting) {
    const allowed = path === paths.signIn || hasForm(path) ? 'GET, HEAD, POST' : 'GET, HEAD';
    return answer(response, 405, errorPage('method'), { Allow: allowed });
  }
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
  { host, port, name, take, limits }: Place & { take: TakeForm; limits?: Partial<ServerLimits> },
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
      void respond(request, response, { place, limit: bounds.bodyBytes, take });
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
