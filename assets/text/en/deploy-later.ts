// Labels on the later pages of the deploy journey: kit, upload, proof, trust, result.
import type { ChangeView } from '../../../preload/contract/trust-journey.ts';
import type { KitFile, KitPassphrase } from '../../../preload/contract/upload-kit.ts';
import { deviceSteps, deviceTodo, fieldTodo, wayToForm } from './deploy-console.ts';
import { notTaken, taken } from './deploy-passphrase.ts';
import { count, dateTime } from './format.ts';

const kitFiles: Record<KitFile['what'], string> = {
  key: 'Private key: for the KEY field. Keep it secret.',
  crt: 'Certificate: for the CRT field.',
  chain: 'Chain of the CA: for the PEM field.',
  checklist: 'One page to print: fields, fingerprint, what to do if it is refused.',
  manifest: 'SHA-256 of every other file, to see later that nothing was changed.',
};

const passphrases: Record<KitPassphrase['kind'], { title: string; text: string }> = {
  keep: { title: 'Keep it as it is', text: 'Locked with the passphrase that you typed, or open if it is open now.' },
  new: {
    title: 'A new passphrase',
    text: 'The key is locked anew. You type the passphrase into the form.',
  },
  none: {
    title: 'No passphrase',
    text: 'The key lies open in the folder: whoever has the folder has the key.',
  },
};

const kit = {
  passphrase: 'The key’s passphrase in the kit',
  passphrases,
  newLabel: 'New passphrase',
  newHint: (alphabet: string | null) =>
    alphabet === null
      ? 'Letters and digits of the English alphabet are the safe choice; nothing else is documented.'
      : `${taken(alphabet)} With any other character it would refuse the key.`,
  taken,
  notTaken,
  make: 'Make one up',
  makeFailed: 'None could be made up.',
  writeDown: 'Note it now: Certwright keeps it nowhere. You need it once, in the form.',
  empty: 'Type a passphrase, or let Certwright make one up.',
  primary: 'Make the kit…',
  again: 'Make it again…',
  files: (folder: string) => `In the folder “${folder}”`,
  what: kitFiles,
  sha256: 'SHA-256',
  sums: 'SHA-256 of each file',
  otherwise: 'Another passphrase for the key',
  checked: 'Read back from the disk and checked again',
  checkedText: (fails: number, warns: number) =>
    fails > 0
      ? `It is on the disk as it was meant to be, but there ${fails === 1 ? 'is' : 'are'} ${count(fails, 'reason', 'reasons')} to refuse it.`
      : `It is on the disk as it was meant to be. ${count(warns, 'warning', 'warnings')} of the pre-check ${warns === 1 ? 'remains' : 'remain'}.`,
  madeAt: (at: string) => `Made on ${dateTime(at)}.`,
  reveal: 'Show in folder',
  locked: 'The key is locked with a passphrase.',
  open: 'The key is not locked.',
  stale: 'The files or settings have changed since the kit was made. Make it again.',
  fingerprint: 'Fingerprint of the new certificate (SHA-256)',
  fingerprintHint: 'What the browser must show once the sensor uses it.',
  openToOthersTitle: 'Anyone who holds this disk can read the key',
  openToOthersText:
    'The disk knows no owners, as most USB sticks (FAT). Delete the key there after the upload, or make the kit on a disk of this computer.',
  mends: 'The kit puts right:',
  rejected: 'The sensor is expected to refuse this kit. The pre-check says why.',
  toCheck: 'Go to the pre-check',
};

const upload = {
  open: 'Open the sensor’s console',
  openAgain: 'Open it again',
  openedAt: (at: string) => `Opened on ${dateTime(at)}.`,
  way: 'How to get to the form',
  wayTo: wayToForm,
  fields: 'The form, from top to bottom',
  optional: 'optional',
  todo: fieldTodo,
  deviceTodo,
  device: 'On the device',
  deviceSteps,
  deviceFiles: 'Which file is which',
  deviceText:
    'A device shows its certificate to the cloud, not to a browser. What is left is done on the device; the steps Proof and Trust are for appliances that have a console.',
  profileGoneTitle: 'The appliance’s form is not known',
  profileGone: 'The rules by which the kit was made are not there any more. Choose the appliance in the first step.',
  toSensor: 'Go to the sensor',
  refused: 'The console refuses it?',
  refusedText:
    'Nothing documented says that a refused upload changes the sensor, but the next step, Proof, tells what it shows now. On the first sign-in, its own self-signed certificate stays a way on (for tests only).',
  sentence: 'What does the console say?',
  sentenceHint: 'Copy its sentence and paste it here.',
  explain: 'Explain it',
  unknown:
    'This sentence is not known here. Check the files again; if nothing is found, ask the maker of the appliance.',
  nearest: 'The nearest ones that are known:',
  refusedSteps: [
    'The pre-check knows the console’s sentences too, and says which file is meant.',
    '“Passphrase does not match to the key”: type it by hand and look at capitals, or make the kit again with another one.',
    '“Certificate validation failed” says nothing more about it. If the pre-check finds nothing, keep the sensor’s logs and ask its maker (for Defender for IoT: Microsoft Support).',
  ],
  toCheck: 'Check the files again',
  commandLine: 'From the sensor’s own command line instead',
  commandLineText:
    'Only where your version has it, and only for a user with root access. Copy the files of the kit to the sensor first, and put your passphrase in the place of PASSPHRASE: others who are signed in may see it meanwhile, and the shell’s history keeps it. The form is the safer way.',
  reveal: 'Show the kit’s folder',
};

const proof = {
  primary: 'Look at the sensor',
  again: 'Look again',
  waits: 'This may take a few minutes: after an upload the sensor starts its web server anew.',
  expected: 'Fingerprint in the kit',
  served: 'Fingerprint that the sensor shows',
  differs: 'Marked groups differ.',
  todo: 'What to do',
  todos: {
    old: [
      'Wait a minute, load the console’s page again, and look again: the sensor needs a moment.',
      'See whether the form was really sent: it says so, or it shows an error.',
      'If it showed an error, go back to the upload.',
    ],
    other: [
      'See whether the files of this kit were uploaded, not those of an earlier one.',
      'See whether address and name really lead to this sensor, and not to a proxy or another appliance.',
      'Do not trust what it shows now, unless you know where it comes from.',
    ],
    unreachable: [
      'The sensor may be starting anew. Wait a few minutes and look again.',
      'See whether its console opens in the browser.',
      'If the upload changed its address or its name, go back to the first step.',
    ],
  },
  notSentTitle: 'The sensor does not send the whole chain',
  notSentText: (names: readonly string[]) =>
    `Missing: ${names.join('; ')}. Computers that do not know these certificates will warn, although they trust the root. Upload the chain file of the kit too.`,
  nameTitle: (name: string) => `The name ${name} does not lead to the sensor from here`,
  nameText:
    'Have it entered in DNS. Until then a line in this computer’s hosts file helps: the journey “Trust a sensor” adds it, and begins with this address.',
  nameProxy:
    'The proxy looks names up, so a hosts line of this computer does not help. Have the name entered in its DNS.',
  nameButton: 'Add a hosts line…',
  verdicts: 'What the browser engine of Edge and Chrome (Chromium) says on this computer',
  notJudged: 'Not checked: the browser engine gave no verdict. Open the sensor in Edge or Chrome to see.',
  verdictsText:
    'The verdict comes from the Chromium inside Certwright, with the certificate stores of this computer. A policy of your organization can make Edge or Chrome decide otherwise.',
  at: (at: string) => `Looked at on ${dateTime(at)}.`,
};

const trust = {
  read: 'Read the stores',
  again: 'Read them again',
  old: 'The old certificate',
  oldText:
    'This computer still trusts the certificate that the sensor showed before. Nobody needs that any more; whoever got hold of its key could still pose as the sensor here.',
  oldNone: 'No store of this computer trusts the old certificate. Nothing to remove.',
  remove: 'Remove it',
  removeWhat: (store: string) => `Remove it from ${store}`,
  removeTitle: 'Remove the old certificate?',
  removeText: (subject: string, store: string) =>
    `${subject} is taken out of ${store}. If the sensor still showed it, browsers would warn again. You can take it back on the last page.`,
  root: 'The root CA above the new certificate',
  rootOf: (name: string) => `The root CA above the new certificate: ${name}`,
  rootText:
    'Once it is trusted, Edge and Chrome on this computer accept this CA as the issuer of any site’s certificate, not only of this sensor’s. So compare its fingerprint with what your PKI desk says first.',
  lab: 'This root was made in the Lab, for tests only; remove it afterwards.',
  labRootText:
    'Once it is trusted, Edge and Chrome on this computer accept certificates that it issued. Its key was thrown away, so no PKI desk knows it. The last step, Result, takes it back.',
  labKnown: 'I know that this root is from the Lab',
  saveRoot: 'Save the root (.cer)…',
  savedRoot: (name: string, at: string) => `Saved “${name}” on ${dateTime(at)}.`,
  rootFile: (file: string) => `The steps below need the root as a file, ${file}. Save it here, and take it along.`,
  rootNone:
    'The chain holds no root certificate. Get it from your PKI desk and add it in the Files step; or this computer knows it already.',
  rootPresent: (store: string) => `Already trusted in ${store}.`,
  fingerprint: 'Fingerprint of the root (SHA-256)',
  compared: 'I have compared the fingerprint with what our PKI desk says',
  scope: 'For whom on this computer?',
  trustIt: 'Trust this root',
  asksRights: 'Asks for administrator rights.',
  noRights: 'Needs no administrator rights.',
  readBy: (readers: string) => `Read by ${readers}.`,
  others: 'Other computers',
  othersText:
    'Every computer from which the sensor is opened must trust the same root. In a domain, roll it out once for all.',
  gpo: [
    'Open Group Policy Management, and edit a policy that reaches those computers.',
    'Computer Configuration › Policies › Windows Settings › Security Settings › Public Key Policies › Trusted Root Certification Authorities: right-click, Import, choose the root’s file.',
    'On a computer, run gpupdate /force, or wait until it is fetched by itself.',
  ],
  oneByOne:
    'Or on each computer, as an administrator, in the folder of the root’s file. A line that takes the old certificate out is only for computers that had it imported:',
  details: 'All details of the root',
};

const kinds: Record<ChangeView['kind'] | 'trust-removed', string> = {
  'trust-added': 'Certificate trusted',
  'trust-removed': 'Certificate removed',
  'hosts-line-added': 'Line added',
};

const done = {
  summary: 'In short',
  facts: {
    sensor: 'Sensor',
    name: 'Opened as',
    certificate: 'New certificate',
    issuedBy: (name: string, issuer: string) => `${name}, issued by ${issuer}`,
    until: 'Valid until',
    fingerprint: 'SHA-256',
    served: 'Seen on the sensor',
    kit: 'Kit',
  },
  servedYes: (at: string) => `Yes, on ${dateTime(at)}`,
  servedNo: 'Not yet',
  byAddress: 'its IP address',
  open: (url: string) => `Open ${url} in the browser`,
  changes: 'What was changed on this computer',
  noChanges: 'Nothing was changed.',
  kinds,
  undone: 'taken back',
  undo: 'Take everything back…',
  undoTitle: 'Take everything back?',
  undoText: (changes: number) =>
    `${count(changes, 'change', 'changes')} to this computer’s stores will be taken back, and the stores are read again to make sure. The sensor itself is not touched: it keeps its new certificate.`,
  undoConfirm: 'Take everything back',
  undoneAt: (at: string) => `Taken back on ${dateTime(at)}.`,
  receipt: 'Receipt',
  receiptText: 'What was checked, made and changed, without secrets.',
  receiptHtml: 'Save as a page (HTML)…',
  receiptJson: 'Save as data (JSON)…',
  saved: (name: string, at: string) => `Saved “${name}” on ${dateTime(at)}.`,
  commands: 'The same as commands, for the ticket and other computers',
  goTo: (step: string) => `Go to step “${step}”`,
  tidy: 'Afterwards',
  tidyText: [
    'Delete the key in the kit’s folder, or keep it where only you can read it. The sensor has its own copy.',
    'Note when the certificate expires. The sensor’s bell tells it too, without saying how long before.',
  ],
};

export const laterLabels = { kit, upload, proof, trust, done };
