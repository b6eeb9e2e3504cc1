// The words for what can be wrong with a request that someone wants to make.
import type { ErrorFacts } from '../../../preload/contract/errors.ts';
import type { Explanation } from './errors.ts';
import { number } from './format.ts';

type RequestErrorCode = 'subject-invalid' | 'san-invalid' | 'key-in-text';
type Subject = ErrorFacts['subject-invalid'];
type Words = { why: string; todo: string };

const example = 'Write it like CN=sensor7.contoso.com,OU=OT,O=Contoso,C=US.';

const subjectReasons: { readonly [R in Subject['reason']]: (facts: Subject) => Words } = {
  syntax: () => ({ why: 'It is not a list of TYPE=value parts.', todo: example }),
  nothing: () => ({ why: 'There is nothing in it.', todo: example }),
  'unknown-attribute': () => ({
    why: 'Certwright does not know this type of attribute.',
    todo: 'Use the usual ones: CN, OU, O, L, ST, C, emailAddress, serialNumber, DC.',
  }),
  hex: () => ({
    why: 'A value that starts with # is read as encoded bytes, which are not accepted here.',
    todo: 'Write the value as text; put a backslash before a # that belongs to it.',
  }),
  empty: () => ({ why: 'It has no value.', todo: 'Give it a value, or leave the attribute out.' }),
  characters: () => ({
    why: 'It contains a character that this attribute cannot carry.',
    todo: 'Look for line breaks and other invisible characters. Serial numbers and e-mail addresses take plain letters only.',
  }),
  country: () => ({
    why: 'A country is exactly two letters, its code in ISO 3166.',
    todo: 'Write for example C=US or C=DE.',
  }),
  'too-long': ({ limit }) => ({
    why: `It has more than the ${number(limit)} characters that the standard allows, and a CA would refuse it.`,
    todo: 'Shorten it. A long host name can stand in the list of names (SAN) alone.',
  }),
  twice: () => ({ why: 'It occurs twice, and there can be only one.', todo: 'Keep the right one.' }),
};

const sanReasons: Record<ErrorFacts['san-invalid']['reason'], Words> = {
  empty: { why: 'There is nothing in it.', todo: 'Leave it out, or write a name such as sensor7.contoso.com.' },
  characters: {
    why: 'It contains a character that cannot be part of a host name. Ports and paths do not belong to a name either.',
    todo: 'Write the name alone, for example sensor7.contoso.com.',
  },
  label: {
    why: 'One part between the dots is empty, longer than 63 characters, or starts or ends with a hyphen.',
    todo: 'Look for two dots in a row and for stray hyphens.',
  },
  'too-long': { why: 'A host name has at most 253 characters.', todo: 'Check that nothing else was pasted with it.' },
  wildcard: {
    why: 'A wildcard (*) can only be the whole first part of a name, above at least two others.',
    todo: 'Better write the full name of the one appliance. Appliances do not take wildcards.',
  },
  number: {
    why: 'It ends in a number, so browsers take it for an IP address and never look for it among names.',
    todo: 'If it is an address, write it as one, for example ip:192.168.10.7.',
  },
  ip: {
    why: 'It is not an IP address. A port, a network (/24) or a zone (%eth0) cannot be in it.',
    todo: 'Write it like 192.168.10.7 or fd00::7.',
  },
  email: { why: 'It is not an e-mail address that a certificate can carry.', todo: 'Write it like ot@contoso.com.' },
  uri: { why: 'It is not a full URI.', todo: 'Write it with its scheme, for example https://sensor7.contoso.com/.' },
  prefix: {
    why: 'It is neither a host name nor an IP address, and what kind of name it is must be said.',
    todo: 'Put email: or uri: before it. A browser needs neither: for https write the host name alone.',
  },
};

export const requestErrors: { readonly [C in RequestErrorCode]: (facts: ErrorFacts[C]) => Explanation } = {
  'subject-invalid': (facts) => ({
    what:
      facts.attribute === '' ? 'This subject cannot be used.' : `“${facts.attribute}” in the subject cannot be used.`,
    ...subjectReasons[facts.reason](facts),
  }),
  'san-invalid': ({ name, reason }) => ({ what: `“${name}” cannot be a name in the request.`, ...sanReasons[reason] }),
  'key-in-text': ({ where }) => ({
    what: 'There is a private key in the text.',
    why: `It stands in the ${where}, and would leave this computer together with the request.`,
    todo: 'Remove it there. A key is secret, and a CA never needs it.',
  }),
};
