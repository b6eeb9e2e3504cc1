// The referee: the real `openssl`, run in a directory of its own, which makes keys and certificates when a test runs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, vi } from 'vitest';

const directory = mkdtempSync(join(tmpdir(), 'pki-test-'));
// Finding primes takes as long as it takes, and several test files do it at once.
vi.setConfig({ testTimeout: 60_000 });
afterAll(() => rmSync(directory, { recursive: true, force: true }));

export const path = (name: string): string => join(directory, name);
export const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(path(name), content);
  return path(name);
};
export const read = (name: string): Uint8Array => new Uint8Array(readFileSync(path(name)));

/**
 * No configuration but what is given, on Windows too, where /dev/null is no file; and there the words of a command are
 * UTF-8 only where this is asked for (openssl-env(7)).
 */
const surroundings = { OPENSSL_CONF: write('nothing.cnf', ''), OPENSSL_WIN32_UTF8: '1' };

/** Runs openssl in the directory; the answer is its standard output. */
export const openssl = (args: readonly string[], input?: Uint8Array | string): Buffer =>
  execFileSync('openssl', args, {
    cwd: directory,
    env: { ...process.env, ...surroundings },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(input === undefined ? {} : { input }),
  });

export const opensslText = (args: readonly string[], input?: Uint8Array | string): string =>
  openssl(args, input).toString('utf8').replace(/\n$/, '');

export type KeyKind =
  | 'rsa1024'
  | 'rsa2048'
  | 'rsapss'
  | 'p256'
  | 'p384'
  | 'p521'
  | 'secp256k1'
  | 'ed25519'
  | 'ed448'
  | 'dsa';
const keyArguments: Record<KeyKind, string[]> = {
  rsa1024: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:1024'],
  rsa2048: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  rsapss: ['-algorithm', 'RSA-PSS', '-pkeyopt', 'rsa_keygen_bits:2048'],
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  secp256k1: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:secp256k1'],
  ed25519: ['-algorithm', 'ED25519'],
  ed448: ['-algorithm', 'ED448'],
  dsa: ['-paramfile', 'dsa.params'],
};

const keys = new Set<string>();

/** A key of the kind, made once per test file and name; the answer is its path. */
export const key = (kind: KeyKind, name: string = kind): string => {
  const file = `${name}.key`;
  if (!keys.has(file)) {
    if (kind === 'dsa')
      openssl([
        'genpkey',
        '-genparam',
        '-algorithm',
        'DSA',
        '-pkeyopt',
        'dsa_paramgen_bits:1024',
        '-out',
        'dsa.params',
      ]);
    openssl(['genpkey', ...keyArguments[kind], '-out', file]);
    keys.add(file);
  }
  return path(file);
};

export type Wanted = {
  key: string;
  /** As for `-subj`, e.g. `/CN=a/O=b`, or a `[dn]` section of a configuration file. */
  subject: string;
  /** Lines of an extensions section; without them the certificate has version 1. */
  extensions?: string[];
  issuer?: { der: Uint8Array; key: string };
  more?: string[];
  /** More lines for the `[req]` section. */
  requestConfig?: string;
};

let count = 0;

/** Issues a certificate, self-signed when no issuer is given; the answer is DER. */
export const certificate = ({
  key: keyFile,
  subject,
  extensions,
  issuer,
  more = [],
  requestConfig = 'string_mask=utf8only',
}: Wanted): Uint8Array => {
  count += 1;
  const [request, out, config] = [`${count}.csr`, `${count}.der`, `${count}.cnf`];
  const section = subject.startsWith('/') ? 'CN=unused' : subject;
  write(
    config,
    `[req]\ndistinguished_name=dn\nprompt=no\n${requestConfig}\n[dn]\n${section}\n[ext]\n${(extensions ?? []).join('\n')}\n`,
  );
  const given = subject.startsWith('/') ? ['-subj', subject, '-multivalue-rdn'] : [];
  openssl(['req', '-new', '-utf8', '-config', config, ...given, '-key', keyFile, '-out', request]);
  const signer = issuer
    ? ['-CA', write(`${count}.ca.der`, issuer.der), '-CAform', 'DER', '-CAkey', issuer.key]
    : ['-signkey', keyFile];
  const list = extensions ? ['-extfile', config, '-extensions', 'ext'] : [];
  const serial = more.includes('-set_serial') ? [] : ['-set_serial', String(1000 + count)];
  openssl([
    'x509',
    '-req',
    '-in',
    request,
    ...signer,
    ...list,
    ...serial,
    '-days',
    '30',
    ...more,
    '-outform',
    'DER',
    '-out',
    out,
  ]);
  return read(out);
};

/** One of `openssl x509`'s answers about a DER certificate. */
export const x509 = (der: Uint8Array, ...args: string[]): string =>
  opensslText(['x509', '-inform', 'DER', '-noout', ...args], der);
