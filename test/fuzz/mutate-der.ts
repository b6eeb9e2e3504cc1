// Changes DER by its structure: elements are doubled, dropped, swapped, retagged, nested, and lengths are made to lie.
// The lengths around a change are written anew, so that most of the results are well-formed where random bytes are not.
import type { Random } from './random.ts';

/** An element: content octets, or the elements inside (of a string that wraps DER too, behind its `lead` octets). */
export type Tree = {
  tag: number;
  content?: Uint8Array | undefined;
  children?: Tree[] | undefined;
  lead?: Uint8Array;
  /** How its length is written, where not in the shortest way. */
  length?: 'indefinite' | 'long' | 'too-much' | 'too-little';
  /** Finished bytes that stand in its place. */
  raw?: Uint8Array;
};

const maxDepth = 24;

/** One element of a series: its tag, contents, and all of it. */
type Element = { tag: number; content: Uint8Array; whole: Uint8Array };

/** The first elements that the bytes are a series of; undefined when they are not. */
export const splitElements = (bytes: Uint8Array, most = 100_000): Element[] | undefined => {
  const found: Element[] = [];
  for (let at = 0; at < bytes.length && found.length < most; ) {
    let length = bytes[at + 1];
    if (length === undefined || length === 0x80 || length > 0x84) return undefined;
    let start = at + 2;
    if (length > 0x80) {
      const count = length & 0x7f;
      length = 0;
      for (let i = 0; i < count; i += 1) length = length * 256 + (bytes[start + i] ?? 0);
      start += count;
    }
    const end = start + length;
    if (end > bytes.length) return undefined;
    found.push({ tag: bytes[at] as number, content: bytes.subarray(start, end), whole: bytes.subarray(at, end) });
    at = end;
  }
  return found;
};

/** The same with what is inside; undefined when the bytes are not DER. */
export const parseTrees = (bytes: Uint8Array, depth = 0): Tree[] | undefined =>
  splitElements(bytes)?.map(({ tag, content }) => treeOf(tag, content, depth));

const treeOf = (tag: number, content: Uint8Array, depth: number): Tree => {
  const wraps = tag === 0x04 || tag === 0x03;
  const skip = tag === 0x03 ? 1 : 0;
  if (depth < maxDepth && ((tag & 0x20) !== 0 || (wraps && content.length > 2 + skip))) {
    const children = parseTrees(content.subarray(skip), depth + 1);
    if (children !== undefined) return { tag, children, lead: content.subarray(0, skip) };
  }
  return { tag, content };
};

const lengthOctets = (length: number, form: Tree['length']): number[] => {
  if (form === 'indefinite') return [0x80];
  if (form === 'too-much') length += 1;
  if (form === 'too-little') length = Math.max(0, length - 1);
  if (form === 'long') return [0x84, length >>> 24, length >>> 16, length >>> 8, length];
  if (length < 0x80) return [length];
  if (length < 0x100) return [0x81, length];
  if (length < 0x10000) return [0x82, length >>> 8, length];
  return [0x83, length >>> 16, length >>> 8, length];
};

const nothing = new Uint8Array();

/** What an element consists of besides its contents, and how long it is; worked out from the inside, once. */
type Printed = { head: Uint8Array; lead: Uint8Array; inside: Uint8Array | Printed[]; size: number; end: number };

const printedOf = ({ tag, content, children, lead = nothing, length, raw }: Tree): Printed => {
  if (raw) return { head: nothing, lead: nothing, inside: raw, size: raw.length, end: 0 };
  const inside = children ? children.map(printedOf) : (content ?? nothing);
  const within = lead.length + (children ? sizeOf(inside as Printed[]) : inside.length);
  const head = Uint8Array.of(tag, ...lengthOctets(within, length));
  const end = length === 'indefinite' ? 2 : 0;
  return { head, lead: children ? lead : nothing, inside, size: head.length + within + end, end };
};

const sizeOf = (parts: readonly Printed[]): number => parts.reduce((sum, { size }) => sum + size, 0);

const put = (out: Uint8Array, start: number, { head, lead, inside, end }: Printed): number => {
  out.set(head, start);
  let at = start + head.length;
  out.set(lead, at);
  at += lead.length;
  if (!Array.isArray(inside)) {
    out.set(inside, at);
    return at + inside.length + end;
  }
  for (const each of inside) at = put(out, at, each);
  return at + end;
};

/** The bytes of the elements, one after the other. */
export const printTrees = (trees: readonly Tree[]): Uint8Array => {
  const parts = trees.map(printedOf);
  const out = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const each of parts) at = put(out, at, each);
  return out;
};

const copy = (tree: Tree): Tree => ({ ...tree, children: tree.children?.map(copy) });

type Place = { list: Tree[]; at: number };

const placesOf = (list: Tree[], found: Place[] = []): Place[] => {
  for (const [at, tree] of list.entries()) {
    found.push({ list, at });
    if (tree.children) placesOf(tree.children, found);
  }
  return found;
};

const tags = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a, 0x1c, 0x1e, 0x24, 0x30,
  0x31, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87, 0x88, 0xa0, 0xa1, 0xa2, 0xa3, 0xa4, 0xa5, 0x1f, 0xff,
];

const contents: readonly Uint8Array[] = [
  '',
  '00',
  '01',
  '7f',
  '80',
  'ff',
  '0080',
  '00ff',
  'ff80',
  '7fffffff',
  '80000000',
  '00ffffffff',
  '0100000000',
  '7fffffffffffffff',
  'ff'.repeat(64),
  '00'.repeat(20),
  '80'.repeat(10),
  '0000ffff',
  'd800',
  'dfff',
  'feff0041',
  '00110000',
  'c0000201',
  '20010db8'.padEnd(32, '0'),
  '0a000000ff000000',
].map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));

const times = [
  '000101000000Z',
  '491231235959Z',
  '500101000000Z',
  '991332256161Z',
  '20250229000000Z',
  '99991231235959Z',
  '00000101000000Z',
  '20240101000000.5Z',
  '2401010000Z',
  '240101000000+0100',
  '20240101',
].map((text) => new Uint8Array(Buffer.from(text)));

type Change = (place: Place, random: Random, donor: readonly Tree[]) => void;

const replace = ({ list, at }: Place, tree: Tree): void => {
  list[at] = tree;
};
const here = ({ list, at }: Place): Tree => list[at] as Tree;

const changes: readonly Change[] = [
  (place, random) => replace(place, { ...here(place), tag: random.pick(tags) }),
  (place, random) => replace(place, { ...here(place), tag: here(place).tag ^ (1 << random.below(8)) }),
  ({ list, at }) => void list.splice(at, 1),
  ({ list, at }) => void list.splice(at, 0, copy(list[at] as Tree)),
  ({ list, at }, random) => {
    for (let left = random.pick([2, 8, 40, 200]); left > 0; left -= 1) list.splice(at, 0, copy(list[at] as Tree));
  },
  ({ list, at }, random) => {
    const other = random.below(list.length);
    [list[at], list[other]] = [list[other] as Tree, list[at] as Tree];
  },
  (place, random, donor) => {
    const from = placesOf([...donor]);
    if (from.length > 0) replace(place, copy(here(random.pick(from))));
  },
  ({ list, at }, random, donor) => {
    const from = placesOf([...donor]);
    if (from.length > 0) list.splice(at + random.below(2), 0, copy(here(random.pick(from))));
  },
  (place, random) => replace(place, { tag: here(place).tag, content: random.pick(contents) }),
  (place, random) => replace(place, { tag: random.pick([0x17, 0x18, here(place).tag]), content: random.pick(times) }),
  (place, random) => replace(place, { tag: here(place).tag, content: random.bytes(random.below(20)) }),
  (place, random) => {
    const { content, tag } = here(place);
    if (content === undefined || content.length === 0) return;
    const changed = content.slice();
    changed[random.below(changed.length)] = random.word() & 0xff;
    replace(place, { tag, content: changed });
  },
  (place, random) => {
    const inner = here(place);
    const wraps = random.pick([0x30, 0x31, 0x04, 0xa0, 0xa1]);
    replace(place, { tag: wraps, children: [inner] });
  },
  (place, random) => {
    let tree = here(place);
    for (let left = random.pick([5, 28, 33, 60, 400]); left > 0; left -= 1)
      tree = { tag: tree.tag | 0x20, children: [tree] };
    replace(place, tree);
  },
  ({ list, at }) => {
    const { children } = list[at] as Tree;
    if (children) list.splice(at, 1, ...children);
  },
  (place, random) => {
    const length = random.pick(['indefinite', 'indefinite', 'long', 'too-much', 'too-little'] as const);
    replace(place, { ...here(place), length });
  },
  // The strings in pieces that BER allows.
  (place, random) => {
    const { tag, content } = here(place);
    if (content === undefined) return;
    const cut = random.below(content.length);
    const piece = (bytes: Uint8Array): Tree => ({ tag: 0x04, content: bytes });
    const children = [piece(content.subarray(0, cut)), piece(content.subarray(cut))];
    replace(place, { tag: tag | 0x20, children, length: random.oneIn(2) ? 'indefinite' : 'long' });
  },
];

/** One change somewhere; undefined when the bytes are not DER. `donor`: bytes to take elements from. */
export const mutateDer = (bytes: Uint8Array, random: Random, donor: Uint8Array): Uint8Array | undefined => {
  const trees = parseTrees(bytes);
  if (trees === undefined) return undefined;
  const places = placesOf(trees);
  if (places.length === 0) return undefined;
  random.pick(changes)(random.pick(places), random, parseTrees(donor) ?? []);
  return printTrees(trees);
};

/** One of the elements again and again, `size` bytes of it; undefined when the bytes are not DER. */
export const repeatElement = (bytes: Uint8Array, random: Random, size: number): Uint8Array | undefined => {
  const trees = parseTrees(bytes);
  const places = trees === undefined ? [] : placesOf(trees);
  if (trees === undefined || places.length === 0) return undefined;
  const place = random.pick(places);
  const element = Buffer.from(printTrees([here(place)]));
  const raw = Buffer.alloc(Math.ceil(size / element.length) * element.length, element);
  replace(place, { tag: 0, raw: new Uint8Array(raw) });
  return printTrees(trees);
};
