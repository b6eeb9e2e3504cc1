// A certificate as a few aligned lines for people. Shows what it says; whether it is trusted is not looked at here.
import { cli } from '../../assets/text/en/cli.ts';
import { dateTimeUtc } from '../../assets/text/en/format.ts';
import { roles } from '../../assets/text/en/vocabulary.ts';
import { commonName } from '../../assets/text/facts.ts';
import type { CertificateItem } from '../../preload/contract/item.ts';
import { groupHex } from '../pki/certificate/fingerprint.ts';
import { roleOf } from '../pki/certificate/roles.ts';
import { type Paint, plain, table } from './paint.ts';

const day = 86_400_000;

/** Valid, expired, or not yet valid at a moment, in colour. */
export function validity(item: CertificateItem, now: Date, paint: Paint): string {
  const left = Date.parse(item.notAfter) - now.getTime();
  const early = Date.parse(item.notBefore) - now.getTime();
  const words = cli.certificate;
  if (left < 0) return paint.red(words.expired(Math.floor(-left / day)));
  if (early > 0) return paint.red(words.notYetValid(Math.ceil(early / day)));
  const days = Math.floor(left / day);
  return days < 30 ? paint.yellow(words.daysLeft(days)) : paint.green(words.daysLeft(days));
}

type WithExtensions = Pick<
  CertificateItem,
  | 'subjectAltNames'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
  | 'certificatePolicies'
  | 'nameConstraints'
  | 'authorityInfoAccess'
  | 'crlDistributionPoints'
  | 'otherExtensions'
>;

/** What the extensions say; the names always, since their lack is worth a word. */
export function extensionRows(item: WithExtensions, paint: Paint): [string, string][] {
  const { labels, critical } = cli.files;
  const { dns = [], ip = [], email = [], uri = [], other = [] } = item.subjectAltNames ?? {};
  const names = [...dns, ...ip, ...email, ...uri, ...other];
  const lists: [string, readonly string[] | undefined][] = [
    [labels.keyUsage, item.keyUsage],
    [labels.extendedKeyUsage, item.extendedKeyUsage],
    [labels.permitted, item.nameConstraints?.permitted],
    [labels.excluded, item.nameConstraints?.excluded],
    [labels.certificatePolicies, item.certificatePolicies],
    [labels.crl, item.crlDistributionPoints],
    [labels.ocsp, item.authorityInfoAccess?.ocsp],
    [labels.caIssuers, item.authorityInfoAccess?.caIssuers],
    [labels.subjectKeyIdentifier, item.subjectKeyIdentifier === undefined ? [] : [item.subjectKeyIdentifier]],
    [labels.authorityKeyIdentifier, item.authorityKeyIdentifier === undefined ? [] : [item.authorityKeyIdentifier]],
  ];
  const others = (item.otherExtensions ?? []).map((each): [string, string] => [
    labels.other,
    [each.oid, ...(each.critical ? [critical] : []), each.value].join(' '),
  ]);
  return [
    [cli.certificate.names, names.length > 0 ? names.map(plain).join(', ') : paint.yellow(cli.certificate.noNames)],
    ...lists
      .filter(([, values = []]) => values.length > 0)
      .map(([label, values = []]): [string, string] => [label, values.map(plain).join(', ')]),
    ...others,
  ];
}

/** `number` stands before the name, counted from 1, where there are several. */
export function certificateLines(item: CertificateItem, now: Date, paint: Paint, number?: number): string[] {
  const words = cli.certificate;
  const { algorithm, bits, curve } = item.publicKey;
  const rows = [
    [words.subject, plain(item.subject)],
    [words.issuer, item.selfSigned ? words.selfSigned : plain(item.issuer)],
    [words.role, roles[roleOf(item)]],
    [
      words.valid,
      `${words.range(dateTimeUtc(item.notBefore), dateTimeUtc(item.notAfter))}  ${validity(item, now, paint)}`,
    ],
    ...extensionRows(item, paint),
    [words.key, [algorithm, curve ?? bits].filter(Boolean).join(' ')],
    [words.signature, item.signatureAlgorithm],
    [words.serial, item.serialNumber],
    [words.sha256, groupHex(item.fingerprints.sha256)],
    [words.sha1, groupHex(item.fingerprints.sha1)],
    ...(item.friendlyName === undefined ? [] : [[cli.files.labels.friendlyName, plain(item.friendlyName)]]),
  ].map(([label = '', value = '']) => [paint.dim(label), value]);
  const title = `${number === undefined ? '' : `${number}  `}${paint.bold(plain(commonName(item)))}`;
  return [`  ${title}`, ...table(rows, '     ')];
}
