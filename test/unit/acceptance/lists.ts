// CAs and revocation lists by the machine's own openssl, made when a test runs.
import { mkdirSync } from 'node:fs';
import { certificate, key, openssl, path, read, write } from '../pki/openssl.ts';

export type Issuer = { name: string; der: Uint8Array; key: string };

const caExtensions = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign'];

export function ca(name: string, issuer?: Issuer): Issuer {
  const file = key('p256', name);
  const extensions = [...caExtensions, 'subjectKeyIdentifier=hash'];
  const der = certificate({
    key: file,
    subject: `/O=Contoso/CN=${name}`,
    extensions,
    ...(issuer ? { issuer } : {}),
  });
  return { name, der, key: file };
}

export function leaf(issuer: Issuer, serial: number, points: readonly string[], more: string[] = []): Uint8Array {
  const point = points.map((url) => (/^[a-z]+:/i.test(url) ? `URI:${url}` : url)).join(',');
  return certificate({
    key: key('p256', 'leaf'),
    subject: '/C=US/O=Contoso/CN=sensor7.contoso.com',
    extensions: [
      'subjectAltName=DNS:sensor7.contoso.com',
      ...(points.length > 0 ? [`crlDistributionPoints=${point}`] : []),
      ...more,
    ],
    issuer,
    more: ['-set_serial', String(serial)],
  });
}

export type ListWish = {
  revoked?: readonly { serial: number; reason?: string }[];
  /** As openssl takes them: YYMMDDHHMMSSZ. */
  last?: string;
  next?: string;
  form?: 'DER' | 'PEM';
  /** So many more entries, of 35 octets each. */
  others?: number;
  extensions?: string[];
};

let count = 0;

/** `openssl ca -gencrl` over an index with these entries. */
export function list(issuer: Issuer, wish: ListWish = {}): Uint8Array {
  count += 1;
  const home = `ca-${count}`;
  mkdirSync(path(home));
  const entries = (wish.revoked ?? []).map(({ serial, reason }) => {
    const hex = serial.toString(16).toUpperCase();
    return `R\t491231235959Z\t250101000000Z${reason ? `,${reason}` : ''}\t${hex.padStart(hex.length + (hex.length % 2), '0')}\tunknown\t/CN=x${serial}\n`;
  });
  for (let at = 0; at < (wish.others ?? 0); at += 1)
    entries.push(
      `R\t491231235959Z\t250101000000Z\t77${at.toString(16).toUpperCase().padStart(30, '0')}\tunknown\t/CN=o\n`,
    );
  write(`${home}/index.txt`, entries.join(''));
  write(`${home}/number`, '01\n');
  write(
    `${home}/ca.cnf`,
    [
      '[ca]\ndefault_ca=here\n[here]',
      `database=${path(home)}/index.txt`,
      `crlnumber=${path(home)}/number`,
      'default_md=sha256\ndefault_crl_days=7\ncrl_extensions=list',
      '[list]\nauthorityKeyIdentifier=keyid',
      ...(wish.extensions ?? []),
    ].join('\n'),
  );
  const dates = [
    ...(wish.last ? ['-crl_lastupdate', wish.last] : []),
    ...(wish.next ? ['-crl_nextupdate', wish.next] : []),
  ];
  const ownCertificate = write(`${home}/ca.pem`, pem('CERTIFICATE', issuer.der));
  openssl([
    'ca',
    '-config',
    `${home}/ca.cnf`,
    '-gencrl',
    '-cert',
    ownCertificate,
    '-keyfile',
    issuer.key,
    '-out',
    `${home}/crl.pem`,
    ...dates,
  ]);
  if (wish.form === 'PEM') return read(`${home}/crl.pem`);
  openssl(['crl', '-in', `${home}/crl.pem`, '-outform', 'DER', '-out', `${home}/crl.der`]);
  return read(`${home}/crl.der`);
}

export const pem = (label: string, der: Uint8Array): string => {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
};

export const file = (name: string, bytes: Uint8Array | string) => ({
  name,
  bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes,
});
