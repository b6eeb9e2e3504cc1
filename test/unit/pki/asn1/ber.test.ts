// BER to DER: lengths of every form, strings in pieces, and limits. DER goes through unchanged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definiteLengths, derOfBer, implicitOctets } from '../../../../main/pki/asn1/ber.ts';
import { DerError, readDer } from '../../../../main/pki/asn1/der.ts';
import { integer, objectIdentifier } from '../../../../main/pki/asn1/der-values.ts';
import { encode } from '../../../../main/pki/asn1/der-write.ts';
import { opensslText } from '../openssl.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const hex = (value: Uint8Array): string => Buffer.from(value).toString('hex');

describe('derOfBer', () => {
  it.each([
    ['an indefinite length', '30 80 02 01 05 00 00', '3003020105'],
    ['indefinite inside definite', '30 09 30 80 02 01 05 00 00 05 00', '30073003020105 0500'],
    ['lengths that are not minimal', '30 82 00 04 02 81 01 05', '3003020105'],
    ['a string in pieces', '24 80 04 01 61 24 06 04 01 62 04 01 63 00 00', '0403616263'],
    ['an empty string in pieces', '24 80 00 00', '0400'],
    ['what is inside a string stays', '04 04 30 80 00 00', '040430800000'],
  ])('%s', (_name, from, to) => {
    expect(hex(derOfBer(bytes(from)))).toBe(to.replaceAll(' ', ''));
  });

  it.each([
    ['no end', '30 80 02 01 05'],
    ['half an end', '30 80 02 01 05 00'],
    ['a primitive of indefinite length', '04 80 00 00'],
    ['a piece that is no string', '24 80 02 01 05 00 00'],
    ['past the end', '30 05 02 01 05'],
    ['a child past its parent', '30 03 02 05 01 00 00 00 00'],
    ['something behind', '05 00 00'],
    ['nothing', ''],
    ['a long tag', '1f 81 01 00'],
    ['a length of 126 octets', `04 fe ${'ff'.repeat(126)}`],
    ['deep nesting', '30 80'.repeat(100)],
  ])('refuses %s', (_name, from) => {
    expect(() => derOfBer(bytes(from))).toThrow(DerError);
  });

  it('leaves DER as it is', () => {
    const element = fc.letrec<{ any: Uint8Array; list: Uint8Array; text: Uint8Array }>((tie) => ({
      text: fc.uint8Array({ maxLength: 300 }).map((content) => encode(0x04, content)),
      list: fc.array(tie('any'), { maxLength: 4 }).map((parts) => encode(0x30, ...parts)),
      any: fc.oneof({ depthSize: 'small' }, tie('text'), tie('list')),
    })).any;
    fc.assert(
      fc.property(element, (der) => {
        expect(derOfBer(der)).toEqual(der);
        expect(definiteLengths(der)).toEqual(der);
      }),
    );
  });

  it('never throws anything but DerError', () => {
    const start = fc.constantFrom(0x30, 0x24, 0xa0).map((first) => Uint8Array.of(first, 0x80));
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 60 }), (head, tail) => {
        try {
          derOfBer(Uint8Array.of(...head, ...tail));
        } catch (error) {
          expect(error).toBeInstanceOf(DerError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('implicitOctets', () => {
  it('joins the pieces', () => {
    expect(hex(implicitOctets(readDer(bytes('80 02 61 62'))))).toBe('6162');
    expect(hex(implicitOctets(readDer(bytes('a0 06 04 01 61 04 01 62'))))).toBe('6162');
    expect(() => implicitOctets(readDer(bytes('a0 03 02 01 61')))).toThrow(DerError);
  });
});

describe('der-values', () => {
  it('writes integers and object identifiers as openssl reads them', () => {
    for (const value of [0n, 1n, 127n, 128n, 255n, 256n, 2n ** 64n]) {
      const said = opensslText(['asn1parse', '-inform', 'DER'], integer(value));
      expect(BigInt(`0x${/INTEGER +:([0-9A-F]+)/.exec(said)?.[1]}`)).toBe(value);
    }
    for (const oid of ['1.2.3', '2.16.840.1.101.3.4.2.1', '1.3.6.1.4.1.11591.4.99', '2.5.29.17.99999999']) {
      const said = opensslText(['asn1parse', '-inform', 'DER'], objectIdentifier(oid));
      expect(/OBJECT +:(.*)$/.exec(said)?.[1]).toBe(oid === '2.16.840.1.101.3.4.2.1' ? 'sha256' : oid);
    }
  });
});
