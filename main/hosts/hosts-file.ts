// The hosts file as bytes that print back as they are, and who maps a name in it.
// Reads only; it never normalises, re-encodes or sorts. Changes are made in hosts-edit.ts.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { readAddress } from './hosts-name.ts';
import { countLineFeeds, lineAt, linesWith, type Span } from './search.ts';

export type HostsFile = {
  /** As they were read. Whoever parsed the file must not change them. */
  readonly bytes: Buffer;
  /** Where it was read, for messages. */
  readonly file: string;
  readonly platform: NodeJS.Platform;
  /** The line ending of most lines in the first megabyte; the platform's own where there is no majority. */
  readonly eol: '\r\n' | '\n';
  /** The file begins with a UTF-8 byte order mark. */
  readonly bom: boolean;
};

export type Mapping = {
  /** 1-based. */
  line: number;
  /** One spelling per address, see `readAddress`. */
  address: string;
  family: 4 | 6;
  name: string;
  /** `ignored`: Windows reads nine names in a line and no more. */
  state: 'active' | 'commented' | 'ignored';
  /**
   * The first active line for this name and family. Chromium and Windows take it alone; glibc answers with the later
   * ones too, after it.
   */
  wins: boolean;
  /**
   * Why it does or does not win. `only`: nothing else maps the name; `first`: others do, further down; `later`: the
   * line `after` stands above it; `commented`: it is a comment; `ignored`: Windows does not read so far.
   */
  why: 'only' | 'first' | 'later' | 'commented' | 'ignored';
  /** The line that wins in its place, where `why` is `later`. */
  after?: number;
  /** Written by this app and not changed since. */
  ours: boolean;
  /** The journey id in our tag. */
  journey?: string;
  /** The whole line, for people. */
  text: string;
};

/** A mapping with its place, before it is known which line it is in and who wins. */
export type PlacedMapping = Omit<Mapping, 'line' | 'wins' | 'why' | 'after'> & Span;

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
/** Bytes in which the usual line ending is looked for. */
const eolWindow = 1024 * 1024;
const namesPerLineOnWindows = 9;
const mappingLine = /^[ \t\r\v\f]*(#[# \t]*)?([0-9A-Fa-f:.]+)[ \t\r\v\f]+([^#\n]*)/;
const ourLine = /^[0-9A-Fa-f:.]+[ \t]+[^\s#]+[ \t]+# certwright(?: ([A-Za-z0-9-]{1,40}))?[ \t\r]*\n?$/;

function encodingToRefuse(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe) return 'UTF-16LE';
  if (a === 0xfe && b === 0xff) return 'UTF-16BE';
  // Without a byte order mark: two ASCII characters in 16 bits each.
  if (a && b === 0 && c && d === 0) return 'UTF-16LE';
  if (a === 0 && b && c === 0 && d) return 'UTF-16BE';
  return undefined;
}

function majorityEol(bytes: Buffer, platform: NodeJS.Platform): '\r\n' | '\n' {
  const end = Math.min(bytes.length, eolWindow);
  let crlf = 0;
  let lf = 0;
  for (let at = 0; at < end; at++) {
    if (bytes[at] !== 10) continue;
    if (bytes[at - 1] === 13) crlf++;
    else lf++;
  }
  if (crlf === lf) return platform === 'win32' ? '\r\n' : '\n';
  return crlf > lf ? '\r\n' : '\n';
}

/**
 * Reads a hosts file. `where.file` is for messages, `where.platform` decides the line ending of an empty file and
 * how many names of a line count. UTF-16 is refused with `hosts-encoding`: no resolver reads it.
 */
export function parseHosts(bytes: Uint8Array, where: { file: string; platform: NodeJS.Platform }): Result<HostsFile> {
  const encoding = encodingToRefuse(bytes);
  if (encoding) return fail('hosts-encoding', { file: where.file, encoding });
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let eol: HostsFile['eol'] | undefined;
  return ok({
    file: where.file,
    platform: where.platform,
    bytes: buffer,
    // Counted when it is asked for: most who read the file never ask.
    get eol() {
      eol ??= majorityEol(buffer, where.platform);
      return eol;
    },
    bom: buffer.subarray(0, BOM.length).equals(BOM),
  });
}

/** A line's text for people: without its ending, as UTF-8 where it is UTF-8, else as latin1. */
export function showLine(raw: string): string {
  const line = raw.replace(/\r?\n$/, '');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(line, 'latin1'));
  } catch {
    return line;
  }
}

function mappingsOfLine(file: HostsFile, span: Span): PlacedMapping[] {
  const raw = file.bytes.toString('latin1', span.start, span.end);
  const behindMark = span.start === 0 && file.bom ? raw.slice(BOM.length) : raw;
  const [, comment, addressText = '', names = ''] = mappingLine.exec(behindMark) ?? [];
  const address = readAddress(addressText);
  if (!address) return [];
  const ours = ourLine.exec(raw);
  const limit = file.platform === 'win32' ? namesPerLineOnWindows : Number.POSITIVE_INFINITY;
  return names
    .split(/[ \t\r\v\f]+/)
    .filter((name) => name !== '')
    .map((name, index) => ({
      ...span,
      ...address,
      name,
      state: comment ? 'commented' : index < limit ? 'active' : 'ignored',
      ours: ours !== null,
      ...(ours?.[1] ? { journey: ours[1] } : {}),
      text: showLine(raw),
    }));
}

/** Numbers the lines, and says who wins and why. `found` is in file order. */
function judged(file: HostsFile, found: readonly PlacedMapping[]): Mapping[] {
  const keyOf = ({ family, name }: PlacedMapping) => `${family} ${name.toLowerCase()}`;
  const active = new Map<string, number>();
  for (const each of found) if (each.state === 'active') active.set(keyOf(each), (active.get(keyOf(each)) ?? 0) + 1);
  const winners = new Map<string, number>();
  let counted = 0;
  let line = 1;
  return found.map((placed) => {
    const { start, end: _end, ...mapping } = placed;
    line += countLineFeeds(file.bytes, counted, start);
    counted = start;
    if (mapping.state !== 'active') return { ...mapping, line, wins: false, why: mapping.state };
    const winner = winners.get(keyOf(placed));
    if (winner !== undefined) return { ...mapping, line, wins: false, why: 'later', after: winner };
    winners.set(keyOf(placed), line);
    return { ...mapping, line, wins: true, why: active.get(keyOf(placed)) === 1 ? 'only' : 'first' };
  });
}

/** Every mapping of `name` (any case, not empty), commented ones too, with its place, in file order. */
export function placeName(file: HostsFile, name: string): PlacedMapping[] {
  const wanted = name.toLowerCase();
  return [...linesWith(file.bytes, wanted)]
    .flatMap((span) => mappingsOfLine(file, span))
    .filter((mapping) => mapping.name.toLowerCase() === wanted);
}

/** Our own lines, with their places. */
export const placeOurs = (file: HostsFile): PlacedMapping[] =>
  [...linesWith(file.bytes, '# certwright')]
    .flatMap((span) => mappingsOfLine(file, span))
    .filter((mapping) => mapping.ours);

/** The number of the line, from 1, that begins at an offset. */
export const lineNumber = (file: HostsFile, start: number): number => countLineFeeds(file.bytes, 0, start) + 1;

/** Every line that maps `name` (compared without case), commented ones too, in file order. */
export const findName = (file: HostsFile, name: string): Mapping[] =>
  name === '' || /[^ -~]/.test(name) ? [] : judged(file, placeName(file, name));

/** Every mapping that is in force or ignored, in file order; what is commented out is left out. */
export function mappings(file: HostsFile): Mapping[] {
  const found: PlacedMapping[] = [];
  for (let start = 0; start < file.bytes.length; ) {
    const span = lineAt(file.bytes, start);
    found.push(...mappingsOfLine(file, span).filter((mapping) => mapping.state !== 'commented'));
    start = span.end;
  }
  return judged(file, found);
}
