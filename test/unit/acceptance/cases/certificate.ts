// Faults of the CRT file and of what the leaf says about keys, signatures, dates and purposes.
import { certificate, key, openssl, path } from '../../pki/openssl.ts';
import {
  crtOf,
  dated,
  extensions,
  extensionsBut,
  file,
  goodLeaf,
  inDays,
  issuing,
  leaf,
  leafKey,
  now,
  pem,
  root,
  subject,
} from '../sets.ts';
import type { Case } from './case.ts';

const expired = "This SSL certificate has expired and isn't considered valid.";
const newOne = /new request|issue it again|template/i;

/** A leaf for another key, and that key. */
const withKey = (name: string, more: string[] = ['-sha256', '-days', '365']) => ({
  crt: crtOf(leaf({ key: path(name), more })),
  key: file('sensor7.key', openssl(['pkey', '-in', path(name)])),
});
const rsa = (bits: number): string => {
  openssl(['genpkey', '-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`, '-out', `rsa${bits}.key`]);
  return `rsa${bits}.key`;
};
const signedWith = (...how: string[]) => ({ crt: crtOf(leaf({ more: [...how, '-days', '365'] })) });
/** Reissues a CA with other dates: same key, same name. */
const caFor = (from: Date, until: Date): Uint8Array =>
  dated(from, until, {
    key: key('rsa2048', 'issuing'),
    subject: '/C=US/O=Contoso/CN=Contoso Issuing CA',
    extensions: [
      'basicConstraints=critical,CA:TRUE',
      'keyUsage=critical,keyCertSign,cRLSign',
      'subjectKeyIdentifier=hash',
    ],
    issuer: { der: root, key: key('rsa2048', 'root') },
  });
const chainOf = (...ders: Uint8Array[]) => file('sensor7.pem', pem(...ders));

export const certificateCases: Case[] = [
  {
    rule: 'crt-file',
    name: 'no certificate at all',
    changes: () => ({ crt: null }),
    code: 'crt-missing',
    severity: 'fail',
    remedy: 'other-file',
    says: /no certificate/,
    todo: /Add the certificate/,
  },
  {
    rule: 'crt-file',
    name: 'a certificate that was cut off',
    changes: () => ({ crt: file('sensor7.crt', goodLeaf.slice(0, 400)) }),
    code: 'crt-unreadable',
    severity: 'fail',
    remedy: 'other-file',
    says: /cannot be read/,
    todo: /Get the file again/,
  },
  {
    rule: 'crt-file',
    name: 'a request in its place',
    changes: () => ({
      crt: file('sensor7.csr', openssl(['req', '-new', '-key', key('rsa2048', 'leaf'), '-subj', subject])),
    }),
    code: 'crt-no-certificate',
    severity: 'fail',
    remedy: 'other-file',
    says: /certificate request/,
    todo: /that the CA issued/,
  },
  {
    rule: 'crt-encoding',
    name: 'a PKCS#7 file',
    changes: () => ({
      crt: file('sensor7.crt', openssl(['crl2pkcs7', '-nocrl', '-certfile', writePem(), '-outform', 'DER'])),
    }),
    code: 'crt-format',
    severity: 'fail',
    remedy: 'make-kit',
    says: /as PKCS#7.*PEM or DER/,
    todo: /upload kit/,
  },
  {
    rule: 'crt-encoding',
    name: 'a text in UTF-16, as Notepad saves it',
    changes: () => ({ crt: file('sensor7.crt', new Uint8Array(Buffer.from(`\ufeff${pem(goodLeaf)}`, 'utf16le'))) }),
    code: 'crt-format',
    severity: 'fail',
    remedy: 'make-kit',
    says: /UTF-16/,
    todo: /upload kit/,
  },
  {
    rule: 'crt-single',
    name: 'the chain behind it',
    changes: () => ({ crt: file('sensor7.crt', pem(goodLeaf, issuing, root)) }),
    code: 'crt-several',
    severity: 'warn',
    remedy: 'make-kit',
    says: /holds 3 certificates/,
    todo: /chain file/,
  },
  {
    rule: 'crt-without-key',
    name: 'the key behind it',
    changes: () => ({ crt: file('sensor7.crt', `${pem(goodLeaf)}${Buffer.from(leafKey()).toString()}`) }),
    code: 'crt-holds-key',
    severity: 'fail',
    remedy: 'make-kit',
    says: /private key/,
    todo: /Do not upload/,
  },
  {
    rule: 'not-downloaded',
    name: 'the one that the sensor serves, without its key',
    changes: () => ({ key: null, served: sha256(goodLeaf) }),
    code: 'downloaded-from-sensor',
    severity: 'fail',
    remedy: 'new-request',
    says: /downloaded from there/,
    todo: /cannot go back without its key/,
    disagreement: /2023-01-05/,
  },
  {
    rule: 'not-downloaded',
    name: 'the one that the sensor serves, with another key',
    changes: () => ({
      key: file('other.key', openssl(['pkey', '-in', key('rsa2048', 'other')])),
      served: sha256(goodLeaf),
    }),
    code: 'downloaded-from-sensor',
    severity: 'fail',
    remedy: 'new-request',
    says: /already serves/,
    todo: newOne,
  },
  ...(
    [
      ['SHA-1', () => signedWith('-sha1'), /sha1WithRSAEncryption/],
      ['MD5', () => signedWith('-md5'), /md5WithRSAEncryption/],
      ['RSA-PSS', () => signedWith('-sha256', '-sigopt', 'rsa_padding_mode:pss'), /rsassaPss/],
      [
        'ECDSA, by a CA with an EC key',
        () => {
          const ca = {
            key: key('p256', 'ecca'),
            subject: '/CN=EC CA',
            extensions: ['basicConstraints=critical,CA:TRUE'],
          };
          const der = certificate(ca);
          return { crt: crtOf(leaf({ issuer: { der, key: ca.key } })), chain: chainOf(der) };
        },
        /ecdsa-with-SHA256/,
      ],
    ] as const
  ).map(
    ([name, changes, says]): Case => ({
      rule: 'signature',
      name,
      changes,
      code: 'signature-algorithm',
      severity: 'fail',
      remedy: 'new-request',
      says,
      todo: newOne,
    }),
  ),
  ...(['-sha384', '-sha512'] as const).map(
    (hash): Case => ({
      rule: 'signature-listed',
      name: hash,
      changes: () => signedWith(hash),
      code: 'signature-algorithm-unlisted',
      severity: 'warn',
      remedy: 'new-request',
      says: /That may work, but the documents name sha256WithRSAEncryption only/,
      todo: newOne,
    }),
  ),
  ...(['p256', 'ed25519', 'rsapss'] as const).map(
    (kind): Case => ({
      rule: 'key-kind',
      name: kind,
      changes: () => {
        key(kind);
        return withKey(`${kind}.key`);
      },
      code: 'key-algorithm',
      severity: 'fail',
      remedy: 'new-request',
      says: /of the kind (EC P-256|Ed25519|RSA-PSS)\. Wanted is RSA/,
      todo: /new request/,
    }),
  ),
  {
    rule: 'key-length',
    name: '1024 bits',
    changes: () => {
      key('rsa1024');
      return withKey('rsa1024.key');
    },
    code: 'key-size',
    severity: 'fail',
    remedy: 'new-request',
    says: /1,024 bits\. At least 2,048/,
    todo: newOne,
  },
  {
    rule: 'key-length-listed',
    name: '3072 bits',
    changes: () => withKey(rsa(3072)),
    code: 'key-size-unlisted',
    severity: 'warn',
    remedy: 'new-request',
    says: /3,072 bits.*2,048 and 4,096 only/,
    todo: newOne,
  },
  {
    rule: 'key-length-slow',
    name: '4096 bits',
    changes: () => withKey(rsa(4096)),
    code: 'key-size-slow',
    severity: 'info',
    remedy: 'none',
    says: /more slowly/,
    todo: /Nothing has to be done/,
  },
  {
    rule: 'valid-to',
    name: 'the certificate has expired',
    changes: () => ({ at: inDays(400) }),
    code: 'expired',
    severity: 'fail',
    remedy: 'new-request',
    console: expired,
    says: /^The certificate has expired/,
    todo: /clock/,
    disagreement: /2021-08-11/,
  },
  {
    rule: 'valid-to',
    name: 'the issuing CA has expired',
    changes: () => ({ chain: chainOf(caFor(inDays(-90), inDays(-1)), root) }),
    code: 'expired',
    severity: 'fail',
    remedy: 'new-request',
    console: expired,
    says: /“Contoso Issuing CA” in the chain has expired/,
    todo: /current certificate/,
  },
  {
    rule: 'valid-from',
    name: 'the certificate is not valid yet',
    changes: () => ({ at: inDays(-2), chain: null }),
    code: 'not-yet-valid',
    severity: 'fail',
    remedy: 'clock',
    console: expired,
    says: /not valid yet/,
    todo: /clocks/,
    disagreement: /not yet valid/,
    verdict: 'reject',
  },
  {
    rule: 'valid-from',
    name: 'the issuing CA is not valid yet',
    changes: () => ({ chain: chainOf(caFor(inDays(2), inDays(900)), root), at: now }),
    code: 'not-yet-valid',
    severity: 'fail',
    remedy: 'clock',
    console: expired,
    says: /“Contoso Issuing CA” in the chain is not valid yet/,
    todo: /clocks/,
  },
  {
    rule: 'valid-to-soon',
    name: 'twelve days are left',
    changes: () => ({ at: inDays(352.5) }),
    code: 'expires-soon',
    severity: 'warn',
    remedy: 'new-request',
    says: /expires soon.*in 12 days/,
    todo: /new one/,
  },
  {
    rule: 'not-a-ca',
    name: 'marked as a CA, as the sample in the documents',
    changes: () => ({
      crt: crtOf(leaf({ extensions: extensionsBut('basicConstraints', 'basicConstraints=CA:TRUE') })),
    }),
    code: 'crt-is-ca',
    severity: 'warn',
    remedy: 'new-request',
    says: /CA:TRUE/,
    todo: newOne,
    disagreement: /sample/,
  },
  {
    rule: 'server-auth',
    name: 'for clients only',
    changes: () => ({
      crt: crtOf(leaf({ extensions: extensionsBut('extendedKeyUsage', 'extendedKeyUsage=clientAuth') })),
    }),
    code: 'extended-key-usage',
    severity: 'warn',
    remedy: 'new-request',
    says: /for clientAuth, and not for serverAuth/,
    todo: /template with the purpose serverAuth/,
  },
  {
    rule: 'key-usage',
    name: 'without digitalSignature',
    changes: () => ({
      crt: crtOf(leaf({ extensions: extensionsBut('keyUsage', 'keyUsage=critical,keyEncipherment') })),
    }),
    code: 'key-usage',
    severity: 'warn',
    remedy: 'new-request',
    says: /lacks digitalSignature/,
    todo: /digitalSignature/,
  },
  {
    rule: 'self-signed',
    name: 'signed by itself',
    changes: () => ({
      crt: crtOf(
        certificate({
          key: key('rsa2048', 'leaf'),
          subject,
          extensions: extensions.filter((each) => !each.startsWith('authority')),
          more: ['-days', '365'],
        }),
      ),
      chain: null,
    }),
    code: 'self-signed',
    severity: 'warn',
    remedy: 'new-request',
    says: /signed itself/,
    todo: /your CA/,
  },
];

function writePem(): string {
  openssl(['x509', '-inform', 'DER', '-out', 'p7.pem'], goodLeaf);
  return path('p7.pem');
}

function sha256(der: Uint8Array): string {
  const text = openssl(['dgst', '-sha256', '-r'], der).toString();
  return (text.split(' ')[0] ?? '').toUpperCase();
}
