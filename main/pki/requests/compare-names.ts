// The lists of a request beside those of the certificate: subject attributes and alternative names, paired one by one.
// Compares text as it was decoded: string types and the order of a subject are the CA's business.

import type { IssuedComparison } from '../../../preload/contract/issued-comparison.ts';
import type { SubjectAltNames } from '../../../preload/contract/item.ts';
import type { Attribute } from '../names/distinguished-name.ts';

type Changes = IssuedComparison['subject']['changes'];
type Names = IssuedComparison['names'];

/** What each list has that the other has not, counting repetitions. Both keep their order. */
const differing = <T>(
  asked: readonly T[],
  issued: readonly T[],
  key: (each: T) => string,
): { lost: T[]; added: T[] } => {
  const left = new Map<string, number>();
  for (const each of issued) left.set(key(each), (left.get(key(each)) ?? 0) + 1);
  const take = (each: T, from: Map<string, number>): boolean => {
    const count = from.get(key(each)) ?? 0;
    if (count > 0) from.set(key(each), count - 1);
    return count > 0;
  };
  const lost = asked.filter((each) => !take(each, left));
  return { lost, added: issued.filter((each) => take(each, left)) };
};

/** Attribute by attribute: what is left of a type on both sides was changed, the rest was dropped or added. */
export const compareSubjects = (asked: readonly Attribute[], issued: readonly Attribute[]): Changes => {
  const { lost, added } = differing(asked, issued, ({ type, value }) => `${type}=${value}`);
  const waiting = new Map<string, Attribute[]>();
  // Reversed, so that the next one is taken off the end: hostile subjects have thousands of one type.
  for (const each of added.toReversed()) {
    const list = waiting.get(each.type);
    if (list) list.push(each);
    else waiting.set(each.type, [each]);
  }
  const first: Changes = lost.map(({ type: attribute, value }) => {
    const other = waiting.get(attribute)?.pop();
    return other === undefined
      ? { attribute, change: 'dropped', asked: value }
      : { attribute, change: 'changed', asked: value, issued: other.value };
  });
  const left = new Set([...waiting.values()].flat());
  const rest = added.filter((each) => left.has(each));
  return [
    ...first,
    ...rest.map(({ type: attribute, value: issuedValue }) => ({
      attribute,
      change: 'added' as const,
      issued: issuedValue,
    })),
  ];
};

const kinds = ['dns', 'ip', 'email', 'uri', 'other'] as const;

/** Host names and the domain of a mail address have no case (RFC 5280 section 7), the rest is compared as it stands. */
const comparable = (kind: Names[number]['kind'], name: string): string =>
  kind === 'dns'
    ? name.toLowerCase()
    : kind === 'email'
      ? name.replace(/@[^@]*$/, (domain) => domain.toLowerCase())
      : name;

/** Every name of the request (kept or dropped), then what the certificate has beyond them. */
export const compareAltNames = (asked: SubjectAltNames | undefined, issued: SubjectAltNames | undefined): Names =>
  kinds.flatMap((kind): Names => {
    const [ours, theirs] = [asked?.[kind] ?? [], issued?.[kind] ?? []];
    const there = new Set(theirs.map((name) => comparable(kind, name)));
    const wanted = new Set(ours.map((name) => comparable(kind, name)));
    return [
      ...ours.map((name) => ({
        kind,
        name,
        state: there.has(comparable(kind, name)) ? ('kept' as const) : ('dropped' as const),
      })),
      ...theirs
        .filter((name) => !wanted.has(comparable(kind, name)))
        .map((name) => ({ kind, name, state: 'added' as const })),
    ];
  });
