// The help of the commands that judge an upload and make its kit.
import type { CommandText } from './cli-help.ts';

const usual = {
  crl: 'Revocation lists from files.',
  profile:
    'By whose rules: ot-sensor (if not given), the id of another profile, or a profile file. Profiles of your own can lie in the folder “profiles” of Certwright’s data folder.',
  'crl-validation':
    'The appliance’s own check of revocation and dates is switched on. The lists are then fetched from where the certificate says, as seen from this computer.',
  timeout: 'Milliseconds that one list may take to come. 15000 if not given.',
  proxy: 'Fetch the lists through this HTTP proxy.',
};

export const uploadCommands = {
  check: {
    summary: 'Tells whether an appliance will take certificate files, and why not.',
    usage: ['check --crt FILE [--key FILE] [--chain FILE] [--crl FILE]'],
    about: [
      'Judges the files as they would be uploaded, each in its slot of the form, by every documented rule of the appliance. What fails comes with the appliance’s own sentence where one is documented, with what to do, and with the document and its date. What cannot be found out from here is said to be not checked; it is never taken for good.',
      'If --crt is a PFX, it stands for what is in it. Nothing is uploaded, and nothing is changed.',
    ],
    options: {
      ...usual,
      crt: 'The certificate of the appliance.',
      key: 'Its private key.',
      chain: 'The certificates of the issuers. If given several times, they are judged as one file.',
      'passphrase-env': 'The environment variable that holds the passphrase, as it would be typed into the form.',
      host: 'The name or address by which people will open the appliance.',
    },
    exits: [
      ['0', 'The appliance will take them, maybe with warnings.'],
      ['1', 'It will refuse them.'],
      ['2', 'Wrong use, or a file that is not there or may not be read. (A broken file is refused: 1.)'],
      ['4', 'Cancelled.'],
    ],
    examples: [
      'check --crt sensor7.crt --key sensor7.key --chain chain.pem --passphrase-env PASS',
      'check --crt sensor7.crt --crl-validation --proxy proxy.contoso.com:8080 --json',
    ],
  },
  kit: {
    summary: 'Makes the folder with exactly the files that an appliance’s form asks for.',
    usage: ['kit --crt FILE --key FILE [--chain FILE] --out DIR'],
    about: [
      'Takes files in any format (PEM, DER, PFX, PKCS#7, everything in one) and writes the key, the certificate, the chain in order, a checklist to print and SHA256SUMS, which sha256sum -c reads. Everything is read back from the disk and checked again before it counts. Nothing is ever overwritten, and the key is readable by its owner alone.',
      'Where the appliance would refuse the kit all the same, nothing is written: “files” is then empty, “manifest” null, and “check” says why. --allow-rejected writes it all the same.',
      'The key keeps its passphrase; one without stays without. The passphrase is in no file of the kit.',
    ],
    options: {
      ...usual,
      crt: 'The certificate of the appliance, or everything in one file.',
      key: 'Its private key.',
      chain: 'The certificates of the issuers.',
      'passphrase-env': 'The environment variable that holds the passphrase of what is locked in the files.',
      out: 'The folder for the kit. It is made if needed.',
      name: 'The name by which people will open the appliance. For the check and the checklist.',
      address: 'The address of its console. For the checklist.',
      screen: 'Where the form is met: system-settings (if not given) or first-login.',
      'out-passphrase-env': 'The environment variable that holds another passphrase for the key.',
      'no-passphrase': 'Write the key in the clear.',
      'allow-rejected': 'Write the kit although the check rejects it. The exit code is still 1.',
    },
    exits: [
      ['0', 'Written, read back, and the appliance will take it, maybe with warnings.'],
      ['1', 'The appliance would refuse it, or these files make no kit.'],
      ['2', 'Wrong use, input that cannot be read, or a file is there already.'],
      ['3', 'The files may not be written there by this user.'],
      ['4', 'Cancelled.'],
    ],
    examples: [
      'kit --crt sensor7.pfx --passphrase-env PASS --out kit-sensor7',
      'kit --crt s7.cer --key s7.key --chain ca.p7b --out-passphrase-env PASS --out kit-s7',
    ],
  },
} as const satisfies Record<string, CommandText>;
