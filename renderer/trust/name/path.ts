// The way from the browser to trust, and where it breaks. Pure: drawn from one verdict of Chromium and the names in
// the certificate. What lies behind a break was not reached, and is not said to be good or bad.
import type { Verdict } from '../../../preload/contract/trust-journey.ts';

export const stops = ['browser', 'name', 'address', 'sensor', 'certificate', 'trust'] as const;
export type Stop = (typeof stops)[number];
export type StopState = 'ok' | 'break' | 'unknown' | 'skipped';
export interface PathStop {
  readonly stop: Stop;
  readonly state: StopState;
}

const nameCodes = new Set(['net::ERR_NAME_NOT_RESOLVED', 'net::ERR_NAME_RESOLUTION_FAILED', 'net::ERR_DNS_TIMED_OUT']);
const addressCodes = new Set([
  'net::ERR_ADDRESS_UNREACHABLE',
  'net::ERR_ADDRESS_INVALID',
  'net::ERR_INTERNET_DISCONNECTED',
  'net::ERR_PROXY_CONNECTION_FAILED',
  'net::ERR_TUNNEL_CONNECTION_FAILED',
]);
const trustCodes = new Set(['net::ERR_CERT_AUTHORITY_INVALID', 'net::ERR_CERT_SELF_SIGNED_LOCAL_NETWORK']);

/** Where the browser stops with this code; null: it gets through. `not-checked`: it never set out. */
export function breakOf(code: string): Stop | null {
  if (code === 'net::OK') return null;
  if (nameCodes.has(code)) return 'name';
  if (addressCodes.has(code)) return 'address';
  if (trustCodes.has(code)) return 'trust';
  return code.startsWith('net::ERR_CERT_') || code.startsWith('net::ERR_CERTIFICATE_') ? 'certificate' : 'sensor';
}

export const isAddress = (host: string): boolean => /^\d+(\.\d+){3}$/.test(host) || host.includes(':');

/** Does the SAN cover this host? A wildcard stands for exactly one whole first label (RFC 6125, 6.4.3). */
export function covers(san: readonly string[], host: string): boolean {
  const wanted = host.toLowerCase();
  return san.some((entry) => {
    const name = entry.toLowerCase();
    if (name === wanted) return true;
    if (!name.startsWith('*.') || isAddress(wanted)) return false;
    const dot = wanted.indexOf('.');
    return dot > 0 && wanted.slice(dot) === name.slice(1) && name.split('.').length > 2;
  });
}

/** The stops in order with their states. */
export function pathOf(verdict: Pick<Verdict, 'host' | 'code'>, san: readonly string[]): PathStop[] {
  if (verdict.code === 'not-checked') return stops.map((stop) => ({ stop, state: 'unknown' }));
  const broken = breakOf(verdict.code);
  const end = broken === null ? stops.length : stops.indexOf(broken);
  return stops.map((stop, index): PathStop => {
    if (stop === 'name' && isAddress(verdict.host)) return { stop, state: 'skipped' };
    // Chromium reports missing trust before it looks at the name, but whether the name is there can be seen.
    if (stop === 'certificate' && broken === 'trust' && !covers(san, verdict.host)) return { stop, state: 'break' };
    // And it looks at trust before the name and the dates, so those errors mean that trust is there.
    if (stop === 'trust' && broken === 'certificate') return { stop, state: 'ok' };
    if (index === end) return { stop, state: 'break' };
    return { stop, state: index < end ? 'ok' : 'unknown' };
  });
}
