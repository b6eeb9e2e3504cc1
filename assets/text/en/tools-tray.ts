// The words of the tray: dropping files, what was found in them, which of them belong together, what is missing.
import type { Format, OddReason, SetFinding } from '../../../preload/contract/tools.ts';
import { count, date, list, number } from './format.ts';

/** A moment, and the CA certificate that it is about; `of` null: the certificate of the set itself. */
interface Moment {
  /** ISO 8601. */
  readonly at: string;
  readonly of: string | null;
}

/** What the sentence on top of a set needs to know. */
export interface SetFacts {
  /** The first certificate to expire, and the last to begin; null where there is none. */
  readonly expires: Moment | null;
  readonly begins: Moment | null;
  /** The issuer whose certificate is wanted next, as people call it. */
  readonly missing: string | null;
  readonly hasRequest: boolean;
  readonly hasKey: boolean;
  /** A request that waits here is answered by it. */
  readonly answersWaiting: boolean;
}

/** What the one sentence on top of a set is about: its most serious finding, or what it is where nothing is wrong. */
export type SetLead =
  | Exclude<SetFinding, 'key-fits' | 'request-fits' | 'chain-complete' | 'chain-not-needed' | 'answers-waiting-request'>
  | 'ready'
  | 'ready-self-signed'
  | 'certificate'
  | 'ca-certificates';

export interface Lead {
  readonly what: string;
  /** What to do next; empty where nothing needs to be done. */
  readonly todo: string;
}

const which = (moment: Moment | null): string =>
  moment?.of ? `The certificate of “${moment.of}” in its chain` : 'The certificate';

const leads: Record<SetLead, (facts: SetFacts) => Lead> = {
  revoked: () => ({
    what: 'Revoked: a revocation list among these files names it, or a CA above it.',
    todo: 'Do not use it any more. Test it and check its path to see since when and why, and ask your CA for a new one.',
  }),
  expired: ({ expires }) => ({
    what: `${which(expires)} expired on ${date(expires?.at ?? '')}.`,
    todo: expires?.of
      ? 'Browsers and servers check the dates of the whole chain. Ask your PKI desk for the renewed certificate of the CA.'
      : 'Browsers and servers refuse it. Get a new one from your CA: you can create the request for it here.',
  }),
  'not-yet-valid': ({ begins }) => ({
    what: `${which(begins)} is not valid before ${date(begins?.at ?? '')}.`,
    todo: 'Check the clock of this computer first. If it is right, wait, or ask your CA whether the date is meant.',
  }),
  'chain-incomplete': ({ missing }) => ({
    what: missing
      ? `The chain breaks off: the certificate of “${missing}” is missing.`
      : 'The chain breaks off: the certificate of an issuer is missing.',
    todo: 'Ask your PKI desk for it (a CA certificate, often called intermediate or root) and drop it here as well.',
  }),
  'key-locked': () => ({
    what: 'The key is missing, unless it is the one that is locked.',
    todo: 'Type the passphrase of the locked file at the top of this page. Then it shows whether its key fits.',
  }),
  'key-of-another': () => ({
    what: 'A private key is here, but it belongs to another certificate.',
    todo: 'Look for the key that this certificate was requested with: the one that was made together with its request. No other can be used with it.',
  }),
  'key-missing': ({ hasRequest, answersWaiting }) => ({
    what: answersWaiting && !hasRequest ? 'It answers a request that was made here.' : 'The key is missing.',
    todo: hasRequest
      ? 'It was made together with the request. Drop its file here as well. If it was made on the device and never left it, nothing is missing.'
      : answersWaiting
        ? 'Compare it with the request: Certwright then adds the request, and the key if its file is still where it was saved. If you have moved the key, drop its file here as well.'
        : 'To look at the certificate or to trust it, nothing more is needed. To install it on a server or an appliance, drop the file with its private key here as well (.key, .pem or .pfx).',
  }),
  'no-names': ({ answersWaiting }) => ({
    what: answersWaiting
      ? 'The CA sent it back without a name that browsers read.'
      : 'It carries no name that browsers read.',
    todo: answersWaiting
      ? 'Do not install it. Compare it with the request: then it shows what was left out, and how to get it.'
      : 'Browsers look for the name in the subject alternative names (SAN) only, and this certificate has none. Ask for a new one with the names in it.',
  }),
  'expires-soon': ({ expires }) => ({
    what: `${which(expires)} expires soon: on ${date(expires?.at ?? '')}.`,
    todo: 'Plan its replacement now: you can create the request for the next one here.',
  }),
  'request-only': ({ hasKey }) => ({
    what: hasKey
      ? 'A certificate request with its key. It still needs its answer, the certificate.'
      : 'A certificate request. It still needs its answer, the certificate.',
    todo: 'Send it to your CA. When the certificate comes back, drop it here, and both are compared.',
  }),
  'key-only': () => ({
    what: 'A private key without a certificate.',
    todo: 'Drop the certificate that belongs to it here as well, or create a request with this key.',
  }),
  ready: () => ({
    what: 'Certificate with its key and complete chain: ready to use.',
    todo: 'Convert it to the form that your device or server takes.',
  }),
  'ready-self-signed': () => ({
    what: 'Self-signed certificate with its key: ready to use.',
    todo: 'It has no CA above it, so each computer that opens the device must be told to trust it.',
  }),
  certificate: () => ({ what: 'A certificate with all that it needs to be checked.', todo: '' }),
  'ca-certificates': () => ({
    what: 'CA certificates, complete up to the root.',
    todo: 'They say who vouches for other certificates. They belong in a chain file or in a store of trusted roots.',
  }),
};

/** Short facts about a set, one to a line. */
const points: Record<SetFinding, string> = {
  'key-fits': 'The private key fits the certificate',
  'key-missing': 'The private key is not among the files',
  'key-locked': 'No open private key fits; one is locked',
  'key-of-another': 'The private key here belongs to another certificate',
  revoked: 'It has been revoked',
  'request-fits': 'The request has the same key',
  'request-only': 'There is only the request so far',
  'key-only': 'There is only a private key',
  'chain-complete': 'The chain is complete up to the root',
  'chain-not-needed': 'Self-signed: it has no chain',
  'chain-incomplete': 'The chain breaks off before the root',
  expired: 'It has expired',
  'not-yet-valid': 'It is not valid yet',
  'expires-soon': 'It expires soon',
  'no-names': 'No name that browsers read (no SAN)',
  'answers-waiting-request': 'It answers a request that was made here and was waiting',
};

const oddReasons: Record<OddReason, string> = {
  duplicate: 'The same thing is in another file already.',
  'crl-of-nobody': 'The CA that made this revocation list is not among the files.',
  'key-locked': 'It is locked, so nobody can tell which certificate it belongs to. Type the passphrase of its file.',
  'public-key': 'A bare public key belongs to no set: it does not say whose it is.',
  'too-many': 'There are too many objects to sort them all. Drop fewer files at once.',
};

const formats: Record<Format, string> = {
  pem: 'PEM (text)',
  der: 'DER (binary)',
  base64: 'Base64 text without BEGIN and END',
  pkcs12: 'PFX (PKCS#12)',
  pkcs7: 'P7B (PKCS#7)',
  jks: 'Java keystore',
  unknown: 'Unknown form',
};

export const tray = {
  title: 'Open certificate files',
  titleFull: 'What is in your files',
  help: 'See what is in a file, whether key, certificate and chain fit together, test them, and convert them.',
  drop: 'Drop files here',
  dropKinds:
    'Certificates, keys, requests, revocation lists: .cer .crt .pem .der .p7b .pfx .p12 .key .csr .crl and others. Their content counts, not their name.',
  choose: 'Choose files…',
  add: 'Add files…',
  paste: 'Paste from the clipboard',
  local: 'Nothing leaves this computer. Files are only read here, never changed.',
  clear: 'Clear all',
  clearHint: 'Clearing takes the files off this page only. On the disk they stay as they are.',
  summary: (files: number, sets: number) =>
    sets === 0 ? count(files, 'file', 'files') : `${count(files, 'file', 'files')}, ${count(sets, 'set', 'sets')}`,
  troubled: (n: number) => `${count(n, 'file', 'files')} could not be read, or not all of it.`,
  seeFiles: 'See the list of files',
  cleared: 'The page is empty again. The files on the disk are untouched.',
  loading: 'Looking at what is here…',

  lockedTitle: (n: number) => (n === 1 ? 'A file is locked' : `${count(n, 'file', 'files')} are locked`),
  lockedText: 'Type the passphrase to see what is inside. It is used once and kept nowhere.',
  passphraseOf: (file: string) => `Passphrase of “${file}”`,
  passphrase: 'Passphrase',
  unlock: 'Unlock',
  unlocked: (file: string) => `“${file}” is open.`,

  sets: 'What belongs together',
  /** `shown`: only so many of them are looked at. */
  lacking: (n: number, all: number, shown: boolean, issuer: string) =>
    `${number(n)} of ${shown ? `the ${number(all)} shown` : number(all)} lack the certificate of “${issuer}”. Drop it here as well.`,
  where: (file: string, until: string) => `In ${file}, valid until ${date(until)}`,
  inFileOnly: (file: string) => `In ${file}`,
  untitled: 'Private key',
  leads,
  points,
  chain: 'The chain, from the certificate to the root',
  missing: 'Missing',
  members: 'Made of',
  inFile: (file: string) => `in ${file}`,
  validity: 'When is it valid?',
  steps: {
    compare: 'Compare with the request',
    renew: 'Request a new one…',
    request: 'Create a request with it…',
    convert: 'Convert…',
    test: 'Test…',
  },
  forSet: (action: string, title: string) => `${action} ${title}`,

  odd: 'Left over',
  oddText: 'These fit nothing else here.',
  oddReasons,
  twice: (n: number) => `Twice here (${number(n)})`,
  twiceText: 'The same is in another file as well, so it is shown there. Nothing needs to be done.',

  files: 'Files',
  formats,
  contents: (parts: readonly string[]) => (parts.length === 0 ? 'nothing that can be read' : list(parts)),
  lockedBadge: 'Locked',
  remove: (file: string) => `Take “${file}” off the page`,
  empty: 'Nothing in it',
  counts: {
    certificate: (n: number) => count(n, 'certificate', 'certificates'),
    request: (n: number) => count(n, 'request', 'requests'),
    privateKey: (n: number) => count(n, 'private key', 'private keys'),
    publicKey: (n: number) => count(n, 'public key', 'public keys'),
    crl: (n: number) => count(n, 'revocation list', 'revocation lists'),
  },
};
