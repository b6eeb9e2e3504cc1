// The words of the screen before the prompt for rights, once per language. Apart from index.ts, so that the window can
// start without them.
import { rights as en } from './en/rights.ts';

export type RightsText = typeof en;

const languages: Record<string, RightsText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const rightsTextFor = (language: string): RightsText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
