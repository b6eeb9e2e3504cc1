// What a typed address will be taken for, told while it is typed. Pure, and a courtesy only: main reads the text
// again with its own rules and has the last word. Where this reading is not sure it says nothing.
export interface Reading {
  readonly host: string;
  readonly port: number;
  readonly kind: 'name' | 'ipv4' | 'ipv6';
}

const nameLabel = /^[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?$/;
const wrapping = /^[\s"'`<>“”„‘’‚«»]+|[\s"'`<>“”„‘’‚«»]+$/g;

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

/** Host and port of a text such as `sensor7`, `10.0.0.7:8443`, `fd00::7` or `https://sensor7/login`; else null. */
export function explainAddress(input: string): Reading | null {
  const typed = input.replace(wrapping, '').replace(/^https?:\/\//i, '');
  const authority = typed.split(/[/?#]/, 1)[0] ?? '';
  if (authority === '' || /[\s@%*\\]/.test(authority) || authority.includes('..')) return null;
  const bare = !authority.startsWith('[') && authority.split(':').length > 2;
  const port = bare ? null : /:([^:\]]*)$/.exec(authority)?.[1];
  if (port !== undefined && port !== null && !/^\d{1,5}$/.test(port)) return null;
  // The URL parser does the rest as browsers do it: case, international names, the short form of IPv6.
  const url = parsed(`https://${bare ? `[${authority}]` : authority}/`);
  if (!url || url.port === '0') return null;
  const host = url.hostname.replace(/\.$/, '');
  const number = url.port === '' ? 443 : Number(url.port);
  if (host.startsWith('[')) return { host: host.slice(1, -1), port: number, kind: 'ipv6' };
  const shown = authority.replace(/:\d+$/, '').replace(/\.$/, '');
  if (/^\d+(\.\d+){3}$/.test(host)) return shown === host ? { host, port: number, kind: 'ipv4' } : null;
  const isName = host.length <= 253 && host.split('.').every((label) => label.length <= 63 && nameLabel.test(label));
  return isName ? { host, port: number, kind: 'name' } : null;
}
