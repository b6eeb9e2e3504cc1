// Words of the script that makes a change by hand. The script puts each into a literal of its own language, so that what
// comes from outside (subjects, paths, lines) stays text.
import { runScript, scriptOptions } from '../script-command.ts';

const short = (sha256: string): string => `${sha256.slice(0, 16)}...`;

/** What the head of the script says; `file` is its own name. ASCII only: they stand in comments. */
export const scriptHead = {
  about: 'Made by Certwright. Makes the changes below by hand, where Certwright may not, and takes them back.',
  again: 'It may be run again: what is right already is left alone. Nothing but the things named here is changed.',
  ends: 'Ends with 0: done or nothing to do. 2: not done, and it has said why. 3: a part needs another account.',
  /** How it is run, in columns. */
  run: (language: 'powershell' | 'sh', file: string): string[] => {
    const line = runScript[language](file);
    const { look, undo } = scriptOptions[language];
    const width = line.length + Math.max(look.length, undo.length) + 3;
    return [
      `${line.padEnd(width)}makes the changes`,
      `${`${line} ${undo}`.padEnd(width)}takes them back`,
      `${`${line} ${look}`.padEnd(width)}only tells what it would do; also with ${undo}`,
    ];
  },
  /** What a group policy decides is not for a command line to get past. */
  windows: 'Where a group policy forbids scripts, ask whoever manages it, or sign this file.',
};

/** Comments over the functions of the script. ASCII only. */
export const scriptNotes = {
  windowsCertificate:
    'Which store; SHA-256; the certificate in base64; what is done; is it to be there; take out only what is ours',
  windowsText: 'One character for each byte, so that whatever bytes there are stay as they were',
  windowsPut:
    'Puts the text in the place of the file, if that still is what was read. ReplaceFile keeps attributes and ACL, and the old file as a copy',
  has: 'Is the certificate ($1, base64) among those on standard input (PEM)?',
  certificate: 'SHA-256, the certificate in base64, what is done',
  nss: 'SHA-256, the certificate in base64, what is done, its name in the database, its trust there',
  keychain: 'SHA-256, the certificate in base64, what is done, the keychain, -d for the machine, how it is trusted',
  keychainRemove: 'The same, and the SHA-1, by which alone a keychain deletes',
  put: 'Puts $work/next in the place of the file, if that is still $work/was. Its owner and mode stay.',
  edit: 'SHA-256 before, after, and at the end of all; what is done; then: at which byte, bytes to cut, text to put in',
  cut: 'What is done; then the lines of ours, which are cut wherever they are',
  copy: 'SHA-256 before, after, and at the end of all; what is done',
};

export const scriptWords = {
  usage: 'Only --undo and --dry-run are understood.',
  already: 'Nothing to do:',
  would: 'Would do:',
  doing: 'Doing:',
  left: 'Not done:',
  damaged: 'Stopped: a certificate in this script is not the one that it names. Nothing was changed by this step.',
  hostsChanged: (file: string) =>
    `Stopped: ${file} is not the file that was previewed. It was not changed. Let Certwright show the change again.`,
  hostsLocked: (file: string) =>
    `Stopped: ${file} is read-only, a link, or in use. It was not changed; look why before you change that.`,
  hostsReverted: (file: string) => `Stopped: ${file} does not hold what was just written. Another program changes it.`,
  noCopy: 'Stopped: no kept copy of the hosts file has the SHA-256 that is wanted. Nothing was changed.',
  notThere: 'Stopped: the certificate is not in the store when it is read back:',
  stillThere: 'Stopped: something else keeps the certificate in the store:',
  notOurs: 'it was not put there by Certwright, so it stays:',
  sharedName: 'another certificate has the same name in this store; take it out by hand:',
  needsRoot: 'A part of this needs root: run it again with sudo.',
  needsUser: 'A part of this is for your own account: run it again without sudo.',
  needsAdministrator: 'A part of this needs an administrator: run it again as administrator.',
  needsOrdinary: 'A part of this is for your own account: run it again without administrator rights.',
  addCertificate: 'Add certificate',
  removeCertificate: 'Remove certificate',
  changeHosts: 'Change the hosts file',
  added: (subject: string, sha256: string, location: string) =>
    `trust ${subject} (SHA-256 ${short(sha256)}) in ${location}`,
  removed: (subject: string, sha256: string, location: string) =>
    `take ${subject} (SHA-256 ${short(sha256)}) out of ${location}`,
  hosts: (file: string, lines: readonly { kind: 'add' | 'remove'; text: string }[]) =>
    `${file}: ${lines.map(({ kind, text }) => `${kind === 'add' ? '+' : '-'} ${text}`).join(', ')}`,
  restore: (file: string, sha256: string) => `${file}: put back the copy with SHA-256 ${short(sha256)}`,
};
