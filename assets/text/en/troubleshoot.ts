// The troubleshooter in words: sources, checks, what an unknown message is told. The messages' own words are in messages/.
import type { MessageAction, MessageCheck, MessageSource } from '../../../preload/contract/explanation.ts';
import { count } from './format.ts';

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
  wordingOf: (message: string) => `Another wording of “${message}”`,

  leftOut: 'The text is long: only its beginning and its end were looked at.',

  unknown: {
    cause: 'Certwright does not know this message, and does not guess what it means.',
    recommendation: (near: boolean) =>
      near
        ? 'Compare it with the most similar messages that are known. If none of them is meant, look it up in the documents of the program that printed it.'
        : 'Look it up in the documents of the program that printed it.',
  },

  page: {
    title: 'What does this message mean?',
    help: 'Paste a message of the sensor’s console, the browser, Windows, OpenSSL or IoT Hub. The whole page or log will do: what is known in it is found. Nothing of it leaves this computer or is kept.',
    field: 'The message',
    placeholder: 'Passphrase does not match to the key',
    empty: 'There is no text yet.',
    explain: 'Explain it',
    list: 'Or pick it from the list',
    search: 'Search the known messages',
    found: (n: number) => (n === 0 ? 'No known message has these words.' : `${count(n, 'message', 'messages')}.`),
    knownTitle: 'What this message means',
    unknownTitle: 'This message is not known here',
    another: 'Another message',
    asPasted: 'What you pasted',
    pick: 'Is it one of these?',
    checks: 'What can be checked',
    sensorTitle: 'Look at the sensor',
    sensorText:
      'Shows the certificate that it serves now, its clock, how the browser engine judges it, and what this computer trusts. Nothing is trusted or changed by looking.',
    sensorAddress: 'Name or IP address',
    sensorButton: 'Look',
    sensorAgain: 'Look again',
    filesTitle: 'Check your files',
    filesText:
      'Add the certificate, key, chain and revocation lists that you uploaded or want to upload. They are read here and sent nowhere.',
    filesDrop: 'Drop the files to check them here',
    filesButton: 'Check the files',
    filesAgain: 'Check again',
    opened: 'Open a file to see what it holds',
    openedText: 'What a file is, whatever it is called; how a PFX is locked; and how to convert it.',
    openFiles: 'Open files',
    verdict: 'How the browser judges it',
    stores: 'What this computer trusts of it',
    noVerdict: 'The browser engine gave no verdict.',
  },

  /** Where the one button leads. */
  actions: {
    deploy: 'Deploy a certificate',
    trust: 'Trust a sensor',
    convert: 'Convert the file',
    test: 'Test the files',
    request: 'Request a certificate',
    none: '',
  } satisfies Record<MessageAction, string>,

  cause: 'What it means',
  recommendation: 'What to do',
  also: 'Also in the text',
  nearest: 'Most similar',
};
