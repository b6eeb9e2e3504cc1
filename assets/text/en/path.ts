// The words about a certification path: for each reason of a refusal what it is, why it counts, and what to do; and
// for each thing that nobody has checked a sentence. Facts in, sentences out.
import type {
  NameKind,
  NotChecked,
  PathFault,
  PathFaultCode,
  PathFaultFacts,
  RevocationReason,
  StatusUnknown,
} from '../../../preload/contract/verdict-path.ts';
import { shortName } from '../facts.ts';
import type { Explanation } from './errors.ts';
import { count, dateTimeUtc } from './format.ts';

const newFromCa = 'Ask your CA for a new certificate';
const called = (name: string): string => (name === '' ? 'a CA without a name' : `“${shortName(name)}”`);
const list = (items: readonly string[], none: string): string => (items.length > 0 ? items.join(', ') : none);

const kinds: Readonly<Record<NameKind, string>> = {
  dns: 'DNS name',
  ip: 'IP address',
  email: 'mail address',
  uri: 'web address (URI)',
  directory: 'subject',
  other: 'name',
};

const caReasons: Readonly<Record<PathFaultFacts['not-a-ca']['reason'], string>> = {
  'no-basic-constraints': 'It does not say whether it is a CA (the extension Basic Constraints is missing).',
  'not-marked': 'Its Basic Constraints say that it is not a CA.',
  'version-1': 'It is of the old version 1, in which a certificate cannot say that it is a CA.',
};

export const revocationReasons: Readonly<Record<RevocationReason, string>> = {
  unspecified: 'The CA gives no reason.',
  keyCompromise: 'The reason given: its private key may be in other hands.',
  cACompromise: 'The reason given: the private key of the CA may be in other hands.',
  affiliationChanged: 'The reason given: its owner has changed.',
  superseded: 'The reason given: a newer certificate has replaced it.',
  cessationOfOperation: 'The reason given: it is no longer in use.',
  certificateHold: 'The reason given: it is on hold. The CA may still release it.',
  privilegeWithdrawn: 'The reason given: its owner has lost the right to it.',
  aACompromise: 'The reason given: the authority behind its attributes was compromised.',
};

const fresh = 'Get the current revocation list (CRL) from the CA and try again.';
const whole = 'Give the revocation list (CRL) that the certificate itself names under CRL Distribution Points.';

export const unknownStatus: Readonly<Record<StatusUnknown, { why: string; todo: string }>> = {
  'no-list': { why: 'None of the revocation lists given is from its CA.', todo: 'Add the list (CRL) of that CA.' },
  stale: { why: 'The revocation list of its CA is out of date: its next update is overdue.', todo: fresh },
  'not-yet-valid': { why: 'The revocation list of its CA begins later than the moment looked at.', todo: fresh },
  'no-next-update': { why: 'The revocation list does not say until when it holds.', todo: fresh },
  'signer-unknown': {
    why: 'The key that signed the revocation list belongs to no certificate that the same root vouches for.',
    todo: 'Add the certificate that signs the lists of this CA.',
  },
  'signature-invalid': {
    why: 'The signature of the revocation list does not fit. It was changed, or a CA of the same name made it.',
    todo: fresh,
  },
  'signature-unsupported': {
    why: 'The revocation list is signed by a method that this program cannot compute.',
    todo: 'Check the status of the certificate with another tool.',
  },
  'signature-weak': {
    why: 'The revocation list is signed over SHA-1 or MD5, which can be forged.',
    todo: 'Ask the CA to sign its lists over SHA-256.',
  },
  'may-not-sign': {
    why: 'The certificate that signed the revocation list is not allowed to sign lists (Key Usage lacks CRL Sign).',
    todo: 'Tell the owner of the CA: its certificate has to be issued anew.',
  },
  'other-scope': { why: 'The revocation lists of its CA are about other certificates than this one.', todo: whole },
  'some-reasons': { why: 'The revocation lists given cover only some reasons of revocation.', todo: whole },
  'unknown-critical-extension': {
    why: 'The revocation list has a part that must be understood, and this program does not know it.',
    todo: 'Check the status of the certificate with another tool.',
  },
  'base-missing': {
    why: 'Only a list of changes (delta CRL) was given, not the full list that it adds to.',
    todo: 'Add the full list (base CRL) of the CA.',
  },
  damaged: { why: 'The revocation list of its CA is damaged.', todo: fresh },
};

const namesTodo = `${newFromCa} with names inside the range that this CA may certify, or use another CA.`;

export const pathFaults: { readonly [C in PathFaultCode]: (facts: PathFaultFacts[C]) => Explanation } = {
  'moment-invalid': () => ({
    what: 'The moment to look at is no date.',
    why: 'Whether certificates are in date cannot be told without one.',
    todo: 'Give a date between the years 0 and 9999, like 2030-01-31T12:00:00Z.',
  }),
  'leaf-unreadable': ({ detail }) => ({
    what: 'The certificate cannot be read.',
    why: `Reading it failed here: ${detail}.`,
    todo: 'Get it again from where it came from.',
  }),
  'too-much-work': () => ({
    what: 'These certificates are arranged in a way that takes too much work to check.',
    why: 'Real certificates are not: there are too many paths, signatures or names.',
    todo: 'Try again with only the certificates that belong to the chain.',
  }),
  revoked: ({ reason, revokedAt }) => ({
    what: `The certificate was revoked by its CA (${revokedAt.slice(0, 10)}).`,
    why: revocationReasons[reason],
    todo: reason === 'certificateHold' ? 'Ask the CA whether it will be released.' : `${newFromCa}.`,
  }),
  expired: ({ notAfter, at }) => ({
    what: 'The certificate has expired.',
    why: `It was valid until ${dateTimeUtc(notAfter)}. The moment looked at is ${dateTimeUtc(at)}.`,
    todo: 'Check the clock of this computer. If it is right, a new certificate is needed.',
  }),
  'not-yet-valid': ({ notBefore, at }) => ({
    what: 'The certificate is not valid yet.',
    why: `It is valid from ${dateTimeUtc(notBefore)}. The moment looked at is ${dateTimeUtc(at)}.`,
    todo: 'Check the clock of this computer and that of the CA, or wait.',
  }),
  malformed: ({ part, detail }) => ({
    what: 'A part of the certificate is malformed.',
    why: `Reading its ${part} failed here: ${detail}.`,
    todo: `${newFromCa}, and tell it what is wrong.`,
  }),
  'unknown-critical-extension': ({ oid }) => ({
    what: 'The certificate has a critical extension that is not known here.',
    why: `A program that does not understand the extension ${oid} must refuse the certificate.`,
    todo: 'If the extension is needed, use a program that is made for it. Otherwise ask for a certificate without it.',
  }),
  'weak-key': ({ algorithm, bits, minimum }) => ({
    what: 'The key is too small.',
    why: `It is a key of the kind ${algorithm}${bits === undefined ? '' : ` with ${bits} bits`}. Browsers want at least ${minimum}.`,
    todo: `Make a new key (RSA with 2048 bits or more, or EC P-256), and get a certificate for it.`,
  }),
  'key-unsupported': ({ algorithm }) => ({
    what: 'The key is of a kind that is not supported.',
    why: `Its kind is ${algorithm}.`,
    todo: 'Make a new key (RSA with 2048 bits or more, or EC P-256), and get a certificate for it.',
  }),
  'weak-signature': ({ algorithm }) => ({
    what: 'The certificate is signed by a method that can be forged.',
    why: `It is signed with ${algorithm}. SHA-1 and MD5 are broken, and browsers refuse them.`,
    todo: `${newFromCa} that is signed over SHA-256.`,
  }),
  'serial-number-too-long': ({ octets }) => ({
    what: 'The serial number of the certificate is too long.',
    why: `It has ${count(octets, 'octet', 'octets')}. At most 20 are allowed, and browsers refuse more.`,
    todo: `${newFromCa} with another serial number.`,
  }),
  'name-missing': ({ which }) => ({
    what: which === 'issuer' ? 'The certificate does not name its issuer.' : 'The certificate has no name.',
    why:
      which === 'issuer'
        ? 'The field Issuer is empty.'
        : 'The field Subject is empty, and no critical Subject Alternative Name stands in for it.',
    todo: `${newFromCa} with the names filled in.`,
  }),
  'key-usage': ({ needs, has }) => ({
    what: 'The key may not be used for this.',
    why: `It would need ${needs.join(' or ')} under Key Usage. It has ${list(has, 'none')}.${
      has.includes('keyCertSign') && !needs.includes('keyCertSign')
        ? ' This looks like the certificate of a CA, which signs others, and not like that of a server.'
        : ''
    }`,
    todo: 'Ask the CA for a certificate with the right Key Usage.',
  }),
  'wrong-purpose': ({ wanted, allowed }) => ({
    what: `The certificate is not meant for a TLS ${wanted}.`,
    why: `Its Extended Key Usage allows ${list(allowed, 'nothing')}, not ${wanted}Auth.`,
    todo: `${newFromCa} from a template for ${wanted === 'server' ? 'web servers (Server' : 'clients (Client'} Authentication).`,
  }),
  'host-mismatch': ({ host, reason, names }) => ({
    what: `The certificate is not for “${host}”.`,
    why:
      reason === 'no-san'
        ? 'It has no Subject Alternative Name with a DNS name or an IP address. Browsers look at nothing else, not at the common name (CN).'
        : `Its Subject Alternative Name lists ${list(names, 'other kinds of names only')}.`,
    todo: 'Use a name that the certificate lists, or ask for a certificate with the name that you type.',
  }),
  'not-a-ca': ({ reason }) => ({
    what: 'A certificate that is not a CA signed another one.',
    why: caReasons[reason],
    todo: 'Check that the right certificates were given. If they are right, the certificate below it has to be issued by a real CA.',
  }),
  'self-signed-not-trusted': () => ({
    what: 'The certificate signed itself, and it is not among the roots.',
    why: 'Nobody else vouches for it.',
    todo: 'Compare its fingerprint with one from another source. If it is right, count it among the roots.',
  }),
  'root-not-trusted': ({ root }) => ({
    what: `The path ends at ${called(root)}, which is not among the roots.`,
    why: 'A root is trusted only because somebody decided so. Nobody has, for this one.',
    todo: 'If you trust this CA, count its certificate among the roots.',
  }),
  'issuer-missing': ({ issuer }) => ({
    what: `The certificate of ${called(issuer)} is missing.`,
    why: 'It issued the last certificate that was found, and it is in none of the files.',
    todo: 'Ask your PKI desk for its certificate and add that. If it is a root that you trust, count it among the roots.',
  }),
  'signature-invalid': ({ issuer }) => ({
    what: `The signature does not fit the key of ${called(issuer)}.`,
    why: 'The certificate was changed, or another CA with the same name, or an older key of it, made the signature.',
    todo: 'Get the certificate of the CA that really issued it.',
  }),
  'signature-unsupported': ({ algorithm, issuer }) => ({
    what: 'The signature is made by a method that this program cannot compute.',
    why: `It is said to be made with ${algorithm || 'an unknown method'} by ${called(issuer)}. Whether it is right is not known.`,
    todo: 'Check it with another tool, or ask for a certificate that is signed with RSA or ECDSA over SHA-256.',
  }),
  'path-too-long': ({ limit }) => ({
    what: 'There are more CAs below this CA than it allows.',
    why: `Its path length allows ${count(limit, 'CA', 'CAs')} below it.`,
    todo: 'Get the certificate from a CA that is nearer to the root, or have the CA certificate issued with a longer path.',
  }),
  'too-deep': ({ limit }) => ({
    what: 'The chain is longer than was allowed.',
    why: `At most ${count(limit, 'certificate', 'certificates')} may stand between the certificate and the root.`,
    todo: 'Allow more, if so long a chain is meant.',
  }),
  'name-not-permitted': ({ kind, name }) => ({
    what: `The ${kinds[kind]} “${name}” lies outside of what the CA may certify.`,
    why: 'A CA above has Name Constraints, and this name is not in any of the permitted ranges.',
    todo: namesTodo,
  }),
  'name-excluded': ({ kind, name }) => ({
    what: `The ${kinds[kind]} “${name}” is one that the CA must not certify.`,
    why: 'A CA above has Name Constraints, and this name is in an excluded range.',
    todo: namesTodo,
  }),
  'name-not-comparable': ({ kind, name }) => ({
    what: `The ${kinds[kind]} “${name}” cannot be compared with the limits of the CA.`,
    why: 'A CA above has Name Constraints for names of this kind. What cannot be compared must be refused.',
    todo: `${newFromCa} without this name.`,
  }),
  'policy-missing': () => ({
    what: 'The path has no certificate policy, but one is demanded.',
    why: 'A CA on the path demands that all certificates below it share a policy, and they do not.',
    todo: 'Ask your PKI desk which policy (OID) the certificate needs.',
  }),
  'revocation-unknown': ({ cause, issuer }) => ({
    what: `Whether the certificate was revoked by ${called(issuer)} is not known.`,
    ...unknownStatus[cause],
  }),
};

/** What happened, why, and what to do. */
export const explainPath = (fault: PathFault): Explanation => {
  const words = pathFaults[fault.code] as (facts: PathFaultFacts[PathFaultCode]) => Explanation;
  return words(fault.facts);
};

const inputs = { intermediate: 'intermediate certificate', root: 'root', crl: 'revocation list' } as const;

/** One sentence for each thing that was not checked. */
export const notCheckedText = (item: NotChecked): string => {
  switch (item.what) {
    case 'revocation':
      return 'Revocation was not checked: no revocation lists (CRLs) were given.';
    case 'revocation-of':
      return `Whether ${called(item.subject)} was revoked was not checked: there is no list of its issuer.`;
    case 'host':
      return 'Names were not checked: no host was given.';
    case 'unreadable':
      return `The ${inputs[item.input]} number ${item.index + 1} could not be read and was left out: ${item.detail}.`;
    case 'unreadable-part':
      return `A part of “${item.file}” (${inputs[item.input]}) could not be read and was left out. ${item.detail}`;
    case 'left-out':
      return `Only the first ${item.limit} of the inputs of the kind “${inputs[item.input]}” were looked at.`;
  }
};
