// The entries of a revocation list, walked without making an object for each: a list may have a hundred thousand.
// Only the entries that are asked for are taken apart.
import { context, type DerElement, DerError, expect, hexOf, readDer, smallInteger, tag } from '../asn1/der.ts';
import { extension } from '../asn1/oids.ts';
import { readTime } from '../asn1/time.ts';
import { readExtensions } from '../certificate/extensions.ts';
import { nameKey } from '../names/name-key.ts';

/** Where one element lies: a cursor that is moved, not made anew. */
type Place = { tag: number; content: number; end: number };

const place = (): Place => ({ tag: 0, content: 0, end: 0 });

/** Puts the element at `at` into `found`; the same rules as der.ts. Throws DerError. */
const locate = (bytes: Uint8Array, at: number, limit: number, found: Place): Place => {
  if (at + 2 > limit) throw new DerError('an entry that breaks off');
  let content = at + 2;
  let length = bytes[at + 1] as number;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4 || content + count > limit) throw new DerError('an entry with an unusable length');
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (bytes[content + i] as number);
    content += count;
  }
  if (length > limit - content) throw new DerError('an entry that runs past the end');
  found.tag = bytes[at] as number;
  found.content = content;
  found.end = content + length;
  return found;
};

const must = (found: Place, wanted: number, what: string): Place => {
  if (found.tag !== wanted) throw new DerError(`${what} has an unexpected type`);
  return found;
};

/** 2.5.29.x as its last octet; 0 for every other identifier. */
const idCe = (bytes: Uint8Array, { content, end }: Place): number =>
  end - content === 3 && bytes[content] === 0x55 && bytes[content + 1] === 0x1d ? (bytes[content + 2] as number) : 0;

const certificateIssuer = 29;
/** reasonCode, holdInstructionCode (dropped by RFC 5280, harmless), invalidityDate, certificateIssuer. */
const understood: ReadonlySet<number> = new Set([21, 23, 24, certificateIssuer]);

type Visit = {
  /** Start and end of the serial number's octets, then of the entry as a whole. */
  serial: Place;
  entry: Place & { start: number };
  /** A critical extension in it is not one of RFC 5280's. */
  unknownCritical: boolean;
  namesIssuer: boolean;
};

const walk = (bytes: Uint8Array, visit: (each: Visit) => void): void => {
  const each: Visit = { serial: place(), entry: { ...place(), start: 0 }, unknownCritical: false, namesIssuer: false };
  const time = place();
  const list = place();
  const single = place();
  const part = place();
  for (let at = 0; at < bytes.length; at = each.entry.end) {
    must(locate(bytes, at, bytes.length, each.entry), tag.sequence, 'an entry');
    each.entry.start = at;
    const { end } = each.entry;
    must(locate(bytes, each.entry.content, end, each.serial), tag.integer, 'a serial number');
    if (each.serial.end === each.serial.content) throw new DerError('an empty serial number');
    locate(bytes, each.serial.end, end, time);
    if (time.tag !== tag.utcTime && time.tag !== tag.generalizedTime) throw new DerError('an entry without a date');
    each.unknownCritical = false;
    each.namesIssuer = false;
    if (time.end < end) {
      must(locate(bytes, time.end, end, list), tag.sequence, 'the extensions of an entry');
      if (list.end !== end) throw new DerError('an entry with more parts than there are');
      for (let next = list.content; next < list.end; next = single.end) {
        must(locate(bytes, next, list.end, single), tag.sequence, 'an extension of an entry');
        must(locate(bytes, single.content, single.end, part), tag.oid, 'the type of an extension');
        const type = idCe(bytes, part);
        if (type === certificateIssuer) each.namesIssuer = true;
        locate(bytes, part.end, single.end, part);
        if (part.tag === tag.boolean && bytes[part.content] !== 0 && !understood.has(type)) each.unknownCritical = true;
      }
    }
    visit(each);
  }
};

/** What can be said about all entries together: one pass over the list. Throws DerError when one is malformed. */
export const summarizeEntries = (entries: Uint8Array): { count: number; unknownCritical: boolean } => {
  const summary = { count: 0, unknownCritical: false };
  walk(entries, (each) => {
    summary.count += 1;
    if (each.unknownCritical) summary.unknownCritical = true;
  });
  return summary;
};

export type Entry = {
  /** ISO 8601 UTC. */
  revocationDate: string;
  /** CRLReason (RFC 5280 section 5.3.1) by number; 0, unspecified, where the entry gives none. */
  reason: number;
};

const readEntry = (element: DerElement): Entry => {
  const [, date, list] = element.children();
  const reason = list && readExtensions(list).get(extension.reasonCode)?.value.wrapped();
  if (date === undefined) throw new DerError('an entry without a date');
  return {
    revocationDate: readTime(date),
    reason: reason === undefined ? 0 : smallInteger(expect(reason, 0x0a, 'a reason')),
  };
};

/** The key of the directory name in an entry's certificateIssuer (RFC 5280 section 5.3.3). */
const issuerOf = (element: DerElement): string => {
  const names = readExtensions(element.children()[2] as DerElement)
    .get(extension.certificateIssuer)
    ?.value.wrapped();
  const name = names
    ?.children()
    .find((each) => each.tag === context(4, true))
    ?.children()[0];
  if (name === undefined) throw new DerError('certificateIssuer without a directory name');
  return nameKey(name);
};

const zeroOctets = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from;
  while (at < to - 1 && bytes[at] === 0 && (bytes[at + 1] as number) < 0x80) at += 1;
  return at;
};

/**
 * The entries of the list for one certificate. Throws DerError.
 * @param serial the content octets of the certificate's serial number
 * @param issuer key of the certificate's issuer (see name-key.ts)
 * @param crlIssuer key of the list's own issuer, whose certificates the entries are about until one names another
 */
export const findEntries = (entries: Uint8Array, serial: Uint8Array, issuer: string, crlIssuer: string): Entry[] => {
  const wanted = serial.subarray(zeroOctets(serial, 0, serial.length));
  const found: Entry[] = [];
  // Which certificate's issuer holds is decoded only where a serial number fits: it may change with every entry.
  let named: { start: number; end: number } | undefined;
  const elementAt = ({ start, end }: { start: number; end: number }): DerElement =>
    readDer(entries.subarray(start, end));
  walk(entries, ({ serial: at, entry, namesIssuer }) => {
    if (namesIssuer) named = { start: entry.start, end: entry.end };
    const start = zeroOctets(entries, at.content, at.end);
    if (at.end - start !== wanted.length) return;
    for (let i = 0; i < wanted.length; i += 1) if (entries[start + i] !== wanted[i]) return;
    if ((named ? issuerOf(elementAt(named)) : crlIssuer) === issuer) found.push(readEntry(elementAt(entry)));
  });
  return found;
};

/** What stands for a certificate in `namedIn`: the key of its issuer, and its serial number as hex. */
export const entryKey = (issuer: string, serial: Uint8Array): string =>
  `${issuer} ${hexOf(serial.subarray(zeroOctets(serial, 0, serial.length)))}`;

/** Every certificate that the list names, by `entryKey`: one pass, for many questions. Throws DerError. */
export const namedIn = (entries: Uint8Array, crlIssuer: string): Set<string> => {
  const found = new Set<string>();
  let issuer = crlIssuer;
  walk(entries, ({ serial, entry, namesIssuer }) => {
    if (namesIssuer) issuer = issuerOf(readDer(entries.subarray(entry.start, entry.end)));
    found.add(entryKey(issuer, entries.subarray(serial.content, serial.end)));
  });
  return found;
};
