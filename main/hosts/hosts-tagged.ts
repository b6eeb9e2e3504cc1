// Lines that still end in our mark, though somebody has edited them since. They are known by the mark alone: a line
// without it is somebody else's, whatever it says.
import { fail, ok, type Result } from '../../preload/contract/result.ts';
import { type HostsEdit, splice } from './hosts-edit.ts';
import { type HostsFile, placeOurs } from './hosts-file.ts';
import { hostsName, readAddress } from './hosts-name.ts';
import { linesWith, type Span } from './search.ts';

type Line = { name: string; address: string; tag: string };
export type TaggedLine = Span & {
  /** The line with its ending, one character for each byte (latin1). */
  raw: string;
};

/** `tag`: letters, digits, hyphens. */
const endsInMark = (raw: string, tag: string): boolean => {
  const [, found] = /#[ \t]*certwright[ \t]+([A-Za-z0-9-]{1,40})[ \t\r]*\n?$/.exec(raw) ?? [];
  return found === tag;
};

function placeTagged(file: HostsFile, tag: string): TaggedLine[] {
  return [...linesWith(file.bytes, `certwright ${tag}`)]
    .map((span) => ({ ...span, raw: file.bytes.toString('latin1', span.start, span.end) }))
    .filter(({ raw }) => endsInMark(raw, tag));
}

/** The names and addresses that a line is about, commented out or not. */
const wordsOf = (raw: string): string[] =>
  raw
    .replace(/#[ \t]*certwright[ \t].*$/s, '')
    .split(/[\s#]+/)
    .filter((word) => word !== '');

/**
 * What somebody has made of our line: lines that end in our mark, are about its name or its address, and are none of our
 * lines as we write them. `isOther` says of a line as we write it that another change of ours has written it.
 */
export function placeEdited(
  file: HostsFile,
  line: Line,
  isOther: (name: string, address: string) => boolean,
): TaggedLine[] {
  const name = hostsName(line.name);
  const wantedName = name.ok ? name.value : line.name.toLowerCase();
  const wantedAddress = readAddress(line.address)?.address;
  const written = new Map(placeOurs(file).map((each) => [each.start, each]));
  return placeTagged(file, line.tag).filter(({ start, raw }) => {
    const whole = written.get(start);
    if (whole && whole.name.toLowerCase() === wantedName && whole.address === wantedAddress) return false;
    if (whole && isOther(whole.name.toLowerCase(), whole.address)) return false;
    const words = wordsOf(raw);
    return words.some(
      (word) => word.toLowerCase() === wantedName || (wantedAddress && readAddress(word)?.address === wantedAddress),
    );
  });
}

/** Takes our line out as `removeLine` does, and with it the lines (bytes as they stand) that must end in our mark. */
export function removeEdited(file: HostsFile, line: Line, edited: readonly Buffer[]): Result<HostsEdit> {
  const name = hostsName(line.name);
  const address = readAddress(line.address)?.address;
  const raws = new Set(edited.map((bytes) => bytes.toString('latin1')));
  for (const raw of raws) {
    // Whoever asks for it, a line that does not carry our mark is not ours to take out.
    if (!endsInMark(raw, line.tag)) return fail('hosts-changed', { file: file.file });
  }
  const whole = placeOurs(file).filter(
    (each) =>
      each.journey === line.tag && each.address === address && name.ok && each.name.toLowerCase() === name.value,
  );
  const gone = new Map<number, Span>();
  for (const { start, end } of whole) gone.set(start, { start, end });
  for (const { start, end, raw } of placeTagged(file, line.tag)) if (raws.has(raw)) gone.set(start, { start, end });
  return ok(
    splice(
      file,
      [...gone.values()].map((span) => ({ ...span, insert: '' })),
    ),
  );
}
