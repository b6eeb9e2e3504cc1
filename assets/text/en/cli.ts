// The words of the command line: headings, hints, answers; its help is in cli-help.ts. Sentences about steps, errors and
// certificates are those of the window (trust.ts, errors.ts, vocabulary.ts); only what the terminal adds is here.
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { count, duration, list } from './format.ts';

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
/** What this version names, and does not open. */
const later = ['request', 'crl', 'private-key', 'encrypted-private-key', 'public-key', 'pfx', 'jks'];

const formats = {
  pem: 'PEM',
  der: 'DER',
  base64: 'Base64',
  pkcs7: 'PKCS#7',
  pkcs12: 'PKCS#12',
  jks: 'Java keystore',
  unknown: 'unknown format',
};

/** Node's codes for the common reasons; the code itself stands beside them. */
const nodeReasons: Record<string, string> = {
  CERT_HAS_EXPIRED: 'the certificate has expired',
  CERT_NOT_YET_VALID: 'the certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate’s root is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate’s issuer is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate’s issuer is not trusted',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate does not carry the name',
  OTHER_CERTIFICATE: 'another certificate is shown under this name',
};

const days = (n: number): string => count(n, 'day', 'days');

export const cli = {
  error: 'Error:',
  warning: 'Careful:',
  wrong: {
    nothing: 'A command is missing.',
    unknownCommand: (word: string) => `There is no command “${word}”.`,
    unknownOption: (option: string) => `There is no option “${option}” here.`,
    missingValue: (option: string, value: string) => `The option ${option} needs a value: ${option} ${value}.`,
    unwantedValue: (option: string) => `The option ${option} takes no value.`,
    twice: (option: string) => `The option ${option} is given twice.`,
    missingArgument: (name: string) => `${name} is missing.`,
    tooMany: (word: string) => `“${word}” is one word too many.`,
    action: (word: string | undefined, actions: readonly string[]) =>
      word === undefined ? `Say what to do: ${actions.join(', ')}.` : `“${word}” is none of ${actions.join(', ')}.`,
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
    'rights-missing': 'On the command line: start it as administrator (on Linux and macOS with sudo).',
    'elevation-unavailable': 'Or start the command as administrator (on Linux and macOS with sudo).',
  } satisfies Partial<Record<ErrorCode, string>> as Partial<Record<ErrorCode, string>>,

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
    contents: (format: keyof typeof formats, certificates: number) =>
      `${formats[format]}, ${count(certificates, 'certificate', 'certificates')}`,
    later: new Set(later),
    looksLike: (kind: string) => `This is ${kinds[kind] ?? kind}.`,
    alsoThere: (kind: string) => `There is also ${kinds[kind] ?? kind} in it.`,
    notInThisVersion: 'This version opens certificates only.',
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
  hosts: {
    title: (file: string, n: number) => `${file}: ${count(n, 'mapping', 'mappings')}`,
    columns: ['Line', 'Address', 'Name', ''],
    ours: 'by Certwright',
    ignored: 'not read: nine names a line at most',
    overruled: 'an earlier line wins',
    changed: (file: string) => `Changed ${file}:`,
    wouldChange: (file: string) => `Would change ${file}:`,
    unchanged: (file: string) => `Nothing to change in ${file}.`,
    backup: (file: string) => `As it was before: ${file}`,
    left: (line: number, text: string) => `Line ${line} is not by Certwright and stays: ${text}`,
  },
  trust: {
    title: (store: string, n: number) => `${store}: ${count(n, 'certificate', 'certificates')}`,
    columns: ['Name', 'It is', 'Valid', '', 'SHA-256'],
    ours: 'by Certwright',
    unreadable: '(cannot be read)',
    several: (n: number) => `The file has ${n} certificates, and only one can be added at a time.`,
    pickOne: (rows: readonly string[]) => `Say which one with --pick SHA256:\n${rows.join('\n')}`,
    notInFile: (hex: string) => `No certificate in the file has the fingerprint ${hex}.`,
    expired: (at: string) => `It expired on ${at}: browsers will warn even if it is trusted.`,
    did: {
      add: (store: string) => `Added to ${store}, and read back.`,
      remove: (store: string) => `Removed from ${store}, and read back.`,
    },
    would: {
      add: (store: string) => `Would be added to ${store}.`,
      remove: (store: string) => `Would be removed from ${store}.`,
    },
    nothing: {
      add: (store: string) => `Already in ${store}: nothing to do.`,
      remove: (store: string) => `Not in ${store}: nothing to do.`,
    },
  },
  onboard: {
    step: (number: number, of: number, title: string) => `${number} of ${of}  ${title}`,
    practiceStarted: (address: string) =>
      `Practice sensor started at ${address}. Everything that is changed will be taken back at the end.`,
    practiceFingerprint: 'On the practice sensor’s own screen stands:',
    practiceCa: 'The practice CA’s certificates are at hand, as your PKI desk would send them.',
    hostOrPractice: 'Give the sensor’s address, or --practice.',
    notBoth: 'A practice sensor has its own address: give HOST or --practice, not both.',
    onlyPractice: '--state is for --practice only.',
    oneProof: 'Give --fingerprint or --accept-risk, not both.',
    undecided: {
      compare: {
        message: 'Whether the certificate is the sensor’s own is not decided, and nobody can be asked here.',
        hint: 'Give its fingerprint with --fingerprint HEX, obtained from the sensor another way, or say --accept-risk.',
      },
      change: {
        message: 'Whether this computer may be changed is not decided, and nobody can be asked here.',
        hint: 'Say --yes to do what the steps propose.',
      },
    },
    wrongFingerprint: {
      message: 'The certificate does not have the fingerprint that was given, so nothing was changed.',
      hint: 'Check that it was read on the right sensor, and try again from a network that you trust.',
    },
    nameNotCarried: (name: string, names: readonly string[]) => ({
      message: `The certificate does not carry the name “${name}”.`,
      hint: names.length > 0 ? `It carries ${list(names)}.` : 'It carries no name that browsers read.',
    }),
    changedNeedsFingerprint: {
      message: 'This address showed another certificate before, so accepting the risk unseen is not enough.',
      hint: 'Compare it with the sensor itself, and give the fingerprint with --fingerprint HEX.',
    },
    ask: {
      fingerprint: 'Paste the fingerprint from the sensor (h: how to get it, r: go on without comparing, q: quit)',
      practiceFingerprint:
        'Press Enter to compare with the practice sensor’s screen, or paste a fingerprint (r: go on without comparing, q: quit)',
      risk: 'Type “yes” to accept the risk.',
      do: (what: string) => `${what}? (Enter: do it for me, h: I do it by hand, s: skip, q: quit)`,
      byHand: 'Press Enter when you have done it (s: skip, q: quit)',
      caFile: 'Path of the CA’s file (Enter: go on without it, q: quit)',
      override: (address: string) => `Is ${address} out of date? Type “yes” to put the new line above it.`,
      keep: 'Keep the changes? (Enter: keep, u: undo everything)',
    },
    importInto: (store: string) => `Import into ${store}`,
    writeLine: 'Write the line',
    willAdd: (name: string, store: string) => `“${name}” goes into ${store}.`,
    alreadyIn: (store: string) => `It is in ${store} already: nothing to do.`,
    exportSkipped: 'Optional, and not needed to go on. With --out DIR the certificate is saved as files.',
    byHand: 'By hand:',
    skipped: 'Skipped.',
    goesOn: 'The journey goes on without it.',
    notByBrowsers: 'Edge and Chrome do not read this store.',
    noStore: (scope: string) => `This computer has no ${scope} store that Certwright knows.`,
    chromium: (code: string, label: string) => `${label} (${code})`,
    chromiumNotChecked: 'Chromium: not checked. There is none here; the installed app has one.',
    nameAnswer: {
      good: (host: string, _useName: string) => `Yes, the certificate carries ${host}.`,
      'open-by-name': (host: string, useName: string) =>
        `Not ${host}. But it carries ${useName}, which leads to the sensor already: open that.`,
      'hosts-mends': (host: string, useName: string) =>
        `Not ${host}. It carries ${useName}, and a line in the hosts file makes that name work.`,
      'reissue-no-san': (_host: string, _useName: string) =>
        'No: it carries no name that browsers read. They will warn whatever you change on this computer.',
      'reissue-other-name': (_host: string, _useName: string) => 'No: it carries no name that can be used here.',
    },
    cannotMend: 'No line in the hosts file can mend this. The sensor needs a new certificate that carries its name.',
    notWhileUntrusted:
      'No line is written: while the certificate is not trusted, browsers warn under its name as well.',
    inVain: 'Left as it is: as long as the sensor has this certificate, browsers warn whatever is changed here.',
    noLineNeeded: 'No line is needed.',
    resolves: (name: string, address: string) => `Yes. This computer finds ${name} at ${address}.`,
    resolvesNot: (name: string, found: readonly string[]) =>
      `Not yet. For ${name} this computer finds ${found.length > 0 ? list(found) : 'nothing'}.`,
    node: {
      title: 'TLS by Node',
      ok: 'connects by name, with the certificates that are trusted now',
      failed: (why: string) => `does not connect: ${why}`,
      reason: (code: string) => `${nodeReasons[code] ?? 'the certificate was not accepted'} (${code})`,
    },
    result: {
      title: 'Result',
      trusted: 'Trusted',
      name: 'Name',
      reached: 'Reached by name',
      chromium: 'Chromium before',
      chromiumAfter: 'Chromium after',
      yes: 'yes',
      no: 'no',
      changes: 'Changes',
      none: 'none',
      change: (target: string, what: string, undone: boolean) => `${target}: ${what}${undone ? ' (taken back)' : ''}`,
      saved: 'Saved',
      good: (url: string) => `Done: ${url} opens without a warning.`,
      goodByNode: (url: string) => `Done, as far as can be checked without Chromium: open ${url}.`,
      goodPractice: 'Done: practised from beginning to end, and everything is as it was before.',
      bad: 'Not finished. Still missing:',
      missing: {
        trust: 'The certificate is in no store that Edge and Chrome read.',
        ca: 'The certificate of the issuing CA (--ca FILE).',
        name: 'A name in the certificate that can be used.',
        hosts: 'The line in the hosts file, or a DNS entry.',
        connection: 'A connection without a warning.',
        accepted: 'A signature that browsers accept.',
        undo: 'Something could not be taken back. The app’s home page still lists the journey.',
      },
      undone: 'Taken back, and read back: this computer is as it was before.',
      undoneNot: 'Not everything could be taken back.',
      nothingToUndo: 'Nothing was changed, so there is nothing to take back.',
    },
  },
};
