// The words of Activity, once per language. Apart from index.ts, so that the window can start without them.
import { activity as en } from './en/activity.ts';

export type ActivityText = typeof en;

const languages: Record<string, ActivityText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const activityTextFor = (language: string): ActivityText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
