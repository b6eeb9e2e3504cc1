// The words of the kept copies of the hosts file, once per language. Apart from index.ts, so that the window can start without them.
import { backups as en } from './en/backups.ts';

export type BackupsText = typeof en;

const languages: Record<string, BackupsText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const backupsTextFor = (language: string): BackupsText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
