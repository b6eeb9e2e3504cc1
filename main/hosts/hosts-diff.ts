// The lines in which two hosts files differ, with some lines around them. For people: bounded in what it shows and in the
// work it does, and what it does not show it counts. Changes nothing.
import type { DiffLine } from './hosts-edit.ts';
import { showLine } from './hosts-file.ts';

export type HostsDiff = {
  diff: DiffLine[];
  /** Changed lines, and lines around them, that are not among `diff`. */
  left: number;
};

const contextLines = 3;
/**
 * Lines taken out and put in up to which the fewest are looked for; the work grows with the square of it. With more, one
 * block of old lines stands against one of new ones, which is also true.
 */
const editLimit = 600;

/** A file and where each of its lines begins; the last number is its length. */
type Lines = { bytes: Buffer; starts: Uint32Array; count: number };

function linesOf(file: Uint8Array): Lines {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  let count = bytes.length > 0 && bytes.at(-1) !== 10 ? 1 : 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) count++;
  const starts = new Uint32Array(count + 1);
  let line = 0;
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === 10) starts[++line] = at + 1;
  starts[count] = bytes.length;
  return { bytes, starts, count };
}

const lineOf = ({ bytes, starts }: Lines, index: number): string =>
  showLine(bytes.toString('latin1', starts[index], starts[index + 1]));

function isSame(a: Lines, i: number, b: Lines, j: number): boolean {
  const [fromA = 0, toA = 0, fromB = 0, toB = 0] = [a.starts[i], a.starts[i + 1], b.starts[j], b.starts[j + 1]];
  if (toA - fromA !== toB - fromB) return false;
  for (let at = 0; at < toA - fromA; at++) if (a.bytes[fromA + at] !== b.bytes[fromB + at]) return false;
  return true;
}

/** So many lines of one kind, one behind the other. */
type Run = { kind: DiffLine['kind']; count: number };

/**
 * The fewest lines to take out and put in (E. W. Myers, An O(ND) Difference Algorithm, 1986) between the lines that both
 * files begin and end with; null where there are more than `editLimit`.
 */
function editsBetween(a: Lines, b: Lines, start: number, endA: number, endB: number): Run[] | null {
  const [lengthA, lengthB] = [endA - start, endB - start];
  const trace: Int32Array[] = [];
  const most = Math.min(editLimit, lengthA + lengthB);
  const middle = most + 1;
  let reach = new Int32Array(2 * middle + 1);
  for (let edits = 0; edits <= most; edits++) {
    const before = reach;
    trace.push(before);
    reach = before.slice();
    for (let k = -edits; k <= edits; k += 2) {
      const [left = 0, right = 0] = [before[middle + k - 1], before[middle + k + 1]];
      let x = k === -edits || (k !== edits && left < right) ? right : left + 1;
      while (x < lengthA && x - k < lengthB && isSame(a, start + x, b, start + x - k)) x++;
      reach[middle + k] = x;
      if (x >= lengthA && x - k >= lengthB) return runsOf(trace, middle, lengthA, lengthB);
    }
  }
  return null;
}

/** Back from the end through what was reached with fewer and fewer edits. */
function runsOf(trace: readonly Int32Array[], middle: number, lengthA: number, lengthB: number): Run[] {
  const runs: Run[] = [];
  const push = (kind: Run['kind'], count: number) => {
    if (count > 0) runs.push({ kind, count });
  };
  let [x, y] = [lengthA, lengthB];
  for (let edits = trace.length - 1; edits > 0; edits--) {
    const before = trace[edits] as Int32Array;
    const k = x - y;
    const [left = 0, right = 0] = [before[middle + k - 1], before[middle + k + 1]];
    const isAdded = k === -edits || (k !== edits && left < right);
    const fromX = isAdded ? right : left;
    const fromY = fromX - (isAdded ? k + 1 : k - 1);
    push('same', Math.min(x - fromX, y - fromY));
    push(isAdded ? 'add' : 'remove', 1);
    [x, y] = [fromX, fromY];
  }
  push('same', x);
  return runs.reverse();
}

/**
 * From `before` to `after`, `shown` lines at most. Lines are numbered in the new file, and in the old one where they are
 * gone.
 */
export function hostsDiff(before: Uint8Array, after: Uint8Array, shown = Number.POSITIVE_INFINITY): HostsDiff {
  const [a, b] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < a.count && start < b.count && isSame(a, start, b, start)) start++;
  let [endA, endB] = [a.count, b.count];
  while (endA > start && endB > start && isSame(a, endA - 1, b, endB - 1)) {
    endA--;
    endB--;
  }
  const runs: Run[] = [
    { kind: 'same', count: start },
    ...(editsBetween(a, b, start, endA, endB) ?? [
      { kind: 'remove' as const, count: endA - start },
      { kind: 'add' as const, count: endB - start },
    ]),
    { kind: 'same', count: a.count - endA },
  ];
  return show(a, b, joined(runs), shown);
}

const joined = (runs: readonly Run[]): Run[] => {
  const all: Run[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last && last.kind === run.kind) last.count += run.count;
    else if (run.count > 0) all.push({ ...run });
  }
  return all;
};

function show(a: Lines, b: Lines, runs: readonly Run[], shown: number): HostsDiff {
  const diff: DiffLine[] = [];
  let left = 0;
  let [i, j] = [0, 0];
  const take = (kind: DiffLine['kind']) => {
    const line = kind === 'remove' ? i + 1 : j + 1;
    if (diff.length < shown) diff.push({ kind, text: kind === 'remove' ? lineOf(a, i) : lineOf(b, j), line });
    else left++;
    if (kind !== 'add') i++;
    if (kind !== 'remove') j++;
  };
  for (const [at, { kind, count }] of runs.entries()) {
    const head = kind === 'same' && at > 0 ? contextLines : 0;
    const tail = kind === 'same' && at < runs.length - 1 ? contextLines : 0;
    const skip = kind === 'same' ? Math.max(0, count - head - tail) : 0;
    const first = kind === 'same' ? Math.min(count, head) : count;
    for (let n = 0; n < first; n++) take(kind);
    i += skip;
    j += skip;
    for (let n = first + skip; n < count; n++) take(kind);
  }
  return { diff, left };
}
