// What `probe`, `name` and `onboard` have in common about reaching a sensor: its address, the time limit, a proxy.
import { cli } from '../../assets/text/en/cli.ts';
import type { AppError } from '../../preload/contract/errors.ts';
import { ok, type Result } from '../../preload/contract/result.ts';
import { type Address, parseAddress, parseProxy } from '../sensor/address.ts';
import { type Call, type Option, type Problem, wrongUse } from './command.ts';

export const networkOptions: readonly Option[] = [
  { name: 'timeout', value: 'MS' },
  { name: 'proxy', value: 'HOST:PORT' },
];

/** Milliseconds for one target; slow appliances on slow lines have been seen to need five seconds. */
const defaultTimeout = 15_000;
const longestTimeout = 600_000;

export type Reach = { timeoutMs: number; proxy?: { host: string; port: number }; signal: AbortSignal };

/** `--timeout` and `--proxy`, checked. */
export function reachOf(call: Call): { reach: Reach } | { error: AppError | Problem } {
  const text = call.text('timeout');
  const timeoutMs = text === undefined ? defaultTimeout : Number(text);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > longestTimeout)
    return wrongUse(cli.wrong.timeout(text ?? ''), cli.wrong.timeoutHint(longestTimeout)) as { error: Problem };
  const given = call.text('proxy');
  if (given === undefined) return { reach: { timeoutMs, signal: call.io.signal } };
  const proxy = parseProxy(given);
  if (!proxy.ok) return { error: proxy.error };
  const { host, port } = proxy.value;
  return { reach: { timeoutMs, signal: call.io.signal, proxy: { host, port } } };
}

/** All addresses or the first mistake: nothing is asked of anyone while one of them cannot be read. */
export function addressesOf(texts: readonly string[]): Result<Address[]> {
  const addresses: Address[] = [];
  for (const text of texts) {
    const address = parseAddress(text);
    if (!address.ok) return address;
    addresses.push(address.value);
  }
  return ok(addresses);
}
