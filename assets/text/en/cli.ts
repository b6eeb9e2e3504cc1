// The words of the command line: headings, hints, answers; its help is in cli-help.ts. Sentences about steps, errors and
// certificates are those of the window (trust.ts, errors.ts, vocabulary.ts); only what the terminal adds is here.
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { check, explain, kit } from './cli-check.ts';
import { csr } from './cli-csr.ts';
import { files } from './cli-files.ts';
import { hosts, trust } from './cli-machine.ts';
import { onboard } from './cli-onboard.ts';
import { count, duration } from './format.ts';

const kinds: Record<string, string> = {
  certificate: 'a certificate',
  request: 'a certificate request (CSR)',
  crl: 'a revocation list (CRL)',
  'private-key': 'a private key',
  'encrypted-private-key': 'a private key with a passphrase',
  'public-key': 'a public key',
  pkcs7: 'a PKCS#7 file',
  pfx: 'a PFX file (PKCS#12)',
  jks: 'a Java keystore',
  'ssh-key': 'an SSH key',
  pgp: 'a PGP file',
  html: 'a web page',
  parameters: 'key parameters',
  nothing: 'an empty file',
  unknown: 'something that Certwright does not know',
};
const days = (n: number): string => count(n, 'day', 'days');

const orSudo =
  'Or start it as administrator (on Linux and macOS with sudo). What is done with sudo is in the administrator’s record: it is undone with sudo, too.';
const asAdministrator = `Let someone who has the rights start the command. ${orSudo}`;

export const cli = {
  check,
  explain,
  csr,
  files,
  kit,
  error: 'Error:',
  warning: 'Careful:',
  /** Before a sentence that does not say which file it is about. */
  about: (file: string) => `“${file}”: `,
  wrong: {
    nothing: 'A command is missing.',
    unknownCommand: (word: string) => `There is no command “${word}”.`,
    unknownOption: (option: string) => `There is no option “${option}” here.`,
    missingValue: (option: string, value: string) => `The option ${option} needs a value: ${option} ${value}.`,
    unwantedValue: (option: string) => `The option ${option} takes no value.`,
    twice: (option: string) => `The option ${option} is given twice.`,
    notTogether: (option: string, other: string) => `${option} and ${other} exclude each other.`,
    missingArgument: (name: string) => `${name} is missing.`,
    tooMany: (word: string) => `“${word}” is one word too many.`,
    action: (word: string | undefined, actions: readonly string[]) =>
      word === undefined ? `Say what to do: ${actions.join(', ')}.` : `“${word}” is none of ${actions.join(', ')}.`,
    passphraseHint: (option: string) =>
      `Passphrases are never given as an argument, where others could see them: ${option} NAME, where NAME is an environment variable.`,
    variable: (name: string) => `There is no environment variable ${name}.`,
    variableHint:
      'Set it to the passphrase first. Passphrases are never given as an argument, where others could see them.',
    emptyVariable: (name: string) =>
      `The environment variable ${name} is empty. A file with an empty passphrase looks locked and is open to everybody.`,
    emptyVariableHint:
      'Set it to a passphrase, or leave --out-passphrase-env out where a key is meant to lie in the clear.',
    oneOf: (option: string, text: string, choices: readonly string[]) =>
      `“${text}” does not go with ${option}. It can be ${choices.join(', ')}.`,
    format: (text: string, formats: readonly string[]) =>
      `“${text}” is not a format that can be written. Formats: ${formats.join(', ')}.`,
    seeOptions: 'Each option is explained by --help behind the command.',
    missingOption: (option: string) => `The option ${option} is missing.`,
    number: (option: string, text: string) => `“${text}” is not a number for ${option}.`,
    host: (text: string) => `“${text}” is not a name or an IP address alone.`,
    hostHint: (option: string, host: string) =>
      `A certificate is for a name, not for a port or a page. ${host === '' ? 'Give the name alone.' : `Give ${option} ${host}.`}`,
    time: (text: string) => `“${text}” is not a time in ISO 8601, like 2026-11-22T08:00:00Z.`,
    timeout: (text: string) => `“${text}” is not a time limit.`,
    timeoutHint: (most: number) => `Give milliseconds: a whole number from 1 to ${most}.`,
    store: (text: string) => `“${text}” is not a store. It is machine or user.`,
    state: (text: string, states: readonly string[]) => `“${text}” is not a state. It is one of ${states.join(', ')}.`,
    seeHelp: (word: string) => `See certwright ${word === '' ? '' : `${word} `}--help.`,
  },
  /** What the terminal can add to the words of an error: the option that decides. */
  hints: {
    'file-exists': 'On the command line: --force.',
    'hosts-conflict': 'On the command line: --override.',
    'trust-plan-incomplete': 'On the command line: --ca FILE.',
    'passphrase-needed': 'On the command line: --passphrase-env NAME, where NAME is an environment variable.',
  } satisfies Partial<Record<ErrorCode, string>> as Partial<Record<ErrorCode, string>>,

  /** Where the usual advice is for the window, which shows a script: the terminal's own in its place. */
  insteadHints: {
    'rights-missing': `Nothing was changed. ${asAdministrator}`,
    'elevation-unavailable': `Nothing was changed. ${asAdministrator}`,
    'elevation-cancelled': `Nothing was changed. Start the command again and answer the question. ${orSudo}`,
  } satisfies Partial<Record<ErrorCode, string>> as Partial<Record<ErrorCode, string>>,

  newPassphraseHint: 'On the command line: --out-passphrase-env NAME, where NAME is an environment variable.',

  certificate: {
    subject: 'Subject',
    issuer: 'Issuer',
    selfSigned: 'itself (self-signed)',
    role: 'It is',
    valid: 'Valid',
    range: (from: string, to: string) => `${from} to ${to}`,
    daysLeft: (n: number) => `(${days(n)} left)`,
    expired: (n: number) => `(expired ${days(n)} ago)`,
    notYetValid: (n: number) => `(not valid yet: ${days(n)} to go)`,
    names: 'Names (SAN)',
    noNames: 'none that browsers read',
    key: 'Key',
    signature: 'Signature',
    serial: 'Serial',
    sha256: 'SHA-256',
    sha1: 'SHA-1',
  },
  inspect: {
    looksLike: (kind: string) => `This is ${kinds[kind] ?? kind}.`,
  },
  verify: {
    valid: 'Valid: the path leads to a trusted root, and nothing speaks against it.',
    path: 'The path, from the certificate to its root:',
    closest: 'The path that came closest:',
    culprit: '← here',
    noName: '(no name)',
  },
  convert: {
    written: (file: string) => `Written, read back and compared: ${file}`,
    byHand: 'The same by hand:',
    keyInClear: (file: string) =>
      `the private key in ${file} is not encrypted. Whoever can read the file has the key. To lock it: --out-passphrase-env.`,
    notPrivate: (file: string) =>
      `this disk cannot keep ${file} for you alone (as on most USB sticks). Whoever holds it can read the key.`,
    pfxWithoutKey: (file: string) =>
      `there is no private key in ${file}. A server cannot use it like this. To put the key in: --key FILE.`,
  },
  probe: {
    noCertificate: 'no certificate',
    connection: 'Connection',
    clockLabel: 'Its clock',
    chainLabel: 'Chain',
    filesLabel: 'Saved',
    clock: (server: string, skew: number) =>
      Math.abs(skew) < 2 ? `${server}, as here` : `${server}, ${duration(skew)} ${skew < 0 ? 'behind' : 'ahead'}`,
    noClock: 'it did not say',
    asSent: (n: number) => `${count(n, 'certificate', 'certificates')}, in the order sent`,
    notAsSent: (n: number) =>
      `${count(n, 'certificate', 'certificates')}, as the TLS library put them in order; the order sent could not be seen`,
  },
  name: {
    certificate: (name: string) => `shows a certificate for “${name}”`,
    clients: {
      chromium: 'Edge, Chrome',
      firefox: 'Firefox',
      schannel: 'Windows (Schannel)',
      openssl: 'OpenSSL',
      node: 'Node',
    },
    yes: 'accepts',
    no: 'refuses',
    by: (entry: string, reason: string) => `“${entry}”: ${reason}`,
    reasons: {
      listed: 'it is one of the names in the certificate (SAN)',
      wildcard: 'a wildcard in the certificate (SAN) covers it',
      'common-name': 'it is the common name (CN), which counts here because the SAN has no DNS name',
      'common-name-ignored': 'it is only the common name (CN), which is not read here',
      'common-name-outranked': 'it is only the common name (CN), which does not count beside the DNS names in the SAN',
      'not-listed': 'it is not among the names in the certificate (SAN)',
      'no-names': 'the certificate carries no name that counts here',
      'no-addresses': 'the certificate carries no IP address that counts here',
      unreadable: 'the certificate cannot be read here',
    },
    outcomes: {
      good: (host: string, _useName: string) => `The certificate carries ${host}.`,
      'open-by-name': (host: string, useName: string) =>
        `The certificate does not carry ${host}, but it carries ${useName}, which leads to the sensor already. Open that name instead.`,
      'hosts-mends': (host: string, useName: string) =>
        `The certificate does not carry ${host}. It carries ${useName}: a line in the hosts file can lead that name to the sensor.`,
      'reissue-no-san': (host: string, _useName: string) =>
        `The certificate carries no name that browsers read (no SAN), so no line in the hosts file can help. The sensor needs a new certificate with ${host} in it.`,
      'reissue-other-name': (host: string, _useName: string) =>
        `The certificate carries no name that a line in the hosts file could use. The sensor needs a new certificate with ${host} in it.`,
    },
    line: 'Hosts line:',
    sensorAddress: 'IP-OF-THE-SENSOR',
    trustChecked: (code: string) => `Chromium’s verdict on everything together, trust included: ${code}.`,
    trustNotChecked: 'Trust: not checked. This is about the name only.',
  },
  hosts,
  trust,
  onboard,
};
