// Extensions octet by octet, each kind in its forms, proper and odd.
import { encode } from '../../../main/pki/asn1/der-write.ts';
import * as make from '../../unit/pki/path/makers.ts';

const { sequence, oid, octets } = make;
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

const spell = (oids: readonly string[]): Uint8Array => sequence(...oids.map(oid));
const bit = (bits: readonly number[]): Uint8Array => {
  const last = Math.max(...bits);
  const content = new Uint8Array(Math.floor(last / 8) + 1);
  for (const each of bits) content[each >> 3] = (content[each >> 3] as number) | (0x80 >> (each & 7));
  return encode(0x03, Uint8Array.of(7 - (last % 8)), content);
};
const san = (called: string, ...of: Uint8Array[]): [string, make.Extension] => [
  `names: ${called}`,
  { oid: '2.5.29.17', value: sequence(...of) },
];
const dns = (text: string): Uint8Array => encode(0x82, latin(text));
const ip = (text: string): Uint8Array => encode(0x87, hex(text));
const policy = (id: string, ...qualifiers: Uint8Array[]): Uint8Array =>
  sequence(oid(id), ...(qualifiers.length > 0 ? [sequence(...qualifiers)] : []));
const subtree = (tag: number, content: Uint8Array): Uint8Array => sequence(encode(tag, content));
const constraints = (called: string, permitted: Uint8Array[], excluded: Uint8Array[]): [string, make.Extension] => [
  `constraints: ${called}`,
  {
    oid: '2.5.29.30',
    critical: true,
    value: sequence(
      ...(permitted.length > 0 ? [encode(0xa0, ...permitted)] : []),
      ...(excluded.length > 0 ? [encode(0xa1, ...excluded)] : []),
    ),
  },
];

const usages = Array.from({ length: 511 }, (_, mask) => mask + 1).filter(
  (mask) => mask % 7 === 1 || (mask & (mask - 1)) === 0,
);

/** Each with what it is called. */
export const extensions = (): [string, make.Extension][] => [
  ...usages.map((mask): [string, make.Extension] => [
    `usages ${mask.toString(2)}`,
    {
      oid: '2.5.29.15',
      critical: mask % 2 === 0,
      value: bit([0, 1, 2, 3, 4, 5, 6, 7, 8].filter((at) => mask & (1 << at))),
    },
  ]),
  ...[0, 1, 2, 10, 127, 128, 255, 256, 65_535].map((length): [string, make.Extension] => [
    `path length ${length}`,
    make.basicConstraints(true, length),
  ]),
  ['no CA', make.basicConstraints(false)],
  ['a CA, not critical', make.basicConstraints(true, undefined, false)],
  ['CA spelt as false', { oid: '2.5.29.19', value: sequence(make.boolean(false)) }],
  san('none'),
  san('many', ...Array.from({ length: 200 }, (_, at) => dns(`host${at}.contoso.com`))),
  ...[
    'a',
    '*.contoso.com',
    'xn--mnchen-3ya.de',
    'A.Contoso.COM',
    'trailing.',
    '_srv.contoso.com',
    '192.0.2.1',
    'with space',
    '-',
    'x'.repeat(300),
  ].map((text) => san(`dns ${text.slice(0, 20)}`, dns(text))),
  ...[
    '00000000',
    'c0000201',
    'ffffffff',
    '20010db8000000000000000000000001',
    '00000000000000000000000000000000',
    '00000000000000000000000000000001',
    'fe800000000000000001000000000001',
    '20010db8000100000000000000010001',
    '00000000000000000000ffffc0000201',
    '20010db8000000010001000100010001',
    '000000000000000000000000c0000201',
    'ffffffffffffffffffffffffffffffff',
    '00010000000000000000000000000000',
    '0001000200000003000000000004000a',
  ].map((text) => san(`ip ${text}`, ip(text))),
  ...['a@contoso.com', 'first.last+tag@sub.contoso.com'].map((text) => san(`email ${text}`, encode(0x81, latin(text)))),
  ...['http://a/', 'urn:uuid:1', 'spiffe://contoso.com/ns/a', 'ldap://a/cn=b?c?d'].map((text) =>
    san(`uri ${text}`, encode(0x86, latin(text))),
  ),
  san('directory', encode(0xa4, make.name('C=US/O=Contoso/CN=dir'))),
  san('an empty directory', encode(0xa4, sequence())),
  san('registered', encode(0x88, oid('1.2.3.4').subarray(2))),
  san('UPN', encode(0xa0, oid('1.3.6.1.4.1.311.20.2.3'), encode(0xa0, encode(0x0c, latin('user@contoso.com'))))),
  san('another name', encode(0xa0, oid('1.2.3.4'), encode(0xa0, encode(0x04, hex('0102'))))),
  ...[
    '1.3.6.1.5.5.7.3.1',
    '1.3.6.1.5.5.7.3.2',
    '1.3.6.1.5.5.7.3.3',
    '1.3.6.1.5.5.7.3.4',
    '1.3.6.1.5.5.7.3.8',
    '1.3.6.1.5.5.7.3.9',
    '2.5.29.37.0',
    '1.3.6.1.5.5.7.3.17',
    '1.3.6.1.4.1.311.20.2.2',
    '1.2.3',
    '2.999.1',
    '1.3.6.1.5.2.3.5',
  ].map((id): [string, make.Extension] => [`purpose ${id}`, { oid: '2.5.29.37', value: spell([id]) }]),
  ...['http://a/a.crl', 'ldap:///CN=a', 'file://server/a.crl'].map((uri): [string, make.Extension] => [
    `point ${uri}`,
    make.distributionPoints({ uri }),
  ]),
  ['a point of reasons', make.distributionPoints({ uri: 'http://a/', reasons: [1, 5] }, { uri: 'http://b/' })],
  ['a point by directory name', make.distributionPoints({ names: [{ dir: 'CN=a' }] })],
  ['a point of another issuer', make.distributionPoints({ names: [{ uri: 'http://a/' }], issuer: 'CN=other' })],
  ['a relative point', make.distributionPoints({ relative: 'CN=a', issuer: 'CN=other' })],
  ['a point without a name', make.distributionPoints({ issuer: 'CN=other' })],
  ...['', '01', '0102030405060708090a0b0c0d0e0f1011121314', 'ff'.repeat(64)].map((id): [string, make.Extension] => [
    `key identifier ${id.slice(0, 8)}`,
    { oid: '2.5.29.14', value: octets(hex(id)) },
  ]),
  ['an authority by key', { oid: '2.5.29.35', value: sequence(encode(0x80, hex('010203'))) }],
  [
    'an authority by name and number',
    { oid: '2.5.29.35', value: sequence(encode(0xa1, encode(0xa4, make.name('CN=a'))), encode(0x82, hex('7f'))) },
  ],
  [
    'an authority by all',
    {
      oid: '2.5.29.35',
      value: sequence(
        encode(0x80, hex('aabb')),
        encode(0xa1, encode(0xa4, make.name('CN=a'))),
        encode(0x82, hex('0080')),
      ),
    },
  ],
  ['an authority by nothing', { oid: '2.5.29.35', value: sequence() }],
  [
    'policies',
    { oid: '2.5.29.32', value: sequence(policy('1.2.3.4'), policy('2.5.29.32.0'), policy('2.23.140.1.2.1')) },
  ],
  [
    'a policy with a pointer',
    {
      oid: '2.5.29.32',
      value: sequence(policy('1.2.3', sequence(oid('1.3.6.1.5.5.7.2.1'), encode(0x16, latin('http://cps/'))))),
    },
  ],
  [
    'a policy with a notice',
    {
      oid: '2.5.29.32',
      value: sequence(policy('1.2.3', sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(encode(0x0c, latin('notice')))))),
    },
  ],
  constraints(
    'names',
    [subtree(0x82, latin('contoso.com')), subtree(0x82, latin('.b.com')), subtree(0x82, latin(''))],
    [subtree(0x81, latin('a@b.com')), subtree(0x86, latin('.c.com'))],
  ),
  constraints(
    'addresses',
    [subtree(0x87, hex('0a000000ff000000')), subtree(0x87, hex('c0a80180ffffff80'))],
    [subtree(0x87, hex('20010db8000000000000000000000000ffffffff000000000000000000000000'))],
  ),
  constraints('all addresses', [subtree(0x87, hex('00'.repeat(8)))], [subtree(0x87, hex('00'.repeat(32)))]),
  constraints('a directory', [subtree(0xa4, make.name('O=Contoso'))], []),
  constraints('excluded alone', [], [subtree(0x82, latin('x.com'))]),
  [
    'access by other methods',
    {
      oid: '1.3.6.1.5.5.7.1.1',
      value: sequence(
        sequence(oid('1.3.6.1.5.5.7.48.3'), encode(0x86, latin('http://ts/'))),
        sequence(oid('1.3.6.1.5.5.7.48.1'), encode(0x86, latin('http://o/'))),
      ),
    },
  ],
  [
    'access twice',
    {
      oid: '1.3.6.1.5.5.7.1.1',
      value: sequence(
        ...[1, 1, 2, 2].map((method, at) =>
          sequence(oid(`1.3.6.1.5.5.7.48.${method}`), encode(0x86, latin(`http://${at}/`))),
        ),
      ),
    },
  ],
  ...[
    '1.2.3.4.5',
    '2.5.29.99',
    '1.3.6.1.4.1.311.21.7',
    '1.3.6.1.4.1.11129.2.4.3',
    '2.16.840.1.113730.1.1',
    '2.999.4294967296',
    '1.3.6.1.5.5.7.1.24',
    '2.5.29.36',
    '2.5.29.46',
    '2.5.29.9',
  ].flatMap((id): [string, make.Extension][] =>
    ['0500', '020105', '3003020101', '0c0568656c6c6f', `04820100${'ab'.repeat(256)}`].map((value, at) => [
      `extension ${id} of ${value.slice(0, 8)}`,
      { oid: id, critical: at % 2 === 1, value: hex(value) },
    ]),
  ),
];
