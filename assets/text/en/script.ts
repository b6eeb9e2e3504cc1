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
  windowsCertificate: 'Which store; SHA-256; the certificate in base64; what is done; the note; is it to be there',
  windowsNotes: 'What was done is noted here, and -Undo takes back nothing else',
  windowsInherited: "The user's store shows the computer's too, and it cannot be told which of two would go",
  windowsText: 'One character for each byte, so that whatever bytes there are stay as they were',
  windowsPut:
    'Puts the text in the place of the file, if that still is what was read. ReplaceFile keeps attributes and ACL, and the old file as a copy',
  has: 'Is the certificate ($1, base64) among those on standard input (PEM)?',
  certificate: 'SHA-256, the certificate in base64, what is done, under which name that is noted',
  noted: 'What was done is noted on this machine, and --undo takes back nothing else',
  nssFind: 'Writes to $work/found under which names the certificate ($1, base64) is in the database',
  nssMake:
    'Makes the database whole or not at all, with the mark by which Certwright takes it away when nothing is in it',
  nss: 'SHA-256, the certificate in base64, what is done, the note, its name in the database, its trust there',
  keychain:
    'SHA-256, the certificate in base64, what is done, the note, keychain, -d for the machine, its trust, SHA-1',
  keychainDeclined: 'It comes into the keychain first and is trusted second: that may be declined',
  put: 'Puts $work/next in the place of the file, if that is still $work/was. Its owner and mode stay.',
  putAside: 'Named by what is in it: whatever a crash leaves is swept by the next run, and by Certwright',
  edit: 'SHA-256 before, after, and at the end of all; what is done; then: at which byte, bytes to cut, text to put in',
  stand: 'Is nothing to be cut, and does every line that is to be put in stand in the file, whatever else has changed?',
  cut: 'What is done; then the lines of ours, which are cut wherever they are',
  copy: 'SHA-256 before, after, and at the end of all; what is done',
};

export const scriptWords = {
  usage: 'Only --undo and --dry-run are understood.',
  already: 'Nothing to do:',
  would: 'Would do:',
  doing: 'Doing:',
  left: 'Not done:',
  failed: 'Stopped: that did not succeed, or was interrupted. What comes after it was not done. It may be run again.',
  damaged: 'Stopped: a certificate in this script is not the one that it names. Nothing was changed by this step.',
  hostsChanged: (file: string) =>
    `Stopped: ${file} is not the file that was previewed. It was not changed. Let Certwright show the change again.`,
  hostsLocked: (file: string) =>
    `Stopped: ${file} is read-only, a link, or in use. It was not changed; look why before you change that.`,
  hostsReverted: (file: string) => `Stopped: ${file} does not hold what was just written. Another program changes it.`,
  noCopy: 'Stopped: no kept copy of the hosts file has the SHA-256 that is wanted. Nothing was changed.',
  notThere: 'Stopped: the certificate is not in the store when it is read back:',
  stillThere: 'something else keeps the certificate in the store:',
  notOurs: 'it was not put there by Certwright, or shares its name with another, so it stays as it is:',
  notNoted: 'nothing on this machine says that this script did it, so it is not taken back:',
  sharedName: 'another certificate has the same name in this store; take it out by hand:',
  needsRoot: 'A part of this needs root: run it again with sudo.',
  needsUser: 'A part of this is for your own account: run it again without sudo.',
  needsAdministrator: 'A part of this needs an administrator: run it again as administrator.',
  needsOrdinary: 'A part of this is for your own account: run it again without administrator rights.',
  added: (subject: string, sha256: string, location: string) =>
    `trust ${subject} (SHA-256 ${short(sha256)}) in ${location}`,
  removed: (subject: string, sha256: string, location: string) =>
    `take ${subject} (SHA-256 ${short(sha256)}) out of ${location}`,
  hosts: (file: string, lines: readonly { kind: 'add' | 'remove'; text: string }[]) =>
    `${file}: ${lines.map(({ kind, text }) => `${kind === 'add' ? '+' : '-'} ${text}`).join(', ')}`,
  restore: (file: string, sha256: string) => `${file}: put back the copy with SHA-256 ${short(sha256)}`,
};
