// Distinguished names octet by octet: every attribute in every type of string, and the texts that are hard to write.
import { encode } from '../../../main/pki/asn1/der-write.ts';
import { attributeNames } from '../../../main/pki/asn1/oids.ts';
import * as make from '../../unit/pki/path/makers.ts';

const { sequence, oid } = make;
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));

const utf32 = (text: string): Uint8Array => {
  const points = [...text].map((each) => each.codePointAt(0) as number);
  const bytes = Buffer.alloc(points.length * 4);
  for (const [at, point] of points.entries()) bytes.writeUInt32BE(point, at * 4);
  return bytes;
};

/** Types of string by tag, and how a text is written in each. */
const stringTypes: readonly { tag: number; of: (text: string) => Uint8Array }[] = [
  { tag: 0x0c, of: (text) => new Uint8Array(Buffer.from(text)) },
  { tag: 0x13, of: latin },
  { tag: 0x14, of: latin },
  { tag: 0x16, of: latin },
  { tag: 0x1a, of: latin },
  { tag: 0x12, of: latin },
  { tag: 0x1e, of: (text) => new Uint8Array(Buffer.from(text, 'utf16le').swap16()) },
  { tag: 0x1c, of: utf32 },
];

type Attribute = { type: string; tag: number; text: string };

const attribute = ({ type, tag, text }: Attribute): Uint8Array => {
  const written = stringTypes.find((each) => each.tag === tag)?.of(text) ?? latin(text);
  return sequence(oid(type), encode(tag, written));
};

/** A SET OF in the order of DER. */
const rdn = (...attributes: Attribute[]): Uint8Array =>
  encode(0x31, ...attributes.map(attribute).sort((a, b) => Buffer.compare(a, b)));

const cn = '2.5.4.3';
const texts = [
  ...[
    'plain',
    'two words',
    ' lead',
    'trail ',
    '  ',
    '#hash',
    'a,b',
    'a+b',
    'a"b',
    'a\\b',
    'a<b>c',
    'a;b',
    'a=b',
    'a/b',
  ],
  ...['tab\there', 'line\nbreak', 'nul', "it's", '*.contoso.com', 'x'.repeat(300), '(a)', 'a#b', '\\20', '\u007f'],
];
const wide = ['größe', 'Ελλάδα', '日本語', '\u00a0', '\u200e', 'e\u0301', 'Ω'];

/** Each with what it is called. */
export const names = (): [string, Uint8Array][] => [
  ...Object.entries(attributeNames).flatMap(([type, called]) =>
    stringTypes.map(({ tag }): [string, Uint8Array] => [
      `${called} as ${tag.toString(16)}`,
      sequence(rdn({ type, tag, text: 'Contoso 12' })),
    ]),
  ),
  ...stringTypes.flatMap(({ tag }) =>
    texts.map((text): [string, Uint8Array] => [
      `${JSON.stringify(text.slice(0, 20))} as ${tag.toString(16)}`,
      sequence(rdn({ type: cn, tag, text })),
    ]),
  ),
  ...[0x0c, 0x1e, 0x1c].flatMap((tag) =>
    wide.map((text): [string, Uint8Array] => [
      `${text} as ${tag.toString(16)}`,
      sequence(rdn({ type: cn, tag, text })),
    ]),
  ),
  ...[0x0c, 0x1c].map((tag): [string, Uint8Array] => [
    `😀 as ${tag.toString(16)}`,
    sequence(rdn({ type: cn, tag, text: 'a😀' })),
  ]),
  ...['größe', 'Ångström'].flatMap((text) =>
    [0x13, 0x14, 0x16].map((tag): [string, Uint8Array] => [
      `${text} as ${tag.toString(16)}`,
      sequence(rdn({ type: cn, tag, text })),
    ]),
  ),
  ['empty', sequence()],
  ['an empty value', sequence(rdn({ type: cn, tag: 0x0c, text: '' }))],
  [
    'of three attributes',
    sequence(
      rdn(
        { type: cn, tag: 0x0c, text: 'c' },
        { type: '2.5.4.10', tag: 0x0c, text: 'o' },
        { type: '2.5.4.11', tag: 0x0c, text: 'u' },
      ),
    ),
  ],
  ['twice the same type', sequence(rdn({ type: cn, tag: 0x0c, text: 'a' }, { type: cn, tag: 0x0c, text: 'b' }))],
  [
    'with two common names',
    sequence(rdn({ type: cn, tag: 0x0c, text: 'first' }), rdn({ type: cn, tag: 0x0c, text: 'second' })),
  ],
  ...['1.2.3.4', '2.5.4.999', '2.5.4.47', '1.3.6.1.4.1.311.60.2.1.3'].map((type): [string, Uint8Array] => [
    `the type ${type}`,
    sequence(rdn({ type, tag: 0x0c, text: 'a' }), rdn({ type: cn, tag: 0x0c, text: 'b' })),
  ]),
  [
    'of thirty parts',
    sequence(...Array.from({ length: 30 }, (_, at) => rdn({ type: '2.5.4.11', tag: 0x0c, text: `u${at}` }))),
  ],
];
