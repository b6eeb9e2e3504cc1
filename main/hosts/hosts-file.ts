// The hosts file as text that prints back byte for byte, and who maps a name in it.
// Reads only; it never normalises, re-encodes or sorts. Changes are made in hosts-edit.ts.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { readAddress } from './hosts-name.ts';

export type HostsFile = {
  /** One character for each byte (latin1), so that whatever bytes there are come back as they were. */
  readonly text: string;
  /** Where it was read, for messages. */
  readonly file: string;
  readonly platform: NodeJS.Platform;
  /** The line ending of most lines; the platform's own where there is no majority. */
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
  /** Written by this app and not changed since. */
  ours: boolean;
  /** The journey id in our tag. */
  journey?: string;
  /** The whole line, for people. */
  text: string;
};

/** A line by its place in `HostsFile.text`; `end` is behind its line ending. */
export type Span = { start: number; end: number };
export type PlacedMapping = Mapping & Span;

const BOM = '\u00ef\u00bb\u00bf';
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

/** How many line feeds there are before `end`. */
function countLineFeeds(text: string, from: number, end: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < end; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function majorityEol(text: string, platform: NodeJS.Platform): '\r\n' | '\n' {
  let crlf = 0;
  let lf = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (text.charCodeAt(at - 1) === 13) crlf++;
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
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return ok({ ...where, text, eol: majorityEol(text, where.platform), bom: text.startsWith(BOM) });
}

/** The bytes as they were read. */
export const printHosts = (file: HostsFile): Buffer => Buffer.from(file.text, 'latin1');

/** The line around an offset, with its line ending. */
export function lineAt(text: string, offset: number): Span {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  const feed = text.indexOf('\n', offset);
  return { start, end: feed === -1 ? text.length : feed + 1 };
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

function mappingsOfLine(file: HostsFile, span: Span, line: number): PlacedMapping[] {
  const raw = file.text.slice(span.start, span.end);
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
      line,
      name,
      state: comment ? 'commented' : index < limit ? 'active' : 'ignored',
      wins: false,
      ours: ours !== null,
      ...(ours?.[1] ? { journey: ours[1] } : {}),
      text: showLine(raw),
    }));
}

function markWinners(found: PlacedMapping[]): PlacedMapping[] {
  const seen = new Set<string>();
  return found.map((mapping) => {
    const key = `${mapping.family} ${mapping.name.toLowerCase()}`;
    if (mapping.state !== 'active' || seen.has(key)) return mapping;
    seen.add(key);
    return { ...mapping, wins: true };
  });
}

/** The mappings in all lines that contain `needle` (ASCII, any case), without parsing the other lines. */
function mappingsWith(file: HostsFile, needle: string): PlacedMapping[] {
  const found: PlacedMapping[] = [];
  const pattern = new RegExp(needle.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
  let counted = 0;
  let line = 1;
  for (let match = pattern.exec(file.text); match; match = pattern.exec(file.text)) {
    const span = lineAt(file.text, match.index);
    line += countLineFeeds(file.text, counted, span.start);
    counted = span.start;
    found.push(...mappingsOfLine(file, span, line));
    pattern.lastIndex = span.end;
    if (span.end === file.text.length) break;
  }
  return found;
}

/** As `findName`, with the place of each line. `name` must not be empty. */
export function placeName(file: HostsFile, name: string): PlacedMapping[] {
  const wanted = name.toLowerCase();
  return markWinners(mappingsWith(file, wanted).filter((mapping) => mapping.name.toLowerCase() === wanted));
}

/** Our own lines, with their places. */
export const placeOurs = (file: HostsFile): PlacedMapping[] =>
  mappingsWith(file, '# certwright').filter((mapping) => mapping.ours);

const withoutPlace = ({ start: _start, end: _end, ...mapping }: PlacedMapping): Mapping => mapping;

/** Every line that maps `name` (compared without case), commented ones too, in file order. */
export const findName = (file: HostsFile, name: string): Mapping[] =>
  name === '' ? [] : placeName(file, name).map(withoutPlace);

/** Every mapping that is in force or ignored, in file order; what is commented out is left out. */
export function mappings(file: HostsFile): Mapping[] {
  const found: PlacedMapping[] = [];
  let line = 1;
  for (let start = 0; start < file.text.length; line++) {
    const span = lineAt(file.text, start);
    found.push(...mappingsOfLine(file, span, line).filter((mapping) => mapping.state !== 'commented'));
    start = span.end;
  }
  return markWinners(found).map(withoutPlace);
}
