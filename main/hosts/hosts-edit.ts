// Adds and takes out our own tagged lines, one name a line, each as a whole with its line ending.
// No other byte is ever moved or changed: what other people wrote stays, also where it is wrong.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type HostsFile, lineNumber, type PlacedMapping, placeName, placeOurs, showLine } from './hosts-file.ts';
import { hostsAddress, hostsName, readAddress } from './hosts-name.ts';
import { countLineFeeds, lineAt } from './search.ts';

export type DiffLine = {
  kind: 'same' | 'add' | 'remove';
  text: string;
  /** 1-based: in the old file for `remove`, else in the new file. */
  line: number;
};

export type HostsEdit = {
  changed: boolean;
  /** The new file: parts of the old one and what is put in between. Nothing is copied. */
  readonly pieces: readonly Buffer[];
  /** The same in one; made when it is asked for. */
  readonly bytes: Buffer;
  /** For people; made when it is asked for. */
  readonly diff: DiffLine[];
  /** What is put where, in the order of the file; offsets in the old one. */
  readonly splices: readonly Splice[];
};

/** Text (latin1) to put in place of `start` to `end`; both are line starts (or the end of the file). */
export type Splice = { start: number; end: number; insert: string };

const contextLines = 3;

function contextStart(bytes: Buffer, offset: number): number {
  let start = offset;
  for (let count = 0; count < contextLines && start > 0; count++) start = lineAt(bytes, start - 1).start;
  return start;
}

function contextEnd(bytes: Buffer, offset: number): number {
  let end = offset;
  for (let count = 0; count < contextLines && end < bytes.length; count++) end = lineAt(bytes, end).end;
  return end;
}

const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

function diffOf(bytes: Buffer, splices: readonly Splice[]): DiffLine[] {
  const diff: DiffLine[] = [];
  let counted = 0;
  let oldLine = 1;
  let newLine = 1;
  let shown = 0;
  const textOf = (from: number, to: number) => bytes.toString('latin1', from, to);
  const same = (from: number, to: number) => {
    const skipped = countLineFeeds(bytes, counted, from);
    oldLine += skipped;
    newLine += skipped;
    for (const raw of splitLines(textOf(from, to))) {
      diff.push({ kind: 'same', text: showLine(raw), line: newLine++ });
      oldLine++;
    }
    counted = to;
  };
  splices.forEach((splice, index) => {
    same(Math.max(shown, contextStart(bytes, splice.start)), splice.start);
    for (const raw of splitLines(textOf(splice.start, splice.end)))
      diff.push({ kind: 'remove', text: showLine(raw), line: oldLine++ });
    for (const raw of splitLines(splice.insert)) diff.push({ kind: 'add', text: showLine(raw), line: newLine++ });
    counted = splice.end;
    const next = splices[index + 1]?.start ?? bytes.length;
    shown = Math.min(contextEnd(bytes, splice.end), next);
    same(splice.end, shown);
  });
  return diff;
}

/** The file with splices, which must not overlap; those at one place are put in in their order. */
export function splice({ bytes }: HostsFile, splices: readonly Splice[]): HostsEdit {
  const sorted = splices
    .filter(({ start, end, insert }) => start !== end || insert !== '')
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { start, end, insert } of sorted) {
    pieces.push(bytes.subarray(from, start), Buffer.from(insert, 'latin1'));
    from = end;
  }
  pieces.push(bytes.subarray(from));
  return {
    changed: sorted.length > 0,
    pieces,
    splices: sorted,
    get bytes() {
      return Buffer.concat(pieces);
    },
    get diff() {
      return diffOf(bytes, sorted);
    },
  };
}

const takeOut = ({ start, end }: PlacedMapping): Splice => ({ start, end, insert: '' });

/**
 * Above the last line where that has no line ending, else at the end. So our line is always whole, nothing that
 * another program appends later is glued to it, and taking it out gives the same bytes again.
 */
const appendPosition = (file: HostsFile): number => file.bytes.lastIndexOf(10) + 1;

export type HostsLine = {
  address: string;
  name: string;
  /** Short journey id: letters, digits, hyphens, at most 40. */
  tag?: string;
  /** Put our line above a line of someone else's that maps the name to another address. */
  override?: boolean;
};

/**
 * Maps `name` to `address` for the address's family. Nothing changes where the winning line says so already, ours or
 * not. A line for another address gives `hosts-conflict`; with `override` our line goes directly above the first of
 * them, since the first hit wins, and that one stays, so that taking ours out gives the file as it was. Other failures:
 * `hosts-name-invalid`, `hosts-not-address`, and `hosts-encoding` where our line would have to stand behind a byte
 * order mark.
 */
export function addLine(file: HostsFile, line: HostsLine): Result<HostsEdit> {
  const name = hostsName(line.name);
  if (!name.ok) return name;
  const address = hostsAddress(line.address);
  if (!address.ok) return address;
  if (line.tag !== undefined && !/^[A-Za-z0-9-]{1,40}$/.test(line.tag)) throw new Error('bad tag for a hosts line');

  const wanted = address.value;
  const active = placeName(file, name.value).filter(
    (mapping) => mapping.family === wanted.family && mapping.state === 'active',
  );
  if (active[0]?.address === wanted.address) return ok(splice(file, []));

  // Also a line of our own: it belongs to another change, and whoever takes that one back must find it.
  const conflict = active.find((mapping) => mapping.address !== wanted.address);
  if (conflict && !line.override)
    return fail('hosts-conflict', {
      name: name.value,
      address: conflict.address,
      line: lineNumber(file, conflict.start),
    });

  const start = conflict?.start ?? appendPosition(file);
  // Resolvers do not agree on what follows a byte order mark, and we do not move what is not ours.
  if (file.bom && start === 0) return fail('hosts-encoding', { file: file.file, encoding: 'UTF-8 with BOM' });
  const tag = line.tag === undefined ? '' : ` ${line.tag}`;
  const insert = `${wanted.address}\t${name.value}\t# certwright${tag}${file.eol}`;
  return ok(splice(file, [{ start, end: start, insert }]));
}

/**
 * Takes out the lines of ours that match everything given: name (without case), address, tag. Lines that do not
 * carry our tag, or that someone has changed since, stay.
 */
export function removeLine(file: HostsFile, which: { name?: string; address?: string; tag?: string }): HostsEdit {
  const name = which.name === undefined ? undefined : hostsName(which.name);
  const address = which.address === undefined ? undefined : readAddress(which.address);
  const matches = (mapping: PlacedMapping): boolean =>
    (!name || (name.ok && mapping.name.toLowerCase() === name.value)) &&
    (which.address === undefined || mapping.address === address?.address) &&
    (which.tag === undefined || mapping.journey === which.tag);
  return splice(file, placeOurs(file).filter(matches).map(takeOut));
}
