// Revocation lists of shapes that no tool writes.
import * as make from '../../unit/pki/path/makers.ts';
import type { MadeCrl } from './made-crls.ts';
import { base64 } from './run.ts';

const key = make.key('lists');

/** Shapes that no tool writes. */
export const crlsByHand = (): MadeCrl[] => {
  const ca = base64(
    make.certificate({ subject: 'O=Contoso/CN=lists', key, extensions: [make.basicConstraints(true)] }),
  );
  const other = base64(make.certificate({ subject: 'O=Contoso/CN=lists', key: make.key('other lists') }));
  const serials = [
    Uint8Array.of(0),
    Uint8Array.of(0xff),
    Uint8Array.of(0, 0x80),
    Uint8Array.from({ length: 20 }, () => 0x7f),
    1,
    65_536,
  ];
  const wishes: [string, Partial<make.CrlOptions>][] = [
    ...serials.map((serial, at): [string, Partial<make.CrlOptions>] => [`serial ${at}`, { revoked: [{ serial }] }]),
    ...[0, 1, 2, 3, 4, 5, 6, 8, 9, 10].map((reason): [string, Partial<make.CrlOptions>] => [
      `reason ${reason}`,
      { revoked: [{ serial: 5, reason }, { serial: 6 }] },
    ]),
    ...['1950-01-01T00:00:00Z', '2049-12-31T23:59:59Z', '2050-01-01T00:00:00Z', '9999-12-31T23:59:59Z'].flatMap(
      (date): [string, Partial<make.CrlOptions>][] => [
        [`this update ${date}`, { thisUpdate: date }],
        [`next update ${date}`, { nextUpdate: date }],
        [`entry of ${date}`, { revoked: [{ serial: 9, date }] }],
      ],
    ),
    ['no next update', { nextUpdate: null }],
    ['version 1', { version: 1, revoked: [{ serial: 1 }] }],
    ...[0, 1, 127, 128, 255, 256, 2 ** 40].map((number): [string, Partial<make.CrlOptions>] => [
      `number ${number}`,
      { number },
    ]),
    ['base 0', { base: 0 }],
    ['base 300', { base: 300, number: 301 }],
    ...(['user', 'ca', 'attribute'] as const).map((only): [string, Partial<make.CrlOptions>] => [
      `only ${only}`,
      { extensions: [make.issuingPoint({ only })] },
    ]),
    [
      'indirect',
      {
        extensions: [make.issuingPoint({ indirect: true, uri: 'http://a/' })],
        revoked: [{ serial: 1, issuer: 'CN=other' }, { serial: 2 }],
      },
    ],
    ['reasons', { extensions: [make.issuingPoint({ reasons: [1, 5], uri: 'http://a/' })] }],
    ['point by name', { extensions: [make.issuingPoint({ names: [{ dir: 'CN=a' }, { uri: 'http://b/' }] })] }],
    ['authority', { extensions: [make.authorityKeyId(key)] }],
    ...[2, 10, 100, 1000].map((count): [string, Partial<make.CrlOptions>] => [
      `${count} entries`,
      {
        revoked: Array.from({ length: count }, (_, at) => ({
          serial: at * 3 + 1,
          ...(at % 3 === 0 ? { reason: 4 } : {}),
        })),
      },
    ]),
  ];
  return wishes.map(([called, wish]) => ({
    id: `by hand: ${called}`,
    maker: 'by hand',
    der: base64(make.crl({ issuer: 'O=Contoso/CN=lists', signer: key, ...wish })),
    ca,
    other,
  }));
};
