// Any object that was read as a few aligned lines for people.
import { cli } from '../../assets/text/en/cli.ts';
import { dateTimeUtc } from '../../assets/text/en/format.ts';
import { commonName, shortName } from '../../assets/text/facts.ts';
import type { CrlItem, Item, PrivateKeyItem, PublicKey, RequestItem } from '../../preload/contract/item.ts';
import { groupHex } from '../pki/certificate/fingerprint.ts';
import { certificateLines, extensionRows, validity } from './certificate-text.ts';
import { type Paint, plain, table } from './paint.ts';

type Row = readonly [string, string];

const words = cli.files;
const key = ({ algorithm, bits, curve }: PublicKey): string => [algorithm, curve ?? bits].filter(Boolean).join(' ');

const keyRows = (publicKey: PublicKey | undefined): Row[] =>
  publicKey === undefined
    ? []
    : [
        [cli.certificate.key, key(publicKey)],
        [words.labels.spki, groupHex(publicKey.sha256)],
      ];

function requestRows(item: RequestItem, paint: Paint): Row[] {
  const state =
    item.signatureValid === undefined
      ? paint.yellow(words.notChecked)
      : item.signatureValid
        ? paint.green(words.signatureGood)
        : paint.red(words.signatureBad);
  return [
    [cli.certificate.subject, plain(item.subject)],
    ...extensionRows(item, paint),
    ...keyRows(item.publicKey),
    [cli.certificate.signature, `${item.signatureAlgorithm}, ${state}`],
  ];
}

function privateKeyRows(item: PrivateKeyItem, paint: Paint): Row[] {
  const open = item.encrypted ? words.opened : paint.yellow(words.inClear);
  return [
    ...keyRows(item.publicKey),
    ...(item.encoding ? ([[words.labels.encoding, words.encodings[item.encoding]]] as Row[]) : []),
    [words.labels.state, item.encrypted && item.encoding === undefined ? words.locked : open],
    ...(item.friendlyName === undefined ? [] : ([[words.labels.friendlyName, plain(item.friendlyName)]] as Row[])),
  ];
}

function crlRows(item: CrlItem, now: Date, paint: Paint): Row[] {
  const due = item.nextUpdate === undefined ? words.noNextUpdate : dateTimeUtc(item.nextUpdate);
  const late = item.nextUpdate !== undefined && Date.parse(item.nextUpdate) < now.getTime();
  return [
    [cli.certificate.issuer, plain(item.issuer)],
    [words.labels.kind, [item.delta ? words.delta : words.full, ...(item.scope ? [words.limitedTo] : [])].join(', ')],
    [words.labels.thisUpdate, dateTimeUtc(item.thisUpdate)],
    [words.labels.nextUpdate, late ? paint.red(due) : due],
    [words.labels.revoked, words.entries(item.revokedCount)],
    [cli.certificate.signature, item.signatureAlgorithm],
  ];
}

function rowsOf(item: Exclude<Item, { kind: 'certificate' }>, now: Date, paint: Paint): Row[] {
  switch (item.kind) {
    case 'request':
      return requestRows(item, paint);
    case 'privateKey':
      return privateKeyRows(item, paint);
    case 'publicKey':
      return keyRows(item.publicKey);
    case 'crl':
      return crlRows(item, now, paint);
  }
}

/** An object in one line: what it is, whose, and what matters about it. */
export function summaryRow(item: Item, now: Date, paint: Paint): string[] {
  const title = words.titles[item.kind];
  switch (item.kind) {
    case 'certificate':
      return [
        title,
        plain(commonName(item)),
        `${words.until(dateTimeUtc(item.notAfter))} ${validity(item, now, paint)}`,
      ];
    case 'request':
      return [title, plain(commonName(item)), key(item.publicKey)];
    case 'privateKey': {
      const state = item.encrypted ? words.lockedInFile : paint.yellow(words.inClear);
      const encoding = item.encoding === undefined ? [] : [words.encodings[item.encoding]];
      return [title, item.publicKey ? key(item.publicKey) : '', [...encoding, state].join(', ')];
    }
    case 'publicKey':
      return [title, key(item.publicKey)];
    case 'crl':
      return [title, plain(shortName(item.issuer)), words.entries(item.revokedCount)];
  }
}

/** `number` stands before the object's title, counted from 1. */
export function itemLines(item: Item, now: Date, paint: Paint, number: number): string[] {
  if (item.kind === 'certificate') return certificateLines(item, now, paint, number);
  const rows = rowsOf(item, now, paint).map(([label, value]) => [paint.dim(label), value]);
  return [`  ${number}  ${paint.bold(words.titles[item.kind])}`, ...table(rows, '     ')];
}
