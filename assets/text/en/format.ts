// Dates, numbers and lists as English readers expect them. Times are shown in the reader's own time zone.
const locale = 'en';
const dateOnly = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
const dateAndTime = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const timeOnly = new Intl.DateTimeFormat(locale, { timeStyle: 'short' });
const timeWithSeconds = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' });
const plain = new Intl.NumberFormat(locale);
const and = new Intl.ListFormat(locale, { type: 'conjunction' });
const plurals = new Intl.PluralRules(locale);

/** `iso`: ISO 8601. A text that is no date is given back as it is, so that nothing is ever shown as “Invalid Date”. */
const formatted = (format: Intl.DateTimeFormat, iso: string): string => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? iso : format.format(date);
};

export const date = (iso: string): string => formatted(dateOnly, iso);
export const dateTime = (iso: string): string => formatted(dateAndTime, iso);
/** For papers that are read elsewhere: `2026-11-22 08:00 UTC`. `iso` is ISO 8601 in UTC. */
export const dateTimeUtc = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;
export const time = (iso: string): string => formatted(timeOnly, iso);
/** With its seconds, so that two readings in a minute differ. */
export const exactTime = (iso: string): string => formatted(timeWithSeconds, iso);
export const number = (value: number): string => plain.format(value);
export const list = (values: readonly string[]): string => and.format(values);

/** `count(1, 'file', 'files')` is “1 file”. */
export const count = (value: number, one: string, many: string): string =>
  `${plain.format(value)} ${plurals.select(value) === 'one' ? one : many}`;

const days = 86_400;

/** A length of time in its one most telling unit: “3 days”, “2 hours”, “40 seconds”. */
export function duration(seconds: number): string {
  const length = Math.abs(seconds);
  if (length >= 2 * 365 * days) return count(Math.floor(length / (365 * days)), 'year', 'years');
  if (length >= 120 * days) return count(Math.round(length / (30.44 * days)), 'month', 'months');
  if (length >= days) return count(Math.floor(length / days), 'day', 'days');
  if (length >= 3_600) return count(Math.floor(length / 3_600), 'hour', 'hours');
  if (length >= 60) return count(Math.floor(length / 60), 'minute', 'minutes');
  return count(Math.round(length), 'second', 'seconds');
}
