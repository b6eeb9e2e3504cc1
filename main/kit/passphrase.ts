// A passphrase for the key of a kit: of characters that the appliance takes, that nobody mistakes for another when they
// type it from paper, and that mean nothing to a shell, to a CSV file or to a web form. It is kept nowhere.
import { randomInt } from 'node:crypto';

/** Pairs that look alike in many typefaces: 0 O o, 1 l I, 2 Z z, 5 S s, 8 B. */
const lookAlikes = /[0Oo1lI2Zz5Ss8B]/;
const separators = ['-', '.', '_'];
const groupLength = 4;
const leastCharacters = 20;
/** Bits of entropy that a guesser has to go through. */
const leastBits = 100;

const everyone = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-';

/** What of the characters that an appliance takes is good for reading aloud and typing: letters and digits only. */
const readable = (allowed: string): string[] =>
  [...new Set(allowed)].filter((character) => /^[a-zA-Z0-9]$/.test(character) && !lookAlikes.test(character));

/**
 * A new passphrase, in groups of four: `Kq7f-hTW3-…`. With all letters and digits to choose from there are 48 that
 * nothing looks like, so 20 of them carry 20 × log2 48 = 111 bits; where an appliance takes fewer, it becomes longer,
 * until there are at least 100 bits. Random by the system's generator, each character with the same chance.
 * @param allowed every character that the appliance takes; null: it says nothing about it
 * @throws RangeError when fewer than two letters or digits are allowed, which is a mistake in a profile
 */
export function generatePassphrase(allowed: string | null): string {
  const characters = readable(allowed ?? everyone);
  if (characters.length < 2) throw new RangeError('a passphrase needs at least two characters to choose from');
  const needed = Math.max(leastCharacters, Math.ceil(leastBits / Math.log2(characters.length)));
  const groups = Math.ceil(needed / groupLength);
  const group = () => Array.from({ length: groupLength }, () => characters[randomInt(characters.length)]).join('');
  const separator = separators.find((each) => (allowed ?? everyone).includes(each)) ?? '';
  return Array.from({ length: groups }, group).join(separator);
}

/** How many characters of the passphrase the appliance does not take; null: it says nothing about them. */
export const notAllowed = (passphrase: string, allowed: string | null): number =>
  allowed === null ? 0 : [...passphrase].filter((character) => !allowed.includes(character)).length;
