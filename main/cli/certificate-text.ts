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

/** `number` stands before the name, counted from 1, where there are several. */
export function certificateLines(item: CertificateItem, now: Date, paint: Paint, number?: number): string[] {
  const words = cli.certificate;
  const { dns = [], ip = [], email = [], uri = [] } = item.subjectAltNames ?? {};
  const names = [...dns, ...ip, ...email, ...uri].map(plain);
  const { algorithm, bits, curve } = item.publicKey;
  const rows = [
    [words.subject, plain(item.subject)],
    [words.issuer, item.selfSigned ? words.selfSigned : plain(item.issuer)],
    [words.role, roles[roleOf(item)]],
    [
      words.valid,
      `${words.range(dateTimeUtc(item.notBefore), dateTimeUtc(item.notAfter))}  ${validity(item, now, paint)}`,
    ],
    [words.names, names.length > 0 ? names.join(', ') : paint.yellow(words.noNames)],
    [words.key, [algorithm, curve ?? bits].filter(Boolean).join(' ')],
    [words.signature, item.signatureAlgorithm],
    [words.serial, item.serialNumber],
    [words.sha256, groupHex(item.fingerprints.sha256)],
    [words.sha1, groupHex(item.fingerprints.sha1)],
  ].map(([label = '', value = '']) => [paint.dim(label), value]);
  const title = `${number === undefined ? '' : `${number}  `}${paint.bold(plain(commonName(item)))}`;
  return [`  ${title}`, ...table(rows, '     ')];
}
