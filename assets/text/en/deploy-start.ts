// Labels on the first pages of the deploy journey: the sensor, the request, the files in their slots.
import type { ConsoleScreen } from '../../../preload/contract/deploy-journey.ts';
import type { PassphraseState, Slot } from '../../../preload/contract/slots.ts';
import { count, date, dateTime, list } from './format.ts';

const screens: Record<ConsoleScreen, { title: string; text: string }> = {
  'first-login': {
    title: 'First sign-in wizard',
    text: 'The sensor is new: its wizard asks for the certificate after the activation.',
  },
  'system-settings': {
    title: 'System settings',
    text: 'The sensor is in use: System settings › Basic › SSL/TLS Certificate.',
  },
};

export const sensorLabels = {
  where: 'Where is it?',
  address: 'Address of the sensor',
  placeholder: 'For example 192.168.10.7 or sensor7.contoso.com',
  name: 'Name that people type in the browser',
  namePlaceholder: 'For example sensor7.contoso.com',
  nameHint:
    'It must be among the certificate’s alternative names (SAN), or Edge and Chrome warn. Leave it empty only if everyone opens the sensor by its IP address.',
  rules: 'By which rules?',
  profile: 'Appliance',
  profileHint: (asOf: string, own: boolean) =>
    own ? `Your site’s own rules, as of ${asOf}.` : `The rules as documented, newest document of ${asOf}.`,
  ownProfile: 'your site’s own',
  profileGone: 'These rules are not there any more, or their file cannot be used. Choose others, or mend the file.',
  profileGoneName: (id: string) => `${id} (not there any more)`,
  faults: (n: number) =>
    n === 1 ? 'One of your site’s own rule files cannot be used' : `${n} of your site’s own rule files cannot be used`,
  fault: (file: string, where: string, problem: string) => `${file}, ${where}: ${problem}`,
  openFolder: 'Open the folder of own rule files',
  validation: 'The sensor checks the certificate (“certificate validation”)',
  validationText:
    'At the upload the sensor then looks for the certificate in its CA’s revocation list (CRL), and compares the dates. For that it must reach the CRL’s address over HTTP, port 80, from its own network.',
  validationOff:
    'Switch it off in the form too if the sensor has no way to the CRL, or if the certificate has no CRL address.',
  screen: 'Where will you meet the form?',
  screens,
  primary: 'Continue',
  changes: 'With another address, what was found out about the old one is forgotten.',
  practiceOff: 'The practice sensor is not running. Start it on the home page first.',
  now: 'What it shows now',
  shown: (name: string, issuer: string | null) => `${name}, ${issuer ? `issued by ${issuer}` : 'issued by itself'}`,
  nowAt: (at: string) => `Looked at on ${dateTime(at)}.`,
  look: 'Look again',
  validUntil: (until: string) => `valid until ${date(until)}`,
  unreachedText:
    'You can go on: request, files and pre-check need no connection. For the proof at the end it must be reachable.',
  details: 'All details of the present certificate',
};

export const requestLabels = {
  choose: 'What do you have?',
  newTitle: 'I need a new certificate',
  newText: 'Certwright makes the key and the request, with the values that this sensor needs. Your CA signs it.',
  newButton: 'Make a request',
  haveTitle: 'I have the files',
  haveText: 'Key, certificate and chain, also as a PFX or in any other format.',
  haveButton: 'Use my files',
  change: 'Choose differently',
  prefilled: 'Filled in for this sensor',
  prefilledText: 'The names come from the sensor step, the rest from the appliance’s rules and your last request.',
  prefilledMissing: (fields: readonly string[]) => `Still to fill in, as the rules want it: ${list(fields)}.`,
  waitingTitle: 'Take the request to your CA',
  steps: [
    'Save the request package to a stick, or hand in the .csr file.',
    'The CA signs it. Ask for the chain too: the certificates of all issuing CAs, up to the root.',
    'Come back here and add the files in the next step. You can close Certwright meanwhile.',
  ],
  keyStays: 'The private key stays on this computer. Nobody needs it but the sensor.',
  facts: { subject: 'Subject', names: 'Names (SAN)', folder: 'Folder', key: 'Key file', made: 'Made on' },
  keyBefore: 'A key that was there before',
  toFiles: 'I have the certificate',
  labFold: 'No CA at hand? For tests only',
  labText:
    'Certwright makes a CA for this one request, signs it, saves certificate and chain where you say, and throws the CA’s key away. No browser and no colleague knows that CA. Good for a test bench or the practice sensor, never for a sensor in use.',
  labValidation:
    'Its certificate has no address of a revocation list (CRL). Where the sensor checks certificates it would refuse it, so certificate validation has to be off, here and in the form.',
  labValidationIsOff: 'Certificate validation is off, as it has to be.',
  labValidationOff: 'Switch certificate validation off',
  labButton: 'Sign it in the Lab (tests only)…',
  labBadge: 'Lab: tests only',
  labDone:
    'No browser and no colleague knows the CA that signed it. Use it on a test bench or the practice sensor, never on a sensor in use.',
  answeredTitle: 'The request is answered',
  answeredText: 'Go on to the files. For another certificate, choose differently.',
  startOverTitle: 'Make another request?',
  startOverText:
    'The first one stays in the list of the tools; its key and certificate leave this journey. Nothing is deleted on the disk.',
  newTitleAsk: 'Make a new request?',
  newTextAsk:
    'A new certificate has a new key: the key and the certificate that are in this journey leave it. Nothing is deleted on the disk.',
  startOver: 'Make the request',
  questions: {
    form: 'What goes into the request?',
    waiting: 'Waiting for the certificate',
    answered: 'The certificate is here',
    have: 'You have the files',
  },
  required: 'The sensor refuses a certificate without it.',
  otherKey: 'Not a kind of key that the rules of this sensor ask for: it may refuse the certificate.',
  refusedWithout: (field: string) =>
    `The sensor refuses a certificate without ${/^[AEIO]/.test(field) ? 'an' : 'a'} ${field}.`,
  goOn: 'Go on without it',
  goOnTitle: (fields: readonly string[]) => `Make the request without ${list(fields)}?`,
  goOnText:
    'By the documented rules the sensor will refuse the certificate, unless your CA fills it in. A certificate cannot be changed afterwards.',
  goOnConfirm: 'Make it all the same',
  attachFailed: 'The request was made, but this journey could not take it up.',
  again: 'Make another request',
};

const slots: Record<Slot, { title: string; text: string }> = {
  key: { title: 'Private key (KEY file)', text: 'The secret half. It must belong to the certificate.' },
  crt: { title: 'Certificate (CRT file)', text: 'The sensor’s own certificate, also called leaf.' },
  chain: { title: 'Chain (PEM file)', text: 'The issuing CA’s certificate first, the root last.' },
  crl: {
    title: 'Revocation list (CRL)',
    text: 'Not uploaded: it is used here, to see whether the certificate was revoked.',
  },
  bundle: { title: 'Several in one file', text: 'Certwright takes it apart for the kit.' },
  none: { title: 'Not used', text: 'Nothing in it belongs in the form.' },
};

const passphraseStates: Record<Exclude<PassphraseState, 'none'>, string> = {
  needed: 'Something is locked. Type the passphrase that opens it.',
  right: 'It opens what is locked.',
  wrong: 'It does not open what is locked.',
  unused: 'Nothing is locked, so it is not needed. In the form, leave the field empty.',
};

export const filesLabels = {
  slots,
  missing: { key: 'No key yet', crt: 'No certificate yet', chain: 'No chain yet' },
  inBundle: 'In the file that holds several things, below',
  chainOptional: 'Needed where a CA issued the certificate.',
  add: 'Add files…',
  drop: 'Or drop them anywhere on this window.',
  dropHere: 'Let go to add the files to this journey',
  place: (name: string) => `Place of ${name}`,
  byHand: 'placed by you',
  remove: (name: string) => `Take ${name} away`,
  clear: 'Take all away',
  clearTitle: 'Take all files away?',
  clearText: 'They leave this journey only. Nothing is deleted on the disk.',
  clearConfirm: 'Take all away',
  locked: 'Locked',
  empty: 'Nothing readable in it',
  others: 'Also here',
  details: (name: string) => `What is in ${name}`,
  passphraseTitle: 'Passphrase of the key',
  passphrase: 'Passphrase',
  passphraseHint: 'Kept in memory only, and never shown again.',
  usePassphrase: 'Try it',
  forgetPassphrase: 'Forget it',
  passphraseStates,
  contents: (n: number) => count(n, 'object', 'objects'),
  primary: 'Check them',
};
