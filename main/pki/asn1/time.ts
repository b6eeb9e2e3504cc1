// UTCTime and GeneralizedTime to ISO 8601. Reads also what RFC 5280 forbids but old issuers wrote (no seconds, an
// offset, a fraction), so that such a certificate can be shown; whether it is proper is not judged here.
import { type DerElement, DerError, tag } from './der.ts';

const utcTime = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})$/;
const generalizedTime = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d{1,9})?(Z|[+-]\d{4})$/;

/** The moment as `YYYY-MM-DDTHH:MM:SSZ`. Two-digit years are 1950 to 2049 (RFC 5280 section 4.1.2.5.1). */
export const readTime = (element: DerElement): string => {
  const utc = element.tag === tag.utcTime;
  if (!utc && element.tag !== tag.generalizedTime) throw new DerError('a time of an unexpected type');
  const text = Buffer.from(element.content).toString('latin1');
  const parts = (utc ? utcTime : generalizedTime).exec(text);
  if (parts === null) throw new DerError('a time that cannot be read');
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const moment = new Date(0);
  moment.setUTCFullYear(utc ? year + (year < 50 ? 2000 : 1900) : year, month - 1, day);
  moment.setUTCHours(hour, minute, second);
  // Date carries 31 February over into March: a date that changes on the way was no date.
  if (moment.getUTCMonth() !== month - 1 || moment.getUTCDate() !== day || hour > 23 || minute > 59 || second > 59)
    throw new DerError('a time that does not exist');
  const zone = parts[7] as string;
  if (zone !== 'Z') {
    const offset = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3));
    moment.setTime(moment.getTime() - (zone[0] === '-' ? -offset : offset) * 60_000);
  }
  const iso = moment.toISOString();
  // An offset can carry a moment out of the four-digit years.
  if (!/^\d{4}-/.test(iso)) throw new DerError('a time that does not exist');
  return `${iso.slice(0, 19)}Z`;
};
