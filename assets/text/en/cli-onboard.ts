// The words that `onboard` adds to those of the journey: its questions, its end, and what stops it.
import { list } from './format.ts';

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

export const onboard = {
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
  notWhileUntrusted: 'No line is written: while the certificate is not trusted, browsers warn under its name as well.',
  inVain:
    'Left as it is: browsers warn about this certificate, whatever is changed here. The sensor needs a new certificate (or one of the clocks the right time).',
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
};
