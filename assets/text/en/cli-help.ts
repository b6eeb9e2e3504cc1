// The help of the command line: what each command does, its options, its exit codes. Printed by main/cli/help.ts.
import { uploadCommands } from './cli-help-check.ts';
import { requestCommands } from './cli-help-csr.ts';
import { explainCommand } from './cli-help-explain.ts';
import { fileCommands } from './cli-help-files.ts';

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
  ...fileCommands,
  ...uploadCommands,
  ...requestCommands,
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
      ['3', 'The files may not be written there by this user.'],
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
  ...explainCommand,
} as const satisfies Record<string, CommandText>;

export const cliHelp = {
  commandTexts: commands,
  commonOptions: {
    json: 'Print one JSON document instead of text.',
    at: 'Judge validity as of this moment, in ISO 8601, instead of now.',
    help: 'Show this help.',
    version: 'Show the version.',
  },
  title: 'Certwright: from “Not secure” to an appliance that the browser trusts by name.',
  usage: ['  certwright COMMAND …', '  certwright COMMAND --help'],
  commands: 'Commands',
  options: 'Options',
  rules: 'Rules',
  ruleLines: [
    'Results go to standard output, everything else to standard error.',
    'With --json, standard output is {"ok": true, "value": …} or {"ok": false, "error": {"code", "message", "hint"}}.',
    'Only onboard asks questions, and only if standard input is a terminal. Files are not overwritten without --force.',
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
  passphrases: 'A passphrase in a variable, without a trace in the history of the shell',
  passphraseLines: [
    ['bash', 'read -rs PASS; export PASS'],
    ['PowerShell', "$env:PASS = [Net.NetworkCredential]::new('', (Read-Host -AsSecureString)).Password"],
  ],
};
