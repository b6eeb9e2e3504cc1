// The words of the tools, once per language. Apart from index.ts, so that the window can start without them.
import { tools as en } from './en/tools.ts';

export type ToolsText = typeof en;

const languages: Record<string, ToolsText> = { en };

/** The words for a BCP 47 language tag such as `en-US`; English where there are none. */
export const toolsTextFor = (language: string): ToolsText =>
  languages[language.split('-')[0]?.toLowerCase() ?? ''] ?? en;
