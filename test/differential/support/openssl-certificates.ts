// What openssl says about certificates, many in one process: `storeutl -text` for the fields, `asn1parse` for the layout,
// `verify -show_chain` for the names, `dgst` for the thumbprints.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CertificateItem } from '../../../preload/contract/item.ts';
import { asn1parse, type Extension, extensionsAfter, type Line, objectIdentifiers, slice } from './asn1parse.ts';
import { readers } from './known-extensions.ts';
import { opensslNames } from './openssl-names.ts';
import {
  blocksOf,
  extensionFieldsOf,
  type Fields,
  isoOf,
  keyFields,
  opensslName,
  ourExtensionFields,
  ourKeyFields,
  serialOf,
} from './openssl-text.ts';
import { base64, must, pemOf, run } from './run.ts';

const fieldsOf = (text: string, oids: ReadonlyMap<string, string>): Fields => {
  const extensions = text.slice(text.indexOf('X509v3 extensions:'), text.lastIndexOf('    Signature Algorithm:'));
  return {
    serial: serialOf(/Serial Number:\s*(.*)/.exec(text)?.[1] ?? ''),
    'not before': isoOf(/Not Before: *(.*)/.exec(text)?.[1] ?? ''),
    'not after': isoOf(/Not After *: *(.*)/.exec(text)?.[1] ?? ''),
    'signature algorithm': /^ {4}Signature Algorithm: (.*)$/m.exec(text)?.[1] ?? '',
    ...keyFields(text),
    ...extensionFieldsOf(text.includes('X509v3 extensions:') ? blocksOf(extensions, 12) : new Map(), oids),
  };
};

/** The texts of many certificates; those that it cannot print together it is asked for one by one. */
const textsOf = (folder: string, ders: readonly Uint8Array[]): string[] => {
  const parts: string[] = [];
  for (let from = 0; from < ders.length; from += 100) {
    const pems = ders.slice(from, from + 100).map((der) => pemOf('CERTIFICATE', der));
    writeFileSync(join(folder, 'part.pem'), pems.join(''));
    const { out } = run(folder, ['openssl', 'storeutl', '-noout', '-text', 'part.pem']);
    const texts = out.split(/^\d+: Certificate\n/m).slice(1);
    if (texts.length === pems.length) parts.push(...texts);
    else for (const pem of pems) parts.push(run(folder, ['openssl', 'x509', '-noout', '-text'], pem).out);
  }
  return parts;
};

const digests = (folder: string, ders: readonly Uint8Array[], hash: string): string[] => {
  for (const [at, der] of ders.entries()) writeFileSync(join(folder, `d${at}`), der);
  const out = must(folder, ['openssl', 'dgst', `-${hash}`, '-r', ...ders.map((_, at) => `d${at}`)]);
  return out
    .trim()
    .split('\n')
    .map((line) => (line.split(' ')[0] as string).toUpperCase());
};

type Layout = { issuer: Uint8Array; subject: Uint8Array; key: Uint8Array; extensions: Extension[] };

const layoutOf = (der: Uint8Array, lines: readonly Line[], oids: ReadonlyMap<string, string>): Layout => {
  const tops = lines.filter(({ depth }) => depth === 2);
  const inner = tops.slice(tops[0]?.what.startsWith('cont [ 0 ]') ? 1 : 0);
  const [, , issuer, , subject, key] = inner as [Line, Line, Line, Line, Line, Line];
  const list = lines.findIndex(({ depth, what }) => depth === 2 && what.startsWith('cont [ 3 ]'));
  return {
    issuer: slice(der, issuer),
    subject: slice(der, subject),
    key: slice(der, key),
    extensions: list < 0 ? [] : extensionsAfter(der, lines, list, oids),
  };
};

/** What openssl says about each; `unreadable` where it does not read one. */
export const opensslCertificates = (folder: string, ders: readonly Uint8Array[]): Fields[] => {
  const oids = objectIdentifiers(folder);
  const texts = textsOf(folder, ders);
  const layouts = asn1parse(folder, ders).map((lines, at) => layoutOf(ders[at] as Uint8Array, lines, oids));
  const names = opensslNames(
    folder,
    layouts.flatMap(({ issuer, subject }) => [issuer, subject]),
  );
  const sha1 = digests(folder, ders, 'sha1');
  const sha256 = digests(folder, ders, 'sha256');
  const keys = digests(
    folder,
    layouts.map(({ key }) => key),
    'sha256',
  );
  return layouts.map((layout, at) =>
    texts[at] === ''
      ? { unreadable: 'yes' }
      : {
          ...fieldsOf(texts[at] as string, oids),
          issuer: names.get(base64(layout.issuer)) as string,
          subject: names.get(base64(layout.subject)) as string,
          sha1: sha1[at] as string,
          sha256: sha256[at] as string,
          'key sha256': keys[at] as string,
          others: JSON.stringify(layout.extensions.filter(({ oid }) => !readers.has(oid))),
        },
  );
};

/** The same fields of our item. */
export const ourCertificate = (item: CertificateItem): Fields => ({
  serial: item.serialNumber,
  'not before': item.notBefore,
  'not after': item.notAfter,
  'signature algorithm': item.signatureAlgorithm,
  ...ourKeyFields(item.publicKey),
  ...ourExtensionFields(item),
  issuer: opensslName(item.issuer),
  subject: opensslName(item.subject),
  sha1: item.fingerprints.sha1,
  sha256: item.fingerprints.sha256,
  'key sha256': item.publicKey.sha256,
  others: JSON.stringify(item.otherExtensions ?? []),
});
