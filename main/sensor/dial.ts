// Opens a TCP connection to a name or an address: every address of the name gets its chance, IPv6 and IPv4 in turn
// (RFC 8305). It sends nothing.
import { lookup as systemLookup } from 'node:dns/promises';
import { connect, isIP, type Socket } from 'node:net';
import { type Failure, fail, ok, type Result } from '../../preload/contract/result.ts';
import type { Deadline, Target } from './deadline.ts';

/** Answers a name with its addresses in the order of preference, or throws as `dns.lookup` does. */
export type Lookup = (name: string) => Promise<{ address: string; family: number }[]>;

// The resolver of the operating system, so that the hosts file counts, as it does for browsers.
const askSystem: Lookup = (name) => systemLookup(name, { all: true, verbatim: true });

// RFC 8305, 8: the recommended pause before the next address is tried beside the first.
const ATTEMPT_DELAY_MS = 250;

/**
 * A connected socket, with nothing read from it and with an error listener, so that a late error throws nowhere.
 * Node's own `autoSelectFamily` is not used: it gives an address up after 250 ms, too early for a slow site link.
 *
 * Errors: `host-not-found`, `refused`, `unreachable`, `timed-out`, `cancelled`.
 */
export async function dial(target: Target, deadline: Deadline, lookup: Lookup = askSystem): Promise<Result<Socket>> {
  const addresses = isIP(target.host) ? [target.host] : await resolve(target.host, deadline, lookup);
  if (deadline.over) return deadline.failure();
  if (addresses.length === 0) return fail('host-not-found', { host: target.host });
  return await connectToAny(addresses, target, deadline);
}

/** Empty when the name has no address, or when the deadline came first. */
async function resolve(name: string, deadline: Deadline, lookup: Lookup): Promise<string[]> {
  let release = () => {};
  const over = new Promise<[]>((answer) => {
    release = deadline.onOver(() => answer([]));
  });
  // A name that nobody knows and a name server that does not answer are the same to the user: no address.
  const found = await Promise.race([over, lookup(name).catch(() => [])]);
  release();
  return interleave(found);
}

/** RFC 8305, 4: alternate the families, beginning with that of the first address. */
export function interleave(found: { address: string; family: number }[]): string[] {
  const first = found.filter(({ family }) => family === found[0]?.family);
  const second = found.filter(({ family }) => family !== found[0]?.family);
  const longest = Math.max(first.length, second.length);
  const mixed = Array.from({ length: longest }, (_, i) => [first[i], second[i]]).flat();
  return mixed.flatMap((entry) => (entry ? [entry.address] : []));
}

function connectToAny(addresses: string[], target: Target, deadline: Deadline): Promise<Result<Socket>> {
  return new Promise((answer) => {
    const started = performance.now();
    const open = new Set<Socket>();
    const errors: NodeJS.ErrnoException[] = [];
    let tried = 0;
    let settled = false;
    let pause: NodeJS.Timeout | undefined;
    let release = () => {};

    const settle = (result: Result<Socket>) => {
      settled = true;
      clearTimeout(pause);
      release();
      for (const socket of open) if (!result.ok || socket !== result.value) socket.destroy();
      answer(result);
    };
    const next = () => {
      clearTimeout(pause);
      const address = addresses[tried++];
      if (address === undefined) return;
      const socket = connect({ host: address, port: target.port });
      open.add(socket);
      socket.once('connect', () => settle(ok(socket)));
      socket.on('error', (error) => {
        open.delete(socket);
        errors.push(error);
        if (settled) return;
        if (tried < addresses.length) next();
        else if (open.size === 0) settle(dialFailure(target, errors, performance.now() - started));
      });
      if (tried < addresses.length) pause = setTimeout(next, ATTEMPT_DELAY_MS);
    };

    release = deadline.onOver(() => settle(deadline.failure()));
    if (!settled) next();
  });
}

/** Several addresses fail in several ways; what says most about the host comes first. */
export function dialFailure(target: Target, errors: NodeJS.ErrnoException[], millis: number): Failure {
  const codes = errors.map(({ code }) => code);
  if (codes.includes('ECONNREFUSED')) return fail('refused', target);
  if (codes.includes('ETIMEDOUT')) {
    return fail('timed-out', { ...target, seconds: Math.round(millis / 1000), stage: 'connect' });
  }
  return fail('unreachable', target);
}
