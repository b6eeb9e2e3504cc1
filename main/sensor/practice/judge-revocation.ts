// Revocation as a sensor checks it: asks the distribution points over plain HTTP, and lets the TLS library judge with
// what comes. It refuses to follow anything but http, and to wait or to take without bounds.

import type { KeyObject, X509Certificate } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';
import { anchorLike, anchorOf, distributionPointsOf } from './judge-der.ts';
import { mustShakeHands } from './judge-handshake.ts';
import { Refused } from './judge-refused.ts';

/**
 * Bounds on one download and on all of them together, for a browser waits for the answer; and on the bytes of all lists
 * together, for BoringSSL reads them in one go on the thread that also moves the window: some three seconds for six
 * megabytes. Large lists of companies have five.
 */
export type Asking = { timeoutMs: number; totalMs: number; limitBytes: number };
export const defaultAsking: Asking = { timeoutMs: 5_000, totalMs: 15_000, limitBytes: 6 * 1024 * 1024 };
/** For each further CA all lists are read anew. Of this many times the limit in all, no more is done. */
const mostReadings = 2;
const mostRedirects = 3;
const mostPoints = 4;

/** `until`: when all must be done, as performance.now() tells it. */
type Bounds = Asking & { until: number };

const open = (url: URL, signal: AbortSignal) =>
  new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: false, signal }, resolve).on('error', reject);
  });

/** The body at an http address; undefined where there is none to be had in time and size, or the status is not 200. */
const download = async (address: string, { until, timeoutMs, limitBytes }: Bounds) => {
  // A timer of its own: AbortSignal.timeout, put together by AbortSignal.any, is sometimes collected before its time.
  const controller = new AbortController();
  const { signal } = controller;
  const timer = setTimeout(() => controller.abort(), Math.min(timeoutMs, until - performance.now()));
  try {
    let url = new URL(address);
    for (let redirects = 0; redirects <= mostRedirects && url.protocol === 'http:'; redirects += 1) {
      const response = await open(url, signal);
      const { statusCode = 0, headers } = response;
      if (statusCode === 200) {
        const parts: Buffer[] = [];
        let length = 0;
        for await (const part of response) {
          length += (part as Buffer).length;
          if (length > limitBytes) return undefined; // leaving the loop ends the connection
          parts.push(part as Buffer);
        }
        return Buffer.concat(parts);
      }
      response.destroy();
      if (statusCode < 300 || statusCode > 399 || headers.location === undefined) return undefined;
      url = new URL(headers.location, url);
    }
    return undefined;
  } catch {
    return undefined; // an address that is none, a host that does not answer, an answer that breaks off
  } finally {
    clearTimeout(timer);
  }
};

// BoringSSL takes a time for a PEM that grows with the square of its lines, so they are as long as it allows (RFC 7468
// asks for 64): a list of five megabytes is then read in two seconds instead of ten.
const lineLength = 248;

/** A list as node:tls takes it (PEM), or undefined for what is none at first sight, as a page to sign in is. */
const listIn = (body: Buffer): string | undefined => {
  const [, inside] = /-----BEGIN X509 CRL-----([A-Za-z0-9+/=\s]+)-----END/.exec(body.toString('latin1')) ?? [];
  const der = inside === undefined ? body : Buffer.from(inside, 'base64');
  if (der[0] !== 0x30) return undefined;
  const lines = der.toString('base64').replace(new RegExp(`.{${lineLength}}`, 'g'), '$&\n');
  return `-----BEGIN X509 CRL-----\n${lines}\n-----END X509 CRL-----\n`;
};

/** Of the DER in a PEM, nearly. */
const byteLength = (pem: string): number => Math.ceil(pem.length * 0.75);

/** The first list to be had from a certificate's distribution points. */
const fetchList = async (addresses: string[], bounds: Bounds): Promise<string> => {
  for (const address of addresses.slice(0, mostPoints)) {
    const body = await download(address, bounds);
    const list = body && listIn(body);
    if (list !== undefined) return list;
  }
  throw new Refused('crl-unreachable');
};

const pointsOf = (certificate: X509Certificate): string[] => {
  try {
    return distributionPointsOf(certificate);
  } catch {
    throw new Refused('other');
  }
};

/**
 * Checks the leaf, and then its issuers as far up as each names a distribution point; the root is never looked for on a
 * list. A leaf that names none is refused: there is nothing to check, and the check was asked for.
 * @param path leaf first, root last. One that signed itself is leaf and root in one.
 */
export const mustNotBeRevoked = async (path: X509Certificate[], key: KeyObject, asking: Asking): Promise<void> => {
  const keyPem = key.export({ type: 'pkcs8', format: 'pem' }).toString();
  const bounds = { ...asking, until: performance.now() + asking.totalMs };
  const lists: string[] = [];
  let [fetched, read] = [0, 0];
  const last = Math.max(1, path.length - 1);
  for (let at = 0; at < last; at += 1) {
    const addresses = pointsOf(path[at] as X509Certificate);
    if (addresses.length === 0 && at === 0) throw new Refused('other');
    if (addresses.length === 0) return;
    const list = await fetchList(addresses, { ...bounds, limitBytes: bounds.limitBytes - fetched });
    lists.push(list);
    fetched += byteLength(list);
    read += fetched;
    if (read > mostReadings * bounds.limitBytes) throw new Refused('crl-unreachable');
    // The library demands a list for every certificate of the path, and tells only the last fault. So the path ends at
    // the issuer of the certificate in question, where its own list covers the anchor too.
    const issuer = (path[at + 1] ?? path[at]) as X509Certificate;
    const ca = at + 2 >= path.length ? anchorOf(path) : anchorLike(issuer);
    const cert = path
      .slice(0, at + 1)
      .map(String)
      .join('');
    await mustShakeHands({ key: keyPem, cert }, { ca, crl: lists });
  }
};
