// The layout of certificates by `openssl asn1parse`: where the names and the key lie, and the octets of each extension.
// One process reads many objects, laid one after the other.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './run.ts';

export type Line = { offset: number; depth: number; header: number; length: number; what: string };

const pattern = /^ *(\d+):d= *(\d+) +hl= *(\d+) +l= *(\d+) +(?:prim|cons): (.*)$/;

/** The lines of each object. */
export const asn1parse = (folder: string, ders: readonly Uint8Array[]): Line[][] => {
  writeFileSync(join(folder, 'all.der'), Buffer.concat(ders));
  const objects: Line[][] = [];
  const starts = new Map<number, number>();
  let at = 0;
  for (const [index, der] of ders.entries()) {
    starts.set(at, index);
    at += der.length;
  }
  let base = 0;
  // A text with line breaks in it goes on for several lines.
  let last: Line | undefined;
  for (const text of must(folder, ['openssl', 'asn1parse', '-inform', 'DER', '-in', 'all.der']).split('\n')) {
    const found = pattern.exec(text);
    if (found === null) {
      if (last) last.what += `\n${text}`;
      continue;
    }
    const [offset = 0, depth = 0, header = 0, length = 0] = found.slice(1, 5).map(Number);
    if (depth === 0) {
      base = offset;
      objects.push([]);
    }
    last = { offset: offset - base, depth, header, length, what: found[5] as string };
    objects.at(-1)?.push(last);
  }
  if (objects.length !== ders.length) throw new Error(`asn1parse saw ${objects.length} of ${ders.length} objects`);
  return objects;
};

/** The whole element of a line. */
export const slice = (der: Uint8Array, { offset, header, length }: Line): Uint8Array =>
  der.subarray(offset, offset + header + length);

/** The content of an element, as hex. */
const contentHex = (der: Uint8Array, { offset, header, length }: Line): string =>
  Buffer.from(der.subarray(offset + header, offset + header + length))
    .toString('hex')
    .toUpperCase();

/** Identifiers by the names that openssl prints for them. */
export const objectIdentifiers = (folder: string): Map<string, string> => {
  const found = new Map<string, string>();
  for (const line of must(folder, ['openssl', 'list', '-objects']).split('\n')) {
    const [, short, long, oid] = /^(.+?) = (?:(.*), )?([\d.]+)$/.exec(line) ?? [];
    if (oid === undefined) continue;
    for (const name of [short, long]) if (name !== undefined) found.set(name, oid);
  }
  return found;
};

export type Extension = { oid: string; critical: boolean; value: string };

/** The list of extensions that begins after a line `cont [ n ]`, at the depth of that line. */
export const extensionsAfter = (
  der: Uint8Array,
  lines: readonly Line[],
  start: number,
  oids: ReadonlyMap<string, string>,
): Extension[] => {
  const depth = (lines[start] as Line).depth;
  const found: Extension[] = [];
  for (const line of lines.slice(start + 1)) {
    if (line.depth <= depth) break;
    if (line.depth !== depth + 3) continue;
    const [, type, value] = /^(\S+(?: STRING)?) *(?::(.*))?/s.exec(line.what) ?? [];
    if (type === 'OBJECT')
      found.push({ oid: oids.get(value as string) ?? (value as string), critical: false, value: '' });
    const last = found.at(-1);
    if (last && type === 'BOOLEAN') last.critical = value !== '0';
    if (last && line.what.startsWith('OCTET STRING')) last.value = contentHex(der, line);
  }
  return found;
};
