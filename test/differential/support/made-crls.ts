// Revocation lists by openssl, by certtool and by hand, and what openssl says about them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asn1parse, slice } from './asn1parse.ts';
import { keyFile } from './corpus.ts';
import { opensslNames } from './openssl-names.ts';
import { type Fields, isoOf, serialOf } from './openssl-text.ts';
import { base64, bytesOf, derOf, must, mustAll, pemOf, runAll } from './run.ts';

export type MadeCrl = {
  id: string;
  maker: string;
  der: string;
  /** The certificate of the CA, and one of another. */
  ca: string;
  other: string;
};
export type JudgedCrl = MadeCrl & {
  openssl: Fields;
  entries: { serial: string; date: string; reason: string }[];
  good: boolean;
  goodForOther: boolean;
};

const kinds = [
  'rsa1024',
  'rsa2048',
  'rsa3072',
  'pss2048',
  'P-224',
  'P-256',
  'P-384',
  'P-521',
  'secp256k1',
  'brainpoolP256r1',
  'ed25519',
  'ed448',
  'dsa2048',
];

const reasons = [
  '',
  ',unspecified',
  ',keyCompromise',
  ',CACompromise',
  ',affiliationChanged',
  ',superseded',
  ',cessationOfOperation',
  ',holdInstruction,1.2.840.10040.2.2',
  ',keyTime,20200101000000Z',
  ',CAkeyTime,20200101000000Z',
];

const index = (count: number): string =>
  Array.from({ length: count }, (_, at) => {
    const serial = (at * 7919 + 1).toString(16).toUpperCase();
    const even = serial.length % 2 ? `0${serial}` : serial;
    return `R\t300101000000Z\t2${at % 10}0615120000Z${reasons[at % reasons.length]}\t${even}\tunknown\t/CN=${at}\n`;
  }).join('');

const lists: readonly { called: string; lines: string[]; entries: number }[] = [
  { called: 'bare', lines: [], entries: 0 },
  { called: 'numbered', lines: ['authorityKeyIdentifier=keyid:always'], entries: 3 },
  {
    called: 'delta',
    lines: ['authorityKeyIdentifier=keyid:always,issuer:always', '2.5.29.27=critical,DER:020105'],
    entries: 20,
  },
  { called: 'limited', lines: ['issuingDistributionPoint=critical,@idp'], entries: 5 },
  { called: 'of reasons', lines: ['issuingDistributionPoint=critical,@reasons'], entries: 1 },
  { called: 'long', lines: ['freshestCRL=URI:http://delta/'], entries: 200 },
];

const configuration = [
  '[ca]\ndatabase=index.txt\ndefault_md=default\n[idp]\nfullname=URI:http://a/a.crl,URI:http://b/\nonlyuser=TRUE',
  '[reasons]\nfullname=URI:http://a/\nonlysomereasons=keyCompromise,CACompromise\nindirectCRL=TRUE\n[ext]\n',
].join('\n');

const caOf = (folder: string, kind: string, at: number): string => {
  const config =
    '[req]\ndistinguished_name=dn\nprompt=no\nutf8=yes\n[dn]\nO=Zürich\nCN=CA\n[ext]\nbasicConstraints=CA:TRUE\nsubjectKeyIdentifier=hash\n';
  writeFileSync(join(folder, 'ca.cnf'), config);
  const made = ['openssl', 'req', '-x509', '-new', '-config', 'ca.cnf', '-extensions', 'ext', '-days', '90'];
  return must(folder, [...made, '-key', keyFile(kind), '-subj', `/O=Contoso ${kind}/CN=CA ${at}`]);
};

export const crlsByOpenssl = (folder: string): MadeCrl[] => {
  const cas = kinds.map((kind, at) => {
    const pem = caOf(folder, kind, at);
    writeFileSync(join(folder, `ca${at}.pem`), pem);
    return base64(derOf(pem));
  });
  return kinds.flatMap((kind, at) =>
    lists.map(({ called, lines, entries }, which): MadeCrl => {
      const number = (at * 1000 + which).toString(16).toUpperCase();
      writeFileSync(join(folder, 'index.txt'), index(entries));
      writeFileSync(join(folder, 'number'), number.length % 2 ? `0${number}` : number);
      const numbered = which % 2 === 1 ? 'crlnumber=number\n' : '';
      writeFileSync(
        join(folder, 'ca.cnf'),
        `[ca]\n${numbered}${configuration.replace('[ca]\n', '')}${lines.join('\n')}\n`,
      );
      const hash = /^(ed|pss|dsa)/.test(kind)
        ? []
        : ['-md', ['sha256', 'sha384', 'sha512', 'sha1'][which % 4] as string];
      const dates =
        which % 2 ? ['-crl_lastupdate', '20250101000000Z', '-crl_nextupdate', '20550101000000Z'] : ['-crldays', '30'];
      const pem = must(folder, [
        ...['openssl', 'ca', '-gencrl', '-config', 'ca.cnf', '-name', 'ca', '-cert', `ca${at}.pem`, ...hash],
        ...['-keyfile', keyFile(kind), ...dates, ...(lines.length > 0 ? ['-crlexts', 'ext'] : [])],
      ]);
      const other = cas[(at + 1) % cas.length] as string;
      return {
        id: `openssl ${kind} ${called}`,
        maker: 'openssl',
        der: base64(derOf(pem)),
        ca: cas[at] as string,
        other,
      };
    }),
  );
};

export const crlsByCerttool = (folder: string): MadeCrl[] =>
  ['rsa2048', 'P-256', 'P-384', 'ed25519'].flatMap((kind, at) => {
    const pem = caOf(folder, kind, at);
    writeFileSync(join(folder, 'ca.pem'), pem);
    return [0, 1, 2].map((which): MadeCrl => {
      const number = which === 0 ? [] : [`crl_number=${which * 300}`];
      writeFileSync(join(folder, 'template'), ['crl_next_update=43', ...number].join('\n'));
      mustAll(folder, [
        [
          ...['certtool', '--generate-crl', '--load-ca-privkey', keyFile(kind), '--load-ca-certificate', 'ca.pem'],
          ...[
            '--template',
            'template',
            '--outfile',
            'crl.pem',
            ...(which === 2 ? ['--load-certificate', 'ca.pem'] : []),
          ],
        ],
      ]);
      const der = base64(derOf(readFileSync(join(folder, 'crl.pem'), 'utf8')));
      return {
        id: `certtool ${kind} ${which}`,
        maker: 'certtool',
        der,
        ca: base64(derOf(pem)),
        other: base64(derOf(caOf(folder, 'P-521', 9))),
      };
    });
  });

/** A copy with an octet of the signature changed. */
export const tamperedCrls = (made: readonly MadeCrl[]): MadeCrl[] =>
  made.map((each) => {
    const der = bytesOf(each.der);
    der[der.length - 7] = (der[der.length - 7] as number) ^ 1;
    return { ...each, id: `${each.id}, tampered`, maker: 'tampered', der: base64(der) };
  });

/** The content octets of a serial number, as hex: a positive one never begins with a set bit. */
const octetsOf = ([sign = '', hex = '0']: string[]): string => {
  const text = serialOf(`${sign}${BigInt(`0x${hex}`)} (`);
  return sign === '' && Number.parseInt(text.slice(0, 2), 16) >= 0x80 ? `00${text}` : text;
};

const entriesOf = (text: string): JudgedCrl['entries'] =>
  text
    .split(/^ {4}Serial Number: /m)
    .slice(1)
    .map((entry) => ({
      serial: octetsOf(/^(-?)([0-9A-F]+)/.exec(entry)?.slice(1) ?? []),
      date: isoOf(/Revocation Date: (.*)/.exec(entry)?.[1] ?? ''),
      reason: /X509v3 CRL Reason Code: ?\n +(.*)/.exec(entry)?.[1] ?? 'Unspecified',
    }));

const line = (text: string, name: string): string | undefined =>
  new RegExp(`${name}: ?(?:critical)?\\n +(.*)`).exec(text)?.[1]?.replace(/^keyid:/, '');

const optional = (field: string, value: string | undefined): Fields => (value === undefined ? {} : { [field]: value });

const hexNumber = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const hex = (/^0x([0-9A-F]+)$/i.exec(text)?.[1] ?? BigInt(text).toString(16)).toUpperCase();
  return (hex.length % 2 ? `0${hex}` : hex).replace(/^(00)+(?=..)/, '');
};

export const judgedCrls = (folder: string, made: readonly MadeCrl[]): JudgedCrl[] => {
  const ders = made.map(({ der }) => bytesOf(der));
  for (const [at, { der, ca, other }] of made.entries()) {
    writeFileSync(join(folder, `c${at}.pem`), pemOf('X509 CRL', bytesOf(der)));
    writeFileSync(join(folder, `ca${at}.pem`), pemOf('CERTIFICATE', bytesOf(ca)));
    writeFileSync(join(folder, `other${at}.pem`), pemOf('CERTIFICATE', bytesOf(other)));
  }
  const ask = (file: string) =>
    runAll(
      folder,
      made.map((_, at) => ['openssl', 'crl', '-in', `c${at}.pem`, '-CAfile', `${file}${at}.pem`, '-noout', '-text']),
    );
  const [own, others] = [ask('ca'), ask('other')];
  const issuers = asn1parse(folder, ders).map((lines, at) => {
    const tops = lines.filter(({ depth }) => depth === 2);
    return slice(ders[at] as Uint8Array, tops[tops[0]?.what.startsWith('INTEGER') ? 2 : 1] as (typeof tops)[number]);
  });
  const names = opensslNames(folder, issuers);
  return made.map((each, at) => {
    const { out, err } = own[at] as (typeof own)[number];
    const head = out.slice(0, out.search(/^(Revoked Certificates:|No Revoked Certificates)/m));
    const entries = entriesOf(out);
    const next = /Next Update: (.*)/.exec(head)?.[1];
    const scope = out.includes('X509v3 Issuing Distribution Point')
      ? head.slice(head.indexOf('Issuing Distribution Point'))
      : undefined;
    return {
      ...each,
      entries,
      good: /verify OK/.test(err),
      goodForOther: /verify OK/.test(others[at]?.err ?? ''),
      openssl: {
        issuer: names.get(base64(issuers[at] as Uint8Array)) as string,
        'this update': isoOf(/Last Update: (.*)/.exec(head)?.[1] ?? ''),
        ...(next === undefined || next === 'NONE' ? {} : { 'next update': isoOf(next) }),
        'signature algorithm': /^ {8}Signature Algorithm: (\S+)/m.exec(head)?.[1] ?? '',
        entries: String(entries.length),
        delta: String(head.includes('X509v3 Delta CRL Indicator')),
        ...optional('number', hexNumber(line(head, 'X509v3 CRL Number'))),
        ...optional('authority key', line(head, 'X509v3 Authority Key Identifier')?.replaceAll(':', '')),
        ...(scope === undefined
          ? {}
          : {
              'scope points': [...scope.matchAll(/^ +(?:URI|DirName):(.*?)(?: {5,}.*)?$/gm)].length.toString(),
              'scope only': /Only (User Certificates|CA Certificates|Attribute Certificates)/.exec(scope)?.[1] ?? 'all',
              'scope indirect': String(/Indirect CRL/.test(scope)),
              'scope reasons': String(/Only Some Reasons/.test(scope)),
            }),
      },
    };
  });
};
