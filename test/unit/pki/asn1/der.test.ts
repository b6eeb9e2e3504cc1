import fc from 'fast-check';
import forge from 'node-forge';
import { describe, expect, it } from 'vitest';
import { DerError, oidText, readDer, readDerAt, smallInteger } from '../../../../main/pki/asn1/der.ts';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

describe('readDer', () => {
  it('reads elements in place', () => {
    const outer = readDer(hex('30 09 02 01 05 0C 02 68 69 05 00'));
    const [number, text, nothing] = outer.children();
    expect(number && smallInteger(number)).toBe(5);
    expect(Buffer.from(text?.content ?? []).toString()).toBe('hi');
    expect(nothing?.encoding).toEqual(hex('05 00'));
  });

  it('reads the long form of a length', () => {
    const bytes = new Uint8Array(4 + 300).fill(7);
    bytes.set(hex('04 82 01 2C'));
    expect(readDer(bytes).content).toHaveLength(300);
  });

  it.each([
    ['an indefinite length', '30 80 02 01 05 00 00'],
    ['a length that could be shorter', '04 81 01 00'],
    ['a length with a leading zero', `04 82 00 80 ${'00'.repeat(128)}`],
    ['a length of five octets', '04 85 00 00 00 00 01 00'],
    ['a content beyond the end', '04 05 01 02'],
    ['a length beyond the end', '04 82 01'],
    ['a lone tag', '04'],
    ['nothing', ''],
    ['bytes after the end', '05 00 00'],
    ['a tag of several octets', '1F 81 01 00'],
  ])('refuses %s', (_, bytes) => {
    expect(() => readDer(hex(bytes))).toThrow(DerError);
  });

  it('refuses a child that runs over its parent', () => {
    const outer = readDer(hex('30 03 04 02 01'));
    expect(() => outer.children()).toThrow(DerError);
  });

  it('refuses to look into a primitive element, and more than one wrapped element', () => {
    expect(() => readDer(hex('04 02 05 00')).children()).toThrow(DerError);
    expect(() => readDer(hex('04 04 05 00 05 00')).wrapped()).toThrow(DerError);
    expect(readDer(hex('04 02 05 00')).wrapped().tag).toBe(5);
    expect(readDer(hex('03 03 00 05 00')).wrapped().tag).toBe(5);
    expect(() => readDer(hex('03 03 01 05 00')).wrapped()).toThrow(DerError);
  });

  it('stops at a depth of 32', () => {
    let bytes: number[] = [0x05, 0x00];
    for (let i = 0; i < 40; i += 1) bytes = [0x30, bytes.length, ...bytes];
    const descend = () => {
      let element = readDer(new Uint8Array(bytes));
      for (let i = 0; i < 40; i += 1) [element] = element.children() as [typeof element];
    };
    expect(descend).toThrow('nested too deeply');
  });

  it('stops at 100,000 elements', () => {
    const bytes = new Uint8Array(5 + 2 * 100_001);
    bytes.set([0x30, 0x83, ...hex('030D42')]);
    for (let at = 5; at < bytes.length; at += 2) bytes[at] = 5;
    const outer = readDer(bytes);
    expect(() => outer.children()).toThrow('too many elements');
  });

  it('says where an element ends', () => {
    expect(readDerAt(hex('05 00 02 01 07'), 2).endOffset).toBe(5);
  });
});

describe('oidText', () => {
  it('agrees with forge on identifiers of any arcs', () => {
    const arcs = fc.array(fc.nat({ max: 2 ** 31 - 1 }), { minLength: 0, maxLength: 10 });
    const roots = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 39 }));
    fc.assert(
      fc.property(roots, arcs, (root, rest) => {
        const text = [...root, ...rest].join('.');
        const content = Buffer.from(forge.asn1.oidToDer(text).getBytes(), 'latin1');
        expect(oidText(readDer(new Uint8Array([6, content.length, ...content])))).toBe(text);
      }),
    );
  });

  it('reads arcs beyond 53 bits and a second arc beyond 39', () => {
    // 2.25.(2^128 - 1), the largest identifier made of a UUID (X.667).
    expect(oidText(readDer(hex('06 14 69 83 FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF 7F')))).toBe(
      `2.25.${2n ** 128n - 1n}`,
    );
    expect(oidText(readDer(hex('06 02 88 37')))).toBe('2.999');
  });

  it.each(['06 00', '06 01 80', '06 02 2A 86', '06 03 2A 80 01'])('refuses %s', (bytes) => {
    expect(() => oidText(readDer(hex(bytes)))).toThrow(DerError);
  });
});
