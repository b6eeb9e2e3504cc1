// Certificates that no tool makes: odd types of strings, serial numbers, dates and extensions, each encoded here octet by
// octet and signed with one key. The referees print them all the same.
import { sign } from 'node:crypto';
import { encode } from '../../../main/pki/asn1/der-write.ts';
import * as make from '../../unit/pki/path/makers.ts';
import { extensions } from './hand-extensions.ts';
import { names } from './hand-names.ts';
import type { Made } from './made-by-openssl.ts';
import { base64 } from './run.ts';

const { sequence, oid, octets } = make;
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

const serials = [
  ...['00', '01', '7f', '0080', '00ff', '0100', '7fff', '008000', 'ff', '80', 'ff7f', 'fe', '8000', 'ff0000'],
  ...['00ffffffffffffffff', '7fffffffffffffff', '0080000000000000', '0f'.repeat(20), '7f'.repeat(21), '11'.repeat(64)],
  ...['81'.repeat(8), '81'.repeat(9), '81'.repeat(20), '0102030405060708', '010203040506070809'],
];

const utc = (text: string): Uint8Array => encode(0x17, latin(text));
const general = (text: string): Uint8Array => encode(0x18, latin(text));

const dates: readonly [Uint8Array, Uint8Array][] = [
  [utc('500101000000Z'), utc('491231235959Z')],
  [utc('000229120000Z'), utc('240229235959Z')],
  [utc('700101000000Z'), utc('380119031408Z')],
  [utc('991231235959Z'), general('20500101000000Z')],
  [general('19500101000000Z'), general('99991231235959Z')],
  [general('19491231235959Z'), general('20491231235959Z')],
  [general('00010101000000Z'), general('21000301000000Z')],
  [general('19000228000000Z'), general('20000229000000Z')],
  [general('20240630235900Z'), general('20240630235959Z')],
  [utc('300601000000Z'), utc('290601000000Z')],
];

type Wish = {
  subject?: Uint8Array;
  serial?: Uint8Array;
  validity?: readonly [Uint8Array, Uint8Array];
  list?: readonly make.Extension[];
  version?: number;
};

const written = ({ subject, serial = hex('01'), validity, list = [], version = 2 }: Wish): Uint8Array => {
  const key = make.key('by hand');
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const name = subject ?? make.name('C=US/CN=by hand');
  const extensionList = list.map((each) =>
    sequence(oid(each.oid), ...(each.critical ? [make.boolean(true)] : []), octets(each.value)),
  );
  const tbs = sequence(
    ...(version === 0 ? [] : [encode(0xa0, make.integer(version))]),
    encode(0x02, serial),
    algorithm,
    name,
    sequence(...(validity ?? [utc('300101000000Z'), utc('310101000000Z')])),
    name,
    key.spki,
    ...(list.length > 0 ? [encode(0xa3, sequence(...extensionList))] : []),
  );
  return sequence(tbs, algorithm, encode(0x03, Uint8Array.of(0), sign('sha256', tbs, key.private)));
};

/** All of them: self-signed, P-256. */
export const madeByHand = (): Made[] => {
  const all: [string, Wish][] = [
    ...names().map(([called, subject]): [string, Wish] => [`subject ${called}`, { subject }]),
    ...serials.map((text): [string, Wish] => [`serial number ${text.slice(0, 24)}`, { serial: hex(text) }]),
    ...dates.map((validity, at): [string, Wish] => [`dates ${at}`, { validity }]),
    ...extensions().map(([called, each]): [string, Wish] => [called, { list: [each] }]),
    ['of version 1', { version: 0 }],
    ['of version 2', { version: 1 }],
  ];
  // Pairs of extensions, so that reading one never disturbs another.
  const list = extensions();
  for (let at = 0; at < list.length; at += 1) {
    const [first, second] = [list[at], list[(at * 7 + 31) % list.length]];
    if (first && second && first[1].oid !== second[1].oid)
      all.push([`${first[0]} and ${second[0]}`, { list: [first[1], second[1]] }]);
  }
  return all.map(([id, wish]) => ({ id: `by hand: ${id}`, maker: 'by hand', der: base64(written(wish)) }));
};
