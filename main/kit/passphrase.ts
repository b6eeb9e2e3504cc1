// A passphrase for the key of a kit: of characters that the appliance takes, that nobody mistakes for another when they
// type it from paper, and that mean nothing to a shell, to a CSV file or to a web form. It is kept nowhere.
import { randomInt } from 'node:crypto';
import { leastReadable, readable } from '../acceptance/alphabet.ts';

const separators = ['-', '.', '_'];
const groupLength = 4;
const leastCharacters = 20;
/** Bits of entropy that a guesser has to go through. */
const leastBits = 100;

const everyone = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-';

/**
 * A new passphrase, in groups of four: `Kq7f-hTW3-…`. With all letters and digits to choose from there are 48 that
 * nothing looks like, so 20 of them carry 20 × log2 48 = 111 bits; where an appliance takes fewer, it becomes longer,
 * until there are at least 100 bits. Random by the system's generator, each character with the same chance.
 * @param allowed every character that the appliance takes; null: it says nothing about it. A profile with too few that
 * can be read was refused; here they are a bug, and throw RangeError
 */
export function generatePassphrase(allowed: string | null): string {
  const characters = readable(allowed ?? everyone);
  if (characters.length < leastReadable) throw new RangeError('too few characters to choose from');
  const needed = Math.max(leastCharacters, Math.ceil(leastBits / Math.log2(characters.length)));
  const groups = Math.ceil(needed / groupLength);
  const group = () => Array.from({ length: groupLength }, () => characters[randomInt(characters.length)]).join('');
  const separator = separators.find((each) => (allowed ?? everyone).includes(each)) ?? '';
  return Array.from({ length: groups }, group).join(separator);
}
