import { describe, expect, it } from 'vitest';
import { notAllowed } from '../../../main/acceptance/alphabet.ts';
import { generatePassphrase } from '../../../main/kit/passphrase.ts';

const sensor = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#%()+,-./:=?@[\\]^_{}~';

describe('a generated passphrase', () => {
  it('is groups of four that nobody misreads and no shell minds', () => {
    for (let n = 0; n < 50; n += 1)
      expect(generatePassphrase(sensor)).toMatch(
        /^([acdefghijkmnpqrtuvwxyACDEFGHJKLMNPQRTUVWXYb34679]{4}-){4}[\w]{4}$/,
      );
  });

  it('uses each of 48 characters, and nothing else, so that 20 of them are 111 bits', () => {
    const drawn = Array.from({ length: 400 }, () => generatePassphrase(sensor).replaceAll('-', '')).join('');
    const counts = new Map<string, number>();
    for (const character of drawn) counts.set(character, (counts.get(character) ?? 0) + 1);
    expect(counts.size).toBe(48);
    expect(drawn).not.toMatch(/[0Oo1lI2Zz5Ss8B]/);
    // 8000 draws, 167 expected of each; less than half or more than double is one in very many billions.
    for (const count of counts.values()) expect(count > 83 && count < 334).toBe(true);
    expect(20 * Math.log2(counts.size)).toBeGreaterThan(100);
  });

  it('becomes longer where an appliance takes less, and leaves out what it does not take', () => {
    const digits = generatePassphrase('0123456789');
    expect(digits).toMatch(/^[34679]{44,}$/);
    expect(digits.length * Math.log2(5)).toBeGreaterThan(100);
    expect(generatePassphrase('abcdef._')).toMatch(/^([abcdef]{4}\.)+[abcdef]{4}$/);
    expect(() => generatePassphrase('0-!')).toThrow(RangeError);
  });

  it('is another one each time, also where nothing is known of the appliance', () => {
    const many = new Set(Array.from({ length: 100 }, () => generatePassphrase(null)));
    expect(many.size).toBe(100);
  });
});

it('counts what an appliance does not take', () => {
  expect(notAllowed('päss wörd', sensor)).toBe(3);
  expect(notAllowed('pass🔑', sensor)).toBe(1);
  expect(notAllowed('Pa55-word!', sensor)).toBe(0);
  expect(notAllowed('päss', null)).toBe(0);
});
