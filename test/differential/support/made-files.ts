// Files that hold several things: PKCS#12 by openssl and certtool, PKCS#7, and one certificate in every text encoding.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyFile } from './corpus.ts';
import { base64, derOf, must, mustAll } from './run.ts';

export type MadeFile = {
  id: string;
  maker: string;
  bytes: string;
  passphrase: string | null;
  /** DER of what was put in; of keys their SubjectPublicKeyInfo. */
  certificates: string[];
  keys: string[];
  crls: string[];
  /** On the key's own certificate and on the key; undefined: not looked at. */
  friendlyName?: string | null;
};

const kinds = ['rsa2048', 'rsa3072', 'P-256', 'P-384', 'P-521', 'secp256k1', 'ed25519', 'dsa2048'];
const passphrases = ['secret', '', 'Grüße', '日本', 'with 😀', 'x'.repeat(100), 'a b"c\'d'];
const names = [null, 'plain name', 'Zürich 日本', 'x'.repeat(200)];

type Sources = { pem: string[]; der: string[]; spki: string[]; chain: string[] };

const sources = (folder: string): Sources => {
  const pem = mustAll(
    folder,
    kinds.map((kind) => [
      'openssl',
      'req',
      '-x509',
      '-new',
      '-key',
      keyFile(kind),
      '-subj',
      `/CN=${kind}`,
      '-days',
      '9',
    ]),
  );
  const spki = kinds.map((kind, at) => {
    must(folder, ['openssl', 'pkey', '-in', keyFile(kind), '-pubout', '-outform', 'DER', '-out', `spki${at}`]);
    return base64(readFileSync(join(folder, `spki${at}`)));
  });
  for (const [at, text] of pem.entries()) writeFileSync(join(folder, `crt${at}.pem`), text);
  writeFileSync(join(folder, 'chain.pem'), `${pem[3]}${pem[4]}`);
  const der = pem.map((text) => base64(derOf(text)));
  return { pem, der, spki, chain: [der[3] as string, der[4] as string] };
};

const legacy = ['-provider', 'legacy', '-provider', 'default'];

const ways: readonly { called: string; args: string[] }[] = [
  ...['AES-256-CBC', 'AES-192-CBC', 'AES-128-CBC', 'DES-EDE3-CBC', 'PBE-SHA1-3DES', 'PBE-SHA1-2DES'].flatMap((scheme) =>
    ['sha1', 'sha256', 'sha384', 'sha512'].map((mac) => ({
      called: `${scheme} ${mac}`,
      args: ['-keypbe', scheme, '-certpbe', scheme, '-macalg', mac],
    })),
  ),
  ...['PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128'].map((scheme) => ({
    called: scheme,
    args: ['-keypbe', 'PBE-SHA1-3DES', '-certpbe', scheme, '-macalg', 'sha1', ...legacy],
  })),
  { called: 'legacy', args: ['-legacy'] },
  { called: 'no seal', args: ['-nomac'] },
  { called: 'one round', args: ['-iter', '1', '-nomaciter'] },
  { called: 'many rounds', args: ['-iter', '20000'] },
  { called: 'certificates in the clear', args: ['-certpbe', 'NONE'] },
  { called: 'all in the clear', args: ['-certpbe', 'NONE', '-keypbe', 'NONE'] },
  { called: 'md5 seal', args: ['-macalg', 'md5'] },
];

export const pfxByOpenssl = (folder: string): MadeFile[] => {
  const { der, spki, chain } = sources(folder);
  let turn = 0;
  const wanted = kinds.flatMap((kind, at) =>
    ways.map(({ called, args }) => {
      turn += 1;
      const passphrase = passphrases[turn % passphrases.length] as string;
      const name = names[turn % names.length] as string | null;
      const withChain = turn % 3 === 0;
      return {
        file: {
          id: `openssl ${kind} ${called} ${turn}`,
          maker: 'openssl',
          bytes: '',
          passphrase,
          certificates: [der[at] as string, ...(withChain ? chain : [])],
          keys: [spki[at] as string],
          crls: [],
          friendlyName: name,
        },
        command: [
          ...['openssl', 'pkcs12', '-export', '-in', `crt${at}.pem`, '-inkey', keyFile(kind), '-out', `p${turn}`],
          ...['-passout', `pass:${passphrase}`, ...args, ...(name === null ? [] : ['-name', name])],
          ...(withChain ? ['-certfile', 'chain.pem'] : []),
        ],
      };
    }),
  );
  mustAll(
    folder,
    wanted.map(({ command }) => command),
  );
  return wanted.map(({ file }, at) => ({ ...file, bytes: base64(readFileSync(join(folder, `p${at + 1}`))) }));
};

const certtoolCiphers = ['3des-pkcs12', 'aes-256', 'aes-128', 'rc2-40'];

export const pfxByCerttool = (folder: string): MadeFile[] => {
  const { der, spki } = sources(folder);
  // It derives its keys in 600,000 rounds, which takes both sides a second: one file for each cipher.
  const wanted = certtoolCiphers.map((cipher, at) => ({
    cipher,
    at: [0, 2, 3][at % 3] as number,
    hash: ['SHA256', 'SHA1', 'SHA512'][at % 3] as string,
  }));
  mustAll(
    folder,
    wanted.map(({ cipher, at, hash }, index) => [
      ...['certtool', '--to-p12', '--load-certificate', `crt${at}.pem`, '--load-privkey', keyFile(kinds[at] as string)],
      ...[
        '--p12-name',
        'Größe',
        '--password',
        passphrases[(index % 2) * 2] as string,
        '--pkcs-cipher',
        cipher,
        '--hash',
        hash,
      ],
      ...['--outder', '--outfile', `g${index}`],
    ]),
  );
  return wanted.map(({ cipher, at, hash }, index) => ({
    id: `certtool ${kinds[at]} ${cipher} ${hash}`,
    maker: 'certtool',
    bytes: base64(readFileSync(join(folder, `g${index}`))),
    passphrase: passphrases[(index % 2) * 2] as string,
    certificates: [der[at] as string],
    keys: [spki[at] as string],
    crls: [],
    friendlyName: 'Größe',
  }));
};

export const pkcs7ByOpenssl = (folder: string): MadeFile[] => {
  const { pem, der } = sources(folder);
  writeFileSync(join(folder, 'index.txt'), '');
  writeFileSync(join(folder, 'ca.cnf'), '[ca]\ndatabase=index.txt\ndefault_md=sha256\n');
  const crl = must(folder, [
    ...[
      'openssl',
      'ca',
      '-gencrl',
      '-config',
      'ca.cnf',
      '-name',
      'ca',
      '-cert',
      'crt0.pem',
      '-keyfile',
      keyFile('rsa2048'),
    ],
    ...['-crldays', '3'],
  ]);
  writeFileSync(join(folder, 'crl.pem'), crl);
  const made: MadeFile[] = [];
  for (let count = 0; count <= pem.length; count += 1)
    for (const form of ['PEM', 'DER'])
      for (const withCrl of [true, false]) {
        if (count === 0 && !withCrl) continue;
        writeFileSync(join(folder, 'some.pem'), pem.slice(0, count).join(''));
        const certificates = count === 0 ? [] : ['-certfile', 'some.pem'];
        const source = withCrl ? ['-in', 'crl.pem'] : ['-nocrl'];
        must(folder, ['openssl', 'crl2pkcs7', ...source, ...certificates, '-outform', form, '-out', 'p7']);
        made.push({
          id: `PKCS#7 ${form} of ${count}${withCrl ? ' and a list' : ''}`,
          maker: 'openssl',
          bytes: base64(readFileSync(join(folder, 'p7'))),
          passphrase: null,
          certificates: der.slice(0, count),
          keys: [],
          crls: withCrl ? [base64(derOf(crl))] : [],
        });
      }
  // Signed messages, with what they are signed with inside; streamed ones are BER.
  for (const at of [0, 1, 2])
    for (const more of [[], ['-nodetach'], ['-nodetach', '-stream']])
      for (const form of ['PEM', 'DER']) {
        const signer = ['-signer', `crt${at}.pem`, '-inkey', keyFile(kinds[at] as string), '-certfile', 'chain.pem'];
        writeFileSync(join(folder, 'message'), 'a message');
        must(folder, [
          'openssl',
          'cms',
          '-sign',
          '-in',
          'message',
          '-binary',
          ...signer,
          ...more,
          '-outform',
          form,
          '-out',
          'cms',
        ]);
        made.push({
          id: `signed ${kinds[at]} ${more.join(' ')} ${form}`,
          maker: 'openssl',
          bytes: base64(readFileSync(join(folder, 'cms'))),
          passphrase: null,
          certificates: [...new Set([der[at] as string, der[3] as string, der[4] as string])],
          keys: [],
          crls: [],
        });
      }
  return made;
};

const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return big ? bytes.swap16() : bytes;
};

const writings: readonly [string, (pem: string, der: Buffer) => Buffer][] = [
  ['PEM', (pem) => Buffer.from(pem)],
  ['DER', (_, der) => der],
  ['CRLF', (pem) => Buffer.from(pem.replaceAll('\n', '\r\n'))],
  ['CR', (pem) => Buffer.from(pem.replaceAll('\n', '\r'))],
  ['BOM', (pem) => Buffer.from(`\ufeff${pem}`)],
  ['UTF-16 LE', (pem) => utf16(pem, false)],
  ['UTF-16 BE', (pem) => utf16(pem, true)],
  ['indented', (pem) => Buffer.from(pem.replace(/^/gm, '    '))],
  ['trailing blanks', (pem) => Buffer.from(pem.replaceAll('\n', '  \n'))],
  ['text around', (pem) => Buffer.from(`Bag Attributes\n    friendlyName: a\nsubject=CN = a\n${pem}\ntext after\n`)],
  ['bare Base64', (_, der) => Buffer.from(der.toString('base64'))],
  ['Base64 in lines', (pem) => Buffer.from(pem.replace(/^-.*\n/gm, ''))],
  [
    'one long line',
    (pem, der) => Buffer.from(`${pem.split('\n')[0]}\n${der.toString('base64')}\n${pem.trim().split('\n').at(-1)}\n`),
  ],
  [
    'lines of 76',
    (pem, der) =>
      Buffer.from(
        `${pem.split('\n')[0]}\n${der.toString('base64').replace(/.{76}/g, '$&\n')}\n${pem.trim().split('\n').at(-1)}\n`,
      ),
  ],
  ['no last line break', (pem) => Buffer.from(pem.trim())],
  ['DER with blanks behind', (_, der) => Buffer.concat([der, Buffer.from('\r\n')])],
];

export const writtenOtherwise = (folder: string): MadeFile[] => {
  const { pem, der } = sources(folder);
  return pem.flatMap((text, at) =>
    writings.map(([called, write]) => ({
      id: `${kinds[at]} as ${called}`,
      maker: 'rewritten',
      bytes: base64(write(text, Buffer.from(der[at] as string, 'base64'))),
      passphrase: null,
      certificates: [der[at] as string],
      keys: [],
      crls: [],
    })),
  );
};
