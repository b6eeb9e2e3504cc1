// Which characters an appliance takes in a passphrase, as every page says it.
import { count } from './format.ts';

/** What is neither letter nor digit, with blanks between, so that each can be told from the next. */
const signs = (alphabet: string): string => [...alphabet].filter((each) => !/[A-Za-z0-9]/.test(each)).join(' ');

/** `alphabet`: as the appliance's profile has it. */
export const taken = (alphabet: string): string =>
  `The sensor takes letters and digits of the English alphabet${signs(alphabet) === '' ? '' : `, and ${signs(alphabet)}`}.`;

/** `others`: how many characters of a passphrase are none of the alphabet. */
export const notTaken = (others: number, alphabet: string): string =>
  `${count(others, 'character is', 'characters are')} not taken by the sensor; it would refuse the key. ${taken(alphabet)}`;
