// How lines of ours that are taken out can be put back where they stood, byte for byte, whenever nobody else has changed
// the file in between. Knows places among other people's bytes, so our own other lines may come and go.
import { createHash } from 'node:crypto';
import { ok, type Result } from '../../preload/contract/result.ts';
import { addLine, type HostsEdit, type Splice, splice } from './hosts-edit.ts';
import { type HostsFile, type PlacedMapping, parseHosts, placeName, placeOurs } from './hosts-file.ts';
import { hostsAddress, hostsName, readAddress } from './hosts-name.ts';

/** One name that leads to one address in lines with one tag. */
export type OurLine = { name: string; address: string; tag: string };

export type TakenOut = {
  /** SHA-256 (upper-case hex) of all bytes that are not in lines of ours. */
  foreign: string;
  lines: {
    /** How many of other people's bytes stand above the line. */
    offset: number;
    /** How many lines of ours stand directly above it, below the same byte of other people. */
    skip: number;
    /** The line as it reads, latin1, with its ending. */
    text: string;
  }[];
  /** Addresses of other lines for the name which it stood above, and so overruled. */
  over: string[];
};

/** Copies of one line that somebody made are put back too, but not without end. */
export const takenOutLimit = 16;

const isSame = (mapping: PlacedMapping, { name, address, tag }: OurLine): boolean =>
  mapping.name.toLowerCase() === name.toLowerCase() && mapping.address === address && mapping.journey === tag;

function foreignHash({ bytes }: HostsFile, ours: readonly PlacedMapping[]): string {
  const hash = createHash('sha256');
  let from = 0;
  for (const { start, end } of ours) {
    hash.update(bytes.subarray(from, start));
    from = end;
  }
  return hash.update(bytes.subarray(from)).digest('hex').toUpperCase();
}

/** Our lines with their places among other people's bytes. */
function* placed(ours: readonly PlacedMapping[]): Generator<{ mapping: PlacedMapping; offset: number; skip: number }> {
  let own = 0;
  let skip = 0;
  let last = -1;
  for (const mapping of ours) {
    const offset = mapping.start - own;
    skip = offset === last ? skip + 1 : 0;
    yield { mapping, offset, skip };
    own += mapping.end - mapping.start;
    last = offset;
  }
}

/** What must be known to put back what a removal takes out; null where it takes out nothing, or too much. */
export function takenOut(file: HostsFile, line: OurLine): TakenOut | null {
  const ours = placeOurs(file);
  const lines = [...placed(ours)]
    .filter(({ mapping }) => isSame(mapping, line))
    .map(({ mapping: { start, end }, ...at }) => ({ ...at, text: file.bytes.toString('latin1', start, end) }));
  if (lines.length === 0 || lines.length > takenOutLimit) return null;
  const [first] = ours.filter((mapping) => isSame(mapping, line));
  const over = placeName(file, line.name)
    .filter(({ state, family, start }) => state === 'active' && family === first?.family && start > first.start)
    .map(({ address }) => address)
    .filter((address) => address !== first?.address);
  return { foreign: foreignHash(file, ours), lines, over: [...new Set(over)].slice(0, takenOutLimit) };
}

/** Is it one whole line of ours for this name, address and tag, that may be written at all, and nothing else? */
function isLineFor(text: string, line: OurLine): boolean {
  if (!hostsName(line.name).ok || !hostsAddress(line.address).ok) return false;
  if (text.slice(0, -1).includes('\n')) return false;
  const parsed = parseHosts(Buffer.from(text, 'latin1'), { file: '', platform: 'linux' });
  const found = parsed.ok ? placeOurs(parsed.value) : [];
  return found.length === 1 && isSame(found[0] as PlacedMapping, line);
}

/** Does a line from `start` on map the name elsewhere, so that ours would overrule it, and is none of `over`? */
function overrulesOther(file: HostsFile, { name, address }: OurLine, start: number, over: readonly string[]): boolean {
  const family = readAddress(address)?.family;
  return placeName(file, name).some(
    (other) =>
      other.state === 'active' &&
      other.family === family &&
      other.start >= start &&
      other.address !== address &&
      !over.includes(other.address),
  );
}

/** Exactly where they stood, or null where other people's bytes are not what they were. */
function putBackExactly(
  file: HostsFile,
  line: OurLine,
  { foreign, lines, over }: TakenOut,
  override: boolean,
): HostsEdit | null {
  const ours = placeOurs(file);
  if (foreignHash(file, ours) !== foreign || !lines.every(({ text }) => isLineFor(text, line))) return null;
  const around = [...placed(ours)];
  const splices: Splice[] = [];
  for (const { offset, skip, text } of lines) {
    // Lines that are put back at the same place count for those behind them; splices keep their order.
    const before = lines.filter((other) => other.offset === offset && other.skip < skip).length;
    const above = around.filter(
      (each) => each.offset < offset || (each.offset === offset && each.skip < skip - before),
    );
    const start = offset + above.reduce((sum, { mapping }) => sum + mapping.end - mapping.start, 0);
    const isWhole = text.endsWith('\n') || start === file.bytes.length;
    if (start > file.bytes.length || !isWhole || (start > 0 && file.bytes[start - 1] !== 10)) return null;
    if (!override && overrulesOther(file, line, start, over)) return null;
    splices.push({ start, end: start, insert: text });
  }
  return splice(file, splices);
}

/**
 * Takes a removal back. Where other people have changed the file since, or our line would overrule one that it did not
 * stand above, it goes in like a new one: above a line that it stood above before, and `hosts-conflict` where one maps the name to something else; with `override` above
 * that one too.
 */
export function putBack(file: HostsFile, line: OurLine, taken: TakenOut, override: boolean): Result<HostsEdit> {
  if (placeOurs(file).some((mapping) => isSame(mapping, line))) return ok(splice(file, []));
  const exact = putBackExactly(file, line, taken, override);
  if (exact) return ok(exact);
  const plain = addLine(file, { ...line, override });
  if (plain.ok || plain.error.code !== 'hosts-conflict') return plain;
  return taken.over.includes(plain.error.facts.address) ? addLine(file, { ...line, override: true }) : plain;
}
