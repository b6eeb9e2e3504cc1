// The words of the command line: help, headings, hints. Sentences about steps, errors and certificates are those of the
// window (trust.ts, errors.ts, vocabulary.ts); only what the terminal adds is here.
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import { count, duration, list } from './format.ts';

export interface CommandText {
  readonly summary: string;
  readonly usage: readonly string[];
  readonly about: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly exits: readonly (readonly [string, string])[];
  readonly examples: readonly string[];
}

const wrongUseExit = ['2', 'Wrong use, or input that cannot be read.'] as const;
const cancelledExit = ['4', 'Cancelled or timed out.'] as const;
const rightsExit = ['3', 'Administrator rights are missing.'] as const;

const network = {
  timeout: 'Milliseconds that one target has for everything. 15000 if not given.',
  proxy: 'Connect through this HTTP proxy (CONNECT).',
};

const commands = {
  inspect: {
    summary: 'Shows what is in certificate files.',
    usage: ['inspect FILE…'],
    about: [
      'Certificates in PEM, DER, bare Base64 and PKCS#7, recognized by content, whatever the file is called. Keys, requests and PFX files are named, but not opened by this version.',
    ],
    options: {},
    exits: [['0', 'Everything in the files was read.'], wrongUseExit],
    examples: ['inspect sensor7.cer chain.p7b', 'inspect --json *.pem'],
  },
  probe: {
    summary: 'Shows the certificates that servers send.',
    usage: ['probe HOST[:PORT]…'],
    about: [
      'Connects to each target with TLS and shows its certificates in the order sent, the TLS version and the server’s clock. Looking trusts nothing and changes nothing. HOST is a name or an IP address (IPv6 with a port in brackets), or a URL. The port is 443 if not given.',
      'With --out each target’s certificates are saved: its own as .cer (DER), the chain as sent as .pem and .p7b.',
    ],
    options: {
      servername: 'Ask for this name (SNI) instead of the host.',
      ...network,
      out: 'Save the certificates in this folder. It is made if needed.',
      force: 'Write over files that are there already.',
    },
    exits: [
      ['0', 'Every target showed its certificates.'],
      ['1', 'A target could not be reached, or showed no certificate.'],
      ['2', 'Wrong use, or a file could not be written.'],
      ['4', 'Cancelled, or nothing worse than a timeout went wrong.'],
    ],
    examples: ['probe 192.168.10.7', 'probe sensor7:8443 [fd00::7] --out certs'],
  },
  name: {
    summary: 'Tells which programs accept a certificate under a name.',
    usage: ['name HOST[:PORT]', 'name HOST --crt FILE'],
    about: [
      'Compares HOST with the names in the certificate, by the rule of each program: Edge and Chrome (Chromium), Firefox, Windows (Schannel), OpenSSL and Node. Also says whether a line in the hosts file can mend it.',
      'This is about the name only. Whether the certificate is trusted is another question: only the installed app can ask Chromium that; elsewhere the answer is “not checked”.',
    ],
    options: { crt: 'Look at this certificate file. Nothing is then asked of the network.', ...network },
    exits: [
      ['0', 'Edge and Chrome accept the name.'],
      ['1', 'They do not, or the server could not be reached.'],
      wrongUseExit,
      cancelledExit,
    ],
    examples: ['name 192.168.10.7', 'name sensor7.contoso.com --crt sensor7.cer'],
  },
  hosts: {
    summary: 'Shows the hosts file; adds and removes lines of its own in it.',
    usage: ['hosts list', 'hosts add IP NAME…', 'hosts remove NAME…', 'hosts undo'],
    about: [
      'Every line that it adds is marked, and only marked lines are ever removed. The file is backed up first and read back afterwards. undo takes back the last add or remove.',
      'Without --file this is the hosts file of this computer, which needs administrator rights to change.',
    ],
    options: {
      file: 'Use this file instead of the hosts file of this computer.',
      'dry-run': 'Change nothing. “changed”, “after” and “diff” say what would be.',
      override: 'Put the new line above one that leads the name elsewhere. That one stays in the file.',
    },
    exits: [
      ['0', 'The file is as asked.'],
      ['1', 'It is not: the name is taken, or a line that is not ours stays.'],
      wrongUseExit,
      rightsExit,
      cancelledExit,
    ],
    examples: ['hosts add 192.168.10.7 sensor7.contoso.com --dry-run', 'hosts undo'],
  },
  trust: {
    summary: 'Shows a certificate store; adds and removes one certificate.',
    usage: ['trust list', 'trust add FILE', 'trust remove SHA256'],
    about: [
      'What a certificate is decides where it goes: a root CA, or a self-signed certificate of one device, becomes trusted by itself; an intermediate CA goes into the intermediate store. A device’s certificate that a CA issued is refused, because trust comes from the CA.',
      'A CA can vouch for any site. Add it only if you know whose it is.',
    ],
    options: {
      store: 'The store of this computer or of your user. If not given: machine on Windows, user elsewhere.',
      pick: 'Which certificate of FILE is meant, if it holds several: its SHA-256 fingerprint.',
      'dry-run': 'Change nothing. “changed” says what would be.',
    },
    exits: [
      ['0', 'The store is as asked.'],
      ['1', 'It is not: the store or a policy refused.'],
      wrongUseExit,
      rightsExit,
      cancelledExit,
    ],
    examples: ['trust add root-ca.cer --store user', 'trust list --json'],
  },
  onboard: {
    summary: 'Walks the whole way until a browser trusts a sensor by name.',
    usage: ['onboard HOST[:PORT]', 'onboard --practice'],
    about: [
      'Downloads the certificate, compares its fingerprint, makes it trusted, checks the name, and adds a hosts line if that helps. Each step asks before it changes something, and each can be done by hand instead.',
      'If input is not a terminal, nothing is asked: --yes agrees to the changes, and --fingerprint or --accept-risk says how the certificate was compared. --yes alone never accepts an unverified certificate.',
      '--practice uses a practice sensor on this computer. It really changes the store and the hosts file, and takes everything back at the end, because the practice sensor ends with the command.',
      'Outside the installed app there is no Chromium to ask. Its verdict is then “not checked”, and a TLS connection by Node with the same certificates and the same name is tried instead.',
    ],
    options: {
      practice: 'Practise on a sensor that runs inside this command.',
      state: 'What the practice sensor’s certificate is like, for example cn-only or private-ca. fresh if not given.',
      yes: 'Do what each step proposes without asking.',
      fingerprint: 'The certificate’s SHA-256 or SHA-1 fingerprint, obtained from the sensor another way.',
      'accept-risk': 'Go on without comparing. The receipt will say so.',
      store: 'Where to trust it: this computer or your user. If not given: machine on Windows, user elsewhere.',
      ca: 'A file of the CA that issued the certificate. May be given several times.',
      name: 'The name to use, if the certificate carries several.',
      override: 'Put the hosts line above one that leads the name elsewhere.',
      proxy: network.proxy,
      out: 'Save the certificate and the receipt in this folder. It is made if needed.',
      force: 'Write over files that are there already.',
    },
    exits: [
      ['0', 'The end is good: trusted, and reached by name. After practice also: all taken back.'],
      ['1', 'It is not; the last lines say what is missing.'],
      ['2', 'Wrong use, or a decision is missing and nobody can be asked.'],
      rightsExit,
      cancelledExit,
    ],
    examples: ['onboard 192.168.10.7', 'onboard --practice', 'onboard sensor7 --yes --fingerprint 5C3B…'],
  },
} as const satisfies Record<string, CommandText>;

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
};

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
  commands,
  error: 'Error:',
  warning: 'Careful:',
  options: {
    json: 'Print one JSON document instead of text.',
    at: 'Judge validity as of this moment, in ISO 8601, instead of now.',
    help: 'Show this help.',
    version: 'Show the version.',
  },
  help: {
    title: 'Certwright: from “Not secure” to an appliance that the browser trusts by name.',
    usage: ['  certwright COMMAND …', '  certwright COMMAND --help'],
    commands: 'Commands',
    options: 'Options',
    rules: 'Rules',
    ruleLines: [
      'Results go to standard output, everything else to standard error.',
      'With --json, standard output is {"ok": true, "value": …} or {"ok": false, "error": {"code", "message", "hint"}}.',
      'Nothing is asked if standard input is not a terminal. Files are not overwritten without --force.',
      'Times are ISO 8601 in UTC. Hexadecimal is upper-case, without separators.',
    ],
    exitCodes: 'Exit codes',
    codes: [
      ['0', 'Done, and what was checked is good.'],
      ['1', 'What was checked is bad.'],
      ['2', 'Wrong use, or input that cannot be read.'],
      ['3', 'Administrator rights are missing.'],
      ['4', 'Cancelled or timed out.'],
      ['70', 'A mistake in Certwright.'],
    ],
    examples: 'Examples',
  },
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
    looksLike: (kind: string) => (kinds[kind] ? `This is ${kinds[kind]}.` : null),
    alsoThere: (kind: string) => `There is also ${kinds[kind] ?? 'something else'} in it.`,
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
      good: (url: string) => `Done: open ${url}.`,
      goodPractice: 'Done: practised from beginning to end, and everything is as it was before.',
      bad: 'Not finished. Still missing:',
      missing: {
        trust: 'The certificate is in no store that Edge and Chrome read.',
        ca: 'The certificate of the issuing CA (--ca FILE).',
        name: 'A name in the certificate that can be used.',
        hosts: 'The line in the hosts file, or a DNS entry.',
        connection: 'A connection without a warning.',
        undo: 'Something could not be taken back. The app’s home page still lists the journey.',
      },
      undone: 'Taken back, and read back: this computer is as it was before.',
      undoneNot: 'Not everything could be taken back.',
      nothingToUndo: 'Nothing was changed, so there is nothing to take back.',
    },
  },
};
