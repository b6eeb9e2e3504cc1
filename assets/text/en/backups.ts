// The kept copies of the hosts file in words.
import type { DescribedChange } from '../../../preload/contract/activity.ts';
import { changes } from './changes.ts';
import { count, dateTime, number } from './format.ts';

const units = ['bytes', 'kB', 'MB', 'GB'] as const;

/** A size as people read it: “812 bytes”, “1.4 kB”. */
function size(bytes: number): string {
  if (bytes < 1_000) return count(bytes, 'byte', 'bytes');
  const power = Math.min(Math.floor(Math.log10(bytes) / 3), units.length - 1);
  return `${number(Math.round((bytes / 1_000 ** power) * 10) / 10)} ${units[power]}`;
}

const changeOf = (added: number, removed: number): string =>
  [
    added > 0 && `${count(added, 'line comes', 'lines come')} back`,
    removed > 0 && `${count(removed, 'line goes', 'lines go')}`,
  ]
    .filter((part) => part !== false)
    .join(', ');

export const backups = {
  title: 'Copies of the hosts file',
  help: 'Before each change Certwright keeps a copy of the hosts file as it was, byte for byte. It never deletes one. Unfold a copy to see what putting it back would change.',
  reading: 'Reading the copies…',
  back: 'Activity',
  answer: (n: number, isKept: boolean) =>
    n === 0
      ? 'There is no copy yet.'
      : `${count(n, 'copy is', 'copies are')} kept. ${
          isKept
            ? 'What the hosts file holds now is among them.'
            : 'What the hosts file holds now is kept as well before a copy is put back.'
        }`,
  empty: 'The first copy is made before the first change. Certwright has not changed the hosts file yet.',
  list: 'Copies, latest first',
  file: 'The hosts file',
  folder: 'Folder of the copies',
  folderWhat: 'the folder of the copies',
  folderText: 'Certwright never deletes a copy. If you delete one there yourself, it cannot be put back.',
  copyTitle: (at: string, bytes: number) => `${dateTime(at)}, ${size(bytes)}`,
  keptBefore: (change: DescribedChange) => `Before: ${changes.brief(change)}`,
  isNow: 'This is what the hosts file holds now',
  name: 'File',
  sha256: 'SHA-256',
  sha256What: 'the SHA-256',
  nowText: 'There is nothing to put back: the hosts file holds exactly these bytes.',
  comparing: 'Comparing with the hosts file as it is now…',
  diff: (at: string) => `What putting back the copy of ${dateTime(at)} would change`,
  diffText: 'From the hosts file as it is now to this copy: lines with + come back, lines with − go.',
  summary: (added: number, removed: number) => {
    const change = changeOf(added, removed);
    return change === '' ? 'Only blanks, line ends or the encoding differ.' : `${change}.`;
  },
  summaryMore: (added: number, removed: number, left: number) => {
    const change = changeOf(added, removed);
    const rest = count(left, 'more line is', 'more lines are');
    return change === '' ? `${rest} not shown.` : `${change} in the part that is shown; ${rest} not shown.`;
  },
  left: (n: number) => `and ${count(n, 'more line', 'more lines')}`,
  restore: 'Put this copy back',
  restoreWhat: (at: string) => `Put this copy back: ${dateTime(at)}`,
  restored: (at: string) => `The hosts file holds the copy of ${dateTime(at)} now.`,
  restoredText: 'What it held before is kept as a copy too. Activity lists this as a change and can take it back.',
  readAgain: 'The list was read again. Look at what differs now, then put the copy back if you still want to.',
  again: 'Read again',
};
