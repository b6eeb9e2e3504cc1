// PFX files off the beaten track: several keys, nested safes, revocation lists, secrets, BER, and seals by PBMAC1.
import { createHmac, pbkdf2Sync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDer, tag } from '../../../../main/pki/asn1/der.ts';
import {
  algorithmIdentifier,
  integer,
  nullValue,
  octetString,
  sequence,
} from '../../../../main/pki/asn1/der-values.ts';
import { privateKeyItemSchema } from '../../../../preload/contract/item.ts';
import { opensslText, write } from '../openssl.ts';
import * as build from './build.ts';
import { codeOf, first, keyOf, one, opened, pkcs8Of, second, two, written } from './fixtures.ts';

describe('a file with', () => {
  it('several keys and certificates', () => {
    const bytes = build.pfx(
      build.safe(build.certificateBag(first, 'first'), build.certificateBag(second)),
      build.safe(build.keyBag(pkcs8Of(one), 'first'), build.keyBag(pkcs8Of(two))),
    );
    const { certificates, keys, problems } = opened(bytes);
    expect(certificates).toEqual([{ der: first, friendlyName: 'first' }, { der: second }]);
    expect(keys.map((each) => [each.friendlyName, each.key])).toEqual([
      ['first', keyOf(one)],
      [undefined, keyOf(two)],
    ]);
    expect(keys.map(({ item }) => privateKeyItemSchema.parse(item).encrypted)).toEqual([false, false]);
    expect(problems).toEqual([]);
  });

  it('a safe in a safe, as openssl reads it too', () => {
    const nested = build.nestedBag(build.nestedBag(build.certificateBag(first)), build.keyBag(pkcs8Of(one)));
    const bytes = build.pfx(build.safe(nested, build.certificateBag(second)));
    expect(opened(bytes)).toMatchObject({
      certificates: [{ der: first }, { der: second }],
      keys: [{ key: keyOf(one) }],
    });
    const text = opensslText(['pkcs12', '-in', write('nested.p12', bytes), '-passin', 'pass:', '-noenc']);
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    let deep = build.certificateBag(first);
    for (let level = 0; level < 10; level += 1) deep = build.nestedBag(deep);
    expect(codeOf(build.pfx(build.safe(deep)))).toBe('damaged');
    const beside = build.pfx(build.safe(deep), build.safe(build.certificateBag(second)));
    expect(opened(beside).certificates).toEqual([{ der: second }]);
  });

  it('revocation lists and secrets', () => {
    const crl = new Uint8Array([0x30, 0x00]);
    const bytes = build.pfx(build.safe(build.crlBag(crl), build.secretBag('1.2.3.4', Buffer.from('x'), 'password')));
    expect(opened(bytes)).toMatchObject({ crls: [crl], secrets: [{ type: '1.2.3.4', friendlyName: 'password' }] });
  });

  it('a bad bag among good ones', () => {
    const bad = [
      build.bag('1.2.840.113549.1.12.10.1.3', Uint8Array.of(0x05, 0x00)),
      build.bag('1.2.840.113549.1.12.10.1.1', sequence(integer(0))),
      build.bag('1.2.3', Uint8Array.of(0x05, 0x00)),
      Uint8Array.of(0x05, 0x00),
    ];
    const content = opened(build.pfx(build.safe(...bad, build.certificateBag(first)), Uint8Array.of(0x05, 0x00)));
    expect(content.certificates).toEqual([{ der: first }]);
    expect(content.problems.map(({ code }) => code).sort()).toEqual([...Array(4).fill('damaged'), 'not-readable']);
    expect(new Set(content.problems.map((each) => JSON.stringify(each))).size).toBe(5);
  });

  it('nothing', () => {
    expect(opened(build.pfx())).toMatchObject({ certificates: [], keys: [], mac: null, problems: [] });
  });

  it('BER: indefinite lengths and strings in pieces, as openssl reads it too', () => {
    const noneInside = build.ber(readDer(written()), () => false);
    const inside = build.ber(
      readDer(build.withoutMac(written())),
      (octets) => octets[0] === tag.sequence && octets[1] === 0x82,
    );
    for (const bytes of [noneInside, inside]) {
      expect(bytes[1]).toBe(0x80);
      const content = opened(bytes, 'secret');
      expect(content).toMatchObject({ certificates: [{ der: first }, { der: second }], keys: [{ key: keyOf(one) }] });
      expect(content.problems).toEqual([]);
    }
    expect(opened(noneInside, 'secret').mac?.state).toBe('verified');
    const text = opensslText(['pkcs12', '-in', write('ber.p12', noneInside), '-passin', 'pass:secret', '-noenc']);
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    const endless = Uint8Array.from(Array.from({ length: 5000 }, () => [0x30, 0x80]).flat());
    expect(codeOf(endless)).toBe('damaged');
  });
});

describe('PBMAC1', () => {
  const hashes = { sha1: 7, sha256: 9, sha512: 11 } as const;
  type Hash = keyof typeof hashes;
  const identifier = (hash: Hash) => algorithmIdentifier(`1.2.840.113549.2.${hashes[hash]}`, nullValue());

  /** Sealed as RFC 9579 section 4 says; salt and rounds outside the parameters are there to mislead. */
  const sealed = (passphrase: string, prf: Hash, mac: Hash, keyLength?: number): Uint8Array => {
    const bytes = build.pfx(build.safe(build.certificateBag(first)));
    const content = readDer(bytes).children()[1]?.children()[1]?.children()[0]?.content as Uint8Array;
    const salt = Buffer.from('saltsalt');
    const length = keyLength ?? 20;
    const derived = pbkdf2Sync(Buffer.from(passphrase, 'utf8'), salt, 1234, length, prf);
    const digest = new Uint8Array(createHmac(mac, derived).update(content).digest());
    const lengths = keyLength === undefined ? [] : [integer(keyLength)];
    const pbkdf2 = algorithmIdentifier(
      '1.2.840.113549.1.5.12',
      sequence(octetString(salt), integer(1234), ...lengths, identifier(prf)),
    );
    const pbmac1 = algorithmIdentifier('1.2.840.113549.1.5.14', sequence(pbkdf2, identifier(mac)));
    const data = sequence(sequence(pbmac1, octetString(digest)), octetString(Buffer.from('NOT USED')), integer(1));
    return sequence(
      ...readDer(bytes)
        .children()
        .map(({ encoding }) => encoding),
      data,
    );
  };

  it.each<[Hash, Hash, number]>([
    ['sha256', 'sha256', 32],
    ['sha512', 'sha256', 32],
    ['sha512', 'sha512', 64],
    ['sha1', 'sha256', 20],
  ])('with %s for the key and %s for the seal', (prf, mac, length) => {
    for (const passphrase of ['1234', 'äöü 🔑', '']) {
      const content = opened(sealed(passphrase, prf, mac, length), passphrase);
      expect(content).toMatchObject({ certificates: [{ der: first }], problems: [] });
      expect(content.mac).toMatchObject({
        state: 'verified',
        iterations: 1234,
        algorithm: expect.stringMatching(/^PBMAC1/),
      });
      expect(codeOf(sealed(passphrase, prf, mac, length), 'other')).toBe('passphrase-wrong');
    }
  });

  it('without the length of the key is damaged', () => {
    expect(codeOf(sealed('1234', 'sha256', 'sha256'), '1234')).toBe('damaged');
  });
});
