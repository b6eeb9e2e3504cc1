// A text as the sequence of its words, so that case, blanks, line breaks, punctuation, quotes, marks of writing direction
// and contractions ("can't", "isn't", "isnt") make no
// difference. Pure.

/** Characters of a pasted text that are looked at. */
export const textLimit = 20_000;

/**
 * A text of at most `textLimit` characters. Of a longer one its beginning and its end, in whole lines where there are
 * any: a log ends with the error, and a report begins with it.
 */
export function endsOf(text: string): { text: string; leftOut: boolean } {
  if (text.length <= textLimit) return { text, leftOut: false };
  const half = textLimit / 2 - 1;
  const [head, tail] = [text.slice(0, half), text.slice(-half)];
  // A line that was cut is left out, unless it is most of what there is.
  const last = head.lastIndexOf('\n');
  const first = tail.indexOf('\n');
  const whole = [last > half / 2 ? head.slice(0, last) : head, first < half / 2 ? tail.slice(first + 1) : tail];
  return { text: whole.join('\n'), leftOut: true };
}

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
    .replace(/n't\b/g, ' not')
    // As it is typed in a hurry.
    .replace(/\bcant\b/g, 'cannot')
    .replace(/\bwont\b/g, 'will not')
    .replace(/\b(is|are|was|were|do|does|did|has|have|had|would|could|should)nt\b/g, '$1 not');

/** @param text of any length; what counts are its ends, as `endsOf` has them */
export function wordsOf(text: string): Words {
  // NFKC makes plain characters of full-width ones and of no-break blanks; it can lengthen the text, so it is cut again.
  const cut = endsOf(endsOf(text).text.normalize('NFKC')).text.replace(invisible, '');
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
