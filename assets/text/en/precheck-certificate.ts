// The words for what the pre-check finds about the certificate itself: what is wrong with it, and what to do.
import type { PrecheckCode, PrecheckFacts } from '../../../preload/contract/precheck.ts';
import { shortName } from '../facts.ts';
import { things } from './file-words.ts';
import { count, dateTimeUtc, list, number } from './format.ts';
import type { GuideStep } from './guide.ts';

/** `what`: what was found. `todo`: what to do about it; where nothing is to be done, what that means. */
export interface FindingText {
  readonly what: string;
  readonly todo: string;
  /** How to find out for oneself; each command is quoted for the shell that its text names. */
  readonly recipe?: readonly GuideStep[];
}
export type FindingWords<C extends PrecheckCode> = { readonly [K in C]: (facts: PrecheckFacts[K]) => FindingText };

type Code =
  | Extract<PrecheckCode, `crt-${string}` | `signature-${string}` | `key-size${string}` | `common-name-${string}`>
  | Extract<PrecheckCode, `san-${string}` | `subject-${string}`>
  | 'downloaded-from-sensor'
  | 'key-algorithm'
  | 'expired'
  | 'not-yet-valid'
  | 'expires-soon'
  | 'country-invalid'
  | 'attribute-too-long'
  | 'extended-key-usage'
  | 'key-usage'
  | 'self-signed'
  | 'valid-until-limit';

export const newRequest = 'Make a new request and have the CA issue another certificate';
const listed = (names: readonly string[]): string => (names.length > 0 ? list(names) : 'nothing that browsers read');
export const called = (name: string): string => `“${shortName(name)}”`;
const whose = ({ subject, leaf }: { subject: string; leaf: boolean }): string =>
  leaf ? 'The certificate' : `The certificate of ${called(subject)} in the chain`;

/** How a file is written that should be PEM. */
export const writtenAs: Readonly<Record<PrecheckFacts['key-not-pem']['format'], string>> = {
  der: 'as DER (binary)',
  base64: 'as Base64 without its BEGIN and END lines',
  pkcs12: 'as PKCS#12 (.pfx)',
  pkcs7: 'as PKCS#7 (.p7b)',
  jks: 'as a Java keystore',
  unknown: 'in an unknown format',
  'pem-odd':
    'as PEM that only tolerant programs read: in UTF-16, with indented lines, or under a label that says something else',
};
export const kitWrites = 'The upload kit writes it as it should be.';

export const certificateWords: FindingWords<Code> = {
  'crt-missing': () => ({
    what: 'There is no certificate among the files.',
    todo: 'Add the certificate that the CA issued for this device (.crt, .cer, .pem), or a PFX that holds it.',
  }),
  'crt-unreadable': ({ detail }) => ({
    what: `The certificate’s file cannot be read to its end: ${detail}.`,
    todo: 'Get the file again from where it came from. Nothing may be cut off, and copied text needs its BEGIN and END lines.',
  }),
  'crt-no-certificate': ({ found }) => ({
    what: `In the place of the certificate is something else: ${things[found].the}.`,
    todo: 'Put the certificate there that the CA issued for this device.',
  }),
  'crt-format': ({ format, der }) => ({
    what: `The certificate is written ${writtenAs[format]}; ${der ? 'PEM or DER is' : 'PEM is'} wanted.`,
    todo: kitWrites,
  }),
  'crt-several': (facts) => ({
    what: `The certificate’s file holds ${number(facts.count)} certificates; one is wanted. The first one is taken here, as TLS libraries do.`,
    todo: 'The upload kit puts the certificate into one file and its issuers into the chain file.',
  }),
  'crt-holds-key': () => ({
    what: 'The certificate’s file also holds a private key. It would be uploaded as if it were public.',
    todo: 'Do not upload this file. The upload kit puts the key into a file of its own.',
  }),
  'crt-is-ca': () => ({
    what: 'The certificate is marked as one of a CA (CA:TRUE): whoever trusts it lets this device vouch for any other site.',
    todo: `${newRequest}, one that is not marked as a CA.`,
  }),
  'downloaded-from-sensor': () => ({
    what: 'This is the certificate that the device already serves. It was downloaded from there, and its private key is not among the files.',
    todo: 'A certificate cannot go back without its key. Make a new request: that makes a new key, and the CA issues a new certificate for it.',
  }),
  'signature-algorithm': ({ algorithm, allowed }) => ({
    what: `The certificate is signed with ${algorithm}. Wanted is ${list(allowed)}.`,
    todo: 'Have the CA issue it again, signed with the algorithm that is wanted (RSA over SHA-256).',
  }),
  'signature-algorithm-unlisted': ({ algorithm, allowed }) => ({
    what: `The certificate is signed with ${algorithm}. That may work, but the documents name ${list(allowed)} only.`,
    todo: 'If the upload fails, or to be on the safe side, have the CA issue it again, signed over SHA-256.',
  }),
  'key-algorithm': ({ algorithm, allowed }) => ({
    what: `The key in the certificate is of the kind ${algorithm}. Wanted is ${list(allowed)}.`,
    todo: `${newRequest}, for a new key of the right kind.`,
  }),
  'key-size': ({ bits, minimum }) => ({
    what: `The key has ${number(bits)} bits. At least ${number(minimum)} are needed.`,
    todo: `${newRequest}, for a new key with ${number(minimum)} bits or more.`,
  }),
  'key-size-unlisted': ({ bits, listed: lengths }) => ({
    what: `The key has ${number(bits)} bits. That may work, but the documents name ${list(lengths.map(number))} only.`,
    todo: 'If the upload fails, or to be on the safe side, make a new request with a key of one of these lengths.',
  }),
  'key-size-slow': ({ bits }) => ({
    what: `The key has ${number(bits)} bits: connections begin more slowly, and the device has more to compute.`,
    todo: 'Nothing has to be done. With 2,048 bits connections begin faster.',
  }),
  expired: (facts) => ({
    what: `${whose(facts)} has expired: it was valid until ${dateTimeUtc(facts.notAfter)}.`,
    todo: facts.leaf
      ? `${newRequest}. If the date is wrong, look at the clocks of this computer and of the device.`
      : 'Ask the CA for its current certificate, and for a new one for the device if it was issued by the old one.',
  }),
  'not-yet-valid': (facts) => ({
    what: `${whose(facts)} is not valid yet: it begins on ${dateTimeUtc(facts.notBefore)}, and it is ${dateTimeUtc(facts.at)} now.`,
    todo: 'Look at the clocks of this computer, of the CA and of the device (NTP). If they are right, wait until then.',
  }),
  'expires-soon': (facts) => ({
    what: `${whose(facts)} expires soon: on ${dateTimeUtc(facts.notAfter)}, in ${count(facts.days, 'day', 'days')}.`,
    todo: 'Have a new one issued rather than upload one that has to be replaced at once.',
  }),
  'common-name-missing': () => ({
    what: 'The certificate has no common name (CN).',
    todo: `${newRequest}, with the name of the device as common name.`,
  }),
  'common-name-wildcard': ({ name }) => ({
    what: `The common name is a wildcard: ${name}. Each appliance needs a name of its own.`,
    todo: `${newRequest}, with the full name of this one appliance.`,
  }),
  'common-name-not-host': ({ name }) => ({
    what: `The common name “${name}” is not a name by which the console could be opened.`,
    todo: `${newRequest}, with the full name of the appliance, for example sensor7.contoso.com.`,
  }),
  'common-name-not-id': ({ name, problem, allowed, maximum }) => ({
    what: {
      characters: `The common name “${name}” has characters that an id must not have. Letters, digits and ${[...allowed].join(' ')} are allowed.`,
      last: `The common name “${name}” ends in a sign in which no id may end.`,
      'too-long': `The common name “${name}” is too long for an id: at most ${number(maximum)} characters are allowed.`,
    }[problem],
    todo: `${newRequest}, with the id of the device as common name. Letters, digits and hyphens work everywhere.`,
  }),
  'common-name-differs': ({ name, wanted }) => ({
    what: `The common name is “${name}”, and the device is called “${wanted}”.`,
    todo: `Use the certificate of this device, or register the device under the name in the certificate. Else: ${newRequest.charAt(0).toLowerCase()}${newRequest.slice(1)}.`,
  }),
  'common-name-shared': ({ name, sensor }) => ({
    what: `Another one has the same common name already: “${name}” is that of ${sensor}.`,
    todo: `${newRequest}, with a name of its own for this device.`,
  }),
  'subject-lacks': ({ attributes }) => ({
    what: `The subject of the certificate lacks ${list(attributes)}.`,
    todo: `${newRequest}, with these fields filled in; any value will do. If they were in the request, the CA has dropped them: tell it.`,
  }),
  'country-invalid': ({ value }) => ({
    what: `The country (C) is “${value}”. It has to be a code of two letters.`,
    todo: `${newRequest}, with the code of ISO 3166, for example US or DE.`,
  }),
  'attribute-too-long': ({ attribute, length, limit }) => ({
    what: `${attribute} in the subject has ${number(length)} characters; the standard allows ${number(limit)}.`,
    todo: `${newRequest}, with a shorter value.`,
  }),
  'subject-order': ({ order, wanted }) => ({
    what: `The fields of the subject stand in the order ${order.join(', ')}. The sample has ${wanted.join(', ')}.`,
    todo: 'Nothing has to be done: no rule asks for an order.',
  }),
  'san-missing': () => ({
    what: 'The certificate has no alternative names (SAN). Browsers read nothing else, so they will warn whatever name is opened.',
    todo: `${newRequest}, with the name and the IP address of the device as alternative names. If they were in the request, the CA has dropped them: tell it.`,
  }),
  'san-lacks-host': ({ host, names }) => ({
    what: `Browsers will warn when “${host}” is opened (NET::ERR_CERT_COMMON_NAME_INVALID): the certificate is for ${listed(names)}.`,
    todo: `Open the console by a name that the certificate has. Else: make a new request with “${host}” among the alternative names (SAN).`,
  }),
  'san-lacks-common-name': ({ name }) => ({
    what: `The common name “${name}” is not among the alternative names (SAN), so browsers will warn when it is opened.`,
    todo: `Open the console by one of the alternative names. Else: make a new request that has “${name}” among them.`,
  }),
  'san-lacks-address': ({ names }) => ({
    what: `The certificate names no IP address, only ${listed(names)}. Browsers will warn when the device is opened by its address.`,
    todo: 'Open it by name. If it has to be opened by its address, make a new request with the address among the alternative names (SAN).',
  }),
  'san-wildcard': ({ name }) => ({
    what: `There is a wildcard among the alternative names: ${name}. Its key would be good for other appliances too.`,
    todo: `${newRequest}, with the full name of this one appliance.`,
  }),
  'extended-key-usage': ({ wanted, has }) => ({
    what:
      has.length > 0
        ? `The certificate is for ${list(has)}, and not for ${list(wanted)} (extended key usage).`
        : `The certificate does not name its purposes (extended key usage); ${list(wanted)} is usual.`,
    todo: `Have the CA issue it from a template with the purpose ${list(wanted)}.`,
  }),
  'key-usage': ({ wanted, has }) => ({
    what: `The key usage lacks ${list(wanted.filter((usage) => !has.includes(usage)))}, which TLS connections need. It has ${list(has)}.`,
    todo: `Have the CA issue it from a template with ${list(wanted)}.`,
  }),
  'self-signed': () => ({
    what: 'The certificate signed itself. No CA vouches for it; it is good for tests only.',
    todo: 'Make a new request and have your CA issue a certificate. For a test, go on: each computer then has to trust this one certificate.',
  }),
  'valid-until-limit': ({ notAfter, limit }) => ({
    what: `The certificate is valid until ${dateTimeUtc(notAfter)}. Old versions refuse those that end on ${limit.slice(0, 10)} or later.`,
    todo: 'Nothing has to be done on current versions. For an old one, have it issued for a shorter time.',
  }),
};
