import { describe, expect, it } from 'vitest';
import { DerError, readDer, tag } from '../../../../main/pki/asn1/der.ts';
import { readTime } from '../../../../main/pki/asn1/time.ts';

const time = (type: number, text: string): string =>
  readTime(readDer(new Uint8Array([type, text.length, ...Buffer.from(text)])));

describe('readTime', () => {
  it.each([
    [tag.utcTime, '491231235959Z', '2049-12-31T23:59:59Z'],
    [tag.utcTime, '500101000000Z', '1950-01-01T00:00:00Z'],
    [tag.utcTime, '2611220905Z', '2026-11-22T09:05:00Z'],
    [tag.utcTime, '261122090500+0230', '2026-11-22T06:35:00Z'],
    [tag.utcTime, '261231233000-0100', '2027-01-01T00:30:00Z'],
    [tag.generalizedTime, '20240229120000Z', '2024-02-29T12:00:00Z'],
    [tag.generalizedTime, '00010101000000Z', '0001-01-01T00:00:00Z'],
    [tag.generalizedTime, '20261122090500.5Z', '2026-11-22T09:05:00Z'],
    [tag.generalizedTime, '99991231235959Z', '9999-12-31T23:59:59Z'],
  ])('reads %i %s', (type, text, iso) => {
    expect(time(type, text)).toBe(iso);
  });

  it.each([
    [tag.utcTime, '260230000000Z'],
    [tag.utcTime, '261301000000Z'],
    [tag.utcTime, '260101240000Z'],
    [tag.utcTime, '260101006000Z'],
    [tag.utcTime, '260101000060Z'],
    [tag.utcTime, '20260101000000Z'],
    [tag.utcTime, '260101000000'],
    [tag.generalizedTime, '20230229000000Z'],
    [tag.generalizedTime, '99991231235959-0001'],
    [tag.generalizedTime, '260101000000Z'],
    [tag.ia5String, '260101000000Z'],
  ])('refuses %i %s', (type, text) => {
    expect(() => time(type, text)).toThrow(DerError);
  });
});
