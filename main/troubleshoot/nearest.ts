// Which known messages look most like an unknown text: the share of groups of three letters that they have in common,
// rare groups counting more. It only offers; it never decides that a text is one of them.
import { type CatalogueEntry, catalogue, wordings } from './catalogue.ts';
import { endsOf, wordsOf } from './tokens.ts';

/** Lines at each end of a long text that are compared one by one, besides its beginning as a whole. */
const lineLimit = 20;
const wholeLimit = 2000;

type Vector = ReadonlyMap<string, number>;

function counts(text: string): Map<string, number> {
  const padded = ` ${wordsOf(text).words.join(' ')} `;
  const found = new Map<string, number>();
  for (let at = 0; at + 3 <= padded.length; at++) {
    const group = padded.slice(at, at + 3);
    found.set(group, (found.get(group) ?? 0) + 1);
  }
  return found;
}

const samples = wordings
  .filter(({ text, entry, kind }) => kind === 'older' || text === entry.message || entry.forms?.includes(text))
  .map(({ entry, text }) => ({ entry, groups: counts(text.replaceAll('<>', ' ')) }));

const inSamples = new Map<string, number>();
for (const { groups } of samples)
  for (const group of groups.keys()) inSamples.set(group, (inSamples.get(group) ?? 0) + 1);

/** Length 1, so that the product of two is the cosine of their angle. Groups that no message has count as well. */
function unit(groups: Map<string, number>): Vector {
  const weighted = [...groups].map(([group, count]): [string, number] => [
    group,
    count * Math.log(1 + samples.length / (inSamples.get(group) ?? 1)),
  ]);
  const length = Math.hypot(...weighted.map(([, weight]) => weight)) || 1;
  return new Map(weighted.map(([group, weight]) => [group, weight / length]));
}

const index = new Map<string, { sample: number; weight: number }[]>();
for (const [sample, { groups }] of samples.entries())
  for (const [group, weight] of unit(groups)) index.set(group, [...(index.get(group) ?? []), { sample, weight }]);

/** The most similar first, at most three, each entry once; none where nothing is alike at all (an empty text). */
export function nearest(text: string): CatalogueEntry[] {
  const all = endsOf(text).text.split(/[\r\n]+/);
  const lines = [...all.slice(0, lineLimit), ...all.slice(lineLimit).slice(-lineLimit)];
  const best = new Map<CatalogueEntry, number>();
  for (const part of [text.slice(0, wholeLimit), ...lines.map((line) => line.slice(0, wholeLimit))]) {
    const scores = new Float64Array(samples.length);
    for (const [group, weight] of unit(counts(part)))
      for (const { sample, weight: other } of index.get(group) ?? [])
        scores[sample] = (scores[sample] ?? 0) + weight * other;
    for (const [sample, { entry }] of samples.entries())
      best.set(entry, Math.max(best.get(entry) ?? 0, scores[sample] ?? 0));
  }
  const order = (entry: CatalogueEntry) => catalogue.indexOf(entry);
  return [...best]
    .filter(([, score]) => score > 0)
    .sort(([a, left], [b, right]) => right - left || order(a) - order(b))
    .slice(0, 3)
    .map(([entry]) => entry);
}
