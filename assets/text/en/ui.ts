// The words of the window around the journeys: home, settings, the frame of a step, progress, practice.
import type { PracticeState, Progress, Settings } from '../../../preload/contract/calls.ts';
import { deployStepTitles } from './deploy-titles.ts';
import { count, dateTime, exactTime, list, number } from './format.ts';

const stages: Record<Progress['stage'], string> = {
  connect: 'Connecting…',
  handshake: 'Setting up encryption…',
  clock: 'Asking for the time…',
  'waiting-for-rights': 'Waiting for you to confirm administrator rights…',
  writing: 'Writing…',
  'reading-back': 'Reading back…',
  'asking-chromium': 'Asking the browser engine…',
  resolving: 'Looking up the name…',
  'reading-files': 'Reading the files…',
  'making-key': 'Making the key…',
  testing: 'Testing…',
  'fetching-crl': 'Fetching the revocation list…',
  'waiting-for-sensor': 'Waiting for the sensor to show the new certificate…',
};

const practiceStates: Record<PracticeState, { title: string; text: string }> = {
  fresh: { title: 'Fresh from the box', text: 'Self-signed, with a name that browsers read. Ends well.' },
  'cn-only': {
    title: 'Common name only',
    text: 'Self-signed, without SAN. Cannot be mended without a new certificate.',
  },
  expired: { title: 'Expired', text: 'The certificate is past its date.' },
  'not-yet-valid': { title: 'Not valid yet', text: 'The certificate begins in the future, as with a wrong clock.' },
  'wrong-host': { title: 'Another host’s name', text: 'The certificate is for a name that does not lead here.' },
  'rsa-1024': { title: 'Weak key', text: 'RSA with 1024 bits, which is too short today.' },
  'private-ca': { title: 'From a private CA', text: 'Issued by a company CA that this computer does not know.' },
  'private-ca-no-intermediate': {
    title: 'From a private CA, intermediate left out',
    text: 'The sensor sends only its own certificate.',
  },
  replaced: { title: 'Replaced since last time', text: 'The address shows another certificate than before.' },
};

const themes: Record<Settings['theme'], string> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export const ui = {
  appName: 'Certwright',
  home: 'Home',
  back: 'Back',
  next: 'Next',
  cancel: 'Cancel',
  cancelling: 'Cancelling…',
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
  copyWhat: (what: string) => `Copy ${what}`,
  copyDetails: 'Copy the details',
  dropFiles: 'Let go to open the files',
  showMore: (n: number, rest: number) => `Show ${number(n)} more of ${number(rest)}`,
  shown: (n: number, all: number) => `${number(n)} of ${number(all)} shown`,
  passphrase: {
    label: 'Passphrase',
    again: 'The same again',
    differs: 'The two are not the same.',
    short: (least: number) =>
      `This is short: whoever has the file could guess it. Better take ${number(least)} characters or more.`,
    show: 'Show the passphrase',
    hide: 'Hide the passphrase',
  },
  unexpected: {
    title: 'The window ran into a mistake',
    text: 'Nothing on this computer was changed by it.',
    reload: 'Load the page again',
  },
  stages,
  /** What a sensor shows while its new certificate is awaited. */
  seen: {
    nothing: 'The sensor does not answer yet…',
    old: 'Still the old certificate…',
    other: 'Neither the old nor the new certificate…',
  },
  secondsOf: (done: number, total: number) => `${number(done)} s of ${number(total)} s`,
  progressOf: (done: number, total: number) => `${number(done)} of ${number(total)}`,
  working: 'Working…',
  underWay: 'Under way',
  outcome: 'What came of it',
  close: 'Close',
  reading: 'Reading…',
  readAt: (at: Date) => `Read at ${exactTime(at.toISOString())}`,

  homePage: {
    title: 'What do you want to do?',
    trustTitle: 'Trust a sensor',
    trustText:
      'The browser says “Not secure”. Make Edge and Chrome open the sensor’s console without a warning, or find out why that cannot be.',
    trustButton: 'Start',
    deployTitle: 'Deploy a certificate',
    deployText:
      'The sensor needs a certificate from your CA. Know beforehand whether it will take the files, carry them to its form, and see that it uses them.',
    deployButton: 'Start',
    kinds: { trust: 'Trust', deploy: 'Certificate' },
    filesTitle: 'Open certificate files',
    filesText:
      'See what is in them, whether key, certificate and chain fit together, and convert them. Or just drop files on this window.',
    filesButton: 'Open files',
    requestsTitle: 'Request a certificate',
    requestsText:
      'Make a key and a request (CSR) for an appliance. When the certificate comes back from your CA, it is recognized and compared.',
    requestsButton: 'Make a request',
    messageTitle: 'Explain an error message',
    messageText:
      'Of the sensor’s console, the browser, Windows, OpenSSL or IoT Hub: what it means, what is usually behind it, and what to do.',
    messageButton: 'Explain a message',
    activityTitle: 'Activity',
    activityText:
      'Everything that Certwright changed on this computer, with what was there before. Take back one change, or all.',
    activityButton: 'Show the changes',
    /** `others`: something with our mark is there that the record does not know of. */
    inForce: (n: number, unread: number, others: boolean) => {
      if (n === 0 && unread === 0 && others) return 'Something is not in the record';
      if (unread > 0 && n === 0) return `${count(unread, 'change', 'changes')}, not checked`;
      const standing = n === 0 ? 'No change in force' : `${count(n, 'change', 'changes')} in force`;
      return unread > 0 ? `${standing}, ${number(unread)} not checked` : standing;
    },
    unfinished: (n: number) => `${count(n, 'change', 'changes')} stopped half-way`,
    notRead: 'The record of the changes could not be read',
    trustedTitle: 'Trusted certificates',
    trustedText:
      'What Certwright made this computer trust: for which sensor, since when, and whether that is still needed.',
    trustedButton: 'Show the certificates',
    waiting: (n: number) =>
      n === 1 ? 'A request waits for its certificate' : `${number(n)} requests wait for their certificate`,
    waitingNames: (names: readonly string[], more: number) =>
      more > 0 ? `${names.join(', ')} and ${number(more)} more` : list(names),
    waitingText: 'When a certificate comes back, drop its file anywhere on this window.',
    waitingOpen: 'Show them',
    underWay: 'Under way',
    finished: 'Finished',
    step: (title: string, number: number, total: number) => `Step ${number} of ${total}: ${title}`,
    changed: (when: string) => `Last used ${dateTime(when)}`,
    changes: (n: number) => `${count(n, 'change', 'changes')} on this computer`,
    goOn: 'Go on',
    open: 'Open',
    practiceBadge: 'Practice',
    untitled: 'New journey',
    forgetWhat: (title: string) => `Forget ${title}`,
    forgetTitle: (title: string) => `Forget “${title}”?`,
    forgetText: 'Certwright forgets what it has found out. Nothing on this computer changes.',
    forgetChanges: (n: number) =>
      `This journey made ${count(n, 'change', 'changes')} to this computer that ${n === 1 ? 'is' : 'are'} still there. If you forget it, ${n === 1 ? 'it stays' : 'they stay'} in force. Activity still lists ${n === 1 ? 'it' : 'them'} and can take ${n === 1 ? 'it' : 'them'} back.`,
    forgetConfirm: 'Forget it',
    forgetAnyway: 'Keep the changes, forget the journey',
    retry: 'Try again',
    dismiss: 'Dismiss',
  },
  deploySteps: deployStepTitles,
  practice: {
    title: 'Try it on a practice sensor',
    text: 'A stand-in for a real sensor, inside this app and only on this computer.',
    state: 'Its certificate',
    start: 'Start the practice sensor',
    change: 'Change its certificate',
    stop: 'Stop',
    running: 'Running',
    address: 'Address',
    screen: 'Fingerprint on the appliance’s own screen (SHA-256)',
    screenHint: 'Compare it with what the journey downloads.',
    walk: 'Trust it',
    deploy: 'Deploy a certificate on it',
    saveCa: 'Save the CA’s file…',
    saveCaHint: 'What your PKI desk would give you. The Import step asks for it.',
    saved: 'The CA’s file was saved.',
    states: practiceStates,
    uploaded: {
      title: 'Uploaded by you',
      text: 'The certificate that was uploaded on its pages. It goes when the practice sensor is stopped or shows another one.',
    },
  },
  journey: {
    rail: 'Steps of the journey',
    railSummary: (number: number, total: number, title: string) => `Step ${number} of ${total}: ${title}`,
    blockedBy: (title: string) => `First: ${title}`,
    byHand: 'Do it by hand',
    byHandTitle: 'By hand',
    byHandDone: 'I have done it: check',
    closeByHand: 'Close',
    practice: 'Practice sensor',
    newTitle: 'New sensor',
    toHome: 'Go to the home page',
    toActivity: 'Open Activity',
    opening: 'Opening…',
    command: 'Command',
    result: 'Answer',
  },
  settings: {
    title: 'Settings',
    theme: 'Appearance',
    themes,
    stored: 'What Certwright keeps on this computer',
    storedText: [
      'Your journeys: addresses, the certificates that sensors showed, what was changed, and the times.',
      'Which certificate each address showed when you last accepted it, so that a change can be noticed.',
      'The certificate requests that you made here and that wait for their certificate, and the place where you saved their keys; not the keys themselves.',
      'These settings, with the last proxy and the last store that you used.',
    ],
    storedNever:
      'It keeps no passwords and no private keys, and it sends nothing anywhere. It connects only to the sensors that you name.',
    requests: (n: number) => (n === 1 ? 'The request that waits' : `The ${number(n)} requests that wait`),
    requestKey: (folder: string, file: string) => `key saved as “${file}” in the folder “${folder}”`,
    requestWithout: (folder: string) => `saved in the folder “${folder}”; its key was there before`,
    lastProxy: 'Last proxy',
    lastScope: 'Last store',
    none: 'None',
    forgetProxy: 'Forget the proxy',
    about: 'About',
    version: (version: string) => `Version ${version}`,
    engine: (electron: string, chromium: string) => `Electron ${electron}, Chromium ${chromium}`,
    licence: 'Free software under the MIT licence.',
  },
};
