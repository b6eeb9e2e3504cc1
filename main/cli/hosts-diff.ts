// One diff for a command that changed several lines of a hosts file. It relies on how such changes are made: whole lines
// are put in or taken out, none is moved, and a line that is put in was not in the file before.
import type { DiffLine } from '../hosts/hosts-edit.ts';
import { showLine } from '../hosts/hosts-file.ts';

const contextLines = 3;

const linesOf = (bytes: Uint8Array): string[] =>
  Buffer.from(bytes)
    .toString('latin1')
    .match(/[^\n]*\n|[^\n]+/g) ?? [];

/** The changed lines with three lines around each, numbered in the new file, or in the old one where they are gone. */
export function hostsDiff(before: Uint8Array, after: Uint8Array): DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const known = new Set(old);
  const all: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    const [gone, come] = [old[i], now[j]];
    if (gone !== undefined && gone === come) {
      all.push({ kind: 'same', text: showLine(gone), line: j + 1 });
      i++;
      j++;
    } else if (come !== undefined && (gone === undefined || !known.has(come))) {
      all.push({ kind: 'add', text: showLine(come), line: ++j });
    } else {
      all.push({ kind: 'remove', text: showLine(gone ?? ''), line: ++i });
    }
  }
  const near = new Set<number>();
  for (const [at, { kind }] of all.entries()) {
    if (kind !== 'same') for (let k = at - contextLines; k <= at + contextLines; k++) near.add(k);
  }
  return all.filter((_, at) => near.has(at));
}
