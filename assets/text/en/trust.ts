// The trust journey in words: each step's title, question and help, its answer, its labels, and how to do it by hand.
import type { ExportFormat, StoreScope, TrustStepId } from '../../../preload/contract/trust-journey.ts';
import { answer } from './answers.ts';
import { guide } from './guide.ts';
import { chainNotes, nameOutcomes, seenAt, sniNotes } from './notes.ts';
import { labels } from './step-labels.ts';
import { trustNote } from './trust-notes.ts';
import {
  clients,
  codeOnPage,
  places,
  plainPlaces,
  roleLabels,
  roleMeanings,
  stepStates,
  stepTitle,
  stepTitles,
  verdictLabel,
} from './vocabulary.ts';

const questions: Record<TrustStepId, string> = {
  address: 'Which sensor do you want to trust?',
  download: 'Which certificate does the sensor show?',
  compare: 'Is this really your sensor’s certificate?',
  export: 'Do you want the certificate as a file?',
  import: 'Does this computer trust the certificate?',
  name: 'Does the certificate carry the name you open?',
  hosts: 'Does the name lead to the sensor?',
  done: 'What was changed, and does it work?',
};

/** One or two sentences on why the step is there. */
const help: Record<TrustStepId, string> = {
  address: 'Type the name or the IP address that you use for the sensor in the browser, or paste the URL.',
  download: 'Certwright connects to the sensor and saves what it shows. It does not sign in.',
  compare:
    'A fingerprint belongs to one certificate only. If it equals the one that the sensor tells you another way, the certificate is genuine.',
  export: 'A file is handy for other computers, for importing by hand, and for the ticket.',
  import: 'A browser trusts a sensor when its certificate, or the CA that issued it, is in the certificate store.',
  name: 'Edge and Chrome warn unless what you type is one of the names in the certificate. Certwright asks the same browser engine (Chromium) before you do.',
  hosts:
    'The hosts file is this computer’s own small phone book: it leads a name to an IP address, before DNS is asked.',
  done: 'Keep the receipt with your ticket. Everything that Certwright changed can be taken back in one go.',
};

const scopes: Record<StoreScope, { title: string; text: string }> = {
  machine: { title: 'Local Machine', text: 'For everyone who uses this computer.' },
  user: { title: 'Current User', text: 'Only for you.' },
};

/** The same where the store has no such names (Linux, macOS). */
const plainScopes: typeof scopes = {
  machine: { title: 'Everyone on this computer', text: scopes.machine.text },
  user: { title: 'Only me', text: scopes.user.text },
};

const formats: Record<ExportFormat, { title: string; text: string }> = {
  der: {
    title: 'DER, .cer',
    text: 'The sensor’s certificate in binary form. This is the one for the import wizard of Windows.',
  },
  pem: { title: 'PEM, .pem', text: 'The same certificate as text, for Linux, Firefox and most appliances.' },
  pkcs7: { title: 'PKCS#7, .p7b', text: 'All certificates that the sensor sent, in one file.' },
};

export const trust = {
  questions,
  help,
  answer,
  guide,
  stepTitle,
  stepTitles,
  stepStates,
  chainNotes,
  nameOutcomes,
  sniNotes,
  seenAt,
  roleLabels,
  roleMeanings,
  places,
  plainPlaces,
  clients,
  verdictLabel,
  codeOnPage,
  scopes,
  plainScopes,
  formats,
  policyNote: trustNote,
  riskAccepted: 'Risk accepted',
  warnPolicy:
    'The verdict comes from the Chromium inside Certwright, with the certificate stores of this computer. A policy of your organization can make Edge or Chrome decide otherwise.',

  ...labels,
};
