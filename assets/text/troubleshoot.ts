// The words of the troubleshooter, once per language. Apart from index.ts, so that the window can start without them.
import { troubleshoot as en } from './en/troubleshoot.ts';

export type TroubleshootText = typeof en;

const languages: Record<string, TroubleshootText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const troubleshootTextFor = (language: string): TroubleshootText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
