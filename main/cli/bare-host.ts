// `--host`: a name or an IP address alone, without scheme, port or page.
import { isIP } from 'node:net';
import { cli } from '../../assets/text/en/cli.ts';
import { type Call, type Outcome, wrongUse } from './command.ts';

/** An IPv6 address may have its brackets. */
const bare = (text: string): boolean => isIP(text) !== 0 || /^(\[[^\]\s]+\]|[^\s:/\\?#@[\]]+)$/.test(text);

/** The host in a URL or before a port, where one can be told. */
function hostIn(text: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** The host that was given, undefined where none was; anything else is wrong use. */
export function bareHost(
  call: Call,
  option: string,
): { ok: true; value: string | undefined } | { ok: false; outcome: Outcome } {
  const host = call.text(option);
  if (host === undefined || bare(host)) return { ok: true, value: host };
  return { ok: false, outcome: wrongUse(cli.wrong.host(host), cli.wrong.hostHint(`--${option}`, hostIn(host))) };
}
