// Asks the operating system what a name means, as browsers do: the hosts file counts. It is not a DNS query.
import { lookup } from 'node:dns/promises';
import { fail, ok, type Result } from '../../preload/contract/result.ts';

/**
 * All addresses in the order of the system's resolver, IPv4 and IPv6. `host-not-found` where the name is unknown,
 * `resolver-failed` where the system could not say (no DNS server answered, or it took longer than `timeoutMs`).
 */
export async function resolveName(name: string, timeoutMs = 10_000): Promise<Result<{ addresses: string[] }>> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'timeout'>((resolve) => {
    timer = setTimeout(() => resolve('timeout'), timeoutMs);
  });
  try {
    const found = await Promise.race([lookup(name, { all: true, verbatim: true }), timeout]);
    if (found === 'timeout') return fail('resolver-failed', { host: name, detail: 'timeout' });
    return ok({ addresses: found.map(({ address }) => address) });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    if (code === 'ENOTFOUND') return fail('host-not-found', { host: name });
    return fail('resolver-failed', { host: name, detail: code });
  } finally {
    clearTimeout(timer);
  }
}
