// The words of the pre-check, once per language. Apart from index.ts, so that the window can start without them.
import { precheckWords as en } from './en/precheck.ts';

export type PrecheckText = typeof en;

const languages: Record<string, PrecheckText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const precheckTextFor = (language: string): PrecheckText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
