// Which known message a pasted text is, or holds. Pure, and its work is bounded: of a long text the ends count, and a
// wording is looked for only where its first word stands. It never guesses: what is not there word for word is unknown.
import { messageWords } from '../../assets/text/en/messages/index.ts';
import type { Explanation } from '../../preload/contract/explanation.ts';
import { known, type Wording, wordings } from './catalogue.ts';
import { nearest } from './nearest.ts';
import { endsOf, type Words, wordsOf } from './tokens.ts';

/** Words that may stand where a wording has a part that varies; a path or a distinguished name has many. */
const gapLimit = 16;
/** Other messages of the same text that are told as well. */
const alsoLimit = 3;

type Hit = { readonly wording: Wording; readonly start: number; readonly end: number };

const byFirstWord = new Map<string, Wording[]>();
for (const wording of wordings) {
  const first = wording.pieces[0]?.[0];
  if (first === undefined) throw new Error(`a wording of ${wording.entry.id} has no words`);
  byFirstWord.set(first, [...(byFirstWord.get(first) ?? []), wording]);
}

const standsAt = (words: readonly string[], at: number, piece: readonly string[]): boolean =>
  piece.every((word, index) => words[at + index] === word);

/** One behind the last word of the wording that begins at `start`; null if it does not. Gaps are as short as can be. */
function endOf({ words, ends }: Words, start: number, { pieces, open }: Wording): number | null {
  let at = start;
  for (const [index, piece] of pieces.entries()) {
    const last = index === 0 ? at : Math.min(at + gapLimit, words.length - piece.length);
    while (at <= last && !standsAt(words, at, piece)) at++;
    if (at > last) return null;
    at += piece.length;
  }
  const rest = open ? Array.from({ length: gapLimit + 1 }, (_, more) => at + more).find((end) => ends.has(end)) : at;
  return rest ?? at;
}

function hitsIn(found: Words): Hit[] {
  const { words, starts, ends } = found;
  const hits: Hit[] = [];
  for (const [start, word] of words.entries()) {
    for (const wording of byFirstWord.get(word) ?? []) {
      const end = endOf(found, start, wording);
      if (end === null || (wording.line && !(starts.has(start) && ends.has(end)))) continue;
      hits.push({ wording, start, end });
    }
  }
  return hits;
}

/** What says more first: not merely general, then the longer wording, then the one that stands first. */
const moreSpecific = (a: Hit, b: Hit): number =>
  Number(a.wording.entry.general ?? false) - Number(b.wording.entry.general ?? false) ||
  b.wording.weight - a.wording.weight ||
  a.start - b.start;

/** What the text means. The whole text counts before its parts; of several parts the most specific one. */
export function explainMessage(pasted: string): Explanation {
  const { text, leftOut } = endsOf(pasted);
  const found = wordsOf(text);
  const hits = hitsIn(found).sort(moreSpecific);
  const whole = hits.filter(({ start, end }) => start === 0 && end === found.words.length);
  // Of two wordings for the whole text the one with more fixed words is meant, general or not.
  const best = whole.sort((a, b) => b.wording.weight - a.wording.weight)[0] ?? hits[0];
  const words = best && messageWords[best.wording.entry.id];
  if (!best || !words) return { known: false, leftOut, nearest: nearest(text).map(known) };
  const { entry, kind, text: wording } = best.wording;
  const others = hits.filter(
    ({ wording, start, end }) =>
      wording.entry !== entry && !wording.entry.general && (end <= best.start || start >= best.end),
  );
  return {
    known: true,
    leftOut,
    ...known(entry),
    match: whole.length > 0 ? kind : 'part',
    wording: kind === 'older' ? wording.replaceAll('<>', '…') : null,
    ...words,
    checks: [...entry.checks],
    action: entry.action,
    also: [...new Set(others.map(({ wording }) => wording.entry))].slice(0, alsoLimit).map(known),
  };
}
