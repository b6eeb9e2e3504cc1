// All text of the product, once per language, for the window and for the command line. Facts go in, sentences come
// out; nothing here decides anything. The practice sensor's pages have their own module beside these.
import type { AppError, ErrorFacts } from '../../preload/contract/errors.ts';
import type { Explanation } from './en/errors.ts';
import { en } from './en/index.ts';

export { type GuideFacts, guideFacts } from './facts.ts';
export type { Explanation };
export type Text = typeof en;

const languages: Record<string, Text> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const textFor = (language: string): Text => languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;

/** What happened, why, and what to do. */
export function explain(text: Text, error: AppError): Explanation {
  const words = text.errors[error.code] as (facts: ErrorFacts[typeof error.code]) => Explanation;
  return words(error.facts);
}
