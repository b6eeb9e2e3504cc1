// The words for what the pre-check finds about the key, the passphrase, the chain, and the files together.
import type { PrecheckCode } from '../../../preload/contract/precheck.ts';
import type { PathFaultCode } from '../../../preload/contract/verdict-path.ts';
import { things } from './file-words.ts';
import { count, list, number } from './format.ts';
import { called, type FindingWords, kitWrites, newRequest, writtenAs } from './precheck-certificate.ts';

type Code =
  | Exclude<Extract<PrecheckCode, `key-${string}`>, `key-size${string}` | 'key-algorithm' | 'key-usage'>
  | Extract<PrecheckCode, `passphrase-${string}` | `chain-${string}`>
  | 'bundle'
  | 'several-files'
  | 'left-over'
  | 'file-name'
  | 'not-checked-here';

const newKey = 'Make a new request: that makes a new key, and the CA issues a certificate for it.';
const askCa = 'Ask the CA desk for its certificates, from the one that issued yours up to the root';
const names = (subjects: readonly string[]): string =>
  subjects.length > 0 ? list(subjects.map(called)) : 'nothing of use';
const upwards = (subjects: readonly string[]): string => subjects.map(called).join(', then ');

/** The signs in an alphabet, apart, so that each is seen. */
const signs = (alphabet: string): string => [...alphabet.replace(/[A-Za-z0-9]/g, '')].join(' ');

/** What is wrong with a certificate of the chain, after “…: ”. */
const faults: Readonly<Record<PathFaultCode, string>> = {
  'moment-invalid': 'the moment to look at is no date',
  'leaf-unreadable': 'it cannot be read',
  'too-much-work': 'the certificates are arranged in a way that takes too much work to check',
  revoked: 'it was revoked',
  expired: 'it has expired',
  'not-yet-valid': 'it is not valid yet',
  malformed: 'a part of it is malformed',
  'unknown-critical-extension': 'it has a critical extension that is not known here',
  'weak-key': 'its key is too small',
  'key-unsupported': 'its key is of a kind that is not supported',
  'weak-signature': 'its signature is made over SHA-1 or MD5, which can be forged',
  'serial-number-too-long': 'its serial number is too long',
  'name-missing': 'it has no name, or its issuer has none',
  'key-usage': 'its key usage does not allow it to sign certificates',
  'wrong-purpose': 'its purposes (extended key usage) exclude this use',
  'host-mismatch': 'it is for another host',
  'not-a-ca': 'it is not one of a CA',
  'self-signed-not-trusted': 'it signed itself',
  'root-not-trusted': 'its root is not among those given',
  'issuer-missing': 'its issuer is missing',
  'signature-invalid': 'its signature does not fit',
  'signature-unsupported': 'its signature cannot be computed here',
  'path-too-long': 'there are more CAs below it than it allows',
  'too-deep': 'the chain is too long',
  'name-not-permitted': 'it has a name outside of those that a CA above may certify',
  'name-excluded': 'it has a name that a CA above must not certify',
  'name-not-comparable': 'it has a name that cannot be compared with the limits of a CA above',
  'policy-missing': 'a CA above demands a certificate policy that the chain does not have',
  'revocation-unknown': 'its status is not known',
};

export const fileWords: FindingWords<Code> = {
  'key-missing': () => ({
    what: 'There is no private key among the files.',
    todo: 'Add the key that the request was made with (.key, .pem, or in a PFX). It never comes back from the CA: it stayed where the request was made.',
  }),
  'key-unreadable': ({ detail }) => ({
    what: `The key’s file cannot be read to its end: ${detail}.`,
    todo: 'Get the file again from where the key was made.',
  }),
  'key-no-key': ({ found }) => ({
    what: `In the place of the key is something else: ${things[found].the}.`,
    todo: 'Put the private key there that the request was made with.',
  }),
  'key-several': (facts) => ({
    what: `The key’s file holds ${number(facts.count)} private keys; one is wanted. The first one is taken here.`,
    todo: 'The upload kit writes the one key that belongs to the certificate.',
  }),
  'key-not-pem': ({ format }) => ({
    what: `The key is written ${writtenAs[format]}; PEM is wanted.`,
    todo: kitWrites,
  }),
  'key-encryption-unknown': ({ algorithm }) => ({
    what: `The key is locked by a method that this program does not know (${algorithm}), so nothing about it could be checked.`,
    todo: 'Lock it again in a usual way, for example with openssl pkcs8 -topk8 -v2 aes-256-cbc, and check it once more.',
  }),
  'key-holds-certificate': () => ({
    what: 'The key’s file also holds a certificate.',
    todo: 'The upload kit writes the key alone.',
  }),
  'key-mismatch': () => ({
    what: 'The key does not belong to the certificate: their public keys differ.',
    todo: 'Look for the key that this certificate was requested with, or for the certificate that was issued for this key. Where it is lost, make a new request.',
  }),
  'key-broken': ({ check }) => ({
    what: `The key is damaged or was put together by hand: its numbers do not fit each other (${check}).`,
    todo: newKey,
  }),
  'key-match-not-checked': ({ cause }) => ({
    what:
      cause === 'locked'
        ? 'Whether the key belongs to the certificate was not checked: the key is locked.'
        : 'Whether the key belongs to the certificate was not checked: this program cannot compute with keys of its kind.',
    todo:
      cause === 'locked'
        ? 'Type the passphrase of the key, and check again.'
        : 'Compare them with another program, for example openssl pkey -pubout and openssl x509 -pubkey.',
  }),
  'passphrase-wrong': () => ({
    what: 'The passphrase does not open the key.',
    todo: 'Type it again; look at capitals and at the keyboard’s language. If it is lost, the key is lost too: make a new request.',
  }),
  'passphrase-needed': () => ({
    what: 'The key is locked, and no passphrase was typed.',
    todo: 'Type the passphrase of the key. It has to be typed into the form of the upload as well.',
  }),
  'passphrase-unused': () => ({
    what: 'A passphrase was typed, but the key is not locked.',
    todo: 'Leave the field of the passphrase empty in the upload.',
  }),
  'passphrase-characters': (facts) => ({
    what: `The passphrase has ${count(facts.count, 'character', 'characters')} that the appliance does not take. Allowed are letters, digits and some signs (${signs(facts.allowed)}).`,
    todo: 'Lock the key with another passphrase. The upload kit offers one of allowed characters.',
  }),
  'passphrase-short': ({ minimum }) => ({
    what: `The passphrase has fewer than ${count(minimum, 'character', 'characters')}.`,
    todo: 'Lock the key with a longer one. The upload kit offers one.',
  }),
  'chain-missing': ({ issuer, lies }) =>
    ({
      nowhere: {
        what: `The certificates of the CAs are missing: ${called(issuer)} issued the certificate, and its own is not among the files.`,
        todo: `${askCa}, and add them as the chain.`,
      },
      'behind-leaf': {
        what: `The certificates of the CAs, from ${called(issuer)} up, stand behind the certificate in its own file, and a chain file is missing.`,
        todo: 'Make the upload kit: it moves them into the chain file.',
      },
      'file-of-its-own': {
        what: `The certificates of the CAs, from ${called(issuer)} up, lie in a file of their own, for which there is no place: they belong behind the certificate, in its file.`,
        todo: 'Make the upload kit: it writes them there.',
      },
    })[lies],
  'chain-unreadable': ({ detail }) => ({
    what: `The chain file cannot be read to its end: ${detail}.`,
    todo: 'Get the file again from where it came from.',
  }),
  'chain-no-certificate': ({ found }) => ({
    what: `In the place of the chain is something else: ${things[found].the}.`,
    todo: `${askCa}.`,
  }),
  'chain-not-pem': ({ format }) => ({
    what: `The chain is written ${writtenAs[format]}; PEM is wanted.`,
    todo: kitWrites,
  }),
  'chain-holds-key': () => ({
    what: 'The chain file also holds a private key. It would be uploaded as if it were public.',
    todo: 'Do not upload this file. The upload kit writes the chain without it.',
  }),
  'chain-holds-leaf': () => ({
    what: 'The certificate itself is in the chain file. Only the CAs above it belong there.',
    todo: 'The upload kit takes it out.',
  }),
  'chain-mismatch': ({ issuer, holds }) => ({
    what: `The chain does not lead from the certificate upwards: ${called(issuer)} is wanted, and none of its certificates in the file made that signature. The file holds ${names(holds)}.`,
    todo: `It is the chain of another CA, or of an older key, or an intermediate is missing. ${askCa}.`,
  }),
  'chain-order': ({ is, should }) => ({
    what: `The chain is in the wrong order: ${upwards(is)}. It should be ${upwards(should)}.`,
    todo: 'The upload kit puts it in order.',
  }),
  'chain-incomplete': ({ missing }) => ({
    what: `The chain breaks off before the root: the certificate of ${called(missing)} is missing.`,
    todo: `Ask the CA desk for the certificate of ${called(missing)}, and add it.`,
  }),
  'chain-extra': ({ subjects }) => ({
    what: `The chain file holds certificates that are not part of the chain: ${names(subjects)}.`,
    todo: 'The upload kit leaves them out.',
  }),
  'chain-not-ca': ({ subject }) => ({
    what: `${called(subject)} signed a certificate of the chain, but is not a CA by its own certificate.`,
    todo: `${askCa}. If this is the right one, the CA has to be set up anew.`,
  }),
  'chain-invalid': ({ subject, detail }) => ({
    what: `The chain breaks a rule at ${called(subject)}: ${faults[detail]}.`,
    todo: `Tell the CA desk what is wrong. ${newRequest} once that is mended.`,
  }),
  'chain-not-checked': ({ subject, algorithm }) => ({
    what: `Whether the signature of ${called(subject)} is right was not checked: ${algorithm} cannot be computed here.`,
    todo: 'Check the chain with another program, for example openssl verify.',
  }),
  bundle: ({ files }) => ({
    what: `${files.length > 1 ? 'Some files hold' : 'One file holds'} what belongs in several (${list(files)}). The form takes them one by one.`,
    todo: 'The upload kit takes it apart. What is in it was checked as the kit would write it.',
  }),
  'several-files': ({ files }) => ({
    what: `The form takes one file here, and there are several: ${list(files)}. They were checked as the kit would put them together.`,
    todo: 'Upload the one file of the upload kit instead.',
  }),
  'left-over': ({ files }) => ({
    what: `Something in ${list(files)} belongs to none of the slots and is not uploaded.`,
    todo: 'Nothing has to be done.',
  }),
  'file-name': ({ problem, wanted }) => ({
    what:
      problem === 'extension'
        ? `The name of the file does not end in ${wanted}, as the form has it.`
        : 'The name of the file has blanks or unusual characters.',
    todo: `Nothing has to be done; the upload kit uses plain names that end in ${wanted}.`,
  }),
  'not-checked-here': ({ what }) =>
    ({
      'sensor-clock': {
        what: 'The clock of the sensor was not checked: the sensor judges the dates by it.',
        todo: 'Look at the time on the sensor (in UTC), and at its NTP server.',
      },
      'sensor-network': {
        what: 'Whether the sensor itself reaches the revocation list (CRL) was not checked: it sits in another network than this computer.',
        todo: 'Try the URL from the sensor’s network, over HTTP and by the DNS server that the sensor uses.',
      },
      'other-sensors': {
        what: 'Whether another device has the same common name was not checked: no others are known here.',
        todo: 'Compare it with the certificates of the other devices.',
      },
      'sensor-served': {
        what: 'Whether this certificate is one that was downloaded from the sensor was not checked: what the sensor serves now is not known here.',
        todo: 'Such a certificate has no key outside of the sensor. If it is one, make a new request.',
      },
    })[what],
};
