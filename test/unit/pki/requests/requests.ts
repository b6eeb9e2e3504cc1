// What the tests of this folder share: keys by node:crypto as our own type, requests by our encoder and by openssl.

import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequest, type KeyPair, type RequestOrder } from '../../../../main/pki/requests/create-request.ts';
import type { Result } from '../../../../preload/contract/result.ts';
import { key, openssl, opensslText, path, read, write } from '../openssl.ts';

export const good = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const octets = (bytes: Buffer): Uint8Array => new Uint8Array(bytes);

export const privateKeyOf = (own: KeyObject): KeyPair => ({
  pkcs8: octets(own.export({ type: 'pkcs8', format: 'der' })),
  spki: octets(createPublicKey(own).export({ type: 'spki', format: 'der' })),
});

const made = new Map<string, KeyPair>();

/** A key of the kind, made once per test file. */
export const ownKey = (kind: 'rsa2048' | 'p256' | 'p384' | 'p521' | 'ed25519'): KeyPair => {
  const known = made.get(kind);
  if (known) return known;
  const curve = { p256: 'P-256', p384: 'P-384', p521: 'P-521' } as const;
  const { privateKey } =
    kind === 'rsa2048'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : kind === 'ed25519'
        ? generateKeyPairSync('ed25519')
        : generateKeyPairSync('ec', { namedCurve: curve[kind] });
  const own = privateKeyOf(privateKey);
  made.set(kind, own);
  return own;
};

/** The SubjectPublicKeyInfo of a key that openssl made, also of one that this runtime does not know. */
export const publicKeyOf = (file: string): Uint8Array =>
  octets(openssl(['pkey', '-in', file, '-pubout', '-outform', 'DER']));

export const ordered = (order: RequestOrder, own: KeyPair = ownKey('p256')): Uint8Array =>
  good(createRequest(order, own));

/** One of `openssl req`'s answers about a DER request. */
export const req = (der: Uint8Array, ...args: string[]): string =>
  opensslText(['req', '-inform', 'DER', '-noout', ...args], der);

/** Whether `openssl req -verify` finds the signature good. It says so on standard error, and ends with 0 either way. */
export const verifies = (der: Uint8Array): boolean => {
  const { stderr } = spawnSync('openssl', ['req', '-inform', 'DER', '-verify', '-noout'], { input: der });
  const said = /self-signature verify (OK|failure)/.exec(stderr.toString())?.[1];
  if (said === undefined) throw new Error(stderr.toString());
  return said === 'OK';
};

/** The subject as openssl writes it by RFC 2253, and the line below `Subject Alternative Name` as it prints it. */
export const opensslSubject = (der: Uint8Array): string =>
  req(der, '-subject', '-nameopt', 'RFC2253,-esc_msb').replace(/^subject=/, '');
export const opensslNames = (der: Uint8Array): string[] => {
  const found = /Subject Alternative Name:[^\n]*\n\s*([^\n]*)/.exec(req(der, '-text'))?.[1];
  return found === undefined ? [] : found.split(', ');
};

let count = 0;

export type Asked = {
  key?: string;
  /** As for `-subj`. */
  subject?: string;
  /** Lines of `-addext`. */
  extensions?: readonly string[];
  more?: readonly string[];
};

/** A request by openssl, DER. */
export const opensslRequest = ({ key: file = key('p256'), subject = '/CN=a', extensions = [], more = [] }: Asked) => {
  count += 1;
  const config = write(`request-${count}.cnf`, '[req]\ndistinguished_name=dn\nstring_mask=utf8only\n[dn]\n');
  const given = ['-subj', subject, ...extensions.flatMap((line) => ['-addext', line])];
  const out = `request-${count}.der`;
  openssl(['req', '-new', '-utf8', '-config', config, '-key', file, ...given, ...more, '-outform', 'DER', '-out', out]);
  return read(out);
};

/** What a CA made by openssl issues for a request, DER. `copy`: whether it takes the extensions from the request. */
export const issueFor = (request: Uint8Array, copy: boolean, extensions: readonly string[] = []): Uint8Array => {
  count += 1;
  const ca = path('issuing-ca.pem');
  if (!existsSync(ca))
    openssl(['req', '-x509', '-new', '-key', key('p256', 'issuing-ca'), '-subj', '/CN=Issuing CA', '-out', ca]);
  const [input, out] = [write(`issue-${count}.csr`, request), `issued-${count}.der`];
  const list = extensions.length > 0 ? ['-extfile', write(`issue-${count}.ext`, `${extensions.join('\n')}\n`)] : [];
  const signer = ['-CA', ca, '-CAkey', key('p256', 'issuing-ca'), '-set_serial', String(count), '-days', '90'];
  const copied = copy ? ['-copy_extensions', 'copyall'] : [];
  const to = ['-outform', 'DER', '-out', out];
  openssl(['x509', '-req', '-in', input, '-inform', 'DER', ...signer, ...copied, ...list, ...to]);
  return read(out);
};
