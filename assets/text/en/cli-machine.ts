// The words of `hosts` and `trust` on the command line.
import { count } from './format.ts';

export const hosts = {
  title: (file: string, n: number) => `${file}: ${count(n, 'mapping', 'mappings')}`,
  columns: ['Line', 'Address', 'Name', ''],
  ours: 'by Certwright',
  ignored: 'not read: nine names a line at most',
  overruled: (line: number) => `line ${line} wins`,
  changed: (file: string) => `Changed ${file}:`,
  wouldChange: (file: string) => `Would change ${file}:`,
  unchanged: (file: string) => `Nothing to change in ${file}.`,
  backup: (file: string) => `As it was before: ${file}`,
  left: (line: number, text: string) => `Line ${line} is not by Certwright and stays: ${text}`,
  missing:
    'There is no hosts file at this place. Make an empty one there, or put a kept copy back (in the window: Activity, Copies of the hosts file), then try again.',
  swapped: 'The address comes first, then the names: certwright hosts add IP NAME.',
  neverOurs:
    'Certwright never writes a line for it, so there is none to take out. certwright hosts list shows which lines are its own.',
  nothingToUndo: {
    message: (file: string) => `There is nothing to undo: no change of ${file} by your command line is in force.`,
    nothing: 'Nothing needs to be done.',
    unknown: (n: number) =>
      `${n === 1 ? 'A line' : `${n} lines`} with Certwright’s mark ${n === 1 ? 'is' : 'are'} there all the same, which the record of your changes does not have:`,
    line: (line: number, text: string) => `  line ${line}: ${text}`,
    whoElse: (isWindows: boolean) =>
      isWindows
        ? 'Whoever made them can take them back: certwright hosts undo, as that user. Or take them out by name: certwright hosts remove NAME.'
        : 'Whoever made them can take them back: certwright hosts undo, as that user; what was made with sudo: sudo certwright hosts undo. Or take them out by name: certwright hosts remove NAME.',
    inWindow: (n: number) =>
      `${n === 1 ? 'A line was' : `${n} lines were`} made otherwise than with hosts, and can be taken back in Activity, in the window:`,
  },
};

export const trust = {
  title: (store: string, n: number) => `${store}: ${count(n, 'certificate', 'certificates')}`,
  columns: ['Name', 'It is', 'Valid', '', 'SHA-256'],
  ours: (at: string | null, sensor: string | null) =>
    ['by Certwright', ...(at ? [`on ${at.slice(0, 10)}`] : []), ...(sensor ? [`for ${sensor}`] : [])].join(' '),
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
  elsewhere: (store: string, scope: string) => `It is in ${store}. To take it out there: --store ${scope}.`,
  notOurs: 'This certificate was not put there by Certwright.',
  canComeBack: 'It can be put back: in Activity, in the window.',
  cannotComeBack: 'Certwright cannot put it back just as it was: keep a copy of it.',
  nothing: {
    add: (store: string) => `Already in ${store}: nothing to do.`,
    remove: (store: string) => `Not in ${store}: nothing to do.`,
  },
};
