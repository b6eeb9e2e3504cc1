// Certificates by the machine's own openssl, made when a test runs. Keys live in the test's temporary folder only.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const openssl = (folder: string, ...args: string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

export type Issued = { certificate: string; key: string; sha256: string };

type Wish = {
  name: string;
  subject: string;
  /** openssl extension lines, as `subjectAltName=DNS:a`. */
  extensions: string[];
  issuer?: Issued;
  days?: number;
};

/** Makes a key and a certificate, self-signed where there is no issuer. Paths are absolute, the fingerprint bare hex. */
export function issue(folder: string, { name, subject, extensions, issuer, days = 30 }: Wish): Issued {
  const key = join(folder, `${name}.key`);
  const certificate = join(folder, `${name}.crt`);
  const request = join(folder, `${name}.csr`);
  const config = join(folder, `${name}.ext`);
  writeFileSync(config, ['[v3]', ...extensions].join('\n'));
  openssl(folder, 'req', '-new', '-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', request, '-subj', subject);
  const signer = issuer ? ['-CA', issuer.certificate, '-CAkey', issuer.key, '-CAcreateserial'] : ['-signkey', key];
  openssl(
    folder,
    'x509',
    '-req',
    '-in',
    request,
    '-out',
    certificate,
    '-days',
    String(days),
    '-sha256',
    '-extfile',
    config,
    '-extensions',
    'v3',
    ...signer,
  );
  const printed = openssl(folder, 'x509', '-in', certificate, '-noout', '-fingerprint', '-sha256');
  return { certificate, key, sha256: (printed.split('=')[1] ?? '').trim().replaceAll(':', '') };
}

/** A root and an intermediate as a company has them. */
export function privateCa(folder: string, days = 30): { root: Issued; intermediate: Issued } {
  const ca = [
    'basicConstraints=critical,CA:TRUE',
    'keyUsage=critical,keyCertSign,cRLSign',
    'subjectKeyIdentifier=hash',
  ];
  const root = issue(folder, { name: 'root', subject: '/C=US/O=Contoso/CN=Contoso Root CA', extensions: ca, days });
  const intermediate = issue(folder, {
    name: 'intermediate',
    subject: '/C=US/O=Contoso/CN=Contoso Issuing CA',
    extensions: [...ca, 'authorityKeyIdentifier=keyid'],
    issuer: root,
    days,
  });
  return { root, intermediate };
}

/** Puts PEM files together into one, in the order given. */
export function bundle(folder: string, name: string, files: string[]): string {
  const path = join(folder, name);
  writeFileSync(path, files.map((file) => readFileSync(file, 'utf8')).join(''));
  return path;
}
