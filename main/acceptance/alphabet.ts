// The characters that an appliance takes in a passphrase, out of its profile. Pure.

/** Pairs that look alike in many typefaces: 0 O o, 1 l I, 2 Z z, 5 S s, 8 B. */
const lookAlikes = /[0Oo1lI2Zz5Ss8B]/;

/** What of an alphabet is good for reading aloud and typing from paper: letters and digits that nothing looks like. */
export const readable = (alphabet: string): string[] =>
  [...new Set(alphabet)].filter((character) => /^[a-zA-Z0-9]$/.test(character) && !lookAlikes.test(character));

/** With fewer to choose from, nothing is random. */
export const leastReadable = 2;

/** How many characters of the passphrase the appliance does not take; null: it says nothing about them. */
export const notAllowed = (passphrase: string, alphabet: string | null): number =>
  alphabet === null ? 0 : [...passphrase].filter((character) => !alphabet.includes(character)).length;
