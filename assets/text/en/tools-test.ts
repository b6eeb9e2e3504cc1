// The words of testing: a key, a request, a request beside the certificate that came back, and the path up to a root.
import type { IssuedComparison } from '../../../preload/contract/issued-comparison.ts';
import type { Purpose } from '../../../preload/contract/verdict-path.ts';
import { shortName } from '../facts.ts';
import { issuedVerdicts, namesLostVerdict, sayIssuedFinding } from './issued-comparison.ts';
import { keyCheckText } from './key-check.ts';
import { explainPath, notCheckedText } from './path.ts';
import { sayRequestFinding } from './request-check.ts';

const purposes: Record<Purpose, { title: string; text: string }> = {
  server: { title: 'A server', text: 'A website, or an appliance that is opened in a browser (serverAuth).' },
  client: { title: 'A client', text: 'A device or a person that signs in with the certificate (clientAuth).' },
  any: { title: 'Do not look at it', text: 'Whatever it is for.' },
};

type NameKind = IssuedComparison['names'][number]['kind'];
const nameKinds: Record<NameKind, string> = {
  dns: 'Name (SAN)',
  ip: 'IP address (SAN)',
  email: 'Mail address (SAN)',
  uri: 'URI (SAN)',
  other: 'Other name (SAN)',
};

export const test = {
  title: (name: string) => `Test “${name}”`,
  help: 'Certwright works each of these out from the files alone. It asks no server, and no key leaves this computer.',
  states: { good: 'In order', warn: 'Worth a look', bad: 'Wrong', 'not-checked': 'Not checked' },
  again: 'Test again',
  nothing: 'There is nothing in this set that can be tested.',

  key: {
    title: 'The private key',
    verdict: {
      good: 'The key is sound.',
      bad: 'The key is not sound. Do not use it.',
      'not-checked': 'Nothing wrong was found, but not everything could be checked.',
      warn: 'The key works, but have a look at this.',
    },
  },
  request: {
    title: 'The request',
    verdict: {
      good: 'The request is in order.',
      warn: 'The request can be sent, but have a look at this.',
      bad: 'The request has faults that a CA or a browser will stumble over.',
      'not-checked': 'Nothing wrong was found, but not everything could be checked.',
    },
  },
  good: (n: number, all: boolean) => {
    if (all) return n === 1 ? 'What was checked' : `All ${n} checks`;
    return n === 1 ? 'One more is in order' : `${n} more are in order`;
  },

  compare: {
    title: 'Did the CA issue what was asked for?',
    verdicts: { ...issuedVerdicts, 'names-lost': namesLostVerdict },
    mend: 'How to mend it',
    table: 'Request and certificate, side by side',
    columns: { what: 'What', asked: 'Asked for', issued: 'In the certificate', state: 'Outcome' },
    states: { kept: 'Kept', dropped: 'Dropped', added: 'Added', changed: 'Changed' },
    none: 'nothing',
    rows: {
      ...nameKinds,
      subject: (attribute: string) => `Subject: ${attribute}`,
      wholeSubject: 'Subject',
      key: 'Public key',
      usage: 'Key usage',
      purposes: 'Purposes (EKU)',
      ca: 'May issue certificates (CA)',
      extension: 'Other extension',
    },
  },

  path: {
    title: 'Does a browser accept the path up to the root?',
    text: 'Say which roots you trust. Then every signature, date and rule on the way from the certificate to the root is checked.',
    roots: 'Trusted for this test',
    rootsHint:
      'Tick only roots whose fingerprint you have compared with your PKI desk. Nothing is trusted for good by this.',
    oneRootHint:
      'The only root among the files is ticked. The verdict is worth no more than that root: compare its fingerprint with your PKI desk. Nothing is trusted for good by this.',
    fingerprint: (name: string) => `SHA-256 of ${name}`,
    noCrl: 'There is no revocation list (CRL) among the files. Drop the CA’s .crl file here to check revocation too.',
    noRoots:
      'There is no root CA among the files. Drop its certificate here as well: without a trusted root no path is good.',
    selfSigned: 'trusts this one device only',
    host: 'Name or IP address that people open',
    hostHint: (names: readonly string[]) =>
      names.length > 0
        ? `As in the browser. The certificate carries: ${names.slice(0, 4).join(', ')}${names.length > 4 ? ' and more' : ''}.`
        : 'As in the browser. Leave it empty to leave names out.',
    more: 'Purpose and date',
    purpose: 'What is it used for?',
    purposes,
    moment: 'At which moment?',
    now: 'Now',
    other: 'At another time',
    date: 'Date and time',
    dateNeeded: 'Choose a date and a time.',
    check: 'Check the path',
    again: 'Check again',
    changed: 'The form has changed since. Check again.',
    good: (leaf: string, root: string) =>
      leaf === root
        ? `Accepted: “${leaf}” is itself trusted.`
        : `Accepted: the path leads from “${leaf}” up to “${root}”.`,
    refused: (subject: string, what: string) => `Refused, because of “${shortName(subject)}”. ${what}`,
    refusedAtAll: (what: string) => `Refused. ${what}`,
    picture: 'The path, from the certificate to the root',
    pictureTried: 'The path that came closest',
    culprit: 'Here it breaks',
    trusted: 'Trusted root',
    notChecked: 'What was not checked',
  },

  keyCheckText,
  sayRequestFinding,
  sayIssuedFinding,
  explainPath,
  notCheckedText,
};
