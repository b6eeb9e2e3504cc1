// The troubleshooter in words: sources, checks, what an unknown message is told. The messages' own words are in messages/.
import type { MessageCheck, MessageSource } from '../../../preload/contract/explanation.ts';

export const troubleshoot = {
  sources: {
    console: 'The sensor’s console',
    browser: 'Chrome, Edge and Firefox',
    windows: 'Windows: import wizard, certutil, .NET',
    openssl: 'OpenSSL, curl and Node',
    dps: 'IoT Hub, DPS and IoT Edge',
  } satisfies Record<MessageSource, string>,

  /** What the check looks at. */
  checks: {
    precheck: 'Check the files against the sensor’s rules.',
    passphrase: 'Try the passphrase on the private key.',
    chain: 'Check the chain from the certificate to its root.',
    dates: 'Compare the dates of all certificates with the clocks.',
    revocation: 'Look for the certificate in its revocation lists, and whether their addresses can be reached.',
    probe: 'Look at the certificate that the sensor shows now, and at its clock.',
    name: 'Compare the name in the address bar with the names in the certificate.',
    trust: 'Look which certificates this computer trusts.',
    format: 'Find out what a file holds, whatever it is called.',
    pfx: 'Look how the PFX file is locked.',
    'proof-of-possession': 'Compare the verification certificate with the CA and with the code.',
  } satisfies Record<MessageCheck, string>,

  /** How the text was recognized, where it was not simply the message. */
  match: {
    older: 'Another wording of this message.',
    part: 'Found in the text.',
  },

  unknown: {
    cause: 'Certwright does not know this message, and does not guess what it means.',
    recommendation: (near: boolean) =>
      near
        ? 'Compare it with the most similar messages that are known. If none of them is meant, look it up in the documents of the program that printed it.'
        : 'Look it up in the documents of the program that printed it.',
  },

  cause: 'What it means',
  recommendation: 'What to do',
  checksTitle: 'What can be checked',
  also: 'Also in the text',
  nearest: 'Most similar',
};
