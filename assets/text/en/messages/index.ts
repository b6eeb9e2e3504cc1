// The words for every message of the catalogue (main/troubleshoot), by its id.
import { browserWords } from './browser.ts';
import { consoleWords } from './console.ts';
import { dpsWords } from './dps.ts';
import { firefoxWords } from './firefox.ts';
import { opensslWords } from './openssl.ts';
import { tlsWords } from './tls.ts';
import { windowsWords } from './windows.ts';
import type { MessageWords } from './words.ts';

export type { MessageWords };

export const messageWords: Readonly<Record<string, MessageWords>> = {
  ...consoleWords,
  ...browserWords,
  ...firefoxWords,
  ...windowsWords,
  ...opensslWords,
  ...tlsWords,
  ...dpsWords,
};
