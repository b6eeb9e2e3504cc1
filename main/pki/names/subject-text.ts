// The subject as browsers show it, and whether what a person pasted from one names the same certificate.
// For people's eyes only: a certificate is recognised by its thumbprint, never by this.
import type { CertificateItem } from '../../../preload/contract/item.ts';
import { visibleText } from '../files/pasted-text.ts';
import type { Attribute } from './distinguished-name.ts';
import { parseNameText } from './name-text.ts';

/** The subject's attributes in the order of the certificate; the string of RFC 4514 has them the other way round. */
const subjectAttributes = (item: CertificateItem): Attribute[] => (parseNameText(item.subject) ?? []).toReversed();

/**
 * What Chrome and Edge print after `Subject:` in the details of a NET::ERR page: Chromium's display name of a
 * principal, which is the first common name, else the first organization, else the first organizational unit.
 * @returns an empty string when the subject has none of them
 */
export const browserSubject = (item: CertificateItem): string => {
  const attributes = subjectAttributes(item);
  const first = (type: string) => attributes.find((each) => each.type === type && each.value !== '');
  return (first('CN') ?? first('O') ?? first('OU'))?.value ?? '';
};

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

const label = /^(?:certificate\s+)?subject(?:\s+name)?\s*[:=]\s*/i;

/**
 * Compares the subject that a person pasted with the certificate's. It may carry the label `Subject:`, quotes and odd
 * blanks, and be a whole distinguished name in any tool's spelling; case does not count. Of a whole name every part
 * must be in the certificate, and one of them must be what the browser shows.
 * @returns `pasted` as it was understood; `commonName` of the certificate
 */
export const compareSubject = (
  pasted: string,
  item: CertificateItem,
): { matches: boolean; commonName: string | null; pasted: string } => {
  const text = visibleText(pasted)
    .replace(label, '')
    .replace(/^(["'\u2018\u201c])(.*)["'\u2019\u201d]$/s, '$2')
    .trim();
  const shown = folded(browserSubject(item));
  const answer = (matches: boolean) => ({ matches, commonName: item.commonName ?? null, pasted: text });
  if (shown === '') return answer(false);
  if (folded(text) === shown) return answer(true);
  const key = ({ type, value }: Attribute): string => `${type}=${folded(value)}`;
  const own = new Set(subjectAttributes(item).map(key));
  const given = parseNameText(text);
  return answer(
    given?.every((each) => own.has(key(each))) === true && given.some(({ value }) => folded(value) === shown),
  );
};
