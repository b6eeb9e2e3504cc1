// Looks at a TLS server: its certificates exactly as sent, protocol, cipher and clock. It decides nothing about trust,
// stores nothing, and sends nothing before the handshake is complete but TLS itself.
import { isIP } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Failure, ok, type Result } from '../../preload/contract/result.ts';
import { formatAddress } from './address.ts';
import { cipherSuiteName } from './cipher-suites.ts';
import { Deadline, type Target } from './deadline.ts';
import { dial } from './dial.ts';
import { type Handshake, shakeHands } from './handshake.ts';
import { dialThroughProxy } from './proxy.ts';
import { askServerClock, type ServerClock } from './server-clock.ts';
import type { Leniency } from './tls-context.ts';
import { leafOfUnfinished, mayBeTls, olderMayHelp, protocolName, tlsFailure } from './tls-failure.ts';
import type { SentChain } from './tls-transcript.ts';

export type ProbeOptions = {
  /** The name to send (SNI). Left out: the host, if it is a name. Empty: none. An IP address is never sent (RFC 6066). */
  servername?: string;
  /** For everything together, also for a second try with older versions. */
  timeoutMs: number;
  proxy?: Target;
  signal?: AbortSignal;
  /** Default true. */
  askClock?: boolean;
};

export type Probe = {
  /** When the handshake was done, by our clock, ISO 8601 UTC. */
  at: string;
  host: string;
  port: number;
  /** The IP address that answered; null through a proxy, which does not tell. */
  remoteAddress: string | null;
  /** The name that was sent, or null. */
  servername: string | null;
  /** `TLSv1.3`, `TLSv1.2`, `TLSv1.1`, `TLSv1`. */
  protocol: string;
  /** IANA's name of the cipher suite. */
  cipher: string;
  /** Certificates in DER. */
  chain: Uint8Array[];
  /**
   * True: the certificates and their order are the server's own. False: the TLS library's view of them, or the leaf
   * alone where a TLS 1.2 server wants a client certificate and so never vouched for what it sent with the leaf.
   */
  chainAsSent: boolean;
  clock: ServerClock | null;
  /** The server got no further than TLS 1.1, which browsers refuse. */
  oldTls: boolean;
  millis: { connect: number; handshake: number };
};

/** Does the server show another leaf when a name is sent? */
export type SniEffect = 'same' | 'different' | 'only-with' | 'only-without' | 'not-tried';

/**
 * One look at a server. A server that asks for a client certificate is answered without one.
 *
 * Errors: `host-not-found`, `unreachable`, `refused`, `timed-out` (with the stage), `connection-closed`, `not-tls`,
 * `tls-too-old`, `tls-failed`, `proxy-unreachable`, `proxy-refused`, `cancelled`.
 */
export async function probe({ host, port }: Target, options: ProbeOptions): Promise<Result<Probe>> {
  const target = { host, port };
  const deadline = new Deadline(target, options.timeoutMs, options.signal);
  try {
    const first = await look(target, options, 'modern', deadline);
    if ('probe' in first) return ok(first.probe);
    if (!first.olderMayHelp) return first.failure;
    const second = await look(target, options, 'old', deadline);
    if ('probe' in second) return ok(second.probe);
    return deadline.over ? second.failure : first.failure;
  } finally {
    deadline.dispose();
  }
}

/**
 * Looks with the name and without, one after the other, and says whether that makes a difference. The clock is asked
 * once. `probe` is the look with the name, where that gave one.
 *
 * @param name the name to send, or null to look only without
 * Errors: as `probe`; when both fail, those of the look with the name.
 */
export async function probeBoth(
  target: Target,
  name: string | null,
  options: Omit<ProbeOptions, 'servername'>,
): Promise<Result<{ probe: Probe; sni: SniEffect }>> {
  if (name === null) {
    const only = await probe(target, { ...options, servername: '' });
    return only.ok ? ok({ probe: only.value, sni: 'not-tried' }) : only;
  }
  const named = await probe(target, { ...options, servername: name });
  if (!named.ok && !isAboutTls(named)) return named;
  const bare = await probe(target, { ...options, servername: '', askClock: !named.ok && options.askClock !== false });
  if (!bare.ok && bare.error.code === 'cancelled') return bare;
  const sni = sniEffect(named, bare);
  if (named.ok) return ok({ probe: named.value, sni });
  return bare.ok ? ok({ probe: bare.value, sni }) : named;
}

/**
 * What sending the name changes, told from a look with it and one without. A look that failed tells something only when
 * it failed in TLS: a server that was not reached the second time says nothing about names.
 */
export function sniEffect(withName: Result<Probe>, without: Result<Probe>): SniEffect {
  if (withName.ok && without.ok) return sameLeaf(withName.value, without.value) ? 'same' : 'different';
  if (withName.ok && !without.ok && isAboutTls(without)) return 'only-with';
  if (!withName.ok && without.ok && isAboutTls(withName)) return 'only-without';
  return 'not-tried';
}

/** Only then may another name make a difference. */
const isAboutTls = ({ error }: Failure): boolean =>
  error.code === 'tls-failed' || error.code === 'tls-too-old' || error.code === 'connection-closed';

const sameLeaf = (a: Probe, b: Probe): boolean =>
  Buffer.compare(a.chain[0] ?? new Uint8Array(), b.chain[0] ?? new Uint8Array()) === 0;

// TLS libraries take 100 kB of certificates at most; the smallest that are used have about 300 bytes.
const LONGEST_CHAIN = 300;

type Look = { probe: Probe } | { failure: Failure; olderMayHelp: boolean };

async function look(target: Target, options: ProbeOptions, leniency: Leniency, deadline: Deadline): Promise<Look> {
  const started = performance.now();
  deadline.stage = 'connect';
  const dialled = await (options.proxy ? dialThroughProxy(options.proxy, target, deadline) : dial(target, deadline));
  if (!dialled.ok) return { failure: dialled, olderMayHelp: false };
  const raw = dialled.value;
  const release = deadline.onOver(() => raw.destroy());
  let shaken: Handshake | null = null;
  try {
    const connected = performance.now();
    const remoteAddress = options.proxy ? null : (raw.remoteAddress ?? null);
    deadline.stage = 'handshake';
    const servername = nameToSend(target.host, options.servername);
    shaken = await shakeHands(raw, servername, leniency, deadline);
    const sight = whatWasSeen(shaken);
    if (sight === null) return whyNothing(target, shaken, options, deadline);
    const at = new Date().toISOString();
    const millis = { connect: Math.round(connected - started), handshake: Math.round(performance.now() - connected) };
    const authority = formatAddress({ host: servername ?? target.host, port: target.port });
    const ask = shaken.complete && options.askClock !== false;
    const clock = ask ? await askServerClock(shaken.socket, authority, deadline.remaining) : null;
    if (options.signal?.aborted) return { failure: deadline.failure(), olderMayHelp: false };
    const oldTls = sight.protocol === 'TLSv1' || sight.protocol === 'TLSv1.1';
    return { probe: { at, ...target, remoteAddress, servername, ...sight, clock, oldTls, millis } };
  } finally {
    release();
    // In this order: when the TCP socket goes first, the TLS engine is only freed by the garbage collector.
    shaken?.socket.destroy();
    raw.destroy();
  }
}

function nameToSend(host: string, servername: string = host): string | null {
  return servername === '' || isIP(servername) ? null : servername;
}

/** Null when the server showed nothing that counts. */
function whatWasSeen(shaken: Handshake): Pick<Probe, 'protocol' | 'cipher' | 'chain' | 'chainAsSent'> | null {
  const { socket, complete, flight } = shaken;
  if (complete) {
    const protocol = socket.getProtocol() ?? protocolName(flight.version ?? 0);
    return { protocol, cipher: socket.getCipher().standardName, ...chainOf(socket, flight.chain) };
  }
  const leaf = leafOfUnfinished(shaken);
  if (leaf === null) return null;
  return {
    protocol: protocolName(flight.version ?? 0),
    cipher: cipherSuiteName(flight.cipherSuite ?? 0),
    chain: [leaf],
    chainAsSent: false,
  };
}

function chainOf(socket: TLSSocket, sent: SentChain): Pick<Probe, 'chain' | 'chainAsSent'> {
  // The handshake is complete, so the TLS library has taken these very bytes for the certificates: both sides' Finished
  // messages cover them.
  if (sent.exact) return { chain: sent.certificates, chainAsSent: true };
  const chain: Uint8Array[] = [];
  // Better than getPeerCertificate(true), which leaves out what it cannot order. Bounded in case that a self-signed
  // certificate is its own issuer one day, as it is there.
  for (
    let next = socket.getPeerX509Certificate();
    next && chain.length < LONGEST_CHAIN;
    next = next.issuerCertificate
  ) {
    chain.push(Uint8Array.from(next.raw));
  }
  return { chain, chainAsSent: false };
}

function whyNothing(target: Target, shaken: Handshake, options: ProbeOptions, deadline: Deadline): Look {
  // A server that says something else and then waits runs into the time limit; what it said is the better answer.
  const told = shaken.firstBytes.length > 0 && !mayBeTls(shaken.firstBytes);
  if (deadline.over && (options.signal?.aborted || !told)) return { failure: deadline.failure(), olderMayHelp: false };
  return { failure: tlsFailure(target, shaken), olderMayHelp: olderMayHelp(shaken) };
}
