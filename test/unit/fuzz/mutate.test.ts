// The fuzzer's changes: what they take apart they put together again, and each input becomes others of many kinds.
import { expect, it } from 'vitest';
import { DerError, readDer } from '../../../main/pki/asn1/der.ts';
import { blowUp, mutate, oidOctets } from '../../fuzz/mutate.ts';
import { mutateDer, parseTrees, printTrees, repeatElement } from '../../fuzz/mutate-der.ts';
import { Random } from '../../fuzz/random.ts';
import { certificate, key } from '../pki/openssl.ts';

const der = certificate({
  key: key('p256'),
  subject: '/CN=a',
  extensions: ['subjectAltName=DNS:a', 'keyUsage=keyCertSign'],
});

it('prints the elements that it read', () => {
  const trees = parseTrees(der) ?? [];
  expect(trees).toHaveLength(1);
  expect(Buffer.from(printTrees(trees)).equals(der)).toBe(true);
  expect(parseTrees(der.subarray(0, -1))).toBeUndefined();
});

it('changes DER, most of the time into well-formed DER', () => {
  const random = new Random(1);
  const results = Array.from({ length: 500 }, () => mutateDer(der, random, der) ?? new Uint8Array());
  const different = new Set(results.map((bytes) => Buffer.from(bytes).toString('hex')));
  expect(different.size).toBeGreaterThan(250);
  const wellFormed = results.filter((bytes) => {
    try {
      return readDer(bytes).tag === 0x30;
    } catch (error) {
      if (error instanceof DerError) return false;
      throw error;
    }
  });
  expect(wellFormed.length).toBeGreaterThan(250);
});

it('repeats itself with the same seed', () => {
  const series = (seed: number) => {
    const random = new Random(seed);
    return Array.from({ length: 20 }, () => Buffer.from(mutate(der, random, der, [der], 1000)).toString('hex'));
  };
  expect(series(7)).toEqual(series(7));
  expect(series(7)).not.toEqual(series(8));
  for (const hex of series(7)) expect(hex.length).toBeLessThanOrEqual(2000);
});

it('makes inputs long', () => {
  const random = new Random(1);
  const long = repeatElement(der, random, 50_000);
  expect(long?.length).toBeGreaterThan(50_000);
  expect(parseTrees(long ?? der)).toBeDefined();
  expect(blowUp(new TextEncoder().encode('a,b'), random, 50_000).length).toBeGreaterThan(49_000);
});

it('writes identifiers as DER', () => {
  expect(Buffer.from(oidOctets('1.2.840.113549.1.1.11') ?? []).toString('hex')).toBe('06092a864886f70d01010b');
  expect(oidOctets('1.2')).toBeUndefined();
  expect(oidOctets('CN')).toBeUndefined();
});
