// The words of the window around the journeys: home, settings, the frame of a step, progress, practice.
import type { PracticeState, Progress, Settings } from '../../../preload/contract/calls.ts';
import { count, dateTime } from './format.ts';

const stages: Record<Progress['stage'], string> = {
  connect: 'Connecting…',
  handshake: 'Setting up encryption…',
  clock: 'Asking for the time…',
  'waiting-for-rights': 'Waiting for you to confirm administrator rights…',
  writing: 'Writing…',
  'reading-back': 'Reading back…',
  'asking-chromium': 'Asking the browser engine…',
  resolving: 'Looking up the name…',
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
  unexpected: {
    title: 'The window ran into a mistake',
    text: 'Nothing on this computer was changed by it.',
    reload: 'Load the page again',
  },
  stages,
  progressOf: (done: number, total: number) => `${done} of ${total}`,
  working: 'Working…',

  homePage: {
    title: 'What do you want to do?',
    trustTitle: 'Trust a sensor',
    trustText:
      'The browser says “Not secure”. Make Edge and Chrome open the sensor’s console without a warning, or find out why that cannot be.',
    trustButton: 'Start',
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
      `This journey made ${count(n, 'change', 'changes')} to this computer that ${n === 1 ? 'is' : 'are'} still there. If you forget it, Certwright can no longer undo ${n === 1 ? 'it' : 'them'}. Open it and undo first if you do not want to keep ${n === 1 ? 'it' : 'them'}.`,
    forgetConfirm: 'Forget it',
    forgetAnyway: 'Keep the changes, forget the journey',
    retry: 'Try again',
  },
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
    walk: 'Walk the journey with it',
    saveCa: 'Save the CA’s file…',
    saveCaHint: 'What your PKI desk would give you. The Import step asks for it.',
    saved: 'The CA’s file was saved.',
    states: practiceStates,
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
      'These settings, with the last proxy and the last store that you used.',
    ],
    storedNever:
      'It keeps no passwords and no private keys, and it sends nothing anywhere. It connects only to the sensors that you name.',
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
