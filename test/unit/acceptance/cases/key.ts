// Faults of the KEY file and of the passphrase.
import { key, openssl, path, write } from '../../pki/openssl.ts';
import { file, goodLeaf, leafKey, lockedKey, pem } from '../sets.ts';
import type { Case } from './case.ts';

const mismatch = 'Passphrase does not match to the key';
const plain = (): string => Buffer.from(leafKey()).toString('utf8');
const keyFile = (content: Uint8Array | string, name = 'sensor7.key') => ({ key: file(name, content) });
const der = (): Uint8Array => new Uint8Array(openssl(['pkey', '-in', key('rsa2048', 'leaf'), '-outform', 'DER']));

/** The leaf's key with another private exponent: its public half still fits the certificate. */
const broken = (): Uint8Array => {
  const text = openssl(['rsa', '-in', key('rsa2048', 'leaf'), '-text', '-noout']).toString('utf8');
  const number = (name: string): string =>
    `0x${(new RegExp(`${name}:\\s*([0-9a-f:\\s]+)`).exec(text)?.[1] ?? '').replace(/[:\s]/g, '')}`;
  const exponent = `0x${(BigInt(number('privateExponent')) + 2n).toString(16)}`;
  const parts = [
    ['version', '0'],
    ['n', number('modulus')],
    ['e', '65537'],
    ['d', exponent],
    ['p', number('prime1')],
    ['q', number('prime2')],
    ['dp', number('exponent1')],
    ['dq', number('exponent2')],
    ['qi', number('coefficient')],
  ];
  const list = parts.map(([name, value]) => `${name}=INTEGER:${value}`).join('\n');
  openssl([
    'asn1parse',
    '-noout',
    '-genconf',
    write('broken.cnf', `asn1=SEQUENCE:k\n[k]\n${list}\n`),
    '-out',
    'broken.der',
  ]);
  const base64 = openssl(['base64', '-in', path('broken.der')]).toString('utf8');
  return new Uint8Array(Buffer.from(`-----BEGIN RSA PRIVATE KEY-----\n${base64}-----END RSA PRIVATE KEY-----\n`));
};

/** Locked with ARIA, a Korean cipher that neither this program nor BoringSSL knows. */
const unopenable = (): Uint8Array => lockedKey('right', '-v2', 'aria-256-cbc');

export const keyCases: Case[] = [
  {
    rule: 'key-file',
    name: 'no key at all',
    changes: () => ({ key: null }),
    code: 'key-missing',
    severity: 'fail',
    remedy: 'add-key',
    says: /no private key/,
    todo: /that the request was made with/,
  },
  {
    rule: 'key-file',
    name: 'the certificate in its place',
    changes: () => keyFile(pem(goodLeaf)),
    code: 'key-no-key',
    severity: 'fail',
    remedy: 'add-key',
    says: /something else: the certificate/,
    todo: /private key/,
  },
  {
    rule: 'key-file',
    name: 'cut off',
    changes: () => keyFile(plain().slice(0, 700)),
    code: 'key-unreadable',
    severity: 'fail',
    remedy: 'other-file',
    says: /cannot be read to its end/,
    todo: /Get the file again/,
  },
  {
    rule: 'key-encoding',
    name: 'DER',
    changes: () => keyFile(der()),
    code: 'key-not-pem',
    severity: 'fail',
    remedy: 'make-kit',
    says: /as DER \(binary\); PEM is wanted/,
    todo: /upload kit/,
  },
  {
    rule: 'key-encoding',
    name: 'indented lines, as copied from a mail',
    changes: () => keyFile(plain().replace(/^/gm, '  ')),
    code: 'key-not-pem',
    severity: 'fail',
    remedy: 'make-kit',
    says: /only tolerant programs read/,
    todo: /upload kit/,
  },
  {
    rule: 'key-encoding',
    name: 'PKCS#1 under the label of PKCS#8',
    changes: () =>
      keyFile(String(openssl(['rsa', '-in', key('rsa2048', 'leaf'), '-traditional'])).replaceAll(' RSA ', ' ')),
    code: 'key-not-pem',
    severity: 'fail',
    remedy: 'make-kit',
    says: /a label that says something else/,
    todo: /upload kit/,
  },
  {
    rule: 'key-single',
    name: 'another key behind it',
    changes: () => keyFile(`${plain()}${openssl(['pkey', '-in', key('rsa2048', 'other')]).toString('utf8')}`),
    code: 'key-several',
    severity: 'warn',
    remedy: 'make-kit',
    says: /2 private keys/,
    todo: /upload kit/,
  },
  {
    rule: 'key-alone',
    name: 'the certificate behind it',
    changes: () => keyFile(`${plain()}${pem(goodLeaf)}`),
    code: 'key-holds-certificate',
    severity: 'warn',
    remedy: 'make-kit',
    says: /also holds a certificate/,
    todo: /the key alone/,
  },
  {
    rule: 'key-encryption',
    name: 'locked by ARIA',
    changes: () => ({ ...keyFile(unopenable()), passphrase: 'right' }),
    code: 'key-encryption-unknown',
    severity: 'warn',
    remedy: 'other-file',
    says: /nothing about it could be checked/,
    todo: /Lock it again/,
  },
  {
    rule: 'key-match',
    name: 'the key of another certificate',
    changes: () => keyFile(openssl(['pkey', '-in', key('rsa2048', 'other')])),
    code: 'key-mismatch',
    severity: 'fail',
    remedy: 'add-key',
    says: /does not belong to the certificate/,
    todo: /Look for the key/,
  },
  {
    rule: 'key-match',
    name: 'locked, so nobody knows',
    changes: () => keyFile(lockedKey('right')),
    code: 'key-match-not-checked',
    severity: 'not-checked',
    remedy: 'retype-passphrase',
    says: /was not checked: the key is locked/,
    todo: /passphrase/,
    verdict: 'reject',
  },
  {
    rule: 'key-sound',
    name: 'another private exponent',
    changes: () => keyFile(broken()),
    code: 'key-broken',
    severity: 'fail',
    remedy: 'new-request',
    says: /do not fit each other/,
    todo: /new request/,
  },
  {
    rule: 'passphrase',
    name: 'wrong',
    changes: () => ({ ...keyFile(lockedKey('right')), passphrase: 'wrong' }),
    code: 'passphrase-wrong',
    severity: 'fail',
    remedy: 'retype-passphrase',
    console: mismatch,
    says: /does not open the key/,
    todo: /Type it again/,
  },
  {
    rule: 'passphrase',
    name: 'none for a locked key',
    changes: () => keyFile(lockedKey('right')),
    code: 'passphrase-needed',
    severity: 'fail',
    remedy: 'retype-passphrase',
    console: mismatch,
    says: /is locked, and no passphrase/,
    todo: /Type the passphrase/,
  },
  {
    rule: 'passphrase',
    name: 'wrong, for a key that openssl rsa locked the old way',
    changes: () => ({
      ...keyFile(openssl(['rsa', '-in', key('rsa2048', 'leaf'), '-aes128', '-passout', 'pass:right', '-traditional'])),
      passphrase: 'wrong',
    }),
    code: 'passphrase-wrong',
    severity: 'fail',
    remedy: 'retype-passphrase',
    console: mismatch,
    says: /does not open the key/,
    todo: /Type it again/,
  },
  {
    rule: 'passphrase-unused',
    name: 'one for a plain key',
    changes: () => ({ passphrase: 'right' }),
    code: 'passphrase-unused',
    severity: 'warn',
    remedy: 'none',
    says: /not locked/,
    todo: /Leave the field/,
  },
  ...[...` "$&'*;<>|\`é€`].map(
    (character): Case => ({
      rule: 'passphrase-characters',
      name: `with ${character}`,
      changes: () => {
        const passphrase = `right${character}one`;
        return { ...keyFile(lockedKey(passphrase, '-v2', 'aes-128-cbc', '-iter', '1')), passphrase };
      },
      code: 'passphrase-characters',
      severity: 'fail',
      remedy: 'new-passphrase',
      console: mismatch,
      says: /1 character that the appliance does not take.*\(! # % \( \) \+/,
      todo: /another passphrase/,
      disagreement: /2023-01-17/,
    }),
  ),
  {
    rule: 'passphrase-length',
    name: 'three characters',
    changes: () => ({ ...keyFile(lockedKey('abc')), passphrase: 'abc' }),
    code: 'passphrase-short',
    severity: 'info',
    remedy: 'new-passphrase',
    says: /fewer than 4 characters/,
    todo: /longer/,
  },
];
