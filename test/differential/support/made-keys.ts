// Key files by openssl: every kind of key in every encoding and under every encryption that it writes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile } from './corpus.ts';
import { keyKinds } from './keys.ts';
import { type Fields, keyFields } from './openssl-text.ts';
import { base64, mustAll, runAll } from './run.ts';

export type MadeKey = {
  id: string;
  maker: string;
  /** The file. */
  bytes: string;
  passphrase: string | null;
  encoding: 'pkcs8' | 'pkcs1' | 'sec1' | null;
  /** Of the key inside, by openssl. */
  openssl: Fields;
  /** The SubjectPublicKeyInfo by openssl. */
  spki: string;
};

const passphrases = ['secret', 'pä߀ wörd', 'x'.repeat(70), '日本語', ' blank '] as const;

const legacy = ['-provider', 'legacy', '-provider', 'default'];

const schemes2 = ['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des-ede3-cbc'];
const functions2 = ['hmacWithSHA1', 'hmacWithSHA224', 'hmacWithSHA256', 'hmacWithSHA384', 'hmacWithSHA512'];
const schemes1 = [
  ...['PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128'],
  ...['PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-MD5-RC2-64', 'PBE-SHA1-RC2-64'],
];
const oldCiphers = ['-aes128', '-aes192', '-aes256', '-des3', '-des'];

type Way = { called: string; args: string[]; old?: boolean; locked?: boolean };

const ways: readonly Way[] = [
  ...['PEM', 'DER'].flatMap((form): Way[] => [
    { called: `PKCS#8 ${form}`, args: ['pkcs8', '-topk8', '-nocrypt', '-outform', form] },
    { called: `traditional ${form}`, args: ['pkey', '-traditional', '-outform', form], old: true },
    {
      called: `scrypt ${form}`,
      args: ['pkcs8', '-topk8', '-scrypt', '-scrypt_N', '1024', '-outform', form],
      locked: true,
    },
  ]),
  ...schemes2.flatMap((scheme) =>
    functions2.map(
      (prf, at): Way => ({
        called: `${scheme} ${prf}`,
        args: ['pkcs8', '-topk8', '-v2', scheme, '-v2prf', prf, '-outform', at % 2 === 0 ? 'PEM' : 'DER'],
        locked: true,
      }),
    ),
  ),
  ...schemes1.map(
    (scheme, at): Way => ({
      called: scheme,
      args: ['pkcs8', '-topk8', '-v1', scheme, '-outform', at % 2 === 0 ? 'DER' : 'PEM', ...legacy],
      locked: true,
    }),
  ),
  ...oldCiphers.map(
    (cipher): Way => ({
      called: `traditional ${cipher}`,
      args: ['pkey', '-traditional', cipher, ...(cipher === '-des' ? legacy : [])],
      old: true,
      locked: true,
    }),
  ),
];

/** Kinds that have a form older than PKCS#8, and what it is. */
const oldEncoding = (kind: string): MadeKey['encoding'] | undefined => {
  if (kind.startsWith('rsa')) return 'pkcs1';
  if (kind.startsWith('ed') || kind.startsWith('pss')) return undefined;
  return kind.startsWith('dsa') ? null : 'sec1';
};

/** The text of a key alone does not tell it: it is what was asked for. */
const algorithmOf = (kind: string): string => {
  if (kind.startsWith('rsa')) return 'RSA';
  if (kind.startsWith('pss')) return 'RSA-PSS';
  if (kind.startsWith('dsa')) return 'DSA';
  return kind === 'ed25519' ? 'Ed25519' : kind === 'ed448' ? 'Ed448' : 'EC';
};

/** Every second kind takes every second way, so that each way meets most kinds. */
const chosen = (kind: number, way: number): boolean => way < 6 || (kind + way) % 2 === 0;

export const madeKeys = (folder: string): MadeKey[] => {
  const spkis = mustAll(
    folder,
    keyKinds.map((kind, at) => [
      'openssl',
      'pkey',
      '-in',
      keyFile(kind),
      '-pubout',
      '-outform',
      'DER',
      '-out',
      `p${at}`,
    ]),
  ).map((_, at) => base64(readFileSync(join(folder, `p${at}`))));
  const texts = mustAll(
    folder,
    keyKinds.map((kind) => ['openssl', 'pkey', '-in', keyFile(kind), '-text_pub', '-noout']),
  );
  const wanted = keyKinds.flatMap((kind, number) =>
    ways.flatMap((way, at) => {
      const encoding = way.old ? oldEncoding(kind) : 'pkcs8';
      if (encoding === undefined || !chosen(number, at)) return [];
      const passphrase = way.locked ? (passphrases[(number + at) % passphrases.length] as string) : null;
      return [{ kind, number, way, encoding, passphrase }];
    }),
  );
  mustAll(
    folder,
    wanted.map(({ kind, way, passphrase }, at) => [
      ...['openssl', ...way.args, '-in', keyFile(kind), '-out', `k${at}`],
      ...(passphrase === null ? [] : ['-passout', `pass:${passphrase}`]),
    ]),
  );
  return wanted.map(({ kind, number, way, encoding, passphrase }, at) => ({
    id: `${kind} as ${way.called}`,
    maker: 'openssl',
    bytes: base64(readFileSync(join(folder, `k${at}`))),
    passphrase,
    encoding,
    openssl: { ...keyFields(texts[number] as string), 'key algorithm': algorithmOf(kind) },
    spki: spkis[number] as string,
  }));
};

export type Checked = { id: string; pkcs8: string; valid: boolean };

/** What `openssl pkey -check` says about keys (DER). Tampered ones included. */
export const opensslChecks = (folder: string, files: readonly string[]): boolean[] =>
  runAll(
    folder,
    files.map((file) => ['openssl', 'pkey', '-check', '-noout', '-in', file]),
  ).map(({ status, out }) => status === 0 && /^Key is valid/m.test(out));
