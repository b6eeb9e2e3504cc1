// Labels on the page of the pre-check. What each finding says stands beside the rules themselves (precheck.ts).
import type { Precheck, PrecheckPart, PrecheckSeverity, Remedy } from '../../../preload/contract/precheck.ts';
import { dateTime } from './format.ts';

const severities: Record<PrecheckSeverity, string> = {
  fail: 'Refused',
  warn: 'Take care',
  info: 'In order',
  'not-checked': 'Not checked',
};

const groups: Record<PrecheckSeverity, { title: string; text: string }> = {
  fail: { title: 'Why the sensor will refuse them', text: 'These must be put right first.' },
  warn: { title: 'What may go wrong', text: 'The sensor may take the files all the same.' },
  'not-checked': {
    title: 'What could not be checked from here',
    text: 'Not checked is not the same as good.',
  },
  info: { title: 'What is in order, or good to know', text: '' },
};

const parts: Record<PrecheckPart, string> = {
  key: 'Key',
  crt: 'Certificate',
  chain: 'Chain',
  crl: 'Revocation list',
  passphrase: 'Passphrase',
  set: 'The files together',
};

const mended = {
  title: 'What the kit puts right',
  text: 'As the files lie there, the sensor would refuse them. The kit holds them as it wants them.',
};

/** The button that helps; null: there is none, the words say what to do. */
const remedies: Record<Remedy, string | null> = {
  'make-kit': 'The kit puts it right',
  'new-passphrase': 'Choose another passphrase in the kit',
  'retype-passphrase': 'Type the passphrase again',
  'new-request': 'Make a new request',
  'add-key': 'Add the key',
  'add-chain': 'Add the chain',
  'add-crl': 'Add a revocation list',
  'other-file': 'Choose another file',
  'validation-off': 'Check without certificate validation',
  'open-crl-path': null,
  clock: null,
  none: null,
};

export const checkLabels = {
  primary: 'Check the files',
  again: 'Check again',
  severities,
  groups,
  mended,
  toKit: 'Go to the upload kit',
  parts,
  remedies,
  at: (precheck: Precheck) => `Checked on ${dateTime(precheck.at)} by the rules of “${precheck.profile.name}”.`,
  console: {
    fail: 'The console is expected to say',
    // Nobody knows that it will.
    warn: 'The console may say',
    likely: 'No sentence is documented for this. The console probably gives its general one',
  },
  todo: 'What to do',
  why: 'Why, and where it is written',
  source: 'Source',
  undated: 'no date',
  disagreement: 'The documents disagree',
  file: (name: string) => `in ${name}`,
  recipe: 'How to test it from the sensor’s network',
  validation: 'The sensor checks the certificate (“certificate validation”)',
  validationText: 'Set it in the form in the same way. Switching it here checks the files again.',
  stale: 'Files, passphrase or settings have changed since. Check again before you rely on it.',
  goOn: 'Go on all the same',
  goOnTitle: 'Going on although the sensor is expected to refuse?',
  goOnText:
    'You can. The documented rules say that the upload will fail; the sensor has the last word. What a sensor does with a certificate that it cannot use is not documented in one way: keep another way to it at hand.',
  leaf: 'The certificate that was judged',
  nothing: 'Nothing was found.',
};
