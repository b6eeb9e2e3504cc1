// Adds and takes out our own tagged lines, one name a line, each as a whole with its line ending.
// No other byte is ever moved or changed: what other people wrote stays, also where it is wrong.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type HostsFile, lineAt, type PlacedMapping, placeName, placeOurs, showLine } from './hosts-file.ts';
import { hostsAddress, hostsName, readAddress } from './hosts-name.ts';

export type DiffLine = {
  kind: 'same' | 'add' | 'remove';
  text: string;
  /** 1-based: in the old file for `remove`, else in the new file. */
  line: number;
};

/** Text to put in place of `start` to `end`; both are line starts (or the end of the file). */
export type Splice = { start: number; end: number; insert: string };

export type HostsEdit = {
  changed: boolean;
  bytes: Buffer;
  diff: DiffLine[];
  /** What is put where, in the order of the file; offsets in the old text. */
  splices: Splice[];
};

const contextLines = 3;

function contextStart(text: string, offset: number): number {
  let start = offset;
  for (let count = 0; count < contextLines && start > 0; count++) start = lineAt(text, start - 1).start;
  return start;
}

function contextEnd(text: string, offset: number): number {
  let end = offset;
  for (let count = 0; count < contextLines && end < text.length; count++) end = lineAt(text, end).end;
  return end;
}

const splitLines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+/g) ?? [];

function diffOf(text: string, splices: Splice[]): DiffLine[] {
  const diff: DiffLine[] = [];
  let counted = 0;
  let oldLine = 1;
  let newLine = 1;
  let shown = 0;
  const skipTo = (offset: number) => {
    for (let at = text.indexOf('\n', counted); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
      oldLine++;
      newLine++;
    }
    counted = offset;
  };
  const same = (from: number, to: number) => {
    skipTo(from);
    for (const raw of splitLines(text.slice(from, to))) {
      diff.push({ kind: 'same', text: showLine(raw), line: newLine++ });
      oldLine++;
    }
    counted = to;
  };
  splices.forEach((splice, index) => {
    same(Math.max(shown, contextStart(text, splice.start)), splice.start);
    for (const raw of splitLines(text.slice(splice.start, splice.end)))
      diff.push({ kind: 'remove', text: showLine(raw), line: oldLine++ });
    for (const raw of splitLines(splice.insert)) diff.push({ kind: 'add', text: showLine(raw), line: newLine++ });
    counted = splice.end;
    const next = splices[index + 1]?.start ?? text.length;
    shown = Math.min(contextEnd(text, splice.end), next);
    same(splice.end, shown);
  });
  return diff;
}

function apply(file: HostsFile, splices: Splice[]): HostsEdit {
  const sorted = splices
    .filter(({ start, end, insert }) => start !== end || insert !== '')
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let from = 0;
  for (const { start, end, insert } of sorted) {
    parts.push(file.text.slice(from, start), insert);
    from = end;
  }
  parts.push(file.text.slice(from));
  return {
    changed: sorted.length > 0,
    bytes: Buffer.from(parts.join(''), 'latin1'),
    diff: diffOf(file.text, sorted),
    splices: sorted,
  };
}

const takeOut = ({ start, end }: PlacedMapping): Splice => ({ start, end, insert: '' });

/**
 * Above the last line where that has no line ending, else at the end. So our line is always whole, nothing that
 * another program appends later is glued to it, and taking it out gives the same bytes again.
 */
const appendPosition = (file: HostsFile): number => file.text.lastIndexOf('\n') + 1;

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
  if (active[0]?.address === wanted.address) return ok(apply(file, []));

  // Also a line of our own: it belongs to another change, and whoever takes that one back must find it.
  const conflict = active.find((mapping) => mapping.address !== wanted.address);
  if (conflict && !line.override)
    return fail('hosts-conflict', { name: name.value, address: conflict.address, line: conflict.line });

  const start = conflict?.start ?? appendPosition(file);
  // Resolvers do not agree on what follows a byte order mark, and we do not move what is not ours.
  if (file.bom && start === 0) return fail('hosts-encoding', { file: file.file, encoding: 'UTF-8 with BOM' });
  const tag = line.tag === undefined ? '' : ` ${line.tag}`;
  const insert = `${wanted.address}\t${name.value}\t# certwright${tag}${file.eol}`;
  return ok(apply(file, [{ start, end: start, insert }]));
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
  return apply(file, placeOurs(file).filter(matches).map(takeOut));
}
