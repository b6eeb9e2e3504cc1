// The subject as a person writes it, put into the order in which a request carries it: from the general (country) to
// the particular (common name). Only the direction is chosen; which attribute follows which stays the person's choice.
import { fail, ok, type Result } from '../../../preload/contract/result.ts';
import type { Attribute } from '../names/distinguished-name.ts';
import { parseNameText } from '../names/name-text.ts';

/** How particular an attribute is; names of the same rank tell nothing about the direction. */
const ranks: Readonly<Record<string, number>> = { C: 0, DC: 0, ST: 1, L: 2, STREET: 3, O: 4, OU: 5, CN: 6, UID: 6 };
const emailRank = 7;

const rank = ({ type }: Attribute): number => ranks[type] ?? emailRank;

/** Whether the text goes from the general to the particular already: its first and last ranked attributes tell. */
const generalFirst = (attributes: readonly Attribute[]): boolean => {
  const ranked = attributes.map(rank);
  return (ranked[0] as number) < (ranked.at(-1) as number);
};

/**
 * Reads a subject in any of the forms of parseNameText.
 *
 * Slashes (OpenSSL) give the order of the encoding. Between commas RFC 4514 section 2.1 has it the other way round, and
 * Windows writes it so too (`CN=a,O=b,C=US`); OpenSSL prints commas in the order of the encoding (`C = US, O = b`).
 * Which of the two it is, the first and the last attribute tell; where they do not, RFC 4514 counts.
 * @returns attributes in the order of the encoding; `subject-invalid` (`syntax`) when the text is no name
 */
export const parseSubject = (text: string): Result<Attribute[]> => {
  const attributes = parseNameText(text.trim());
  if (attributes === null) {
    const reason = text.trim() === '' ? 'nothing' : 'syntax';
    return fail('subject-invalid', { attribute: '', reason, limit: 0 });
  }
  return ok(text.trim().startsWith('/') || generalFirst(attributes) ? attributes : attributes.toReversed());
};
