// A strict, bounded reader for DER (X.690): a cursor over the caller's bytes that copies nothing until asked.
// It refuses indefinite and non-minimal lengths, multi-byte tags, and input with too many or too deeply nested elements.
// Own code for speed: general ASN.1 libraries read about 500 certificates a second here, this aims at thousands.

/** Thrown by the readers of this folder on malformed input; every exported function of the folder catches it. */
export class DerError extends Error {
  override name = 'DerError';
}

/** Identifier octets (class, constructed bit and number in one byte) as they appear in the structures we read. */
export const tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  oid: 0x06,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  t61String: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** The identifier octet of a context-specific element `[number]`. */
export const context = (number: number, constructed = false): number => 0x80 | (constructed ? 0x20 : 0) | number;

const maxDepth = 32;
const maxElements = 100_000;

type Budget = { elements: number };

/** One element of a DER encoding, still in place in the bytes it was read from. */
export class DerElement {
  constructor(
    private readonly source: Uint8Array,
    readonly tag: number,
    private readonly start: number,
    private readonly contentStart: number,
    private readonly end: number,
    private readonly depth: number,
    private readonly budget: Budget,
  ) {}

  /** The whole encoding, header included: a view, not a copy. */
  get encoding(): Uint8Array {
    return this.source.subarray(this.start, this.end);
  }

  /** The content octets: a view, not a copy. */
  get content(): Uint8Array {
    return this.source.subarray(this.contentStart, this.end);
  }

  /** The elements inside. Throws DerError unless the content is exactly a series of well-formed elements. */
  children(): DerElement[] {
    if ((this.tag & 0x20) === 0) throw new DerError('a primitive element has no elements inside');
    return this.inside();
  }

  /** The one element that an OCTET STRING (an extension's value) or a BIT STRING without unused bits has for content. */
  wrapped(): DerElement {
    const skip = this.tag === tag.bitString ? 1 : 0;
    if (skip === 1 && this.source[this.contentStart] !== 0) throw new DerError('a BIT STRING with unused bits');
    const found = this.inside(skip);
    if (found.length !== 1) throw new DerError('expected exactly one wrapped element');
    return found[0] as DerElement;
  }

  private inside(skip = 0): DerElement[] {
    const found: DerElement[] = [];
    let at = this.contentStart + skip;
    while (at < this.end) {
      const child = readElement(this.source, at, this.end, this.depth + 1, this.budget);
      found.push(child);
      at = child.end;
    }
    return found;
  }

  /** Where the element ends in the bytes that it was read from. */
  get endOffset(): number {
    return this.end;
  }
}

const readElement = (source: Uint8Array, start: number, limit: number, depth: number, budget: Budget): DerElement => {
  if (depth > maxDepth) throw new DerError('nested too deeply');
  budget.elements -= 1;
  if (budget.elements < 0) throw new DerError('too many elements');
  if (start + 2 > limit) throw new DerError('ends in the middle of an element');
  const identifier = source[start] as number;
  if ((identifier & 0x1f) === 0x1f) throw new DerError('a tag number above 30');
  const first = source[start + 1] as number;
  let contentStart = start + 2;
  let length = first;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0) throw new DerError('an indefinite length');
    // Four octets say up to 4 GiB, far beyond every limit on input.
    if (count > 4) throw new DerError('a length of more than four octets');
    if (contentStart + count > limit) throw new DerError('ends in the middle of a length');
    length = 0;
    for (let i = 0; i < count; i += 1) length = length * 256 + (source[contentStart + i] as number);
    if (length < 0x80 || source[contentStart] === 0) throw new DerError('a length that is not minimal');
    contentStart += count;
  }
  if (length > limit - contentStart) throw new DerError('an element that runs past the end');
  return new DerElement(source, identifier, start, contentStart, contentStart + length, depth, budget);
};

/** Reads the one element that starts at `offset`; what follows it is the caller's business (see `endOffset`). */
export const readDerAt = (bytes: Uint8Array, offset: number): DerElement =>
  readElement(bytes, offset, bytes.length, 0, { elements: maxElements });

/** Reads bytes that must be exactly one element. Throws DerError. */
export const readDer = (bytes: Uint8Array): DerElement => {
  const element = readDerAt(bytes, 0);
  if (element.endOffset !== bytes.length) throw new DerError('bytes after the end');
  return element;
};

/** The element itself, once its identifier octet is the one wanted. */
export const expect = (element: DerElement | undefined, wanted: number, what: string): DerElement => {
  if (element === undefined) throw new DerError(`${what} is missing`);
  if (element.tag !== wanted) throw new DerError(`${what} has an unexpected type`);
  return element;
};

/**
 * Optional fields by their identifier octet. They must be some of `wanted`, in that order and each at most once, and
 * nothing else: what a reader passes over may be what somebody wanted to hide from it. Throws DerError.
 */
export const optionalFields = (
  fields: readonly DerElement[],
  wanted: readonly number[],
  what: string,
): ReadonlyMap<number, DerElement> => {
  let next = 0;
  for (const field of fields) {
    const at = wanted.indexOf(field.tag, next);
    if (at < 0) throw new DerError(`${what} with a part that does not belong there`);
    next = at + 1;
  }
  return new Map(fields.map((field) => [field.tag, field]));
};

/** The one element inside an explicitly tagged field. Throws DerError when it is none or more. */
export const onlyChild = (field: DerElement, what: string): DerElement => {
  const [inner, ...more] = field.children();
  if (inner === undefined || more.length > 0) throw new DerError(`${what} is not exactly one element`);
  return inner;
};

/** Dotted text of an OBJECT IDENTIFIER's content, with arcs of any size. */
export const oidText = (element: DerElement): string => {
  const bytes = element.content;
  if (bytes.length === 0 || bytes.length > 64) throw new DerError('an object identifier of unusable length');
  const arcs: (number | bigint)[] = [];
  let arc: number | bigint = 0;
  let fresh = true;
  for (const byte of bytes) {
    if (fresh && byte === 0x80) throw new DerError('an object identifier that is not minimal');
    arc =
      typeof arc === 'number' && arc < 2 ** 45 ? arc * 128 + (byte & 0x7f) : BigInt(arc) * 128n + BigInt(byte & 0x7f);
    fresh = byte < 0x80;
    if (fresh) {
      arcs.push(arc);
      arc = 0;
    }
  }
  if (!fresh) throw new DerError('an object identifier that breaks off');
  const first = arcs[0] as number | bigint;
  const root = first < 40 ? 0 : first < 80 ? 1 : 2;
  const second = typeof first === 'number' ? first - root * 40 : first - BigInt(root * 40);
  return [root, second, ...arcs.slice(1)].join('.');
};

/** A small non-negative INTEGER (a version, a path length). */
export const smallInteger = (element: DerElement): number => {
  const bytes = element.content;
  if (bytes.length === 0 || bytes.length > 4 || (bytes[0] as number) >= 0x80)
    throw new DerError('an integer out of range');
  return bytes.reduce((sum, byte) => sum * 256 + byte, 0);
};

/** A BOOLEAN. DER knows 00 and FF only, but certificates with another non-zero octet exist and OpenSSL reads them. */
export const booleanValue = (element: DerElement): boolean => {
  if (element.content.length !== 1) throw new DerError('a boolean of the wrong length');
  return element.content[0] !== 0;
};

/** The octets of a BIT STRING whose length is a whole number of octets (keys, signatures). */
export const bitStringOctets = (element: DerElement): Uint8Array => {
  if (element.content[0] !== 0) throw new DerError('a BIT STRING with unused bits');
  return element.content.subarray(1);
};

/** Upper-case hex without separators. */
export const hexOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('hex').toUpperCase();

/** Whether two byte strings are equal. For public data: the time taken depends on the content. */
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && Buffer.compare(a, b) === 0;
