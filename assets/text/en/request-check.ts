// The words for what the test of a certificate request found: one sentence, and what to do where something is to be done.
import type { RequestFinding, RequestFindingFacts, RequestFindingId } from '../../../preload/contract/request-check.ts';
import { count, list, number } from './format.ts';

export interface FindingWords {
  readonly text: string;
  readonly todo?: string;
}

/** Some names, and how many more there are. */
const some = ({ names, count: all }: { names: readonly string[]; count: number }): string =>
  list(all > names.length ? [...names, count(all - names.length, 'more', 'more')] : names);

const newRequest = 'Make the request again';
const addSan =
  'Add the names: make the request again with them, or, where the device cannot, have the CA add them (for AD CS: a SAN: attribute).';

export const requestFindingWords: {
  readonly [I in RequestFindingId]: (facts: RequestFindingFacts<I>) => FindingWords;
} = {
  'signature-good': ({ algorithm }) => ({
    text: `The signature is good (${algorithm}): whoever made the request has the private key, and nothing in it was changed.`,
  }),
  'signature-bad': ({ algorithm }) => ({
    text: `The signature does not fit (${algorithm}): the request was changed after it was made, or it was made wrongly. A CA will refuse it.`,
    todo: `Get the file again from where it came from. If that does not help: ${newRequest.toLowerCase()}.`,
  }),
  'signature-not-checked': ({ algorithm }) => ({
    text: `The signature was not checked: ${algorithm} cannot be computed here.`,
    todo: 'Check it with another program, for example openssl req -verify.',
  }),
  'hash-weak': ({ algorithm }) => ({
    text: `The request is signed with an old hash (${algorithm}), which some CAs refuse. The certificate itself gets a hash of the CA’s choice.`,
    todo: `${newRequest} with SHA-256 if the CA refuses it.`,
  }),
  'version-wrong': ({ version }) => ({
    text: `The request gives the number ${number(version)} as its version. Only 0 exists, and a strict CA refuses anything else.`,
    todo: `${newRequest} with another program if the CA refuses it.`,
  }),
  'key-good': ({ key }) => ({ text: `The key is good: ${key}.` }),
  'key-small': ({ key, least }) => ({
    text: `The key is too small: ${key}. Browsers and CAs want at least ${least} bits of this kind.`,
    todo: `${newRequest} with a new key: RSA 2048 or larger.`,
  }),
  'key-large': ({ key }) => ({
    text: `The key is unusually large: ${key}. Connections become slow, and some appliances refuse it.`,
    todo: 'RSA 2048 to 4096 is what appliances take.',
  }),
  'key-exponent-small': ({ exponent }) => ({
    text: `The public exponent of the key is ${number(exponent)}. Most keys have 65537, and some CAs want nothing smaller.`,
    todo: `${newRequest} with a new key if the CA refuses it.`,
  }),
  'key-invalid': ({ key }) => ({
    text: `The key (${key}) is broken: its numbers do not make a key of this kind.`,
    todo: `${newRequest} with a new key.`,
  }),
  'key-unusual': ({ key }) => ({
    text: `The key is of a kind that browsers do not take from a server: ${key}.`,
    todo: 'For a web page use RSA 2048, RSA 4096, P-256 or P-384.',
  }),
  'key-curve-unnamed': () => ({
    text: 'The key describes its curve by numbers instead of by name. The standard forbids that, and programs refuse it.',
    todo: `${newRequest} with a key on a named curve, for example P-256.`,
  }),
  'key-not-checked': ({ key }) => ({ text: `The key (${key}) was not checked further: this kind is not known here.` }),
  'names-missing': () => ({
    text: 'There is no name in the request: neither a common name (CN) nor alternative names (SAN).',
    todo: `${newRequest} with the names under which people open the appliance.`,
  }),
  'common-name-good': ({ name }) => ({ text: `The common name (CN) is “${name}”.` }),
  'common-name-missing': () => ({
    text: 'There is no common name (CN). Browsers do not need it, but appliances such as OT sensors want one.',
    todo: `${newRequest} with the main name of the appliance as CN.`,
  }),
  'common-name-several': (facts) => ({
    text: `There is more than one common name (CN): ${some(facts)}. Programs differ in which of them they read.`,
    todo: 'Keep one, and put the others among the alternative names (SAN).',
  }),
  'common-name-not-host': ({ name }) => ({
    text: `The common name “${name}” is not a host name.`,
    todo: 'For a web page use the full name of the appliance, for example sensor7.contoso.com.',
  }),
  'attribute-too-long': ({ attribute, length, limit }) => ({
    text: `“${attribute}” in the subject has ${number(length)} characters; the standard allows ${number(limit)}. CAs refuse that.`,
    todo: 'Shorten it.',
  }),
  'country-invalid': ({ value }) => ({
    text: `The country (C) is “${value}”. It has to be exactly two letters.`,
    todo: 'Use the code of ISO 3166, for example US or DE.',
  }),
  'san-good': (facts) => ({
    text: `${count(facts.count, 'alternative name', 'alternative names')} (SAN): ${some(facts)}.`,
  }),
  'san-missing': () => ({
    text: 'There are no alternative names (SAN). Browsers read nothing else: with a certificate like this they warn, whatever the common name says.',
    todo: addSan,
  }),
  'common-name-in-san': ({ name }) => ({ text: `The common name “${name}” is among the alternative names.` }),
  'common-name-not-in-san': ({ name }) => ({
    text: `The common name “${name}” is not among the alternative names (SAN), so browsers will warn when this name is opened.`,
    todo: addSan,
  }),
  'san-malformed': (facts) => ({
    text: `${facts.count === 1 ? 'One alternative name cannot work' : 'Some alternative names cannot work'}: ${some(facts)}.`,
    todo: 'Write host names alone: no blanks, ports, paths or letters outside ASCII (those as xn--…).',
  }),
  'san-address-as-name': (facts) => ({
    text: `${facts.count === 1 ? 'An IP address stands' : 'IP addresses stand'} among the host names: ${some(facts)}. Browsers look for addresses among the addresses only.`,
    todo: `${newRequest} with each address as an address (ip:…).`,
  }),
  'san-wildcard': (facts) => ({
    text: `There is a wildcard among the names: ${some(facts)}. Appliances such as OT sensors do not take wildcard certificates.`,
    todo: 'Use the full name of the one appliance.',
  }),
  'asks-for-ca': () => ({
    text: 'The request asks for the certificate of a CA, which could issue others. An appliance does not need that, and a CA will hardly grant it.',
    todo: `${newRequest} without it, unless you are setting up a CA.`,
  }),
  'key-usage-lacks-signature': () => ({
    text: 'The key usage does not contain digitalSignature, which every current TLS connection needs.',
    todo: `${newRequest} with digitalSignature, and for an RSA key keyEncipherment as well.`,
  }),
  'purpose-lacks-server': ({ purposes }) => ({
    text: `The request names its purposes (${list(purposes)}), and a web server (serverAuth) is not among them. Browsers will refuse the certificate.`,
    todo: `${newRequest} with serverAuth, unless the certificate is for something else.`,
  }),
  'challenge-password': () => ({
    text: 'The request carries a challenge password, which anyone who sees the request can read. It is not shown here.',
    todo: 'Do not use that password anywhere else. Few CAs ask for one: leave it out next time.',
  }),
};

/** The words for a finding. */
export const sayRequestFinding = (finding: RequestFinding): FindingWords => {
  // Each function takes the facts of its own identifier, which the type of the table cannot say for a union.
  const words = requestFindingWords[finding.id] as (facts: RequestFinding['facts']) => FindingWords;
  return words(finding.facts);
};
