// The words of the deploy journey, once per language. Apart from index.ts, so that the window can start without them.
import { deploy as en } from './en/deploy.ts';

export type DeployText = typeof en;

const languages: Record<string, DeployText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const deployTextFor = (language: string): DeployText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
