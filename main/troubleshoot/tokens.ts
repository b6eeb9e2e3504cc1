// A text as the sequence of its words, so that case, blanks, line breaks, punctuation, quotes, marks of writing direction
// and contractions ("can't", "isn't") make no difference. Pure.

/** Characters of a pasted text that are looked at; a whole log may be longer, and its rest is left out. */
export const textLimit = 20_000;

export type Words = {
  readonly words: readonly string[];
  /** Index of the first word of each line that has any, and one behind the last word of each. */
  readonly starts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
};

const apostrophes = /[\u2018\u2019\u201b\u02bc\u2032\u00b4`]/g;
// Soft hyphen, zero-width characters, marks of direction, byte order mark: invisible, and copied along from web pages.
const invisible = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;
const lineBreak = /\r\n|[\n\r\u0085\u2028\u2029]/;
const word = /[\p{L}\p{N}_]+/gu;

const plain = (line: string): string =>
  line
    .toLowerCase()
    .replace(apostrophes, "'")
    .replace(/\bcan't\b|\bcan not\b/g, 'cannot')
    .replace(/\bwon't\b/g, 'will not')
    .replace(/n't\b/g, ' not');

/** @param text of any length; only the first `textLimit` characters count */
export function wordsOf(text: string): Words {
  // NFKC makes plain characters of full-width ones and of no-break blanks; it can lengthen the text, so it is cut again.
  const cut = text.slice(0, textLimit).normalize('NFKC').slice(0, textLimit).replace(invisible, '');
  const words: string[] = [];
  const starts = new Set<number>();
  const ends = new Set<number>();
  for (const line of cut.split(lineBreak)) {
    const found = plain(line).match(word) ?? [];
    if (found.length === 0) continue;
    starts.add(words.length);
    for (const each of found) words.push(each);
    ends.add(words.length);
  }
  return { words, starts, ends };
}
