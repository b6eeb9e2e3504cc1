import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostsDiff } from '../../../main/hosts/hosts-diff.ts';

const short = ({ diff }: ReturnType<typeof hostsDiff>) =>
  diff.map(({ kind, line, text }) => `${{ same: ' ', add: '+', remove: '-' }[kind]}${line} ${text}`);
const lines = (count: number, prefix = 'l') => Array.from({ length: count }, (_, n) => `${prefix}${n + 1}\n`);
const bytes = (parts: readonly string[]) => Buffer.from(parts.join(''), 'latin1');

describe('hostsDiff', () => {
  it('shows two edits far apart as two, each with three lines around it', () => {
    const after = lines(40);
    after.splice(5, 1);
    after.splice(30, 0, 'new\n');
    const result = hostsDiff(bytes(lines(40)), bytes(after));
    expect(short(result)).toEqual([
      ...[' 3 l3', ' 4 l4', ' 5 l5', '-6 l6', ' 6 l7', ' 7 l8', ' 8 l9'],
      ...[' 28 l29', ' 29 l30', ' 30 l31', '+31 new', ' 32 l32', ' 33 l33', ' 34 l34'],
    ]);
    expect(result.left).toBe(0);
  });

  it('tells a changed line ending and a missing last one', () => {
    expect(short(hostsDiff(Buffer.from('a\nb'), Buffer.from('a\r\nb\n')))).toEqual(['-1 a', '-2 b', '+1 a', '+2 b']);
  });

  it('counts what it does not show, also where the files have nothing in common', () => {
    const result = hostsDiff(bytes(lines(5000)), bytes(lines(3000, 'x')), 400);
    expect(result.diff).toHaveLength(400);
    expect(result.left).toBe(7600);
    expect(hostsDiff(Buffer.alloc(0), bytes(lines(10)), 4)).toMatchObject({ left: 6 });
  });

  it('is done with a million lines in bearable time', () => {
    const before = bytes(lines(1_000_000));
    const after = Buffer.concat([Buffer.from('first\n'), before.subarray(0, before.length - 9), Buffer.from('last\n')]);
    const begun = performance.now();
    expect(short(hostsDiff(before, after)).filter((line) => !line.startsWith(' '))).toEqual([
      '+1 first',
      '-1000000 l1000000',
      '+1000001 last',
    ]);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('turns the one file into the other, with no line too many', () => {
    const file = fc.array(fc.constantFrom('a\n', 'b\n', 'c\r\n', '\n', 'd'), { maxLength: 30 }).map(bytes);
    fc.assert(
      fc.property(file, file, (before, after) => {
        const split = (text: Buffer) => text.toString('latin1').match(/[^\n]*\n|[^\n]+/g) ?? [];
        const { diff } = hostsDiff(before, after);
        const old = split(before);
        const gone = new Set(diff.filter(({ kind }) => kind === 'remove').map(({ line }) => line - 1));
        const come = new Set(diff.filter(({ kind }) => kind === 'add').map(({ line }) => line - 1));
        const now = split(after);
        // What neither went nor came is the same on both sides, in order.
        expect(old.filter((_, at) => !gone.has(at))).toEqual(now.filter((_, at) => !come.has(at)));
        expect(gone.size + come.size).toBe(old.length + now.length - 2 * common(old, now));
      }),
      { numRuns: 500 },
    );
  });
});

/** The length of the longest common subsequence, by the table that everybody knows. */
function common(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const next = [0];
    for (const [at, other] of b.entries()) {
      next.push(line === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
