// Fetches revocation lists from the distribution points that a certificate names, as seen from this computer: by HTTP,
// directly or through an HTTP proxy. What goes wrong is an answer like any other, told apart as far as the network does.
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { CrlProblem } from '../../preload/contract/precheck.ts';
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { fileLimit, readObjects } from '../pki/files/read.ts';
import { formatAuthority } from '../sensor/address.ts';
import { Deadline, type Target } from '../sensor/deadline.ts';
import { dial } from '../sensor/dial.ts';
import { HTTP_PORT, portOf, readUrl, withoutCredentials } from './distribution-points.ts';
import type { FetchedCrl } from './input.ts';

export { distributionPointsOf, distributionPointsOfPath } from './distribution-points.ts';

export type FetchOptions = {
  /** Asked in place of the servers (RFC 9112, 3.2.2: the whole URL is in the request line); null: directly. */
  proxy: Target | null;
  /** Milliseconds for one distribution point from the first look-up to the last byte, redirects included. */
  timeout: number;
  /** Bytes of a body; what is larger is not read to its end. 32 MB where it is not given, as for files. */
  limit?: number;
  signal?: AbortSignal;
};

type Outcome = FetchedCrl['outcome'];

const MOST_REDIRECTS = 3;
/** A certificate has one to three. One with thousands must not make this computer knock at a thousand doors. */
const MOST_POINTS = 8;

const problem = (kind: CrlProblem, status?: number): Outcome => ({
  ok: false,
  problem: kind,
  ...(status === undefined ? {} : { status }),
});

/**
 * Asks distribution points for their lists, all at once. Credentials in a URL are neither sent nor repeated, and none
 * are sent to a proxy. More than 8 different URLs are not asked: there is no answer for the others.
 *
 * What comes as a list is DER or PEM, and looked at no further: whether it may be believed is for revocation.ts.
 *
 * @returns the answers in the order of the URLs. The only failure is `cancelled`; nothing is thrown.
 */
export async function fetchCrls(urls: readonly string[], options: FetchOptions): Promise<Result<FetchedCrl[]>> {
  const { proxy, timeout, limit = fileLimit, signal } = options;
  const asked = [...new Set(urls.map(withoutCredentials))].slice(0, MOST_POINTS);
  const fetched = await Promise.all(
    asked.map(async (url): Promise<FetchedCrl> => {
      const deadline = new Deadline(proxy ?? { host: url, port: HTTP_PORT }, timeout, signal);
      const outcome = await fetchList(url, { proxy, limit, deadline });
      deadline.dispose();
      return { url, proxy: proxy && formatAuthority(proxy), outcome };
    }),
  );
  return signal?.aborted ? fail('cancelled', {}) : ok(fetched);
}

type Way = { proxy: Target | null; limit: number; deadline: Deadline };

/** Follows redirects from http to http; elsewhere, or too often, is `redirected-away`. */
async function fetchList(text: string, way: Way): Promise<Outcome> {
  let url = readUrl(text);
  if (url === null) return problem('not-a-url');
  if (url.protocol !== 'http:') return problem('scheme');
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const answer = await ask(url, way);
    if (!('location' in answer)) return answer;
    url = URL.canParse(answer.location, url) ? new URL(answer.location, url) : null;
    if (url?.protocol !== 'http:') break;
  }
  return problem('redirected-away');
}

type Answer = Outcome | { location: string };

async function ask(url: URL, way: Way): Promise<Answer> {
  const { proxy, deadline } = way;
  // In a URL an IPv6 address has brackets, for a socket it has none.
  const target = proxy ?? { host: url.hostname.replace(/^\[|\]$/g, ''), port: portOf(url) };
  const dialled = await dial(target, deadline);
  if (dialled.ok) return await exchange(dialled.value, url, way);
  if (deadline.over) return problem('timed-out');
  if (proxy !== null) return problem('proxy-unreachable');
  const { code } = dialled.error;
  return problem(code === 'host-not-found' || code === 'refused' || code === 'timed-out' ? code : 'unreachable');
}

/** One request on a connected socket, which is closed afterwards, whatever came of it. */
function exchange(socket: Socket, url: URL, { proxy, limit, deadline }: Way): Promise<Answer> {
  return new Promise((settled) => {
    let release = () => {};
    let done = false;
    const settle = (answer: Answer) => {
      // What closing the socket sets off says nothing more.
      if (done) return;
      done = true;
      release();
      socket.destroy();
      settled(deadline.over ? problem('timed-out') : answer);
    };
    const resource = `${url.pathname}${url.search}`;
    const request = httpRequest({
      createConnection: () => socket,
      path: proxy === null ? resource : `http://${url.host}${resource}`,
      setHost: false,
      // A list that was packed on the way would not be the bytes that were signed.
      headers: { Host: url.host, Accept: '*/*', 'Accept-Encoding': 'identity', Connection: 'close' },
    });
    let answered = false;
    request.on('response', (response) => {
      answered = true;
      read(response, { limit, throughProxy: proxy !== null, settle });
    });
    // 101: nobody asked for another protocol.
    request.on('upgrade', (response) => settle(problem('http-status', response.statusCode)));
    request.on('error', ({ code }: NodeJS.ErrnoException) => {
      // Node's HTTP parser names its complaints HPE_….
      if (!code?.startsWith('HPE_')) settle(problem('connection-closed'));
      else settle(problem(proxy === null ? 'not-http' : 'proxy-refused'));
    });
    request.on('close', () => answered || settle(problem('connection-closed')));
    release = deadline.onOver(() => settle(problem('timed-out')));
    if (!done) request.end();
  });
}

type Reading = { limit: number; throughProxy: boolean; settle: (answer: Answer) => void };

function read(response: IncomingMessage, { limit, throughProxy, settle }: Reading): void {
  const { statusCode = 0, headers } = response;
  response.on('error', () => {});
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location !== undefined)
    return void settle({ location: headers.location });
  if (throughProxy && statusCode === 407) return void settle(problem('proxy-refused', statusCode));
  if (statusCode !== 200) return void settle(problem('http-status', statusCode));
  if (Number(headers['content-length'] ?? 0) > limit) return void settle(problem('too-large'));
  const parts: Buffer[] = [];
  let size = 0;
  response.on('data', (part: Buffer) => {
    size += part.length;
    if (size > limit) settle(problem('too-large'));
    else parts.push(part);
  });
  // `close` comes in any case; only a whole body makes the message complete.
  response.on('close', () => settle(response.complete ? listIn(Buffer.concat(parts)) : problem('truncated')));
}

/** Servers answer with a page and status 200 where a file is missing, so the content decides. */
function listIn(bytes: Buffer): Outcome {
  const isList = readObjects(bytes).objects.some(({ kind }) => kind === 'crl');
  return isList ? { ok: true, bytes: new Uint8Array(bytes) } : problem('not-a-crl');
}
