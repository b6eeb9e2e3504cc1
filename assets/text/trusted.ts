// The words of the page of trusted certificates, once per language. Apart from index.ts, so that the window can start
// without them.
import { trusted as en } from './en/trusted.ts';

export type TrustedText = typeof en;

const languages: Record<string, TrustedText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const trustedTextFor = (language: string): TrustedText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
